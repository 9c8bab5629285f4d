"""The thumb at the right edge of the page: true by rows, which are counted behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip

from reader.markdown.lines import Role, Span
from reader.session.extent import Extent, thumb

if TYPE_CHECKING:
    from reader.ui.page_pane import PagePane

SLICE = 0.004  # seconds that counting may hold up a key
PAUSE = 0.006  # seconds between two slices


class ScrollBar:
    """Draws the thumb; of a long page it is exact once the rows of all blocks are counted."""

    def __init__(self, pane: PagePane, sign: str) -> None:
        self._pane = pane
        self._sign = sign
        self._waits = False  # for the next slice of counting
        self.extent: Extent | None = None

    def draw(self, rows: list[Strip]) -> None:
        """Put the thumb over the ends of the rows; nothing where all is on the screen."""
        pane = self._pane
        if pane.page is None or (pane.at_end and pane.top == (0, 0)):
            return
        if self.extent is None or self.extent.flow is not pane.page.flow:
            self.extent = Extent(pane.page)
            self._count()
        above, total = self.extent.above(pane.top), self.extent.total
        taken = thumb(above, total, len(rows), at_end=pane.at_end)
        sign = pane.painter.strip([Span(self._sign, Role.RULE)], 1)
        for y in range(*taken) if taken else ():
            rows[y] = Strip.join([rows[y].crop(0, pane.size.width - 1), sign])

    def _count(self) -> None:
        if self.extent is not None and not self.extent.gather(SLICE) and not self._waits:
            self._waits = True
            self._pane.set_timer(PAUSE, self._count_on)

    def _count_on(self) -> None:
        self._waits = False
        if self.extent is None or self._pane.page is None:
            return
        if self.extent.flow is self._pane.page.flow:  # else it begins anew with the next paint
            self._count()
            if self.extent.complete:
                self._pane.compose_rows()
