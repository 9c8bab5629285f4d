"""What is typed at the screen: who gets a key, how often it is meant, and what it is called."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import events

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen
    from reader.ui.line_editor import LineEditor

Take = Callable[[str], Awaitable[None]]
"""Gets one key; whoever wants another one says so again."""


class Keyboard:
    """Hands keys to the line that is typed in, to who asked for the next one, or to the table."""

    def __init__(self, screen: LibraryScreen) -> None:
        self._screen = screen
        self.count = ""  # digits typed before a key

    async def come(self, event: events.Key) -> None:
        """A key came to the screen."""
        line = self._line
        if line is not None:
            line.take(event)
            return
        event.stop()
        event.prevent_default()
        await self.go_on(event)

    def paste(self, event: events.Paste) -> None:
        """A paste came to the screen: what it is for was opened by a key right before it, or is not."""
        screen, line = self._screen, self._line
        if line is not None:
            line.post_message(events.Paste(event.text))
        elif screen.app.screen is not screen:
            screen.app.post_message(events.Paste(event.text))

    async def go_on(self, event: events.Key) -> None:
        """A key of a burst, of which one before may have opened what this one is for."""
        screen = self._screen
        if not screen.is_attached:
            return  # the program is ending
        if screen.app.screen is not screen or self._line is not None:
            screen.app.post_message(events.Key(event.key, event.character))
        elif not screen.searching.keeps(event):
            await screen.press(event.key)

    @property
    def _line(self) -> LineEditor | None:
        """The line that is typed in."""
        screen = self._screen
        if screen.has("finding") and screen.finding.open:
            return screen.finding.line
        if screen.has("highlighting") and screen.highlighting.noting.open:
            return screen.highlighting.noting.line
        return screen.searching.line

    async def press(self, key: str) -> None:
        """Do what a key asks for; Esc and a letter that came as one are two."""
        from reader.ui.keys import behind_escape  # not before the first paint

        if behind := behind_escape(key):
            await self._press("escape")
        await self._press(behind or key)

    async def _press(self, key: str) -> None:
        from reader.ui.keys import DISPATCH

        screen = self._screen
        taking, screen.taking = screen.taking, None
        if taking is not None:
            with screen.app.batch_update():
                await taking(key)
                screen.say_foot()
        elif key.isdecimal() and (self.count or key != "0"):
            self.count = (self.count + key)[-6:]
        else:
            binding = DISPATCH.get((screen.where, key))
            count = int(self.count) if self.count else None
            self.count = ""
            if binding is not None and not (screen.single and binding.library):
                await screen.act(binding.action, count)
