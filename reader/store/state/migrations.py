"""From whatever version a state file has to the one this program writes, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from reader.errors import StateUnusable
from reader.store.state.schema import APPLICATION_ID, MIGRATIONS


class NotOurs(StateUnusable):
    """The file is sound, but must not be written to: a newer version's, or another program's."""


def version(connection: apsw.Connection) -> int:
    """How many migrations a file has gone through; 0 for an empty one."""
    return int(connection.pragma("user_version"))


def migrate(connection: apsw.Connection, migrations: Sequence[str] = MIGRATIONS) -> int:
    """Apply what is missing, all of it or nothing; the version that the file had.

    NotOurs when the file was written by a newer version or is no state at all.
    """
    found = accepted(connection, len(migrations))
    if found == len(migrations):
        return found
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another session may have migrated between the look and the lock.
        found = accepted(connection, len(migrations))
        for script in migrations[found:]:
            connection.execute(script)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return found


def accepted(connection: apsw.Connection, newest: int = len(MIGRATIONS)) -> int:
    """The version of a file that may be written to, now or once it is migrated; else NotOurs."""
    alone = not connection.in_transaction
    if alone:  # another session may make the file what it is between two looks
        connection.execute("BEGIN")
    try:
        found = version(connection)
        owner = int(connection.pragma("application_id"))
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        if alone and connection.in_transaction:
            connection.execute("COMMIT")
    if owner != APPLICATION_ID and (found or owner or (tables and tables[0])):
        raise NotOurs("it belongs to another program")
    if found > newest:
        raise NotOurs(f"a newer version of reader wrote it (format {found}, this one has {newest})")
    return found
