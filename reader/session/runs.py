"""Where a few words of a quote stand in a source: all of many quotes in one pass.

Three words that follow each other are looked for as a whole, in scripts without spaces six
characters. The source is gone through in portions, and of those without any of the wanted ones
nothing is asked but whether there is one: 10 MB take some 0.4 s, for one quote or for a thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reader.characters import without_unspaced
from reader.patterns import pattern

RUN = 3  # words
GRAM = 6  # characters of a script without spaces
PORTION = 1 << 16  # bytes
MOST_PLACES = 256  # of one run that are kept
_BEYOND = 1 << 9  # bytes of the next portion, so that none is cut in two
_WORD = pattern(r"[^\W_]+")

Run = tuple[str, ...] | str
"""Some words, or some characters."""


def runs_of(text: str, size: int = RUN) -> list[Run]:
    """What to look for of a text, so many words at a time."""
    plain, unspaced = without_unspaced(text)
    if unspaced * 2 > len(text):
        return [text[at : at + GRAM] for at in range(len(text) - GRAM + 1)]
    words = _WORD.findall(plain if unspaced else text)
    return list(zip(*(words[at:] for at in range(size)), strict=False))


def places_of(
    source: bytes, wanted: Iterable[Run], ranges: Sequence[range]
) -> dict[Run, list[int]]:
    """The bytes of some ranges of the source at which each of the runs begins, as far as it does."""
    every = set(wanted)
    grams = {run for run in every if isinstance(run, str)}
    words = {run for run in every if isinstance(run, tuple)}
    found: dict[Run, list[int]] = {}
    for within in ranges:
        for start, portion in _portions(source, within):
            hits = _words_in(portion, words) if words else []
            if grams and not portion.isascii():
                hits += _grams_in(portion, grams)
            if not hits:
                continue
            hits.sort()
            place = byte = 0
            for at, run in hits:
                byte += len(portion[place:at].encode())
                place = at
                kept = found.setdefault(run, [])
                if len(kept) < MOST_PLACES:
                    kept.append(start + byte)
    return found


def _portions(source: bytes, within: range) -> Iterator[tuple[int, str]]:
    """The range in pieces that begin and end between two characters, each with its first byte."""
    start = within.start
    while start < within.stop:
        stop = min(len(source), start + PORTION + _BEYOND)
        yield start, source[start:stop].decode(errors="ignore")
        start += PORTION
        while start < within.stop and source[start] & 0xC0 == 0x80:
            start += 1


def _words_in(portion: str, wanted: set[tuple[str, ...]]) -> list[tuple[int, Run]]:
    words, matches = _WORD.findall(portion), None
    found: list[tuple[int, Run]] = []
    for size in {len(run) for run in wanted}:
        rows = [words[at:] for at in range(size)]
        if wanted.isdisjoint(zip(*rows, strict=False)):
            continue
        matches = matches or list(_WORD.finditer(portion))
        found += [
            (matches[at].start(), run)
            for at, run in enumerate(zip(*rows, strict=False))
            if run in wanted
        ]
    return found


def _grams_in(portion: str, wanted: set[str]) -> list[tuple[int, Run]]:
    pieces = (portion[at : at + GRAM] for at in range(len(portion) - GRAM + 1))
    return [(at, piece) for at, piece in enumerate(pieces) if piece in wanted]
