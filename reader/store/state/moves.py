"""What was done with an article goes along when its file is renamed or moved.

The catalog knows an article by the hash of its body; the state keeps the hash of each that was
opened, so that a path that vanished is found again under another name.
"""

from __future__ import annotations

import os
from typing import NamedTuple

import apsw

from reader.store.state.library import LibraryState, library_row
from reader.store.state.records import rename

MOVED = """
SELECT reading.path, min(article.path)
FROM state.reading JOIN article ON article.body_hash = reading.body
WHERE reading.library = ?1 AND reading.body <> 0
  AND NOT EXISTS (SELECT 1 FROM article AS there WHERE there.path = reading.path)
  AND NOT EXISTS (
    SELECT 1 FROM state.reading AS other
    WHERE other.library = ?1 AND other.path = article.path AND other.opened_at > 0)
GROUP BY reading.path
"""
"""Run on the catalog: paths that vanished, each with the one that has its text now.

A copy that somebody has opened by itself takes nothing: what was done with it is its own.
"""

BODIES = """
SELECT reading.path, article.body_hash
FROM state.reading JOIN article USING (path)
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
        connection.executemany(
            "UPDATE reading SET body = ? WHERE library = ? AND path = ?",
            ((body, row, path) for path, body in moves.bodies),
        )

    if moves.paths or moves.bodies:
        library.state.write(follow, patience=10.0)
