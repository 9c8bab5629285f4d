"""Topics of a library: telling words of its titles, and telling pairs of them, by its own figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from math import log
from typing import NamedTuple

from reader.characters import fold, is_unspaced

LEAST = 3  # titles that a topic stands in
SHARE = 1 / 3  # of the titles, at most
MOST = 24  # topics
CANDIDATES = 400  # words and pairs that are weighed
PAIR = 4.0  # times as telling as a word
COVERED = 0.6  # of a word's titles, from which a pair speaks for it

_PIECES = re.compile(r"[^\w\s'’-]+|\s[-–—]+\s")  # no pair goes over a stop
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"['’]\w*")

# What says nothing alone, in the languages that most libraries are written in.
_WORDS = """
a about above after again against all also am an and any are as at be because been before being
below between both but by can could did do does doing down during each few for from further get
had has have having he her here hers him his how i if in into is it its just like make me more
most my need never new no nor not now of off on once one only or other our out over own part s
same she should so some such t than that the their them then there these they this those through
to too under until up us use using very via was we were what when where which while who whom why
will with within without would you your vs au aux avec ce ces comment dans de des du en est et la
le les leur mais nos notre nous ou par pas plus pour que qui sa se ses son sont sur un une vos
votre vous aus bei das dem den der die ein eine einem einen einer eines es fur im ist mit nach
nicht oder sie sind uber um und von vor war wie wir zu zum zur auf als auch al como con del el
esta este las lo los mas muy para pero por sin sobre su sus una uno y da dei della delle di dos e
em gli ha il ma na nei nella o os per piu sono uma aan dat een het hoe met naar niet om op te tot
van voor wat
"""
_STOP = frozenset(_WORDS.split())


class Topic(NamedTuple):
    """A word or two of titles, as they are written most often."""

    shown: str
    value: str  # behind `title:`; two words are joined by a dash, which leaves their forms open


def telling(
    titles: list[str],
    stem: Callable[[str], str],
    articles: Callable[[list[str]], Mapping[str, int]],
    each: int = 1,
) -> list[Topic]:
    """The most telling topics of titles, each of which stands for so many.

    `articles` tells in how many articles words stand: a word of many articles and few titles says
    little about either.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    written: Counter[tuple[tuple[str, ...], tuple[str, str]]] = Counter()
    known_words: dict[str, tuple[str, str, bool]] = {}  # folded, stem, whether it tells something
    for title in titles:
        found: dict[tuple[str, ...], tuple[str, str]] = {}
        for piece in _PIECES.split(title):
            before: tuple[str, str, str] | None = None  # a telling word, with which a pair begins
            for word in _WORD.findall(_APOSTROPHE.sub(" ", piece)):
                known = known_words.get(word)
                if known is None:
                    folded = fold(word)
                    known = known_words[word] = (folded, stem(folded), _tells(folded))
                folded, stemmed, tells = known
                if before is not None and (tells or folded.isdecimal()):
                    found[before[2], stemmed] = (f"{before[0]} {word}", f"{before[1]}-{folded}")
                if tells:
                    found[(stemmed,)] = (word, folded)
                before = (word, folded, stemmed) if tells else None
        counts.update(found.keys())
        written.update(found.items())
    most = len(titles) * SHARE
    kept = [
        (key, count)
        for key, count in counts.most_common()
        if count * each >= LEAST and count <= most
    ][:CANDIDATES]
    forms: dict[tuple[str, ...], tuple[str, str]] = {}
    best_of = dict.fromkeys((key for key, _ in kept), 0)
    for (key, form), number in written.items():
        if number > best_of.get(key, number):
            forms[key], best_of[key] = form, number
    among = articles([word for key, _ in kept for word in forms[key][1].split("-")])
    weights = {
        key: _weight(
            count * each, len(titles) * each, [among.get(w, 0) for w in forms[key][1].split("-")]
        )
        for key, count in kept
    }
    pairs = [key for key, _ in kept if len(key) == 2]
    covered = {
        word
        for pair in pairs
        for word in pair
        if counts[pair] >= COVERED * counts[(word,)] and len(pair) == 2
    }
    best = sorted(
        (key for key in weights if key[0] not in covered or len(key) == 2),
        key=lambda key: (-weights[key], key),
    )[:MOST]
    return [Topic(*forms[key]) for key in best]


def _tells(word: str) -> bool:
    return (
        len(word) > 1
        and word not in _STOP
        and not word.isdecimal()
        and not any(is_unspaced(char) for char in word)
    )


def _weight(titles: int, of: int, articles: list[int]) -> float:
    """Frequent and still telling; and a word of titles rather than of every text."""
    among = max(titles, min((count for count in articles if count), default=titles))
    rare = log(of / titles)
    pair = PAIR if len(articles) > 1 else 1.0
    return float(pair * titles * rare * rare * (titles / among) ** 0.5)
