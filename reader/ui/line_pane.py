"""A pane that keeps its rows painted and tells the screen only which of them changed."""

from __future__ import annotations

from textual.geometry import Region
from textual.messages import Update
from textual.strip import Strip
from textual.widget import Widget

from reader.markdown.lines import Line, Span
from reader.ui.looks import Look
from reader.ui.strips import Painter


class LinePane(Widget):
    """A widget by the Line API: rows are made on events, `render_line` looks them up."""

    ALLOW_SELECT = False
    can_focus = False

    def __init__(self, painter: Painter, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.painter = painter
        self._rows: list[Strip] = []

    @property
    def cursor_row(self) -> int:
        """The row that is chosen, where one is: it alone is painted so."""
        chosen = self.painter.segment(Span(" ", Look.ROW_SELECTED)).style
        detail = self.painter.segment(Span(" ", Look.ROW_SELECTED_DETAIL)).style
        for y, row in enumerate(self._rows):
            if any(segment.style in (chosen, detail) for segment in row):
                return y
        return 0

    def compose_rows(self) -> None:
        """Make the rows anew; each pane its own."""

    def resized(self) -> None:
        """The pane has another size: its rows are made anew."""
        self.compose_rows()

    def on_resize(self) -> None:
        """Textual calls this for each class of a widget that has it; `resized` is called once."""
        self.resized()

    def put(self, rows: list[Strip]) -> None:
        """Show these rows; only those that differ from what is shown are painted."""
        before, self._rows = self._rows, rows
        columns = self.size.width
        if len(before) != len(rows):
            self._paint()
            return
        regions = [
            Region(0, y, columns, 1)
            for y, (old, new) in enumerate(zip(before, rows, strict=True))
            if old is not new and old != new
        ]
        if regions:
            self._paint(*regions)

    def put_sentences(self, lines: list[Line]) -> None:
        """Show lines of text in place of what the pane is for, a little below its upper edge."""
        columns, height = self.size
        blank = self.painter.blank(columns)
        rows = [blank] * min(2, height // 4)
        rows += [self.painter.strip(line, columns) for line in lines]
        self.put((rows + [blank] * height)[:height])

    def _paint(self, *regions: Region) -> None:
        self.refresh(*regions)
        if self.is_attached:
            # The widget's own word reaches the screen a turn of the loop later, when the panes that
            # spoke before it are painted already: list, page and foot would be two frames.
            self.screen.post_message(Update(self))

    def render_line(self, y: int) -> Strip:
        """The row as it was made."""
        if y < len(self._rows):
            return self._rows[y]
        return self.painter.blank(self.size.width)
