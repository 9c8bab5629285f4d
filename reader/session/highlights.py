"""Where the highlights of an article are in its text as it is now; pure, but for giving one its id."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.article import Highlight, Quote
from reader.named import NamedTuple
from reader.session.stretch import Spot, Stretch

if TYPE_CHECKING:
    from reader.markdown.parse import Text


CONTEXT = 32  # characters kept before and after at the least


class Lit(NamedTuple):
    """A highlight, and where its words are."""

    start: Spot
    stop: Spot
    highlight: Highlight
    sure: bool = True  # else these are the words that are most like those that were meant

    def within(self, block: int) -> tuple[int, int] | None:
        """The range of a block's text that it holds; None where it lies elsewhere."""
        if not self.start.block <= block <= self.stop.block:
            return None
        start = self.start.offset if block == self.start.block else 0
        return start, self.stop.offset if block == self.stop.block else 1 << 62


class Looked(NamedTuple):
    """What became of the highlights of an article."""

    lit: tuple[Lit, ...] = ()  # in the order of the text
    lost: tuple[Highlight, ...] = ()
    moved: tuple[tuple[Highlight, Quote], ...] = ()  # surely found, but not as they were kept


def look(text: Text, highlights: Sequence[Highlight]) -> Looked:
    """Look for highlights in a text; it may have been edited since they were made."""
    from reader.session.quotes import Grade, at_its_place, find_quotes, quote_of

    if not highlights:
        return Looked()
    found = find_quotes(text, [each.quote for each in highlights])
    lit: list[Lit] = []
    lost: list[Highlight] = []
    moved: list[tuple[Highlight, Quote]] = []
    for highlight, there in zip(highlights, found, strict=True):
        if there is None or there.stop <= there.start:
            lost.append(highlight)
            continue
        sure = there.grade is Grade.SAME
        whole = _with_its_signs(text, there.start, there.stop, highlight)
        lit.append(Lit(*whole, highlight, sure))
        if sure and at_its_place(text, highlight.quote) is None:
            moved.append((highlight, quote_of(text, there.start, there.stop, highlight.quote)))
    return Looked(tuple(sorted(lit, key=lambda each: each[:2])), tuple(lost), tuple(moved))


def _with_its_signs(text: Text, start: Spot, stop: Spot, highlight: Highlight) -> tuple[Spot, Spot]:
    """The range to the letter: words are found by letters, signs may have stood around them."""
    exact = highlight.quote.exact
    stretch = Stretch(text, start.block, stop.block)
    low, high = stretch.offset(start), stretch.offset(stop)
    at = stretch.text.rfind(exact, max(0, high - len(exact)), low + len(exact))
    if at < 0:
        return start, stop
    return stretch.spot(at), stretch.spot(at + len(exact))


def made(text: Text, path: str, start: Spot, stop: Spot, at: float) -> Highlight:
    """A new highlight of an article; `at` in seconds since the epoch.

    It is made at once: what else around it tells it from its like, `quote_of` has to look for.
    """
    text.has(stop.block)  # finds the blocks up to there
    stretch = Stretch(text, start.block, stop.block)
    low, high = stretch.offset(start), stretch.offset(stop)
    before, behind = stretch.text[:low][-CONTEXT:], stretch.text[high : high + CONTEXT]
    quote = Quote(stretch.text[low:high], before, behind, *start)
    return Highlight(secrets.token_hex(16), path, quote, at)


def well_anchored(text: Text, start: Spot, stop: Spot) -> Quote:
    """The quote by which words are found again; 0.7 s at the end of ten megabytes."""
    from reader.session.quotes import quote_of

    text.has(stop.block)
    return quote_of(text, start, stop)


def told_lost(lost: int) -> str:
    """The sentence for highlights whose words are gone."""
    if lost == 1:
        return "1 highlight is not in the text any more; it is kept."
    return f"{lost} highlights are not in the text any more; they are kept." if lost else ""
