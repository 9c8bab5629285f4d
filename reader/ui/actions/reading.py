"""Opening articles, reading on, and copying from them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen

COPY = "Copy: l link, p paragraph, t title"


async def open_selected(screen: LibraryScreen, _times: int = 1) -> None:
    """From the list into the article."""
    row = screen.panes.list.row
    if row is not None:
        screen.panes.focus_page()
        shown = screen.opened.is_shown(row.path)
        await screen.opened.show(row.path, row)
        screen.opened.begin_reading(row.path)
        if shown:
            await screen.live.look()
        screen.say_bars()


async def read_on(screen: LibraryScreen, times: int) -> None:
    """A screen further; at the end, asked twice, the next article."""
    if not screen.panes.on_page:
        await open_selected(screen)
    elif not screen.panes.page.at_end:
        screen.panes.page.move("page_down", times)
    elif screen.single:
        screen.notice = "The end."
    elif screen.asked_on:
        screen.asked_on = False
        await next_article(screen, 1)
    else:
        screen.asked_on = True
        screen.notice = "The end. Space again reads the next article."


async def next_article(screen: LibraryScreen, times: int) -> None:
    """The article below in the list."""
    await _other_article(screen, times, "This is the last article.")


async def previous_article(screen: LibraryScreen, times: int) -> None:
    """The article above in the list."""
    await _other_article(screen, -times, "This is the first article.")


async def _other_article(screen: LibraryScreen, rows: int, at_the_end: str) -> None:
    if not screen.panes.list.select(screen.panes.list.selected + rows):
        screen.notice = at_the_end
    elif screen.panes.on_page:
        await open_selected(screen)
    else:
        await screen.preview_now()


def ask_what_to_copy(screen: LibraryScreen, _times: int) -> None:
    """The next key says what."""
    screen.asks_copy = True
    screen.notice = COPY


async def copy(screen: LibraryScreen, key: str) -> str:
    """Copy what a key stands for; the sentence that tells what came of it."""
    pane = screen.panes.page
    if pane.page is None:
        return "There is nothing to copy."
    match key:
        case "t":
            what, text = "title", pane.page.article.title
        case "l":
            what, text = "link", pane.first_link()
        case "p":
            what, text = "paragraph", pane.first_paragraph()
        case _:
            return ""
    if not text:
        return f"There is no {what} on the screen."
    # In tmux it goes through a program, which may take its time.
    return await asyncio.to_thread(screen.reader_app.copy, text)
