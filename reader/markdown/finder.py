"""Finding in a long text, a stretch at a time, so that nobody waits for the end of it.

A stretch is what begins within so many bytes of the source; its folded text is kept, so that a
text is parsed once however many keys are typed. Whoever drives a search decides after each stretch
whether to go on.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from itertools import accumulate

from reader.markdown.find import Folded, Wanted, folded
from reader.markdown.parse import Text
from reader.named import NamedTuple

STRETCH = 16 << 10
"""Bytes of source looked through at once, some 2 ms; a longer block is looked through whole."""

KEPT = 64  # stretches of which the hits themselves are kept, not only their number

_AROUND = 512
"""Characters of the blocks around a stretch in which a phrase may begin or end."""

_AROUND_BLOCKS = 32  # that are looked at for them; more of them have no text

BETWEEN = "\0"  # clean text has none

HEADER = -1
"""The block number of what stands above the text: title, subtitle, byline."""


class Hit(NamedTuple):
    """A range of the text of a block; in reading order by comparison."""

    block: int
    start: int
    stop: int


class _Stretch(NamedTuple):
    """The texts of blocks one after the other, between them what no text and no pattern holds."""

    first: int  # block
    starts: array[int]  # where the text of each block begins
    text: bytes
    form: Folded | None  # None for ASCII, which is folded in less time than it takes to say so


class Finder:
    """Looks for one pattern at a time in a text, which nobody else may use meanwhile."""

    def __init__(self, text: Text, header: str = "", ending: str = "") -> None:
        self._text = text
        self._header = header
        self._ending = ending
        self._count = len(text.source) // STRETCH + 1  # of the text
        self._behind = self._count + bool(ending)  # the last of all
        self._stretches: dict[int, _Stretch] = {}
        self._pattern: Wanted | None = None
        self._hits: OrderedDict[int, list[Hit]] = OrderedDict()
        self._numbers: dict[int, int] = {}

    def look_for(self, wanted: Wanted | None) -> None:
        """Look for this from now on."""
        if wanted != self._pattern:
            self._pattern = wanted
            self._hits.clear()
            self._numbers.clear()

    # What is known

    @property
    def found(self) -> int:
        """Hits counted so far."""
        return sum(self._numbers.values())

    @property
    def complete(self) -> bool:
        """Whether all have been counted."""
        return len(self._numbers) == self._behind + 1

    def ordinal(self, hit: Hit) -> int | None:
        """Which hit of the text it is, counted from 1; None while not all above it are counted."""
        number = self._number_of(hit.block)
        if any(above not in self._numbers for above in range(HEADER, number)):
            return None
        before = sum(self._numbers[above] for above in range(HEADER, number))
        return before + bisect_left(self._hits_of(number), hit) + 1

    def hits(self, block: int) -> list[Hit]:
        """The hits in a block."""
        if block != HEADER and not self._text.has(block) and not self._is_ending(block):
            return []
        found = self._hits_of(self._number_of(block))
        low = bisect_left(found, (block, 0, 0))
        return found[low : bisect_left(found, (block + 1, 0, 0), low)]

    # Looking

    def seek(self, block: int, offset: int, *, back: bool = False) -> Iterator[Hit | None]:
        """The nearest hit at a place or behind it, going on from the other end of the text.

        With `back`, the nearest that begins before the place. Gives None after each stretch
        without one, and nothing more once all have been looked through.
        """
        own = self._number_of(block)
        for number in self._around(own, back=back):
            found = self._hits_of(number)
            place = bisect_left(found, (block, offset, -1))
            part = found if number != own else found[:place] if back else found[place:]
            if part:
                yield part[-1 if back else 0]
                return
            yield None
        found = self._hits_of(own)
        if found:  # on the other side of the place
            yield found[-1 if back else 0]

    def count(self) -> Iterator[int]:
        """Counts all hits, from the top; gives their number so far after each stretch."""
        total = 0
        for number in range(HEADER, self._behind):
            if number not in self._numbers:
                self._numbers[number] = self._number_in(number)
            total += self._numbers[number]
            yield total

    # Stretches, by number; HEADER is one of its own, and so is the ending behind all others

    def _around(self, own: int, *, back: bool) -> Iterator[int]:
        if back:
            yield from range(own, HEADER - 1, -1)
            yield from range(self._behind - 1, own, -1)
        else:
            yield from range(own, self._behind)
            yield from range(HEADER, own)

    def _number_of(self, block: int) -> int:
        if block < 0:
            return HEADER
        return self._text.place(block) // STRETCH if self._text.has(block) else self._behind - 1

    def _is_ending(self, block: int) -> bool:
        return bool(self._ending) and self._text.complete and block == self._text.count

    def _hits_of(self, number: int) -> list[Hit]:
        kept = self._hits.get(number)
        if kept is not None:
            self._hits.move_to_end(number)
            return kept
        found = list(self._looked_through(number))
        self._numbers[number] = len(found)
        self._hits[number] = found
        if len(self._hits) > KEPT:
            self._hits.popitem(last=False)
        return found

    def _number_in(self, number: int) -> int:
        if self._pattern is None:
            return 0
        if self._pattern.crosses:
            return len(self._ranges(self._pattern, number))
        text, form = self._folded(number)
        return self._pattern.number(form, text, above=number == HEADER)

    def _looked_through(self, number: int) -> Iterator[Hit]:
        if self._pattern is None:
            return
        ranges = self._ranges(self._pattern, number)
        first, starts = self._stretches[number].first, self._stretches[number].starts
        index = 0
        for start, stop in ranges:
            index = bisect_right(starts, start, index) - 1
            yield Hit(first + index, start - starts[index], stop - starts[index])

    def _ranges(self, wanted: Wanted, number: int) -> list[tuple[int, int]]:
        """The hits in the text of a stretch; of those that cross its ends, what lies within."""
        text, form = self._folded(number)
        if not wanted.crosses or number in (HEADER, self._count):
            return wanted.ranges(form, text, above=number == HEADER)
        first, last = self._blocks(number)
        before = self._words_of(range(first - 1, max(-1, first - _AROUND_BLOCKS), -1), above=True)
        behind = self._words_of(range(last, last + _AROUND_BLOCKS), above=False)
        low = len(before)
        high = low + len(text)
        found = wanted.ranges(form, f"{before}{text}{behind}")
        return [(start - low, stop - low) for start, stop in found if low <= start and stop <= high]

    def _words_of(self, blocks: range, *, above: bool) -> str:
        """Whole words of the blocks above or below a stretch, the nearest, with the ends between."""
        texts: list[str] = []
        room = _AROUND
        for block in blocks:
            if room <= 0 or not self._text.has(block):
                break
            text = self._text_of(block)
            if len(text) > room:  # no part of a word, which may be another word
                space = text.find(" ", len(text) - room) if above else text.rfind(" ", 0, room)
                text = "" if space < 0 else text[space:] if above else text[:space]
                room = 0
            texts.append(text)
            room -= len(text) + 1
        whole = BETWEEN.join(reversed(texts) if above else texts)
        return whole + BETWEEN if above else BETWEEN + whole

    def _folded(self, number: int) -> tuple[str, Folded]:
        stretch = self._stretches.get(number)
        if stretch is None:
            stretch = self._stretches[number] = self._read(number)
        text = stretch.text.decode()
        return text, stretch.form or folded(text)

    def _read(self, number: int) -> _Stretch:
        first, last = self._blocks(number)
        texts = [self._text_of(block) for block in range(first, last)]
        starts = array("q", accumulate((len(text) + 1 for text in texts), initial=0))
        whole = BETWEEN.join(texts)
        return _Stretch(first, starts, whole.encode(), None if whole.isascii() else folded(whole))

    def _blocks(self, number: int) -> tuple[int, int]:
        """The first block of a stretch, and the first behind it."""
        if number == HEADER:
            return HEADER, 0
        if number == self._count:
            self._text.find_all()
            return self._text.count, self._text.count + 1
        return self._text.first_from(number * STRETCH), self._text.first_from(
            (number + 1) * STRETCH
        )

    def _text_of(self, block: int) -> str:
        if block == HEADER:
            return self._header
        if self._is_ending(block):
            return self._ending
        return "" if self._text.hidden(block) else self._text.text(block)
