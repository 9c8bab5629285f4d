"""How much a state keeps, by library."""

from __future__ import annotations

import os
from typing import Any

from reader.named import NamedTuple
from reader.store.state.state import State

_SELECT = """
SELECT root, ifnull(last_visit, 0),
  (SELECT count(*) FROM reading WHERE library = one.id AND opened_at > 0),
  (SELECT count(*) FROM reading WHERE library = one.id AND read),
  (SELECT count(*) FROM reading WHERE library = one.id AND starred),
  (SELECT count(*) FROM reading WHERE library = one.id AND archived),
  (SELECT count(DISTINCT tag) FROM own_tag WHERE library = one.id AND given),
  (SELECT count(*) FROM highlight WHERE library = one.id AND exact <> '' AND NOT erased),
  (SELECT count(*) FROM highlight
    WHERE library = one.id AND exact <> '' AND NOT erased AND note <> ''),
  (SELECT count(*) FROM visit WHERE library = one.id)
FROM library AS one ORDER BY last_visit DESC, root
"""


class Kept(NamedTuple):
    """The numbers of one library."""

    root: str
    visited_at: float  # seconds since the epoch; 0 for never
    opened: int
    read: int
    starred: int
    archived: int
    tags: int  # of one's own
    highlights: int
    notes: int  # highlights that have one
    visits: int


def overview(state: State) -> list[Kept]:
    """All libraries, the one visited last first."""
    rows: list[Any] = state.read(lambda connection: connection.execute(_SELECT).fetchall())
    return [Kept(os.fsdecode(row[0]), *row[1:]) for row in rows]
