"""The line above the panes and the line below them."""

from __future__ import annotations

from reader.characters import cut, width
from reader.markdown.lines import Role, Span
from reader.ui.line_pane import LinePane
from reader.ui.looks import Look


class Bar(LinePane):
    """One row: spans from the left, and a dim text at the right that yields to them."""

    _left: tuple[Span, ...] = ()
    _right = ""
    _margin = 1

    def set(self, left: tuple[Span, ...], right: str = "", *, margin: int = 1) -> None:
        """Show this from now on, so many columns away from both ends."""
        self._left, self._right, self._margin = left, right, margin
        self.compose_rows()

    def on_resize(self) -> None:
        """The row is as wide as the screen."""
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
            text = cut(span.text, max(0, room - used))
            used += width(text)
            spans.append(span._replace(text=text))
        right = self._right if used + width(self._right) + 2 <= room else ""
        if right:
            spans += [Span(" " * (room - used - width(right))), Span(right, Look.BAR)]
        self.put([self.painter.strip(spans, columns)])


def counts(articles: int, begun: int, new: int) -> str:
    """`6,887 articles · 2 begun · 3 new`, without what is nought."""
    parts = [f"{articles:,} article{'' if articles == 1 else 's'}"]
    if begun:
        parts.append(f"{begun:,} begun")
    if new:
        parts.append(f"{new:,} new")
    return " · ".join(parts)


def titled(name: str, text: str) -> tuple[Span, ...]:
    """The library's name, then what there is to say of it."""
    return (Span(name, Role.TITLE), Span("   " + text, Look.BAR))
