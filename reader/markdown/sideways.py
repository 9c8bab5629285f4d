"""Rows wider than the page: the part of them that is in sight."""

from __future__ import annotations

from collections.abc import Iterable

import apsw.unicode

from reader.characters import width
from reader.markdown.lines import Glyphs, Line, Role, Span

LEAST = 4  # cells that move, below which there is no room for signs at the edges


def line_width(line: Line) -> int:
    """The cells that a row takes."""
    return sum(width(span.text) for span in line.spans)


def cell_of(line: Line, offset: int) -> int | None:
    """The cell in which the text at an offset begins; None where the row does not show it."""
    place = 0
    for span in line.spans:
        if 0 <= span.at <= offset < span.at + len(span.text):
            return place + width(span.text[: offset - span.at])
        place += width(span.text)
    return None


def excess(lines: Iterable[Line], room: int) -> int:
    """By how many cells the widest of these rows that can be moved is too wide; 0 where none is."""
    wide = (line_width(line) for line in lines if line.held is not None)
    return max(0, max(wide, default=0) - room)


def window(line: Line, room: int, shift: int, glyphs: Glyphs) -> Line:
    """The part of a row that so many cells show when it was moved to the left by `shift`.

    What is held at its left stays. A dim sign stands where text is cut. Rows that can't be moved
    come back as they are.
    """
    if line.held is None:
        return line
    size = line_width(line)
    if not shift and size <= room:
        return line
    held = min(line.held, room)
    first, last = held + shift, room + shift
    signs = room - held >= LEAST
    left = signs and shift > 0 and _shows_text(line.spans, held, first + 1)
    right = signs and size > last and _shows_text(line.spans, last - 1, size)
    if left:
        first += 1
    if right:
        last -= 1
    shown = list(_between(line.spans, 0, held))
    if left:
        shown.append(Span(glyphs.more_left, Role.DIM))
    shown += _between(line.spans, first, last)
    if right:
        shown.append(Span(glyphs.more_right, Role.DIM))
    return line._replace(spans=tuple(shown), held=None)


def _shows_text(spans: Iterable[Span], first: int, last: int) -> bool:
    return any(not span.text.isspace() for span in _between(spans, first, last))


def _between(spans: Iterable[Span], first: int, last: int) -> list[Span]:
    """What stands between two cells; a blank for half of a wide character."""
    found: list[Span] = []
    place = 0
    for span in spans:
        if place >= last:
            break
        size = width(span.text)
        if place + size > first:
            found += _piece(span, max(0, first - place), min(size, last - place), size)
        place += size
    return found


def _piece(span: Span, first: int, last: int, size: int) -> list[Span]:
    """What a span shows between two of its cells."""
    if first == 0 and last == size:
        return [span]
    text, at = span.text, span.at
    if text.isascii():
        return [span._replace(text=text[first:last], at=at + first if at >= 0 else -1)]
    begin, end, place = -1, 0, 0  # the clusters that are whole within, and the cell behind
    before = after = 0
    for start, stop, cluster in apsw.unicode.grapheme_iter_with_offsets(text):
        taken = width(cluster)
        if place >= first and place + taken <= last:
            if begin < 0:
                begin, before = int(start), place - first
            end, after = int(stop), last - place - taken
        place += taken
    if begin < 0:
        return [Span(" " * (last - first))]
    piece = span._replace(text=text[begin:end], at=at + begin if at >= 0 else -1)
    return [each for each in (Span(" " * before), piece, Span(" " * after)) if each.text]
