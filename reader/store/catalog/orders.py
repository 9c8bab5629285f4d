"""The orders that an index serves, each in one direction; the other is arithmetic on positions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import apsw

from reader.store.catalog.schema import LAST, LAST_NAME
from reader.store.rows import Group


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
    if key == "date":
        return "" if value == LAST else date.fromordinal(-value).isoformat()
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
        found.append((max(start, main), stop, False))
    return found


def reversed_index(index: int, count: int, tail: int) -> int:
    """Where the row at an index of one direction stands in the other; its own inverse."""
    main = count - tail
    return main - 1 - index if index < main else index
