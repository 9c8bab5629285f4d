"""The words that a typed word also stands for: forms of its stem, completions, one typo away."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import apsw

from reader.patterns import pattern
from reader.query.nearest import within_one

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

FORMS = 32  # of one stem
COMPLETIONS = 48  # of one beginning
BEGUN = 256  # words that `word*` may stand for one by one; the engine joins more of them itself
POSTINGS = 100_000  # entries of the index that the completions of one word may cost: some 10 ms
SHORT = 3  # bytes; counting what begins with fewer costs 110 ms a letter at 100,000 articles
TITLES = 4096  # the latest, 10 ms; what they begin with short beginnings is what people look for
OF_SHORT = 8  # completions of a short beginning
NAMES = 4096  # authors, in the order of the alphabet, whose names short beginnings begin: 10 ms
NEAR = 8  # words that a typo may have meant
SHORTEST_NEAR = 4  # characters; shorter words are one edit from half the vocabulary
_CANDIDATES = 20_000  # words that share half of a misspelt one
_KEPT = 512  # answers remembered
_LAST = "\U0010ffff"
_WORD = pattern(r"\w+")

# From one name to the next by the index: with a GROUP BY every article's authors would be read.
_DISTINCT_NAMES = """
WITH RECURSIVE name(key) AS (
  SELECT min(key) FROM author WHERE key >= ?1 AND key < ?2
  UNION ALL SELECT (SELECT min(key) FROM author WHERE key > name.key AND key < ?2)
    FROM name WHERE key NOT NULL
) SELECT key FROM name WHERE key NOT NULL LIMIT ?3
"""


class Forms:
    """Looks forms up in the catalog and remembers them while it stays the same.

    Holds no connection; every method takes the one of its thread.
    """

    def __init__(self) -> None:
        self._generation = -1
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}
        self._titles: Counter[str] | None = None
        self._names: tuple[Counter[str], int] | None = None

    def renew(self, generation: int) -> None:
        """Forget everything where the catalog has changed since."""
        if generation != self._generation or len(self._known) > _KEPT:
            self._known.clear()
        if generation != self._generation:
            self._titles = self._names = None
        self._generation = generation

    def prepare(self, connection: apsw.Connection) -> Counter[str]:
        """How many titles have a word; counted once, before it is needed where there is time."""
        if self._titles is None:
            titles: Any = connection.execute(
                "SELECT title_key FROM article ORDER BY id DESC LIMIT ?", (TITLES,)
            )
            self._titles = Counter(
                word for (title,) in titles for word in set(_WORD.findall(title))
            )
        return self._titles

    def of_stem(self, connection: apsw.Connection, word: str) -> tuple[str, ...]:
        """The other forms of a word's stem that the library has."""
        return self._remembered("stem", word, lambda: _of_stem(connection, word))

    def completions(
        self, connection: apsw.Connection, beginning: str, field: str
    ) -> tuple[str, ...]:
        """Words that begin so, the most frequent first, as many as are cheap to look for.

        For one or two letters, only words that titles have; in the field `author`, that names have:
        of more than NAMES, the first of the alphabet and those whose own beginning it is.
        """
        if len(beginning.encode("utf-8", "replace")) >= SHORT:
            return self._remembered(
                "completions", beginning, lambda: _completions(connection, beginning)
            )
        if field == "author":
            return self._remembered(
                "names", beginning, lambda: self._of_names(connection, beginning)
            )
        return self._remembered("titles", beginning, lambda: self._of_titles(connection, beginning))

    def _of_titles(self, connection: apsw.Connection, beginning: str) -> tuple[str, ...]:
        begun = _begun(self.prepare(connection), beginning, OF_SHORT)
        return _affordable((word, _frequency(connection, word)) for word in begun)

    def _of_names(self, connection: apsw.Connection, beginning: str) -> tuple[str, ...]:
        if self._names is None:
            self._names = _words_of_names(connection, "")
        words, names = self._names
        if names == NAMES:  # there may be more
            words = words | _words_of_names(connection, beginning)[0]
        begun = _begun(words, beginning, COMPLETIONS)
        counted = [(word, _frequency(connection, word)) for word in begun]
        return _affordable(sorted(counted, key=lambda pair: -pair[1]))

    def beginning(self, connection: apsw.Connection, word: str) -> tuple[str, ...] | None:
        """All words that begin so; None where they are too many to be named."""
        found = self._remembered("beginning", word, lambda: _beginning(connection, word))
        return found if len(found) <= BEGUN else None

    def near(self, connection: apsw.Connection, word: str) -> tuple[str, ...]:
        """Other words of the library that are one typo away, the most frequent first."""
        return self._remembered("near", word, lambda: _near(connection, word))

    def _remembered(self, kind: str, word: str, find: Any) -> tuple[str, ...]:
        key = (kind, word)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = find()
        return found


