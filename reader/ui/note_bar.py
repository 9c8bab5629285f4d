"""The line at the foot of the page in which a note is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from reader.markdown.lines import Span
from reader.ui.bars import Bar
from reader.ui.line_editor import LineEditor
from reader.ui.looks import Look

if TYPE_CHECKING:
    from reader.ui.noting import Noting
    from reader.ui.strips import Painter

PROMPT = " Note "


class NoteLine(LineEditor):
    """One line of a note; it tells at once, not by messages, as the find line does."""

    def __init__(self, noting: Noting) -> None:
        super().__init__("", id="note-line", placeholder="what you think of it")
        self._noting = noting
        self.select_on_focus = False  # who goes on with a note does not write it anew

    def put(self, text: str, cursor: int | None = None) -> None:
        """Another text, with the cursor behind it or where it is told."""
        self.value = text
        self.cursor_position = len(text) if cursor is None else cursor

    def typed(self, text: str) -> None:
        """Every key counts."""
        self._noting.typed(text)

    def entered(self) -> None:
        """Enter."""
        self._noting.typed(self.value)
        self._noting.entered(self.cursor_position)

    def left(self, key: str = "") -> None:
        """Esc, and perhaps a letter with it."""
        self._noting.typed(self.value)
        self._noting.end(keep=False)
        if key:
            self.screen.post_message(events.Key(key, key if len(key) == 1 else None))

    def takes(self, key: str) -> bool:
        """Lines begin, are joined and left."""
        noting = self._noting
        match key:
            case "enter":
                self.entered()
            case "ctrl+j":
                noting.typed(self.value)
                noting.broken(self.cursor_position)
            case "ctrl+o":
                noting.typed(self.value)
                noting.edited()
            case "backspace" | "ctrl+h" if self.cursor_position == 0 and self.selection.is_empty:
                noting.typed(self.value)
                noting.joined()
            case "up" | "down":
                noting.typed(self.value)
                noting.moved(-1 if key == "up" else 1)
            case _:
                return False
        return True

    def _on_paste(self, event: events.Paste) -> None:
        """All lines of it, where Textual takes the first."""
        event.stop()
        event.prevent_default()
        self._noting.typed(self.value)
        self._noting.pasted(event.text, self.cursor_position)

    @property
    def is_left(self) -> bool:
        """Enter and Esc close it at once."""
        return not self._noting.open


class NoteBar(Horizontal):
    """The line behind its name; in place of the foot while it is there."""

    def __init__(self, noting: Noting, painter: Painter) -> None:
        super().__init__(id="note")
        self._prompt = Bar(painter, id="note-prompt")
        self.line = NoteLine(noting)

    def compose(self) -> ComposeResult:
        """What is typed here, and the line."""
        self._prompt.set((Span(PROMPT, Look.ACCENT),), margin=0)
        yield self._prompt
        yield self.line
