"""Parts of the screen that the first paint does without: loaded and made when first asked for.

Together they are 15 ms of loading. `make_all` has them there before the first key.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.doing import Doing
    from reader.ui.finding import Finding
    from reader.ui.following import Following
    from reader.ui.highlighting import Highlighting
    from reader.ui.landing import OnThePage
    from reader.ui.library_screen import LibraryScreen
    from reader.ui.live import Live
    from reader.ui.offering import Offering
    from reader.ui.sentences import RowSentences

PARTS = (
    "live",
    "highlighting",
    "following",
    "finding",
    "on_the_page",
    "sentences",
    "offering",
    "doing",
)
"""Attributes of the screen, the one that is wanted soonest first."""


def live(screen: LibraryScreen) -> Live:
    """Follows the file of the article on the page."""
    from reader.ui.live import Live

    return Live(screen, ascii_only=screen.reader_app.ascii_only)


def highlighting(screen: LibraryScreen) -> Highlighting:
    """The highlights of the article on the page."""
    from reader.ui.highlighting import Highlighting

    part = Highlighting(screen, ascii_only=screen.reader_app.ascii_only)
    screen.call_later(part.follow)  # the page that is there already
    return part


def following(screen: LibraryScreen) -> Following:
    """Links, and the way back."""
    from reader.ui.following import Following

    return Following(screen)


def finding(screen: LibraryScreen) -> Finding:
    """What is looked for in the page."""
    from reader.ui.finding import Finding

    return Finding(screen)


def on_the_page(screen: LibraryScreen) -> OnThePage:
    """What the query in force found, on the page."""
    from reader.ui.landing import OnThePage

    return OnThePage(screen)


def sentences(screen: LibraryScreen) -> RowSentences:
    """The best sentences of results."""
    from reader.ui.sentences import RowSentences

    return RowSentences(screen)


def offering(screen: LibraryScreen) -> Offering:
    """What may be typed next in the search bar."""
    from reader.ui.offering import Offering

    return Offering(screen)


def doing(screen: LibraryScreen) -> Doing:
    """What the keys of deeds do, and to which articles."""
    from reader.ui.doing import Doing

    return Doing(screen)


async def make_all(screen: LibraryScreen) -> None:
    """Make what is not there yet; a key that comes meanwhile goes between two (3 ms each)."""
    for part in PARTS:
        getattr(screen, part)
        await asyncio.sleep(0)
    import reader.ui.actions  # noqa: F401  # what the keys do