def _completions(connection: apsw.Connection, beginning: str) -> tuple[str, ...]:
    rows: Any = connection.execute(
        "SELECT term, doc FROM term WHERE term > ? AND term < ? ORDER BY doc DESC LIMIT ?",
        (beginning, beginning + _LAST, COMPLETIONS),
    )
    return _affordable(rows)


def _words_of_names(connection: apsw.Connection, beginning: str) -> tuple[Counter[str], int]:
    """How many of the first NAMES names that begin so have a word, and how many names those are."""
    rows: Any = connection.execute(_DISTINCT_NAMES, (beginning, beginning + _LAST, NAMES))
    names = [name for (name,) in rows]
    return Counter(word for name in names for word in set(_WORD.findall(name))), len(names)


def _begun(words: Counter[str], beginning: str, most: int) -> list[str]:
    """The commonest of some words that begin so."""
    begun = (word for word in words if word.startswith(beginning) and word != beginning)
    return sorted(begun, key=words.__getitem__, reverse=True)[:most]


def _beginning(connection: apsw.Connection, word: str) -> tuple[str, ...]:
    rows: Any = connection.execute(
        "SELECT term FROM term WHERE term > ? AND term < ? LIMIT ?", (word, word + _LAST, BEGUN + 1)
    )
    return tuple(term for (term,) in rows)


def _affordable(words: Any) -> tuple[str, ...]:
    """The first word, and of the others those whose entries are not too many with it."""
    found: list[str] = []
    postings = 0
    for word, articles in words:
        if articles and (not found or postings + articles <= POSTINGS):
            postings += articles
            found.append(word)
    return tuple(found)


def _frequency(connection: apsw.Connection, word: str) -> int:
    row: Any = connection.execute("SELECT doc FROM term WHERE term = ?", (word,)).fetchone()
    return row[0] if row else 0


def _of_stem(connection: apsw.Connection, word: str) -> tuple[str, ...]:
    row: Any = connection.execute("SELECT stem FROM vocabulary WHERE term = ?", (word,)).fetchone()
    if row:
        stem = row[0]
    else:
        from reader.store.catalog import vocabulary  # the stemmer, 25 ms, for unknown words alone

        stem = vocabulary.stem(word)
    rows: Any = connection.execute(
        "SELECT term FROM vocabulary WHERE stem = ? AND term <> ? LIMIT ?", (stem, word, FORMS)
    )
    return tuple(term for (term,) in rows)


def _near(connection: apsw.Connection, word: str) -> tuple[str, ...]:
    """One edit leaves one half of a word intact, but for a swap of the two letters between."""
    length = len(word)
    if length < SHORTEST_NEAR:
        return ()
    half = length // 2
    begin, end = word[:half], word[half:][::-1]
    candidates: set[str] = set()
    for column, part in (("term", begin), ("reversed", end)):
        rows: Any = connection.execute(
            f"SELECT term FROM vocabulary WHERE {column} >= ? AND {column} < ?"
            " AND length(term) BETWEEN ? AND ? LIMIT ?",
            (part, part + _LAST, length - 1, length + 1, _CANDIDATES),
        )
        candidates.update(term for (term,) in rows)
    candidates.update(word[:at] + b + a + word[at + 2 :] for at, (a, b) in _middle(word, half))
    candidates.discard(word)
    counted = [
        (_frequency(connection, term), term) for term in candidates if within_one(word, term)
    ]
    counted = [pair for pair in counted if pair[0]]
    counted.sort(key=lambda pair: (-pair[0], pair[1]))
    return tuple(term for _, term in counted[:NEAR])


def _middle(word: str, half: int) -> list[tuple[int, tuple[str, str]]]:
    return [(half - 1, pair) for pair in pairwise(word[half - 1 : half + 1])]
