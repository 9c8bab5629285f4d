"""Where rows stand in an order that an index serves, and the row at a position, without counting.

The writer leaves a milestone every 256 rows; what is between is skipped or counted in the index.
"""

from __future__ import annotations

import apsw

from reader.store.catalog.orders import INDEXED

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

MILESTONE = 256  # rows

_MILESTONES_HOLD = (
    "(SELECT count(DISTINCT value) FROM number WHERE name IN ('generation', 'arranged')) = 1"
)
_Keys = tuple[object, ...]  # the values of an order's columns


def stretch(
    connection: apsw.Connection, sort: str, start: int, stop: int
) -> tuple[str, tuple[Any, ...]]:
    """A SELECT for the ids from one position to another, and what to bind."""
    by = INDEXED[sort].by
    position, keys = _milestone(connection, sort, start)
    where = f"WHERE ({by}) >= ({_marks(keys)}) " if keys else ""
    statement = f"SELECT article.id FROM article {where}ORDER BY {by} LIMIT ? OFFSET ?"
    return statement, (*keys, stop - start, start - position)


def position_of(connection: apsw.Connection, sort: str, article: int) -> int | None:
    """Where an article stands in an order; None where it is not in the catalog."""
    by = INDEXED[sort].by
    keys: Any = connection.execute(
        f"SELECT {by} FROM article WHERE article.id = ?", (article,)
    ).fetchone()
    if keys is None:
        return None
    position, first = _milestone_before(connection, sort, keys)
    where = f"({by}) >= ({_marks(first)}) AND " if first else ""
    row: Any = connection.execute(
        f"SELECT count(*) FROM article WHERE {where}({by}) < ({_marks(keys)})", (*first, *keys)
    ).fetchone()
    return position + int(row[0])


def _milestone(connection: apsw.Connection, sort: str, position: int) -> tuple[int, _Keys]:
    """The last milestone up to a position, and its keys; (0, ()) where there is none."""
    row: Any = connection.execute(
        f"SELECT milestone.position, {INDEXED[sort].by} FROM milestone"
        " CROSS JOIN article ON article.id = milestone.article"
        f" WHERE milestone.sort = ? AND milestone.position <= ? AND {_MILESTONES_HOLD}"
        " ORDER BY milestone.position DESC LIMIT 1",
        (sort, position),
    ).fetchone()
    return (row[0], row[1:]) if row else (0, ())


def _milestone_before(connection: apsw.Connection, sort: str, keys: _Keys) -> tuple[int, _Keys]:
    """The last milestone that does not come after these keys, by bisection."""
    last: Any = connection.execute(
        "SELECT max(position) FROM milestone WHERE sort = ?", (sort,)
    ).fetchone()
    best: tuple[int, _Keys] = (0, ())
    low, high = 1, (last[0] or 0) // MILESTONE
    while low <= high:
        middle = (low + high) // 2
        found = _milestone(connection, sort, middle * MILESTONE)
        # Python compares text by code point as SQLite does by UTF-8; both orders are the same.
        if found[1] <= keys:
            best, low = found, middle + 1
        else:
            high = middle - 1
    return best


def _marks(values: _Keys) -> str:
    return ", ".join("?" * len(values))
