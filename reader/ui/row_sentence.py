"""How the best sentence of an article looks in its row of the results: pure.

It stands where else the facts stand, and has always as many lines, so that nothing moves when it
comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reader.characters import begins_rtl, fitting, width
from reader.markdown.lines import ASCII_GLYPHS, UNDERLINE, Line, Span
from reader.markdown.wrap import wrap
from reader.named import NamedTuple
from reader.session.dates import short_day
from reader.session.snippet import Excerpt
from reader.store.rows import Row
from reader.ui.looks import Look

ROWS = 2  # lines of a row of the results that its sentence takes
IN_FOOT = 3  # of the foot of a narrow list
LEAD = len("30 Sep 2024 · 10 min · ")
DOT = " · "
HIT = "match"


class _Piece(NamedTuple):
    start: int
    stop: int
    span: Span  # the look of it, its text left out


def length(columns: int, rows: int = ROWS) -> tuple[int, int]:
    """How long an excerpt shall be for lines of so many columns, and how much before its hit."""
    room = max(columns, rows * columns - LEAD)
    return room, room // 4


def lead(row: Row, *, day: bool) -> str:
    """What is told of an article before its sentence: the day where none stands above, minutes."""
    facts = [short_day(row.published)] if day and row.published else []
    return DOT.join([*facts, f"{row.minutes} min", ""])


def written(sentence: Excerpt, write: Callable[[str], str]) -> Excerpt:
    """A sentence as it is drawn, where signs are written by others."""
    line, hits, at = "", [], 0
    for start, stop in sentence.hits:
        line += write(sentence.text[at:start])
        begin = len(line)
        line += write(sentence.text[start:stop])
        hits.append((begin, len(line)))
        at = stop
    return Excerpt(line + write(sentence.text[at:]), tuple(hits))


def lines(
    before: str,
    sentence: Excerpt | None,
    room: int,
    *,
    rows: int = ROWS,
    selected: bool = False,
    ascii_only: bool = False,
) -> list[tuple[Span, ...]]:
    """Exactly so many lines of the facts and the sentence behind them; blank ones where it is short."""
    text = before + (sentence.text if sentence else "")
    pieces = _pieces(len(before), text, sentence.hits if sentence else (), selected)
    ends = wrap(text, max(1, room))
    shown = [_between(text, pieces, *end) for end in ends[:rows]]
    if len(ends) > rows:
        ellipsis = ASCII_GLYPHS.ellipsis if ascii_only else "…"
        start = ends[rows - 1][0]
        stop = start + fitting(text[start:], max(0, room - width(ellipsis)))
        shown[-1] = (*_between(text, pieces, start, stop), Span(ellipsis, _plain(selected)))
    return shown + [()] * (rows - len(shown))


def _plain(selected: bool) -> str:
    return Look.ROW_SELECTED_DETAIL if selected else Look.ROW_DETAIL


def _pieces(lead: int, text: str, hits: Iterable[tuple[int, int]], selected: bool) -> list[_Piece]:
    """The text in the looks it has; a hit in the selected row is underlined on its background."""
    plain = Span("", _plain(selected))
    hit = Span("", Look.ROW_SELECTED, UNDERLINE) if selected else Span("", HIT)
    pieces, at = [_Piece(0, lead, plain)], lead
    for start, stop in hits:
        pieces += [_Piece(at, lead + start, plain), _Piece(lead + start, lead + stop, hit)]
        at = lead + stop
    pieces.append(_Piece(at, len(text), plain))
    return pieces


def _between(text: str, pieces: list[_Piece], start: int, stop: int) -> tuple[Span, ...]:
    found = []
    for piece in pieces:
        part = text[max(start, piece.start) : min(stop, piece.stop)]
        if part and piece.start < stop and start < piece.stop:
            found.append(piece.span._replace(text=part))
    return tuple(found)


def placed(
    before: tuple[Span, ...], spans: tuple[Span, ...], room: int, bar: int, look: str
) -> Line:
    """A line of the sentence behind the signs of its row, from the side from which it is read.

    Blanks fill up to a bar, where the look of the row has a background.
    """
    cells = sum(width(span.text) for span in spans)
    text = "".join(span.text for span in spans)
    at_right = max(0, room - cells) if begins_rtl(text) else 0
    fill = max(0, bar - at_right - cells)
    return Line(
        (
            *before,
            *((Span(" " * at_right, look),) if at_right else ()),
            *spans,
            *((Span(" " * fill, look),) if fill else ()),
        )
    )
