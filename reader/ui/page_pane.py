"""The page: rows of one article from a position on, centred, with a thumb at the right edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.article import Place
from reader.markdown.lines import Line, Manner, Span
from reader.markdown.marked import Mark, marked
from reader.session.anchor import Anchor
from reader.session.page import Page, Position
from reader.ui import in_sight
from reader.ui.fit import Fit, fitted
from reader.ui.labels import Labels, labelled, with_card
from reader.ui.line_pane import LinePane
from reader.ui.list_rows import sentences
from reader.ui.scroll_bar import ScrollBar
from reader.ui.selecting import Selecting
from reader.ui.shifts import Shifts
from reader.ui.strips import Painter

if TYPE_CHECKING:
    from reader.markdown.outline import Entry
    from reader.session.sections import Sections

TOP = Position(0, 0)
WHEEL = 3  # rows


class PagePane(LinePane):
    """One article; knows where in it one is."""

    class Moved(Message):
        """Another part of the article is shown."""

    class ReadOn(Message):
        """Somebody read on by the wheel, to where so many percent are above the screen's edge."""

        def __init__(self, progress: int) -> None:
            super().__init__()
            self.progress = progress

    def __init__(self, painter: Painter, measure: int, *, ascii_only: bool = False) -> None:
        super().__init__(painter, id="page")
        self.scroll_bar = ScrollBar(self, "|" if ascii_only else "▐")
        self.measure = measure
        self.page: Page | None = None
        self._sections: Sections | None = None
        self.top = TOP
        # Marks on the text, by the feature they belong to; each gives those of a block, asked once
        # for each that is on the screen. The header is block -1.
        self.marks: dict[str, Callable[[int], Sequence[Mark]]] = {}
        # A sign in the margin of a row, by the feature it belongs to.
        self.signs: dict[str, Callable[[Position, Line], Span | None]] = {}
        self._labels: Labels = {}
        self._card: tuple[Line, ...] = ()
        self._shifts = Shifts()
        self._message: tuple[str, ...] = ()
        self._shown: list[tuple[Position, Line]] = []
        self._marked: dict[int, list[Mark]] = {}  # by part
        self.painted: list[tuple[Position, Line]] = []  # the rows as they are drawn
        self.selecting = Selecting(self)
        self._at_end = False
        self._anchor = Anchor()

    # What is shown

    @property
    def columns(self) -> int:
        """The width of the text: the measure, or what the pane has."""
        return self.fit.columns

    @property
    def fit(self) -> Fit:
        """What a page is laid out for; the usual measures before the first paint."""
        return fitted(*self.size, self.measure)

    def show(self, page: Page, place: Place, top: Position | None = None) -> None:
        """Another article, at a place in it, or from a row on."""
        self._message = ()
        self._labels, self._card = {}, ()
        self.selecting.clear()
        if self.page is None or self.page.article.path != page.article.path:
            self._shifts.clear()
        self.page = page
        self._sections = None
        page.set_width(self.fit.columns, self.fit.beyond)
        self.top = self._clamped(page.find(place) if top is None else top)
        self.compose_rows()
        self.post_message(self.Moved())

    def say(self, *sentences: str) -> None:
        """Sentences in place of an article."""
        self.page = self._sections = None
        self._labels, self._card = {}, ()
        self.selecting.clear()
        self._message = sentences
        self.compose_rows()

    def set_measure(self, measure: int) -> None:
        """Lines of another width, the place kept."""
        self.measure = measure
        self._reflow()

    def set_manner(self, manner: Manner) -> None:
        """Rows in another manner, the place kept."""
        if self.page is not None and self.page.manner != manner:
            self._lay_out(self.page, manner)

    def resized(self) -> None:
        """The text is set to the pane; its first row keeps its words."""
        self._reflow()

    def _reflow(self) -> None:
        if self.page is not None and self.size.height:
            self._lay_out(self.page, self.page.manner)
        else:
            self.compose_rows()
            self.post_message(self.Moved())

    def _lay_out(self, page: Page, manner: Manner) -> None:
        """Set the page to the pane, in a manner; the first row stays or keeps its words."""
        self._anchor.hold(page, self.top, (page.manner, page.width, page.beyond))
        before = page.flow
        page.set_width(self.fit.columns, self.fit.beyond)
        page.set_manner(manner)
        if page.flow is not before:
            self._sections, self._labels = None, {}
            self._shifts.clear()
        self.top = self._clamped(self._anchor.find(page, (manner, page.width, page.beyond)))
        self._anchor.leave(self.top)
        self.compose_rows()
        self.post_message(self.Moved())

    @property
    def place(self) -> Place:
        """Where one is."""
        return self.page.place(self.top) if self.page else Place()

    @property
    def progress(self) -> int:
        """Percent of the text that lies above the lower edge of the screen."""
        if self.page is None or not self._shown:
            return 0
        if self._at_end:
            return 100
        return int(100 * self.page.share(self._shown[-1][0]))

    @property
    def sections(self) -> Sections | None:
        """The way from section to section; None where there is no article."""
        if self._sections is None and self.page is not None:
            from reader.session.sections import Sections  # parsers; the list is painted before

            self._sections = Sections(self.page)
        return self._sections

    @property
    def section(self) -> Entry | None:
        """The section one is in; None above the first heading."""
        return self.sections.current(self.top) if self.sections else None

    @property
    def section_read(self) -> Entry | None:
        """The section that most of the screen shows; None above the first heading."""
        if self.sections is None or not self._shown:
            return None
        return self.sections.read(self.top, self._shown[(len(self._shown) - 1) // 2][0])

    @property
    def title_is_gone(self) -> bool:
        """Whether the title has scrolled away."""
        return self.top.part > 0

    @property
    def at_end(self) -> bool:
        """Whether the last row is on the screen."""
        return self._at_end

    @property
    def shown_lines(self) -> list[Line]:
        """The rows on the screen."""
        return [line for _, line in self._shown]

    @property
    def shown_rows(self) -> list[tuple[Position, Line]]:
        """The rows on the screen, with where each stands."""
        return list(self._shown)

    def first_link(self) -> str:
        """The first link on the screen, else that of the hero image."""
        return next(iter(self.seen_links()), "")

    def seen_links(self) -> list[str]:
        """The links on the screen from its first row on, and at last that of the hero image."""
        if self.page is None:
            return []
        links = [span.link for line in self.shown_lines for span in line.spans if span.link]
        hero = self.page.article.metadata.hero_image
        return [*links, hero] if hero else links

    # Layout

    def _clamped(self, position: Position) -> Position:
        """A position from which the screen is full, where the article is that long."""
        if self.page is None:
            return TOP
        height = max(1, self.size.height)
        if len(self.page.rows(position, height)) >= height:
            return position
        return self.page.lowest_top(height)

    def compose_rows(self) -> None:
        """Lay out what is visible and paint what changed."""
        columns, height = self.size
        if not columns or not height:
            return
        if self.page is None:
            said = tuple(map(self.painter.written, self._message))
            self.put_sentences(sentences(said, columns))
            return
        self._shown = self.page.rows(self.top, height + 1)
        self._at_end = len(self._shown) <= height
        self._shown = self._shown[:height]
        self._marked = in_sight.marks_by_part(self.marks.values(), self._shown)
        self.painted.clear()
        rows = [self._row(place, line, columns, self.indent) for place, line in self._shown]
        if self._labels:
            rows = [
                labelled(row, self._labels.get(place, ()), self.indent, self.painter)
                for row, (place, _) in zip(rows, self._shown, strict=True)
            ]
        rows += [self.painter.blank(columns)] * (height - len(rows))
        self.scroll_bar.draw(rows)
        glyphs = self.page.glyphs
        self.put(with_card(rows, self._card, columns, self.indent, self.painter, glyphs))

    @property
    def indent(self) -> int:
        """Columns before the text."""
        return self.fit.indent

    def seen(self, block: int) -> tuple[int, int]:
        """From where to where the text of a block can be seen; (0, 0) where none of it can."""
        return in_sight.seen(self._shown, block)

    def shows(self, position: Position) -> bool:
        """Whether a row is on the screen."""
        return any(place == position for place, _ in self._shown)

    def _row(self, place: Position, line: Line, columns: int, indent: int) -> Strip:
        if self._marked:
            line = marked(line, self._marked.get(place.part, ()))
        signs = [sign for margin in self.signs.values() if (sign := margin(place, line))]
        line = self.painter.drawn(line)
        if line.held is not None and self.page is not None:
            line = self._shifts.seen(place.part, line, self.fit.room, self.page.glyphs)
        self.painted.append((place, line))
        if signs and indent:
            air = " " * (indent > 1)
            lead = (Span(" " * (indent - 2)), signs[-1], Span(air))
            return self.painter.filled((*lead, *line.spans), columns)
        return self.painter.filled(line.spans, columns, indent)

    def label(self, labels: Labels) -> None:
        """Paint letters over rows of the page; none where there are none."""
        if labels or self._labels:
            self._labels = labels
            self.compose_rows()

    def lay_card(self, card: tuple[Line, ...]) -> None:
        """Cover the lowest rows with these lines; take them away where there are none."""
        if card != self._card:
            self._card = card
            self.compose_rows()

    @property
    def seen_rows(self) -> list[tuple[Position, Line]]:
        """The rows on the screen, of those that are too wide what is in sight."""
        if self.page is None:
            return []
        glyphs = self.page.glyphs
        return [
            (
                place,
                self._shifts.seen(place.part, line, self.fit.room, glyphs)
                if line.held is not None
                else line,
            )
            for place, line in self._shown
        ]

    # Moving

    def go_to_section(self, section: Entry) -> None:
        """Its heading is the first row, or as far up as the end of the page lets it."""
        if self.sections is not None:
            self.go(self.sections.start(section))
            self.sections.aim(self.top, section)
            self.post_message(self.Moved())

    def go_to_text(self, block: int, offset: int) -> None:
        """The row that shows an offset of a block's text is the first one, where there is room."""
        if self.page is not None:
            self.go(Position(block + 1, self.page.flow.row_of(block, offset)))

    def bring_into_view(self, block: int, offset: int) -> None:
        """Scroll to text that can't be seen, so that some of what stands above it is seen too."""
        if self.page is None:
            return
        position = self.page.position_of(block, offset)
        if not self.shows(position):
            self.go(self.page.backward(position, self.size.height // 3))
        lines = self.page.lines(position.part)
        if lines and self._shifts.reveal(position.part, lines[position.row], offset, self.fit.room):
            self.compose_rows()

    def go(self, position: Position) -> None:
        """Show the page from a position on, or its end."""
        position = self._clamped(position)
        if position != self.top:
            self.top = position
            self.compose_rows()
            self.post_message(self.Moved())

    def scroll_rows(self, rows: int) -> None:
        """So many rows down, or up where negative."""
        if self.page is None:
            return
        if rows > 0 and not self._at_end:
            self.go(self.page.forward(self.top, rows))
        elif rows < 0:
            self.go(self.page.backward(self.top, -rows))

    def move(self, action: str, count: int | None) -> bool:
        """Scroll as a key says; False for actions that are no moves."""
        times, height = count or 1, self.size.height
        screen = max(1, height - 2)  # two rows stay, so that the eye finds its line again
        match action:
            case "down":
                self.scroll_rows(times)
            case "up":
                self.scroll_rows(-times)
            case "page_down":
                self.scroll_rows(times * screen)
            case "page_up":
                self.scroll_rows(-times * screen)
            case "half_down":
                self.scroll_rows(times * max(1, height // 2))
            case "half_up":
                self.scroll_rows(-times * max(1, height // 2))
            case "top":
                self.go(TOP)
            case "bottom":
                if self.page is not None:
                    self.go(self.page.lowest_top(height))
            case "percent":
                if self.page is not None and count is not None:
                    self.go(self.page.at_share(min(100, count) / 100))
            case _:
                return False
        return True

    def move_sideways(self, cells: int) -> bool:
        """Move the wide rows on the screen, to the left where negative; whether there are any."""
        movable = self._shifts.move(self._shown, cells, self.fit.room)
        self.compose_rows()
        return movable

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Text is selected from here on."""
        if event.button == 1 and self.page is not None:
            self.capture_mouse()
            self.selecting.press(event.x, event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The selection goes as far as the pointer."""
        if event.button == 1:
            self.selecting.drag(event.x, event.y)

    def on_mouse_up(self) -> None:
        """What is selected is copied."""
        self.release_mouse()
        self.selecting.release()

    def on_click(self, event: events.Click) -> None:
        """A link, twice a word, three times a paragraph."""
        if event.button == 1:
            self.selecting.click(event.x, event.y, event.chain)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls."""
        event.stop()
        self.scroll_rows(WHEEL)
        self.post_message(self.ReadOn(self.progress))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls."""
        event.stop()
        self.scroll_rows(-WHEEL)
