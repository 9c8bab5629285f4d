"""The linear mode, for screen readers and braille lines: where the cursor is, and a page that has it.

One pane at a time, no drawing characters, one line below in which changes are told. The terminal's
cursor stands where one is: that is what is spoken, and what a braille line shows.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Input

from reader.article import Place
from reader.characters import width
from reader.markdown.lines import Manner
from reader.session.page import Page, Position
from reader.ui import list_rows
from reader.ui.fit import Fit
from reader.ui.line_pane import LinePane
from reader.ui.overlay import Overlay, Palette
from reader.ui.page_pane import PagePane
from reader.ui.scroll_bar import ScrollBar
from reader.ui.strips import Painter

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp
    from reader.ui.library_screen import LibraryScreen


class _NoBar(ScrollBar):
    """No thumb: it would stand in the text that is spoken."""

    def draw(self, rows: list[Strip]) -> None:
        """Nothing."""


class LinearPage(PagePane):
    """A page of which one row is the current one; the text begins in the first column."""

    def __init__(self, painter: Painter, measure: int, *, ascii_only: bool = False) -> None:
        super().__init__(painter, measure, ascii_only=ascii_only)
        self.scroll_bar = _NoBar(self, "")
        self._line = 0

    @property
    def cursor_row(self) -> int:
        """The row of the screen that is the current one."""
        return min(self._line, max(0, len(self._shown) - 1))

    @property
    def fit(self) -> Fit:
        """As ever, but at the left edge."""
        return super().fit._replace(indent=0)

    @property
    def place(self) -> Place:
        """Where the current row is."""
        if self.page is None or not self._shown:
            return super().place
        return self.page.place(self._shown[self.cursor_row][0])

    def show(self, page: Page, place: Place, top: Position | None = None) -> None:
        """Another article, its current row at a place."""
        super().show(page, place, top)
        self._set_line(page.find(place) if top is None else top)

    def _lay_out(self, page: Page, manner: Manner) -> None:
        place = self.place
        super()._lay_out(page, manner)
        self._set_line(page.find(place))

    def go(self, position: Position) -> None:
        """To a row, also where it can't be the first one on the screen."""
        super().go(position)
        self._set_line(position)

    def _set_line(self, position: Position) -> None:
        self._put_line(bisect_left([place for place, _ in self._shown], position))

    def move(self, action: str, count: int | None) -> bool:
        """Move as a key says; a step is a row that says something, of more than a screen any row."""
        if action not in ("down", "up"):
            moved = super().move(action, count)
            if moved and action == "bottom":
                self._put_line(len(self._shown) - 1)
            return moved
        step, times = 1 if action == "down" else -1, count or 1
        if times > self.size.height and self.page is not None and self._shown:
            here = self._shown[self.cursor_row][0]  # each step alone would paint a screen
            go = self.page.forward if step > 0 else self.page.backward
            self.go(go(here, times))
            times = 1 if self._is_blank() else 0
        while times and self._step_on(step):
            times -= 1
        return True

    def _step_on(self, rows: int) -> bool:
        """To the next row that says something, on or back; whether there was any row."""
        moved = self._step(rows)
        while self._is_blank() and self._step(rows):
            pass
        return moved

    def _step(self, rows: int) -> bool:
        """One row on or back; whether there was one."""
        line, last = self.cursor_row, len(self._shown) - 1
        if 0 <= line + rows <= last:
            self._put_line(line + rows)
            return True
        before = self.top
        self.scroll_rows(rows)
        self._put_line(len(self._shown) - 1 if rows > 0 else 0)
        return self.top != before

    def _is_blank(self) -> bool:
        return bool(self._shown) and not self._shown[self.cursor_row][1].text.strip(" >")

    def _put_line(self, line: int) -> None:
        line = max(0, min(line, len(self._shown) - 1))
        if line != self._line:
            self._line = line
            self.refresh(Region(0, line, 1, 1))  # nothing is painted, but the cursor goes there
            self.post_message(self.Moved())


def cursor(app: ReaderApp) -> tuple[int, int]:
    """Row and column where the cursor is to be."""
    chosen = app.screen.cursor if isinstance(app.screen, Overlay | Palette) else None
    if chosen is not None:
        return chosen
    if isinstance(app.focused, Input):
        # Textual's own answer counts the padding twice.
        line = app.focused
        x, y, _, _ = line.content_region
        return max(0, y), max(
            0, x + width(line.value[: line.cursor_position]) - line.scroll_offset.x
        )
    if app.screen is app.library_screen:
        pane: LinePane | None = app.library_screen.panes.focused
    else:
        panes = (pane for pane in app.screen.query(LinePane) if pane.display)
        pane = max(panes, key=lambda pane: pane.size.height, default=None)
    if pane is None:
        return 0, 0
    x, y, _, _ = pane.region
    return max(0, y + pane.cursor_row), max(0, x)


def standing(screen: LibraryScreen) -> str:
    """What the line below says while there is nothing to tell."""
    panes = screen.panes
    if panes.on_page or screen.single:
        page = panes.page.page
        return page.article.title if page is not None else ""
    row, count = panes.list.row, screen.desk.shelf.count
    if row is None:
        return panes.list.said
    told = list_rows.facts(row, 200, ascii_only=True, day=True)
    return f"{panes.list.selected + 1:,} of {count:,}, {told.replace(list_rows.DOT, ', ')}"
