"""A sheet of text over the panes: the help, and what a file says of itself."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult

from reader.markdown.lines import Line, Span
from reader.markdown.sideways import line_width
from reader.ui.bars import Bar
from reader.ui.line_pane import LinePane
from reader.ui.looks import Look
from reader.ui.overlay import LEAVING, Overlay, steps
from reader.ui.sheet_texts import Setter
from reader.ui.strips import Painter


class _SheetPane(LinePane):
    """Lines of a text that is set to the width of the pane."""

    def __init__(self, painter: Painter, text: Setter) -> None:
        super().__init__(painter, id="sheet-text")
        self._text = text
        self.lines: list[Line] = []
        self.top = 0

    def resized(self) -> None:
        """The text is as wide as the pane."""
        self.lines = self._set(self.size.width)
        self.scroll_by(0)

    def _set(self, columns: int) -> list[Line]:
        lines = self._text(columns)
        if not self.painter.ascii_only:
            return lines
        # In ASCII a line may grow: the text is set narrower until all of it is seen.
        drawn = [self.painter.drawn(line) for line in lines]
        narrower = columns
        while (over := max(map(line_width, drawn), default=0) - columns) > 0 and narrower > over:
            narrower -= over
            drawn = [self.painter.drawn(line) for line in self._text(narrower)]
        return drawn

    def set(self, text: Setter) -> None:
        """Another text, from the row that is shown first."""
        self._text = text
        if self.size.width:
            self.resized()

    def scroll_by(self, rows: int) -> None:
        """So many rows down, or up where negative."""
        height = self.size.height
        self.top = max(0, min(self.top + rows, len(self.lines) - height))
        shown = self.lines[self.top : self.top + height]
        strips = [self.painter.strip(line, self.size.width) for line in shown]
        strips += [self.painter.blank(self.size.width)] * (height - len(strips))
        self.put(strips)


class Sheet(Overlay[None]):
    """Text that scrolls; the key that opened it closes it too."""

    OVER = "text"

    def __init__(self, painter: Painter, text: Setter, opened: str = "") -> None:
        super().__init__()
        self._closes = (*LEAVING, "enter", opened)
        self._pane = _SheetPane(painter, text)
        self._foot = Bar(painter, id="sheet-foot")

    def set(self, text: Setter) -> None:
        """Go on with another text: more is known by now."""
        if self.is_attached:
            self._pane.set(text)

    def compose(self) -> ComposeResult:
        """The text, and below it the keys."""
        yield self._pane
        yield self._foot

    def on_mount(self) -> None:
        """Tell how to get out."""
        keys = "" if "question_mark" in self._closes else "  ? keys"
        self._foot.set((Span(f"j k and Space scroll{keys}  q closes", Look.BAR),), margin=0)

    def on_key(self, event: events.Key) -> None:
        """Scroll or close."""
        event.stop()
        event.prevent_default()
        screen = max(1, self._pane.size.height - 2)
        rows = steps(screen, screen // 2, len(self._pane.lines)).get(event.key)
        if rows is not None:
            self._pane.scroll_by(rows)
        elif event.key in self._closes:
            self.dismiss(None)
        elif event.key == "question_mark":
            self.tell_keys()

    def on_mouse_scroll_down(self) -> None:
        """The wheel scrolls."""
        self._pane.scroll_by(3)

    def on_mouse_scroll_up(self) -> None:
        """The wheel scrolls."""
        self._pane.scroll_by(-3)
