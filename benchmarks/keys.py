"""How long a key takes: from writing it to the last byte of the frame that shows what it did."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

from benchmarks.screen import Screen, painted
from benchmarks.starts import PAGE
from benchmarks.table import Row, percentile
from benchmarks.terminal import Piece, Recorder
from benchmarks.world import LISTED, Listed, Unmeasurable, World, hello, reader

LIST_BUDGET = {7_000: 33.0, 100_000: 50.0}  # ms
SEARCH_BUDGET = {7_000: 33.0, 100_000: 60.0}  # ms
STEP_BYTES = 4_500
TITLE = 24  # characters by which a title is recognised; the list wraps the rest
_QUIET = 0.12  # seconds after which nothing more is expected of a key
_QUIET_SEARCH = 0.3  # the same where an answer may take its time


@dataclass
class Session:
    """A program that runs, and its screen as far as it was looked at."""

    terminal: Recorder
    screen: Screen = field(default_factory=Screen)

    def press(self, key: str, quiet: float) -> tuple[float, list[Piece]]:
        """Type a key; when, and what came."""
        at = self.terminal.press(key)
        self.terminal.read_until_quiet(quiet)
        return at, self.terminal.take()

    def catch_up(self) -> None:
        """Bring the screen up to date with what came unasked."""
        self.terminal.read_until_quiet(0.05)
        for piece in self.terminal.take():
            self.screen.feed(piece.data)


@contextmanager
def both(world: World) -> Iterator[tuple[Session, Session]]:
    """reader at rest on its list, and the bare app."""
    with (
        Recorder([*reader(), world.library], world.environ()) as terminal,
        Recorder(hello(), world.environ()) as bare_terminal,
    ):
        if not terminal.read_until(world.listed[0].subtitle[:14]):
            raise Unmeasurable(f"no page was painted: {terminal.said()}")
        bare_terminal.read_until("hello")
        terminal.read_until_quiet(0.2)
        terminal.wait_for_children()
        session, bare = Session(terminal), Session(bare_terminal)
        session.catch_up()
        bare.catch_up()
        yield session, bare


def bare_key(bare: Session, count: int) -> float:
    """Milliseconds of a key in the bare app, its `count`-th."""
    at, pieces = bare.press("j", 0.03)
    (seen,) = painted(bare.screen, pieces, lambda screen: screen.shows(f"hello {count}"))
    if seen is None:
        raise Unmeasurable("the bare app does not count keys")
    return 1000 * (seen - at)


def list_keys(world: World, keys: int) -> list[Row]:
    """`j` in the list: list and page painted, and what it took in bytes."""
    times: list[float] = []
    lists: list[float] = []
    sizes: list[float] = []
    bares: list[float] = []
    lost = 0
    with both(world) as (session, bare):
        for number in range(1, min(keys, LISTED - 1) + 1):
            bares.append(bare_key(bare, number))
            at, pieces = session.press("j", _QUIET)
            at_list, at_page = _selected(session.screen, pieces, world.listed[number])
            if at_list is None or at_page is None:
                lost += 1
                continue
            lists.append(1000 * (at_list - at))
            times.append(1000 * (max(at_list, at_page) - at))
            sizes.append(float(sum(len(piece.data) for piece in pieces)))
    if not times:
        raise Unmeasurable("no key was seen to select an article and to show its page")
    limit = LIST_BUDGET.get(world.articles)
    note = (
        f"{len(times)} keys; the list alone p50 {median(lists):.0f}, p95"
        f" {percentile(lists, 0.95):.0f} ms; at worst {max(times):.0f} ms"
        + (f"; {lost} keys showed nothing that was looked for" if lost else "")
    )
    bare_50, bare_95 = median(bares), percentile(bares, 0.95)
    p50, p95 = median(times), percentile(times, 0.95)
    budget = f"{limit:.0f} ms" if limit else ""
    n = world.articles
    return [
        Row("key in the list, p50", n, p50, "ms", bare_50, note=note),
        Row("key in the list, p95", n, p95, "ms", bare_95, budget, limit),
        Row(
            "its bytes, median",
            n,
            median(sizes),
            "bytes",
            budget=f"{STEP_BYTES:,} B",
            limit=STEP_BYTES,
        ),
    ]


def _selected(screen: Screen, pieces: list[Piece], listed: Listed) -> list[float | None]:
    """When an article was selected in the list, and when it was on the page."""
    title = listed.title[:TITLE]

    def in_the_list(screen: Screen) -> bool:
        return any(row.startswith(">") and title in row for row in screen.rows)

    def on_the_page(screen: Screen) -> bool:
        return screen.shows(listed.subtitle[:14], column=PAGE)

    return painted(screen, pieces, in_the_list, on_the_page)


def words_to_type(world: World) -> list[str]:
    """Words of the library: some that stand everywhere, some that hardly ever do."""
    words = sorted(
        {word.strip(":'").lower() for listed in world.listed[:20] for word in listed.title.split()}
    )
    usual = [word for word in words if 4 <= len(word) <= 8 and word.isalpha()]
    rare = [word for word in words if len(word) > 10 and word.isalpha()]
    return ["which", *usual[::9][:5], *rare[:2]]


def search_keys(world: World, keys: int) -> list[Row]:
    """Words typed letter by letter into the search bar, until their results are painted."""
    times: list[float] = []
    echoes: list[float] = []
    bares: list[float] = []
    worst = (0.0, "")
    unchanged = 0
    with both(world) as (session, bare):
        session.press("/", _QUIET_SEARCH)
        for word in words_to_type(world):
            for length in range(1, len(word) + 1):
                if len(times) + unchanged >= keys:
                    break
                bares.append(bare_key(bare, len(bares) + 1))
                typed = word[:length]
                time, echo = _type(session, word[length - 1], typed)
                if echo is not None:
                    echoes.append(echo)
                if time is None:
                    unchanged += 1
                    continue
                times.append(time)
                worst = max(worst, (time, typed))
            _, pieces = session.press("\x15", _QUIET_SEARCH)  # Ctrl+U
            painted(session.screen, pieces)
    if not times:
        raise Unmeasurable("no key changed the results")
    limit = SEARCH_BUDGET.get(world.articles)
    budget = f"{limit:.0f} ms" if limit else ""
    n = world.articles
    note = (
        f"{len(times)} keys; the letter alone p95 {percentile(echoes, 0.95):.0f} ms; at worst"
        f" {worst[0]:.0f} ms, for “{worst[1]}”; {unchanged} keys that changed no result left out"
    )
    return [
        Row("key in the search bar, p50", n, median(times), "ms", median(bares), note=note),
        Row(
            "key in the search bar, p95",
            n,
            percentile(times, 0.95),
            "ms",
            percentile(bares, 0.95),
            budget,
            limit,
        ),
    ]


def _results(screen: Screen) -> tuple[str, ...]:
    """The list, and the foot with the count."""
    rows = screen.rows
    return (*(row[: PAGE - 2] for row in rows[1:-1]), rows[-1][: PAGE - 2])


def _type(session: Session, letter: str, typed: str) -> tuple[float | None, float | None]:
    """Milliseconds until the results stood as they stayed, None where they had before; and until
    the letter showed."""
    before = _results(session.screen)
    at, pieces = session.press(letter, _QUIET_SEARCH)
    # What they become is known only at the end, so a second screen goes the way again.
    again = Screen.like(session.screen)
    (echo,) = painted(session.screen, pieces, lambda screen: typed in screen.rows[0])
    after = _results(session.screen)
    seen = None
    if after != before:
        (seen,) = painted(again, pieces, lambda screen: _results(screen) == after)
    return (
        1000 * (seen - at) if seen is not None else None,
        1000 * (echo - at) if echo is not None else None,
    )
