"""Finding what a person types in a text as read: both are folded, and there is an exact way back.

Case, accents, typographic quotes and dashes, and the way in which characters are composed do not
matter unless they are typed; a space finds any white space. What is found are ranges of the text
itself, whole grapheme clusters, so that a mark never tears one apart.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

import apsw.unicode

from reader.characters import clean, fold
from reader.named import NamedTuple

MOST_MARKS = 30
"""Combining marks taken as one piece with their base (UAX #15, Stream-Safe Text): putting more of
them in order costs their square."""

LONGEST = 1000  # characters of what is typed, or pasted

_KNOWN = 1 << 14  # characters whose folded form is kept; an article may hold all there are
_AROUND = 64  # characters before a hit within which its first cluster is sure to begin

_SOFT = {
    **dict.fromkeys("‘’‚‛′‵`´ʹʻʼʽˈ", "'"),
    **dict.fromkeys("“”„‟″‶«»", '"'),
    **dict.fromkeys("‐‑‒–—―−⁃﹘", "-"),
}
"""What people type for what is printed."""


class _Folds(dict[int, str]):
    """The folded form of each character by itself, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isspace():
            folded = " "
        elif unicodedata.category(char) == "Cf" or 0xFE00 <= code <= 0xFE0F:
            folded = ""  # soft hyphens, joiners, variation selectors: nobody types them
        else:
            folded = _SOFT.get(char) or " ".join(fold(char).split("\n"))
        if len(self) < _KNOWN:
            self[code] = folded
        return folded


class _Odd(dict[str, bool]):
    """Whether a character, or what it stands behind, may not fold to just one."""

    def __missing__(self, char: str) -> bool:
        odd = _joins(char) or len(_FOLDS[ord(char)]) != 1
        if len(self) < _KNOWN:
            self[char] = odd
        return odd


_FOLDS = _Folds()
_ODD = _Odd()
_SPACES = str.maketrans("\t\n", "  ")


def _joins(char: str) -> bool:
    """Whether a character may become one with that before it: marks, vowels and finals of Hangul."""
    return unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"


class Folded(NamedTuple):
    """A text in the form in which it is compared.

    `pieces` are those stretches that do not fold character for character, ascending: where each
    begins in the folded text, its length there, where it begins in the text, its length there.
    """

    text: str
    pieces: array[int]

    def _piece(self, place: int) -> tuple[int, int, int, int]:
        """The last piece that begins at a place of the folded text or before it."""
        index = bisect_right(_Starts(self.pieces), place) - 1
        if index < 0:
            return (0, 0, 0, 0)
        at, size, origin, length = self.pieces[4 * index : 4 * index + 4]
        return at, size, origin, length

    def range(self, start: int, stop: int) -> tuple[int, int]:
        """The range of the text that a range of the folded text, not empty, comes from."""
        if not self.pieces:
            return start, stop
        at, size, origin, length = self._piece(start)
        first = origin if start < at + size else origin + length + start - at - size
        at, size, origin, length = self._piece(stop - 1)
        last = origin + length
        return first, last if stop <= at + size else last + stop - at - size


class _Starts:
    """Every fourth number, as `bisect` wants them."""

    __slots__ = ("_numbers",)

    def __init__(self, numbers: array[int]) -> None:
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers) // 4

    def __getitem__(self, index: int) -> int:
        return self._numbers[4 * index]


NO_PIECES: array[int] = array("q")


def folded(text: str) -> Folded:
    """The form of a text in which it is compared; as long as the text for most."""
    if text.isascii():
        return Folded(text.lower().translate(_SPACES), NO_PIECES)
    odd = "".join(sorted(char for char in set(text) if _ODD[char]))
    if not odd:
        return Folded(text.translate(_FOLDS), NO_PIECES)
    parts: list[str] = []
    pieces = array("q")
    place = done = 0
    for match in _pieces(odd).finditer(text):
        start, stop = match.span()
        if start > done:
            parts.append(text[done:start].translate(_FOLDS))
            place += start - done
        piece = _of_piece(match[0])
        if len(piece) != 1 or stop - start != 1:
            pieces.extend((place, len(piece), start, stop - start))
        parts.append(piece)
        place += len(piece)
        done = stop
    parts.append(text[done:].translate(_FOLDS))
    return Folded("".join(parts), pieces)


def _of_piece(piece: str) -> str:
    return unicodedata.normalize("NFC", piece).translate(_FOLDS)


@lru_cache(maxsize=256)
def _pieces(odd: str) -> re.Pattern[str]:
    joining = re.escape("".join(filter(_joins, odd)))
    others = re.escape("".join(char for char in odd if not _joins(char)))
    forms = []
    if joining:
        forms.append(f"[^{joining}\\0\\s]?[{joining}]{{1,{MOST_MARKS}}}")
    if others:
        forms.append(f"[{others}]")
    return re.compile("|".join(forms), re.DOTALL)


class _Unit(NamedTuple):
    """One folded character, with what folding took from it."""

    char: str
    upper: bool
    marks: str  # those that were dropped
    soft: str  # a typographic sign, as it is


