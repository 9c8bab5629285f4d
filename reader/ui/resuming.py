"""Where one was when the program ended: in the list, or in an article, at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.characters import width
from reader.ui.opened import FIRST_PATIENCE
from reader.ui.where import Where

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen

TO_LIST = "q for the list"


def select_last(screen: LibraryScreen) -> str:
    """Before the first paint: select what was opened last; its path, if it was still open.

    Then the page has the focus. What was read to its end is only selected.
    """
    last = screen.desk.last()
    if last is None:
        return ""
    screen.panes.list.selected = screen.desk.index_of(last.path) or 0
    if last.read or not last.was_open:
        return ""
    screen.panes.where = Where.PAGE
    return last.path


async def open_again(screen: LibraryScreen, path: str) -> None:
    """Go on reading; the foot says how to come to the list, since nobody chose this article."""
    row = screen.panes.list.row
    listed = row if row is not None and row.path == path else None
    await screen.opened.show(path, listed, FIRST_PATIENCE)

    def tell(sentence: str) -> None:
        whole = f"{sentence} · {TO_LIST}"
        screen.tell(whole if width(whole) + 2 <= screen.size.width else sentence)

    screen.opened.begin_reading(path, tell)
    screen.highlighting.tell_lost()
