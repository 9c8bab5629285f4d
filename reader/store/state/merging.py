"""How what is kept is merged: one rule, for what one does now and for what comes from elsewhere.

Every row is made of fields, each some columns that change together, the moment first. Of two
values of a field the greater tuple holds: the later one, of one moment that of the session with the
higher number, then the greater value. So it may be put twice, and in any order.

How far somebody read is the greatest percentage reached since the article was last marked as
unread; the moments of the percentages below the greatest are kept as long as such a mark, which
may become known late, could need them.

Where a file got another name, what was done before that under the old one belongs to the new one,
whenever it becomes known.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import apsw

from reader.named import NamedTuple

LONGEST_WAY = 100  # names of one file that are followed; a hostile dump may name millions


class Table(NamedTuple):
    """How a table is told and merged."""

    name: str
    key: tuple[str, ...]  # beside the library
    fields: Mapping[str, tuple[str, ...]]


MOVE: Final = "move"
READING: Final = "reading"
REACHED: Final = "reached"
TAG: Final = "tag"
LETTER: Final = "letter"
HIGHLIGHT: Final = "highlight"
VISIT: Final = "visit"
WHERE: Final = "where"  # the field of a highlight that tells its article and its words

TABLES: Mapping[str, Table] = {
    # The moves first: what follows in a dump is put where it belongs then.
    MOVE: Table("moved", ("path", "at"), {"": ("by", "new_path")}),
    READING: Table(
        "reading",
        ("path",),
        {
            "place": ("place_at", "place_by", "block", "offset", "quote", "before"),
            "read": ("read_at", "read_by", "read"),
            "starred": ("starred_at", "starred_by", "starred"),
            "archived": ("archived_at", "archived_by", "archived"),
            "opened": ("opened_at",),
            "title": ("title_at", "title"),
            "begun": ("begun_at",),
        },
    ),
    REACHED: Table("reached", ("path", "progress"), {"": ("at",)}),
    TAG: Table("own_tag", ("path", "tag"), {"": ("at", "by", "given")}),
    LETTER: Table(
        "letter",
        ("path", "letter"),
        {"": ("at", "by", "block", "offset", "quote", "before")},
    ),
    HIGHLIGHT: Table(
        "highlight",
        ("id",),
        {
            WHERE: (
                *("at", "by", "path", "made_at"),
                *("exact", "prefix", "suffix", "block", "offset"),
            ),
            "note": ("note_at", "note_by", "note"),
            "erased": ("erased_at", "erased_by", "erased"),
        },
    ),
    VISIT: Table("visit", ("path", "opened_at"), {"": ("left_at", "progress")}),
}
"""By the kind of their records."""

_DEFAULTS: Mapping[str, Any] = {"title": "", "quote": "", "before": "", "note": ""}

Value = str | bytes | int | float | None
Values = tuple[Value, ...]


def columns(kind: str) -> tuple[str, ...]:
    """All columns of a kind but the library."""
    table = TABLES[kind]
    every = (*table.key, *(name for field in table.fields.values() for name in field))
    return tuple(dict.fromkeys(every))


def defaults(kind: str, field: str) -> Values:
    """What a field of the kind `READING` says before anything was put."""
    return tuple(_DEFAULTS.get(name, 0) for name in TABLES[kind].fields[field])


def quoted(names: tuple[str, ...]) -> str:
    """Columns as SQL names them."""
    return ", ".join(f'"{name}"' for name in names)


def _statement(kind: str, field: str) -> str:
    """The statement that puts a field; its values: library, key, those of the field, path."""
    table = TABLES[kind]
    names = table.fields[field]
    # A row of highlights can't be made without the path, whichever field comes first.
    extra = () if "path" in (*table.key, *names) else ("path",)
    inserted = ("library", *table.key, *names, *extra)
    new = ", ".join(f'excluded."{name}"' for name in names)
    set_to = f"({quoted(names)}) = ({new})" if len(names) > 1 else f'"{names[0]}" = {new}'
    ranks = [", ".join(_rank(name, of) for name in names) for of in ("excluded.", "")]
    return (
        f"INSERT INTO {table.name} ({quoted(inserted)}) VALUES ({', '.join('?' * len(inserted))})"
        f" ON CONFLICT DO UPDATE SET {set_to} WHERE ({ranks[0]}) > ({ranks[1]})"
    )


def _rank(name: str, of: str) -> str:
    # The block of a letter is NULL once it is taken away; nothing is greater than NULL.
    return f'ifnull({of}"{name}", -1)' if name == "block" else f'{of}"{name}"'


_STATEMENTS = {
    (kind, field): _statement(kind, field)
    for kind, table in TABLES.items()
    for field in table.fields
}
_NEXT_NAME = """
SELECT new_path, at FROM moved WHERE library = ? AND path = ? AND at >= ? ORDER BY at LIMIT 1
"""
_OVERTAKEN = """
DELETE FROM reached WHERE library = ?1 AND path = ?2 AND (
  at < (SELECT begun_at FROM reading WHERE library = ?1 AND path = ?2)
  OR EXISTS (
    SELECT 1 FROM reached AS other WHERE other.library = ?1 AND other.path = ?2
      AND other.progress > reached.progress AND other.at >= reached.at))
"""
_SETTLED = """
INSERT INTO reading (library, path, progress) VALUES (
  ?1, ?2, ifnull((SELECT max(progress) FROM reached WHERE library = ?1 AND path = ?2), 0))
