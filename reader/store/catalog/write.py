"""Writing a catalog: the one connection that may, in the hands of whoever holds the lock."""

from __future__ import annotations

import os
import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any

import apsw

from reader.article import ArticleId, FileStamp
from reader.characters import one_line
from reader.errors import CatalogDamaged, CatalogMissing, CatalogUnwritable
from reader.library.changes import Indexed
from reader.store.catalog import learning
from reader.store.catalog.entry import Entry
from reader.store.catalog.faults import told
from reader.store.catalog.inserting import insert
from reader.store.catalog.location import Kind, Location
from reader.store.catalog.orders import INDEXED, named
from reader.store.catalog.positions import MILESTONE
from reader.store.catalog.schema import INDEXES, INDEXES_OF_TERMS, TABLES, WITHOUT_INDEXES_OF_TERMS
from reader.store.catalog.vocabulary import stem
from reader.store.filesystem import identity, is_remote
from reader.store.spool import Spool
from reader.store.state.schema import uri

PATIENCE = 10.0  # seconds that a commit waits for readers, where there is no log
_PER_COMMIT_IN_MEMORY = 64  # entries; readers of a database in memory wait for its writer
_TOGETHER = 64  # new entries that go in table by table; a statement for each row is 15 µs more
_TOGETHER_CHARACTERS = 1 << 20  # of text, in these

# Until a first refresh has come to its end, terms are learned whenever there are so many times as
# many articles as the last time, counted from so many: a third of what learning at the end costs.
_LEARN_FROM = 100
_LEARN_AGAIN = 4
_LEARN_UP_TO = 200_000  # articles; what a library has more of are names and slips
_COUNT_AGAIN = 2  # times as many articles
_MOST_KNOWN = 100_000  # terms that are kept in memory, some 12 MB
_LISTS = ("author", "tag", "problem", "link")


