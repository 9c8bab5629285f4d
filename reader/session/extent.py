"""How many rows a page has, and how many lie above a position: what a scroll bar tells.

Rows are counted on the source, in slices, without any layout. Until all are, the bytes that are
left stand for them at the rate of those that were counted.
"""

from __future__ import annotations

import time
from array import array

from reader.session.page import Page, Position

AT_ONCE = 32
"""Blocks counted between two looks at the clock; some 10 µs each."""


class Extent:
    """The rows of a page as it is laid out now; at another width it is another one."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.flow = page.flow
        self._above = array("q", [len(page.lines(0))])  # rows above each block, and the next one
        self._bytes = 0  # of the source that is counted
        self.complete = False

    def gather(self, seconds: float) -> bool:
        """Count on for so long at most; whether that was all."""
        until = time.perf_counter() + seconds
        while not self.complete:
            self._count_on()
            if time.perf_counter() >= until:
                break
        return self.complete

    def _count_on(self) -> None:
        text, flow, above = self._page.text, self.flow, self._above
        for index in range(len(above) - 1, len(above) - 1 + AT_ONCE):
            if not text.has(index):
                self._bytes, self.complete = len(text.source), True
                return
            above.append(above[-1] + flow.height(index))
        self._bytes = text.span(len(above) - 2)[1]

    @property
    def total(self) -> float:
        """All rows."""
        rest = len(self._page.text.source) - self._bytes
        rows = self._above[-1] + rest * self._rate()
        return rows + len(self._page.lines(self._page.text.count + 1)) if self.complete else rows

    def above(self, position: Position) -> float:
        """The rows above a position."""
        part, row = position
        if part == 0:
            return row
        block = part - 1
        if block < len(self._above) - 1:
            return min(self._above[block] + row, self._above[block + 1])
        if not self._page.text.has(block):
            return self._above[-1] + row
        start, _ = self._page.text.span(block)
        return self._above[-1] + max(0, start - self._bytes) * self._rate() + row

    def _rate(self) -> float:
        """Rows of a byte."""
        rows = self._above[-1] - self._above[0]
        return rows / self._bytes if self._bytes and rows else 1 / self._page.width


def thumb(above: float, total: float, height: int, *, at_end: bool) -> tuple[int, int] | None:
    """The first row of a scroll bar of so many rows that the thumb takes, and the one behind it.

    It touches an end only where the page is there. None where everything is on the screen.
    """
    if at_end and above <= 0:
        return None
    size = max(1, min(height - 1, round(height * height / max(total, 1))))
    room = height - size
    if at_end:
        return room, height
    first = round(room * above / max(1, total - height))
    least, most = (1, room - 1) if above > 0 and room > 1 else (0, max(0, room - 1))
    first = max(least, min(most, first)) if above > 0 else 0
    return first, first + size
