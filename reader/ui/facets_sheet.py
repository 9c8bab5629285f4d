"""Facets beside the list: what the listed articles have in common; Enter narrows and widens."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from reader.characters import fold, one_line, width
from reader.markdown.lines import Line, Role, Span
from reader.markdown.plain import wrap_plain
from reader.query import narrow
from reader.session.facets import NAMES, Asked, Facet, Told, Value
from reader.ui.bars import Bar
from reader.ui.line_editor import LineEditor
from reader.ui.line_pane import LinePane
from reader.ui.looks import Look
from reader.ui.overlay import LEAVING, Overlay, steps
from reader.ui.strips import Painter

FIRST = 5  # values of a facet that are shown before one asks for more
KEYS = "Enter narrows  / looks  ? keys  q closes"
LOOKING = "Enter to the values  Esc shows all"
NONE_WITH = "No value has “{}” in it."
ALL_AGAIN = "Esc shows all again."
NOTHING = "These articles have nothing in common that would part them."

Entry = tuple[str, Value | None]
"""A field and a value of it; None for the row that shows more of them."""


class FacetTold(Message):
    """A facet was counted."""

    def __init__(self, told: Told) -> None:
        self.told = told
        super().__init__()


class FacetsSheet(Overlay[None]):
    """Facets by their sections. `show` lists what a query finds, `count` asks for its facets."""

    OVER = "facets"
    AUTO_FOCUS = ""  # the line takes the keys only while one looks for a value

    def __init__(
        self,
        painter: Painter,
        typed: str,
        own: Mapping[str, str],
        show: Callable[[str], None],
        count: Callable[[Asked], None],
    ) -> None:
        super().__init__()
        self._typed, self._own = typed, own
        self._show, self._count = show, count
        self._ticket = 0
        self._missing: set[str] = set()  # facets that are being counted
        self._again = False  # when these are known, all are counted once more
        self._title = Bar(painter, id="tag-title")
        self._line = _Looked(self)
        self._pane = _Sections(painter)
        self._foot = Bar(painter, id="facets-foot")

    def compose(self) -> ComposeResult:
        """The title, the line where one looks for a value, the sections, and the keys."""
        with Vertical(id="facets-side"):
            yield self._title
            yield self._line
            yield self._pane
            yield self._foot

    def on_mount(self) -> None:
        """Count what is listed."""
        self._line.display = False
        self._title.set((Span("Facets", Role.TITLE),), margin=0)
        self._foot.set((Span(KEYS, Look.BAR),), margin=0)
        self._ask()

    def _ask(self) -> None:
        self._ticket += 1
        self._missing, self._again = set(NAMES), False
        self._pane.in_force = narrow.in_force(self._typed, self._own)
        self._pane.compose_rows()
        self._count(Asked(self._ticket, self._typed, self._own))

    def on_facet_told(self, message: FacetTold) -> None:
        """A facet came; a late one is dropped."""
        message.stop()
        told = message.told
        if told.ticket != self._ticket:
            return
        if told.trouble:
            self._foot.set((Span(told.trouble, Look.NOTICE),), margin=0)
        if told.total is not None:
            number = f"{told.total:,} article{'' if told.total == 1 else 's'}"
            self._title.set((Span("Facets", Role.TITLE),), number, margin=0)
        if told.facet is not None:
            self._pane.put_facet(told.facet)
            self._missing.discard(told.facet.field)
        if told.trouble:
            self._missing.clear()
        if self._again and not self._missing:
            self._ask()

    def count_again(self) -> None:
        """The numbers may be others now; what is being counted is counted to its end before."""
        if self._missing:
            self._again = True
        else:
            self._pane.move(0)  # the cursor stays on its value, and not on the first row
            self._ask()

    def on_key(self, event: events.Key) -> None:
        """Move, narrow, widen, look for or leave."""
        if self._line.display and self.focused is self._line:
            return  # they are typed
        event.stop()
        event.prevent_default()
        pane = self._pane
        screen = max(1, pane.size.height - 2)
        moves = steps(screen, screen // 2, len(pane.entries))
        if event.key in ("enter", "space", "l", "right"):
            self.toggle()
        elif event.key in ("tab", "right_square_bracket", "shift+tab", "left_square_bracket"):
            pane.step_section(-1 if event.key in ("shift+tab", "left_square_bracket") else 1)
        elif event.key in moves:
            pane.move(moves[event.key])
        elif event.key == "slash":
            self._line.display = True
            self._line.focus()
            self._foot.set((Span(LOOKING, Look.BAR),), margin=0)
        elif event.key == "escape" and pane.looked_for:
            self.end_looking(keep=False)
        elif event.key in (*LEAVING, "F"):
            self.dismiss(None)
        elif event.key == "question_mark":
            self.tell_keys()

    def toggle(self) -> None:
        """The value under the cursor narrows what is listed; one in force widens it again."""
        entry = self._pane.chosen
        if entry is None:
            return
        field, value = entry
        if value is None:
            self._pane.unfold(field)
            return
        if not self._pane.is_in_force(value):
            self._typed = narrow.add(self._typed, value.condition)
        else:
            # One may have typed it twice
            while (text := narrow.remove(self._typed, value.condition, self._own)) != self._typed:
                self._typed = text
        self._show(self._typed)
        self._ask()

    def look_for(self, text: str) -> None:
        """Only values with these letters."""
        self._pane.look_for(text)

    def end_looking(self, *, keep: bool) -> None:
        """Back to the values, all of them unless what was found is kept."""
        if not keep:
            self._line.value = ""
            self._pane.look_for("")
        self._line.display = keep and bool(self._line.value)
        self.set_focus(None)
        self._foot.set((Span(KEYS, Look.BAR),), margin=0)

    def on_click(self, event: events.Click) -> None:
        """A click takes what it meets."""
        if event.widget is self._pane and self._pane.go_to(event.y):
            self.toggle()

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        self._pane.move(1)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self._pane.move(-1)


class _Sections(LinePane):
    """Sections of values with the cursor on one of them; the cursor stays on its value."""

    def __init__(self, painter: Painter) -> None:
        super().__init__(painter, id="facets")
        self.in_force: frozenset[object] = frozenset()
        self.looked_for = ""
        self.entries: list[Entry] = []
        self._facets: dict[str, Facet] = {}
        self._unfolded: set[str] = set()
        self._cursor = 0
        self._at: tuple[str, str] = ("", "")  # field and condition under the cursor
        self._top = 0
        self._shown: list[int | None] = []  # the entry of each row of the screen

    @property
    def chosen(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self._cursor] if self.entries else None

    def is_in_force(self, value: Value) -> bool:
        """Whether a value narrows what is listed."""
        return narrow.node_of(value.condition) in self.in_force

    def put_facet(self, facet: Facet) -> None:
        """A facet as it is now."""
        self._facets[facet.field] = facet
        self.compose_rows()

    def unfold(self, field: str) -> None:
        """All values of a facet."""
        self._unfolded.add(field)
        self._at = (field, self._facets[field].values[min(FIRST, self._count(field) - 1)].condition)
        self.compose_rows()

    def look_for(self, text: str) -> None:
        """Only values with these letters."""
        self.looked_for = fold(text).strip()
        self._at = ("", "")
        self._cursor = 0
        self.compose_rows()

    def go_to(self, row: int) -> bool:
        """The cursor on what a row shows; False where it shows no value."""
        number = self._shown[row] if 0 <= row < len(self._shown) else None
        if number is None:
            return False
        self.move(number - self._cursor)
        return True

    def move(self, steps: int) -> None:
        """So many entries on, or back where negative."""
        self._set_cursor(self._cursor + steps)
        self.compose_rows()

    def step_section(self, step: int) -> None:
        """The first value of the next section, or of the one before."""
        if self.chosen is None:
            return
        fields = list(dict.fromkeys(field for field, _ in self.entries))
        wanted = fields[(fields.index(self.chosen[0]) + step) % len(fields)]
        self._set_cursor(next(n for n, each in enumerate(self.entries) if each[0] == wanted))
        self.compose_rows()

    def _set_cursor(self, cursor: int) -> None:
        self._cursor = max(0, min(cursor, len(self.entries) - 1))
        if self.entries:
            field, value = self.entries[self._cursor]
            self._at = (field, value.condition if value else "")

    def _count(self, field: str) -> int:
        return len(self._facets[field].values)

    def _list(self) -> None:
        """The entries: what narrows, then the most frequent, of each facet that parts something."""
        self.entries = []
        for field in NAMES:
            values = self._facets[field].values if field in self._facets else ()
            taken = [value for value in values if self.is_in_force(value)]
            if len(values) < 2 and not taken:
                continue
            if self.looked_for:
                found = [value for value in values if self.looked_for in fold(value.shown)]
                self.entries += [(field, value) for value in found]
                continue
            folded = field not in self._unfolded and len(values) > FIRST + 1
            first = values[:FIRST] if folded else values
            listed = [*(value for value in taken if value not in first), *first]
            self.entries += [(field, value) for value in listed]
            if folded and len(listed) < len(values):
                self.entries.append((field, None))
        spots = [(field, value.condition if value else "") for field, value in self.entries]
        self._cursor = spots.index(self._at) if self._at in spots else self._cursor
        self._cursor = max(0, min(self._cursor, len(self.entries) - 1))

    def compose_rows(self) -> None:
        """The sections around the cursor."""
        self._list()
        columns, height = self.size
        if not columns or not height:
            return
        rows: list[tuple[int | None, Line]] = []
        before = ""
        for number, (field, value) in enumerate(self.entries):
            if field != before:
                rows += [(None, Line(()))] if before else []
                heading = self.painter.cut(NAMES[field], columns)
                rows.append((None, Line((Span(heading, Look.GROUP),))))
                before = field
            rows.append((number, self._row(field, value, number == self._cursor, columns)))
        if not rows and len(self._facets) == len(NAMES):
            told = wrap_plain(NOTHING, columns)
            if self.looked_for:
                typed = self.painter.cut(
                    one_line(self.looked_for), max(1, columns - width(NONE_WITH))
                )
                told = [NONE_WITH.format(typed), ALL_AGAIN]
            cut = (self.painter.cut(self.painter.written(row), columns) for row in told)
            rows = [(None, Line((Span(row, Role.DIM),))) for row in cut]
        at = next((n for n, row in enumerate(rows) if row[0] == self._cursor), 0)
        first = 0 if at <= 1 else at  # with the heading above the first
        self._top = max(0, min(self._top, first, max(0, len(rows) - height)), at - height + 1)
        shown = rows[self._top : self._top + height]
        self._shown = [number for number, _ in shown]
        strips = [self.painter.strip(line, columns) for _, line in shown]
        self.put(strips + [self.painter.blank(columns)] * (height - len(strips)))

    def _row(self, field: str, value: Value | None, chosen: bool, columns: int) -> Line:
        lead = ">" if chosen else " "
        if value is None:
            text = f"{lead}   {self._count(field) - FIRST:,} more"
            return Line((Span(text, Look.ROW_SELECTED if chosen else Look.ROW_DETAIL),))
        taken = self.is_in_force(value)
        sign = ("+" if self.painter.ascii_only else "✓") if taken else " "
        lead, right = f"{lead} {sign} ", f"{value.count:,}"
        text = self.painter.cut(
            one_line(value.shown), max(1, columns - width(lead) - width(right) - 1)
        )
        gap = " " * max(1, columns - width(lead + text + right))
        role = Look.ROW_SELECTED if chosen else Look.ROW
        dim = Look.ROW_SELECTED_DETAIL if chosen else Look.ROW_DETAIL
        return Line((Span(lead, role), Span(text, role), Span(gap, role), Span(right, dim)))


class _Looked(LineEditor):
    """The line where one looks for a value."""

    def __init__(self, sheet: FacetsSheet) -> None:
        super().__init__("", id="facets-line", placeholder="letters of a value")
        self._sheet = sheet

    def typed(self, text: str) -> None:
        """Every key looks anew."""
        self._sheet.look_for(text)

    def entered(self) -> None:
        """Enter goes to what was found."""
        self._sheet.end_looking(keep=True)

    def left(self, key: str = "") -> None:  # noqa: ARG002
        """Esc shows all again."""
        self._sheet.end_looking(keep=False)

    def takes(self, key: str) -> bool:
        """The arrows move in what was found."""
        if key not in ("down", "up"):
            return False
        self._sheet.end_looking(keep=True)
        return True
