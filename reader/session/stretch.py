"""What is read around a block, and which words of it are those of a quote."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from reader.characters import is_unspaced
from reader.named import NamedTuple
from reader.patterns import pattern

if TYPE_CHECKING:
    from reader.markdown.parse import Text

MOST_BLOCKS = 64  # to either side of one; more stand around a quote only where they are empty
_RAISED = (
    "\u00b2\u00b3\u00b9\u2070\u2074-\u2079"  # the numbers of notes: they change with any other note
)
_SIGNS = pattern(rf"[\W_{_RAISED}]+")
_LETTER = pattern(rf"[^\W_{_RAISED}]")
_WORD = pattern(rf"[^\W_{_RAISED}]+")


class Spot(NamedTuple):
    """An offset in the text as read of a block."""

    block: int
    offset: int


def letters(text: str) -> str:
    """Letters and digits alone: the same whatever became of quotes, dashes, spaces and lines."""
    return _SIGNS.sub("", text)


class Word(NamedTuple):
    """A word of a text; in scripts without spaces, one character."""

    text: str
    start: int

    @property
    def stop(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)


def words_of(text: str, start: int = 0, stop: int | None = None) -> list[Word]:
    """The words between two offsets of a text."""
    found: list[Word] = []
    for match in _WORD.finditer(text, start, len(text) if stop is None else stop):
        word = match[0]
        if not word.isascii() and any(map(is_unspaced, word)):
            found += [Word(char, match.start() + at) for at, char in enumerate(word)]
        else:
            found.append(Word(word, match.start()))
    return found


def alike(olds: list[Word], news: list[Word]) -> list[tuple[int, int]]:
    """The words that two texts share in one order, by their numbers: those with most letters.

    Each word of the new text that stands between two of them costs a letter, so they are near each
    other (a local alignment, as Smith and Waterman have it). Takes the product of both lengths, and
    the caller bounds them.
    """
    texts = [new.text for new in news]
    rows = [[0] * (len(news) + 1)]
    best = (0, 0, 0)  # letters, and the words behind the last ones
    for i, old in enumerate(olds, 1):
        above, row, left, corner = rows[-1], [0], 0, 0
        word, size = old.text, len(old.text)
        for text, over in zip(texts, above[1:], strict=True):
            # Comparisons, as `max` takes three times as long; nothing above is less than 0.
            left = over if over >= left else left - 1
            if text == word and corner + size > left:
                left = corner + size
            row.append(left)
            corner = over
        rows.append(row)
        top = max(row)
        if top > best[0]:
            best = (top, i, row.index(top))
    pairs: list[tuple[int, int]] = []
    _, i, k = best
    while i and k and rows[i][k]:
        if rows[i][k] == rows[i - 1][k]:
            i -= 1
        elif rows[i][k] == rows[i][k - 1] - 1:
            k -= 1
        else:
            i, k = i - 1, k - 1
            pairs.append((i, k))
    return pairs[::-1]


class Stretch:
    """Blocks that stand together, as one text: each behind a newline."""

    def __init__(self, text: Text, first: int, last: int) -> None:
        """All the blocks from one to another, which exist."""
        self.first = first
        texts = [text.text(block) for block in range(first, last + 1)]
        self._starts = [0]
        for each in texts:
            self._starts.append(self._starts[-1] + len(each) + 1)
        self.text = "\n".join(texts)

    @classmethod
    def around(cls, text: Text, block: int, before: int, behind: int) -> Stretch:
        """A block, and so many letters before its beginning and behind its end at the least."""
        first = last = block
        while first > 0 and before > 0 and block - first < MOST_BLOCKS:
            first -= 1
            before -= len(letters(text.text(first)))
        while behind > 0 and last - block < MOST_BLOCKS and text.has(last + 1):
            last += 1
            behind -= len(letters(text.text(last)))
        return cls(text, first, last)

    @cached_property
    def letters(self) -> str:
        """Of the text, letters and digits alone."""
        return letters(self.text)

    @cached_property
    def _places(self) -> list[int]:
        """Where each of the letters stands in the text."""
        return [match.start() for match in _LETTER.finditer(self.text)]

    def count(self, spot: Spot) -> int:
        """How many letters stand before a spot."""
        return len(letters(self.text[: self.offset(spot)]))

    def offset(self, spot: Spot) -> int:
        """Where a spot of one of the blocks is in the text."""
        return self._starts[spot.block - self.first] + spot.offset

    def place(self, letter: int) -> int:
        """The offset in the text of a letter; the end of the text for one past the last."""
        return self._places[letter] if letter < len(self._places) else len(self.text)

    def spot(self, offset: int) -> Spot:
        """An offset of the text in its block; the end of a block belongs to it."""
        number = max(0, bisect_right(self._starts, offset) - 1)
        number = min(number, len(self._starts) - 2)
        return Spot(self.first + number, offset - self._starts[number])
