"""Where an article opens that a query found: at its first hit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from reader.markdown.finder import HEADER, Finder, Hit
from reader.named import NamedTuple
from reader.session.page import Page, Position
from reader.session.words import Words

LOOKED_THROUGH = 32  # stretches of 16 KB, 60 ms at most; further down is looked when it is shown
COUNTED = 8  # stretches; more are counted when somebody reads the article
ABOVE = 3  # a third of the screen stands above the hit, so that its paragraph is seen


class Landing(NamedTuple):
    """The first hit of a query on a page; its marks are there without one too."""

    words: Words
    finder: Finder
    hit: Hit | None
    on: Iterator[Hit | None] | None = None  # looks on where none was found so far


def sought_on(page: Page, words: Words) -> Words:
    """The words of a query as they are to be looked for on a page."""
    return words._replace(above=page.fields)


def landing(page: Page, words: Words) -> Landing:
    """Look for the first hit; in the thread that has the page."""
    finder = Finder(page.text, page.header_text, page.ending_text)
    words = sought_on(page, words)
    finder.look_for(words)
    seeking = seek(page, finder, words)
    hit = next((found for found in islice(seeking, LOOKED_THROUGH) if found is not None), None)
    for _ in islice(finder.count(), COUNTED):
        pass
    return Landing(words, finder, hit, None if hit else seeking)


def seek(page: Page, finder: Finder, words: Words) -> Iterator[Hit | None]:
    """The first hit that tells something: in the text, but for what the title says already.

    That of the title, or of another field above the text, where these have all that is looked for.
    As `Finder.seek` has it, None after each stretch without one.
    """
    if words.all_above(page.header_text):
        yield next(iter(finder.hits(HEADER)), None)
    else:
        yield from finder.seek(0, 0)


def top_for(page: Page, hit: Hit, height: int) -> Position | None:
    """The first row of a screen of so many rows that shows a hit and what leads to it.

    The first rows of the article where it is seen on these. None for a hit beside the text, with
    which an article opens where it would without.
    """
    if not page.is_block(hit.block):
        return None
    position = page.position_of(hit.block, hit.start)
    if any(place == position for place, _ in page.rows(Position(0, 0), height)):
        return Position(0, 0)
    return page.backward(position, height // ABOVE)
