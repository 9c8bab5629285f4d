"""A line to type in: Textual's editor without a box, left by Enter, by Esc, by Esc and a letter."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.widgets import Input

from reader.characters import is_clean
from reader.ui.keys import behind_escape


class LineEditor(Input):
    """What the search bar and the find line have in common; a subclass says what keys mean."""

    ALLOW_SELECT = False
    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("ctrl+h", "delete_left", show=False),  # what many terminals send for Backspace
    ]

    def __init__(self, text: str, *, id: str, placeholder: str) -> None:  # noqa: A002
        super().__init__(value=text, id=id, compact=True, placeholder=placeholder)
        self.cursor_blink = False  # a blinking cursor is bytes over the wire for nothing
        self._passed: set[events.Key] = set()  # keys of no use here, on their way up to the screen

    def typed(self, text: str) -> None:
        """The text is another one."""
        raise NotImplementedError

    def entered(self) -> None:
        """Enter was pressed."""
        raise NotImplementedError

    def left(self, key: str = "") -> None:
        """Esc was pressed, and perhaps a letter with it."""
        raise NotImplementedError

    def takes(self, key: str) -> bool:
        """Do what a key means that is no edit; False for all others."""
        raise NotImplementedError

    @property
    def is_left(self) -> bool:
        """Whether it is closed, or about to be, while it has the focus: keys are for the screen."""
        return False

    def take(self, event: events.Key) -> None:
        """A key that came to the screen: this line is done with it, else it is for the line.

        In a burst those behind the one that opens a line are on their way to the screen already.
        """
        if event in self._passed:
            self._passed.remove(event)
        else:
            event.stop()
            event.prevent_default()
            self.post_message(events.Key(event.key, event.character))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every key counts."""
        event.stop()
        self.typed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.entered()

    async def _on_key(self, event: events.Key) -> None:
        if self.is_left:
            self.screen.post_message(events.Key(event.key, event.character))
        elif event.key == "escape":
            self.left()
        elif key := behind_escape(event.key):
            self.left(key)
        elif (joiner := event.character or "") > "\x7f" and not event.is_printable:
            # Textual takes only what has a width of its own: Persian and families of emoji need these
            if is_clean(joiner):
                self.replace(joiner, *self.selection)
        elif not self.takes(event.key):
            if not event.is_printable:
                self._passed.add(event)
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
