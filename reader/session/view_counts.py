"""How many articles each view shows, counted in a thread as the panel of views is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from reader.named import NamedTuple
from reader.query.parse import parse
from reader.query.views import View
from reader.session.background import Background, Wanted
from reader.session.library import Library
from reader.store.catalog.browse import Catalog
from reader.store.catalog.match import count


class Asked(NamedTuple):
    """Views to count, with the ticket of the question."""

    ticket: int
    views: tuple[View, ...]
    own: Mapping[str, str]  # what `in:` knows beside the views of every library


class Counted(NamedTuple):
    """The number of one view's articles, or the sentence that says why there is none."""

    ticket: int
    name: str
    count: int | None = None  # type: ignore[assignment]  # a tuple has a method of that name
    trouble: str = ""


class ViewCounts:
    """Counts views one by one; `tell` is called in the thread for each, as it is known.

    What a million articles take with a view over all of their words (100 ms) holds nobody up: the
    next question, and `close`, interrupt it.
    """

    def __init__(self, library: Library, tell: Callable[[Counted], None]) -> None:
        self._tell = tell
        self._behind = Background(library, self._count, self._failed, name="counting views")

    def ask(self, asked: Asked) -> None:
        """Count these, in place of what is being counted."""
        self._behind.ask(asked)

    def close(self) -> None:
        """Nobody waits any more."""
        self._behind.close()

    def _count(self, catalog: Catalog, asked: Asked, wanted: Wanted) -> None:
        for view in asked.views:
            query = parse(view.query, today=date.today(), views=asked.own)
            with catalog.reading() as connection:
                number = count(connection, query, wanted, archived=False)
            if not wanted():
                return
            trouble = query.faults[0] if query.faults else ""
            self._tell(Counted(asked.ticket, view.name, number, trouble))

    def _failed(self, asked: Asked, sentence: str) -> None:
        for view in asked.views:
            self._tell(Counted(asked.ticket, view.name, None, sentence))
