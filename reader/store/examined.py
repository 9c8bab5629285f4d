"""A database file looked at from outside: whole or not, and nothing beside it touched."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TypeVar

import apsw

from reader.store.state.schema import uri

_FLAGS = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
_PATIENCE = 500  # milliseconds that a commit is waited for, where there is no log
_STEPS = 100_000  # of the engine, some milliseconds, after which Python heeds Ctrl+C too
_VERSIONS = slice(18, 20)  # in the header: of the file format, for who writes and who reads it
_LOGGED = b"\2\2"  # what they are with a log; 1 and 1 with a journal for taking changes back

PATIENCE = 2.0  # seconds
LARGE = 100_000_000  # bytes

_Answer = TypeVar("_Answer")


def answered(path: str, question: Callable[[apsw.Connection], _Answer]) -> _Answer:
    """What a connection tells that writes nothing, not even the files beside a log.

    Raises apsw.Error. The question may be put twice.
    """
    # With `mode=ro` alone SQLite makes a log and its index where there are none, and leaves them.
    # Immutable, it takes no locks and looks for no journal, so that is for a log with nothing in it.
    if not _has_empty_log(path):
        return _answered(f"{uri(path)}?mode=ro", question)
    before = _stamps(path)
    try:
        return _answered(f"{uri(path)}?mode=ro&immutable=1", question)
    except apsw.Error:
        if _stamps(path) == before:
            raise
        # A session wrote meanwhile, whose log is there or was: half of a change is no fault.
        return _answered(f"{uri(path)}?mode=ro", question)


def _answered(place: str, question: Callable[[apsw.Connection], _Answer]) -> _Answer:
    connection = apsw.Connection(place, flags=_FLAGS)
    try:
        connection.set_busy_timeout(_PATIENCE)
        return question(connection)
    finally:
        connection.close(True)


def untold(error: apsw.Error) -> str:
    """Why an error says nothing about the file; empty where it does."""
    if isinstance(error, apsw.BusyError | apsw.LockedError):
        return "a session is writing to it, so how it is can't be told just now"
    if getattr(error, "extendedresult", 0) == apsw.SQLITE_READONLY_ROLLBACK:
        return "a change was cut off half-way; the next start takes it back"
    return ""


def look(path: str, *, whole: bool) -> bool:
    """Whether all of it was looked at. Raises apsw.Error, which says what is wrong.

    100 MB take a second. Unless the `whole` of it is wanted, PATIENCE goes for a large file, and
    the index of its words, at which nothing can be interrupted, is looked at up to LARGE.
    """
    some = not whole and size(path) > LARGE

    def check(connection: apsw.Connection) -> bool:
        end = None if whole else time.monotonic() + PATIENCE
        connection.set_progress_handler(lambda: end is not None and time.monotonic() > end, _STEPS)
        try:
            for name in _tables(connection, virtual=not some):
                rows = connection.execute(f"PRAGMA quick_check({_quoted(name)})").fetchall()
                if rows != [("ok",)]:
                    raise apsw.CorruptError(str(rows[0][0] if rows else "no answer"))
        except apsw.InterruptError:
            return False
        return not some

    return answered(path, check)


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


def _has_empty_log(path: str) -> bool:
    """Whether it is kept with a log, and all that was ever logged is folded in."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        logged = os.pread(descriptor, _VERSIONS.stop, 0)[_VERSIONS] == _LOGGED
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return logged and not any(_is_filled(path + beside) for beside in ("-wal", "-journal"))


def _is_filled(path: str) -> bool:
    try:
        return os.stat(path).st_size > 0
    except OSError:
        return False


def _stamps(path: str) -> list[tuple[int, int, int] | None]:
    """What changes with every change of the file or of its log."""
    stamps: list[tuple[int, int, int] | None] = []
    for sidecar in ("", "-wal"):
        try:
            found = os.stat(path + sidecar)
        except OSError:
            stamps.append(None)
        else:
            stamps.append((found.st_ino, found.st_size, found.st_mtime_ns))
    return stamps
