"""The screen as it was last sent, and the bytes that make another of it.

Pure: rows in, text for the terminal out. What stands there already is not sent again, blanks are
erased, rows that moved are scrolled, and each sequence is one that the terminal has.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.terminal.cells import PLAIN, Row, blank_row, differences, is_disputed
from reader.terminal.pen import Pen
from reader.terminal.scrolling import Shift, shift
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
        for y, row in enumerate(rows):
            if y in self._unknown or row != self._rows[y]:
                self._paint(y, row)
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

    def _paint(self, y: int, row: Row) -> None:
        before = self._rows[y]
        self._rows[y] = row.copy()
        known = y not in self._unknown
        disputed = _disputed(row) or (known and _disputed(before))
        whole = disputed or not known
        changed = list(range(self._columns)) if whole else differences(before, row)
        spans = _spans(changed)
        rest = len(changed)
        for start, stop in spans:
            rest -= stop - start
            while start < stop and not row.cells[start]:
                start += 1  # written with the cell before
            if start == stop:
                continue
            self._approach(y, row, start)
            if self._span(y, row, start, stop, rest, disputed=disputed):
                return

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

    def _span(self, y: int, row: Row, x: int, stop: int, rest: int, *, disputed: bool) -> bool:
        """Write cells that stand side by side; True when the rest of the row is done with them.

        `rest` is how many more of the row's cells are to be changed.
        """
        pen, (cells, looks) = self._pen, row
        while x < stop:
            if not cells[x]:
                x += 1
            elif cells[x] == " ":
                end = _end_of_blanks(row, x)
                if end == self._columns and self._erase_rest(y, row, x, stop - x + rest):
                    return True
                x = self._blanks(y, row, x, min(end, stop))
            else:
                end = x + 1
                look = looks[x]
                while end < stop and (looks[end] is look or looks[end] == look):
                    end += 1
                while end < self._columns and not cells[end]:
                    end += 1  # never half a cluster
                pen.go(y, x)
                pen.wear(look)
                x = self._text(y, row, x, end, disputed=disputed)
        return False

    def _text(self, y: int, row: Row, x: int, end: int, *, disputed: bool) -> int:
        """Write cells of one look, up to where blanks begin that may be had for less."""
        pen, cells = self._pen, row.cells
        text = "".join(cells[x:end])
        if text[-1] == " " or "    " in text:
            end = _first_blanks(cells, x, end)
            text = "".join(cells[x:end])
        if not disputed or not any(map(is_disputed, cells[x:end])):
            pen.write(text, end - x, self._columns)
            return end
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
        return end

    def _erase_rest(self, y: int, row: Row, x: int, changed: int) -> bool:
        """Erase the row from a cell on, where it is blank and that is shorter; whether it was done."""
        pen, look = self._pen, row.looks[x]
        if changed < 4 or not pen.can_erase(look):
            return False
        pen.go(y, x)
        pen.wear_to_erase(look)
        pen.said.append("\x1b[K")
        return True

    def _blanks(self, y: int, row: Row, x: int, end: int) -> int:
        """Write blanks of one look."""
        pen, look, count = self._pen, row.looks[x], end - x
        pen.go(y, x)
        if (
            count >= _ERASED
            and pen.terminfo.erases
            and not pen.terminfo.repeats
            and pen.can_erase(look)
        ):
            pen.wear_to_erase(look)
            pen.said.append(f"\x1b[{count}X")
            return end
        if not pen.wears_blank(look):
            pen.wear(look)
        pen.write(" " * count, count, self._columns)
        return end


def _spans(changed: list[int]) -> list[tuple[int, int]]:
    """Numbers that follow each other, as first and one after the last."""
    spans: list[tuple[int, int]] = []
    start = before = -2
    for x in changed:
        if x != before + 1:
            if start >= 0:
                spans.append((start, before + 1))
            start = x
        before = x
    if start >= 0:
        spans.append((start, before + 1))
    return spans


def _end_of_blanks(row: Row, x: int) -> int:
    """Where the blanks end that look like the one at a column."""
    cells, looks = row
    look = looks[x]
    columns = len(cells)
    while x < columns and cells[x] == " " and (looks[x] is look or looks[x] == look):
        x += 1
    return x


def _first_blanks(cells: list[str], x: int, end: int) -> int:
    """Where the first four blanks in sequence begin, or those at the end."""
    blanks = 0
    for at in range(x, end):
        if cells[at] == " ":
            blanks += 1
            if blanks == 4:
                return at - 3
        else:
            blanks = 0
    return end - blanks


def _disputed(row: Row) -> bool:
    text = "".join(row.cells)
    return not text.isascii() and any(map(is_disputed, row.cells))
