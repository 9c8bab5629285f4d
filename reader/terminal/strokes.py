"""What is to be written of a row, in strokes of one look, and in which order strokes cost least."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from enum import Enum

from reader.named import NamedTuple
from reader.terminal.cells import ON_BLANKS, Look, Row, blank_look

_REST = 4  # blanks up to the margin from which on to erase them is shorter
_GAP = 4  # blanks within a text that may be had for less
_DEAR = 8  # characters of colours from which on a way back to the row is shorter
_OFTEN = 3  # changes to such colours that are worth a way of their own over the screen


class Kind(Enum):
    """What is written."""

    TEXT = 1
    BLANKS = 2
    REST = 3  # blanks up to the right margin that may be erased


class Stroke(NamedTuple):
    """Cells of a row that are written in one go."""

    row: int
    start: int
    stop: int
    look: Look
    kind: Kind


def strokes(
    y: int, row: Row, changed: list[int], can_erase: Callable[[Look], bool]
) -> list[Stroke]:
    """What makes the changed columns of a row what they shall be."""
    cells, looks = row
    columns = len(cells)
    found: list[Stroke] = []
    if "" in cells:
        changed = _whole(changed, cells)
    rest = len(changed)
    for start, stop in spans(changed):
        rest -= stop - start
        x = start
        while x < stop:
            if not cells[x]:
                x += 1  # written with the cell before
            elif cells[x] == " ":
                end = _end_of_blanks(row, x)
                if end == columns and stop - x + rest >= _REST and can_erase(looks[x]):
                    found.append(Stroke(y, x, columns, looks[x], Kind.REST))
                    return found
                end = min(end, stop)
                found.append(Stroke(y, x, end, looks[x], Kind.BLANKS))
                x = end
            else:
                end = _end_of_text(row, x, stop)
                found.append(Stroke(y, x, end, looks[x], Kind.TEXT))
                x = end
    return found


def layers(strokes: Iterable[Stroke], worn: Look) -> list[list[Stroke]]:
    """The strokes in sheets that are written one after the other.

    Colours that are dear to change to (17 bytes in true colour, a move takes 7) and come often have
    a sheet of their own; that of what the terminal wears comes first. So a row is not written from
    left to right: for terminals that show a frame at once.
    """
    strokes = list(strokes)
    changes: Counter[tuple[str, str]] = Counter()
    before = None
    for stroke in strokes:
        if stroke.kind is Kind.TEXT:
            colours = stroke.look[:2]
            if colours != before:
                changes[colours] += 1
                before = colours
    dear = {
        colours
        for colours, count in changes.items()
        if count >= _OFTEN and len(colours[0]) + len(colours[1]) >= _DEAR
    }
    if not dear:
        return [strokes]
    sheets: dict[tuple[str, str] | None, list[Stroke]] = {}
    if worn[:2] in dear:
        sheets[worn[:2]] = []
    sheets[None] = []
    last: Stroke | None = None
    key: tuple[str, str] | None = None
    for stroke in strokes:
        if stroke.kind is Kind.TEXT:
            key = stroke.look[:2] if stroke.look[:2] in dear else None
        elif not _goes_along(stroke, last):
            key = None
        sheets.setdefault(key, []).append(stroke)
        last = stroke
    return list(sheets.values())


def _goes_along(blanks: Stroke, last: Stroke | None) -> bool:
    """Whether blanks look the same when they are written with what stands before them."""
    if last is None or last.row != blanks.row or last.stop != blanks.start:
        return False
    seen = blank_look(blanks.look)
    mine = last.look
    return not (
        seen.back or seen.attributes or mine.back or mine.link or mine.attributes & ON_BLANKS
    )


def _whole(changed: list[int], cells: list[str]) -> list[int]:
    """The columns with all that the clusters in them cover, so that a wide text is one stroke."""
    found: list[int] = []
    last = -1
    for x in changed:
        if x > last:
            found.append(x)
            last = x
        while last + 1 < len(cells) and not cells[last + 1]:
            last += 1
            found.append(last)
    return found


def spans(changed: list[int]) -> list[tuple[int, int]]:
    """Numbers that follow each other, as first and one after the last."""
    found: list[tuple[int, int]] = []
    start = before = -2
    for x in changed:
        if x != before + 1:
            if start >= 0:
                found.append((start, before + 1))
            start = x
        before = x
    if start >= 0:
        found.append((start, before + 1))
    return found


def _end_of_text(row: Row, x: int, stop: int) -> int:
    """Where the text of one look ends, or where blanks in it begin that may be had for less."""
    cells, looks = row
    look, end = looks[x], x + 1
    while end < stop and (looks[end] is look or looks[end] == look):
        end += 1
    while end < len(cells) and not cells[end]:
        end += 1  # never half a cluster
    if cells[end - 1] != " " and "    " not in "".join(cells[x:end]):
        return end
    blanks = 0
    for at in range(x, end):
        if cells[at] == " ":
            blanks += 1
            if blanks == _GAP:
                return at + 1 - _GAP
        else:
            blanks = 0
    return end - blanks


def _end_of_blanks(row: Row, x: int) -> int:
    """Where the blanks end that look like the one at a column."""
    cells, looks = row
    look = looks[x]
    columns = len(cells)
    while x < columns and cells[x] == " " and (looks[x] is look or looks[x] == look):
        x += 1
    return x
