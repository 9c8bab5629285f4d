"""Completions while one types: in a thread with a connection of its own, the latest wish only."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from reader.errors import CatalogUnusable, SearchInterrupted
from reader.session.completion import Offer, offers, words
from reader.session.library import Library
from reader.store.catalog.browse import Catalog

FIELDS = 4  # that are offered before words of the library
WORDS = 12

_NO_VIEWS: Mapping[str, str] = {}


class Completer:
    """Belongs to one thread, which never waits for an answer."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._ticket = 0
        self._catalog: Catalog | None = None  # the thread's; others only interrupt it
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="completing")

    def ask(
        self, typed: str, views: Mapping[str, str] = _NO_VIEWS
    ) -> Future[tuple[Offer, ...] | None]:
        """How the last word of a query may go on; None where a newer wish has overtaken this one.

        `views` are the person's own.
        """
        self._ticket += 1
        return self._thread.submit(self._offers, self._ticket, typed, views)

    def close(self) -> None:
        """Wait for nobody; the connection goes with the thread."""
        self._ticket += 1
        self._thread.submit(self._close)
        self._thread.shutdown(wait=False)

    # The thread

    def _offers(
        self, ticket: int, typed: str, views: Mapping[str, str]
    ) -> tuple[Offer, ...] | None:
        if ticket != self._ticket:
            return None
        try:
            fields = offers(typed, self._opened, views)
            if any(offer.shown.endswith(":") for offer in fields):
                fields = fields[:FIELDS]
            return (*fields, *words(typed, self._opened, WORDS))
        except SearchInterrupted:
            return None
        except CatalogUnusable:
            self._close()  # the next wish finds the one that was built anew
            return ()

    def _opened(self) -> Catalog:
        path = self._library.location.path
        if self._catalog is not None and self._catalog.path != path:
            self._close()
        if self._catalog is None:
            self._catalog = self._library.catalog()
        return self._catalog

    def _close(self) -> None:
        catalog, self._catalog = self._catalog, None
        if catalog is not None:
            catalog.close()
