"""Selecting text of the page with the mouse: dragged, a word, a paragraph; copied on release."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from reader.markdown.marked import Mark
from reader.session.page import Page
from reader.ui.in_sight import span_at

if TYPE_CHECKING:
    from reader.session.selection import Selection, Spot
    from reader.ui.page_pane import PagePane

LAYER = "selection"
EVERY = 0.05  # seconds between two steps while the pointer is beyond the edge
FASTEST = 4  # rows of one such step


class TextSelected(Message):
    """Text of the page was selected, and shall be copied."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__()


class LinkClicked(Message):
    """A link of the page was clicked: its target as written, and the part it stands in."""

    def __init__(self, link: str, part: int) -> None:
        self.link = link
        self.part = part
        super().__init__()


class TextClicked(Message):
    """A character of the page was clicked: its block, and its offset in the block's text."""

    def __init__(self, block: int, offset: int) -> None:
        self.block = block
        self.offset = offset
        super().__init__()


class Selecting:
    """What of the page is selected, and the drag that goes on."""

    def __init__(self, pane: PagePane) -> None:
        self._pane = pane
        self._page: Page | None = None  # that the selection belongs to
        self._anchor: Spot | None = None
        self._selection: Selection | None = None
        self._beyond = 0  # rows by which the pointer is above the pane (negative) or below it
        self._column = 0
        self._timer_runs = False
        self._dragged = False

    @property
    def active(self) -> bool:
        """Whether any text is selected."""
        return self._selection is not None

    @property
    def selection(self) -> Selection | None:
        """What is selected of the page that is shown."""
        return self._selection if self._page is self._pane.page else None

    def clear(self) -> bool:
        """Select nothing any more; whether anything was selected."""
        self._anchor, self._beyond = None, 0
        if self._selection is None:
            return False
        self._selection = None
        self._pane.marks.pop(LAYER, None)
        self._pane.compose_rows()
        return True

    # The mouse; columns and rows are those of the pane

    def press(self, column: int, row: int) -> None:
        """A button went down: from here on."""
        self.clear()
        self._dragged = False
        self._page = self._pane.page
        self._anchor = self._spot(column, row)

    def drag(self, column: int, row: int) -> None:
        """The pointer moved with the button down."""
        if self._anchor is None or self._page is not self._pane.page:
            return
        height = self._pane.size.height
        self._column, self._beyond = column, min(row, 0) if row < 0 else max(0, row - height + 1)
        self._dragged = True
        if self._beyond and not self._timer_runs:
            self._timer_runs = True
            self._pane.set_timer(EVERY, self._scroll)
        self._reach(column, max(0, min(row, height - 1)))

    def release(self) -> None:
        """The button is up again: copy what is selected."""
        self._beyond = 0
        self._anchor = None
        if self._dragged:
            self._copy()

    def click(self, column: int, row: int, times: int) -> None:
        """A click without a drag: twice for a word, three times for a paragraph."""
        at = self._spot(column, row)
        page = self._pane.page
        if self._dragged or page is None or at is None:
            return
        if times == 1:
            found = span_at(self._pane.painted, column - self._pane.indent, row)
            if found is not None and found[1].link:
                self._pane.post_message(LinkClicked(found[1].link, found[0].part))
            elif found is not None and found[1].at >= 0:
                self._pane.post_message(TextClicked(at.block, at.start))
            return
        from reader.session.selection import paragraph, word

        self._page = page
        self._select((word if times == 2 else paragraph)(page, at))
        self._copy()

    def _reach(self, column: int, row: int) -> None:
        head = self._spot(column, row)
        if head is not None and self._anchor is not None:
            from reader.session.selection import between

            self._select(between(self._anchor, head))

    def _scroll(self) -> None:
        """A step in the direction in which the pointer left the pane."""
        self._timer_runs = False
        if not self._beyond or self._page is not self._pane.page:
            return
        self._pane.scroll_rows(max(-FASTEST, min(FASTEST, self._beyond)))
        self._reach(self._column, 0 if self._beyond < 0 else self._pane.size.height - 1)
        self._timer_runs = True
        self._pane.set_timer(EVERY, self._scroll)

    # What is selected

    def _spot(self, column: int, row: int) -> Spot | None:
        """What lies under the pointer; in a row without text, where the next text begins."""
        from reader.session.selection import Spot, spot

        rows = self._pane.painted
        cell = column - self._pane.indent
        for number in range(row, len(rows)):
            place, line = rows[number]
            found = spot(place.part - 1, line, cell if number == row else -1)
            if found is not None:
                return found
        for place, line in reversed(rows[:row]):
            found = spot(place.part - 1, line, self._pane.size.width)
            if found is not None:
                return Spot(found.block, found.stop, found.stop)
        return None

    def _select(self, selection: Selection) -> None:
        if selection != self._selection:
            self._selection = selection
            self._pane.marks.pop(LAYER, None)  # the last layer lies above the others
            self._pane.marks[LAYER] = self._marks
            self._pane.compose_rows()

    def _marks(self, block: int) -> Sequence[Mark]:
        if self._selection is None or self._page is not self._pane.page:
            return ()
        stretch = self._selection.within(block)
        return (Mark(*stretch, "selection"),) if stretch else ()

    def _copy(self) -> None:
        if self._selection is None or self._page is None:
            return
        from reader.session.selection import text_between

        text = text_between(self._page, self._selection)
        if text.strip():
            self._pane.post_message(TextSelected(text))
        else:
            self.clear()
