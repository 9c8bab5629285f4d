"""From section to section of the page, along its links, and back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.session.marks import BEFORE
from reader.ui.page_pane import TOP

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen

NO_SECTIONS = "This article has no headings."


def next_section(screen: LibraryScreen, times: int) -> None:
    """The heading below."""
    pane = screen.panes.page
    if pane.sections is None:
        return
    section = pane.sections.beyond(pane.top, times)
    if section is not None:
        pane.go_to_section(section)
    else:
        screen.notice = "This is the last section." if pane.section else NO_SECTIONS


def previous_section(screen: LibraryScreen, times: int) -> None:
    """The heading above; from the first one to the beginning of the page."""
    pane = screen.panes.page
    if pane.sections is None:
        return
    section = pane.sections.beyond(pane.top, -times)
    if section is not None:
        pane.go_to_section(section)
    elif pane.top != TOP:
        pane.go(TOP)
    else:
        first = pane.sections.beyond(TOP, 1)
        screen.notice = "This is the beginning." if first else NO_SECTIONS


def hints(screen: LibraryScreen, _times: int) -> None:
    """Letters on what can be acted on."""
    from reader.ui import hinting  # only when somebody asks

    hinting.begin(screen)


async def open_first(screen: LibraryScreen, _times: int) -> None:
    """The first link on the screen, or the hero image: shown, then asked."""
    pane = screen.panes.page
    link = pane.first_link() if pane.display else ""
    if link:
        await screen.following.follow(link)
    else:
        screen.notice = "There is no link on the screen."


async def go_back(screen: LibraryScreen, times: int) -> None:
    """To where one was before a link was followed."""
    for _ in range(min(times, len(screen.following.history) or 1)):
        await screen.following.back()


def set_mark(screen: LibraryScreen, _times: int) -> None:
    """The next key is the letter."""
    screen.notice = "Mark this place with which letter?"
    screen.taking = partial(_mark, screen)


async def _mark(screen: LibraryScreen, key: str) -> None:
    if len(key) == 1 and key.isalpha():
        screen.following.set_mark(key)


def go_to_mark(screen: LibraryScreen, _times: int) -> None:
    """The next key is the letter, or ' for where one was before the latest jump."""
    screen.notice = "Go to which mark? ' goes to where you were before the latest jump."
    screen.taking = partial(_go_to_mark, screen)


async def _go_to_mark(screen: LibraryScreen, key: str) -> None:
    letter = BEFORE if key == "apostrophe" else key
    if letter == BEFORE or (len(key) == 1 and key.isalpha()):
        await screen.following.go_to_mark(letter)
