"""The person's own editor in place of the interface: for the article's file, and for a note."""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from reader.errors import ArticleGone
from reader.terminal import editor
from reader.terminal.programs import NotStarted, forbidden

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen

LARGEST = 1 << 20  # bytes of a note that are read back


def refused() -> str:
    """Why no editor can be opened; empty where one can."""
    if why := forbidden():
        return why
    return "" if editor.command(os.environ) else editor.NONE


def in_front(screen: LibraryScreen, file: str, line: int = 1) -> str:
    """Edit a file while the interface rests; what went wrong, as a sentence.

    Everything is saved before: what ends the terminal now would end it in the editor.
    """
    screen.keep_everything()
    try:
        with screen.app.suspend():
            editor.edit(file, line, os.environ)
    except NotStarted as error:
        return str(error)
    except SuspendNotSupported:
        return "This terminal can't be lent to an editor."
    return ""


async def edit_article(screen: LibraryScreen) -> None:
    """The file of the article on the page, or of the selected one, at the line that is seen."""
    if sentence := refused():
        screen.notice = sentence
        return
    row = screen.panes.list.row
    page, opened = screen.panes.page.page, screen.opened
    path = opened.path or (row.path if row else "") or opened.shown
    if not path:
        return
    line = 1
    if page is not None and page.article.path == path:
        try:
            line = await opened.source_line()
        except ArticleGone as error:
            screen.notice = str(error)
            return
    screen.notice = in_front(screen, os.path.join(screen.desk.library.root, path), line)
    await screen.live.look()
    if not screen.single:
        screen.desk.refresh()  # the list tells titles and dates of it


async def edit_note(screen: LibraryScreen, note: str) -> str | None:
    """A note as it comes back from the editor; None where it did not, which the foot tells."""
    if sentence := refused():
        screen.notice = sentence
        return None
    folder = ""
    try:
        folder = tempfile.mkdtemp(prefix="reader-note-")  # 0700: a note is private
        file = os.path.join(folder, "note.md")
        with open(file, "w", encoding="utf-8", errors="replace") as stream:
            stream.write(f"{note}\n" if note else "")
        if sentence := in_front(screen, file):
            screen.notice = sentence
            return None
        with open(file, "rb") as stream:
            return stream.read(LARGEST).decode("utf-8", "replace")
    except OSError as error:
        screen.notice = f"The note can't be handed to an editor: {error.strerror}."
        return None
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
