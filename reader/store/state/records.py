"""The state as records that travel: from one machine to another, and back.

A record is a dictionary of JSON's types, one for each article, tag, letter, highlight and line of
the history. To merge is to keep, field by field, the later of two, ties by session: it may be done
twice, and in any order.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Any, NamedTuple

import apsw

from reader.characters import clean
from reader.errors import ReaderError
from reader.store.state.library import library_row
from reader.store.state.state import State

VERSION = 1
"""Of the form of records; newer ones are refused."""

HEAD = "reader state"
"""The kind of the first record, which tells the version."""

Record = dict[str, Any]

_LATEST = 253_370_764_800  # the year 9999: what comes later is no date for Python

_BATCH = 1000  # records merged in one transaction; nobody else waits longer than some 50 ms


class BadRecord(ReaderError):
    """Something that is no record, as a sentence."""


class _Table(NamedTuple):
    """How a table is told and merged."""

    name: str
    key: tuple[str, ...]
    fields: tuple[tuple[str, ...], ...]  # columns that change together; the greater tuple holds


_TABLES = {
    "reading": _Table(
        "reading",
        ("path",),
        (
            ("place_at", "place_by", "block", "offset", "quote", "before"),
            ("read_at", "read_by", "read"),
            ("starred_at", "starred_by", "starred"),
            ("archived_at", "archived_by", "archived"),
            ("opened_at", "title"),
            ("begun_at", "progress"),
        ),
    ),
    "tag": _Table("own_tag", ("path", "tag"), (("at", "by", "given"),)),
    "letter": _Table(
        "letter", ("path", "letter"), (("at", "by", "block", "offset", "quote", "before"),)
    ),
    "highlight": _Table(
        "highlight",
        ("id",),
        (
            ("at", "by", "path", "made_at", "exact", "prefix", "suffix", "block", "offset"),
            ("note_at", "note_by", "note"),
            ("erased_at", "erased_by", "erased"),
        ),
    ),
    "visit": _Table("visit", ("path", "opened_at"), (("left_at", "progress"),)),
}


def records(state: State, root: str | None = None) -> Iterator[Record]:
    """All that is kept of a library, or of all, the head first; in the same order each time."""
    yield {"kind": HEAD, "version": VERSION}
    where = "" if root is None else "WHERE root = ?"
    values = () if root is None else (os.fsencode(root),)
    for kind, table in _TABLES.items():
        columns = _columns(table)
        told = ", ".join(f'{table.name}."{name}"' for name in columns)
        keys = ", ".join(f'{table.name}."{name}"' for name in table.key)
        select = (
            f"SELECT root, {told} FROM {table.name} JOIN library ON library.id = {table.name}.library"
            f" {where} ORDER BY root, {keys}"
        )
        for row in state.read(partial(_all, select=select, values=values)):
            record: Record = {"kind": kind, "library": os.fsdecode(row[0])}
            record.update(zip(columns, row[1:], strict=True))
            record["path"] = os.fsdecode(record["path"])
            yield record


def check(record: Record) -> str | None:
    """The library of a record that can be merged, None for a head; BadRecord for any other."""
    if record.get("kind") == HEAD:
        _check_version(record)
        return None
    return os.fsdecode(_checked(record, None)[1])


def merge(state: State, found: Iterable[Record], root: str | None = None) -> int:
    """Merge records into the state, into one library where `root` is given; how many there were.

    BadRecord for the first that is none; what came before it is merged.
    """
    count = 0
    batch: list[tuple[str, bytes, Record]] = []
    try:
        for record in found:
            if record.get("kind") == HEAD:
                _check_version(record)
                continue
            batch.append(_checked(record, root))
            count += 1
            if len(batch) == _BATCH:
                _merge(state, batch)
                batch = []
    except BadRecord:
        _merge(state, batch)
        raise
    _merge(state, batch)
    return count


def _all(
    connection: apsw.Connection, select: str, values: tuple[bytes, ...]
) -> list[tuple[Any, ...]]:
    return connection.execute(select, values).fetchall()


def _check_version(record: Record) -> None:
    version = record.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise BadRecord(f"a newer version of reader wrote this (format {version})")


def _checked(record: Record, root: str | None) -> tuple[str, bytes, Record]:
    """The kind, the library's root and the columns of a record, or BadRecord."""
    kind = record.get("kind")
    if not isinstance(kind, str) or kind not in _TABLES:
        raise BadRecord(f"no kind of record is called {clean(str(kind))[:40]}")
    where = record.get("library") if root is None else root
    if not isinstance(where, str) or not where:
        raise BadRecord("it names no library")
    known = _known(_TABLES[kind].name)
    columns = {}
    for name in _columns(_TABLES[kind]):
        if name not in record:
            raise BadRecord(f"it has no {name}")
        columns[name] = _value(name, known[name], record[name])
    return kind, _bytes("library", where), columns


