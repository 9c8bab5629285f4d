"""Words of an article chosen by keys: by words, sentences and paragraphs, at either end; pure.

What is chosen is a range of the text as read, so nothing here knows of rows or of a width.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, Any

import apsw.unicode

from reader.named import NamedTuple
from reader.patterns import pattern
from reader.session.stretch import Spot

if TYPE_CHECKING:
    from reader.markdown.parse import Text

_GOES_ON = pattern(
    r"(?:^|[\s(“\"'])(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|cf|No|Nr|Fig|Eq|Sec|approx|e\.g|i\.e|z\.B)\.\s*\Z"
)
"""The end of what UAX #29 takes for a sentence behind an abbreviation or an initial."""
_LONGEST = 16  # characters of such an end that are looked at


class Unit(Enum):
    """By what a choice grows."""

    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


class Choice(NamedTuple):
    """What is chosen, never nothing; `at_end` tells which of its ends moves."""

    start: Spot
    stop: Spot
    at_end: bool = True

    @property
    def head(self) -> Spot:
        """The character at the end that moves."""
        return (
            self.stop._replace(offset=max(0, self.stop.offset - 1)) if self.at_end else self.start
        )


def units(text: Text, block: int, unit: Unit) -> list[tuple[int, int]]:
    """The ranges of a block's words, sentences or paragraphs, in order; none holds only blanks."""
    if text.hidden(block):
        return []
    whole = text.text(block)
    match unit:
        case Unit.WORD:
            found_words: Iterator[Any] = apsw.unicode.word_iter_with_offsets(whole)
            return [(int(start), int(stop)) for start, stop, _ in found_words]
        case Unit.SENTENCE:
            return list(_sentences(whole))
        case Unit.PARAGRAPH:
            from reader.markdown.copying import leaves  # with the first page

            found = ((leaf.start, leaf.stop) for leaf in leaves(text.block(block)))
            return [(start, stop) for start, stop in found if whole[start:stop].strip()]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text without the blanks around them: as in UAX #29, but none ends behind an
    abbreviation or before a small letter."""
    begin = -1
    for start, stop, sentence in apsw.unicode.sentence_iter_with_offsets(text):
        if begin < 0:
            begin = start
        goes_on = text[stop : stop + 1].islower() or _GOES_ON.search(sentence[-_LONGEST:])
        if stop < len(text) and goes_on and not sentence.endswith("\n"):
            continue
        found = text[begin:stop]
        if found.strip():
            yield begin + len(found) - len(found.lstrip()), begin + len(found.rstrip())
        begin = -1


def chosen(text: Text, start: Spot, stop: Spot) -> Choice | None:
    """A range that somebody chose otherwise, within the text and without blanks at its ends."""
    begin = _start_from(text, max(start, Spot(0, 0)))
    end = _stop_until(text, stop)
    return Choice(begin, end) if begin is not None and end is not None and begin < end else None


def _start_from(text: Text, spot: Spot) -> Spot | None:
    block, offset = spot
    while text.has(block):
        rest = "" if text.hidden(block) else text.text(block)[offset:]
        if rest.strip():
            return Spot(block, offset + len(rest) - len(rest.lstrip()))
        block, offset = block + 1, 0
    return None


def _stop_until(text: Text, spot: Spot) -> Spot | None:
    block, offset = spot
    if not text.has(block):
        block, offset = text.count - 1, 1 << 62
    while block >= 0:
        before = "" if text.hidden(block) else text.text(block)[:offset].rstrip()
        if before:
            return Spot(block, len(before))
        block, offset = block - 1, 1 << 62
    return None


def first(text: Text, spot: Spot) -> Choice | None:
    """The sentence at a spot, or the first one behind it; of the last words, that with these."""
    found = _at_or_behind(text, spot)
    return found or _before(text, Unit.SENTENCE, Spot(spot.block + 1, 0))


def _at_or_behind(text: Text, spot: Spot) -> Choice | None:
    for block, ranges in _blocks_from(text, spot.block, Unit.SENTENCE):
        for start, stop in ranges:
            if block > spot.block or stop > spot.offset:
                return Choice(Spot(block, start), Spot(block, stop))
    return None


def beginning_in(text: Text, low: Spot, high: Spot) -> Choice | None:
    """The first sentence that begins between two spots; else the one that stands there."""
    for block, ranges in _blocks_from(text, low.block, Unit.SENTENCE):
        if block > high.block:
            break
        for start, stop in ranges:
            if low <= (block, start) < high:
                return Choice(Spot(block, start), Spot(block, stop))
    return first(text, low)


def another(text: Text, choice: Choice, steps: int) -> Choice:
    """The sentence so many further on, or back where negative; as far as there are any."""
    for _ in range(abs(steps)):
        if steps > 0:
            found = _behind(text, Unit.SENTENCE, choice.stop)
        else:
            found = _before(text, Unit.SENTENCE, choice.start)
        if found is None:
            break
        choice = found._replace(at_end=choice.at_end)
    return choice


def grown(text: Text, choice: Choice, unit: Unit, steps: int) -> Choice:
    """The end that moves so many units further on, or back where negative.

    It stays on its side of the other end: the last word is never lost.
    """
    for _ in range(abs(steps)):
        moved = _moved(text, choice, unit, on=steps > 0)
        if moved is None or moved.start >= moved.stop:
            break
        choice = moved
    return choice


def _moved(text: Text, choice: Choice, unit: Unit, *, on: bool) -> Choice | None:
    start, stop, at_end = choice
    if at_end and on:
        found = _ending_behind(text, unit, stop)
        return choice._replace(stop=found) if found else None
    if at_end:
        found = _ending_before(text, unit, stop)
        return choice._replace(stop=found) if found and found > start else None
    neighbour = _behind(text, unit, start, or_at=False) if on else _before(text, unit, start)
    return choice._replace(start=neighbour.start) if neighbour else None


def swapped(choice: Choice) -> Choice:
    """The other end moves from now on."""
    return choice._replace(at_end=not choice.at_end)


# Neighbours, over blocks without any text


def _blocks_from(text: Text, block: int, unit: Unit) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    while text.has(block):
        yield block, units(text, block, unit)
        block += 1


def _blocks_back(text: Text, block: int, unit: Unit) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    while block >= 0:
        if text.has(block):
            yield block, units(text, block, unit)
        block -= 1


def _behind(text: Text, unit: Unit, spot: Spot, *, or_at: bool = True) -> Choice | None:
    """The first unit that begins behind a spot, or at it."""
    for block, ranges in _blocks_from(text, spot.block, unit):
        starts = [start for start, _ in ranges]
        offset = spot.offset if block == spot.block else 0
        strictly = not or_at and block == spot.block
        at = bisect_right(starts, offset) if strictly else bisect_left(starts, offset)
        if at < len(ranges):
            return Choice(Spot(block, ranges[at][0]), Spot(block, ranges[at][1]))
    return None


def _before(text: Text, unit: Unit, spot: Spot) -> Choice | None:
    """The last unit that begins before a spot."""
    for block, ranges in _blocks_back(text, spot.block, unit):
        starts = [start for start, _ in ranges]
        at = bisect_left(starts, spot.offset) if block == spot.block else len(ranges)
        if at:
            return Choice(Spot(block, ranges[at - 1][0]), Spot(block, ranges[at - 1][1]))
    return None


def _ending_behind(text: Text, unit: Unit, spot: Spot) -> Spot | None:
    """The first end of a unit behind a spot."""
    for block, ranges in _blocks_from(text, spot.block, unit):
        stops = [stop for _, stop in ranges]
        at = bisect_right(stops, spot.offset) if block == spot.block else 0
        if at < len(stops):
            return Spot(block, stops[at])
    return None


def _ending_before(text: Text, unit: Unit, spot: Spot) -> Spot | None:
    """The last end of a unit before a spot."""
    for block, ranges in _blocks_back(text, spot.block, unit):
        stops = [stop for _, stop in ranges]
        at = bisect_left(stops, spot.offset) if block == spot.block else len(stops)
        if at:
            return Spot(block, stops[at - 1])
    return None
