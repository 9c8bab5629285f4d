"""Reading a catalog: listings, windows of rows, whole articles; never a write, never a new file."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import apsw

from reader.article import Article, ArticleId, Problem
from reader.errors import ArticleGone, CatalogDamaged, CatalogMissing, CatalogUnusable
from reader.store.catalog import joined, listings, orders, positions, windows
from reader.store.catalog.faults import told
from reader.store.catalog.location import suspect
from reader.store.catalog.orders import INDEXED
from reader.store.rows import Done, Listing, Order, Row, Summary
from reader.store.state import schema as state_schema

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

    from reader.query.tree import Query
    from reader.store.catalog.entry import Entry
    from reader.store.state.moves import Moves

PATIENCE = 2000  # milliseconds that a read waits for a commit, where there is no log

_AT_ONCE = 500  # articles fetched whole with one set of statements


class Catalog:
    """One reading connection, for one thread. Nothing it hands out depends on it.

    Beside the catalog's tables its statements see the views `reading` and `arrival` of
    `store.state.schema`, which are empty while nobody has a state for this library.

    Any method raises CatalogMissing where the file is gone, CatalogDamaged where it is no whole
    catalog, CatalogBusy where a writer was in the way for seconds, and SearchInterrupted after
    `interrupt`.
    """

    def __init__(self, path: str, *, root: str = "", state: str = "") -> None:
        self.path = path
        self._root = root
        self._state = state
        self._knows_state = False
        self._identity = _identity(path)
        with told(path):
            self._connection = _open(path)

    @property
    def connection(self) -> apsw.Connection:
        """The engine's connection; `reading` translates what it raises."""
        return self._connection

    def interrupt(self) -> None:
        """End the statement that runs now; for any thread."""
        self._connection.interrupt()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close(True)

    @contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """The connection, with its errors translated and the file known to be the one opened."""
        if _identity(self.path) != self._identity:
            raise CatalogMissing("The catalog was deleted; it is built anew.")
        try:
            with told(self.path):
                if not self._knows_state and self._state:
                    # It may be younger than this connection; a look for a file costs 2 µs.
                    self._knows_state = joined.with_state(self._connection, self._state, self._root)
                yield self._connection
        except CatalogDamaged as error:
            self._blame(error)
            raise

    def _blame(self, error: CatalogDamaged) -> None:
        """Find out which of the two files is damaged, so that nothing whole is built anew."""
        if self._knows_state and not joined.is_sound(self._connection):
            self._knows_state, self._state = False, ""
            joined.without_state(self._connection)
            raise CatalogUnusable(
                "What you have read can't be shown: its file is damaged. The articles can."
            ) from error
        suspect(self.path)

    def generation(self) -> int:
        """Raised whenever other articles can be read; a listing carries the one it is of."""
        with self.reading():
            return self._numbers()["generation"]

    def is_complete(self) -> bool:
        """Whether a refresh ever came to its end; else files are missing that nobody changed."""
        with self.reading():
            return self._numbers()["arranged"] > 0

    def listing(
        self, query: Query | None = None, order: Order | None = None, *, archived: bool = True
    ) -> Listing:
        """What a query finds, or every article; sorted as `order` says, else as the query does.

        Without `archived`, what was put away is left out where the query does not speak of it.
        """
        if query is not None and (query.tree is not None or len(query.sort) > 1):
            from reader.store.catalog import match  # only searches pay for it

            with self.reading() as connection:
                return match.search(connection, query, archived=archived)
        if order is None:
            order = Order.of(query.sort[0]) if query is not None and query.sort else Order()
        with self.reading() as connection:
            whole = listings.every(connection, order, self._numbers())
            if archived:
                return whole
            from reader.store.catalog import done  # here and below: no command needs it

            away = done.put_away(connection)
        return done.without(whole, away, self.ids(whole)) if away else whole

    def rows(self, listing: Listing, start: int, stop: int) -> list[Row]:
        """The rows of a window; fewer where articles vanished since the listing was made."""
        start, stop = max(0, start), min(stop, listing.count)
        rows: list[Row] = []
        with self.reading() as connection:
            if listing.ids is not None:
                return self._rows_of(listing.ids[start:stop])
            key = listing.order.key
            by = INDEXED[key].by
            for low, high, turned in _runs(listing, start, stop):
                ids, values = positions.stretch(connection, key, low, high)
                part = windows.rows(connection, f"article.id IN ({ids}) ORDER BY {by}", values)
                rows += part[::-1] if turned else part
        return rows

    def ids(self, listing: Listing, limit: int | None = None, *, start: int = 0) -> array[int]:
        """The ids of a listing, from its beginning on, or from a row to the one before `limit`."""
        stop = listing.count if limit is None else min(limit, listing.count)
        if listing.ids is not None:
            return listing.ids[start:stop]
        ids = array("q")
        with self.reading() as connection:
            for low, high, turned in _runs(listing, start, stop):
                found = connection.execute(
                    *positions.stretch(connection, listing.order.key, low, high)
                )
                part = array("q", (_int(row[0]) for row in found))
                ids += part[::-1] if turned else part
        return ids

    def ordered(self, ids: array[int]) -> array[int]:
        """Ids in the order in which the files were found, which is nearly that of their paths.

        The engine sorts, since Python would let no other thread go on for 0.2 s with a million.
        """
        if not ids:
            return ids
        with self.reading() as connection:
            found = connection.execute(
                "SELECT value FROM carray(?) ORDER BY value", (apsw.carray(ids),)
            )
            return array("q", (_int(row[0]) for row in found))

    def index_of(self, listing: Listing, article: ArticleId) -> int | None:
        """Where an article stands in a listing; None where it is not in it."""
        if listing.ids is not None:
            try:
                return listing.ids.index(article)
            except ValueError:
                return None
        with self.reading() as connection:
            index = positions.position_of(connection, listing.order.key, article)
        if index is None or index >= listing.count:
            return None
        if listing.order.reverse:
            return orders.reversed_index(index, listing.count, orders.tail_of(listing.groups))
        return index

    def id_of(self, path: str) -> ArticleId | None:
        """The article of a file of the library."""
        with self.reading() as connection:
            found = _value(
                connection, "SELECT id FROM article WHERE path = ?", (os.fsencode(path),)
            )
        return None if found is None else ArticleId(_int(found))

    def named(self, name: str) -> list[str]:
        """The paths of the articles that people call so: by title, else slug, else file name."""
        from reader.store.catalog import named  # only links by name pay for it

        with self.reading() as connection:
            return named.paths(connection, name)

    def linking(
        self, path: str, targets: Iterable[str], most: int
    ) -> tuple[list[tuple[str, str]], int]:
        """Path and title of up to so many articles that link to a target, and their number."""
        from reader.store.catalog import linked

        with self.reading() as connection:
            return linked.linking(connection, path, targets, most)

    def related(self, path: str, entry: Entry, most: int) -> list[tuple[Row, tuple[str, ...]]]:
        """Articles like the one with this entry, the likest first, with the words they share."""
        from reader.store.catalog import related  # only who asks pays for it

        with self.reading() as connection:
            found = dict(related.related(connection, path, entry, most))
            rows = self._rows_of(array("q", found))
        return [(row, found[row.id]) for row in rows]

    def titles(self, paths: Iterable[str]) -> dict[str, str]:
        """The titles of articles by their paths."""
        from reader.store.catalog import linked

        with self.reading() as connection:
            return linked.titles(connection, paths)

    def article(self, article: ArticleId) -> Article:
        """An article without `Metadata.fields`, which are in its file; ArticleGone where it is not in the catalog any more."""
        found = self.articles((article,))
        if not found:
            raise ArticleGone("This article is not in the library any more.")
        return found[0]

    def articles(self, ids: Sequence[int]) -> list[Article]:
        """Whole articles in the order of their ids; those that vanished are left out."""
        from reader.store.catalog import whole

        found: list[Article] = []
        for start in range(0, len(ids), _AT_ONCE):
            with self.reading() as connection:
                found += whole.articles(connection, array("q", ids[start : start + _AT_ONCE]))
        return found

    def summary(self) -> Summary:
        """The numbers of the library and of what the person did in it."""
        from reader.store.catalog import done

        with self.reading() as connection:
            numbers = self._numbers()
            begun, new, archived = done.numbers(connection) if self._knows_state else (0, 0, 0)
        return Summary(numbers["articles"], begun, new, numbers["broken"], archived)

    def done(self, ids: Sequence[int]) -> list[Done]:
        """What was done with articles, by path; those that vanished are left out."""
        from reader.store.catalog import done

        with self.reading() as connection:
            return done.done(connection, array("q", ids))

    def problems(self) -> list[tuple[str, Problem]]:
        """Every problem with the path of its article or folder, by path and line."""
        with self.reading() as connection:
            rows: Any = connection.execute(
                "SELECT path, 0, message, 0, 0 FROM folder_problem UNION ALL"
                " SELECT path, line, message, loss, position FROM problem"
                " JOIN article ON article.id = problem.article ORDER BY 1, 5"
            ).fetchall()
        return [
            (os.fsdecode(path), Problem(line, message, bool(loss)))
            for path, line, message, loss, _ in rows
        ]

    def folder_problems(self) -> tuple[tuple[str, str], ...]:
        """(path, sentence) of what could not be walked."""
        with self.reading() as connection:
            rows: Any = connection.execute(
                "SELECT path, message FROM folder_problem ORDER BY path"
            ).fetchall()
        return tuple((os.fsdecode(path), message) for path, message in rows)

    def arrivals(self) -> list[int]:
        """The path hashes of articles that the state has not been told of yet."""
        with self.reading() as connection:
            return [_int(row[0]) for row in connection.execute(state_schema.UNKNOWN)]

    def renamed(self, arrivals: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Those of `arrivals` that were there under another name, as `LibraryState.arrived` wants."""
        from reader.store.catalog import followed

        with self.reading() as connection:
            return followed.renamed(connection, arrivals) if self._knows_state else {}

    def moves(self, *, unhashed: bool = False) -> Moves:
        """What the state has to follow: articles under another name, texts that were edited.

        With `unhashed` only what the state has not known yet: texts under the names of before.
        """
        from reader.store.catalog import followed
        from reader.store.state.moves import Moves

        with self.reading() as connection:
            if not self._knows_state:
                return Moves()
            return followed.moves(connection, self._root, unhashed=unhashed)

    def _numbers(self) -> dict[str, int]:
        rows: Any = self._connection.execute("SELECT name, value FROM number").fetchall()
        if len(rows) < 4:
            raise CatalogDamaged("The catalog is not whole.")
        return dict(rows)

    def _rows_of(self, ids: array[int]) -> list[Row]:
        if not ids:
            return []
        found = windows.rows(self._connection, "article.id IN carray(?)", (apsw.carray(ids),))
        rows: dict[int, Row] = {row.id: row for row in found}
        return [rows[article] for article in ids if article in rows]


def _open(path: str) -> apsw.Connection:
    # Without CREATE: a catalog that was deleted must not become an empty one.
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(state_schema.uri(path), flags=flags)
    try:
        connection.set_busy_timeout(PATIENCE)
        # Not mapped: a file that is cut off while it is read is an error then, not SIGBUS.
        for pragma in ("mmap_size = 0", "temp_store = MEMORY", "cache_size = -8000"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        if _value(connection, "SELECT count(*) FROM sqlite_master") == 0:
            raise CatalogMissing("The catalog is not built yet.")
        joined.without_state(connection)
    except BaseException:
        connection.close(True)
        raise
    return connection


def _identity(path: str) -> tuple[int, int] | None:
    if path.startswith("file:"):
        return None
    try:
        found = os.stat(path)
    except OSError as error:
        raise CatalogMissing("There is no catalog of this library.") from error
    return found.st_dev, found.st_ino


def _runs(listing: Listing, start: int, stop: int) -> list[tuple[int, int, bool]]:
    if not listing.order.reverse:
        return [(start, stop, False)] if start < stop else []
    return orders.runs(start, stop, listing.count, orders.tail_of(listing.groups))


def _value(connection: apsw.Connection, statement: str, values: tuple[Any, ...] = ()) -> Any:
    row = connection.execute(statement, values).fetchone()
    return None if row is None else row[0]


def _int(value: object) -> int:
    if not isinstance(value, int):
        raise CatalogDamaged("The catalog holds something else than was written to it.")
    return value
