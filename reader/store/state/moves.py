"""What was done with an article goes along when its file is renamed or moved.

The catalog knows an article by the hash of its body; the state keeps the hash of each that was
opened, so that a path that vanished is found again under another name.
"""

from __future__ import annotations

import os
from typing import NamedTuple

import apsw

from reader.store.hashing import path_hash
from reader.store.state.library import LibraryState, library_row
from reader.store.state.records import rename
from reader.store.state.writes import NOT_NEW

MOVED = """
WITH gone AS MATERIALIZED (
  SELECT path, body FROM state.reading
  WHERE library = ?1 AND body <> 0
    AND NOT EXISTS (SELECT 1 FROM article WHERE article.path = reading.path))
SELECT gone.path, min(article.path)
FROM gone CROSS JOIN article ON article.body_hash = gone.body
WHERE NOT EXISTS (SELECT 1 FROM arrival WHERE arrival.path_hash = article.path_hash)
  AND NOT EXISTS (
    SELECT 1 FROM state.reading AS other
    WHERE other.library = ?1 AND other.path = article.path AND other.opened_at > 0)
GROUP BY gone.path
"""
"""Run on the catalog: paths that vanished, each with the one that has its text now.

Run before the state is told what arrived: a copy that was there all along, or that somebody has
opened by itself, takes nothing. While nothing has vanished it costs a look-up for each article ever
opened, else a pass over the catalog.
"""

BODIES = """
SELECT reading.path, article.body_hash
FROM state.reading CROSS JOIN article USING (path)
WHERE reading.library = ?1 AND reading.body <> article.body_hash
"""
"""Run on the catalog: the articles that were opened and whose text is another since."""


class Moves(NamedTuple):
    """What a refresh tells the state."""

    paths: tuple[tuple[bytes, bytes], ...] = ()  # from, to
    bodies: tuple[tuple[bytes, int], ...] = ()  # path, hash


def carry(library: LibraryState, moves: Moves) -> None:
    """Let the state follow its articles, in one transaction."""
    root = os.fsencode(library.root)

    def follow(connection: apsw.Connection) -> None:
        row = library_row(connection, root)
        for old, new in moves.paths:
            rename(connection, row, old, new, library.state.session)
            connection.execute(NOT_NEW, (row, path_hash(os.fsdecode(new))))
        connection.executemany(
            "UPDATE reading SET body = ? WHERE library = ? AND path = ?",
            ((body, row, path) for path, body in moves.bodies),
        )

    if moves.paths or moves.bodies:
        library.state.write(follow, patience=10.0)
