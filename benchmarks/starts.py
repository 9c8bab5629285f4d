"""How long a start takes: reader's list and page, beside the bare app in turn with it."""

from __future__ import annotations

from statistics import median

from benchmarks.screen import Screen, painted
from benchmarks.table import Row
from benchmarks.terminal import Recorder
from benchmarks.world import PAGE, Unmeasurable, World, hello, reader, remove

_QUIET = 0.15  # seconds after which nothing more is expected

LIST_BUDGET = {7_000: 1.3, 100_000: 1.5, 1_000_000: 2.0}
PAGE_BUDGET = {7_000: 1.6, 100_000: 1.8}
FIRST = 0.5  # seconds


def bare(world: World) -> float:
    """Seconds until the bare app has painted its word."""
    with Recorder(hello(), world.environ()) as terminal:
        if not terminal.read_until("hello"):
            raise Unmeasurable(f"the bare app did not start: {terminal.said()}")
        terminal.read_until_quiet(_QUIET)
        (at,) = painted(Screen(), terminal.pieces, lambda screen: screen.shows("hello"))
        assert at is not None
        return at - terminal.started


def warm(world: World) -> tuple[float, float]:
    """Seconds until the list was painted, and the page beside it."""
    first = world.listed[0]
    with Recorder([*reader(), world.library], world.environ()) as terminal:
        if not terminal.read_until(first.on_page):
            raise Unmeasurable(f"no page was painted: {terminal.said()}")
        terminal.read_until_quiet(_QUIET)
        at_list, at_page = painted(
            Screen(),
            terminal.pieces,
            lambda screen: screen.shows(first.in_list),
            lambda screen: screen.shows(first.on_page, column=PAGE),
        )
        if at_list is None or at_page is None:
            raise Unmeasurable("the list or the page is not where it is looked for")
        return at_list - terminal.started, at_page - terminal.started


def start(world: World, runs: int) -> list[Row]:
    """Warm start: everything is indexed, nothing has changed."""
    warm(world)  # the first start after an indexing tells the state what there is
    bares: list[float] = []
    lists: list[float] = []
    pages: list[float] = []
    for _ in range(runs):
        bares.append(bare(world))
        at_list, at_page = warm(world)
        lists.append(at_list)
        pages.append(at_page)
    usual = median(bares)
    rows = []
    for what, times, budgets in (
        ("start: list painted", lists, LIST_BUDGET),
        ("start: page beside it", pages, PAGE_BUDGET),
    ):
        factor = budgets.get(world.articles)
        rows.append(
            Row(
                what,
                world.articles,
                median(times),
                bare=usual,
                budget=f"{factor} × bare" if factor else "",
                limit=factor * usual if factor else None,
                note=f"{runs} runs, {min(times):.2f} to {max(times):.2f} s;"
                f" bare {min(bares):.2f} to {max(bares):.2f} s",
            )
        )
    return rows


def first(world: World, runs: int) -> list[Row]:
    """From nothing to the first articles on the screen."""
    bares: list[float] = []
    times: list[float] = []
    for _ in range(max(3, runs // 2)):
        bares.append(bare(world))
        remove(world.fresh_cache)
        with Recorder([*reader(), world.library], world.environ(fresh=True)) as terminal:
            if not terminal.read_until(" min · "):
                raise Unmeasurable(f"no article was painted: {terminal.said()}")
            terminal.read_until_quiet(0.02, within=0.5)
            (at,) = painted(Screen(), terminal.pieces, lambda screen: screen.shows(" min · "))
            if at is None:
                raise Unmeasurable("no article is where it is looked for")
            times.append(at - terminal.started)
    remove(world.fresh_cache)
    note = (
        f"from the start of the program; {len(times)} runs, {min(times):.2f} to {max(times):.2f} s"
    )
    return [
        Row(
            "first articles on screen",
            world.articles,
            median(times),
            bare=median(bares),
            budget=f"{FIRST} s",
            limit=FIRST,
            note=note,
        )
    ]