def _units(text: str) -> Iterator[_Unit]:
    """What a text is compared by where more was typed than letters; white space left out."""
    odd = "".join(sorted(filter(_joins, set(text))))
    size = len(text)
    pieces = re.findall(f"(?s).[{re.escape(odd)}]{{0,{MOST_MARKS}}}", text) if odd else text
    for piece in pieces if size else ():
        upper = any(char.isupper() or char.istitle() for char in piece)
        apart = piece if piece.isascii() else unicodedata.normalize("NFD", piece)
        marks = "".join(sorted(char for char in apart if _joins(char) and not _FOLDS[ord(char)]))
        soft = piece[0] if piece[0] in _SOFT else ""
        for char in _of_piece(piece):
            if char != " ":
                yield _Unit(char, upper, marks, soft)


class Wanted(Protocol):
    """What is looked for in a text: a stretch that is typed, or the words of a query."""

    @property
    def typed(self) -> str:
        """What a person typed for it."""

    @property
    def crosses(self) -> bool:
        """Whether a hit may go on from one block to the next: the form of the text is not asked for."""

    def ranges(self, form: Folded, text: str, *, above: bool = False) -> list[tuple[int, int]]:
        """The ranges of a text, which has been folded, that are hits; ascending and apart.

        `above` tells that it is what stands above an article: its title, subtitle and byline.
        """

    def number(self, form: Folded, text: str, *, above: bool = False) -> int:
        """How many hits there are in a text that has been folded."""


class Pattern(NamedTuple):
    """What is looked for: a stretch of text."""

    typed: str
    needle: str  # folded, runs of white space as one space; never empty
    search: re.Pattern[str]  # the needle in a folded text
    case: bool  # whether case matters: a capital was typed
    signs: bool  # whether accents or typographic signs were typed
    units: tuple[_Unit, ...]  # what matters in each character; empty where nothing does

    @property
    def crosses(self) -> bool:
        """What is typed lies within a block."""
        return False

    def ranges(self, form: Folded, text: str, *, above: bool = False) -> list[tuple[int, int]]:
        """As `hits_in`, the same everywhere."""
        del above
        return hits_in(form, self, text)

    def number(self, form: Folded, text: str, *, above: bool = False) -> int:
        """As `number_in`."""
        del above
        return number_in(form, self, text)


def pattern(typed: str) -> Pattern | None:
    """What a person typed as something to look for; None where nothing is left of it."""
    typed = clean(typed[:LONGEST])
    needle = re.sub(" +", " ", folded(typed).text)
    if not needle.strip():
        return None
    units = tuple(_units(typed))
    case = any(unit.upper for unit in units)
    signs = any(unit.marks or unit.soft for unit in units)
    if not case and not signs:
        units = ()
    # At either end one space will do: a run of them would be gone through from each of its places.
    words = " +".join(map(re.escape, needle.strip().split(" ")))
    before, after = needle[: needle[0] == " "], needle[len(needle) - (needle[-1] == " ") :]
    search = re.compile(before + words + after)
    return Pattern(typed, needle, search, case, signs, units)


def hits(text: str, wanted: Pattern) -> list[tuple[int, int]]:
    """The ranges of a text that a pattern finds, ascending, apart from each other."""
    return hits_in(folded(text), wanted, text)


def number_in(form: Folded, wanted: Pattern, text: str) -> int:
    """How many hits there are in a text that has been folded."""
    if not wanted.units and " " not in wanted.needle and not form.pieces and form.text.isascii():
        return form.text.count(wanted.needle)
    return len(hits_in(form, wanted, text))


def hits_in(form: Folded, wanted: Pattern, text: str) -> list[tuple[int, int]]:
    """`hits` in a text that has been folded."""
    plain = text.isascii()
    if plain and wanted.signs:
        return []
    found: list[tuple[int, int]] = []
    place = 0
    while (match := wanted.search.search(form.text, place)) is not None:
        first, last = form.range(*match.span())
        if wanted.units and not _holds(wanted, text[first:last]):
            place = match.start() + 1  # what begins within it may still be one
            continue
        place = match.end()
        if not plain:
            first, last = whole_clusters(text, first, last)
            if found and first < found[-1][1]:
                continue  # the other half of a ligature
        found.append((first, last))
    return found


def _holds(wanted: Pattern, text: str) -> bool:
    """Whether the capitals, accents and signs that were typed stand in the text too."""
    if text.isascii():  # by far the most
        if wanted.signs:
            return False
        if wanted.typed.isascii():
            return text.split() == wanted.typed.split()
    units = list(_units(text))
    begin = "".join(unit.char for unit in units).find(wanted.needle.replace(" ", ""))
    return begin >= 0 and all(
        (not wanted.case or typed.upper == unit.upper)
        and (not typed.marks or typed.marks == unit.marks)
        and (not typed.soft or typed.soft == unit.soft)
        for typed, unit in zip(wanted.units, units[begin:], strict=False)
    )


def whole_clusters(text: str, start: int, stop: int) -> tuple[int, int]:
    """A range widened to whole grapheme clusters (UAX #29)."""
    if text[max(0, start - 1) : stop + 1].isascii():
        return start, stop
    begin = start
    while begin and start - begin < _AROUND and not (text[begin].isascii() and begin < start):
        begin -= 1
    place = first = begin
    size = len(text)
    while place < size:
        after = apsw.unicode.grapheme_next_break(text, place)
        if place <= start:
            first = place
        if after >= stop:
            return first, after
        place = after
    return first, size
