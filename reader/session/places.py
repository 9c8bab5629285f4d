"""Where the words at a place are now: after an edit that was seen, or one that nobody saw."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.article import Place
from reader.named import NamedTuple
from reader.patterns import pattern
from reader.session.edits import Edit, mapped, nearest_words
from reader.session.quotes import CONTEXT, Grade, Quote, find_quote, nearest
from reader.session.stretch import Spot

if TYPE_CHECKING:
    from reader.markdown.parse import Text

QUOTE = 48  # characters kept at a place at the least
BEFORE = 32  # and before it
MOST = 256  # of either where its sentence is long, to tell it from one with another word
_END = pattern(r"[.!?…][\"”’'»)]*\s|[。！？]|\n")
MOST_ABOVE = 16  # blocks that are read for these; others of so many have no text

_SENTENCE = pattern(r".*?\w.*?(?:[.!?…][\"”’'»)]*(?=\s|\Z)|[。！？]|\n)", re.DOTALL)

MOST_BLOCKS = 2000  # looked through one by one, the nearest first; some 20 µs each
LONG = 24  # characters of a quote that stand in one place only, most likely
MOST_COMPARED = 16  # blocks in one of which the rest of an edited one is looked for
MOST_TEXT = 1 << 16  # characters of a block that are compared word by word


class Kept(NamedTuple):
    """Where a place is now."""

    spot: Spot
    grade: Grade


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
    words = text.text(spot.block)
    block, before = spot.block, words[: spot.offset]
    while len(before) < BEFORE and block > max(0, spot.block - MOST_ABOVE):
        block -= 1
        before = text.text(block) + "\n" + before
    quote, before = words[spot.offset :][:MOST], before[-MOST:]
    end, begin = (
        _SENTENCE.match(quote),
        max((hit.end() for hit in _END.finditer(before)), default=0),
    )
    size = max(QUOTE, end.end() if end else MOST)
    return Place(*spot, quote[:size], before[-max(BEFORE, len(before) - begin) :])


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
    moved = find_quote(text, Quote(words, place.before, "", first, place.offset))
    if len(words) >= LONG and moved is not None and moved.grade in (Grade.SAME, Grade.MOVED):
        return at(text, moved.start)
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


def found(text: Text, place: Place) -> Kept | None:
    """Where the words of a place are now, else the nearest that remain; None behind the last of all."""
    if not place.quote:
        return Kept(Spot(place.block, place.offset), Grade.SAME) if text.has(place.block) else None
    quote = _quote(place)
    there = find_quote(text, quote)
    if there is not None:
        return Kept(there.start, there.grade)
    spot = nearest(text, quote)
    if spot is None and text.has(place.block):
        spot = Spot(place.block, min(place.offset, len(text.text(place.block))))
    return Kept(spot, Grade.GONE) if spot is not None else None


def _quote(place: Place) -> Quote:
    """A place as a quote: the rest of its sentence, as far as it is kept, and what follows."""
    words = place.quote + "\n" * (len(place.quote) < QUOTE)  # then the block ended there
    match = _SENTENCE.match(words)
    end = match.end() if match else max(len(words) - CONTEXT, 1)
    return Quote(words[:end], place.before, words[end:], place.block, place.offset)


__all__ = ["BEFORE", "QUOTE", "Grade", "Kept", "Left", "Spot", "at", "carried", "found", "left"]
