"""Read, unread and stars, and the way to what is not read yet."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.article import Reading
from reader.session.browse import WINDOW

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen


def toggle_read(screen: LibraryScreen, _times: int) -> None:
    """The article is read, or unread again."""
    path, reading = _current(screen)
    if path:
        screen.desk.memory.set_read(path, not reading.read)
        _show(screen, "Marked as unread." if reading.read else "Marked as read.")


def toggle_star(screen: LibraryScreen, _times: int) -> None:
    """The article gets a star, or loses it."""
    path, reading = _current(screen)
    if path:
        screen.desk.memory.set_starred(path, not reading.starred)
        _show(screen, "The star is taken away." if reading.starred else "Starred.")


def _current(screen: LibraryScreen) -> tuple[str, Reading]:
    """The article on the page while that has the focus, else the one selected; "" where none is."""
    row = screen.panes.list.row
    path = screen.opened.path if screen.panes.on_page else row.path if row else ""
    return path, screen.desk.memory.reading(path) if path else Reading()


def _show(screen: LibraryScreen, notice: str) -> None:
    screen.save_soon()
    screen.panes.list.compose_rows()
    screen.notice = notice
    screen.say_bars()


async def next_fresh(screen: LibraryScreen, _times: int) -> None:
    """The next article that is new or unread."""
    await _select_fresh(screen, 1)


async def previous_fresh(screen: LibraryScreen, _times: int) -> None:
    """The previous article that is new or unread."""
    await _select_fresh(screen, -1)


async def _select_fresh(screen: LibraryScreen, step: int) -> None:
    pane = screen.panes.list
    selected = pane.selected
    index = selected + step
    while (row := screen.desk.shelf.row(index)) is not None:
        if row.new or not (row.read or row.progress):
            pane.select(index)
            await screen.preview_now()
            return
        index += step
        if index % WINDOW == 0:
            await asyncio.sleep(0)  # a long library of read articles must not hold up a key
            if pane.selected != selected:
                return
    screen.notice = "No unread article that way."
