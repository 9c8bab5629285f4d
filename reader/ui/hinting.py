"""Choosing by letters what on the screen to act on."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from reader.session.hints import ALPHABET, Found, Kind, labels, on_screen
from reader.session.page import Position
from reader.ui.following import block_of_part
from reader.ui.labels import Label

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen

ASKS = "Type the letters of what you want · Esc leaves"
CHANGED = "The page has changed; f shows its letters."
NOTHING = "There is nothing on the screen to follow, open or copy."


def begin(screen: LibraryScreen) -> None:
    """Show the letters, and take the next keys."""
    pane = screen.panes.page
    if pane.page is None:
        return
    found = on_screen(pane.seen_rows, partial(block_of_part, pane.page), screen.highlighting.lit)
    if not found:
        screen.notice = NOTHING
        return
    _Choosing(screen, found).ask()


class _Choosing:
    """The letters typed so far, and what they leave to choose from."""

    def __init__(self, screen: LibraryScreen, found: list[Found]) -> None:
        self._screen = screen
        self._page = screen.panes.page.page  # that the hints belong to
        self._hints = dict(zip(labels(len(found)), found, strict=False))
        self._typed = ""

    def ask(self) -> None:
        """Paint what is left, and wait for a key."""
        shown: defaultdict[Position, list[Label]] = defaultdict(list)
        for label, hint in self._hints.items():
            if label.startswith(self._typed):
                column = hint.column if hint.kind is Kind.LINK else -len(label) - 1
                shown[hint.position].append(Label(column, label, len(self._typed)))
        for row in shown.values():
            row.sort()
        self._screen.panes.page.label(shown)
        self._screen.notice = ASKS
        self._screen.taking = self._take

    async def _take(self, key: str) -> None:
        if self._screen.panes.page.page is not self._page:
            self._screen.notice = CHANGED
            return
        typed = self._typed[:-1] if key == "backspace" else self._typed + key
        known = any(label.startswith(typed) for label in self._hints)
        if (key == "backspace" and not self._typed) or not known or key not in _KEYS:
            self._screen.panes.page.label({})
        elif typed in self._hints:
            self._screen.panes.page.label({})
            await self._screen.following.act_on(self._hints[typed])
        else:
            self._typed = typed
            self.ask()


_KEYS = frozenset((*ALPHABET, "backspace"))
