"""When the page beside the list follows the selection: at once, but not while a key is held down on
a slow line, where a page takes half a second and nobody reads the ones that fly past.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.once import Once

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen


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
            return
        self._later.stop()
        await self._screen.preview_now()

    def _follow(self) -> None:
        self._screen.call_next(self.follow)
