"""The sections of a page: which one a row belongs to, and the way to the next one.

A section begins at the first row of its heading. Headings are looked up among the blocks found so
far, by halving: what it costs does not depend on how long the text is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from reader.markdown.outline import Entry, headings_at
from reader.session.page import Page, Position

PASSED_OVER = 64
"""Headings without text in a row that are passed over; behind more of them there is no section."""


class Sections:
    """The sections of one page, as it is laid out now."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._aimed: tuple[Position, Entry] | None = None

    def start(self, section: Entry) -> Position:
        """The first row of a heading, below the blank ones that set it apart."""
        return self.row_of(section.block)

    def row_of(self, block: int) -> Position:
        """The first row of a block that shows something."""
        lines = self._page.lines(block + 1)
        row = next((row for row, line in enumerate(lines) if line.spans), 0)
        return Position(block + 1, row)

    def aim(self, top: Position, section: Entry) -> None:
        """Somebody went to a section and arrived at this first row.

        Near the end of a page it may stand below that row; it is the current one all the same.
        """
        self._aimed = (top, section)

    def current(self, top: Position) -> Entry | None:
        """The section that the first row of the screen belongs to; None above the first heading."""
        if self._aimed is not None and self._aimed[0] == top:
            return self._aimed[1]
        return next(self._above(top, itself=True), None)

    def read(self, top: Position, middle: Position) -> Entry | None:
        """The section that somebody reads who sees the page from one row to another in its middle.

        The one below a heading that is in the upper half of the screen, where most of it lies; a
        section that one went to, however short.
        """
        if self._aimed is not None and self._aimed[0] == top:
            return self._aimed[1]
        return self.current(middle)

    def beyond(self, top: Position, steps: int) -> Entry | None:
        """The section so many headings below the current one, or above where negative.

        Above, the heading of the current section counts unless its row is the first one. Fewer
        where there are not so many; None where there is none at all.
        """
        found, left = None, abs(steps)
        aimed = self._aimed[1] if self._aimed is not None and self._aimed[0] == top else None
        start = top if aimed is None else self.start(aimed)
        for section in self._below(start) if steps > 0 else self._above(start, itself=False):
            found, left = section, left - 1
            if not left:
                break
        return found

    def _above(self, top: Position, *, itself: bool) -> Iterator[Entry]:
        known, passed_over = self._page.text.headings, 0
        for index in range(bisect_right(known, top.part - 1) - 1, -1, -1):
            found = self._section(known[index])
            if found is not None:
                if found.block + 1 < top.part or self._is_above(found, top, itself=itself):
                    yield found
                passed_over = 0
            elif (passed_over := passed_over + 1) > PASSED_OVER:
                return

    def _section(self, block: int) -> Entry | None:
        return next(iter(headings_at(self._page.text, block)), None)

    def _is_above(self, section: Entry, top: Position, *, itself: bool) -> bool:
        start = self.start(section)
        return start <= top if itself else start < top

    def _below(self, top: Position) -> Iterator[Entry]:
        text = self._page.text
        index, passed_over = bisect_left(text.headings, top.part - 1), 0
        while True:
            while index >= len(text.headings) and not text.complete:
                text.find(text.count + 1)
            if index >= len(text.headings):
                return
            found = self._section(text.headings[index])
            if found is not None:
                if self.start(found) > top:
                    yield found
                passed_over = 0
            elif (passed_over := passed_over + 1) > PASSED_OVER:
                return
            index += 1
