"""How titles are ordered: without case, accents, quotation marks and a leading article.

Which word is an article depends on the language: the one that the article states, else the one
whose commonest words stand most in its text, else English. It goes behind the title, as in the
catalogs of libraries (`dream, a`), so that two titles are equal only where all of their words are.
"""

from __future__ import annotations

import unicodedata

from reader.characters import fold, is_unspaced
from reader.store.catalog.schema import KEY_LENGTH

_ARTICLES = {
    "en": "the a an",
    "de": "der die das dem den des ein eine einer eines einem einen",
    "fr": "le la les l' un une des",
    "es": "el la los las lo un una unos unas",
    "it": "il lo la i gli le l' un uno una un'",
    "pt": "o a os as um uma uns umas",
    "nl": "de het een 't",
}
_COMMON = {
    "en": "the of and to is that for with",
    "de": "der und das ist nicht von mit den",
    "fr": "les des est et dans pour que une",
    "es": "los del que con una por las es",
    "it": "che di della per con sono il non",
    "pt": "que do da com uma não os para",
    "nl": "het van een en niet zijn dat op",
}
_TELLS = {
    word: [tongue for tongue, words in _COMMON.items() if word in words.split()]
    for words in _COMMON.values()
    for word in words.split()
}
_NAMES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
}
_SAMPLE = 1200  # characters of a text that tell its language
_TELLING = 3  # of the commonest words, so many at least
_APOSTROPHES = str.maketrans("\u2019\u02bc", "''")

_BY_WORD: dict[str, frozenset[str]] = {
    word: frozenset(tongue for tongue, words in _ARTICLES.items() if word in words.split())
    for words in _ARTICLES.values()
    for word in words.split()
}


def title_key_of(title: str, lang: str = "", text: str = "") -> str:
    """What titles are compared and ordered by: folded, from the first letter or digit on.

    `lang` is the language as the article states it, `text` what may tell it.
    """
    folded = fold(title)
    start = next((i for i, char in enumerate(folded) if char.isalnum()), 0)
    article, rest = _split(folded[start:])
    if article and _language(lang, text) in _BY_WORD[article]:
        return f"{rest[:KEY_LENGTH]}, {article}"
    return folded[start : start + KEY_LENGTH]


def title_keys(title: str) -> tuple[str, ...]:
    """The keys that a title has in one language or another."""
    return tuple(dict.fromkeys(title_key_of(title, tongue) for tongue in (*_ARTICLES, "-")))


def _split(folded: str) -> tuple[str, str]:
    """A word that is an article somewhere, and the title behind it; empty where there is none."""
    word, space, rest = folded.partition(" ")
    if not word.isascii():
        word = word.translate(_APOSTROPHES)
    begin, apostrophe, _ = word.partition("'")
    if apostrophe and f"{begin}'" in _BY_WORD:
        word, rest = f"{begin}'", folded[len(begin) + 1 :]
    elif not space or word not in _BY_WORD:
        return "", folded
    start = next((i for i, char in enumerate(rest) if char.isalnum()), None)
    return ("", folded) if start is None else (word, rest[start:])


def _language(lang: str, text: str) -> str:
    stated = lang.strip().lower()
    if stated:
        return _NAMES.get(stated, stated.replace("_", "-").partition("-")[0])
    counts = dict.fromkeys(_COMMON, 0)
    for tongues in filter(None, map(_TELLS.get, text[:_SAMPLE].lower().split())):
        for tongue in tongues:
            counts[tongue] += 1
    best = max(counts, key=counts.__getitem__)
    if counts[best] >= _TELLING and sorted(counts.values())[-2] < counts[best]:
        return best
    return "en"


def letter(title_key: str) -> str:
    """The heading that a title stands under: A to Z and the letters of other alphabets.

    `#` for digits and signs, which come first; the scripts with thousands of first characters
    share 文, and Hangul goes by its first consonant.
    """
    first = title_key[:1]
    if not first.isalpha():
        return "#"
    if first.isascii():
        return first.upper()
    if is_unspaced(first):
        return "文"
    return unicodedata.normalize("NFD", first)[0].upper()[0]
