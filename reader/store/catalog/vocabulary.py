"""The terms of texts and their stems, as the full-text table cuts them.

A term that is missing here is still found as typed; it only lacks other forms and completions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from reader.patterns import pattern

LONGEST = 48  # characters; longer ones are data, nobody completes them
_MOST_GIVEN = 100_000  # terms that are kept in memory, some 12 MB

_ASCII = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum()} | {"_": " "}
)
_BEYOND_ASCII = pattern("[^\x00-\x7f]")
_WITHIN_WORDS = ("Mn", "Mc", "Co")
_SCRIPTS = (
    ("\u0370", "\u03ff", "greek"),
    ("\u0400", "\u04ff", "russian"),
    ("\u0600", "\u06ff", "arabic"),
    ("\u0900", "\u097f", "hindi"),
)

_words: re.Pattern[str] | None = None
_stemmers: dict[str, Any] = {}


def terms(texts: Iterable[str]) -> set[str]:
    """The terms that the full-text table makes of folded, spread texts, but the longest."""
    return {term for term in _cut(texts) if len(term) <= LONGEST}


def _cut(texts: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for text in texts:
        # Most texts are ASCII but for dashes and quotation marks; without these, splitting is
        # twice as fast as a regular expression.
        for char in set(_BEYOND_ASCII.findall(text)):
            if not char.isalnum() and unicodedata.category(char) not in _WITHIN_WORDS:
                text = text.replace(char, " ")
        if text.isascii():
            found.update(text.translate(_ASCII).split())
        else:
            found.update(_pattern().findall(text.replace("_", " ")))
    return found


def _pattern() -> re.Pattern[str]:
    """Runs of what `schema.TOKENIZER` takes for letters; marks beyond the BMP are left out."""
    global _words
    if _words is None:
        # 5 ms for the blocks that hold marks; Han and Hangul hold none.
        blocks = (range(0x300, 0x3100), range(0xA000, 0xAC00), range(0xF900, 0x10000))
        marks = "".join(
            chr(code)
            for block in blocks
            for code in block
            if unicodedata.category(chr(code)) in _WITHIN_WORDS
        )
        _words = re.compile(f"[\\w\ue000-\uf8ff{marks}]+")
    return _words


def stem(term: str) -> str:
    """What a term shares with the other forms of its word (Snowball); the term itself for many.

    The language is guessed by the script, since a query has none: English for Latin letters.
    """
    if not term.isalpha() or len(term) < 3:
        return term
    language = "english"
    if not term.isascii():
        first = term[0]
        language = next((name for low, high, name in _SCRIPTS if low <= first <= high), "")
        if not language and not unicodedata.name(first, "").startswith("LATIN"):
            return term
    stemmer = _stemmers.get(language or "english")
    if stemmer is None:
        from Stemmer import Stemmer  # only where a term is new

        stemmer = _stemmers[language or "english"] = Stemmer(language or "english")
    return str(stemmer.stemWord(term))


class NewTerms:
    """Gives each term once, or a few times where there are very many."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The terms that were not given before."""
        new = [term for term in _cut(texts) - self._given if len(term) <= LONGEST]
        if len(self._given) > _MOST_GIVEN:
            self._given.clear()
        self._given.update(new)
        return tuple(new)
