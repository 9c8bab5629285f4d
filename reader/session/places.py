"""Where the words at a place are now: after an edit that was seen, or one that nobody saw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.article import Place
from reader.session.edits import Edit, mapped, nearest_words

if TYPE_CHECKING:
    from reader.markdown.parse import Text

QUOTE = 48  # characters kept at a place; enough to be unique in an article

NEAR = 1 << 18  # bytes around a place in which a part of its words is looked for
MOST_BLOCKS = 2000  # looked through one by one, the nearest first; some 20 µs each
MOST_HITS = 32  # of one part of the words, the nearest first
LONG = 24  # characters of a quote that stand in one place only, most likely
MOST_COMPARED = 16  # blocks in one of which the rest of an edited one is looked for
MOST_TEXT = 1 << 16  # characters of a block that are compared word by word

_WORD = re.compile(r"\w+")
_BETWEEN = rb"[^A-Za-z0-9\x80-\xff]{1,24}?"  # markup, a new line; bounded, or it costs the square
_PARTS = (5, 3)  # words of a quote that are looked for where all of them are not to be found


class Spot(NamedTuple):
    """An offset in the text as read of a block."""

    block: int
    offset: int


class Left(NamedTuple):
    """Where somebody was in a text that has changed since: all that a thread needs to know."""

    place: Place
    span: tuple[int, int] | None  # of the block in the old source; None behind the last one
    text: str  # of the block, as it was read


def left(text: Text, place: Place) -> Left:
    """What to remember of a place while its text is read anew."""
    if not text.has(place.block):
        return Left(place, None, "")
    return Left(place, text.span(place.block), text.text(place.block))


def at(text: Text, spot: Spot) -> Place:
    """The place of a spot."""
    return Place(spot.block, spot.offset, text.text(spot.block)[spot.offset :][:QUOTE])


def carried(old: Left, text: Text, edits: Sequence[Edit]) -> Place:
    """The place where the same words are after edits, or what is nearest to them of what remains."""
    place = old.place
    if place == Place():
        return place
    if not text.has(0):
        return Place()
    if old.span is None:
        text.find_all()
        return Place(text.count)
    start, stop, likely, whole = mapped(edits, *old.span)
    first = text.block_at(start)
    if whole and text.text(first) == old.text:
        return at(text, Spot(first, place.offset))
    within = _blocks(text, first, start, stop, likely)
    words = old.text[place.offset : place.offset + QUOTE]
    for block in within:
        offset = text.text(block).find(words) if words else -1
        if offset >= 0:
            return at(text, Spot(block, offset))
    moved = _anywhere(text, words, likely) if len(words) >= LONG else None
    if moved is not None:
        return at(text, moved)
    if stop <= start:  # taken away: what follows stands in its place
        return at(text, Spot(within[0], 0))
    remains = [
        (near.distance, number, Spot(block, near.offset))
        for number, block in enumerate(within[:MOST_COMPARED])
        if (near := nearest_words(old.text[:MOST_TEXT], text.text(block)[:MOST_TEXT], place.offset))
    ]
    return at(text, min(remains)[2] if remains else Spot(within[0], 0))


def _blocks(text: Text, first: int, start: int, stop: int, likely: int) -> list[int]:
    """The blocks of a range of the source from one on, those nearest to the likely byte first."""
    last = first
    while last - first < MOST_BLOCKS and text.has(last + 1) and text.span(last + 1)[0] < stop:
        last += 1
    while first < last and text.span(first)[1] <= start:
        first += 1
    if text.span(first)[1] <= start and text.has(first + 1):
        first = last = first + 1
    return sorted(range(first, last + 1), key=lambda block: abs(text.span(block)[0] - likely))


def holds(text: Text, place: Place) -> bool:
    """Whether the words of a place are where they were."""
    if not text.has(place.block):
        return False
    return text.text(place.block).startswith(place.quote, place.offset)


def found(text: Text, place: Place) -> Spot | None:
    """Where the words of a place are now, nearest to where they were; None where none remain.

    All of them anywhere, else some that stand together, not far from where they were.
    """
    if holds(text, place):
        return Spot(place.block, place.offset)
    if not place.quote:
        return None
    if not text.has(place.block):
        text.find_all()
    near = text.span(min(place.block, text.count - 1))[0] if text.count else 0
    return (
        _anywhere(text, place.quote, near)
        or _one_by_one(text, place)
        or next(
            (
                spot
                for part in _parts(place.quote)
                if (spot := _nearest(text, part, near, max(0, near - NEAR), near + NEAR))
            ),
            None,
        )
    )


class _Part(NamedTuple):
    """Some words of a quote, and where in it they begin."""

    words: str
    start: int


def _parts(quote: str) -> Iterator[_Part]:
    """Runs of words, the longer first; pieces of the text where it has no words to speak of."""
    words = list(_WORD.finditer(quote))
    if len(quote) >= QUOTE and len(words) > 1:
        words.pop()  # it may have been cut in two
    for size in _PARTS:
        for number in range(len(words) - size + 1):
            start, stop = words[number].start(), words[number + size - 1].end()
            yield _Part(quote[start:stop], start)
    if len(words) < _PARTS[-1]:  # a script without spaces, or one long word
        for size in (16, 8):
            for start in range(0, len(quote) - size + 1, size // 2):
                yield _Part(quote[start : start + size], start)


def _anywhere(text: Text, words: str, near: int) -> Spot | None:
    """The block nearest to a byte of the source that has all the words."""
    return _nearest(text, _Part(words, 0), near, 0, len(text.source))


def _nearest(text: Text, part: _Part, near: int, start: int, stop: int) -> Spot | None:
    """The nearest block in a range of the source that has the words; the source has markup too."""
    words = [re.escape(word.encode()) for word in _WORD.findall(part.words)]
    if not words:
        return None
    pattern = re.compile(_BETWEEN.join(words))
    hits = sorted(
        (hit.start() for hit in pattern.finditer(text.source, start, stop)),
        key=lambda byte: abs(byte - near),
    )
    for byte in hits[:MOST_HITS]:
        block = text.block_at(byte)
        offset = text.text(block).find(part.words)
        if offset >= 0:
            return Spot(block, max(0, offset - part.start))
    return None


def _one_by_one(text: Text, place: Place) -> Spot | None:
    """The nearest block that has the quote as read: links and notes may stand in its source."""
    text.find(place.block + MOST_BLOCKS // 2)
    first = max(0, min(place.block, text.count) - MOST_BLOCKS // 2)
    nearby = range(first, min(text.count, first + MOST_BLOCKS))
    for block in sorted(nearby, key=lambda index: abs(index - place.block)):
        offset = text.text(block).find(place.quote)
        if offset >= 0:
            return Spot(block, offset)
    return None
