"""The state of one person: one file, or memory where no file can be written."""

from __future__ import annotations

import contextlib
import itertools
import os
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

import apsw

from reader.characters import one_line
from reader.errors import StateBusy, StateUnusable
from reader.store.filesystem import identity, is_remote
from reader.store.state import file, migrations
from reader.store.state.library import PATIENCE, LibraryState
from reader.store.state.path import state_path
from reader.store.state.schema import MIGRATIONS, TABLES, attachable, uri

_OPENING_PATIENCE = 2.0  # two sessions that meet an old file: one migrates, the other waits

_Value = TypeVar("_Value")
_numbers = itertools.count(1)
_READ_WRITE = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
_DAMAGED = (apsw.NotADBError, apsw.CorruptError)


class State:
    """An open state; for any thread, one at a time. Whoever reads the catalog attaches `place`.

    `notices` are sentences for the person; one may come later, when damage shows under way.
    Raises StateUnusable when the file can't be used; `open_state` goes on in memory then.
    """

    def __init__(self, path: str | None = None, *, notices: tuple[str, ...] = ()) -> None:
        self.place = path if path is not None else state_path()
        self.notices = notices
        # Decides between two facts of one moment; 0 is what older versions wrote.
        self.session = int.from_bytes(os.urandom(7), "big") + 1
        self._lock = threading.Lock()
        # Who reads must not wait for a batch that is being written: both may go on at once.
        self._reading = threading.Lock()
        self._reader: tuple[tuple[int, int] | None, apsw.Connection] | None = None
        self._inode: tuple[int, int] | None = None
        self._connection = self._open()

    @property
    def kept(self) -> bool:
        """Whether what is written outlives the process."""
        return not self.place.startswith("file:")

    def library(self, root: str) -> LibraryState:
        """What is known of the library at a real path."""
        return LibraryState(self, root)

    def last_library(self) -> str | None:
        """The library that was visited last."""
        select = "SELECT root FROM library WHERE last_visit > 0 ORDER BY last_visit DESC LIMIT 1"
        row = self.read(lambda connection: connection.execute(select).fetchone())
        return os.fsdecode(row[0]) if row else None

    def read(self, question: Callable[[apsw.Connection], _Value]) -> _Value:
        """Ask the database something, all of it within the call; a write is not waited for."""
        with self._reading, _sentences(self.place):
            if (connection := self._reading_connection()) is not None:
                with contextlib.suppress(*_DAMAGED):
                    return question(connection)
        with self._lock:
            return self._guarded(question)

    def write(
        self, change: Callable[[apsw.Connection], _Value], patience: float = PATIENCE
    ) -> _Value:
        """Change the database in one transaction.

        StateBusy when others were writing for `patience` seconds; nothing is changed then, nor
        when the disk is full or anything else makes it StateUnusable.
        """
        if not self._lock.acquire(timeout=patience):
            raise StateBusy("Another thread is writing what was read; it is tried again.")
        try:
            # A file that was deleted, or put aside by another session, would be written in vain.
            if self.kept and identity(self.place) != self._inode:
                self._reopen()
            return self._guarded(lambda connection: _transaction(connection, change, patience))
        finally:
            self._lock.release()

    def close(self) -> None:
        """Let go of the file; the last session to do so folds the log into it."""
        with self._lock, self._reading:
            if self._reader is not None:
                self._reader[1].close(True)
                self._reader = None
            self._connection.close()

    def _reading_connection(self) -> apsw.Connection | None:
        """The one that only reads, of the file that is written to now; None where that is in
        memory, where one connection would shut out the other, or not there any more.
        """
        if self._reader is not None and self._reader[0] != self._inode:
            self._reader[1].close(True)
            self._reader = None
        if self._reader is None and self.kept and identity(self.place) == self._inode:
            connection = apsw.Connection(uri(self.place), flags=_READ_WRITE)
            connection.set_busy_timeout(round(_OPENING_PATIENCE * 1000))
            connection.execute("PRAGMA query_only = 1")
            self._reader = (self._inode, connection)
        return None if self._reader is None else self._reader[1]

    def _guarded(self, work: Callable[[apsw.Connection], _Value]) -> _Value:
        with _sentences(self.place):
            try:
                return work(self._connection)
            except _DAMAGED:
                # Met only now, since reading the whole file at each start would cost 20 ms.
                self._reopen(damaged=True)
                return work(self._connection)

    def _open(self) -> apsw.Connection:
        with _sentences(self.place):
            if not self.kept:
                return _open_memory(self.place)
            file.prepare(self.place)
            self._inode = identity(self.place)
            if not file.is_damaged(self.place):
                with contextlib.suppress(*_DAMAGED):
                    return _open_file(self.place)
            return self._put_aside()

    def _reopen(self, *, damaged: bool = False) -> None:
        self._connection.close(True)
        if damaged and self.kept:
            self._connection = self._put_aside()
        else:
            self._connection = self._open()

    def _put_aside(self) -> apsw.Connection:
        with _sentences(self.place):
            aside = file.put_aside(self.place, self._inode)
            if aside:
                from reader.store.state import copies  # damage is rare

                day = copies.restore(self.place)
                told = (
                    f"What you had read was damaged; it is as it was on {day}."
                    if day
                    else "What you had read can't be read back: the file was damaged."
                )
                self.notices += (f"{told} The damaged file is kept as {one_line(aside)}.",)
            file.prepare(self.place)
            self._inode = identity(self.place)
            return _open_file(self.place)


