"""Orders: those that an index serves in one direction, the other being arithmetic on positions,
and those that are sorted when they are asked for; and the groups that rows stand in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import groupby

import apsw

from reader.named import NamedTuple
from reader.store.catalog.schema import LAST, LAST_NAME
from reader.store.rows import Group

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

    from reader.query.tree import Sort

MONTH = len("2024-02")  # of a group's key; a day's is longer
ROWS_A_GROUP = 1.5  # at least, on an average; else days become months


class Indexed(NamedTuple):
    """An order as its index has it: every column ascends, the id is the last."""

    columns: tuple[str, ...]
    heading: str = ""  # the column that rows of one group share, the first; empty for no groups

    @property
    def by(self) -> str:
        """For ORDER BY, of a table called `article`."""
        return ", ".join(f"article.{column}" for column in self.columns)


INDEXED = {
    "date": Indexed(("date_key", "created_key", "title_key", "id"), "date_key"),
    "title": Indexed(("letter", "title_key", "date_key", "id"), "letter"),
    "author": Indexed(("author_key", "date_key", "created_key", "title_key", "id"), "author_key"),
    "read": Indexed(("minutes", "date_key", "created_key", "title_key", "id")),
}
"""In their own direction: newest first, A to Z, shortest first. What lacks the key comes last."""


class Sorted(NamedTuple):
    """An order as SQL over `article` and the views of the state."""

    key: str
    descending: bool = False  # in its own direction
    missing: str = ""  # true where an article lacks the key: such come last in either direction
    heading: str = ""  # what rows of one group share
    join: str = ""


_READING = " LEFT JOIN reading USING (path)"
_ARRIVAL = " LEFT JOIN arrival USING (path_hash)"
_OPENED_ON = "CASE WHEN ifnull(reading.opened_at, 0) > 0 THEN date(reading.opened_at, 'unixepoch', 'localtime') END"
_SORTED = {
    "date": Sorted("article.date_key", False, f"article.date_key = {LAST}"),
    "created": Sorted(
        "article.created_key", False, f"article.created_key = {LAST}", "article.created_key"
    ),
    "title": Sorted("article.letter{0}, article.title_key"),
    "author": Sorted("article.author_key", False, f"article.author_key = '{LAST_NAME}'"),
    "read": Sorted("article.minutes"),
    "words": Sorted("article.words"),
    "progress": Sorted("ifnull(reading.progress, 0)", True, join=_READING),
    "added": Sorted("arrival.day", True, "arrival.day IS NULL", "arrival.day", _ARRIVAL),
    "lastread": Sorted(
        "nullif(reading.opened_at, 0)",
        True,
        "nullif(reading.opened_at, 0) IS NULL",
        _OPENED_ON,
        _READING,
    ),
    # Both factors have thirty bits, so that the product stays a whole number of SQLite's.
    "random": Sorted("(((article.path_hash & 1073741823) * {1}) & 1073741823)"),
}


@cache
def seed() -> int:
    """What `random` is shuffled by: an odd number of thirty bits, the same as long as one reads."""
    return int.from_bytes(os.urandom(4), "big") >> 2 | 1


def by(keys: Sequence[Sort]) -> str:
    """ORDER BY of several keys, ties by date, created and title, turned round with the last key.

    So one key reversed gives what it gives else from the end, as an index is read: but for what
    lacks it, which comes last in either direction.
    """
    terms: list[str] = []
    for key in keys:
        found = _SORTED[key.key]
        turned = " DESC" if found.descending != key.reverse else ""
        terms += [found.missing] if found.missing else []
        terms.append(found.key.format(turned, seed()) + turned)
    last = " DESC" if keys[-1].reverse else ""
    return ", ".join((*terms, *(f"article.{tie}{last}" for tie in INDEXED["date"].columns)))


def joins(keys: Sequence[Sort]) -> str:
    """What has to be joined to `article` for these keys."""
    return "".join(dict.fromkeys(_SORTED[key.key].join for key in keys))


def heading_of(key: str) -> str:
    """The SQL of what rows of one group share, in an order by this key; empty for no groups."""
    indexed = INDEXED.get(key)
    if indexed:
        return f"article.{indexed.heading}" if indexed.heading else ""
    return _SORTED[key].heading


def grouped(connection: apsw.Connection, key: str, values: Iterable[Any]) -> tuple[Group, ...]:
    """The groups of rows that have these values of the heading, row by row."""
    counted = [(value, sum(1 for _ in run)) for value, run in groupby(values)]
    return named(connection, key, counted)


def coarse(key: str, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Groups as a list shows them: months where hardly any day has more than one article."""
    count = sum(group.count for group in groups)
    if key not in _BY_DAY or len(groups) * ROWS_A_GROUP <= count:
        return groups
    months: list[Group] = []
    for month, run in groupby(groups, lambda group: group.key[:MONTH]):
        several = list(run)
        months.append(Group(month, several[0].start, sum(group.count for group in several)))
    return tuple(months) if len(months) * ROWS_A_GROUP <= count else groups


_BY_DAY = frozenset({"date", "created", "added", "lastread"})


def named(
    connection: apsw.Connection, key: str, found: Iterable[tuple[Any, ...]]
) -> tuple[Group, ...]:
    """Groups from the values of an order's heading column and how many rows have each, in order."""
    groups: list[Group] = []
    start = 0
    for value, count in found:
        groups.append(Group(heading(connection, key, value), start, count))
        start += count
    return tuple(groups)


def heading(connection: apsw.Connection, key: str, value: Any) -> str:
    """The key of the group that rows with this value of the heading column stand under."""
    if key in ("date", "created"):
        return "" if value == LAST else date.fromordinal(-value).isoformat()
    if key == "added":
        return "" if value is None else date.fromordinal(value).isoformat()
    if key == "lastread":
        return value or ""
    if key == "author":
        if value == LAST_NAME:
            return ""
        row = connection.execute(
            "SELECT name FROM author WHERE key = ? LIMIT 1", (value,)
        ).fetchone()
        return str(row[0]) if row else str(value)
    return str(value)


def reversed_groups(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The groups of the other direction: those without a key stay at the end."""
    tail = groups[-1] if groups and not groups[-1].key else None
    turned: list[Group] = []
    start = 0
    for group in reversed(groups[:-1] if tail else groups):
        turned.append(Group(group.key, start, group.count))
        start += group.count
    return (*turned, tail) if tail else tuple(turned)


def tail_of(groups: Sequence[Group]) -> int:
    """How many rows lack the key, and so come last in either direction."""
    return groups[-1].count if groups and not groups[-1].key else 0


def runs(start: int, stop: int, count: int, tail: int) -> list[tuple[int, int, bool]]:
    """A window of the other direction as windows of the index: (start, stop, turned round)."""
    main = count - tail
    found: list[tuple[int, int, bool]] = []
    if start < min(stop, main):
        found.append((main - min(stop, main), main - start, True))
    if max(start, main) < stop:
        found.append((main + count - stop, main + count - max(start, main), True))
    return found


def reversed_index(index: int, count: int, tail: int) -> int:
    """Where the row at an index of one direction stands in the other; its own inverse."""
    main = count - tail
    return main - 1 - index if index < main else main + count - 1 - index
