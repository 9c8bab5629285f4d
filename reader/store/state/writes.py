"""How a fact changes the state: per field the later one holds, so that the order of writing is free.

The library's row is known to the caller, who holds the transaction.
"""

from __future__ import annotations

import os

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

_OPENED = """
INSERT INTO reading (library, path, opened_at, title, body) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET
  body = iif(excluded.body <> 0 AND excluded.opened_at >= opened_at, excluded.body, body),
  title = iif(excluded.title <> '' AND (excluded.opened_at, excluded.title) > (opened_at, title),
    excluded.title, title),
  opened_at = max(opened_at, excluded.opened_at)
"""
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
_REACHED = """
INSERT INTO reading (library, path, block, "offset", quote, before, progress, place_at, place_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT DO UPDATE SET
  progress = iif(excluded.place_at >= begun_at, max(progress, excluded.progress), progress),
  (block, "offset", quote, before, place_at, place_by) = (
    SELECT excluded.block, excluded."offset", excluded.quote, excluded.before,
      excluded.place_at, excluded.place_by
    WHERE (excluded.place_at, excluded.place_by) >= (place_at, place_by)
    UNION ALL SELECT block, "offset", quote, before, place_at, place_by LIMIT 1)
"""
_MARKED = """
INSERT INTO reading (library, path, read, read_at, read_by, begun_at)
VALUES (?1, ?2, ?3, ?4, ?5, iif(?3 OR NOT ?6, 0, ?4))
ON CONFLICT DO UPDATE SET
  read = iif((excluded.read_at, excluded.read_by) >= (read_at, read_by), excluded.read, read),
  read_by = iif(excluded.read_at > read_at, excluded.read_by,
    iif(excluded.read_at = read_at, max(read_by, excluded.read_by), read_by)),
  read_at = max(read_at, excluded.read_at),
  progress = iif(excluded.begun_at > begun_at, 0, progress),
  begun_at = max(begun_at, excluded.begun_at)
"""
_NOTED = """
INSERT INTO highlight (library, id, path, note, note_at, note_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO UPDATE SET (note, note_at, note_by) = (
  SELECT excluded.note, excluded.note_at, excluded.note_by
  WHERE (excluded.note_at, excluded.note_by) >= (note_at, note_by)
  UNION ALL SELECT note, note_at, note_by LIMIT 1)
"""
_ANCHORED = """
INSERT INTO highlight
  (library, id, path, exact, prefix, suffix, block, "offset", made_at, at, by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
ON CONFLICT DO UPDATE SET
  (path, exact, prefix, suffix, block, "offset", made_at, at, by) = (
    SELECT excluded.path, excluded.exact, excluded.prefix, excluded.suffix, excluded.block,
      excluded."offset", excluded.made_at, excluded.at, excluded.by
    WHERE (excluded.at, excluded.by) >= (at, by)
    UNION ALL SELECT path, exact, prefix, suffix, block, "offset", made_at, at, by LIMIT 1)
"""
_TAGGED = """
INSERT INTO own_tag (library, path, tag, given, at, by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO UPDATE SET given = excluded.given, at = excluded.at, by = excluded.by
WHERE (excluded.at, excluded.by) >= (at, by)
"""
_LETTERED = """
INSERT INTO letter (library, path, letter, block, "offset", quote, before, at, by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT DO UPDATE SET block = excluded.block, "offset" = excluded."offset",
  quote = excluded.quote, before = excluded.before, at = excluded.at, by = excluded.by
WHERE (excluded.at, excluded.by) >= (at, by)
"""
_LEFT = """
INSERT INTO visit (library, path, opened_at, left_at, progress) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET progress = excluded.progress, left_at = excluded.left_at
WHERE (excluded.left_at, excluded.progress) > (left_at, progress)
"""


def _flag(table: str, name: str, *key: str) -> str:
    """The statement for a field that is on or off; its values: library, key, field, moment, session."""
    marks = ", ".join("?" * (len(key) + 4))
    return f"""
    INSERT INTO {table} (library, {", ".join(key)}, {name}, {name}_at, {name}_by) VALUES ({marks})
    ON CONFLICT DO UPDATE SET ({name}, {name}_at, {name}_by) = (
      SELECT excluded.{name}, excluded.{name}_at, excluded.{name}_by
      WHERE (excluded.{name}_at, excluded.{name}_by) >= ({name}_at, {name}_by)
      UNION ALL SELECT {name}, {name}_at, {name}_by LIMIT 1)
    """


_STARRED = _flag("reading", "starred", "path")
_ARCHIVED = _flag("reading", "archived", "path")
_ERASED = _flag("highlight", "erased", "id", "path")


def write(connection: apsw.Connection, library: int, fact: Fact, by: int) -> None:
    """Write one fact of a session, `by` its number."""
    execute = connection.execute
    path = os.fsencode(fact.path)
    match fact:
        case Opened():
            execute(_OPENED, (library, path, fact.at, fact.title, fact.body))
            execute(NOT_NEW, (library, path_hash(fact.path)))
        case Reached():
            execute(_REACHED, (library, path, *fact.place, fact.progress, fact.at, by))
        case Marked():
            execute(_MARKED, (library, path, fact.read, fact.at, by, fact.anew))
            if fact.read:
                execute(_READ_NOT_NEW, (library, path_hash(fact.path), path))
            elif fact.new:
                execute(_NEW_AGAIN, (library, path_hash(fact.path), path, fact.at, by))
        case Starred():
            execute(_STARRED, (library, path, fact.starred, fact.at, by))
        case Archived():
            execute(_ARCHIVED, (library, path, fact.archived, fact.at, by))
        case Tagged():
            execute(_TAGGED, (library, path, fact.tag, fact.given, fact.at, by))
        case _:
            _write_in_text(connection, library, fact, by)


def _write_in_text(
    connection: apsw.Connection,
    library: int,
    fact: Lettered | Anchored | Noted | Erased | Left,
    by: int,
) -> None:
    execute = connection.execute
    path = os.fsencode(fact.path)
    match fact:
        case Lettered():
            at = fact.place
            columns = tuple(at) if at else (None, 0, "", "")
            execute(_LETTERED, (library, path, fact.letter, *columns, fact.at, by))
        case Anchored():
            execute(_ANCHORED, (library, fact.id, path, *fact.quote, fact.made_at, fact.at, by))
        case Noted():
            execute(_NOTED, (library, fact.id, path, fact.note, fact.at, by))
        case Erased():
            execute(_ERASED, (library, fact.id, path, fact.erased, fact.at, by))
        case Left():
            execute(_LEFT, (library, path, fact.opened_at, fact.at, fact.progress))
