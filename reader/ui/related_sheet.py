"""Articles like the one on the page, over the screen; Enter opens one."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult

from reader.markdown.lines import Line, Role, Span
from reader.session.related import Related
from reader.ui.bars import Bar
from reader.ui.line_pane import LinePane
from reader.ui.looks import Look
from reader.ui.overlay import LEAVING, Overlay, steps
from reader.ui.strips import Painter

KEYS = "Enter opens it  ? keys  q closes"
LOOKING = "Looking for articles like it …"
NONE = "No other article of this library has enough of its telling words."
_ROWS = 3  # of each: title, reason, blank


class _Listed(LinePane):
    """A title and a reason for each article, one of them chosen."""

    def __init__(self, painter: Painter, heading: str) -> None:
        super().__init__(painter, id="related")
        self._heading = heading
        self.found: list[Related] = []
        self.said = LOOKING  # in place of articles
        self.cursor = self._top = 0

    def resized(self) -> None:
        """As many as there is room for."""
        self.move(0)

    def number_at(self, row: int) -> int | None:
        """The article that a row of the screen shows."""
        number = self._top + (row - 2) // _ROWS
        return number if row >= 2 and number < len(self.found) else None

    def move(self, steps: int) -> None:
        """So many articles on, or back where negative."""
        columns, height = self.size
        if not columns or not height:
            return
        cut, written = self.painter.cut, self.painter.written
        lines = [Line((Span(cut(written(self._heading), columns), Role.TITLE),)), Line(())]
        if not self.found:
            lines.append(Line((Span(cut(self.said, columns), Role.DIM),)))
        else:
            self.cursor = max(0, min(self.cursor + steps, len(self.found) - 1))
            fit = max(1, (height - 1) // _ROWS)
            self._top = max(min(self._top, self.cursor), self.cursor - fit + 1)
            for number in range(self._top, len(self.found)):
                lines += self._lines(number, columns)
        rows = [self.painter.strip(line, columns) for line in lines[:height]]
        self.put(rows + [self.painter.blank(columns)] * (height - len(rows)))

    def _lines(self, number: int, columns: int) -> list[Line]:
        row, shared = self.found[number]
        chosen = number == self.cursor
        cut, written = self.painter.cut, self.painter.written
        title = cut(f"{'>' if chosen else ' '} {written(row.title)}", columns)
        told = [f"{row.minutes} min", row.authors, f"both have {', '.join(shared)}"]
        if row.shares_title:
            told.insert(0, row.subtitle or row.path)
        reason = cut(written(f"  {' · '.join(filter(None, told))}"), columns)
        look = Look.ROW_SELECTED if chosen else Look.ROW
        return [Line((Span(title, look),)), Line((Span(reason, Role.DIM),)), Line(())]


class RelatedSheet(Overlay[Related]):
    """The list; it is left with the article to open, or with none."""

    OVER = "related"

    def __init__(self, painter: Painter, title: str) -> None:
        super().__init__()
        self._pane = _Listed(painter, f"Like “{title}”")
        self._foot = Bar(painter, id="sheet-foot")

    def compose(self) -> ComposeResult:
        """The list, and below it the keys."""
        yield self._pane
        yield self._foot

    def on_mount(self) -> None:
        """Tell the keys."""
        self._foot.set((Span(KEYS, Look.BAR),), margin=0)

    def fill(self, found: list[Related], said: str = NONE) -> None:
        """What was found, or the sentence that stands where nothing was."""
        self._pane.found, self._pane.said = found, said
        self._pane.move(0)

    def on_key(self, event: events.Key) -> None:
        """Move, open or close."""
        event.stop()
        event.prevent_default()
        pane = self._pane
        screen = max(1, pane.size.height // _ROWS)
        moves = steps(screen, max(1, screen // 2), len(pane.found))
        if event.key in moves:
            pane.move(moves[event.key])
        elif event.key in ("enter", "l", "right") and pane.found:
            self.dismiss(pane.found[pane.cursor])
        elif event.key in LEAVING or (event.key == "enter" and pane.said != LOOKING):
            self.dismiss(None)
        elif event.key == "question_mark":
            self.tell_keys()

    def on_click(self, event: events.Click) -> None:
        """A click opens what it meets."""
        if event.widget is self._pane and (number := self._pane.number_at(event.y)) is not None:
            self.dismiss(self._pane.found[number])

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        self._pane.move(1)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self._pane.move(-1)
