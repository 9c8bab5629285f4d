"""A quote as it is looked for: in which blocks it may be, and where these have its letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.article import Quote
from reader.named import NamedTuple
from reader.session import runs
from reader.session.likeness import Own, own
from reader.session.stretch import Spot, Stretch, letters, words_of

if TYPE_CHECKING:
    from reader.markdown.parse import Text

MOST_CANDIDATES = 24  # blocks in which a quote is looked for, those with most of its words first
MOST_HITS = 64  # of the same letters in one stretch
NEARBY = 40  # blocks to either side that are read where no run of words tells where to look
LEAST = 16  # letters of a quote and beside it, without which nothing is taken for it


class Sought(NamedTuple):
    """A quote as it is compared: its letters, and those around it."""

    quote: Quote
    exact: str
    prefix: str
    suffix: str
    runs: list[runs.Run]
    own: Own

    @classmethod
    def of(cls, quote: Quote) -> Sought:
        """A quote, to be looked for."""
        whole = quote.prefix + quote.exact + quote.suffix
        signs = letters(quote.exact), letters(quote.prefix), letters(quote.suffix)
        mine, wanted = own(quote), runs.runs_of(whole)
        if mine.whole and (words := words_of(mine.text))[runs.RUN - 1 :] == []:
            wanted += runs.runs_of(mine.text, len(words))  # no three of them stay together
        return cls(quote, *signs, wanted, mine)

    @property
    def beside(self) -> list[tuple[int, int]]:
        """How many letters before and after are looked for with it, one way or another."""
        more = max(0, LEAST - len(self.exact) + 1) // 2
        before, behind = min(more, len(self.prefix)), min(more, len(self.suffix))
        found = [(before, 0), (0, behind)] if more else [(0, 0)]
        return [*found, (self.own.left, self.own.right)] if self.own.whole else found

    @property
    def size(self) -> int:
        """Its letters, and those around it."""
        return len(self.prefix) + len(self.exact) + len(self.suffix)


class Hit(NamedTuple):
    """A place with the letters of a quote."""

    start: Spot
    stretch: Stretch
    at: int
    left: int  # letters before it that are those before the quote
    right: int
    distance: int  # blocks

    @property
    def order(self) -> tuple[int, int]:
        """The one whose surroundings are most alike first, then the nearest."""
        return -(self.left + self.right), self.distance


def byte_of(text: Text, quote: Quote) -> int:
    """Where in the source a quote stood, or its end."""
    if text.has(quote.block):
        return text.span(quote.block)[0]
    return len(text.source)


def candidates(text: Text, sought: Sought, places: dict[runs.Run, list[int]]) -> list[int]:
    """The blocks in which a quote may be: those with most of its words, the nearest first."""
    near, home = byte_of(text, sought.quote), sought.quote.block
    votes: dict[int, int] = {}
    for run in set(sought.runs):
        hits = sorted(places.get(run, ()), key=lambda byte: abs(byte - near))[:MOST_HITS]
        for block in {text.block_at(byte) for byte in hits}:
            votes[block] = votes.get(block, 0) + 1
    if text.has(home):
        votes.setdefault(home, 0)
    if not any(votes.values()):
        first = max(0, min(home, text.count) - NEARBY)
        text.find(first + 2 * NEARBY)
        return sorted(
            range(first, min(text.count, first + 2 * NEARBY)), key=lambda b: abs(b - home)
        )
    return sorted(votes, key=lambda block: (-votes[block], abs(block - home)))[:MOST_CANDIDATES]


def hits_in(stretch: Stretch, sought: Sought) -> Iterator[Hit]:
    """Where a stretch has the letters of a quote; of a short one, only with some of those around it."""
    text, size = stretch.letters, len(sought.exact)
    starts: set[int] = set()
    for before, behind in sought.beside:
        sign = sought.prefix[len(sought.prefix) - before :] + sought.exact + sought.suffix[:behind]
        at, most = text.find(sign), len(starts) + MOST_HITS
        while at >= 0 and len(starts) < most:
            starts.add(at + before)
            at = text.find(sign, at + 1)
    for begin in sorted(starts):
        stop = begin + size
        left = _shared(text[max(0, begin - len(sought.prefix)) : begin][::-1], sought.prefix[::-1])
        right = _shared(text[stop : stop + len(sought.suffix)], sought.suffix)
        start = stretch.spot(stretch.place(begin))
        yield Hit(start, stretch, begin, left, right, abs(start.block - sought.quote.block))


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))
