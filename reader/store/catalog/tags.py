"""The tags that authors gave, and in how many articles each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.store.catalog.browse import Catalog

MOST = 1000  # beyond, nobody would find one by looking for it among them

# Of several ways to write one tag (letter case, accents) the commonest stands for all.
_SELECT = """
SELECT name, sum(count) AS articles FROM (
  SELECT key, name, count(*) AS count FROM tag GROUP BY key, name ORDER BY count DESC)
GROUP BY key ORDER BY articles DESC, key LIMIT ?
"""


def authors_tags(catalog: Catalog) -> list[tuple[str, int]]:
    """The commonest tags of a library's front matter, each with its number of articles."""
    with catalog.reading() as connection:
        rows: Any = connection.execute(_SELECT, (MOST,)).fetchall()
    return [(str(name), int(count)) for name, count in rows]
