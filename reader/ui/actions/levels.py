"""Between list, page, search and the end: q goes one level back, and quits at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.actions import contents, source
from reader.ui.actions.reading import open_selected

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen


def leave(screen: LibraryScreen, _times: int) -> None:
    """One level back; at the top, the end."""
    if not _step_back(screen):
        screen.reader_app.leave()


def back(screen: LibraryScreen, _times: int) -> None:
    """One level back; at the top, nothing."""
    _step_back(screen)


def quit_reader(screen: LibraryScreen, _times: int) -> None:
    """The end."""
    screen.reader_app.leave()


def _step_back(screen: LibraryScreen) -> bool:
    if screen.panes.contents_open:
        screen.panes.close_contents()
        screen.say_bars()
        return True
    if screen.panes.page.selecting.clear():
        return True
    if screen.panes.on_page and screen.finding.is_level and screen.finding.clear():
        screen.say_bars()
        return True
    if source.leave(screen):
        return True
    if screen.single:
        return False
    if screen.panes.on_page:
        to_list(screen)
        return True
    if screen.doing.let_go():
        return True
    if screen.panes.alone:
        zoom(screen, 1)
        return True
    return screen.searching.clear()


def to_list(screen: LibraryScreen) -> None:
    """From the page back to the list."""
    screen.finding.clear()
    source.leave(screen)
    screen.panes.focus_list()
    if screen.opened.stop_reading():
        screen.save_soon()
    screen.panes.list.compose_rows()
    screen.doing.list_anew()
    # A link may have led to an article that is not the one selected.
    screen.call_next(screen.preview_now)
    screen.say_bars()


async def other_pane(screen: LibraryScreen, _times: int) -> None:
    """List to page and back."""
    if screen.panes.contents_open:
        contents.focus_other(screen)
    elif screen.panes.on_page:
        to_list(screen)
    else:
        await open_selected(screen)


def zoom(screen: LibraryScreen, _times: int) -> None:
    """The focused pane alone, or both again."""
    if not screen.panes.toggle_alone():
        screen.notice = "There is room for one pane only."
    screen.say_bars()


async def search(screen: LibraryScreen, _times: int) -> None:
    """Open the search bar, above the list, with the query in force."""
    to_list(screen)
    await screen.searching.begin()
    screen.say_bars()


def sort(screen: LibraryScreen, _times: int) -> None:
    """Choose the order of the list."""
    screen.searching.choose_order()
