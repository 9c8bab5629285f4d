"""All highlights of the article or of the library over the screen: gone to, erased."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult

from reader.article import Highlight
from reader.markdown.lines import Line, Role, Span
from reader.markdown.plain import wrap_plain
from reader.session.gathered import Entry
from reader.ui.bars import Bar
from reader.ui.line_pane import LinePane
from reader.ui.looks import Look
from reader.ui.overlay import LEAVING, Overlay, steps
from reader.ui.strips import Painter

KEYS = "Enter goes there  L {}  x erases  U brings back  q closes"
OTHER = {False: "the library's", True: "this article's"}
TITLE = {False: "Highlights", True: "Highlights of the library"}
NONE = "No highlights yet: H on a page makes one."
NOT_THERE = "These words are not in the text any more."
MOST_ROWS = 4  # of the words of one, and of its note
MARGIN = 2  # columns before the words

Gather = Callable[[bool], list[Entry]]
"""What is listed: the highlights of the article, or with True those of the library."""


class _Listed(LinePane):
    """Entries of some rows each, one of them chosen; laid out as far as they are seen."""

    def __init__(self, painter: Painter) -> None:
        super().__init__(painter, id="highlights")
        self.entries: list[Entry] = []
        self.heading = ""
        self.cursor = 0
        self._first = 0  # the entry at the top
        self._rows_of: list[int] = []  # what each row of the screen belongs to

    def entry_at(self, row: int) -> int | None:
        """The entry that a row shows."""
        return self._rows_of[row] if 0 <= row < len(self._rows_of) and self.entries else None

    def move(self, steps: int) -> None:
        """So many entries on, or back where negative."""
        self.cursor = max(0, min(self.cursor + steps, len(self.entries) - 1))
        self.compose_rows()

    def compose_rows(self) -> None:
        """What is visible, the chosen entry whole where it fits."""
        columns, height = self.size
        if not columns or not height:
            return
        head = [Line((Span(self.heading, Role.TITLE),)), Line(())]
        self.cursor = max(0, min(self.cursor, len(self.entries) - 1))
        room = max(1, height - len(head))
        if not self.entries:
            lines = [Line((Span(row, Role.DIM),)) for row in wrap_plain(NONE, columns)]
            self._rows_of = []
        else:
            lines = self._lines(columns, room)
        rows = [self.painter.strip(line, columns) for line in (head + lines)[:height]]
        self.put(rows + [self.painter.blank(columns)] * (height - len(rows)))

    def _lines(self, columns: int, room: int) -> list[Line]:
        self._first = min(self._first, self.cursor)
        sizes = [len(self._entry(n, columns)) for n in self._near(room)]
        while sum(sizes) > room and len(sizes) > 1:  # the chosen one must be seen
            del sizes[0]
            self._first = self.cursor - len(sizes) + 1
        lines: list[Line] = []
        self._rows_of = [self.cursor] * 2  # the heading stands above them
        number = self._first
        while number < len(self.entries) and len(lines) < room:
            made = self._entry(number, columns)
            lines += made
            self._rows_of += [number] * len(made)
            number += 1
        return lines

    def _near(self, room: int) -> range:
        """The entries from the first on the screen to the chosen one, as many as could be seen."""
        self._first = max(self._first, self.cursor - room)
        return range(self._first, self.cursor + 1)

    def _entry(self, number: int, columns: int) -> list[Line]:
        entry, chosen = self.entries[number], number == self.cursor
        lines: list[Line] = []
        if entry.under and (number == self._first or self.entries[number - 1].under != entry.under):
            lines += [Line((Span(self.painter.cut(entry.under, columns), Look.GROUP),)), Line(())]
        room = max(1, columns - MARGIN)
        words = " ".join(entry.highlight.quote.exact[: MOST_ROWS * columns].split())
        role = Look.ROW_SELECTED if chosen else Look.ROW
        for row, text in enumerate(self._wrapped(words, room)):
            lead = (">" if chosen and row == 0 else " ").ljust(MARGIN)
            lines.append(Line((Span(lead, role), Span(text, role))))
        if entry.title:
            lines.append(
                Line((Span(" " * MARGIN), Span(self.painter.cut(entry.title, room), Role.DIM)))
            )
        noted = entry.highlight.note[: MOST_ROWS * columns].split("\n")
        shown = [row for line in noted if line for row in self._wrapped(line, room - MARGIN)]
        lines += [
            Line((Span(" " * 2 * MARGIN), Span(row, Role.SUBTITLE))) for row in shown[:MOST_ROWS]
        ]
        return [*lines, Line(())]

    def _wrapped(self, text: str, columns: int) -> list[str]:
        rows = wrap_plain(self.painter.written(text), max(1, columns))
        if len(rows) > MOST_ROWS:
            last = self.painter.cut(rows[MOST_ROWS - 1] + " " * columns, max(1, columns - 1))
            rows = [*rows[: MOST_ROWS - 1], last]
        return rows


class HighlightsSheet(Overlay[Highlight]):
    """The list; it is left with the highlight to go to, or with none."""

    OVER = "highlights"

    def __init__(
        self,
        painter: Painter,
        gather: Gather,
        erase: Callable[[Highlight], None],
        bring_back: Callable[[Highlight], bool],
        *,
        library: bool,
        single: bool,
    ) -> None:
        super().__init__()
        self._pane = _Listed(painter)
        self._foot = Bar(painter, id="sheet-foot")
        self._gather = gather
        self._erase, self._bring_back = erase, bring_back
        self._library = library
        self._single = single  # there is no library to look into
        self._erased: list[Entry] = []

    def compose(self) -> ComposeResult:
        """The list, and below it the keys."""
        yield self._pane
        yield self._foot

    def on_mount(self) -> None:
        """List them."""
        self._fill()

    def _fill(self) -> None:
        entries = self._gather(self._library)
        gone = {each.highlight.id for each in self._erased}
        self._pane.entries = [each for each in entries if each.highlight.id not in gone]
        self._pane.heading = TITLE[self._library]
        self._pane.compose_rows()
        self._say()

    def list_anew(self) -> None:
        """More is known of what is listed: the cursor stays on its highlight."""
        chosen = self._chosen()
        self._fill()
        ids = [each.highlight.id for each in self._pane.entries]
        if chosen is not None and chosen.highlight.id in ids:
            self._pane.cursor = ids.index(chosen.highlight.id)
            self._pane.compose_rows()

    def _say(self, words: str = "") -> None:
        keys = KEYS.format(OTHER[self._library])
        if self._single:
            keys = keys.replace(f"L {OTHER[self._library]}  ", "")
        self._foot.set((Span(words or keys, Look.NOTICE if words else Look.BAR),), margin=0)

    def on_key(self, event: events.Key) -> None:
        """Move, act or close."""
        event.stop()
        event.prevent_default()
        pane, screen = self._pane, max(1, self._pane.size.height // 4)
        moves = steps(screen, screen, len(pane.entries))
        self._say()
        if event.key in moves:
            pane.move(moves[event.key])
            return
        acts: dict[str, Callable[[], object]] = {
            **dict.fromkeys(LEAVING, self.dismiss),
            "question_mark": self.tell_keys,
            "enter": self._go,
            "l": self._go,
            "right": self._go,
            "x": self._take,
            "U": self._undo,
        }
        if not self._single:
            acts |= {"L": self._other, "tab": self._other}
        if act := acts.get(event.key):
            act()

    def _chosen(self) -> Entry | None:
        pane = self._pane
        return pane.entries[pane.cursor] if pane.entries else None

    def _go(self) -> None:
        entry = self._chosen()
        if entry is not None and entry.lost:
            self._say(NOT_THERE)
        else:
            self.dismiss(entry.highlight if entry else None)

    def _take(self) -> None:
        entry = self._chosen()
        if entry is not None:
            self._erase(entry.highlight)
            self._erased.append(entry)
            self._fill()

    def _undo(self) -> None:
        if self._erased:
            entry = self._erased.pop()
            self._bring_back(entry.highlight)
            self._fill()

    def _other(self) -> None:
        self._library = not self._library
        self._pane.cursor = 0
        self._fill()

    def on_click(self, event: events.Click) -> None:
        """A click goes to what it meets."""
        if event.widget is self._pane and (number := self._pane.entry_at(event.y)) is not None:
            self._pane.cursor = number
            self._go()

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        self._pane.move(1)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self._pane.move(-1)
