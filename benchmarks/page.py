"""The page with a note, an article of 1 MB and one of 10: opened, to its end, resized, searched."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from benchmarks.books import BOOKS, LAST_WORD, Shelf
from benchmarks.commands import bring_up_to_date
from benchmarks.memory import peak, pss
from benchmarks.screen import Screen
from benchmarks.session import Counter, Session, both
from benchmarks.table import Row
from benchmarks.terminal import COLUMNS
from benchmarks.world import PAGE, Unmeasurable

OPEN_BUDGET = 150.0  # ms over a note
END_BUDGET = 500.0  # ms
MEMORY_BUDGET, PEAK_BUDGET = 60.0, 130.0  # MB over bare, with 10 MB open
LINE_ALONE, LINE_BESIDE, SCREENFUL = 300, 2_500, 3_500  # bytes
LONG = "10 MB"
_QUIET = 0.25  # seconds after which nothing more is expected
_LOADING = 1.0
_NARROW = 90  # columns

Times = dict[str, list[float]]


def page(shelf: Shelf, runs: int) -> list[Row]:
    """All rows of the page."""
    shelf.make()
    bring_up_to_date(shelf)
    opened: Times = {}
    ended: Times = {}
    resized: Times = {}
    searched: Times = {}
    bares: list[float] = []
    held: list[tuple[float, ...]] = []
    sizes: list[Row] = []
    for run in range(max(1, runs // 2)):
        shelf.forget()  # else it opens where the run before has left it
        with both(shelf) as (session, bare):
            bares += [bare.key() for _ in range(3)]
            for number, book in enumerate(BOOKS[:6]):
                _note(opened, book.name, _select(session, number))
                if not book.name.startswith("note"):
                    session.press("\r", _QUIET)
                    _note(ended, book.name, _end(session))
                    _note(resized, book.name, _resize(session))
                    before = _held(session, bare)
                    _note(searched, book.name, _find(session))
                    if book.name == LONG:
                        held.append((before, _held(session, bare), *_peaks(session, bare)))
                    _leave(session)
            if not run:
                sizes = _sizes(session, shelf.articles)
    usual = median(bares)
    notes = [took for name in opened if name.startswith("note") for took in opened[name]]
    rows = _rows("open, first screen", shelf, opened, usual)
    if LONG in opened and notes:
        over = median(opened[LONG]) - median(notes)
        row = Row(f"open {LONG}, over a note", shelf.articles, over, "ms")
        rows.append(row.within(OPEN_BUDGET, f"{OPEN_BUDGET:.0f} ms"))
    rows += [
        row.within(END_BUDGET, f"{END_BUDGET:.0f} ms") if LONG in row.what else row
        for row in _rows("to its end", shelf, ended, usual)
    ]
    rows += _rows(f"resize to {_NARROW} columns", shelf, resized, usual)
    rows += _rows(f"find “{LAST_WORD}” as typed", shelf, searched, usual)
    return [*rows, *_memory_rows(held, shelf.articles), *sizes]


def _note(times: Times, name: str, took: float | None) -> None:
    if took is not None:
        times.setdefault(name, []).append(took)


def _rows(what: str, shelf: Shelf, times: Times, bare: float) -> list[Row]:
    rows = []
    for book in BOOKS[:6]:
        if not book.name.startswith("note"):
            took = times.get(book.name)
            note = f"{len(took)} times, {min(took):.0f} to {max(took):.0f} ms" if took else ""
            value = median(took) if took else None
            rows.append(Row(f"{what}, {book.name}", shelf.articles, value, "ms", bare, note=note))
    return rows


def _shows(text: str) -> Callable[[Screen], bool]:
    return lambda screen: screen.shows(text, column=PAGE)


def _select(session: Session, number: int) -> float | None:
    """Milliseconds until the page of the next article is on the screen."""
    if number == 0:
        return None  # the program starts with it
    (took,), _ = session.time("j", _LOADING, _shows(f"Subtitle {number} of it"))
    return took


def _end(session: Session) -> float | None:
    """From the key at the top of the page, a second after it was opened, to the last words."""
    (took,), _ = session.time("G", _QUIET, _shows(LAST_WORD))
    session.press("g", _QUIET)
    session.catch_up()
    return took


def _resize(session: Session) -> float | None:
    """From the new size to the page set to it; then back."""
    session.press("  ", _QUIET)
    session.catch_up()
    taken = []
    for columns in (_NARROW, COLUMNS):
        at = session.terminal.resize(columns)
        session.screen.resize(columns)
        session.terminal.read_until_quiet(_QUIET)
        pieces = session.terminal.take()
        session.follow(pieces)
        if pieces:
            taken.append(1000 * (pieces[-1].at - at))
    session.press("g", _QUIET)
    session.catch_up()
    return taken[0] if taken else None


def _find(session: Session) -> float | None:
    """From the first letter of a word that stands at the very end to its count."""
    session.press("/", _QUIET)
    session.catch_up()
    counted = "1 of 1"
    (took,), _ = session.time(LAST_WORD, _QUIET, lambda screen: screen.shows(counted))
    session.press("\x1b", _QUIET)
    session.catch_up()
    return took


def _leave(session: Session) -> None:
    """Back to the list."""
    session.press("g", _QUIET)
    for _ in range(2):  # the marks of what was found are a level of their own; h never quits
        session.press("h", _QUIET)
    session.catch_up()


def _held(session: Session, bare: Counter) -> float:
    """MB over the bare app."""
    return pss(session.terminal.process.pid) - pss(bare.terminal.process.pid)


def _peaks(session: Session, bare: Counter) -> tuple[float, float]:
    """MB over the bare app at the peaks of both, and what the bare app holds."""
    pid, of_bare = session.terminal.process.pid, bare.terminal.process.pid
    return peak(pid) - peak(of_bare), pss(of_bare)


def _memory_rows(held: list[tuple[float, ...]], articles: int) -> list[Row]:
    if not held:
        return []
    now, after, most, bare = (median(values) for values in zip(*held, strict=True))
    note = "after its end and another width"
    row = Row(f"memory over bare, {LONG} open", articles, now, "MB", bare, note=note)
    return [
        row.within(MEMORY_BUDGET, f"{MEMORY_BUDGET:.0f} MB"),
        Row("and searched", articles, after, "MB", bare),
        Row("at its peak (resident)", articles, most, "MB").within(
            PEAK_BUDGET, f"{PEAK_BUDGET:.0f} MB"
        ),
    ]


def _sizes(session: Session, articles: int) -> list[Row]:
    """Bytes of a line and of a screen scrolled, over the three kinds of text."""
    lines: list[float] = []
    beside: list[float] = []
    screens: list[float] = []
    for _ in BOOKS[6:]:
        session.press("j", _LOADING)
        session.press("\r", _QUIET)
        session.press(" ", _QUIET)
        beside += [_bytes(session, "j") for _ in range(8)]
        session.press("z", _QUIET)
        lines += [_bytes(session, "j") for _ in range(8)]
        screens += [_bytes(session, " ") for _ in range(4)]
        session.press("z", _QUIET)
        _leave(session)
    if not lines:
        raise Unmeasurable("no key scrolled the page")
    return [
        Row("bytes of a line, page alone", articles, median(lines), "bytes").within(
            LINE_ALONE, f"{LINE_ALONE:,} B"
        ),
        Row("bytes of a line, beside the list", articles, median(beside), "bytes").within(
            LINE_BESIDE, f"{LINE_BESIDE:,} B"
        ),
        Row("bytes of a page, page alone", articles, median(screens), "bytes").within(
            SCREENFUL, f"{SCREENFUL:,} B"
        ),
    ]


def _bytes(session: Session, key: str) -> float:
    return float(sum(len(piece.data) for piece in session.press(key, 0.12)))
