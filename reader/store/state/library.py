"""What one person did in one library, and which of its articles are new to them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import apsw

from reader.article import Place, Reading
from reader.store.hashing import path_hash
from reader.store.state.facts import Fact, Marked, Opened, Reached, Starred

if TYPE_CHECKING:
    from reader.store.state.state import State

PATIENCE = 0.15  # seconds that a person's own fact waits for another session
_PATIENCE_OF_INDEXER = 10.0  # nobody looks at the indexer; the facts of a person go first


class LibraryState:
    """One library in one state. Paths are relative to the root, as in FileStamp.

    Everything is looked up by the library's root, since the file below may be put aside and made
    anew under the running program.
    """

    def __init__(self, state: State, root: str) -> None:
        self.state = state
        self.root = root  # real path
        self._root = os.fsencode(root)

    @property
    def id(self) -> int:
        """What schema.views takes; makes the library known."""
        found = self.state.read(lambda connection: _find(connection, self._root))
        if found:
            return found
        return self.state.write(
            lambda connection: _make(connection, self._root), _PATIENCE_OF_INDEXER
        )

    @property
    def first_indexing(self) -> bool:
        """Whether what is indexed now makes nothing new."""
        return not self._column("indexed_at")

    @property
    def previous_visit(self) -> float:
        """When the visit before this one began, in seconds since the epoch; 0 for none."""
        return self._column("previous_visit")

    def _column(self, name: str) -> float:
        select = f"SELECT ifnull({name}, 0) FROM library WHERE root = ?"
        row = self.state.read(
            lambda connection: connection.execute(select, (self._root,)).fetchone()
        )
        return float(row[0]) if row else 0.0

    def begin_visit(self, now: float | None = None) -> float:
        """Count a visit, which makes this the last library; when the one before was, or 0."""
        moment = time.time() if now is None else now

        def begin(connection: apsw.Connection) -> None:
            connection.execute(
                "UPDATE library SET first_visit = ifnull(first_visit, ?1),"
                " previous_visit = last_visit, last_visit = ?1 WHERE id = ?2",
                (moment, _make(connection, self._root)),
            )

        self.state.write(begin)
        return self.previous_visit

    def reading(self, path: str) -> Reading:
        """What was done with an article; for one never opened, a Reading of defaults."""
        select = (
            'SELECT block, "offset", quote, progress, read, starred, opened_at FROM reading'
            " WHERE library = (SELECT id FROM library WHERE root = ?) AND path = ?"
        )
        key = (self._root, os.fsencode(path))
        row = self.state.read(lambda connection: connection.execute(select, key).fetchone())
        if row is None:
            return Reading()
        block, offset, quote, progress, read, starred, opened_at = row
        place = Place(block, offset, quote)
        return Reading(place, progress, bool(read), bool(starred), opened_at)

    def write(self, facts: Iterable[Fact], patience: float = PATIENCE) -> None:
        """Write facts in one transaction; of two facts about one thing the later one holds.

        StateBusy or StateUnusable when nothing was written; the same facts can be written again.
        """
        waiting = sorted(facts, key=lambda fact: fact.at)

        def all_of_them(connection: apsw.Connection) -> None:
            library = _make(connection, self._root)
            for fact in waiting:
                _write(connection, library, fact)

        if waiting:
            self.state.write(all_of_them, patience)

    def remember(self, path: str, place: Place, progress: int) -> None:
        """Write where somebody is now."""
        self.write((Reached(path, place, progress, time.time()),))

    def set_read(self, path: str, read: bool) -> None:
        """Mark as read; or as unread, which forgets the progress."""
        self.write((Marked(path, read, time.time()),))

    def set_starred(self, path: str, starred: bool) -> None:
        """Give or take a star."""
        self.write((Starred(path, starred, time.time()),))

    def opened(self, path: str) -> None:
        """Write that an article was opened just now; it is not new any more."""
        self.write((Opened(path, time.time()),))

    def arrived(self, hashes: Iterable[int], *, first: bool, day: date | None = None) -> None:
        """Make paths known (schema.UNKNOWN gives their hashes); new unless it is the first time.

        One transaction: 0.15 s for 100,000. What is known already stays as it is.
        """
        arrival = (date.today() if day is None else day).toordinal()
        insert = "INSERT OR IGNORE INTO known (library, path_hash, day, new) VALUES (?, ?, ?, ?)"
        # Sorted, pages of the table are filled one after the other.
        ascending = sorted(hashes)

        def make_known(connection: apsw.Connection) -> None:
            library = _make(connection, self._root)
            rows = ((library, hash_, arrival, int(not first)) for hash_ in ascending)
            connection.executemany(insert, rows)

        if ascending:
            self.state.write(make_known, _PATIENCE_OF_INDEXER)

    def end_first_indexing(self) -> None:
        """From now on, what arrives is new."""
        update = "UPDATE library SET indexed_at = ? WHERE id = ? AND indexed_at IS NULL"
        moment = time.time()
        self.state.write(
            lambda connection: connection.execute(update, (moment, _make(connection, self._root))),
            _PATIENCE_OF_INDEXER,
        )


_OPENED = """
INSERT INTO reading (library, path, opened_at) VALUES (?1, ?2, ?3)
ON CONFLICT DO UPDATE SET opened_at = max(opened_at, excluded.opened_at)
"""
_NOT_NEW = "UPDATE known SET new = 0 WHERE library = ? AND path_hash = ? AND new = 1"
_REACHED = """
INSERT INTO reading (library, path, block, "offset", quote, progress, place_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT DO UPDATE SET
  progress = iif(excluded.place_at >= begun_at, max(progress, excluded.progress), progress),
  block = iif(excluded.place_at >= place_at, excluded.block, block),
  "offset" = iif(excluded.place_at >= place_at, excluded."offset", "offset"),
  quote = iif(excluded.place_at >= place_at, excluded.quote, quote),
  place_at = max(place_at, excluded.place_at)
"""
_MARKED = """
INSERT INTO reading (library, path, read, read_at, begun_at) VALUES (?1, ?2, ?3, ?4, iif(?3, 0, ?4))
ON CONFLICT DO UPDATE SET
  read = iif(excluded.read_at >= read_at, excluded.read, read),
  read_at = max(read_at, excluded.read_at),
  progress = iif(excluded.begun_at > begun_at, 0, progress),
  begun_at = max(begun_at, excluded.begun_at)
"""
_STARRED = """
INSERT INTO reading (library, path, starred, starred_at) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO UPDATE SET
  starred = iif(excluded.starred_at >= starred_at, excluded.starred, starred),
  starred_at = max(starred_at, excluded.starred_at)
"""


def _find(connection: apsw.Connection, root: bytes) -> int:
    """The row of a library, 0 where there is none."""
    row = connection.execute("SELECT id FROM library WHERE root = ?", (root,)).fetchone()
    return int(row[0]) if row else 0


def _make(connection: apsw.Connection, root: bytes) -> int:
    """The row of a library, within a transaction that writes."""
    found = _find(connection, root)
    if not found:
        connection.execute("INSERT INTO library (root) VALUES (?)", (root,))
        found = connection.last_insert_rowid()
    return found


def _write(connection: apsw.Connection, library: int, fact: Fact) -> None:
    key = (library, os.fsencode(fact.path))
    match fact:
        case Opened():
            connection.execute(_OPENED, (*key, fact.at))
            connection.execute(_NOT_NEW, (library, path_hash(fact.path)))
        case Reached():
            place = fact.place
            connection.execute(
                _REACHED,
                (*key, place.block, place.offset, place.quote, fact.progress, fact.at),
            )
        case Marked():
            connection.execute(_MARKED, (*key, fact.read, fact.at))
            if fact.read:
                connection.execute(_NOT_NEW, (library, path_hash(fact.path)))
        case Starred():
            connection.execute(_STARRED, (*key, fact.starred, fact.at))
