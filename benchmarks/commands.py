"""How long whole commands take: an indexing, a refresh that finds nothing, a search."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from statistics import median

from benchmarks.memory import Peak
from benchmarks.starts import bare
from benchmarks.table import Row
from benchmarks.world import Unmeasurable, World, reader, remove, run

RATE = 10.0  # MB/s of Markdown
INDEX_BUDGET = {7_000: 4.0, 1_000_000: 300.0}  # seconds
MEMORY_BUDGET = 300.0  # MB of all its processes
REFRESH_BUDGET = {7_000: 0.25, 100_000: 2.0}  # seconds
SEARCH_BUDGET = 60.0  # ms over Python's own start, at 100,000


def index(world: World, runs: int) -> list[Row]:
    """From nothing; what was built last is kept for the other rows."""
    bares: list[float] = []
    times: list[float] = []
    peaks: list[float] = []
    for _ in range(max(1, min(runs // 2, 21_000 // world.articles))):
        bares.append(bare(world))
        remove(world.fresh_cache)
        with Peak(os.getpid()) as peak:
            times.append(_indexing(world, fresh=True)[0])
        peaks.append(peak.most)
    world.keep_fresh()
    seconds = median(times)
    megabytes = world.size / 1e6
    limit = INDEX_BUDGET.get(world.articles, megabytes / RATE)
    return [
        Row(
            "index from nothing",
            world.articles,
            seconds,
            bare=median(bares),
            budget=f"{limit:.3g} s" + ("" if world.articles in INDEX_BUDGET else " (10 MB/s)"),
            limit=limit,
            note=f"{megabytes:.0f} MB, {megabytes / seconds:.1f} MB/s; {len(times)} runs",
        ),
        Row(
            "its memory at most (PSS of all its processes)",
            world.articles,
            max(peaks),
            "MB",
            budget=f"{MEMORY_BUDGET:.0f} MB",
            limit=MEMORY_BUDGET,
        ),
    ]


def refresh(world: World, runs: int) -> list[Row]:
    """Nothing has changed; the whole process, as the interface starts it."""
    _indexing(world)
    bares: list[float] = []
    times: list[float] = []
    told: list[float] = []
    for _ in range(runs):
        bares.append(bare(world))
        whole, inside = _indexing(world)
        times.append(whole)
        told.append(inside)
    limit = REFRESH_BUDGET.get(world.articles)
    return [
        Row(
            "refresh, no change",
            world.articles,
            median(times),
            bare=median(bares),
            budget=f"{limit} s" if limit else "",
            limit=limit,
            note=f"whole process, of which it tells {median(told):.2f} s; {runs} runs,"
            f" {min(times):.2f} to {max(times):.2f} s",
        )
    ]


def process(world: World, runs: int) -> list[Row]:
    """`reader search --no-refresh` over Python's own start."""
    # The name in a title, which hardly another article has: what is measured is no printing.
    names = (word for listed in world.listed for word in listed.title.split() if "'s" in word)
    words = max(names, key=len).partition("'")[0]
    argv = [*reader(), "search", words, world.library, "--no-refresh"]
    environ = world.environ()
    run(argv, environ)
    times: list[float] = []
    bares: list[float] = []
    for _ in range(3 * runs):
        bares.append(_wall([sys.executable, "-c", "pass"], environ))
        times.append(_wall(argv, environ))
    over = [1000 * (one - other) for one, other in zip(times, bares, strict=True)]
    whole = 1000 * median(times)
    return [
        Row(
            "reader search --no-refresh, over Python's start",
            world.articles,
            median(over),
            unit="ms",
            bare=1000 * median(bares),
            budget=f"{SEARCH_BUDGET:.0f} ms",
            limit=SEARCH_BUDGET,
            note=f"bare is `python -c pass`; whole process {whole:.0f} ms;"
            f" {len(times)} runs, {min(over):.0f} to {max(over):.0f} ms",
        ),
        *(_beside(world, program, words, whole) for program in BESIDE),
    ]


BESIDE = (("rg", "-l", "-i"), ("grep", "-r", "-l", "-i"))
"""What people look for words with: the names of the files that have one, in any case."""


def _beside(world: World, program: tuple[str, ...], word: str, ours: float) -> Row:
    """What another program takes to find the word in the files, where it is installed."""
    what = f"{' '.join(program)}: the same word"
    if shutil.which(program[0]) is None:
        return Row(what, world.articles, None, "ms", note=f"{program[0]} is not installed")
    environ = world.environ()
    argv = [*program, word, world.library]
    run(argv, environ)  # the files are in memory from now on
    times = [1000 * _wall(argv, environ) for _ in range(3)]
    return Row(
        what,
        world.articles,
        median(times),
        "ms",
        bare=ours,
        note=f"bare is `reader search`, the whole process; {len(times)} runs,"
        f" {min(times):.0f} to {max(times):.0f} ms, the files in memory",
    )


def bring_up_to_date(world: World) -> None:
    """The kept catalog, made where there is none."""
    _indexing(world)


def _wall(argv: list[str], environ: dict[str, str]) -> float:
    started = time.monotonic()
    run(argv, environ)
    return time.monotonic() - started


def _indexing(world: World, *, fresh: bool = False) -> tuple[float, float]:
    """Seconds of the whole process, and those it tells of."""
    started = time.monotonic()
    told = run([*reader(), "index", world.library, "--json"], world.environ(fresh=fresh))
    seconds = time.monotonic() - started
    summary = json.loads(told)
    if summary["articles"] != world.articles:
        raise Unmeasurable(f"{summary['articles']:,} articles were indexed")
    return seconds, float(summary["seconds"])
