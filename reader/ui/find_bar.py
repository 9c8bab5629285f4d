"""The find line at the foot of the page: what is looked for, and how often it is there."""

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
    from reader.ui.finding import Finding
    from reader.ui.strips import Painter


class FindLine(LineEditor):
    """A line for what is looked for in the page.

    It tells at once, not by messages: in a burst of keys those behind Enter are for the page.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__("", id="find-line", placeholder="find in this article")
        self._finding = finding

    def put(self, text: str) -> None:
        """Another text, with the cursor behind it."""
        self.value = text
        self.cursor_position = len(text)

    def typed(self, text: str) -> None:
        """Every key looks anew."""
        self._finding.type(text)

    def entered(self) -> None:
        """Enter keeps the hits."""
        self._finding.type(self.value)
        self._finding.end(keep=True)

    def left(self, key: str = "") -> None:
        """Esc returns to where one was."""
        self._finding.end(keep=False)
        if key:
            self.screen.post_message(events.Key(key, key if len(key) == 1 else None))

    def takes(self, key: str) -> bool:
        """The arrows go from hit to hit, Ctrl+P and Ctrl+N through what was looked for."""
        match key:
            case "enter":
                self.entered()
            case "down" | "up":
                self._finding.type(self.value)
                self._finding.step(1 if key == "down" else -1)
            case "ctrl+p" | "ctrl+n":
                text = self._finding.recall(1 if key == "ctrl+p" else -1)
                if text is not None:
                    self.put(text)
            case _:
                return False
        return True

    @property
    def is_left(self) -> bool:
        """Enter and Esc close it at once."""
        return not self._finding.open


class FindBar(Horizontal):
    """The line, and beside it the number of hits; in place of the foot while it is there."""

    def __init__(self, finding: Finding, painter: Painter) -> None:
        super().__init__(id="find")
        self._prompt = Bar(painter, id="find-prompt")
        self.line = FindLine(finding)
        self._count = Bar(painter, id="find-count")

    def compose(self) -> ComposeResult:
        """A slash as where one searches a pager, the line, the number."""
        self._prompt.set((Span(" /", Look.ACCENT),), margin=0)
        yield self._prompt
        yield self.line
        yield self._count

    def say(self, words: str) -> None:
        """How many there are, at the right."""
        self._count.set((), words)
