"""The vocabulary out of the index of words: what is learned at once of very many articles."""

from __future__ import annotations

from collections.abc import Iterator
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
    rows = Spool()
    for row in _terms(connection):
        rows.append(row)
    return rows


def unlearned(connection: apsw.Connection) -> Spool:
    """Those of `every` that the vocabulary lacks."""
    rows = Spool()
    vocabulary: Any = connection.cursor().execute("SELECT term FROM vocabulary ORDER BY term")
    (known,) = next(vocabulary, (None,))
    for row in _terms(connection):
        # Python compares text by code point as SQLite does by UTF-8; both orders are the same.
        while known is not None and known < row[0]:
            (known,) = next(vocabulary, (None,))
        if row[0] != known:
            rows.append(row)
    return rows


def _terms(connection: apsw.Connection) -> Iterator[Learned]:
    terms: Any = connection.cursor().execute("SELECT term, doc FROM term")
    for term, articles in terms:
        if len(term) <= LONGEST:
            yield term, term[::-1], stem(term), articles
