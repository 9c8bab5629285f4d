"""The vocabulary out of the index of words: what is learned at once of very many articles."""

from __future__ import annotations

from typing import Any

import apsw

from reader.store.catalog.vocabulary import LONGEST, stem
from reader.store.spool import Spool

Learned = tuple[str, str, str, int]
"""A row of `vocabulary`."""


def every(connection: apsw.Connection) -> Spool:
    """The rows of `vocabulary` for all terms of `words`, ascending.

    The engine counts every occurrence on the way: 16 s where a million articles have 500 MB of words.
    """
    return _learned(connection, "SELECT term, doc FROM term")


def unlearned(connection: apsw.Connection) -> Spool:
    """Those of `every` that the vocabulary lacks."""
    return _learned(
        connection,
        "SELECT term, doc FROM term"
        " WHERE NOT EXISTS (SELECT 1 FROM vocabulary WHERE vocabulary.term = term.term)",
    )


def _learned(connection: apsw.Connection, select: str) -> Spool:
    rows = Spool()
    terms: Any = connection.cursor().execute(select)
    for term, articles in terms:
        if len(term) <= LONGEST:
            rows.append((term, term[::-1], stem(term), articles))
    return rows
