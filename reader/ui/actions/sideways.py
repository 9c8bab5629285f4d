"""What is wider than the page: moved sideways, wrapped, or shown alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui import in_sight

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen

STEPS = 3  # in so many, one comes past what the page shows at once


def move_right(screen: LibraryScreen, times: int) -> None:
    """On to what stands further right in wide rows."""
    _move(screen, times)


def move_left(screen: LibraryScreen, times: int) -> None:
    """Back to the left in wide rows."""
    _move(screen, -times)


def _move(screen: LibraryScreen, times: int) -> None:
    pane = screen.panes.page
    if not pane.move_sideways(times * max(1, pane.columns // STEPS)):
        screen.notice = "Nothing on the screen is wider than the page."


def toggle_code(screen: LibraryScreen, _times: int) -> None:
    """Code wrapped, or its lines as long as they are, in this and all articles from now on."""
    manner = screen.desk.manner
    manner = manner._replace(scrolled_code=not manner.scrolled_code)
    screen.desk.manner = manner
    screen.panes.page.set_manner(manner)
    screen.notice = (
        "Lines of code run on; < and > move them." if manner.scrolled_code else "Code is wrapped."
    )


def table_alone(screen: LibraryScreen, _times: int) -> None:
    """The uppermost table on the screen, with all its width."""
    from reader.markdown.blocks import Table

    pane = screen.panes.page
    for block in in_sight.blocks(pane.page, pane.shown_rows) if pane.page else ():
        if isinstance(block, Table):
            from reader.ui.table_sheet import open_alone

            open_alone(screen, block)
            return
    screen.notice = "There is no table on the screen."