def open_state(path: str | None = None) -> State:
    """The state at a path, or one in memory with a notice when that can't be used."""
    wanted = path if path is not None else state_path()
    try:
        return State(wanted)
    except StateUnusable as error:
        notice = f"What you do now is not remembered. {error}"
        uri_of_memory = f"file:/reader-state-{os.getpid()}-{next(_numbers)}?vfs=memdb"
        memory = State(uri_of_memory, notices=(notice,))
        _copy_readable(wanted, memory)
        return memory


def _copy_readable(path: str, memory: State) -> None:
    """Bring along what a file knows that can be read but not written."""
    readable = attachable(path)
    # A log needs a folder that can be written; without one only the file itself is read.
    for source in (readable, readable + "&immutable=1"):
        # Where there is nothing to be read, the notice has said so.
        with contextlib.suppress(StateUnusable):
            memory.read(partial(_copy, source))
            return


def _copy(source: str, target: apsw.Connection) -> None:
    target.execute("ATTACH ? AS source", (source,))
    try:
        if target.pragma("user_version", schema="source") == len(MIGRATIONS):
            for table in TABLES:
                target.execute(f"INSERT INTO {table} SELECT * FROM source.{table}")
    finally:
        target.execute("DETACH source")


def _open_memory(place: str) -> apsw.Connection:
    connection = apsw.Connection(place, flags=_READ_WRITE | apsw.SQLITE_OPEN_CREATE)
    migrations.migrate(connection)
    return connection


def _open_file(path: str) -> apsw.Connection:
    connection = apsw.Connection(uri(path), flags=_READ_WRITE)
    connection.set_busy_timeout(round(_OPENING_PATIENCE * 1000))
    try:
        if connection.readonly("main"):
            raise apsw.ReadOnlyError("attempt to write a readonly database")
        # Before the journal's mode, which would be a write to another program's file.
        migrations.accepted(connection)
        mode = "DELETE" if is_remote(path) else "WAL"
        _insist(connection, f"PRAGMA journal_mode = {mode}", _OPENING_PATIENCE)
        connection.execute("PRAGMA synchronous = NORMAL")
        migrations.migrate(connection)
    except BaseException:
        connection.close(True)
        raise
    return connection


def _insist(connection: apsw.Connection, statement: str, patience: float) -> None:
    """Run a statement that others may be in the way of; BusyError after so many seconds.

    SQLite gives up at once in memory, where waiting could deadlock, and where two sessions begin
    with a new file in the same moment.
    """
    started = time.monotonic()
    while True:
        try:
            connection.execute(statement)
            return
        except apsw.BusyError:
            if time.monotonic() - started >= patience:
                raise
            time.sleep(0.005)


def _transaction(
    connection: apsw.Connection, change: Callable[[apsw.Connection], _Value], patience: float
) -> _Value:
    connection.set_busy_timeout(round(patience * 1000))
    _insist(connection, "BEGIN IMMEDIATE", patience)
    try:
        result = change(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


@contextlib.contextmanager
def _sentences(place: str) -> Iterator[None]:
    """Errors of the engine and the system as sentences about the file."""
    name = one_line(place)
    try:
        yield
    except migrations.NotOurs as error:
        raise StateUnusable(f"{name} is left as it is: {error}.") from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise StateBusy("Another session is writing what was read; it is tried again.") from error
    except apsw.FullError as error:
        raise StateUnusable(f"The disk is full: {name} can't be written.") from error
    except (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError) as error:
        raise StateUnusable(f"{name} can't be written.") from error
    except apsw.Error as error:
        raise StateUnusable(f"{name} can't be used: {one_line(str(error))}.") from error
    except OSError as error:
        raise StateUnusable(f"{name}: {error.strerror}.") from error
