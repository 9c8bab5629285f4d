"""A few numbers of a library and of what was done in it, for `reader status`: loads next to nothing."""

from __future__ import annotations

import os

import apsw

from reader.errors import CatalogMissing, CatalogUnusable
from reader.store.catalog.naming import cache_folder, file_name
from reader.store.state.schema import BEGUN, MIGRATIONS, attachable, uri

_FLAGS = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
_PATIENCE = 2000  # milliseconds that a read waits for a commit, where there is no log
_DONE = f"""
SELECT ifnull(sum(NOT read AND NOT archived AND progress >= {BEGUN}), 0),
  ifnull(sum(read OR archived OR progress >= {BEGUN}), 0)
FROM state.reading CROSS JOIN article USING (path) WHERE library = ?
"""
_NEW = """
SELECT count(*) FROM state.known CROSS JOIN article USING (path_hash)
WHERE library = ?1 AND new = 1 AND NOT EXISTS (
  SELECT 1 FROM state.reading
  WHERE library = ?1 AND reading.path = article.path AND (read OR archived))
"""


def counts(root: str, state: str) -> tuple[int, int, int, int]:
    """New, begun and unread articles, and all, as of the last refresh; `root` is a real path.

    What is put away counts only in the last. CatalogMissing before the first refresh.
    """
    path = os.path.join(cache_folder(), file_name(root))
    if not os.path.exists(path):
        raise CatalogMissing("This folder was not read yet; reader index reads it.")
    try:
        connection = apsw.Connection(uri(path), flags=_FLAGS)
        connection.set_busy_timeout(_PATIENCE)
        [(articles,)] = connection.execute("SELECT value FROM number WHERE name = 'articles'")
    except (apsw.Error, ValueError) as error:
        raise CatalogUnusable("The catalog can't be read; reader index makes it anew.") from error
    new, begun, done = _done(connection, root, state)
    return new, begun, int(str(articles)) - done, int(str(articles))


def _done(connection: apsw.Connection, root: str, state: str) -> tuple[int, int, int]:
    """What is new, begun, and not unread; noughts without a state that can be read."""
    if not os.path.exists(state):
        return 0, 0, 0
    # A log needs a folder that can be written; without one only the file itself is read.
    for place in (attachable(state), attachable(state) + "&immutable=1"):
        try:
            connection.execute("ATTACH ? AS state", (place,))
            if connection.pragma("user_version", schema="state") != len(MIGRATIONS):
                return 0, 0, 0
            library = connection.execute(
                "SELECT id FROM state.library WHERE root = ?", (os.fsencode(root),)
            ).fetchone()
            if library is None:
                return 0, 0, 0
            [(begun, done)] = connection.execute(_DONE, library)
            [(new,)] = connection.execute(_NEW, library)
            return int(str(new)), int(str(begun)), int(str(done))
        except apsw.Error:
            if "state" in connection.db_names():
                connection.execute("DETACH state")
    return 0, 0, 0


def last_library(state: str) -> str | None:
    """The library that was visited last; None where there is none, or no state to tell it."""
    if not os.path.exists(state):
        return None
    from reader.store.examined import answered  # only in the home folder

    select = "SELECT root FROM library WHERE last_visit > 0 ORDER BY last_visit DESC LIMIT 1"
    try:
        row = answered(state, lambda connection: connection.execute(select).fetchone())
    except apsw.Error:
        return None
    return os.fsdecode(row[0]) if row else None
