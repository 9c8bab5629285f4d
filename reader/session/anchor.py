"""Where one was before a page was laid out anew: sizes come and go, and nobody has moved."""

from __future__ import annotations

from collections.abc import Hashable

from reader.markdown.lines import Line
from reader.session.page import Page, Position


class Anchor:
    """The row that one last went to; held through any number of other layouts, so nothing drifts."""

    def __init__(self) -> None:
        self._page: Page | None = None
        self._text = (0, 0)  # block, and offset in its text
        self._held = Position(0, 0)
        self._lines: tuple[Line, ...] = ()  # all of its part
        self._tops: dict[Hashable, Position] = {}  # where that is, by the kind of layout
        self._top: Position | None = None  # the first row as it was left

    def hold(self, page: Page, top: Position, layout: Hashable) -> None:
        """Before another layout: this is the first row now. It counts where one has moved to it."""
        if page is not self._page or top != self._top:
            self._page, self._top = page, top
            self._text, self._held = page.text_at(top), top
            self._lines = page.lines(top.part)
            self._tops = {layout: top}

    def find(self, page: Page, layout: Hashable) -> Position:
        """In the new layout: the row that was held, or the one with its words."""
        if layout not in self._tops:
            same = page.lines(self._held.part) == self._lines
            self._tops[layout] = self._held if same else page.position_of(*self._text)
        return self._tops[layout]

    def leave(self, top: Position) -> None:
        """The first row that came of it, near the end of a page perhaps another one."""
        self._top = top
