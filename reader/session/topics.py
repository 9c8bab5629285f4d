"""Topics of a library: telling words of its titles, and telling pairs of them, by its own figures.

Of Han characters, which stand in no words that a machine could tell apart without a dictionary,
stretches that return are words; of katakana, each run. Other scripts without spaces have none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from math import log

from reader.characters import fold, is_unspaced
from reader.named import NamedTuple
from reader.patterns import pattern

LEAST = 3  # titles that a topic stands in
SHARE = 1 / 3  # of the titles, at most
MOST = 24  # topics
CANDIDATES = 400  # words and pairs that are weighed
PAIR = 4.0  # times as telling as a word
COVERED = 0.6  # of a word's titles, from which a pair speaks for it

LONGEST = 400  # characters of a title that are looked at
SIZES = range(2, 7)  # Han characters of a stretch
TWO_WORDS = 4  # Han characters, from which a stretch tells as much as a pair of words

_PIECES = pattern(r"[^\w\s'’-]+|\s[-–—]+\s")  # no pair goes over a stop
_WORD = pattern(r"[^\W_]+")
_APOSTROPHE = pattern(r"['’]\w*")

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
_HAN_WORDS = """
一个 一個 一些 一种 一種 什么 什麼 如何 怎么 怎麼 为何 為何 为什么 為什麼 可以 没有 沒有 还有 還有 如果 因为 因為 所以
关于 關於 以及 但是 自己 其他 可能 应该 應該 需要 使用 之间 之間 方法 問題 时候 時候 今天 第一 最佳
"""
_STOP = frozenset(_WORDS.split())
# Han between these, which are words by themselves; and what says nothing alone.
_HAN = pattern("[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]{2,}")
_PARTICLES = pattern("[的了和与與及是在也都就把被让讓对對从從到吗嗎呢吧啊这這那我你他她它们們不]")
_KATAKANA = pattern("[\u30a1-\u30fa\u30fc]{3,}")
_HAN_STOP = frozenset(_HAN_WORDS.split())


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
        title = title[:LONGEST]
        if not title.isascii():
            found.update(((stretch,), (stretch, fold(stretch))) for stretch in stretches(title))
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
            count * each,
            len(titles) * each,
            [among.get(w, 0) for w in forms[key][1].split("-")],
            pair=len(key) == 2 or (len(key[0]) >= TWO_WORDS and bool(_HAN.match(key[0]))),
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
    covered |= _within_others([(key[0], count) for key, count in kept if _HAN.match(key[0])])
    best = sorted(
        (key for key in weights if key[0] not in covered or len(key) == 2),
        key=lambda key: (-weights[key], key),
    )[:MOST]
    return [Topic(*forms[key]) for key in best]


def stretches(title: str) -> set[str]:
    """What may be a word of a script without spaces: two to six Han characters, runs of katakana."""
    found = set(_KATAKANA.findall(title))
    for run in _HAN.findall(_PARTICLES.sub(" ", title)):
        for size in SIZES:
            found.update(run[at : at + size] for at in range(len(run) - size + 1))
    return found - _HAN_STOP


def _within_others(counts: list[tuple[str, int]]) -> set[str]:
    """The stretches most of whose titles have them within one longer stretch."""
    return {
        part
        for part, count in counts
        for whole, number in counts
        if len(whole) > len(part) and number >= COVERED * count and part in whole
    }


def _tells(word: str) -> bool:
    return (
        len(word) > 1
        and word not in _STOP
        and not word.isdecimal()
        and not any(is_unspaced(char) for char in word)
    )


def _weight(titles: int, of: int, articles: list[int], *, pair: bool) -> float:
    """Frequent and still telling; and a word of titles rather than of every text."""
    among = max(titles, min((count for count in articles if count), default=titles))
    rare = log(of / titles)
    return float((PAIR if pair else 1.0) * titles * rare * rare * (titles / among) ** 0.5)
