"""The file as it is, in place of the article, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import ArticleGone

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen

SHOWN = "The file as it is. R goes back to the article."


async def toggle(screen: LibraryScreen, _times: int) -> None:
    """To the source of what is on the page, or back to the article."""
    if leave(screen):
        return
    try:
        if await screen.opened.show_source():
            screen.notice = SHOWN
            screen.say_bars()
    except ArticleGone as error:
        screen.notice = str(error)


def leave(screen: LibraryScreen) -> bool:
    """Back to the article; whether its source was shown."""
    if not screen.opened.leave_source():
        return False
    screen.live.look_soon()  # the file may have changed meanwhile
    screen.say_bars()
    return True
