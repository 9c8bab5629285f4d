"""The state as records that travel: from one machine to another, and back.

A record is a dictionary of JSON's types, one for each name that a file had, each article, each
percentage reached that may still count, tag, letter, highlight and line of the history. They are
merged by the rule of `merging`, twice or in any order.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby, islice
from typing import Any

import apsw

from reader.store.state import merging
from reader.store.state.checking import HEAD, VERSION, Checked, Record, checked, head
from reader.store.state.library import library_row
from reader.store.state.merging import HIGHLIGHT, MOVE, READING, TABLES, WHERE, Merging
from reader.store.state.state import State

_BATCH = 1000  # records merged in one transaction; nobody else waits longer than some 50 ms
_BLOBS = ("path", "new_path")


def records(state: State, root: str | None = None) -> Iterator[Record]:
    """All that is kept of a library, or of all, the head first; in the same order each time."""
    yield {"kind": HEAD, "version": VERSION}
    where = "" if root is None else "WHERE root = ?"
    values = () if root is None else (os.fsencode(root),)
    for kind, table in TABLES.items():
        names = merging.columns(kind)
        told = ", ".join(f'{table.name}."{name}"' for name in names)
        keys = ", ".join(f'{table.name}."{name}"' for name in table.key)
        select = (
            f"SELECT root, {told} FROM {table.name} JOIN library ON library.id = {table.name}.library"
            f" {where} ORDER BY root, {keys}"
        )
        for library, *row in state.read(partial(_all, select=select, values=values)):
            columns = dict(zip(names, row, strict=True))
            if kind == READING and _says_nothing(columns):
                continue
            texts = {name: os.fsdecode(columns[name]) for name in _BLOBS if name in columns}
            yield {"kind": kind, "library": os.fsdecode(library), **columns, **texts}


def _says_nothing(columns: dict[str, Any]) -> bool:
    return all(
        tuple(columns[name] for name in names) == merging.defaults(READING, field)
        for field, names in TABLES[READING].fields.items()
    )


def check(record: Record) -> str | None:
    """The library of a record that can be merged, None for a head; BadRecord for any other."""
    if head(record):
        return None
    return os.fsdecode(checked(record)[0].root)


def merge(state: State, found: Iterable[Record], root: str | None = None) -> int:
    """Merge records into the state, into one library where `root` is given; how many there were.

    BadRecord for the first that is none; what came before it is merged, a thousand at a time.
    """
    count = 0
    each = iter(found)
    while True:
        batch: list[Checked] = []
        try:
            for record in islice(each, _BATCH):
                count += 1
                if head(record):
                    count -= 1
                else:
                    batch += checked(record, root)
        finally:
            if batch:
                _merge(state, batch)
        if not batch:
            return count


def _all(
    connection: apsw.Connection, select: str, values: tuple[bytes, ...]
) -> list[tuple[Any, ...]]:
    return connection.execute(select, values).fetchall()


def _merge(state: State, batch: list[Checked]) -> None:
    def merge_all(connection: apsw.Connection) -> None:
        for root, of_root in groupby(batch, lambda one: one.root):
            one_library = Merging(connection, library_row(connection, root))
            for one in of_root:
                _put(one_library, one.kind, one.columns)

    state.write(merge_all, patience=10.0)


def _put(into: Merging, kind: str, columns: dict[str, Any]) -> None:
    table = TABLES[kind]
    path = columns["path"]
    told = {field: tuple(columns[name] for name in names) for field, names in table.fields.items()}
    if kind == MOVE:
        into.move(path, columns["new_path"], columns["at"], columns["by"])
    elif kind == HIGHLIGHT:
        into.put_highlight(columns["id"], told.pop(WHERE))
        for field, values in told.items():
            into.put_of_highlight(columns["id"], field, path, values)
    else:
        key = tuple(columns[name] for name in table.key[1:])
        for field, values in told.items():
            if kind != READING or values != merging.defaults(kind, field):
                into.put(kind, field, path, key, values)
