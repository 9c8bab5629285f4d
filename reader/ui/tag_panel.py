"""The panel of one's own tags: those there are, filtered as one types, and new ones."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from reader.characters import width
from reader.markdown.lines import Line, Role, Span
from reader.markdown.plain import wrap_plain
from reader.session.tags import Authors, Offer, offers, typed_tags
from reader.ui.bars import Bar
from reader.ui.line_editor import LineEditor
from reader.ui.line_pane import LinePane
from reader.ui.looks import Look
from reader.ui.overlay import Overlay, type_ahead
from reader.ui.strips import Painter

SHOWN = 12  # tags at once, where there is room
LEAST = 4  # without which nothing but the keys stands below them
AROUND = 8  # rows of the screen for the frame, the title and the line
KEYS = "Enter gives or takes  Tab completes  , divides  Esc leaves"
NONE = "No tags of your own yet: type one, and Enter gives it."
THEIRS = "By the author: "
GIVEN = {False: "✓", True: "+"}  # in ASCII


class TagPanel(Overlay[list[str] | None]):
    """The answer are the tags to give or take, None when left."""

    def __init__(
        self, painter: Painter, title: str, own: Sequence[tuple[str, int]], given: Sequence[str]
    ) -> None:
        super().__init__()
        self._title = Bar(painter, id="tag-title")
        self._title.set((Span(title, Role.TITLE),), margin=0)
        self._own, self._given = own, given
        self._authors = Authors()
        self._line = _TagLine(self)
        self._below = _Offered(painter)

    def compose(self) -> ComposeResult:
        """What it is about, the line, and the tags below it."""
        with Vertical(id="panel"):
            yield self._title
            yield self._line
            yield self._below

    def on_mount(self) -> None:
        """Type at once."""
        self._below.given = frozenset(self._given)
        self._below.room = max(3, self.app.size.height - AROUND)
        self._line.focus()
        self._find()

    def on_key(self, event: events.Key) -> None:
        """What was typed in one piece with the key that opened it."""
        type_ahead(self._line, event)

    def know(self, authors: Authors) -> None:
        """What authors gave is known by now."""
        self._authors = authors
        self._below.theirs = authors.here
        chosen = self._below.chosen
        self._find()
        self._below.choose(chosen)

    def typed(self) -> None:
        """Another text in the line."""
        self._find()

    def _find(self) -> None:
        self._below.put_offers(offers(self._line.value, self._own, self._given, self._authors))

    @property
    def cursor(self) -> tuple[int, int] | None:
        """Row and column of the tag that Enter takes; None while it takes what is typed."""
        if self._below.chosen is None:
            return None
        x, y, _, _ = self._below.region
        return y + self._below.cursor_row, x

    def step(self, rows: int) -> None:
        """Up or down in the tags."""
        self._below.step(rows)

    def complete(self) -> None:
        """The tag under the cursor, else the first one, in place of what is typed of it."""
        below = self._below
        offer = below.chosen or next(iter(below.offers), None)
        if offer is not None:
            self._line.value = self._with(offer.tag)
            self._line.cursor_position = len(self._line.value)

    def take(self) -> None:
        """The tag under the cursor, with those typed before the last comma; else what is typed."""
        chosen = self._below.chosen
        typed = self._with(chosen.tag) if chosen else self._line.value
        self.dismiss(typed_tags(typed) or None)

    def _with(self, tag: str) -> str:
        """The line with a tag in place of its last one."""
        before, comma, _ = self._line.value.rpartition(",")
        return f"{before}{comma} {tag}" if comma else tag


class _Offered(LinePane):
    """The tags that fit, what the author gave, and the keys."""

    def __init__(self, painter: Painter) -> None:
        super().__init__(painter, id="tags")
        self.offers: list[Offer] = []
        self.given: frozenset[str] = frozenset()
        self.theirs: tuple[str, ...] = ()
        self.room = SHOWN  # rows for tags and all below them
        self._at: int | None = None  # the tag under the cursor; None: what is typed
        self._first = 0  # the tag that is shown first

    @property
    def chosen(self) -> Offer | None:
        """The tag under the cursor, if it is in the tags."""
        return self.offers[self._at] if self._at is not None else None

    @property
    def cursor_row(self) -> int:
        """The row of the pane with the tag under the cursor."""
        return (self._at or 0) - self._first

    def choose(self, offer: Offer | None) -> None:
        """The cursor on a tag, if it is there."""
        self._at = self.offers.index(offer) if offer in self.offers else None
        self.compose_rows()

    def put_offers(self, found: list[Offer]) -> None:
        """Other tags fit."""
        self.offers, self._at = found, None
        self.compose_rows()

    def step(self, rows: int) -> None:
        """Up or down; from what is typed to the first or the last."""
        if self.offers:
            at = (-1 if rows > 0 else 0) if self._at is None else self._at
            self._at = (at + rows) % len(self.offers)
            self.compose_rows()

    def compose_rows(self) -> None:
        """The tags around the cursor, then the rest; the panel is as high as it needs."""
        columns = self.size.width
        if not columns:
            return
        keys = [Line((Span(row, Look.BAR),)) for row in wrap_plain(KEYS, columns)]
        theirs: list[Line] = []
        if self.theirs:
            told = wrap_plain(self.painter.written(THEIRS + ", ".join(self.theirs)), columns)[:2]
            theirs = [Line(()), *(Line((Span(row, Role.DIM),)) for row in told)]
        below = [*theirs, Line(()), *keys]
        if self.room - len(below) < LEAST:
            below = keys
        shown = self._tags(max(1, min(SHOWN, self.room - len(below))), columns)
        self.styles.height = len(shown) + len(below)
        self.put([self.painter.strip(line, columns) for line in (*shown, *below)])

    def _tags(self, room: int, columns: int) -> list[Line]:
        """The tags around the cursor in so many rows."""
        if not self.offers:
            return [Line((Span(row, Role.DIM),)) for row in wrap_plain(NONE, columns)[:room]]
        if len(self.offers) > room > 1:
            room -= 1  # the last row tells how many more there are
        first = self._first = max(0, (self._at or 0) - room + 1)
        stop = min(len(self.offers), first + room)
        lines = [self._row(self.offers[at], at == self._at, columns) for at in range(first, stop)]
        if stop < len(self.offers):
            lines.append(Line((Span(f"    {len(self.offers) - stop:,} more", Role.DIM),)))
        return lines

    def _row(self, offer: Offer, chosen: bool, columns: int) -> Line:
        given = offer.tag in self.given
        sign = GIVEN[self.painter.ascii_only] if given else " "
        lead = f"{'>' if chosen else ' '} {sign} "
        right = f"{offer.articles:,}" if offer.own else "new"
        if offer.articles and not offer.own:
            right = f"authors' {offer.articles:,}"
        text = self.painter.cut(f"#{offer.tag}", max(1, columns - width(lead + right) - 2))
        gap = " " * max(1, columns - width(lead + text + right))
        role = Look.ROW_SELECTED if chosen else Look.ROW if offer.own else Look.ROW_DETAIL
        dim = Look.ROW_SELECTED_DETAIL if chosen else Look.ROW_DETAIL
        return Line((Span(lead, role), Span(text, role), Span(gap, role), Span(right, dim)))


class _TagLine(LineEditor):
    """The line of the panel."""

    def __init__(self, panel: TagPanel) -> None:
        super().__init__("", id="tag-line", placeholder="a tag of your own")
        self._panel = panel

    def typed(self, text: str) -> None:  # noqa: ARG002
        """Every key filters."""
        self._panel.typed()

    def entered(self) -> None:
        """Enter gives or takes."""
        self._panel.take()

    def left(self, key: str = "") -> None:  # noqa: ARG002
        """Esc leaves."""
        self._panel.dismiss(None)

    def takes(self, key: str) -> bool:
        """The arrows move in the tags, Tab completes."""
        match key:
            case "down" | "up":
                self._panel.step(1 if key == "down" else -1)
            case "tab":
                self._panel.complete()
            case _:
                return False
        return True
