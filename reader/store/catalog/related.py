"""Articles like one: those that have its telling words, by the library's own statistics.

A word tells as much as it is rare in the library and frequent in the article, more in its title and
in what it says of itself. Candidates are scored by which of these words they have, in all their
forms, and where; how often is not asked, so that 25 words of a million articles take 0.2 s.
"""

from __future__ import annotations

import math
import os
from array import array
from collections import Counter
from collections.abc import Sequence
from heapq import nlargest
from typing import Any

import apsw

from reader.article import ArticleId
from reader.named import NamedTuple
from reader.patterns import pattern
from reader.store.catalog.entry import ARTICLE, Entry, Value

WORDS = 25  # that are looked for
FORMS = 4  # of one stem, the most frequent
POSTINGS = 60_000  # entries of the index that all of them may cost
TOO_USUAL = 3  # where every third article has a word, it tells nothing
RARITY = 1.7  # the power of how rare a word is: as in a cosine, it counts on either side
ONCE, PASSING = 2.0, 0.4  # what occurs once may be said in passing, and counts for less
SHORTEST = 3  # characters, but for scripts in which one is a word
CANDIDATES = 60
TITLE, ABOUT = 2.0, 1.0  # what a word in title or description counts for beside the text
_LONG = 0.25  # how much a long article loses, which has more words of any kind
_WEAK = 0.2  # of the best: what has less in common is left out

_TERM = pattern(r"[^\W_]+")


Like = tuple[ArticleId, tuple[str, ...]]
"""An article that is like another one, and words that both have, the most telling first."""


class _Word(NamedTuple):
    """A stem with the forms that are looked for."""

    shown: str
    forms: tuple[str, ...]
    weight: float


def related(connection: apsw.Connection, path: str, entry: Entry, most: int) -> list[Like]:
    """Up to so many articles like the one at a path, which is indexed by `entry`, the likest first.

    What has the same text is left out, and of others with the same text all but one.
    """
    telling = _telling(connection, entry.words)
    if not telling:
        return []
    select = "SELECT rowid AS id, {} AS score FROM words WHERE words MATCH ?"
    parts: list[str] = []
    values: list[str] = []
    for word in telling:
        expression = " OR ".join(f'"{form}"' for form in word.forms)
        parts += (select.format(word.weight), select.format(word.weight / 2))
        values += (expression, f"{{title about}} : ({expression})")
    rows: Any = connection.execute(
        f"SELECT id, sum(score) FROM ({' UNION ALL '.join(parts)}) GROUP BY id"
        f" ORDER BY 2 DESC, 1 DESC LIMIT {CANDIDATES}",
        values,
    ).fetchall()
    body = entry.article[ARTICLE.index("body_hash")]
    ranked = _ranked(connection, dict(rows), os.fsencode(path), body)[:most]
    return _shared(connection, telling, ranked)


def _telling(connection: apsw.Connection, words: Sequence[str]) -> list[_Word]:
    """The words that tell most of an article, no more than are cheap to look for."""
    counts = _counts(words)
    [(articles,)] = connection.execute("SELECT max(1, value) FROM number WHERE name = 'articles'")
    vocabulary: Any = connection.execute(
        "SELECT term, stem, articles FROM vocabulary WHERE term IN (SELECT value FROM carray(?))",
        (apsw.carray(tuple(counts)),),
    )
    by_stem: dict[str, list[tuple[str, int]]] = {}
    for term, stem, have in vocabulary:
        by_stem.setdefault(stem, []).append((term, have))
    found: list[tuple[float, str, str]] = []
    for stem, terms in by_stem.items():
        have = max(count for _, count in terms)
        count = sum(counts[term] for term, _ in terms)
        if have <= max(articles / TOO_USUAL, 2):
            often = math.log(1.0 + count) * (1.0 if count >= ONCE else PASSING)
            shown = max(terms, key=lambda term: counts[term[0]])[0]
            found.append((math.log((1 + articles) / have) ** RARITY * often, stem, shown))
    telling: list[_Word] = []
    left = POSTINGS
    for weight, stem, shown in nlargest(4 * WORDS, found):
        if len(telling) == WORDS:
            break
        forms: Any = connection.execute(
            "SELECT term, articles FROM vocabulary WHERE stem = ? ORDER BY articles DESC LIMIT ?",
            (stem, FORMS),
        ).fetchall()
        have = sum(count for _, count in forms)
        if 2 <= have <= left:  # else nothing else has it
            left -= have
            telling.append(_Word(shown, tuple(term for term, _ in forms), weight))
    return telling


def _counts(words: Sequence[str]) -> dict[str, float]:
    title, about, _, text = words
    counts: Counter[str] = Counter(_terms(text))
    weighed: dict[str, float] = dict(counts)
    for column, weight in ((title, TITLE), (about, ABOUT)):
        for term in set(_terms(column)):
            weighed[term] = weighed.get(term, 0) + weight
    return weighed


def _terms(text: str) -> list[str]:
    return [
        term
        for term in _TERM.findall(text)
        if not term.isdecimal() and (len(term) >= SHORTEST or not term.isascii())
    ]


def _ranked(
    connection: apsw.Connection, scores: dict[int, float], own: bytes, body: Value
) -> list[int]:
    """Candidates by what they have in common with the article for their length."""
    rows: Any = connection.execute(
        "SELECT id, path, words, body_hash FROM article WHERE id IN (SELECT value FROM carray(?))",
        (apsw.carray(array("q", scores)),),
    )
    ranked: list[tuple[float, int, int]] = []
    for article, path, length, text in rows:
        if path != own and text != body:
            share = scores[article] / (1.0 + _LONG * math.log(1.0 + length / 500))
            ranked.append((share, article, text))
    ranked.sort(reverse=True)
    seen: set[int] = set()
    found: list[int] = []
    for score, article, text in ranked:
        if text not in seen and score >= _WEAK * ranked[0][0]:
            seen.add(text)
            found.append(article)
    return found


def _shared(connection: apsw.Connection, telling: list[_Word], articles: list[int]) -> list[Like]:
    """Which of the telling words each of a few articles has."""
    found: dict[int, list[str]] = {article: [] for article in articles}
    for word in telling:
        expression = " OR ".join(f'"{form}"' for form in word.forms)
        for article, words in found.items():
            if connection.execute(
                "SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?", (expression, article)
            ).fetchone():
                words.append(word.shown)
    return [(ArticleId(article), tuple(words)) for article, words in found.items()]
