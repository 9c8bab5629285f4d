"""What articles have in common, counted: authors, tags, folders, days, minutes, words of titles.

Each takes the table of ids that `match.choose` made; an empty name stands for every article. Of few
articles each is looked up, of many an index is read through.
"""

from __future__ import annotations

import os
from array import array
from collections import Counter
from typing import Any

import apsw

from reader.store.catalog.schema import KEY_LENGTH, LAST
from reader.store.catalog.statements import Statements

SCAN = 8  # where one of so many articles is chosen, reading an index beats looking up
MOST = 1000  # folders; beyond, nobody would find one by looking for it among them
KNOWN = 50_000  # authors or tags: those of a million articles, and some 10 MB of them
SAMPLE = 10_000  # titles whose words are looked at: up to 0.8 s, once for each state of a catalog


def total(statements: Statements, table: str) -> int:
    """How many articles there are."""
    if table:
        return statements.number(f"SELECT count(*) FROM {table}")
    return statements.number("SELECT value FROM number WHERE name = 'articles'")


def minutes(statements: Statements, table: str) -> list[tuple[int, int]]:
    """(minutes that reading takes, articles), the shortest first."""
    return _grouped(statements, table, "minutes")


def days(statements: Statements, table: str) -> list[tuple[int, int]]:
    """(day as an ordinal, articles) of those that have a day, the latest first."""
    found = _grouped(statements, table, "date_key")
    return [(-key, count) for key, count in found if key != LAST]


def folders(statements: Statements, table: str) -> dict[str, int]:
    """Articles in and below each folder; folders end in /, and the library itself is left out.

    Of many articles each folder is a range of the index of paths; the upper ones come first, and
    no more than `MOST` of them.
    """
    if table and _few(statements, table):
        paths = statements.column(
            f"SELECT path FROM {table} AS found CROSS JOIN article ON article.id = found.id"
        )
        counts: Counter[bytes] = Counter()
        for path in paths:
            at = path.find(b"/")
            while at >= 0:
                counts[path[: at + 1]] += 1
                at = path.find(b"/", at + 1)
        return {os.fsdecode(name): count for name, count in counts.items()}
    found: dict[str, int] = {}
    waiting = [b""]
    while waiting and len(found) < MOST:
        within = waiting.pop(0)
        at, end = within, _behind(within) if within else b"\xff" * 8
        while rows := statements.rows(_NEXT, (at, end, len(within) + 1)):
            name = rows[0][0][: rows[0][0].index(b"/", len(within)) + 1]
            at = _behind(name)
            number = statements.number(_BELOW.format(table and f"AND +id IN {table}"), (name, at))
            if number:
                found[os.fsdecode(name)] = number
                waiting.append(name)
            if len(found) >= MOST:
                break
    return found


# The next path that leads into a folder below: files on the way cost a look at their name each
_NEXT = """
SELECT path FROM article WHERE path >= ? AND path < ? AND instr(substr(path, ?), x'2f')
ORDER BY path LIMIT 1
"""
_BELOW = "SELECT count(*) FROM article WHERE path >= ? AND path < ? {}"


def _behind(folder: bytes) -> bytes:
    """What sorts behind all that is in a folder: 0 is the character after /."""
    return folder[:-1] + b"0"


def authors(statements: Statements, table: str) -> list[tuple[str, int]]:
    """(key, articles) of the authors of articles, the most frequent first."""
    return [(str(key), int(count)) for key, count in _listed(statements, table, "author")]


def tags(statements: Statements, table: str) -> list[tuple[str, int]]:
    """(key, articles) of the tags that authors gave, the most frequent first."""
    return [(str(key), int(count)) for key, count in _listed(statements, table, "tag")]


def own_tags(statements: Statements, table: str) -> list[tuple[str, str, int]]:
    """(tag as written, key, articles) of one's own tags."""
    return statements.rows(_OWN.format(table and f"AND article.id IN {table}"))


# `folded` is made by each search.
_OWN = f"""
SELECT min(tag), key, count(DISTINCT id) FROM (
  SELECT own_tag.tag AS tag, substr(folded(own_tag.tag), 1, {KEY_LENGTH}) AS key, article.id AS id
  FROM own_tag CROSS JOIN article USING (path) WHERE 1 {{}})
GROUP BY key
"""


def titles(statements: Statements) -> tuple[list[str], int]:
    """Titles from all over the library, and of how many each stands for."""
    every = -(-total(statements, "") // SAMPLE) or 1
    last = statements.number("SELECT max(id) FROM article")
    ids = array("q", range(1, last + 1, every))
    if not ids:
        return [], 1
    return statements.column(
        "SELECT title FROM article WHERE id IN carray(?)", (apsw.carray(ids),)
    ), every


def frequencies(statements: Statements, terms: list[str]) -> dict[str, int]:
    """In how many articles each term stands, roughly."""
    marks = ", ".join("?" * len(terms))
    rows = statements.rows(
        f"SELECT term, articles FROM vocabulary WHERE term IN ({marks})", tuple(terms)
    )
    return {str(term): int(count) for term, count in rows}


def _grouped(statements: Statements, table: str, column: str) -> list[Any]:
    return statements.rows(
        f"SELECT article.{column}, count(*) FROM {_of(statements, table)} ORDER BY 1"
    )


def _of(statements: Statements, table: str) -> str:
    """The articles of a table, grouped by the first column."""
    if not table:
        return "article GROUP BY 1"
    if _few(statements, table):
        return f"{table} AS found CROSS JOIN article ON article.id = found.id GROUP BY 1"
    return f"article WHERE +article.id IN {table} GROUP BY 1"


def _listed(statements: Statements, table: str, of: str) -> list[Any]:
    """(key, articles) of what an article may have several of."""
    if not table:
        source = of
    elif _few(statements, table):
        source = f"{table} AS found CROSS JOIN {of} ON {of}.article = found.id"
    else:
        source = f"{of} WHERE +{of}.article IN {table}"
    return statements.rows(  # an article may have one twice, in two spellings of the same key
        f"SELECT {of}.key, count(DISTINCT {of}.article) FROM {source}"
        f" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {KNOWN}"
    )


def _few(statements: Statements, table: str) -> bool:
    return total(statements, table) * SCAN < total(statements, "")


def written(statements: Statements, of: str, key: str) -> str:
    """How a key is written most often, as far as its first articles tell."""
    rows = statements.rows(
        f"SELECT name FROM (SELECT name FROM {of} WHERE key = ? LIMIT 50)"
        " GROUP BY name ORDER BY count(*) DESC, name LIMIT 1",
        (key,),
    )
    return str(rows[0][0]).lstrip("#") if rows else key
