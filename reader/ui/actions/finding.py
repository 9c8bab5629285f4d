"""Finding in the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen


async def find(screen: LibraryScreen, _times: int) -> None:
    """Open the find line."""
    await screen.finding.begin()


def next_hit(screen: LibraryScreen, times: int) -> None:
    """The hit below."""
    screen.finding.step(times)


def previous_hit(screen: LibraryScreen, times: int) -> None:
    """The hit above."""
    screen.finding.step(-times)
