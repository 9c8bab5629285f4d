"""What was read when, over the screen; Enter opens it."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult

from reader.markdown.lines import Line, Role, Span
from reader.session.history import Told, heading
from reader.ui.bars import Bar
from reader.ui.line_pane import LinePane
from reader.ui.looks import Look
from reader.ui.overlay import LEAVING, Overlay, steps
from reader.ui.strips import Painter

KEYS = "Enter opens it  ? keys  q closes"
NONE = "Nothing was read here yet."
OLDER = "These are the latest {:,}; “reader history” tells them all."


class _Listed(LinePane):
    """A row for each reading, below the day; one is chosen."""

    def __init__(self, painter: Painter, readings: list[Told]) -> None:
        super().__init__(painter, id="history")
        self.readings = readings
        self.cursor = 0
        self._top = 0
        # Row by row: the number of a reading, or the day above it
        self._rows_shown: list[int | str] = []
        before: Told | None = None
        for number, each in enumerate(readings):
            if day := heading(each, before):
                self._rows_shown += ["", day] if before else [day]
            self._rows_shown.append(number)
            before = each

    def resized(self) -> None:
        """As many rows as there is room for."""
        self.move(0)

    def reading_at(self, row: int) -> int | None:
        """The number of the reading that a row of the screen shows."""
        index = self._top + row
        found = self._rows_shown[index] if 0 <= index < len(self._rows_shown) else None
        return found if isinstance(found, int) else None

    def move(self, steps: int) -> None:
        """So many readings on, or back where negative."""
        columns, height = self.size
        if not columns or not height:
            return
        if not self.readings:
            rows = [self.painter.strip(Line((Span(NONE, Role.DIM),)), columns)]
        else:
            self.cursor = max(0, min(self.cursor + steps, len(self.readings) - 1))
            row = self._rows_shown.index(self.cursor)
            first = 0 if self.cursor == 0 else row  # with the day above the first
            self._top = max(min(self._top, first), row - height + 1)
            shown = self._rows_shown[self._top : self._top + height]
            rows = [self.painter.strip(self._line(entry, columns), columns) for entry in shown]
        self.put(rows + [self.painter.blank(columns)] * (height - len(rows)))

    def _line(self, entry: int | str, columns: int) -> Line:
        if isinstance(entry, str):
            return Line((Span(self.painter.cut(entry, columns), Look.GROUP),))
        each = self.readings[entry]
        chosen = entry == self.cursor
        lead = (
            f"{'>' if chosen else ' '} {each.clock}  {each.minutes:>4} min  {each.progress:>3} %  "
        )
        text = self.painter.cut(lead + each.title, columns)
        return Line((Span(text, Look.ROW_SELECTED if chosen else Look.ROW),))


class HistorySheet(Overlay[Told]):
    """The list; it is left with the reading whose article is to be opened, or with none.

    `older`: there are more of them, which it does not list.
    """

    OVER = "history"

    def __init__(self, painter: Painter, readings: list[Told], *, older: bool = False) -> None:
        super().__init__()
        keys = KEYS.replace("  ? keys", "") if older else KEYS  # there is room for one
        self._keys = f"{keys}  {OLDER.format(len(readings))}" if older else keys
        self._pane = _Listed(painter, readings)
        self._foot = Bar(painter, id="sheet-foot")

    def compose(self) -> ComposeResult:
        """The list, and below it the keys."""
        yield self._pane
        yield self._foot

    def on_mount(self) -> None:
        """Tell the keys."""
        self._foot.set((Span(self._keys, Look.BAR),), margin=0)

    def on_key(self, event: events.Key) -> None:
        """Move, open or close."""
        event.stop()
        event.prevent_default()
        pane = self._pane
        screen = max(1, pane.size.height - 2)
        moves = steps(screen, screen // 2, len(pane.readings))
        if event.key in moves:
            pane.move(moves[event.key])
        elif event.key in ("enter", "l", "right") and pane.readings:
            self.dismiss(pane.readings[pane.cursor])
        elif event.key in (*LEAVING, "enter"):
            self.dismiss(None)
        elif event.key == "question_mark":
            self.tell_keys()

    def on_click(self, event: events.Click) -> None:
        """A click opens what it meets."""
        if event.widget is self._pane and (number := self._pane.reading_at(event.y)) is not None:
            self.dismiss(self._pane.readings[number])

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        self._pane.move(1)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self._pane.move(-1)
