"""A thread with its own connection that works at the latest of the questions it is asked."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from reader.errors import CatalogDamaged, CatalogMissing, CatalogUnusable, SearchInterrupted
from reader.session.library import Library
from reader.store.catalog.browse import Catalog

Question = TypeVar("Question")
Wanted = Callable[[], bool]
"""Whether somebody still waits for the answer; to be asked before each statement."""


class Background(Generic[Question]):
    """Works at questions; the next one interrupts the statement that runs for the one before.

    `work` and `failed` are called in the thread, and so is `ready`, while nobody asks: it does
    beforehand what the next question needs. Belongs to the thread that made it; `ask` and `close`
    never wait. The thread begins with the first question, or where it is told to.
    """

    def __init__(
        self,
        library: Library,
        work: Callable[[Catalog, Question, Wanted], None],
        failed: Callable[[Question, str], None],
        *,
        name: str,
        ready: Callable[[Catalog], None] | None = None,
    ) -> None:
        self._library = library
        self._work = work
        self._failed = failed
        self._ready = ready
        self._name = name
        self._changed = threading.Condition()
        self._latest: Question | None = None
        self._begun: Question | None = None
        self._closed = False
        self._catalog: Catalog | None = None  # the thread's; others only interrupt it
        self._thread: threading.Thread | None = None

    def ask(self, question: Question) -> None:
        """Put a question in place of the one before; each has to be an object of its own."""
        with self._changed:
            if self._closed:
                return
            self._latest = question
            self._interrupt()
            if self._thread is None or not self._thread.is_alive():  # a callback may have raised
                self._start()
            self._changed.notify()

    def begin(self) -> None:
        """Be ready before anybody asks."""
        with self._changed:
            if not self._closed and self._thread is None:
                self._start()

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def pause(self, seconds: float) -> None:
        """Wait for so long, or until there is another question; in the thread."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._latest is not self._begun, seconds)

    def close(self) -> None:
        """End the thread; no answer comes any more."""
        with self._changed:
            self._closed = True
            self._latest = None
            self._interrupt()
            self._changed.notify()

    def _interrupt(self) -> None:
        if self._catalog is not None:
            self._catalog.interrupt()

    # The thread

    def _run(self) -> None:
        try:
            if self._latest is None:
                # Before the first reading of a library there is nothing to open.
                with contextlib.suppress(CatalogUnusable):
                    self._open_catalog()
                    self._make_ready()
            while (question := self._next()) is not None:
                self._answer(question)
                if self._latest is question:
                    self._make_ready()
        finally:
            self._close_catalog()

    def _next(self) -> Question | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._latest is not self._begun)
            self._begun = self._latest
            return None if self._closed else self._latest

    def _answer(self, question: Question) -> None:
        def wanted() -> bool:
            return self._latest is question

        try:
            try:
                self._work(self._open_catalog(), question, wanted)
            except (CatalogMissing, CatalogDamaged):
                self._close_catalog()  # perhaps it was built anew since it was opened
                self._work(self._open_catalog(), question, wanted)
        except SearchInterrupted:
            return
        except CatalogUnusable as error:
            self._close_catalog()
            if wanted():
                self._failed(question, str(error))

    def _make_ready(self) -> None:
        if self._ready is not None and self._catalog is not None:
            # Whoever asks next is told.
            with contextlib.suppress(CatalogUnusable, SearchInterrupted):
                self._ready(self._catalog)

    def _open_catalog(self) -> Catalog:
        path = self._library.location.path
        if self._catalog is not None and self._catalog.path != path:
            self._close_catalog()  # the library's catalog lies elsewhere by now
        if self._catalog is None:
            catalog = self._library.catalog()
            with self._changed:
                self._catalog = catalog
        return self._catalog

    def _close_catalog(self) -> None:
        with self._changed:
            catalog, self._catalog = self._catalog, None
        if catalog is not None:
            catalog.close()
