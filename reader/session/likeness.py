"""How much of a quote a stretch of text has, compared word by word."""

from __future__ import annotations

from collections.abc import Sequence

from reader.article import Quote
from reader.named import NamedTuple
from reader.patterns import pattern
from reader.session import runs
from reader.session.stretch import Spot, Stretch, alike, letters, words_of

CONTEXT = 32  # characters kept before and after a quote
FEW = 12  # letters of a sentence that may well stand in another place
HALF = 0.5  # of a quote's letters that remain in its new form
THIRD = 0.3  # of a quote's letters that remain between what stood before and after
WIDENED = 2  # words more than went at an end of a quote that stand in their place
_END = pattern(r"[.!?…][\"”’'»)]*(?=\s)\s|[。！？]|\n")  # of a sentence
_CLOSED = pattern(r"[.!?…。！？][\"”’'»)]*\Z")
SHORT = 240  # characters beyond four times the quote that are compared as a whole


class Own(NamedTuple):
    """What around a quote is of the sentence that it is in."""

    left: int  # letters
    right: int
    whole: bool  # the sentence is seen from its beginning to its end, and has words enough
    text: str


def own(quote: Quote) -> Own:
    """The rest of the sentence, or of the first and the last of several, as far as it is kept."""
    begins = [match.end() for match in _END.finditer(quote.prefix)]
    begin = begins[-1] if begins else 0 if len(quote.prefix) < CONTEXT else None
    end = 0 if _CLOSED.search(quote.exact.rstrip()[-8:]) else None
    if end is None:
        ends = _END.search(quote.suffix)
        end = ends.end() if ends else len(quote.suffix) if len(quote.suffix) < CONTEXT else None
    before, behind = quote.prefix[begin or 0 :], quote.suffix[:end]
    text = before + quote.exact + behind
    whole = begin is not None and end is not None and len(letters(text)) >= FEW
    return Own(len(letters(before)), len(letters(behind)), whole, text)


class Likeness(NamedTuple):
    """A stretch compared with a quote word by word."""

    weight: int  # letters that both have
    prefix: float  # shares of the quote's letters, from 0 to 1
    exact: float
    suffix: float
    start: Spot
    stop: Spot

    def remains(self, *, short: bool) -> bool:
        """Whether enough of the quote is there; a `short` one needs what stood at one of its sides."""
        if short:
            return self.exact == 1 and max(self.prefix, self.suffix) >= 2 * THIRD
        return self.exact >= HALF

    def is_framed(self, *, short: bool) -> bool:
        """Whether something stands between what stood before and after that may be a new form.

        A `short` one may have no word in common with it.
        """
        less, more = sorted((self.prefix, self.suffix))
        if self.exact >= THIRD:
            return less >= 2 * THIRD
        return short and self.stop > self.start and less >= THIRD / 2 and less + more >= 4 * THIRD


def compare(stretch: Stretch, quote: Quote) -> Likeness:
    """What of a quote remains in a stretch."""
    whole = quote.prefix + quote.exact + quote.suffix
    begin, end = len(quote.prefix), len(quote.prefix) + len(quote.exact)
    olds = words_of(whole)
    news = words_of(stretch.text, *_region(stretch, whole))
    pairs = alike(olds, news)
    sides = [0 if word.start < begin else 1 if word.start < end else 2 for word in olds]
    sizes, same = [0, 0, 0], [0, 0, 0]
    for word, side in zip(olds, sides, strict=True):
        sizes[side] += len(word.text)
    for old, _ in pairs:
        same[sides[old]] += len(olds[old].text)
    low, high = _range(sides, pairs)
    start = news[low].start if low < len(news) else len(stretch.text)
    stop = news[high - 1].stop if high > low else start
    prefix, exact, suffix = (
        got / size if size else 1.0 for got, size in zip(same, sizes, strict=True)
    )
    return Likeness(sum(same), prefix, exact, suffix, stretch.spot(start), stretch.spot(stop))


def _range(sides: Sequence[int], pairs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The words that stand for a quote, given on which sides those of it are, and which remain."""
    before = max((new + 1 for old, new in pairs if sides[old] == 0), default=None)
    within = [(old, new) for old, new in pairs if sides[old] == 1]
    behind = min((new for old, new in pairs if sides[old] == 2), default=None)
    if not within:
        low = before if before is not None else behind if behind is not None else 0
        return low, max(low, behind) if before is not None and behind is not None else low
    (first, low), (last, high) = within[0], within[-1]
    gone_before, gone_behind = first - sides.index(1), len(sides) - sides[::-1].index(1) - 1 - last
    if before is not None and gone_before and low - before <= gone_before + WIDENED:
        low = before
    if behind is not None and gone_behind and behind - high - 1 <= gone_behind + WIDENED:
        high = behind - 1
    return low, high + 1


def _region(stretch: Stretch, whole: str) -> tuple[int, int]:
    """The range of a long stretch in which a text may be, by the first run of it that is there."""
    size = len(whole)
    if len(stretch.text) <= 4 * size + SHORT:
        return 0, len(stretch.text)
    for run in runs.runs_of(whole):
        sign = run if isinstance(run, str) else "".join(run)
        at = stretch.letters.find(sign)
        if at >= 0:
            place = stretch.place(at)
            return max(0, place - 2 * size), place + 2 * size
    return 0, 4 * size
