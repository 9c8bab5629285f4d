"""What was read when, to be opened again."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.session.history import Told
    from reader.ui.library_screen import LibraryScreen

MOST = 1000  # readings that are listed; where there are more, the foot tells how to see them


async def list_all(screen: LibraryScreen, _times: int) -> None:
    """The readings of the library."""
    from reader.session.history import told
    from reader.ui.history_sheet import HistorySheet

    visits = await asyncio.to_thread(screen.desk.memory.visits, MOST + 1)

    def go(chosen: Told | None) -> None:
        if chosen is not None:
            screen.run_worker(_go(screen, chosen.path), group="history")

    readings = told(visits[:MOST])
    sheet = HistorySheet(screen.reader_app.painter, readings, older=len(visits) > MOST)
    screen.app.push_screen(sheet, go)


async def continue_reading(screen: LibraryScreen, _times: int) -> None:
    """To the article that was begun, left last before its end, and is not on the page now."""
    path = await asyncio.to_thread(_unfinished, screen)
    if path:
        await _go(screen, path)
    else:
        screen.notice = "Nothing that was begun is left to read."


def _unfinished(screen: LibraryScreen) -> str:
    """In a thread: the article that was read last, is there, begun and not read to its end."""
    from reader.session.unwritten import status

    desk = screen.desk
    shown = screen.opened.path if screen.panes.on_page else None
    for path in dict.fromkeys(visit.path for visit in desk.memory.visits(MOST)):
        is_there = os.path.lexists(os.path.join(desk.library.root, path))
        if path != shown and is_there and status(desk.memory.reading(path)) == "reading":
            return path
    return ""


async def _go(screen: LibraryScreen, path: str) -> None:
    await screen.following.go_to_article(path)
    screen.say_bars()
