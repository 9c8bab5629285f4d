"""The contents of a page: its headings, else its bold lead-ins, else its pictures.

Gathered in slices, since a book of 10 MB holds thousands and nobody waits for them. A slice ends with
a block, or a part of a very long one: at most 32 KB of source, some 10 ms; of the densest HTML and of
lists of single letters up to 50.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from enum import Enum

from reader.markdown.landmarks import Landmark, images, lead_ins
from reader.markdown.outline import headings_at
from reader.markdown.parse import Text
from reader.patterns import pattern
from reader.session.page import Page, Position

MOST = 20_000
"""Entries; whoever has more of them searches the page instead."""


_BOLD_OR_PICTURE = pattern(
    rb"\*\*|__|!\[|[{]|<[A-Z]|<(?i:b|strong|img|picture|video|audio|iframe|embed|object)[\s/>]"
)


class Kind(Enum):
    """What the entries are."""

    HEADINGS = "headings"
    LEAD_INS = "lead-ins"
    IMAGES = "images"


class Contents:
    """The entries of one page in reading order, as far as they are known."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.kind = Kind.HEADINGS
        self.entries: list[Landmark] = []
        self.complete = False
        self._images: list[Landmark] = []
        self._next = 0  # index of the block that was not yet looked at
        self._highest = 6

    @property
    def highest_level(self) -> int:
        """The level of those entries that are not indented."""
        return self._highest

    def gather(self, seconds: float) -> bool:
        """Look on for so long, and to the end of the block then at hand; whether that was all."""
        until = time.perf_counter() + seconds
        while not self.complete and time.perf_counter() < until:
            self._look_on()
        return self.complete

    def _look_on(self) -> None:
        text, index = self.page.text, self._next
        self._next += 1
        if len(self.entries) >= MOST:
            self.complete = True
        elif not text.has(index):
            self._end_of_text()
        elif self.kind is Kind.HEADINGS:
            for found in headings_at(text, index):
                self._add(Landmark(index, 0, found.level, found.text))
        elif text.kind(index) not in ("CodeBlock", "Table", "Rule") and _may_hold(text, index):
            block = text.block(index)
            for landmark in lead_ins(block, index):
                self._add(landmark)
            if not self.entries and len(self._images) < MOST and not text.hidden(index):
                self._images += images(block, index)

    def _add(self, landmark: Landmark) -> None:
        self.entries.append(landmark)
        self._highest = min(self._highest, landmark.level)

    def _end_of_text(self) -> None:
        if self.kind is Kind.HEADINGS and not self.entries:
            self.kind, self._next = Kind.LEAD_INS, 0
            return
        if not self.entries and self._images:
            self.kind, self._highest = Kind.IMAGES, 1
            self.entries = self._images
        self.complete = True

    def at(self, top: Position) -> int:
        """The index of the entry that the first row of the screen belongs to; -1 above the first."""
        if top.part == 0:
            return -1
        block = top.part - 1
        place = self.page.flow.offset_at(block, top.row)
        return self.at_text(block, place)

    def at_text(self, block: int, offset: int) -> int:
        """The index of the last entry that does not stand behind a place; -1 above the first."""
        return (
            bisect_right(self.entries, (block, offset), key=lambda one: (one.block, one.offset)) - 1
        )


def _may_hold(text: Text, index: int) -> bool:
    """Whether there is anything in a block that may be bold or a picture: else it is not parsed."""
    return _BOLD_OR_PICTURE.search(text.source, *text.span(index)) is not None
