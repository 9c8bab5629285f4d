"""Read, unread and stars from the keyboard; each answers with the sentence for the foot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.session.browse import WINDOW

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen


def toggle_read(screen: LibraryScreen) -> str:
    """The selected article is read, or unread again."""
    row = screen.list_pane.row
    if row is None:
        return ""
    screen.desk.memory.set_read(row.path, not row.read)
    _show(screen)
    return "Marked as unread." if row.read else "Marked as read."


def toggle_star(screen: LibraryScreen) -> str:
    """The selected article gets a star, or loses it."""
    row = screen.list_pane.row
    if row is None:
        return ""
    screen.desk.memory.set_starred(row.path, not row.starred)
    _show(screen)
    return "The star is taken away." if row.starred else "Starred."


def _show(screen: LibraryScreen) -> None:
    screen.save_soon()
    screen.list_pane.compose_rows()
    screen.say_bars()


async def select_fresh(screen: LibraryScreen, step: int) -> str:
    """Select the nearest article in a direction that is new or unread."""
    selected = screen.list_pane.selected
    index = selected + step
    while (row := screen.desk.shelf.row(index)) is not None:
        if row.new or not row.read:
            screen.list_pane.select(index)
            await screen.preview_now()
            return ""
        index += step
        if index % WINDOW == 0:
            await asyncio.sleep(0)  # a long library of read articles must not hold up a key
            if screen.list_pane.selected != selected:
                return ""
    return "No unread article that way."
