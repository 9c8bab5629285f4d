"""The contents beside the page: they follow the reading, and one goes to a section from there."""

from __future__ import annotations

from textual import events

from reader.markdown.lines import STRONG, Line, Role, Span
from reader.session.contents import Contents, Kind
from reader.ui.line_pane import LinePane
from reader.ui.list_rows import sentences
from reader.ui.looks import Look
from reader.ui.messages import JumpTo
from reader.ui.page_pane import PagePane
from reader.ui.strips import Painter

SLICE = 0.004  # seconds after which gathering lets keys through, once the block at hand is done
FIRST_SLICE = 0.02
PAUSE = 0.01  # seconds between two slices
INDENT = 2  # columns a level
DEEPEST = 3  # levels that are indented further and further

_TITLES = {
    Kind.HEADINGS: "Contents",
    Kind.LEAD_INS: "Contents, by what stands in bold",
    Kind.IMAGES: "Pictures",
}
NOTHING = "This article has no headings, nothing in bold to go by, and no pictures."
OF_ARTICLE = "The contents belong to the article as it is read; R goes back to it."
HEAD = 2  # rows above the first entry: the title, and a blank one


class ContentsPane(LinePane):
    """Entries of the article on the page, the current one marked; has the focus, or follows."""

    def __init__(self, painter: Painter, page: PagePane, *, ascii_only: bool = False) -> None:
        super().__init__(painter, id="contents")
        self._page = page
        self._bullet = "*" if ascii_only else "•"
        self.contents: Contents | None = None
        self.is_open = False
        self.active = False
        self.cursor = 0
        self._current = -1
        self._top = 0
        self._gathers = False

    # What is shown

    def open(self) -> bool:
        """Show the contents of the article on the page; False where it has none, or is its source."""
        if self._page.page is not None and self._page.page.is_source:
            return False
        self._take_page()
        if self.contents is None or (self.contents.complete and not self.contents.entries):
            return False
        self.is_open = self.active = True
        return True

    def close(self) -> None:
        """Be gone until it is opened again."""
        self.is_open = self.active = False
        self.contents = None

    def _take_page(self) -> None:
        page = self._page.page
        self.contents = Contents(page) if page is not None else None
        self.cursor, self._current, self._top = 0, -1, 0
        if self.contents is not None:
            self.contents.gather(FIRST_SLICE)
            self._gather_on()
        self._mark()

    def _gather_on(self) -> None:
        if self.contents is not None and not self.contents.complete and not self._gathers:
            self._gathers = True
            self.set_timer(PAUSE, self._gather)

    def _gather(self) -> None:
        self._gathers = False
        if self.contents is None or not self.is_open:
            return
        before = len(self.contents.entries)
        self.contents.gather(SLICE)
        if self._mark() or len(self.contents.entries) != before or self.contents.complete:
            self.compose_rows()
        self._gather_on()

    def follow(self) -> None:
        """The page shows something else: another part of the article, or another one."""
        if not self.is_open:
            return
        if self.contents is None or self.contents.page is not self._page.page:
            self._take_page()
            self.compose_rows()
        elif self._mark():
            self.compose_rows()

    def _mark(self) -> bool:
        """Find the current entry and put the cursor on it; whether it is another one."""
        if self.contents is None:
            return False
        section = self._page.section if self.contents.kind is Kind.HEADINGS else None
        if section is not None:
            current = self.contents.at_text(section.block, 0)
        else:
            current = self.contents.at(self._page.top)
        if current == self._current:
            return False
        self._current = current
        self.cursor = max(0, current)
        return True

    def set_active(self, active: bool) -> None:
        """Whether keys go to the contents; without them the mark is where one reads."""
        self.active = active
        if not active:
            self.cursor = max(0, self._current)
        self.compose_rows()

    # Layout

    @property
    def _height(self) -> int:
        return max(1, self.size.height - HEAD)

    def compose_rows(self) -> None:
        """Make what is visible, the cursor in view."""
        columns, height = self.size
        if not columns or not height or not self.is_open:
            return
        if self.contents is None or not self.contents.entries:
            page = self._page.page
            if page is not None and page.is_source:
                said = OF_ARTICLE
            elif self.contents is not None and not self.contents.complete:
                said = "Looking for headings …"
            else:
                said = NOTHING
            self.put_sentences(sentences((self.painter.written(said),), columns))
            return
        entries = self.contents.entries
        self.cursor = max(0, min(self.cursor, len(entries) - 1))
        # Two rows of what is above and below stay in sight.
        ahead = min(2, (self._height - 1) // 2)
        self._top = min(self._top, max(0, self.cursor - ahead))
        self._top = max(self._top, self.cursor + ahead + 1 - self._height)
        self._top = max(0, min(self._top, len(entries) - self._height))
        lines = [Line((Span(" " + _TITLES[self.contents.kind], Role.DIM),)), Line(())]
        shown = range(self._top, min(len(entries), self._top + self._height))
        lines += [self._row(index, columns) for index in shown]
        rows = [self.painter.strip(line, columns) for line in lines[:height]]
        self.put(rows + [self.painter.blank(columns)] * (height - len(rows)))

    def _row(self, index: int, columns: int) -> Line:
        assert self.contents is not None
        entry = self.contents.entries[index]
        level = min(DEEPEST, entry.level - self.contents.highest_level)
        chosen, current = index == self.cursor, index == self._current
        sign = ">" if chosen else self._bullet if current else " "
        lead = f"{sign} " + " " * (INDENT * level)
        text = self.painter.cut(entry.text, max(1, columns - len(lead) - 1))
        if chosen and self.active:
            fill = " " * columns
            return Line((Span(lead, Look.ROW_SELECTED), Span(text + fill, Look.ROW_SELECTED)))
        if current:
            return Line((Span(lead, Look.ACCENT), Span(text, Look.ACCENT, STRONG)))
        return Line((Span(lead, Look.ACCENT), Span(text, Role.DIM if level else Look.ROW)))

    # Moving

    def move(self, action: str, count: int | None) -> bool:
        """Move the cursor as a key says; False for actions that are no moves."""
        entries = self.contents.entries if self.contents is not None else ()
        times, last = count or 1, len(entries) - 1
        steps = {
            "down": times,
            "up": -times,
            "half_down": times * (self._height // 2),
            "half_up": -times * (self._height // 2),
            "page_down": times * max(1, self._height - 1),
            "page_up": -times * max(1, self._height - 1),
        }
        if action in steps:
            wanted = self.cursor + steps[action]
        elif action in ("top", "bottom"):
            wanted = count - 1 if count else 0 if action == "top" else last
        elif action == "percent":
            wanted = self.cursor if count is None else last * min(100, count) // 100
        else:
            return False
        if entries:
            self.cursor = max(0, min(wanted, last))
            self.compose_rows()
        return True

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.move("down", 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.move("up", 1)

    def on_click(self, event: events.Click) -> None:
        """A click goes to an entry."""
        index = self._top + event.y - HEAD
        if self.contents and event.y >= HEAD and index < len(self.contents.entries):
            self.cursor = index
            self.post_message(JumpTo())
