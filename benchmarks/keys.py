"""How long a key takes: from writing it to the last byte of the frame that shows what it did."""

from __future__ import annotations

from statistics import median

from benchmarks.screen import Screen, frames
from benchmarks.session import Session, both
from benchmarks.table import Row, percentile
from benchmarks.world import LISTED, PAGE, Listed, Unmeasurable, World

LIST_BUDGET = {7_000: 33.0, 100_000: 50.0, 1_000_000: 60.0}  # ms
SEARCH_BUDGET = {7_000: 33.0, 100_000: 60.0, 1_000_000: 300.0}  # ms
END_BUDGET = 150.0  # ms, at any size
STEP_BYTES = 4_500
_QUIET = 0.12  # seconds after which nothing more is expected of a key
_QUIET_SEARCH = 0.3  # the same where a search may take its time
_CLEAR = "\x15"  # Ctrl+U


def list_keys(world: World, keys: int) -> list[Row]:
    """`j` in the list: list and page painted, and what it took in bytes."""
    lists: list[float] = []
    times: list[float] = []
    sizes: list[float] = []
    bares: list[float] = []
    lost = 0
    with both(world) as (session, bare):
        for listed in world.listed[1 : min(keys, LISTED - 1) + 1]:
            bares.append(bare.key())
            at_list, at_page, size = _step(session, listed)
            if at_list is None or at_page is None:
                lost += 1
                continue
            lists.append(at_list)
            times.append(max(at_list, at_page))
            sizes.append(float(size))
        ends = [_to_the_end(session) for _ in range(max(1, keys // 8))]
    if not times:
        raise Unmeasurable("no key was seen to select an article and to show its page")
    note = (
        f"{len(times)} keys; the list alone p50 {median(lists):.0f}, p95"
        f" {percentile(lists, 0.95):.0f} ms; list and page at worst {max(times):.0f} ms"
        + (f"; {lost} keys showed nothing that was looked for" if lost else "")
    )
    size_row = Row("its bytes, median", world.articles, median(sizes), "bytes")
    return [
        *_rows("key in the list", world, times, bares, LIST_BUDGET, note),
        size_row.within(STEP_BYTES, f"{STEP_BYTES:,} B"),
        Row(
            "G, to the end of the list, p95",
            world.articles,
            percentile(ends, 0.95),
            "ms",
            note=f"{len(ends)} times, p50 {median(ends):.0f} ms, at worst {max(ends):.0f} ms",
        ).within(END_BUDGET, f"{END_BUDGET:.0f} ms"),
    ]


def _to_the_end(session: Session) -> float:
    """Milliseconds until the list shows other articles after G; then back to the top."""
    before = _results(session.screen)
    (at,), _ = session.time("G", _QUIET, lambda screen: _results(screen) != before)
    session.time("g", _QUIET_SEARCH)
    if at is None:
        raise Unmeasurable("G was not seen to go to the end of the list")
    return at


def _step(session: Session, listed: Listed) -> tuple[float | None, float | None, int]:
    """Milliseconds until the next article was selected in the list, and was on the page; bytes."""

    def selected(screen: Screen) -> bool:
        return any(row.startswith(">") and listed.in_list in row for row in screen.rows)

    def on_page(screen: Screen) -> bool:
        return screen.shows(listed.on_page, column=PAGE)

    (at_list, at_page), size = session.time("j", _QUIET, selected, on_page)
    return at_list, at_page, size


def search_keys(world: World, keys: int) -> list[Row]:
    """Words typed letter by letter into the search bar, until results are painted."""
    times: list[float] = []
    stays: list[float] = []
    echoes: list[float] = []
    bares: list[float] = []
    slowest = (0.0, "")
    pressed = 0
    with both(world) as (session, bare):
        session.press("/", _QUIET_SEARCH)
        session.catch_up()
        for word in words_to_type(world):
            for end in range(1, len(word) + 1):
                if pressed == keys:
                    break
                pressed += 1
                bares.append(bare.key())
                echo, first, last = _type(session, word[:end])
                echoes += [echo] if echo is not None else []
                if first is not None and last is not None:
                    times.append(first)
                    stays.append(last)
                    slowest = max(slowest, (first, word[:end]))
            session.press(_CLEAR, _QUIET_SEARCH)
            session.catch_up()
    if not times:
        raise Unmeasurable("no key changed the results")
    again = sum(last > first for first, last in zip(times, stays, strict=True))
    note = (
        f"{len(times)} keys; the letter alone p95 {percentile(echoes, 0.95):.0f} ms; results that"
        f" stay p95 {percentile(stays, 0.95):.0f} ms, {again} times after others had been painted;"
        f" at worst {slowest[0]:.0f} ms, for “{slowest[1]}”; {pressed - len(times)} keys that"
        " changed no result left out"
    )
    return _rows("key in the search bar", world, times, bares, SEARCH_BUDGET, note)


def words_to_type(world: World) -> list[str]:
    """Words of the library: some that stand everywhere, some that hardly ever do."""
    words = sorted(
        {word.strip(":'").lower() for listed in world.listed[:20] for word in listed.title.split()}
    )
    usual = [word for word in words if 4 <= len(word) <= 8 and word.isalpha()]
    rare = [word for word in words if len(word) > 10 and word.isalpha()]
    return ["which", *usual[::9][:5], *rare[:2]]


def _type(session: Session, typed: str) -> tuple[float | None, float | None, float | None]:
    """Milliseconds until the last letter showed, until other results did, and those that stayed."""
    before = _results(session.screen)
    at, pieces = session.record(typed[-1], _QUIET_SEARCH)
    echo = None
    seen: list[tuple[float, tuple[str, ...]]] = []
    for moment in frames(session.screen, pieces):
        taken = 1000 * (moment - at)
        if echo is None and typed in session.screen.rows[0]:
            echo = taken
        results = _results(session.screen)
        if results != (seen[-1][1] if seen else before):
            seen.append((taken, results))
    return echo, seen[0][0] if seen else None, seen[-1][0] if seen else None


def _results(screen: Screen) -> tuple[str, ...]:
    """The list, and the foot with the count; the page beside it comes when it may."""
    return tuple(row[: PAGE - 2] for row in screen.rows[1:])


def _rows(
    what: str,
    world: World,
    times: list[float],
    bares: list[float],
    budgets: dict[int, float],
    note: str,
) -> list[Row]:
    """Median and 95th percentile, the budget being the latter's."""
    p50 = Row(f"{what}, p50", world.articles, median(times), "ms", median(bares), note=note)
    p95 = Row(
        f"{what}, p95", world.articles, percentile(times, 0.95), "ms", percentile(bares, 0.95)
    )
    limit = budgets.get(world.articles)
    return [p50, p95.within(limit, f"{limit:.0f} ms") if limit else p95]
