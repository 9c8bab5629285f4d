"""The app that reader is measured beside: nothing but Textual, and a word on an empty screen.

Each key counts on, so that a key has something to show here too.
"""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """`hello 0`; `Q` ends it."""

    _keys = 0

    def compose(self) -> ComposeResult:
        """One widget."""
        yield Static("hello 0")

    def on_key(self, event: events.Key) -> None:
        """Count."""
        if event.key == "Q":
            self.exit()
        self._keys += 1
        self.query_one(Static).update(f"hello {self._keys}")


if __name__ == "__main__":
    Hello().run()
