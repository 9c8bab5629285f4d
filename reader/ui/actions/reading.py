"""Opening articles, reading on, and copying from them."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from typing import TYPE_CHECKING

from reader.characters import one_line
from reader.errors import CatalogUnusable

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen
    from reader.ui.page_pane import PagePane

COPY = "Copy: l link, q link as QR code, p paragraph, c code, t title, f file"
COPY_MANY = "Copy of {:,} articles: t titles, l links to them (Markdown), f files"


async def open_selected(screen: LibraryScreen, _times: int = 1) -> None:
    """From the list into the article."""
    row = screen.panes.list.row
    if row is not None:
        screen.panes.focus_page()
        shown, was_read = screen.opened.is_shown(row.path), screen.opened.path == row.path
        before = screen.opened.kept_place(row.path)
        await screen.opened.show(row.path, row, words=screen.searching.words)
        screen.opened.begin_reading(row.path, screen.tell)
        if screen.searching.words is not None and not was_read:
            screen.on_the_page.opened(before)
        screen.highlighting.tell_lost()
        if shown and not screen.live.is_following:  # it was not there for long
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


async def ask_what_to_copy(screen: LibraryScreen, _times: int) -> None:
    """The next key says what: of the page, or of all that are selected."""
    if await screen.doing.of_many():
        screen.notice = COPY_MANY.format(len(screen.doing.picked))
        screen.taking = partial(_copy_many, screen)
    else:
        screen.notice = COPY
        screen.taking = partial(_copy, screen)


async def _copy_many(screen: LibraryScreen, key: str) -> None:
    """A line for each article that is selected."""
    from reader.session import listed

    if key not in (listed.TITLES, listed.LINKS, listed.FILES):
        return
    desk, ids = screen.desk, screen.doing.picked.ids
    if len(ids) > listed.MOST:
        screen.notice = f"{listed.MOST:,} articles at most fit a clipboard; reader list writes all."
        return
    try:
        found = await asyncio.to_thread(listed.selected, desk.library, desk.shelf.listing, ids)
    except CatalogUnusable as error:
        screen.notice = str(error)
        return
    what = f"{len(found):,} article{'' if len(found) == 1 else 's'}"
    text = listed.written(key, desk.library.root, found)
    screen.notice = await asyncio.to_thread(screen.reader_app.copy, text, what)


async def _copy(screen: LibraryScreen, key: str) -> None:
    screen.notice = _show_qr(screen) if key == "q" else await copy(screen, key)


def _show_qr(screen: LibraryScreen) -> str:
    """The first link on the screen that leads to the web, for a telephone; else why there is none."""
    from reader.terminal import links
    from reader.ui import qr_sheet

    page = screen.panes.page.page
    resolver = page.resolver if page is not None else None
    for link in screen.panes.page.seen_links() if resolver is not None else ():
        target = resolver(link) if resolver is not None else None
        if isinstance(target, links.Web):
            return qr_sheet.show(screen, target.address)
    return "There is no link to the web on the screen."


async def copy(screen: LibraryScreen, key: str) -> str:
    """Copy what a key stands for; the sentence that tells what came of it."""
    pane = screen.panes.page
    if pane.page is None:
        return "There is nothing to copy."
    match key:
        case "t":
            what, text = "title", pane.page.article.title
        case "f":
            path = os.path.join(screen.desk.library.root, pane.page.article.path)
            what, text = "file", one_line(path)
        case "l":
            what, text = "link", pane.first_link()
        case "p":
            what, text = "paragraph", _first_paragraph(pane)
        case "c":
            what, text = "code", _first_code(pane)
        case _:
            return ""
    if not text:
        return f"There is no {what} on the screen."
    # In tmux it goes through a program, which may take its time.
    return await asyncio.to_thread(screen.reader_app.copy, text)


async def follow_clicked(screen: LibraryScreen, link: str) -> None:
    """Follow a link of the page; where the list had the focus, into the article first."""
    screen.notice = ""
    if not screen.panes.on_page:
        await open_selected(screen)
    await screen.following.follow(link)
    screen.say_bars()


async def copy_selected(screen: LibraryScreen, text: str) -> None:
    """Copy what the mouse selected, and say what came of it."""
    words = len(text.split())
    what = f"{words:,} word{'' if words == 1 else 's'}"
    screen.notice = await asyncio.to_thread(screen.reader_app.copy, text, what)
    screen.say_bars()


def _first_paragraph(pane: PagePane) -> str:
    """The text of the uppermost paragraph, heading, table or code that is seen."""
    from reader.session.selection import Spot, paragraph, text_between

    for place, line in pane.painted:
        at = next((span.at for span in line.spans if span.at >= 0 and span.text.strip()), -1)
        if place.part and at >= 0 and pane.page is not None:
            block = place.part - 1
            return text_between(pane.page, paragraph(pane.page, Spot(block, at, at)))
    return ""


def _first_code(pane: PagePane) -> str:
    """The code of which a row is seen, the uppermost of several."""
    from reader.session.selection import code_at

    page = pane.page
    blocks = dict.fromkeys(place.part - 1 for place, _ in pane.painted)
    codes = (code_at(page, block, *pane.seen(block)) for block in blocks) if page else ()
    return next(filter(None, codes), "")
