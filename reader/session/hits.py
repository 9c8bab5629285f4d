"""Where the words of a query stand in a text: exact, other forms, beginnings, one typo away.

What a query matched is known from the catalog (`store.catalog.match.Found.marks`); texts are cut
and folded as the index cuts and folds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from reader.characters import fold, is_unspaced
from reader.named import NamedTuple
from reader.patterns import pattern
from reader.query.tokens import words_of

# What divides words, the sign between two blocks (`finder.BETWEEN`) too.
_WORD = pattern(r"[^\0\s!-/:-@\[-`{-~\u2010-\u2027\u3001-\u3011]+")

Marks = tuple[tuple[tuple[str, ...], ...], ...]
"""What hits consist of: for each text that is looked for, the forms of each of its words."""


class Hit(NamedTuple):
    """A range of a text, in characters."""

    start: int
    end: int
    mark: int  # which of the marks it is


def marks_in(sought: Iterable[tuple[tuple[tuple[str, ...], ...], str]], field: str) -> Marks:
    """What is looked for in a field, of what `store.catalog.match.Found.marks` has."""
    return tuple(dict.fromkeys(words for words, where in sought if where in ("", field)))


class _Forms(NamedTuple):
    """Which marks a word belongs to, and as which of their words."""

    exact: dict[str, list[tuple[int, int]]]
    begun: list[tuple[str, int, int]]  # what begins so

    def of(self, word: str) -> set[tuple[int, int]]:
        found = set(self.exact.get(word, ()))
        found.update((number, place) for form, number, place in self.begun if word.startswith(form))
        return found


@lru_cache(maxsize=16)  # a query has hundreds of forms, and is looked for in many short texts
def _forms(marks: Marks) -> _Forms:
    exact: dict[str, list[tuple[int, int]]] = {}
    begun: list[tuple[str, int, int]] = []
    for number, mark in enumerate(marks):
        for place, forms in enumerate(mark):
            for form in forms:
                if form.endswith("*"):
                    begun.append((form[:-1], number, place))
                else:
                    exact.setdefault(form, []).append((number, place))
    return _Forms(exact, begun)


def hits_of(text: str, marks: Marks) -> list[Hit]:
    """Where the marks stand, in the order of the text."""
    if not marks:
        return []
    words = _words(text)
    forms = _forms(marks)
    known = {word: forms.of(word) for word in {word for _, _, word in words}}
    places = [known[word] for _, _, word in words]
    hits: list[Hit] = []
    for at, here in enumerate(places):
        for number in {number for number, place in here if place == 0}:
            last = at + len(marks[number]) - 1
            if last < len(places) and all(
                (number, place) in places[at + place] for place in range(1, len(marks[number]))
            ):
                hits.append(Hit(words[at][0], words[last][1], number))
    return hits


def _words(text: str) -> list[tuple[int, int, str]]:
    """From, to and folded form of each word, as the index cuts them."""
    found: list[tuple[int, int, str]] = []
    for match in _WORD.finditer(text):
        run = match[0]
        if run.isascii():
            found.append((match.start(), match.end(), run.lower()))
        elif any(is_unspaced(char) for char in run):
            found.extend(_parts(run, match.start()))
        else:
            folded = words_of(run)
            found.extend((match.start(), match.end(), word) for word in folded)
    return found


def _parts(run: str, offset: int) -> list[tuple[int, int, str]]:
    """A run with characters that stand alone in the index, each by itself."""
    found: list[tuple[int, int, str]] = []
    start = 0
    for at, char in enumerate(run):
        if is_unspaced(char):
            if at > start:
                found.append((offset + start, offset + at, fold(run[start:at])))
            found.append((offset + at, offset + at + 1, fold(char)))
            start = at + 1
    if start < len(run):
        found.append((offset + start, offset + len(run), fold(run[start:])))
    return found
