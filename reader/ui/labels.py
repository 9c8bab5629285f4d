"""What is painted over the page for a while: letters on what can be acted on, and a card below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.strip import Strip

from reader.markdown.lines import Glyphs, Line, Role, Span
from reader.named import NamedTuple
from reader.session.page import Position
from reader.ui.looks import Look
from reader.ui.strips import Painter


class Label(NamedTuple):
    """A few letters over a row of the page."""

    column: int  # cells from the left edge of the text; negative: in the margin
    text: str
    typed: int = 0  # letters of it that were typed already


Labels = Mapping[Position, Sequence[Label]]


def labelled(strip: Strip, labels: Iterable[Label], indent: int, painter: Painter) -> Strip:
    """A row with its labels painted over it, none over another."""
    free = 0
    for label in labels:
        size = len(label.text)
        at = max(free, indent + label.column)
        if at + size > strip.cell_length:
            continue
        spans = (
            Span(label.text[: label.typed], Role.DIM),
            Span(label.text[label.typed :], Look.HINT),
        )
        ends = strip.crop(0, at), strip.crop(at + size)
        strip = Strip.join([ends[0], painter.strip(spans, size), ends[1]])
        free = at + size
    return strip


def with_card(
    rows: list[Strip],
    card: Sequence[Line],
    columns: int,
    indent: int,
    painter: Painter,
    glyphs: Glyphs,
) -> list[Strip]:
    """The rows of a page, the last of them covered by a card of at most half the height."""
    if not card:
        return rows
    room = max(1, len(rows) // 2)
    shown = list(
        card if len(card) <= room else [*card[: room - 1], Line((Span(glyphs.ellipsis, Role.DIM),))]
    )
    lines = [painter.strip((Span(glyphs.rule * columns, Role.RULE),), columns)]
    lines += [painter.strip(line, columns, indent) for line in shown]
    return [*rows[: max(0, len(rows) - len(lines))], *lines][-len(rows) :]
