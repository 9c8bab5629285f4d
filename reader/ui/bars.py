"""The line above the panes and the line below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.characters import width
from reader.markdown.lines import Role, Span
from reader.ui.line_pane import LinePane
from reader.ui.looks import Look

if TYPE_CHECKING:
    from reader.store.rows import Summary

GAP = 2  # columns between left and right
LEAST = 10  # columns of a title that still tell something
BETWEEN = " · "


class Bar(LinePane):
    """One row: spans from the left, and a dim text at the right that yields to them."""

    _left: tuple[Span, ...] = ()
    _right = ""
    _before = ""
    _margin = 1

    def set(
        self, left: tuple[Span, ...], right: str = "", *, before: str = "", margin: int = 1
    ) -> None:
        """Show this from now on, so many columns away from both ends.

        `before` stands in front of the right text, cut or left out where there is no room for it.
        """
        self._left, self._right, self._before, self._margin = left, right, before, margin
        self.compose_rows()

    def compose_rows(self) -> None:
        """Fit both sides into the width; the left one is cut last."""
        columns = self.size.width
        if not columns:
            return
        room = max(0, columns - 2 * self._margin)
        spans = [Span(" " * self._margin)]
        used = 0
        for span in self._left:
            text = self.painter.cut(span.text, max(0, room - used))
            used += width(text)
            spans.append(span._replace(text=text))
        right = self.painter.written(self._right)
        right = right if used + width(right) + GAP <= room else ""
        if right:
            right = self._led(right, room - used - GAP)
            spans += [Span(" " * (room - used - width(right))), Span(right, Look.BAR)]
        self.put([self.painter.strip(spans, columns)])

    def _led(self, right: str, room: int) -> str:
        """The right text behind as much as there is room for of what stands before it."""
        before = self.painter.written(self._before)
        left = room - width(right) - width(BETWEEN)
        if not before or left < min(LEAST, width(before)):
            return right
        return self.painter.cut(before, left) + self.painter.written(BETWEEN) + right


def counts(of: Summary) -> str:
    """`6,875 articles · 12 archived · 2 begun · 3 new`, without what is nought."""
    listed = of.articles - of.archived
    parts = [f"{listed:,} article{'' if listed == 1 else 's'}"]
    named = ((of.archived, "archived"), (of.begun, "begun"), (of.new, "new"))
    parts += [f"{count:,} {name}" for count, name in named if count]
    return " · ".join(parts)


def titled(name: str, text: str) -> tuple[Span, ...]:
    """The library's name, then what there is to say of it."""
    return (Span(name, Role.TITLE), Span("   " + text, Look.BAR))
