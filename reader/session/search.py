"""Search as one types: questions in one thread, answers from another, late ones never given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from reader.characters import one_line
from reader.query.parse import parse
from reader.query.tree import Query
from reader.session.background import Background, Wanted
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
    """Answers the latest question, in a thread with its own connection.

    `on_answer` is called in that thread. Belongs to the thread that made it; `ask` and `close`
    never wait for a search.
    """

    def __init__(self, library: Library, on_answer: Callable[[Answer], None]) -> None:
        self._on_answer = on_answer
        self._behind = Background(
            library, self._search, self._failed, name="searching", ready=_prepare
        )

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
        self._behind.ask(_Question(typed, ticket, typing, views))

    def prepare(self) -> None:
        """Have ready what the first letters need, before anybody waits for it."""
        self._behind.begin()

    def close(self) -> None:
        """End the thread; no answer comes any more."""
        self._behind.close()

    # The thread

    def _search(self, catalog: Catalog, question: _Question, wanted: Wanted) -> None:
        query = _query(question)
        if query.tree is None and len(query.sort) < 2:
            listing = Found(catalog.listing(query, archived=False))
            self._give_found(question, query, listing, wanted)
            return
        with catalog.reading() as connection:
            for found in finds(connection, query, wanted, archived=False, at_once=AT_ONCE):
                self._give_found(question, query, found, wanted)
                if not found.complete:
                    # What draws the rows shall not have to share the interpreter meanwhile.
                    self._behind.pause(PAUSE)

    def _give_found(self, question: _Question, query: Query, found: Found, wanted: Wanted) -> None:
        if wanted():
            notices = (*query.notices, *found.notices)
            typed = one_line(question.typed)
            self._on_answer(
                Answer(
                    question.ticket,
                    typed,
                    query,
                    found.listing,
                    notices,
                    found.suggestions,
                    found.marks,
                )
            )

    def _failed(self, question: _Question, sentence: str) -> None:
        query = _query(question)
        notices = (*query.notices, sentence)
        self._on_answer(Answer(question.ticket, one_line(question.typed), query, None, notices))


def _query(question: _Question) -> Query:
    return parse(question.typed, today=date.today(), typing=question.typing, views=question.views)


def _prepare(catalog: Catalog) -> None:
    """Do beforehand what the next question needs."""
    with catalog.reading() as connection:
        prepare(connection)
