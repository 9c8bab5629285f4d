"""A database file looked at from outside: whole or not, and nothing beside it touched."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import apsw

from reader.characters import one_line
from reader.store.state.schema import uri

_FLAGS = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
_PATIENCE = 500  # milliseconds that a commit is waited for, where there is no log
_STEPS = 100_000  # of the engine, some milliseconds, after which Python heeds Ctrl+C too

PATIENCE = 2.0  # seconds
LARGE = 100_000_000  # bytes


class Look(NamedTuple):
    """What was found by looking."""

    fault: str = ""  # in the engine's words; empty where nothing is wrong
    whole: bool = False  # whether all of it was looked at


@contextmanager
def examined(path: str) -> Iterator[apsw.Connection]:
    """A connection that writes nothing, not even the files beside a log. Raises apsw.Error."""
    # With `mode=ro` alone SQLite makes a log and its index where there are none, and leaves them.
    alone = "" if _is_filled(path + "-wal") else "&immutable=1"
    connection = apsw.Connection(f"{uri(path)}?mode=ro{alone}", flags=_FLAGS)
    try:
        connection.set_busy_timeout(_PATIENCE)
        yield connection
    finally:
        connection.close(True)


def look(path: str, *, whole: bool) -> Look:
    """What is wrong in it. Raises apsw.Error where that can't be told, which is wrong enough.

    100 MB take a second. Unless the `whole` of it is wanted, PATIENCE goes for a large file, and
    the index of its words, at which nothing can be interrupted, is looked at up to LARGE.
    """
    with examined(path) as connection:
        end = None if whole else time.monotonic() + PATIENCE
        connection.set_progress_handler(lambda: end is not None and time.monotonic() > end, _STEPS)
        some = not whole and size(path) > LARGE
        try:
            for name in _tables(connection, virtual=not some):
                rows = connection.execute(f"PRAGMA quick_check({_quoted(name)})").fetchall()
                if rows != [("ok",)]:
                    return Look(one_line(str(rows[0][0] if rows else "no answer")))
        except apsw.InterruptError:
            some = True
    return Look(whole=not some)


def _tables(connection: apsw.Connection, *, virtual: bool) -> list[str]:
    kinds = ("table", "shadow", "virtual") if virtual else ("table", "shadow")
    rows = connection.execute("PRAGMA main.table_list").fetchall()
    return [str(row[1]) for row in rows if row[2] in kinds]


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


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
