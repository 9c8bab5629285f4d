"""`make bench`: the budgets of the program, measured and set in a table."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import TypeVar

from benchmarks import books, table
from benchmarks.commands import bring_up_to_date, index, process, refresh
from benchmarks.keys import list_keys, search_keys
from benchmarks.many import many
from benchmarks.memory import memory
from benchmarks.page import page
from benchmarks.starts import first, start
from benchmarks.table import Row, say
from benchmarks.world import KEPT, Unmeasurable, World

RUNS, QUICK_RUNS = 7, 3
KEYS = 8  # per run

W = TypeVar("W", bound=World)
Measure = Callable[[World, int], list[Row]]

# In this order: what index builds, the others use.
MEASURES: dict[str, Measure] = {
    "index": index,
    "first": first,
    "start": start,
    "refresh": refresh,
    "list": lambda world, runs: list_keys(world, KEYS * runs),
    "search": lambda world, runs: search_keys(world, KEYS * runs),
    "process": process,
    "memory": memory,
    "many": many,
}
ONCE = "page"
"""Rows of articles of their own, whatever the size of the library."""

NAMES = [*MEASURES, ONCE]


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "rows", nargs="*", metavar="ROW", help=f"what to measure: {', '.join(NAMES)}"
    )
    parser.add_argument("--sizes", type=_sizes, metavar="N,N", help="articles (7000,100000)")
    parser.add_argument("--runs", type=int, metavar="N", help=f"of each measurement ({RUNS})")
    parser.add_argument("--quick", action="store_true", help="7,000 articles, few runs")
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    parser.add_argument("--data", default=KEPT, metavar="FOLDER", help="keep the libraries there")
    args = parser.parse_args(argv)
    if unknown := [name for name in args.rows if name not in NAMES]:
        parser.error(f"no row {unknown[0]}; there are {', '.join(NAMES)}")
    args.sizes = args.sizes or ([7_000] if args.quick else [7_000, 100_000])
    args.runs = max(1, args.runs or (QUICK_RUNS if args.quick else RUNS))
    args.rows = args.rows or NAMES
    return args


def _sizes(text: str) -> list[int]:
    return [int(part.replace("_", "")) for part in text.split(",")]


def measure(world: World, names: list[str], runs: int) -> list[Row]:
    """The rows asked for, of one library; what can't be measured says so."""
    say(f"{world.articles:,} articles")
    if world.make():
        say("  generated")
    rows: list[Row] = []
    if "index" not in names:
        bring_up_to_date(world)
    for name in MEASURES:
        if name not in names:
            continue
        rows += _measured(name, MEASURES[name], world, runs)
    return rows


def _measured(name: str, how: Callable[[W, int], list[Row]], world: W, runs: int) -> list[Row]:
    started = time.monotonic()
    try:
        return how(world, runs)
    except (Unmeasurable, subprocess.SubprocessError) as error:
        return [Row(name, world.articles, None, note=str(error))]
    finally:
        say(f"  {name}: {time.monotonic() - started:.0f} s")


def main(argv: list[str] | None = None) -> int:
    """Measure and print."""
    args = arguments(argv)
    facts = table.machine()
    if not args.json:
        print(table.head(facts), flush=True)
    rows: list[Row] = []
    for size in args.sizes if set(args.rows) - {ONCE} else ():
        rows += measure(World(args.data, size), args.rows, args.runs)
    if ONCE in args.rows:
        say("articles of 8 KB, 1 MB and 10 MB")
        rows += _measured(ONCE, page, books.shelf(args.data), args.runs)
    if args.json:
        told = [{**asdict(row), "ratio": row.ratio, "holds": row.holds} for row in rows]
        print(json.dumps({"machine": facts, "rows": told}, ensure_ascii=False, indent=1))
    else:
        print("\n" + table.table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
