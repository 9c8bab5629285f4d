"""What was read when, to be opened again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.session.history import Told
    from reader.ui.library_screen import LibraryScreen

MOST = 1000  # readings that are listed; `reader history` has all


async def list_all(screen: LibraryScreen, _times: int) -> None:
    """The readings of the library."""
    from reader.session.history import told
    from reader.ui.history_sheet import HistorySheet

    visits = await asyncio.to_thread(screen.desk.memory.visits, MOST)

    def go(chosen: Told | None) -> None:
        if chosen is not None:
            screen.run_worker(_go(screen, chosen.path), group="history")

    screen.app.push_screen(HistorySheet(screen.reader_app.painter, told(visits)), go)


async def _go(screen: LibraryScreen, path: str) -> None:
    await screen.following.go_to_article(path)
    screen.say_bars()
