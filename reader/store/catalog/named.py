"""Articles by what people call them: each way is one lookup in an index."""

from __future__ import annotations

import os
from typing import Any

import apsw

from reader.library.names import file_key
from reader.store.catalog.schema import KEY_LENGTH
from reader.store.catalog.titles import letter, title_keys

MOST = 64
"""Articles of one name that are told apart; a library with more of them has no name there."""

_BY_TITLE = "SELECT path FROM article WHERE (letter, title_key) IN (VALUES {}) LIMIT ?"
_BY_SLUG = (
    "SELECT path FROM detail JOIN article USING (id)"
    " WHERE slug = ? COLLATE NOCASE AND slug <> '' LIMIT ?"
)
_BY_FILE = "SELECT path FROM detail JOIN article USING (id) WHERE name_key = ? LIMIT ?"


def paths(connection: apsw.Connection, name: str) -> list[str]:
    """The articles of a title; where there are none, of a slug; else of a file name."""
    titles = [part for title in title_keys(name) for part in (letter(title), title)]
    file = file_key(name.rpartition("/")[2])[:KEY_LENGTH]
    for statement, values in (
        (_BY_TITLE.format(", ".join(["(?, ?)"] * (len(titles) // 2))), titles),
        (_BY_SLUG, (name,)),
        (_BY_FILE, (file,)),
    ):
        if not values[-1]:
            continue
        rows: Any = connection.execute(statement, (*values, MOST)).fetchall()
        if rows:
            return [os.fsdecode(path) for (path,) in rows]
    return []
