"""A person's state beside the catalog, on one connection: views that are always there."""

from __future__ import annotations

import os

import apsw

from reader.store.state import schema

_NOTHING = (
    (
        "CREATE TEMP VIEW reading AS SELECT NULL AS path, 0 AS progress, 0 AS read, 0 AS starred,"
        " 0 AS archived, 0 AS opened_at, 'unread' AS status WHERE 0"
    ),
    "CREATE TEMP VIEW arrival AS SELECT NULL AS path_hash, 0 AS day, 0 AS new WHERE 0",
    "CREATE TEMP VIEW own_tag AS SELECT NULL AS path, '' AS tag WHERE 0",
    "CREATE TEMP VIEW highlight AS SELECT NULL AS path, '' AS id, '' AS note WHERE 0",
)
_VIEWS = ("reading", "arrival", "own_tag", "highlight")


def without_state(connection: apsw.Connection) -> None:
    """Make the views of `store.state.schema`, empty."""
    _define(connection, _NOTHING)


def with_state(connection: apsw.Connection, state: str, root: str) -> bool:
    """Let the views show what was done in the library of a root; False where there is no state.

    A state that can't be read counts as none: whoever opens it to write tells what is wrong.
    """
    if not state or not (state.startswith("file:") or os.path.exists(state)):
        return False
    try:
        if not _attached(connection):
            connection.execute("ATTACH ? AS state", (schema.attachable(state),))
        row = connection.execute(
            "SELECT id FROM state.library WHERE root = ?", (os.fsencode(root),)
        ).fetchone()
        if row is None:
            return False
        _define(connection, schema.views(int(str(row[0]))))
        connection.execute(f"SELECT count(*) FROM {', '.join(_VIEWS)} LIMIT 0").fetchall()
    except (apsw.InterruptError, apsw.BusyError):
        raise
    except apsw.Error:
        without_state(connection)
        if _attached(connection):
            connection.execute("DETACH state")
        return False
    return True


def is_sound(connection: apsw.Connection) -> bool:
    """Whether the attached state is a whole database; it is small, so all of it is read."""
    try:
        return connection.execute("PRAGMA state.quick_check(1)").fetchall() == [("ok",)]
    except apsw.Error:
        return False


def _attached(connection: apsw.Connection) -> bool:
    return "state" in connection.db_names()


def _define(connection: apsw.Connection, statements: tuple[str, ...]) -> None:
    for name in _VIEWS:
        connection.execute(f"DROP VIEW IF EXISTS temp.{name}")
    for statement in statements:
        connection.execute(statement)
