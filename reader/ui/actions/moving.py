"""From section to section of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
