"""Stretches of text that a person marked, and where they are in a file that was edited since.

A quote is kept as the W3C's annotation model has it, with the text before and after, and with its
place as a hint. Letters and digits are what is compared, so that other quotes, dashes, markup and
line ends are no other text. Who is found among others, or among other words, is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.article import Quote
from reader.named import NamedTuple
from reader.session import runs
from reader.session.likeness import CONTEXT, compare
from reader.session.sought import LEAST, Hit, Sought, byte_of, candidates, hits_in
from reader.session.stretch import Spot, Stretch, letters, words_of

if TYPE_CHECKING:
    from reader.markdown.parse import Text

MOST_CONTEXT = 512  # the same where others in the article read alike
LONG = 240  # letters, from which on a quote is found by its two ends
NEAR = 1 << 18  # bytes to either side that are looked through before all others
MOST_ALIGNED = 4  # of them compared word by word

ENOUGH = 24  # letters that stand in one place only, most likely
CERTAIN = 8  # letters beside a quote that tell it from another of the same words
FEW = 4  # quotes, up to which each is looked for near its place first


class Grade(StrEnum):
    """How sure it is that what was found is what was meant."""

    SAME = "same"  # the same words in the same surroundings, or nowhere else
    MOVED = "moved"  # the same words in other surroundings: perhaps others that read alike
    CHANGED = "changed"  # not all of its words; what is most like it
    GONE = "gone"  # of a place: the nearest that remains


class Found(NamedTuple):
    """Where a quote is now."""

    start: Spot
    stop: Spot
    grade: Grade


def quote_of(text: Text, start: Spot, stop: Spot, like: Quote | None = None) -> Quote:
    """The quote of what lies between two spots.

    It has more text before and after where others not far from it stand between the same; or as
    much as one of the same words that was found by it: 40 ms less in ten megabytes.
    """
    if like is not None:
        return _quote_of(text, start, stop, max(CONTEXT, len(like.prefix), len(like.suffix)))
    context = CONTEXT
    quote = _quote_of(text, start, stop, context)
    while context < MOST_CONTEXT and _has_a_twin(text, quote):
        context *= 2
        quote = _quote_of(text, start, stop, context)
    return quote


def _has_a_twin(text: Text, quote: Quote) -> bool:
    if len(quote.exact) > LONG:
        return False
    sought, near = Sought.of(quote), byte_of(text, quote)
    within = range(max(0, near - NEAR), min(len(text.source), near + NEAR))
    places = runs.places_of(text.source, sought.runs, (within,))
    around = len(sought.prefix) + len(sought.suffix)
    for block in candidates(text, sought, places):
        stretch = Stretch.around(text, block, sought.size, sought.size)
        for hit in hits_in(stretch, sought):
            if hit.start.block != quote.block and hit.left + hit.right == around:
                return True
    return False


def _quote_of(text: Text, start: Spot, stop: Spot, context: int) -> Quote:
    stretch = Stretch.around(text, start.block, 1, 0)
    before = stretch.text[: stretch.offset(start)]
    while len(before) < context and stretch.first > 0:
        stretch = Stretch(text, max(0, stretch.first - 4), start.block)
        before = stretch.text[: stretch.offset(start)]
    exact = Stretch(text, start.block, stop.block)
    last = stop.block
    behind = text.text(last)[stop.offset :]
    while len(behind) < context and text.has(last + 1):
        last += 1
        behind += "\n" + text.text(last)
    return Quote(
        exact.text[exact.offset(start) : exact.offset(stop)],
        before[-context:],
        behind[:context],
        *start,
    )


def find_quote(text: Text, quote: Quote) -> Found | None:
    """Where a quote is; None where it is gone."""
    return find_quotes(text, (quote,))[0]


def nearest(text: Text, quote: Quote) -> Spot | None:
    """What follows the text that stood before a quote that is gone; None where that is gone too."""
    sought = Sought.of(quote._replace(exact=""))
    places = runs.places_of(text.source, sought.runs, (range(len(text.source)),))
    compared = [
        compare(Stretch.around(text, block, sought.size, sought.size), sought.quote)
        for block in candidates(text, sought, places)[:MOST_ALIGNED]
    ]
    likest = max(compared, key=lambda each: each.weight, default=None)
    return likest.start if likest is not None and likest.weight >= ENOUGH // 2 else None


def find_quotes(text: Text, quotes: Sequence[Quote]) -> list[Found | None]:
    """Where each of many quotes is, None for those that are gone; the source is searched once.

    Those that are where they were cost no search; after one that moved by so many blocks the next
    are tried so many blocks further.
    """
    found: list[Found | None] = [None] * len(quotes)
    waiting: list[tuple[int, Quote]] = []
    moved = 0  # blocks
    for number in sorted(range(len(quotes)), key=lambda each: quotes[each][3:]):
        quote = quotes[number]
        there = at_its_place(text, quote)
        if there is None and moved:
            there = at_its_place(text, quote._replace(block=quote.block + moved))
        found[number] = there
        if there is not None:
            moved = there.start.block - quote.block
        elif len(letters(quote.exact)) > LONG:
            waiting += [(number, end) for end in _ends(quote)]
        else:
            waiting.append((number, quote))
    sought = [Sought.of(quote) for _, quote in waiting]
    ends: dict[int, list[Found | None]] = {}
    for (number, _), there in zip(waiting, _searched(text, sought), strict=True):
        ends.setdefault(number, []).append(there)
    for number, parts in ends.items():
        found[number] = parts[0] if len(parts) == 1 else _whole(text, quotes[number], parts)
    return found


def at_its_place(text: Text, quote: Quote) -> Found | None:
    """A quote that stands where it stood, among what stood around it; asks for nothing else."""
    block, offset = quote.block, quote.offset
    if block < 0 or not text.has(block) or offset > len(text.text(block)):
        return None
    exact, prefix, suffix = map(letters, quote[:3])
    stretch = Stretch.around(text, block, len(prefix), len(exact) + len(suffix))
    at = stretch.count(Spot(block, offset))
    stop = at + len(exact)
    if not stretch.letters.startswith(exact + suffix, at) or not exact:
        return _signs(stretch, quote, at) if not exact else None
    if not stretch.letters.endswith(prefix, 0, at):
        return None
    return _found(stretch, quote, at, stop, Grade.SAME)


def _signs(stretch: Stretch, quote: Quote, at: int) -> Found | None:
    """A quote of signs alone, between the letters that stood around it."""
    start = stretch.place(at - 1) + 1 if at else 0
    start = stretch.text.find(quote.exact, start, max(stretch.place(at), start + len(quote.exact)))
    if start < 0 or not quote.exact:
        return None
    stop = start + len(quote.exact)
    return Found(stretch.spot(start), stretch.spot(stop), Grade.SAME)


def _found(stretch: Stretch, quote: Quote, at: int, stop: int, grade: Grade) -> Found:
    """What was found between two letters, with the signs that the quote has around them."""
    text = stretch.text
    begin, end = stretch.place(at), stretch.place(stop - 1) + 1
    words = words_of(quote.exact)
    lead = words[0].start if words else 0
    trail = len(quote.exact) - words[-1].stop if words else 0
    low, high = begin - lead, end + trail
    while begin > max(low, 0) and not text[begin - 1].isalnum() and not text[begin - 1].isspace():
        begin -= 1
    while end < min(high, len(text)) and not text[end].isalnum() and not text[end].isspace():
        end += 1
    return Found(stretch.spot(begin), stretch.spot(end), grade)


def _ends(quote: Quote) -> Iterator[Quote]:
    """The beginning and the end of a long quote, each a quote of its own."""
    exact, size = quote.exact, LONG // 2
    yield quote._replace(exact=exact[:size], suffix=exact[size : size + CONTEXT])
    yield quote._replace(exact=exact[-size:], prefix=exact[-size - CONTEXT : -size])


def _whole(text: Text, quote: Quote, ends: Sequence[Found | None]) -> Found | None:
    """A long quote whose ends were found, or one of them."""
    head, tail = ends
    sign = letters(quote.exact)
    if head is not None:
        stretch = Stretch.around(text, head.start.block, 0, len(sign))
        at = stretch.count(head.start)
        if stretch.letters.startswith(sign, at):
            return _found(stretch, quote, at, at + len(sign), head.grade)
    if tail is not None:
        stretch = Stretch.around(text, tail.stop.block, len(sign), 0)
        stop = stretch.count(tail.stop)
        if stretch.letters.endswith(sign, 0, stop):
            return _found(stretch, quote, stop - len(sign), stop, tail.grade)
    if head is None or tail is None:
        only = head or tail
        return only._replace(grade=Grade.CHANGED) if only else None
    if tail.stop <= head.start or tail.stop.block - head.start.block > 2 * len(quote.exact):
        return head._replace(grade=Grade.CHANGED)
    stretch = Stretch(text, head.start.block, tail.stop.block)
    between = stretch.text[stretch.offset(head.start) : stretch.offset(tail.stop)]
    if len(between) > 3 * len(quote.exact):
        return head._replace(grade=Grade.CHANGED)
    return Found(head.start, tail.stop, Grade.CHANGED)


def _searched(text: Text, sought: Sequence[Sought]) -> list[Found | None]:
    """Where each is in the source, looked for near its place first where that spares much."""
    found: list[Found | None] = [None] * len(sought)
    size, source = len(text.source), text.source
    rest = list(range(len(sought)))
    if size > 8 * NEAR and len(sought) <= FEW:
        for number, each in enumerate(sought):
            near = byte_of(text, each.quote)
            within = range(max(0, near - NEAR), min(size, near + NEAR))
            found[number] = _best(text, each, runs.places_of(source, each.runs, (within,)))
        rest = [number for number in rest if not _is_same(found[number])]
    if rest:
        wanted = {run for number in rest for run in sought[number].runs}
        places = runs.places_of(source, wanted, (range(size),))
        for number in rest:
            found[number] = _best(text, sought[number], places)
    return found


def _is_same(found: Found | None) -> bool:
    return found is not None and found.grade is Grade.SAME


def _best(text: Text, sought: Sought, places: dict[runs.Run, list[int]]) -> Found | None:
    """The place that is most like the quote, with how like it is."""
    hits: dict[Spot, Hit] = {}
    stretches: list[Stretch] = []
    for block in candidates(text, sought, places):
        stretch = Stretch.around(text, block, sought.size, sought.size)
        stretches.append(stretch)
        for hit in hits_in(stretch, sought):
            hits.setdefault(hit.start, hit)
    ranked = sorted(hits.values(), key=lambda hit: hit.order)
    best = ranked[0] if ranked else None
    if best is not None and not sought.exact:
        return _signs(best.stretch, sought.quote, best.at)
    grade = _grade(ranked, sought) if best else None
    if best is not None and (grade is Grade.SAME or (grade and len(sought.exact) >= ENOUGH)):
        return _found(best.stretch, sought.quote, best.at, best.at + len(sought.exact), grade)
    compared = [compare(stretch, sought.quote) for stretch in stretches[:MOST_ALIGNED]]
    likest = max(compared, key=lambda each: each.weight, default=None)
    if likest is not None and likest.is_framed(short=len(sought.exact) < ENOUGH):
        return Found(likest.start, likest.stop, Grade.CHANGED)
    if best is not None and grade:
        return _found(best.stretch, sought.quote, best.at, best.at + len(sought.exact), grade)
    if likest is not None and likest.remains(short=len(sought.exact) < ENOUGH // 2):
        return Found(likest.start, likest.stop, Grade.CHANGED)
    return None


def _grade(ranked: Sequence[Hit], sought: Sought) -> Grade | None:
    """What may be said of the best of several places with the same letters; None for too little."""
    best = ranked[0]
    # More was kept around it, since others near it read alike: then one of them may be all that is left.
    has_twin = max(len(sought.quote.prefix), len(sought.quote.suffix)) > CONTEXT

    def among_its_own(hit: Hit) -> bool:
        if sought.own.whole:
            return hit.left >= sought.own.left and hit.right >= sought.own.right
        if hit.distance or has_twin:
            return hit.left == len(sought.prefix) and hit.right == len(sought.suffix)
        needed = CERTAIN if len(sought.exact) >= ENOUGH else 2 * CERTAIN
        left, right = min(needed, len(sought.prefix)), min(needed, len(sought.suffix))
        return hit.left >= left and hit.right >= right

    around = best.left + best.right
    every = around == len(sought.prefix) + len(sought.suffix) > 0
    rivals = [hit for hit in ranked[1:] if among_its_own(hit)]
    size = len(sought.exact) + around
    if among_its_own(best) and (size >= ENOUGH or sought.own.whole):
        clear = not rivals or around >= rivals[0].left + rivals[0].right + CERTAIN
        if every or clear:
            return Grade.SAME
    return Grade.MOVED if size >= LEAST or among_its_own(best) else None


__all__ = ["CONTEXT", "Found", "Grade", "Quote", "find_quote", "find_quotes", "nearest", "quote_of"]
