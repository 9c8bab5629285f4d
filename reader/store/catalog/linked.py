"""Which articles lead to one, and what articles are called."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import apsw

from reader.characters import clean

Named = tuple[str, str]
"""Path and title of an article."""

_FROM = (
    "FROM article WHERE id IN (SELECT article FROM link WHERE target IN (SELECT value FROM carray(?)))"
    " AND path <> ?"
)


def linking(
    connection: apsw.Connection, path: str, targets: Iterable[str], most: int
) -> tuple[list[Named], int]:
    """Up to so many articles with a link to one of the targets, by date, and how many there are.

    The article at `path` itself is left out.
    """
    # As `entry.targets` keeps them; a path may have bytes that no text of the engine can hold.
    wanted = apsw.carray(tuple(map(clean, targets)))
    own = os.fsencode(path)
    rows: Any = connection.execute(
        f"SELECT path, title {_FROM} ORDER BY date_key, created_key, title_key, id LIMIT ?",
        (wanted, own, most),
    ).fetchall()
    count: Any = connection.execute(f"SELECT count(*) {_FROM}", (wanted, own)).fetchone()
    return [(os.fsdecode(of), title) for of, title in rows], count[0]


def titles(connection: apsw.Connection, paths: Iterable[str]) -> dict[str, str]:
    """The titles of those of the paths that are articles of the catalog."""
    wanted = apsw.carray(tuple(map(os.fsencode, paths)))
    rows: Any = connection.execute(
        "SELECT path, title FROM article WHERE path IN (SELECT value FROM carray(?))", (wanted,)
    )
    return {os.fsdecode(path): title for path, title in rows}