ON CONFLICT DO UPDATE SET progress = excluded.progress WHERE progress <> excluded.progress
"""


class Merging:
    """What is merged into one library within one transaction, which the caller holds."""

    def __init__(self, connection: apsw.Connection, library: int) -> None:
        self.connection = connection
        self.library = library
        some = "SELECT EXISTS (SELECT 1 FROM moved WHERE library = ?)"
        self._has_moves = connection.execute(some, (library,)).fetchone() != (0,)

    def name(self, path: bytes, moment: float) -> bytes:
        """What the file is called now that was called so at a moment."""
        if not self._has_moves:
            return path
        for _ in range(LONGEST_WAY):
            found: Any = self.connection.execute(
                _NEXT_NAME, (self.library, path, moment)
            ).fetchone()
            if found is None:
                break
            path, moment = found[0], math.nextafter(found[1], math.inf)
        return path

    def put(self, kind: str, field: str, path: bytes, key: Values, values: Values) -> bytes:
        """Put a field of a row where it is not known or older; the path that it belongs to now.

        `key` is what comes after the path. Not for highlights, nor for moves.
        """
        # A visit goes with the file that was opened, whatever it was called when it was left.
        moment: Any = key[0] if kind == VISIT else values[0]
        path = self.name(path, moment)
        self.connection.execute(_STATEMENTS[kind, field], (self.library, path, *key, *values))
        if kind == REACHED or field == "begun":
            self.settle(path)
        elif kind in (TAG, LETTER):
            self._make_known(path)
        return path

    def put_highlight(self, id: str, where: Values) -> bytes:  # noqa: A002
        """Put where a highlight is; the path that it belongs to now."""
        at, by, path, *rest = where
        path = self.name(path, at)  # type: ignore[arg-type]
        values = (self.library, id, at, by, path, *rest)
        self.connection.execute(_STATEMENTS[HIGHLIGHT, WHERE], values)
        self._make_known(path)
        return path

    def put_of_highlight(self, id: str, field: str, path: bytes, values: Values) -> None:  # noqa: A002
        """Put another field of a highlight, which is of some path as long as nobody knows better."""
        self.put_highlight(id, (0.0, 0, path, 0.0, "", "", "", 0, 0))
        row = (self.library, id, *values, path)
        self.connection.execute(_STATEMENTS[HIGHLIGHT, field], row)

    def move(self, old: bytes, new: bytes, at: float, by: int) -> None:
        """What was done with a path up to a moment belongs to another one."""
        if old == new:
            return
        self._has_moves = True
        values = (self.library, old, at, by, new)
        self.connection.execute(_STATEMENTS[MOVE, ""], values)
        for kind, table in TABLES.items():
            if table.key[0] == "path" and kind != MOVE:
                self._follow(kind, old)
        self._follow_highlights(old)

    def latest(self, path: bytes) -> float:
        """The latest moment of anything that is known of a path; 0 where nothing is."""
        row: Any = self.connection.execute(_LATEST, (self.library, path)).fetchone()
        return float(row[0] or 0.0)

    def settle(self, path: bytes) -> None:
        """Work out how far somebody read, from what was reached and since when it counts."""
        key = (self.library, path)
        self.connection.execute(_OVERTAKEN, key)
        self.connection.execute(_SETTLED, key)

    def _make_known(self, path: bytes) -> None:
        # By its row the hash of the text is kept, and so what belongs to it under its next name.
        insert = "INSERT OR IGNORE INTO reading (library, path) VALUES (?, ?)"
        self.connection.execute(insert, (self.library, path))

    def _follow(self, kind: str, old: bytes) -> None:
        """Put the fields of a path's rows where they belong by now."""
        table, names = TABLES[kind], columns(kind)
        body = self._body(old) if kind == READING else 0
        new = self.name(old, 0.0)
        select = f"SELECT {quoted(names)} FROM {table.name} WHERE library = ? AND path = ?"
        rows = self.connection.execute(select, (self.library, old)).fetchall()
        self.connection.execute(
            f"DELETE FROM {table.name} WHERE library = ? AND path = ?", (self.library, old)
        )
        for values in rows:
            row: dict[str, Any] = dict(zip(names, values, strict=True))
            key = tuple(row[name] for name in table.key[1:])
            for field, of_field in table.fields.items():
                told = tuple(row[name] for name in of_field)
                if kind != READING or told != defaults(kind, field):
                    new = self.put(kind, field, old, key, told)
        if body:
            self._make_known(new)
            self.connection.execute(
                "UPDATE reading SET body = ? WHERE library = ? AND path = ? AND body = 0",
                (body, self.library, new),
            )

    def _body(self, path: bytes) -> int:
        select = "SELECT body FROM reading WHERE library = ? AND path = ?"
        row: Any = self.connection.execute(select, (self.library, path)).fetchone()
        return int(row[0]) if row else 0

    def _follow_highlights(self, old: bytes) -> None:
        select = "SELECT id, at FROM highlight WHERE library = ? AND path = ?"
        rows: Any = self.connection.execute(select, (self.library, old)).fetchall()
        for id_, at in rows:
            path = self.name(old, at)
            self.connection.execute(
                "UPDATE highlight SET path = ? WHERE library = ? AND id = ?",
                (path, self.library, id_),
            )
            self._make_known(path)


_LATEST = """
SELECT max(at) FROM (
  SELECT max(place_at, read_at, starred_at, archived_at, opened_at, title_at, begun_at) AS at
    FROM reading WHERE library = ?1 AND path = ?2
  UNION ALL SELECT max(at) FROM reached WHERE library = ?1 AND path = ?2
  UNION ALL SELECT max(at) FROM own_tag WHERE library = ?1 AND path = ?2
  UNION ALL SELECT max(at) FROM letter WHERE library = ?1 AND path = ?2
  UNION ALL SELECT max(at) FROM highlight WHERE library = ?1 AND path = ?2
  UNION ALL SELECT max(opened_at) FROM visit WHERE library = ?1 AND path = ?2
)
"""
