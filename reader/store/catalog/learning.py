"""The vocabulary out of the index of words: what a first refresh learns at once."""

from __future__ import annotations

from typing import Any

import apsw

from reader.store.catalog.vocabulary import LONGEST, stem
from reader.store.spool import Spool


def unlearned(connection: apsw.Connection) -> Spool:
    """The rows of `vocabulary`, ascending, for terms of `words` that it lacks.

    The engine counts every occurrence on the way: 16 s where a million articles have 500 MB of words.
    """
    rows = Spool()
    terms: Any = connection.cursor().execute("SELECT term FROM term")
    vocabulary: Any = connection.cursor().execute("SELECT term FROM vocabulary ORDER BY term")
    (known,) = next(vocabulary, (None,))
    for (term,) in terms:
        # Python compares text by code point as SQLite does by UTF-8; both orders are the same.
        while known is not None and known < term:
            (known,) = next(vocabulary, (None,))
        if term != known and len(term) <= LONGEST:
            rows.append((term, term[::-1], stem(term)))
    return rows