class Writer:
    """An open catalog that can be written; only while its lock is held.

    Everything between two `commit`s is seen by readers at once or not at all. Raises
    CatalogDamaged, CatalogUnwritable and CatalogMissing (somebody deleted the file).
    """

    def __init__(self, location: Location) -> None:
        self.location = location
        self._in_memory = location.kind is Kind.MEMORY
        with told(location.path):
            self._connection = _open(location)
        self._identity = identity(location.path)
        self._next_id = 0
        self._has_written = False
        self._waiting: list[tuple[ArticleId | None, Entry]] = []  # for the next of `_flush`
        self._characters = 0  # of text in these
        self._terms: list[learning.Learned] = []  # rows of the vocabulary, for the next commit
        self._known: set[str] = set()  # terms in the vocabulary or in `_terms`
        self._arranged = self.is_complete()
        self._learned_at = _LEARN_FROM  # articles
        self._grown = {"articles": 0, "broken": 0, "generation": 0}  # since the last commit

    def close(self) -> None:
        """Undo what was not committed, fold the log into the file, and let go of it."""
        with told(self.location.path):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            elif self._has_written:
                # Closing does so only where nobody reads; a log that stays makes reading slower.
                self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
            self._connection.close()

    def indexed(self) -> Iterator[Indexed]:
        """Every file that is in the catalog, ascending by path; read it to its end before writing."""
        decode = os.fsdecode
        if not self._in_memory:
            self._flush()
        with told(self.location.path):
            rows: Any = self._connection.execute(
                "SELECT id, path, mtime_ns, size FROM article ORDER BY path"
            )
            for article, path, mtime_ns, size in rows:
                yield Indexed(article, FileStamp(decode(path), mtime_ns, size))

    def count(self) -> int:
        """How many articles there are, the uncommitted ones included."""
        if not self._in_memory:
            self._flush()
        with told(self.location.path):
            committed = self._one("SELECT value FROM number WHERE name = 'articles'")[0]
        return int(committed) + self._grown["articles"]

    def is_complete(self) -> bool:
        """Whether a refresh ever came to its end."""
        with told(self.location.path):
            return int(self._one("SELECT value FROM number WHERE name = 'arranged'")[0]) > 0

    def problems(self) -> int:
        """How many problems there are, in articles and folders."""
        with told(self.location.path):
            return int(
                self._one(
                    "SELECT (SELECT count(*) FROM problem) + (SELECT count(*) FROM folder_problem)"
                )[0]
            )

    @property
    def must_commit(self) -> bool:
        """Whether readers have waited long enough, where they have to wait."""
        return len(self._waiting) >= _PER_COMMIT_IN_MEMORY

    def add(self, entry: Entry) -> None:
        """A new article, under an id above all others."""
        self._put(None, entry)

    def replace(self, article: ArticleId, entry: Entry) -> None:
        """An article that is in the catalog, as its file is now; it keeps its id."""
        self._put(article, entry)

    def remove(self, articles: Iterable[ArticleId]) -> None:
        """Articles whose files are gone; by its text each is known again under another name."""
        self._flush()
        with told(self.location.path):
            self._begin()
            for article in articles:
                row = self._one("SELECT path_hash, body_hash FROM article WHERE id = ?", article)
                if row is not None:
                    # Not OR REPLACE, as in `inserting`.
                    self._connection.execute("DELETE FROM departed WHERE path_hash = ?", row[:1])
                    self._connection.execute("INSERT INTO departed VALUES (?, ?)", row)
                self._delete((article,))

    def clear(self) -> None:
        """Forget every article, where there is no file to put aside."""
        with told(self.location.path):
            rows: Any = self._connection.execute("SELECT id FROM article").fetchall()
        self.remove(ArticleId(article) for (article,) in rows)
        self.commit()

    def set_folder_problems(self, problems: Sequence[tuple[str, str]]) -> None:
        """(path, message) of what could not be walked; writes only where that is news."""
        rows = sorted((os.fsencode(path), message) for path, message in problems)
        with told(self.location.path):
            connection = self._connection
            select = "SELECT path, message FROM folder_problem ORDER BY path"
            if rows == connection.execute(select).fetchall():
                return
            self._begin()
            connection.execute("DELETE FROM folder_problem")
            connection.executemany("INSERT OR REPLACE INTO folder_problem VALUES (?, ?)", rows)

    def commit(self) -> bool:
        """Show readers what was written; False where nothing was.

        CatalogMissing where somebody deleted or replaced the file: nobody would ever see it.
        """
        self._flush()
        if not self._connection.in_transaction:
            return False
        self._check_place()
        self._grown["generation"] = 1
        articles = self.count()
        with told(self.location.path):
            self._add_terms()
            if _LEARN_AGAIN * self._learned_at <= articles < _LEARN_UP_TO and not self._arranged:
                self._fill_vocabulary(learning.unlearned(self._connection))
                self._learned_at = articles
            self._connection.executemany(
                "UPDATE number SET value = value + ? WHERE name = ?",
                [(value, name) for name, value in self._grown.items()],
            )
            self._connection.execute("COMMIT")
        self._has_written = True
        self._grown = dict.fromkeys(self._grown, 0)
        return True

    def arrange(self) -> None:
        """Write down groups and milestones of every order, so that lists open without counting.

        Some 40 ms for each order of 100,000 articles; done where the last commit made them old.
        CatalogMissing as for `commit`.
        """
        self._check_place()
        with told(self.location.path):
            numbers = dict(self._connection.execute("SELECT name, value FROM number"))
            if numbers["arranged"] == numbers["generation"]:
                return
            self._begin()
            if not self._arranged or numbers["articles"] > _COUNT_AGAIN * numbers["counted"]:
                self._index(numbers["articles"])
                self._arranged = True
            self._connection.execute("DELETE FROM heading")
            self._connection.execute("DELETE FROM milestone")
            for sort in INDEXED:
                self._arrange(sort)
            self._connection.execute(
                "UPDATE number SET value ="
                " (SELECT value FROM number WHERE name = 'generation')"
                " WHERE name = 'arranged'"
            )
            # Not a new generation: the rows are the same and in the same order.
            self._connection.execute("COMMIT")

    def _arrange(self, sort: str) -> None:
        connection, order = self._connection, INDEXED[sort]
        if order.heading:
            counts = connection.execute(
                f"SELECT {order.heading}, count(*) FROM article GROUP BY {order.heading}"
            ).fetchall()
            connection.executemany(
                "INSERT INTO heading VALUES (?, ?, ?, ?)",
                [(sort, g.start, g.count, g.key) for g in named(connection, sort, counts)],
            )
        ids = array("q", (row[0] for row in connection.execute(
            f"SELECT id FROM article ORDER BY {order.by}"
        )))  # fmt: skip
        connection.executemany(
            "INSERT INTO milestone VALUES (?, ?, ?)",
            [(sort, at, ids[at]) for at in range(MILESTONE, len(ids), MILESTONE)],
        )

    def _put(self, article: ArticleId | None, entry: Entry) -> None:
        self._waiting.append((article, entry))
        self._characters += len(entry.words[-1])
        # In memory no transaction is open while loaders are waited for: nobody could read meanwhile.
        if not self._in_memory and (
            len(self._waiting) >= _TOGETHER or self._characters >= _TOGETHER_CHARACTERS
        ):
            self._flush()

    def _flush(self) -> None:
        """Write what was put since the last time."""
        if not self._waiting:
            return
        waiting, self._waiting, self._characters = self._waiting, [], 0
        with told(self.location.path):
            self._begin()
            if not self._next_id:
                self._next_id = (self._one("SELECT max(id) FROM article")[0] or 0) + 1
            rows: dict[int, Entry] = {}  # ascending, as far as they are new
            for article, entry in waiting:
                if article is not None:
                    self._delete((article,))
                    rows.pop(article, None)
                    rows[article] = entry
                else:
                    rows[self._next_id] = entry
                    self._next_id += 1
            insert(self._connection, rows)
            for entry in rows.values():
                self._learn(entry.terms)
                self._grown["broken"] += bool(entry.problems)
            self._grown["articles"] += len(rows)

    def _check_place(self) -> None:
        if not self._in_memory and identity(self.location.path) != self._identity:
            raise CatalogMissing("The catalog was deleted while it was written.")

    def _begin(self) -> None:
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")

    def _one(self, statement: str, *values: Any) -> Any:
        return self._connection.execute(statement, values).fetchone()

    def _learn(self, terms: Iterable[str]) -> None:
        """Stem the terms that the vocabulary lacks.

        Now and not with the commit: loaders work on meanwhile, and while it commits they wait.
        """
        select = "SELECT 1 FROM vocabulary WHERE term = ?"
        for term in terms:
            if term not in self._known:
                self._known.add(term)
                if self._one(select, term) is None:
                    self._terms.append((term, term[::-1], stem(term), 1))

    def _add_terms(self) -> None:
        """Put what was learned into the vocabulary, in order, which fills pages at once."""
        self._fill_vocabulary(sorted(self._terms))
        self._terms = []
        if len(self._known) > _MOST_KNOWN:
            self._known = set()

    def _fill_vocabulary(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._connection.executemany("INSERT INTO vocabulary VALUES (?, ?, ?, ?)", rows)

    def _index(self, articles: int) -> None:
        """Count the vocabulary, and make the indexes that a first refresh does without.

        A thread reads the terms meanwhile, where readers and the writer go side by side.
        """
        connection = self._connection
        terms: Spool | apsw.Error
        if connection.pragma("journal_mode") != "wal":
            terms = learning.every(connection)
            connection.execute(INDEXES)
        else:
            found: list[Spool | apsw.Error] = []
            beside = threading.Thread(target=self._read_terms, args=(found,), daemon=True)
            beside.start()
            connection.execute(INDEXES)
            beside.join()
            (terms,) = found
        if isinstance(terms, apsw.Error):
            raise terms
        connection.execute(WITHOUT_INDEXES_OF_TERMS)
        connection.execute("DELETE FROM vocabulary")
        self._fill_vocabulary(terms)
        connection.execute(INDEXES_OF_TERMS)
        connection.execute("UPDATE number SET value = ? WHERE name = 'counted'", (articles,))

    def _read_terms(self, found: list[Spool | apsw.Error]) -> None:
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        try:
            with closing(apsw.Connection(uri(self.location.path), flags=flags)) as connection:
                found.append(learning.every(connection))
        except apsw.Error as error:
            found.append(error)

    def _delete(self, articles: Iterable[int]) -> None:
        connection = self._connection
        for article in articles:
            row = self._one("SELECT broken FROM article WHERE id = ?", article)
            if row is None:
                continue
            connection.execute("DELETE FROM words WHERE rowid = ?", (article,))
            connection.execute("DELETE FROM article WHERE id = ?", (article,))
            connection.execute("DELETE FROM detail WHERE id = ?", (article,))
            for table in _LISTS:
                connection.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
            self._grown["articles"] -= 1
            self._grown["broken"] -= row[0]


def hold(location: Location) -> apsw.Connection | None:
    """A connection that keeps a catalog in memory alive; none for one in a file."""
    if location.kind is not Kind.MEMORY:
        return None
    with told(location.path):
        return _open(location)


def _open(location: Location) -> apsw.Connection:
    if location.kind is not Kind.MEMORY:
        _make_private(location.path)
        # An index of a million rows is sorted in files; there is room beside the catalog, if anywhere.
        os.environ.setdefault("SQLITE_TMPDIR", location.folder)
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(uri(location.path), flags=flags)
    try:
        connection.set_busy_timeout(round(PATIENCE * 1000))
        if location.kind is not Kind.MEMORY:
            # The log lives in memory that processes share, and machines don't.
            mode = "DELETE" if is_remote(location.folder) else "WAL"
            connection.execute(f"PRAGMA journal_mode = {mode}").fetchall()
        for pragma in (
            "synchronous = NORMAL",  # a crash of the machine costs the last batch, never the file
            "mmap_size = 0",  # a truncated file is an error then, not the end of the process
            "cache_size = -32000",  # KB; indexing is a sixth faster than with the usual 2 MB
            "threads = 1",  # beside, where an index is sorted
            "wal_autocheckpoint = 16000",  # pages; what the next batch rewrites is not copied
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(TABLES)
            # Bytes gathered before they become a segment, and segments that become one: together
            # they index a third faster than with the usual 1 MB and 4.
            for name, value in (("hashsize", 32 << 20), ("automerge", 8)):
                connection.execute("INSERT INTO words (words, rank) VALUES (?, ?)", (name, value))
            connection.execute("COMMIT")
        connection.execute("SELECT value FROM number WHERE name = 'arranged'").fetchone()
    except BaseException:
        connection.close(True)
        raise
    return connection


def _make_private(path: str) -> None:
    """Make the file for its owner alone: it holds what is in files that others may not read."""
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK, 0o600))
    except IsADirectoryError as error:
        raise CatalogDamaged(f"{one_line(path)} is a folder, not a catalog.") from error
    except OSError as error:
        raise CatalogUnwritable(
            f"The catalog {one_line(path)} can't be written: {error.strerror}."
        ) from error
