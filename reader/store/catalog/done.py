"""What a person did with the articles of a catalog, for lists and for those who do more of it."""

from __future__ import annotations

import os
from array import array
from collections.abc import Collection
from typing import Any

import apsw

from reader.store.rows import Done, Group, Listing
from reader.store.state.schema import BEGUN

PUT_AWAY = "SELECT article.id FROM reading CROSS JOIN article USING (path) WHERE archived"

_DONE = """
SELECT article.path, ifnull(reading.progress, 0), ifnull(reading.read, 0),
  ifnull(reading.starred, 0), ifnull(reading.archived, 0), ifnull(arrival.new, 0),
  (SELECT group_concat(tag, char(10)) FROM own_tag WHERE own_tag.path = article.path)
FROM article LEFT JOIN reading USING (path) LEFT JOIN arrival USING (path_hash)
WHERE article.id IN carray(?)
"""
# From the articles that were ever opened or marked, which are few beside those of the library.
_BEGUN = f"""
SELECT count(*) FROM reading CROSS JOIN article USING (path)
WHERE NOT read AND progress >= {BEGUN} AND NOT archived
"""
_NEW = """
SELECT count(*) FROM arrival CROSS JOIN article USING (path_hash)
WHERE new = 1 AND article.path NOT IN (SELECT path FROM reading WHERE archived)
"""


def tags_of(listed: str | None) -> tuple[str, ...]:
    """One's own tags of a row, in order."""
    return tuple(sorted(listed.split("\n"))) if listed else ()


def done(connection: apsw.Connection, ids: array[int]) -> list[Done]:
    """What was done with articles; 5 ms for a thousand of a million."""
    rows: Any = connection.execute(_DONE, (apsw.carray(ids),)).fetchall() if ids else []
    found: list[Done] = []
    for path, progress, *flags, own in rows:
        read, starred, archived, new = map(bool, flags)
        found.append(Done(os.fsdecode(path), progress, read, starred, archived, new, tags_of(own)))
    return found


def numbers(connection: apsw.Connection) -> tuple[int, int, int]:
    """How many articles are begun, new and archived; what is archived counts as that alone."""
    begun, new, archived = (
        _first(connection, statement)
        for statement in (_BEGUN, _NEW, f"SELECT count(*) FROM ({PUT_AWAY})")
    )
    return begun, new, archived


def put_away(connection: apsw.Connection) -> set[int]:
    """The ids of the articles that are archived."""
    rows: Any = connection.execute(PUT_AWAY).fetchall()
    return {article for (article,) in rows}


def without(listing: Listing, away: Collection[int], ids: array[int]) -> Listing:
    """A listing of these ids without some of them; 30 ms for 100,000."""
    kept = array("q", (article for article in ids if article not in away))
    groups: list[Group] = []
    for group in listing.groups:
        inside = ids[group.start : group.start + group.count]
        left = sum(1 for article in inside if article not in away)
        if left:
            start = groups[-1].start + groups[-1].count if groups else 0
            groups.append(Group(group.key, start, left))
    return listing._replace(count=len(kept), groups=tuple(groups), ids=kept)


def _first(connection: apsw.Connection, statement: str) -> int:
    row: Any = connection.execute(statement).fetchone()
    return int(row[0])