def _bytes(name: str, value: str) -> bytes:
    """A path as bytes, or BadRecord."""
    try:
        raw = os.fsencode(value)
    except UnicodeEncodeError as error:  # JSON can hold half a character
        raise _bad(name, value) from error
    if b"\0" in raw:
        raise _bad(name, value)
    return raw


def _value(name: str, column: _Column, value: Any) -> Any:
    """A value as a column takes it, or BadRecord."""
    kind = column.type
    if value is None and not column.required:
        return None
    if kind == "BLOB" and isinstance(value, str) and value:
        return _bytes(name, value)
    if kind == "TEXT" and isinstance(value, str):
        return clean(value)
    whole = isinstance(value, int) and abs(value) < 1 << 63
    if kind == "INTEGER" and whole:
        return int(value)
    if kind == "REAL" and (whole or isinstance(value, float)) and 0 <= value < _LATEST:
        return float(value)
    raise _bad(name, value)


def _bad(name: str, value: Any) -> BadRecord:
    return BadRecord(f"{name} can't be {clean(str(value))[:40]}")


def _merge(state: State, batch: list[tuple[str, bytes, Record]]) -> None:
    def merge_all(connection: apsw.Connection) -> None:
        for kind, root, record in batch:
            merge_row(connection, _TABLES[kind], library_row(connection, root), record)

    if batch:
        state.write(merge_all, patience=10.0)


def merge_row(connection: apsw.Connection, table: _Table, library: int, record: Record) -> None:
    """Merge the columns of a record into a row of a library, within a transaction."""
    columns = _columns(table)
    where = " AND ".join(f'"{name}" = ?' for name in table.key)
    had = connection.execute(
        f"SELECT {_quoted(columns)} FROM {table.name} WHERE library = ? AND {where}",
        (library, *(record[name] for name in table.key)),
    ).fetchone()
    merged = dict(record)
    if had is not None:
        known = dict(zip(columns, had, strict=True))
        for field in table.fields:
            kept = max(known, record, key=partial(_rank, field=field))
            merged.update((name, kept[name]) for name in field)
        if merged == known:
            return
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in columns)
    marks = ", ".join("?" * (len(columns) + 1))
    connection.execute(
        f"INSERT INTO {table.name} (library, {_quoted(columns)}) VALUES ({marks})"
        f" ON CONFLICT DO UPDATE SET {changes}",
        (library, *(merged[name] for name in columns)),
    )


def rename(connection: apsw.Connection, library: int, old: bytes, new: bytes, by: int) -> None:
    """Give all that is kept of a path to another one, merged with what that has; a transaction's part.

    `by` is the number of the session. Highlights are told of it anew, so that a copy of the state
    that knows the old path does not bring it back.
    """
    body = connection.execute(
        "SELECT body FROM reading WHERE library = ? AND path = ?", (library, old)
    ).fetchone()
    for table in _TABLES.values():
        if "path" not in table.key:
            continue
        columns = _columns(table)
        select = f"SELECT {_quoted(columns)} FROM {table.name} WHERE library = ? AND path = ?"
        for row in connection.execute(select, (library, old)).fetchall():
            merge_row(
                connection, table, library, {**dict(zip(columns, row, strict=True)), "path": new}
            )
        connection.execute(
            f"DELETE FROM {table.name} WHERE library = ? AND path = ?", (library, old)
        )
    if body is not None:  # by which it is found under its next name
        connection.execute(
            "UPDATE reading SET body = ? WHERE library = ? AND path = ? AND body = 0",
            (*body, library, new),
        )
    connection.execute(
        "UPDATE highlight SET path = ?, at = max(at, ?), by = ? WHERE library = ? AND path = ?",
        (new, time.time(), by, library, old),
    )


def _rank(record: Record, field: tuple[str, ...]) -> tuple[tuple[bool, Any], ...]:
    return tuple((record[name] is not None, record[name]) for name in field)


def _columns(table: _Table) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*table.key, *(name for field in table.fields for name in field))))


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


class _Column(NamedTuple):
    """What a column takes."""

    type: str
    required: bool


@cache
def _known(table: str) -> dict[str, _Column]:
    """The columns of a table, as the schema has them."""
    from reader.store.state import migrations

    connection = apsw.Connection(":memory:")
    try:
        migrations.migrate(connection)
        rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
        return {str(row[1]): _Column(str(row[2]), bool(row[3])) for row in rows}
    finally:
        connection.close()
