"""Rows of a list as the catalog and the state have them."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date

import apsw

from reader.article import ArticleId
from reader.store.rows import Row

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

# The ids come first, the state afterwards: a join below an OFFSET is made for each skipped row.
_ROWS = """
SELECT article.id, article.path, article.title, article.subtitle, article.authors, article.day,
  article.minutes, ifnull(reading.progress, 0), ifnull(reading.read, 0),
  ifnull(reading.starred, 0), ifnull(arrival.new, 0), article.broken,
  {shares},
  ifnull(reading.archived, 0),
  (SELECT group_concat(tag, char(10)) FROM own_tag WHERE own_tag.path = article.path)
FROM article LEFT JOIN reading USING (path) LEFT JOIN arrival USING (path_hash)
"""
_SHARES = """
EXISTS (SELECT 1 FROM article other
        WHERE other.letter = article.letter AND other.title_key = article.title_key
          AND other.id <> article.id)
"""


def rows(connection: apsw.Connection, where: str, values: tuple[Any, ...]) -> list[Row]:
    """The rows for which something holds.

    Until a first refresh has come to its end there is no index of titles, and to ask for another
    article of the same title would read all of them, for each row: titles are compared with those
    that are on the screen beside them.
    """
    [(whole,)] = connection.execute("SELECT value > 0 FROM number WHERE name = 'arranged'")
    statement = f"{_ROWS.format(shares=_SHARES if whole else '0')} WHERE {where}"
    found = [_row(each) for each in connection.execute(statement, values)]
    if whole:
        return found
    titles = Counter(row.title for row in found)
    return [row._replace(shares_title=titles[row.title] > 1) for row in found]


def _row(values: Any) -> Row:
    article, path, title, subtitle, authors, days, minutes, progress, *flags, tags = values
    day = None if days is None else date.fromordinal(days)
    read, starred, new, broken, shared, archived = map(bool, flags)
    return Row(
        ArticleId(article),
        os.fsdecode(path),
        title,
        subtitle,
        authors,
        day,
        minutes,
        progress,
        read,
        starred,
        new,
        broken,
        shared,
        archived,
        tuple(sorted(tags.split("\n"))) if tags else (),
    )
