"""How things are shown, the sheets over them, and the terminal below."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen
    from reader.ui.sheet_texts import Setter

LOOKING = "Looking for changed files."
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

    _show_sheet(screen, help_text(screen.panes.where, single=screen.single))


def show_information(screen: LibraryScreen, _times: int) -> None:
    """What the file says of itself, and what is wrong in it."""
    page = screen.panes.page.page
    if page is not None:
        from reader.ui.sheet_texts import information_text

        _show_sheet(screen, information_text(page.article, screen.desk.library.root))


def _show_sheet(screen: LibraryScreen, text: Setter) -> None:
    from reader.ui.sheet import Sheet

    screen.app.push_screen(Sheet(screen.reader_app.painter, text))


def show_palette(screen: LibraryScreen, _times: int) -> None:
    """Every action by name."""
    from reader.ui.overlay import Palette

    screen.app.push_screen(Palette(id="--command-palette"))


async def refresh(screen: LibraryScreen, _times: int) -> None:
    """Look for changed files, and whether the article on the page is one of them."""
    if not screen.single:
        screen.desk.refresh()
        screen.notice = LOOKING
    await screen.live.look()


def cancel(screen: LibraryScreen, _times: int) -> None:
    """Stop looking for changed files; what is listed stays."""
    if screen.desk.cancel():
        screen.notice = "Stopped reading the folder. Ctrl+R goes on."


def redraw(screen: LibraryScreen, _times: int) -> None:
    """Everything anew, after something wrote over the screen."""
    screen.refresh(layout=True)


def suspend(_screen: LibraryScreen, _times: int) -> None:
    """To the shell; the driver saves, gives the terminal back and takes it again after fg."""
    os.kill(os.getpid(), signal.SIGTSTP)
