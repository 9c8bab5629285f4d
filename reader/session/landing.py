"""Where an article opens that a query found: at its first hit."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from reader.markdown.finder import Finder, Hit
from reader.session.page import Page, Position
from reader.session.words import Words

LOOKED_THROUGH = 32  # stretches of 16 KB, 60 ms at most; a hit further down is gone to by n
COUNTED = 8  # stretches; more are counted when somebody reads the article
ABOVE = 3  # a third of the screen stands above the hit, so that its paragraph is seen


class Landing(NamedTuple):
    """The first hit of a query in the text of a page; its marks are there without one too."""

    words: Words
    finder: Finder
    hit: Hit | None  # None where it is in title, subtitle or byline only


def landing(page: Page, words: Words) -> Landing:
    """Look for the first hit; in the thread that has the page."""
    finder = Finder(page.text, page.header_text, page.ending_text)
    finder.look_for(words)
    looked = islice(finder.seek(0, 0), LOOKED_THROUGH)
    hit = next((found for found in looked if found is not None), None)
    for _ in islice(finder.count(), COUNTED):
        pass
    return Landing(words, finder, hit if hit and page.is_block(hit.block) else None)


def top_for(page: Page, hit: Hit, height: int) -> Position:
    """The first row of a screen of so many rows that shows a hit and what leads to it.

    The first rows of the article where it is seen on these.
    """
    position = page.position_of(hit.block, hit.start)
    if any(place == position for place, _ in page.rows(Position(0, 0), height)):
        return Position(0, 0)
    return page.backward(position, height // ABOVE)
