"""The numbers in the head of the list, counted behind the interface."""

from __future__ import annotations

import threading
from contextlib import closing

from reader.errors import CatalogUnusable
from reader.session.library import Library
from reader.store.rows import Summary

AT_ONCE = 0.005  # seconds that the first paint waits for them: most libraries take less


class Counts:
    """The latest numbers; `count` is for any thread but the interface's.

    Of a million articles that are all new they take a second.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._latest = Summary(0, 0, 0, 0)
        self._asked, self._counted = 1, 0
        self._counting = threading.Lock()
        self._first = threading.Event()

    def begin(self) -> None:
        """Count for the first time, in a thread."""
        threading.Thread(target=self.count, name="counting", daemon=True).start()

    @property
    def latest(self) -> Summary:
        """As they were counted last; noughts before the first time and without a catalog."""
        if not self._first.is_set():
            self._first.wait(AT_ONCE)
        return self._latest

    def change(self) -> None:
        """They may be others now."""
        self._asked += 1

    def count(self) -> Summary:
        """Count, unless they are still the same; those who ask meanwhile wait for one count."""
        with self._counting:
            asked = self._asked
            if asked != self._counted:
                try:
                    with closing(self._library.catalog()) as catalog:
                        self._latest = catalog.summary()
                except CatalogUnusable:
                    self._latest = Summary(0, 0, 0, 0)
                self._counted = asked
                self._first.set()
        return self._latest
