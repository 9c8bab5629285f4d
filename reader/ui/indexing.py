"""What the indexer tells while it brings the catalog up to date, and what is listed of it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from textual._context import NoActiveAppError

from reader.session import phrases
from reader.ui.messages import FoldersWalked, Found, Indexed, Indexing

if TYPE_CHECKING:
    from textual.message import Message

    from reader.ui.library_screen import LibraryScreen


class CatalogNews:
    """Lists anew what has come into the catalog, and says how far the indexer is."""

    def __init__(self, screen: LibraryScreen) -> None:
        self._screen = screen
        self.progress = ""  # of the indexer, while it works
        self.first_reading = False  # the library is being indexed from nothing

    def begin(self) -> None:
        """Start what works behind the interface; answers come as messages, from its threads."""

        def tell(message: Message) -> None:
            # After the end nobody listens.
            with contextlib.suppress(NoActiveAppError):
                self._screen.post_message(message)

        self._screen.desk.begin(
            lambda answer: tell(Found(answer)),
            lambda progress: tell(Indexing(progress)),
            lambda walked: tell(FoldersWalked(walked)),
            lambda summary, sentence: tell(Indexed(summary, sentence)),
        )

    def goes_on(self, message: Indexing) -> None:
        """So much is indexed by now."""
        screen = self._screen
        self.progress = phrases.progress(message.progress)
        self.first_reading = message.progress.first
        if message.progress.committed:
            self._list_anew()
        elif not screen.desk.shelf.count:
            self.say_empty()
        screen.say_bars()

    def ended(self, message: Indexed) -> None:
        """The catalog is up to date, or can't be brought so."""
        screen, summary = self._screen, message.summary
        self.progress = ""
        screen.live.list.listed(summary.seconds if summary else 0)
        if message.sentence:
            screen.notice = message.sentence
        elif screen.notice == phrases.LOOKING:
            screen.notice = phrases.found_changes(summary)
        changed = (summary and summary.changes) or screen.desk.has_arrived
        if changed or not screen.desk.shelf.count:
            self._list_anew()
        if not summary and screen.desk.shelf.listing is None:
            self.say_empty()
        screen.say_bars()

    def _list_anew(self) -> None:
        self._screen.searching.ask_again()
        self._screen.count_beside()

    def say_empty(self) -> None:
        """What stands where there is no article."""
        screen = self._screen
        first = phrases.FIRST if screen.desk.knows_nothing else ""
        unreadable = screen.desk.unreadable_folders()
        screen.panes.set_empty(True)
        said = phrases.empty(screen.desk.library, self.progress or first, unreadable)
        screen.panes.list.say(*said)
        screen.opened.clear()
