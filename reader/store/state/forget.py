"""What a state keeps of articles and libraries that are gone, and how that is let go."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial

import apsw

from reader.named import NamedTuple
from reader.store.state.schema import TABLES
from reader.store.state.state import State

_TOUCHED = """
SELECT path, max(at) FROM (
  SELECT path, max(place_at, read_at, starred_at, archived_at, opened_at, title_at, begun_at) AS at
    FROM reading WHERE library = ?1
  UNION ALL SELECT path, at FROM own_tag WHERE library = ?1
  UNION ALL SELECT path, at FROM letter WHERE library = ?1
  UNION ALL SELECT path, max(at, note_at, erased_at) FROM highlight WHERE library = ?1
  UNION ALL SELECT path, left_at FROM visit WHERE library = ?1
) {where} GROUP BY path ORDER BY path
"""
_OF_ARTICLES = ("reading", "reached", "own_tag", "letter", "highlight", "visit")
_TOMBSTONES = (
    ("moved", "at < ?"),
    ("own_tag", "NOT given AND at < ?"),
    ("letter", "block IS NULL AND at < ?"),
    ("highlight", "erased AND max(at, note_at, erased_at) < ?"),
)


class GoneArticle(NamedTuple):
    """An article that vanished, with what was done with it."""

    root: str  # of its library
    path: str
    title: str  # its last; empty where it was never opened
    touched_at: float  # seconds since the epoch, the latest moment that is known
    highlights: int


class GoneLibrary(NamedTuple):
    """A library that vanished."""

    root: str
    visited_at: float  # seconds since the epoch; 0 for never
    articles: int  # of which something is kept
    highlights: int


class Forgotten(NamedTuple):
    """What there is to be let go."""

    articles: tuple[GoneArticle, ...] = ()
    libraries: tuple[GoneLibrary, ...] = ()
    tombstones: int = 0  # records of what was taken away

    def __bool__(self) -> bool:
        return bool(self.articles or self.libraries or self.tombstones)


Exists = Callable[[str, str], bool]
"""Whether a library has a file, by root and path; for an empty path, whether its folder is there."""


def gone(state: State, before: float, exists: Exists) -> Forgotten:
    """What belongs to nothing that is there, and was last touched before a moment.

    A folder in which not one file is left that something is known of is taken for one that is not
    there now: a disk may not be mounted.
    """
    articles: list[GoneArticle] = []
    libraries: list[GoneLibrary] = []
    for number, raw, visited_at in state.read(_libraries):
        root = os.fsdecode(raw)
        touched = state.read(partial(_touched, library=number))
        vanished = [path for path in touched if not exists(root, os.fsdecode(path))]
        is_there = exists(root, "") and (not touched or len(vanished) < len(touched))
        latest = max([visited_at, *touched.values()])
        if not is_there:
            if latest < before:
                highlights = state.read(partial(_highlights, library=number))
                libraries.append(GoneLibrary(root, visited_at, len(touched), highlights))
            continue
        for path in vanished:
            if touched[path] < before:
                title, highlights = state.read(partial(_told, library=number, path=path))
                articles.append(
                    GoneArticle(root, os.fsdecode(path), title, touched[path], highlights)
                )
    tombstones = state.read(partial(_count_tombstones, before=before))
    return Forgotten(tuple(articles), tuple(libraries), tombstones)


def drop(state: State, forgotten: Forgotten, before: float) -> None:
    """Let it go, but for what somebody touched meanwhile; one transaction."""

    def drop_all(connection: apsw.Connection) -> None:
        for library in forgotten.libraries:
            number, visited_at = _library(connection, library.root)
            latest = max([visited_at, *_touched(connection, number).values()])
            if latest < before:
                for table in TABLES[1:]:
                    connection.execute(f"DELETE FROM {table} WHERE library = ?", (number,))
                connection.execute("DELETE FROM library WHERE id = ?", (number,))
        for article in forgotten.articles:
            number, _ = _library(connection, article.root)
            path = os.fsencode(article.path)
            if _touched(connection, number, path).get(path, before) < before:
                for table in _OF_ARTICLES:
                    connection.execute(
                        f"DELETE FROM {table} WHERE library = ? AND path = ?", (number, path)
                    )
        for table, condition in _TOMBSTONES:
            connection.execute(f"DELETE FROM {table} WHERE {condition}", (before,))

    state.write(drop_all, patience=10.0)


def _libraries(connection: apsw.Connection) -> list[tuple[int, bytes, float]]:
    select = "SELECT id, root, ifnull(last_visit, 0) FROM library ORDER BY root"
    return [(int(row[0]), row[1], float(row[2])) for row in _rows(connection, select)]


def _library(connection: apsw.Connection, root: str) -> tuple[int, float]:
    select = "SELECT id, ifnull(last_visit, 0) FROM library WHERE root = ?"
    for number, visited_at in _rows(connection, select, os.fsencode(root)):
        return number, visited_at
    return 0, 0.0


def _touched(
    connection: apsw.Connection, library: int, path: bytes | None = None
) -> dict[bytes, float]:
    """Each path that something is known of, or one, and when it was touched last."""
    if path is None:
        return dict(_rows(connection, _TOUCHED.format(where=""), library))
    return dict(_rows(connection, _TOUCHED.format(where="WHERE path = ?2"), library, path))


def _told(connection: apsw.Connection, library: int, path: bytes) -> tuple[str, int]:
    """The last title of a path, and how many highlights it has."""
    select = "SELECT title FROM reading WHERE library = ? AND path = ?"
    titles = list(_rows(connection, select, library, path))
    return titles[0][0] if titles else "", _highlights(connection, library, path)


def _highlights(connection: apsw.Connection, library: int, path: bytes | None = None) -> int:
    select = "SELECT count(*) FROM highlight WHERE library = ? AND exact <> '' AND NOT erased"
    values: tuple[int | bytes, ...] = (library,)
    if path is not None:
        select, values = f"{select} AND path = ?", (library, path)
    return int(next(_rows(connection, select, *values))[0])


def _count_tombstones(connection: apsw.Connection, before: float) -> int:
    return sum(
        int(next(_rows(connection, f"SELECT count(*) FROM {table} WHERE {condition}", before))[0])
        for table, condition in _TOMBSTONES
    )


def _rows(
    connection: apsw.Connection, select: str, *values: int | bytes | float
) -> Iterator[tuple]:  # type: ignore[type-arg]  # as the engine gives them
    yield from connection.execute(select, values).fetchall()
