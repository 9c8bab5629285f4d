"""The search bar: what is typed goes out with every key, and the arrows move in the results."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.widgets import Input

from reader.ui.messages import MoveInResults, SearchLeft, Typed


class SearchBar(Input):
    """Textual's line editor without a box, mounted when the first search begins."""

    ALLOW_SELECT = False
    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("ctrl+h", "delete_left", show=False),  # what many terminals send for Backspace
    ]

    def __init__(self, text: str) -> None:
        super().__init__(
            value=text, id="search", compact=True, placeholder="words, author:, read:<10, is:unread"
        )
        self.cursor_blink = False  # a blinking cursor is bytes over the wire for nothing

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every key asks anew."""
        event.stop()
        self.post_message(Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the results."""
        event.stop()
        self.post_message(SearchLeft())

    async def _on_key(self, event: events.Key) -> None:
        steps = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "pagedown": 10, "pageup": -10}
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(SearchLeft())
        elif event.key in steps:
            event.stop()
            event.prevent_default()
            self.post_message(MoveInResults(steps[event.key]))
        elif event.key.startswith("alt+") and len(event.key) == len("alt+x"):
            event.stop()  # Esc and a letter, as in ui/library_screen.py
            event.prevent_default()
            self.post_message(SearchLeft(event.key[4:]))
        else:
            await super()._on_key(event)
