"""A fact as the fields of the state that it changes; `merging` has the rule by which they hold.

The library's row is known to the caller, who holds the transaction.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

import apsw

from reader.store.hashing import path_hash
from reader.store.state.facts import (
    Anchored,
    Archived,
    Erased,
    Fact,
    Left,
    Lettered,
    Marked,
    Noted,
    Opened,
    Reached,
    Starred,
    Tagged,
)
from reader.store.state.merging import LETTER, REACHED, READING, TAG, VISIT, Merging, Values

_BODY = "UPDATE reading SET body = ? WHERE library = ? AND path = ? AND opened_at <= ?"
NOT_NEW = "UPDATE known SET new = 0 WHERE library = ? AND path_hash = ? AND new = 1"
# Only where the mark holds: of two, the one written last may be the earlier one.
_READ_NOT_NEW = f"""{NOT_NEW} AND EXISTS (
  SELECT 1 FROM reading WHERE library = known.library AND path = ? AND read)
"""
_NEW_AGAIN = """
UPDATE known SET new = 1 WHERE library = ? AND path_hash = ? AND EXISTS (
  SELECT 1 FROM reading
  WHERE library = known.library AND path = ? AND (read_at, read_by) = (?, ?) AND opened_at = 0)
"""


def write(connection: apsw.Connection, library: int, facts: Iterable[Fact], by: int) -> None:
    """Write facts of a session, `by` its number."""
    merging = Merging(connection, library)
    for fact in facts:
        path = os.fsencode(fact.path)
        match fact:
            case Marked():
                _mark(merging, path, fact, by)
            case Starred(starred=on, at=at):
                merging.put(READING, "starred", path, (), (at, by, int(on)))
            case Archived(archived=on, at=at):
                merging.put(READING, "archived", path, (), (at, by, int(on)))
            case Tagged(tag=tag, given=on, at=at):
                merging.put(TAG, "", path, (tag,), (at, by, int(on)))
            case Opened():
                _open(merging, path, fact)
            case Reached(place=place, progress=progress, at=at):
                merging.put(READING, "place", path, (), (at, by, *place))
                if progress:
                    merging.put(REACHED, "", path, (progress,), (at,))
            case Left(opened_at=opened_at, progress=progress, at=at):
                merging.put(VISIT, "", path, (opened_at,), (at, progress))
            case _:
                _write_in_text(merging, path, fact, by)


def _write_in_text(
    merging: Merging, path: bytes, fact: Lettered | Anchored | Noted | Erased, by: int
) -> None:
    match fact:
        case Lettered(letter=letter, place=place, at=at):
            where: Values = (*place,) if place else (None, 0, "", "")
            merging.put(LETTER, "", path, (letter,), (at, by, *where))
        case Anchored(id=key, quote=quote, made_at=made_at, at=at):
            merging.put_highlight(key, (at, by, path, made_at, *quote))
        case Noted(id=key, note=note, at=at):
            merging.put_of_highlight(key, "note", path, (at, by, note))
        case Erased(id=key, erased=on, at=at):
            merging.put_of_highlight(key, "erased", path, (at, by, int(on)))


def _open(merging: Merging, path: bytes, fact: Opened) -> None:
    path = merging.put(READING, "opened", path, (), (fact.at,))
    if fact.title:
        merging.put(READING, "title", path, (), (fact.at, fact.title))
    if fact.body:
        merging.connection.execute(_BODY, (fact.body, merging.library, path, fact.at))
    merging.connection.execute(NOT_NEW, (merging.library, path_hash(os.fsdecode(path))))


def _mark(merging: Merging, path: bytes, fact: Marked, by: int) -> None:
    path = merging.put(READING, "read", path, (), (fact.at, by, int(fact.read)))
    if fact.read:
        key = (merging.library, path_hash(os.fsdecode(path)), path)
        merging.connection.execute(_READ_NOT_NEW, key)
        return
    if fact.anew:
        merging.put(READING, "begun", path, (), (fact.at,))
    if fact.new:
        key = (merging.library, path_hash(os.fsdecode(path)), path)
        merging.connection.execute(_NEW_AGAIN, (*key, fact.at, by))
