"""Search as one types: questions in one thread, answers from another, late ones never given."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from reader.characters import one_line
from reader.errors import CatalogDamaged, CatalogMissing, CatalogUnusable, SearchInterrupted
from reader.query.parse import parse
from reader.query.tree import Query
from reader.session.library import Library
from reader.store.catalog.browse import Catalog
from reader.store.catalog.match import Found, Sought, Suggestion, finds, prepare
from reader.store.rows import Listing


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found, with the question's ticket.

    A question with very many hits is answered twice: first with the best of them and the exact
    count, then with all.
    """

    ticket: int
    typed: str
    query: Query
    listing: Listing | None = None  # None where the catalog can't be asked; the notices say why
    notices: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    marks: tuple[Sought, ...] = ()  # as in store.catalog.match.Found


@dataclass(frozen=True, slots=True)
class _Question:
    typed: str
    ticket: int
    typing: bool
    views: Mapping[str, str]  # one's own, which `in:` may name


AT_ONCE = 256  # hits that are given before the others, where there are more: some screens of rows
PAUSE = (
    0.05  # seconds behind them in which a further key may come, before the others are looked for
)
_NO_VIEWS: Mapping[str, str] = {}


class Searcher:
    """A thread with its own connection that answers the latest question.

    `on_answer` is called in that thread. Belongs to the thread that made it; `ask` and `close`
    never wait for a search.
    """

    def __init__(self, library: Library, on_answer: Callable[[Answer], None]) -> None:
        self._library = library
        self._on_answer = on_answer
        self._changed = threading.Condition()
        self._latest: _Question | None = None
        self._answered: _Question | None = None
        self._closed = False
        self._catalog: Catalog | None = None  # the thread's; others only interrupt it
        self._thread: threading.Thread | None = None

    def ask(
        self,
        typed: str,
        ticket: int,
        *,
        typing: bool = True,
        views: Mapping[str, str] = _NO_VIEWS,
    ) -> None:
        """Put a question in place of the one before, which is interrupted.

        While `typing`, the last word also stands for what it begins.
        """
        with self._changed:
            if self._closed:
                return
            self._latest = _Question(typed, ticket, typing, views)
            self._interrupt()
            if self._thread is None or not self._thread.is_alive():
                self._start()
            self._changed.notify()

    def prepare(self) -> None:
        """Have ready what the first letters need, before anybody waits for it."""
        with self._changed:
            if not self._closed and self._thread is None:
                self._start()

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="searching", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread; no answer comes any more."""
        with self._changed:
            self._closed = True
            self._latest = None
            self._interrupt()
            self._changed.notify()

    def _interrupt(self) -> None:
        """End the running statement; with the lock, since the thread closes its catalog with it."""
        if self._catalog is not None:
            self._catalog.interrupt()

    # The thread

    def _run(self) -> None:
        try:
            if self._latest is None:
                # Before the first reading of a library there is nothing to open.
                with contextlib.suppress(CatalogUnusable):
                    self._open_catalog()
                    self._prepare()
            while question := self._next():
                self._answer(question)
                if self._latest is question:
                    self._prepare()
        finally:
            self._close_catalog()

    def _next(self) -> _Question | None:
        """Wait for a question; None when there will be none."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._latest is not self._answered)
            self._answered = self._latest
            return None if self._closed else self._latest

    def _answer(self, question: _Question) -> None:
        query = parse(
            question.typed,
            today=date.today(),
            typing=question.typing,
            views=question.views,
        )
        try:
            try:
                self._search(question, query)
            except (CatalogMissing, CatalogDamaged):
                # Perhaps it was built anew since the connection was opened.
                self._close_catalog()
                self._search(question, query)
        except SearchInterrupted:
            return
        except CatalogUnusable as error:
            self._close_catalog()
            notices = (*query.notices, str(error))
            typed = one_line(question.typed)
            self._give(question, Answer(question.ticket, typed, query, None, notices))

    def _prepare(self) -> None:
        """Do beforehand, while nobody asks, what the next question needs."""
        if self._catalog is not None:
            try:
                with self._catalog.reading() as connection:
                    prepare(connection)
            except (CatalogUnusable, SearchInterrupted):
                return  # whoever asks next is told

    def _search(self, question: _Question, query: Query) -> None:
        catalog = self._open_catalog()
        if query.tree is None and len(query.sort) < 2:
            self._give_found(question, query, Found(catalog.listing(query, archived=False)))
            return
        with catalog.reading() as connection:
            still_wanted = lambda: self._latest is question  # noqa: E731
            for found in finds(connection, query, still_wanted, archived=False, at_once=AT_ONCE):
                self._give_found(question, query, found)
                if not found.complete:
                    # What draws the rows shall not have to share the interpreter meanwhile.
                    self._pause(question)

    def _pause(self, question: _Question) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._latest is not question, PAUSE)

    def _give_found(self, question: _Question, query: Query, found: Found) -> None:
        notices = (*query.notices, *found.notices)
        answer = Answer(
            question.ticket,
            one_line(question.typed),
            query,
            found.listing,
            notices,
            found.suggestions,
            found.marks,
        )
        self._give(question, answer)

    def _give(self, question: _Question, answer: Answer) -> None:
        if self._latest is question:
            self._on_answer(answer)

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
