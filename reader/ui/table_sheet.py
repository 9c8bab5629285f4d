"""A table alone on the screen, moved in both directions below its head."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.strip import Strip

from reader.markdown.blocks import Table, with_inlines
from reader.markdown.lines import Glyphs, Line, Span
from reader.markdown.sideways import excess, window
from reader.markdown.table import alone, head_rows
from reader.ui.bars import Bar
from reader.ui.line_pane import LinePane
from reader.ui.looks import Look
from reader.ui.overlay import Overlay, steps
from reader.ui.strips import Painter

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen

KEYS = "j k and Space scroll  < > move sideways  ? keys  q closes"
WHEEL = 3  # rows
SIDE_WHEEL = 12  # columns


class TablePane(LinePane):
    """The rows of a table; its head stays where it is."""

    def __init__(self, painter: Painter, table: Table, glyphs: Glyphs) -> None:
        super().__init__(painter, id="table")
        if glyphs.ascii_only:
            from reader.markdown.in_ascii import ascii_spans  # few terminals need it

            table = cast("Table", with_inlines(table, ascii_spans))
        lines = [line._replace(held=0) for line in alone(table, glyphs)]
        head = head_rows(table, lines)
        self._glyphs = glyphs
        self._head, self._rows_below = lines[:head], lines[head:]
        self._widest = excess(lines, 0)
        self.top = self.left = 0

    @property
    def count(self) -> int:
        """The rows of the table."""
        return len(self._head) + len(self._rows_below)

    def resized(self) -> None:
        """As much of it as there is room for."""
        self.move(0, 0)

    def move(self, rows: int, cells: int) -> None:
        """So many rows down and cells to the right, or up and left where negative."""
        columns, height = self.size
        head = self._head if len(self._head) < height // 2 else []
        body = self._rows_below if head else self._head + self._rows_below
        room = max(0, height - len(head))
        self.top = max(0, min(self.top + rows, len(body) - room))
        self.left = max(0, min(self.left + cells, self._widest - columns))
        self.put([self._strip(line) for line in head + body[self.top : self.top + room]])

    def _strip(self, line: Line) -> Strip:
        columns = self.size.width
        seen = window(self.painter.drawn(line), columns, self.left, self._glyphs)
        return self.painter.filled(seen.spans, columns)


class TableSheet(Overlay[None]):
    """A table over the whole screen; moved by keys and the wheel."""

    OVER = "table"

    def __init__(self, painter: Painter, table: Table, glyphs: Glyphs) -> None:
        super().__init__()
        self._pane = TablePane(painter, table, glyphs)
        self._foot = Bar(painter, id="sheet-foot")

    def compose(self) -> ComposeResult:
        """The table, and below it the keys."""
        yield self._pane
        yield self._foot

    def on_mount(self) -> None:
        """Tell how to get out."""
        self._foot.set((Span(KEYS, Look.BAR),), margin=0)

    def on_key(self, event: events.Key) -> None:
        """Move or close."""
        event.stop()
        event.prevent_default()
        columns, height = self._pane.size
        screen, side, all_rows = max(1, height - 4), max(1, columns // 3), self._pane.count
        step = {
            **{key: (rows, 0) for key, rows in steps(screen, screen // 2, all_rows).items()},
            "greater_than_sign": (0, side),
            "l": (0, side),
            "right": (0, side),
            "less_than_sign": (0, -side),
            "h": (0, -side),
            "left": (0, -side),
        }.get(event.key)
        if step is not None:
            self._pane.move(*step)
        elif event.key in ("q", "escape", "enter", "W"):
            self.dismiss(None)
        elif event.key == "question_mark":
            self.tell_keys()

    def on_mouse_scroll_down(self) -> None:
        """The wheel scrolls."""
        self._pane.move(WHEEL, 0)

    def on_mouse_scroll_up(self) -> None:
        """The wheel scrolls."""
        self._pane.move(-WHEEL, 0)

    def on_mouse_scroll_right(self) -> None:
        """A wheel that goes sideways does so here."""
        self._pane.move(0, SIDE_WHEEL)

    def on_mouse_scroll_left(self) -> None:
        """A wheel that goes sideways does so here."""
        self._pane.move(0, -SIDE_WHEEL)


def open_alone(screen: LibraryScreen, table: Table) -> None:
    """Show a table of the page alone."""
    app = screen.reader_app
    app.push_screen(TableSheet(app.painter, table, app.glyphs))
