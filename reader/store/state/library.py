"""What one person did in one library, and which of its articles are new to them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import apsw

from reader.article import Highlight, Place, Quote, Reading, Visit
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
            lambda connection: library_row(connection, self._root), _PATIENCE_OF_INDEXER
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
                (moment, library_row(connection, self._root)),
            )

        self.state.write(begin)
        return self.previous_visit

    def reading(self, path: str) -> Reading:
        """What was done with an article; for one never opened, a Reading of defaults."""
        key = (self._root, os.fsencode(path))
        rows: list[Any] = self.state.read(
            lambda connection: connection.execute(_READING, key).fetchall()
        )
        block, offset, quote, before, progress, read, starred, opened_at, archived, _ = rows[0]
        tags = tuple(row[-1] for row in rows if row[-1] is not None)
        if block is None:  # nothing but tags, which need no opening
            return Reading(tags=tags)
        place = Place(block, offset, quote, before)
        return Reading(place, progress, bool(read), bool(starred), opened_at, bool(archived), tags)

    def tags(self) -> list[tuple[str, int]]:
        """One's own tags in this library, each with the number of articles that have it."""
        rows = self._rows(
            "SELECT tag, count(*) FROM own_tag WHERE library = {library} AND given GROUP BY tag"
        )
        return [(str(tag), int(count)) for tag, count in rows]

    def letters(self, path: str) -> dict[str, Place]:
        """The marks of an article."""
        select = (
            'SELECT letter, block, "offset", quote, before FROM letter'
            " WHERE library = {library} AND path = ? AND block IS NOT NULL ORDER BY letter"
        )
        rows = self._rows(select, os.fsencode(path))
        return {row[0]: Place(*row[1:]) for row in rows}

    def highlights(self, path: str | None = None) -> list[Highlight]:
        """The highlights of an article in the order of the text, or of all articles by path."""
        where = "" if path is None else " AND path = ?"
        values = () if path is None else (os.fsencode(path),)
        select = (
            'SELECT id, path, exact, prefix, suffix, block, "offset", made_at, note FROM highlight'
            f" WHERE library = {{library}}{where} AND exact <> '' AND NOT erased"
            ' ORDER BY path, block, "offset", made_at, id'
        )
        return [
            Highlight(row[0], os.fsdecode(row[1]), Quote(*row[2:7]), row[7], row[8])
            for row in self._rows(select, *values)
        ]

    def visits(self, limit: int = -1) -> list[Visit]:
        """The history, the latest first."""
        select = (
            "SELECT visit.path, ifnull(title, ''), visit.opened_at, left_at, visit.progress"
            " FROM visit LEFT JOIN reading USING (library, path)"
            " WHERE visit.library = {library} ORDER BY visit.opened_at DESC LIMIT ?"
        )
        return [Visit(os.fsdecode(row[0]), *row[1:]) for row in self._rows(select, limit)]

    def titles(self) -> dict[str, str]:
        """The titles of all articles that were ever opened, as they were then."""
        rows = self._rows("SELECT path, title FROM reading WHERE library = {library}")
        return {os.fsdecode(path): title for path, title in rows}

    def _rows(self, select: str, *values: str | bytes | int) -> list[tuple[Any, ...]]:
        """What a statement over this library gives."""
        whole = select.replace("{library}", "(SELECT id FROM library WHERE root = ?)")
        return self.state.read(
            lambda connection: connection.execute(whole, (self._root, *values)).fetchall()
        )

    def write(self, facts: Iterable[Fact], patience: float = PATIENCE) -> None:
        """Write facts in one transaction; of two facts about one thing the later one holds.

        StateBusy or StateUnusable when nothing was written; the same facts can be written again.
        """
        from reader.store.state.writes import write  # after the first paint: 2 ms

        waiting = sorted(facts, key=lambda fact: fact.at)

        def all_of_them(connection: apsw.Connection) -> None:
            library = library_row(connection, self._root)
            write(connection, library, waiting, self.state.session)

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

    def arrived(
        self,
        hashes: Iterable[int],
        *,
        first: bool,
        day: date | None = None,
        renamed: Mapping[int, tuple[int, int]] | None = None,
    ) -> None:
        """Make paths known (schema.UNKNOWN gives their hashes); new unless it is the first time.

        Those that are `renamed` only came by another name: each has the day on which it came, and
        whether it is new, from before. One transaction: 0.15 s for 100,000. What is known already
        stays as it is.
        """
        arrival = (date.today() if day is None else day).toordinal()
        insert = "INSERT OR IGNORE INTO known (library, path_hash, day, new) VALUES (?, ?, ?, ?)"
        # Sorted, pages of the table are filled one after the other.
        ascending = sorted(hashes)

        def make_known(connection: apsw.Connection) -> None:
            library = library_row(connection, self._root)
            otherwise = (arrival, int(not first))
            before = renamed or {}
            rows = ((library, hash_, *before.get(hash_, otherwise)) for hash_ in ascending)
            connection.executemany(insert, rows)

        if ascending:
            self.state.write(make_known, _PATIENCE_OF_INDEXER)

    def end_first_indexing(self) -> None:
        """From now on, what arrives is new."""
        update = "UPDATE library SET indexed_at = ? WHERE id = ? AND indexed_at IS NULL"
        moment = time.time()
        self.state.write(
            lambda connection: connection.execute(
                update, (moment, library_row(connection, self._root))
            ),
            _PATIENCE_OF_INDEXER,
        )


_READING = """
WITH asked (library, path) AS (VALUES ((SELECT id FROM library WHERE root = ?), ?))
SELECT block, "offset", quote, before, progress, read, starred, opened_at, archived, tag
FROM asked LEFT JOIN reading USING (library, path) LEFT JOIN own_tag
  ON own_tag.library = asked.library AND own_tag.path = asked.path AND given
ORDER BY tag
"""


def _find(connection: apsw.Connection, root: bytes) -> int:
    """The row of a library, 0 where there is none."""
    row = connection.execute("SELECT id FROM library WHERE root = ?", (root,)).fetchone()
    return int(row[0]) if row else 0


def library_row(connection: apsw.Connection, root: bytes) -> int:
    """The row of a library, made where there is none; within a transaction that writes."""
    found = _find(connection, root)
    if not found:
        connection.execute("INSERT INTO library (root) VALUES (?)", (root,))
        found = connection.last_insert_rowid()
    return found
