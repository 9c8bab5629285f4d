"""The screen as it was last sent, and the bytes that make another of it.

Pure: rows in, text for the terminal out. What stands there already is not sent again, blanks are
erased, rows that moved are scrolled, and each sequence is one that the terminal has.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.terminal.cells import PLAIN, Look, Row, blank_row, differences, is_disputed
from reader.terminal.pen import Pen
from reader.terminal.scrolling import Shift, shift
from reader.terminal.strokes import Kind, Stroke, layers, strokes
from reader.terminal.terminfo import Terminfo

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
"""Synchronised output: what stands between is shown at once."""

_GAP = 8  # unchanged cells that may be written again where that is shorter than to pass over them
_ERASED = 9  # blanks from which on erasing them and passing over them is shorter


class Screen:
    """One terminal's screen. Nothing is known of it at first."""

    def __init__(self) -> None:
        self._pen = Pen()
        self._rows: list[Row] = []  # as sent
        self._columns = 0
        self._unknown: set[int] = set()  # rows of which it is not known what stands in them
        self._cursor: tuple[int, int] | None = None
        self.synchronised = False
        self.shows_cursor = (
            False  # else it is hidden for good; a frame has it hidden while it moves
        )

    def learn(self, terminfo: Terminfo) -> None:
        """What the terminal has; until then it gets what every one has."""
        self._pen.terminfo = terminfo

    def forget(self) -> None:
        """Someone else wrote, or the terminal got another size: the next frame is the whole one."""
        self._rows = []

    def frame(self, rows: Sequence[Row], cursor: tuple[int, int] | None = None) -> str:
        """What makes the screen show these rows, all of one length; "" where it does.

        `cursor` is the row and column where the cursor is to be left, though it is not seen: input
        methods write there.
        """
        pen = self._pen
        if len(rows) != len(self._rows) or not rows or len(rows[0].cells) != self._columns:
            if not rows or not rows[0].cells:
                return ""
            pen.forget()
            self._columns = len(rows[0].cells)
            self._rows = [blank_row(self._columns)] * len(rows)
            self._unknown = set(range(len(rows)))
        elif moved := shift(self._rows, rows, unseen=self.synchronised):
            self._scroll(moved)
        self._draw(rows, [y for y, row in enumerate(rows) if self._differs(y, row)])
        self._unknown.clear()
        if not pen.said and cursor in (None, self._cursor):
            return ""
        if pen.look.back or pen.look.link:
            pen.wear(
                pen.look._replace(back="", link="")
            )  # a terminal that grows would fill with it
        if cursor is not None:
            pen.go(*cursor)
            self._cursor = cursor
        said = pen.take()
        if said and self.shows_cursor:
            said = f"\x1b[?25l{said}\x1b[?25h"
        return f"{BEGIN}{said}{END}" if said and self.synchronised else said

    # Rows that move

    def _scroll(self, moved: Shift) -> None:
        pen, (top, bottom, up) = self._pen, moved
        pen.wear_to_erase(PLAIN)
        all_rows = top == 0 and bottom == len(self._rows) - 1
        if not all_rows:
            pen.said.append(f"\x1b[{top + 1};{bottom + 1}r")
            pen.row = pen.column = 0
        count = abs(up)
        if pen.terminfo.scrolls:
            pen.said.append(f"\x1b[{count if count > 1 else ''}{'S' if up > 0 else 'T'}")
        else:
            pen.go(bottom if up > 0 else top, 0)
            pen.said.append(("\n" if up > 0 else "\x1bM") * count)
        if not all_rows:
            pen.said.append("\x1b[r")
            pen.row = pen.column = 0
        blanks = [blank_row(self._columns)] * count
        kept = self._rows[top : bottom + 1]
        kept = kept[count:] + blanks if up > 0 else blanks + kept[:-count]
        self._rows[top : bottom + 1] = kept

    # Rows that change

    def _differs(self, y: int, row: Row) -> bool:
        return y in self._unknown or row != self._rows[y]

    def _draw(self, rows: Sequence[Row], changed: list[int]) -> None:
        wanted: list[Stroke] = []
        for y in changed:
            row, before = rows[y], self._rows[y]
            known = y not in self._unknown
            if _disputed(row) or (known and _disputed(before)):
                self._row_of_disputed(y, row)
            else:
                columns = differences(before, row) if known else list(range(self._columns))
                wanted += strokes(y, row, columns, self._pen.can_erase)
            self._rows[y] = row.copy()
        for sheet in layers(wanted, self._pen.look) if self.synchronised else [wanted]:
            for stroke in sheet:
                self._stroke(stroke, rows[stroke.row])

    def _row_of_disputed(self, y: int, row: Row) -> None:
        """A row in which terminals may differ in the width of a cluster, whole and in order."""
        columns = list(range(self._columns))
        for stroke in strokes(y, row, columns, self._pen.can_erase):
            if stroke.kind is not Kind.TEXT:
                self._stroke(stroke, row)
                continue
            self._pen.go(y, stroke.start)
            self._pen.wear(stroke.look)
            self._clusters(y, row, stroke.start, stroke.stop)

    def _stroke(self, stroke: Stroke, row: Row) -> None:
        pen, (y, x, end, look, kind) = self._pen, stroke
        self._approach(y, row, x)
        if kind is Kind.TEXT:
            pen.wear(look)
            pen.write("".join(row.cells[x:end]), end - x, self._columns)
        elif kind is Kind.REST:
            pen.wear_to_erase(look)
            pen.said.append("\x1b[K")
        else:
            self._blanks(look, end - x)

    def _approach(self, y: int, row: Row, x: int) -> None:
        """To a cell: over those between by writing them again, where that is shorter."""
        pen = self._pen
        between = x - pen.column
        if y == pen.row and 0 < between <= _GAP and pen.column >= 0 and row.cells[pen.column]:
            text = "".join(row.cells[pen.column : x])
            size = len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
            if size <= pen.price(y, x) and all(
                look == pen.look or (cell == " " and pen.wears_blank(look))
                for cell, look in zip(
                    row.cells[pen.column : x], row.looks[pen.column : x], strict=True
                )
            ):
                pen.write(text, between, self._columns)
                return
        pen.go(y, x)

    def _clusters(self, y: int, row: Row, x: int, end: int) -> None:
        pen, cells = self._pen, row.cells
        while x < end:
            after = x + 1
            while after < end and not cells[after]:
                after += 1
            if is_disputed(cells[x]):
                # Where the terminal takes it for less, what it leaves must not be what was there.
                pen.write(" " * (after - x), after - x, self._columns)
                pen.go(y, x)
                pen.write(cells[x], after - x, self._columns)
                pen.column = -1
                if after < self._columns:
                    pen.go(y, after)
            else:
                pen.write(cells[x], after - x, self._columns)
            x = after

    def _blanks(self, look: Look, count: int) -> None:
        """Write blanks of one look."""
        pen = self._pen
        if (
            count >= _ERASED
            and pen.terminfo.erases
            and not pen.terminfo.repeats
            and pen.can_erase(look)
        ):
            pen.wear_to_erase(look)
            pen.said.append(f"\x1b[{count}X")
            return
        if not pen.wears_blank(look):
            pen.wear(look)
        pen.write(" " * count, count, self._columns)


def _disputed(row: Row) -> bool:
    text = "".join(row.cells)
    return not text.isascii() and any(map(is_disputed, row.cells))
