"""How things are shown, the sheets over them, and the terminal below."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

from reader.errors import ArticleGone
from reader.session import phrases
from reader.ui.driver import ReaderDriver

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen
    from reader.ui.sheet import Sheet
    from reader.ui.sheet_texts import Setter

STEP = 4  # columns by which + and - change the measure


def wider(screen: LibraryScreen, times: int) -> None:
    """Wider lines."""
    _set_measure(screen, screen.panes.page.measure + times * STEP)


def narrower(screen: LibraryScreen, times: int) -> None:
    """Narrower lines."""
    _set_measure(screen, screen.panes.page.measure - times * STEP)


def usual_width(screen: LibraryScreen, _times: int) -> None:
    """Lines as the settings have them."""
    _set_measure(screen, screen.reader_app.settings.measure)


def _set_measure(screen: LibraryScreen, columns: int) -> None:
    screen.notice = f"Lines of up to {screen.panes.set_measure(columns)} columns."


def show_help(screen: LibraryScreen, _times: int) -> None:
    """What the keys do here."""
    from reader.ui.sheet_texts import help_text  # only when somebody asks

    app, where, single = screen.reader_app, screen.panes.where, screen.single
    text = help_text(where, single=single, ascii_only=app.ascii_only, allowed=app.allowed)
    _show_sheet(screen, text, "question_mark")


async def show_information(screen: LibraryScreen, _times: int) -> None:
    """What the file says of itself, and what is wrong in it."""
    try:
        page = await screen.opened.page_of_current(screen.panes.list.row)
    except ArticleGone as error:
        screen.notice = str(error)
        return
    if page is None:
        return
    from reader.ui.information import information_text

    known = screen.desk.known(page)
    sheet = _show_sheet(screen, information_text(known, None), "i")

    async def look_up() -> None:
        """What takes time comes into the sheet when it is known."""
        found = await asyncio.to_thread(screen.desk.information, page)
        sheet.set(information_text(known, found))

    screen.run_worker(look_up(), group="information", exclusive=True)


def _show_sheet(screen: LibraryScreen, text: Setter, opened: str = "") -> Sheet:
    from reader.ui.sheet import Sheet

    sheet = Sheet(screen.reader_app.painter, text, opened)
    screen.app.push_screen(sheet)
    return sheet


def show_messages(screen: LibraryScreen, _times: int) -> None:
    """What was said in the foot before."""
    _show_sheet(screen, screen.said.text())


def show_palette(screen: LibraryScreen, _times: int) -> None:
    """Every action by name."""
    from reader.ui.overlay import Palette

    screen.app.push_screen(
        Palette(id="--command-palette", placeholder="A part of an action's name")
    )


async def refresh(screen: LibraryScreen, _times: int) -> None:
    """Look for changed files, and whether the article on the page is one of them."""
    if not screen.single:
        screen.desk.refresh()
        screen.notice = phrases.LOOKING
    await screen.live.look()


def cancel(screen: LibraryScreen, _times: int) -> None:
    """Stop what goes on behind: deeds for many articles, else looking for changed files."""
    if screen.doing.stop():
        screen.notice = "Stopped. U undoes what was done."
    elif screen.desk.cancel():
        screen.notice = "Stopped reading the folder. Ctrl+R goes on."


def redraw(screen: LibraryScreen, _times: int) -> None:
    """Everything anew, after something wrote over the screen."""
    screen.refresh(layout=True)
    if ReaderDriver.active is not None:
        ReaderDriver.active.paint_anew()


def suspend(_screen: LibraryScreen, _times: int) -> None:
    """To the shell; the driver saves, gives the terminal back and takes it again after fg."""
    os.kill(os.getpid(), signal.SIGTSTP)
