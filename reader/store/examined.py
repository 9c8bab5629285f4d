"""A database file looked at from outside: whole or not, and nothing beside it touched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from reader.characters import one_line
from reader.store.state.schema import uri

_FLAGS = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
_PATIENCE = 500  # milliseconds that a commit is waited for, where there is no log
_STEPS = 100_000  # of the engine, some milliseconds, after which Python may heed Ctrl+C


@contextmanager
def examined(path: str) -> Iterator[apsw.Connection]:
    """A connection that writes nothing, not even the files beside a log. Raises apsw.Error."""
    # With `mode=ro` alone SQLite makes a log and its index where there are none, and leaves them.
    alone = "" if _is_filled(path + "-wal") else "&immutable=1"
    connection = apsw.Connection(f"{uri(path)}?mode=ro{alone}", flags=_FLAGS)
    try:
        connection.set_busy_timeout(_PATIENCE)
        connection.set_progress_handler(lambda: False, _STEPS)
        yield connection
    finally:
        connection.close(True)


def fault(connection: apsw.Connection) -> str:
    """What is wrong in it, in the engine's words; empty where it is whole. Reads all of the file.

    100 MB take some 0.1 s where they are in memory.
    """
    rows = connection.execute("PRAGMA quick_check(1)").fetchall()
    return "" if rows == [("ok",)] else one_line(str(rows[0][0] if rows else "no answer"))


def size(path: str) -> int:
    """Bytes of the file and of its log; 0 where it is not there."""
    total = 0
    for sidecar in ("", "-wal"):
        try:
            total += os.stat(path + sidecar).st_size
        except OSError:
            continue
    return total


def _is_filled(path: str) -> bool:
    try:
        return os.stat(path).st_size > 0
    except OSError:
        return False
