"""A small panel that asks for one key: the order of the list, what to copy."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from reader.ui.overlay import Overlay


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a panel: the key that takes it, and what it gives."""

    key: str
    value: str
    text: str


class ChoicePanel(Overlay[str | None]):
    """Lines with a key each; the answer is the value of the line, None when left."""

    def __init__(
        self, title: str, choices: tuple[Choice, ...], current: str = "", *, now: str = "(now)"
    ) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        values = [choice.value for choice in choices]
        self._at = values.index(current) if current in values else 0
        self._current = current
        self._now = now  # what stands behind the current one

    def compose(self) -> ComposeResult:
        """One static text; a list widget would cost more than the panel is worth."""
        yield Static(self._content(), id="panel")

    def _content(self) -> Content:
        parts: list[str | Content] = [Content.styled(self._title, "bold"), "\n\n"]
        for index, choice in enumerate(self._choices):
            mark = ">" if index == self._at else " "
            now = f"  {self._now}" if choice.value == self._current else ""
            line = f"{mark} {choice.key}  {choice.text}{now}\n"
            parts.append(Content.styled(line, "bold") if index == self._at else line)
        parts.append(Content.styled("\nEnter takes it, q leaves", "dim"))
        return Content.assemble(*parts)

    @property
    def cursor(self) -> tuple[int, int] | None:
        """Row and column of the line that Enter takes."""
        x, y, _, _ = self.query_one("#panel", Static).content_region
        return y + 2 + self._at, x

    def on_key(self, event: events.Key) -> None:
        """A line's own key takes it; the arrows and Enter do as well."""
        event.stop()
        event.prevent_default()
        for choice in self._choices:
            if event.key == choice.key or event.character == choice.key:
                self.dismiss(choice.value)
                return
        match event.key:
            case "down" | "j":
                self._at = (self._at + 1) % len(self._choices)
            case "up" | "k":
                self._at = (self._at - 1) % len(self._choices)
            case "enter" | "space":
                self.dismiss(self._choices[self._at].value)
                return
            case _:
                self.dismiss(None)
                return
        self.query_one("#panel", Static).update(self._content())
