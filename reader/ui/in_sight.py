"""What rows on the screen show of a text: pure, for finding, selecting and clicks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.characters import width
from reader.markdown.lines import Line, Span
from reader.markdown.marked import Mark
from reader.session.page import Page, Position

if TYPE_CHECKING:
    from reader.markdown.blocks import Block

Rows = Sequence[tuple[Position, Line]]


def seen(rows: Rows, block: int) -> tuple[int, int]:
    """From where to where the text of a block can be seen; (0, 0) where none of it can."""
    ends = [
        (span.at, span.at + len(span.text))
        for place, line in rows
        if place.part == block + 1
        for span in line.spans
        if span.at >= 0
    ]
    return (min(ends)[0], max(end for _, end in ends)) if ends else (0, 0)


def span_at(rows: Rows, cell: int, row: int) -> tuple[Position, Span] | None:
    """What is drawn in a cell of a row, counted from the text's left edge."""
    if 0 <= row < len(rows) and cell >= 0:
        place, line = rows[row]
        for span in line.spans:
            cell -= width(span.text)
            if cell < 0:
                return place, span
    return None


def marks_by_part(
    layers: Iterable[Callable[[int], Sequence[Mark]]], rows: Rows
) -> dict[int, list[Mark]]:
    """The marks of each part on the screen, those of later layers behind those of earlier."""
    every = list(layers)
    parts = {place.part for place, _ in rows} if every else ()
    return {part: [mark for layer in every for mark in layer(part - 1)] for part in parts}


def blocks(page: Page, rows: Rows) -> Iterator[Block]:
    """The blocks of which a row is on the screen, those within others too, in order."""
    from reader.markdown.blocks import within  # loaded with the first page

    for part in dict.fromkeys(place.part for place, _ in rows if place.part):
        if page.text.has(part - 1):
            yield from within(page.text.block(part - 1))
