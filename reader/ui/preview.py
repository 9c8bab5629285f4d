"""When the page beside the list follows the selection: at once, but not while a key is held down on
a slow line, where a page takes half a second and nobody reads the ones that fly past.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.once import Once

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen


_MAKING = 0.1  # seconds in which a page is made, hardly ever more
_PAINTING = 0.02  # and in which what was made is painted


class Preview:
    """The page that follows."""

    def __init__(self, screen: LibraryScreen) -> None:
        self._screen = screen
        self._later = Once(screen, self._follow)

    async def follow(self) -> None:
        """Show the selected article, or soon, when no key has come for a moment."""
        rest = self._screen.reader_app.seconds_to_rest
        if rest and self._screen.panes.page_beside:
            self._later.start(rest)
            row = self._screen.panes.list.row
            if row is not None:
                self._screen.opened.prepare(row.path, row, self._screen.searching.words)
            self._screen.reader_app.more_comes(rest + _MAKING)
            return
        self._later.stop()
        await self._screen.preview_now()

    def _follow(self) -> None:
        self._screen.call_next(self._follow_now)

    async def _follow_now(self) -> None:
        with self._screen.app.batch_update():  # the bars tell of the page too
            await self.follow()
            self._screen.say_bars()
        if not self._later.waits:
            self._screen.reader_app.more_comes(_PAINTING)
