"""The terminal's cursor and what it writes with: moved and changed in the fewest bytes."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

from reader.patterns import pattern
from reader.terminal.cells import (
    BLINK,
    BOLD,
    DIM,
    ITALIC,
    ON_BLANKS,
    PLAIN,
    REVERSE,
    STRIKE,
    UNDERLINE,
    Look,
    blank_look,
)
from reader.terminal.terminfo import VT100, Terminfo

_ON = (
    (BOLD, "1"),
    (DIM, "2"),
    (ITALIC, "3"),
    (UNDERLINE, "4"),
    (BLINK, "5"),
    (REVERSE, "7"),
    (STRIKE, "9"),
)
_OFF = ((ITALIC, "23"), (UNDERLINE, "24"), (BLINK, "25"), (REVERSE, "27"), (STRIKE, "29"))
_REPEATED = pattern(r"(.)\1{6,}")


class Pen:
    """Where the terminal's cursor is, how the next character would look, and what was said to it.

    Wrapping at the right margin is off, and no origin mode is set.
    """

    def __init__(self) -> None:
        self.terminfo: Terminfo = VT100
        self.row = self.column = -1  # -1: not known
        self.look = PLAIN
        self.said: list[str] = []
        self._linked = False  # a terminal that knows no links never hears of them

    def forget(self) -> None:
        """Bring a terminal of which nothing is known to a known state."""
        if self._linked:
            self.said.append(_link(""))
        self.said.append("\x1b[r\x1b[m\x1b[H")
        self.row = self.column = 0
        self.look = PLAIN

    def go(self, row: int, column: int) -> None:
        """Move to a cell."""
        if row != self.row or column != self.column:
            self.said.append(way(self.terminfo, self.row, self.column, row, column))
            self.row, self.column = row, column

    def price(self, row: int, column: int) -> int:
        """What `go` would cost, in bytes."""
        return len(way(self.terminfo, self.row, self.column, row, column))

    def wear(self, look: Look) -> None:
        """Write like this from now on."""
        before = self.look
        if look != before:
            self.said.append(change(before, look, self.terminfo.unsets))
            if look.link != before.link:
                self.said.append(_link(look.link))
                self._linked = True
            self.look = look

    def wears_blank(self, look: Look) -> bool:
        """Whether a blank of this look may be written without a change."""
        return look == self.look or blank_look(look) == blank_look(self.look)

    def can_erase(self, look: Look) -> bool:
        """Whether this terminal makes blanks of such a look by erasing."""
        blank = blank_look(look)
        return not (blank.attributes or blank.link or (blank.back and not self.terminfo.fills))

    def wear_to_erase(self, look: Look) -> None:
        """Prepare for erasing; some terminals put all that is set on what they erase."""
        mine = self.look
        if mine.back != look.back or mine.link or mine.attributes & ON_BLANKS:
            self.wear(Look(back=look.back))

    def write(self, text: str, cells: int, columns: int) -> None:
        """Write text of so many cells in a row of so many columns."""
        if self.terminfo.repeats and cells > 6 and len(text) == cells:
            text = _REPEATED.sub(_repeat, text)
        self.said.append(text)
        self.column += cells
        if self.column >= columns:
            self.column = -1  # terminals differ in where that leaves the cursor

    def take(self) -> str:
        """All that was said since the last time."""
        said, self.said = "".join(self.said), []
        return said


def _repeat(match: re.Match[str]) -> str:
    return f"{match[1]}\x1b[{len(match[0]) - 1}b"


def _link(address: str) -> str:
    if not address:
        return "\x1b]8;;\x1b\\"
    # With an id a link that runs on in the next row is one link to the terminal.
    return f"\x1b]8;id={zlib.crc32(address.encode('utf-8', 'replace')) % 4096:x};{address}\x1b\\"


@lru_cache(maxsize=4096)
def change(before: Look, look: Look, unsets: bool) -> str:
    """SGR from one look to another; "" where only the link differs."""
    if before[:3] == look[:3]:
        return ""
    on = [code for bit, code in _ON if look.attributes & bit]
    whole = [*on, *filter(None, look[:2])]
    anew = f"\x1b[{';'.join(['0', *whole])}m" if whole else "\x1b[m"
    gone = before.attributes & ~look.attributes
    if not unsets and (
        gone or (before.front and not look.front) or (before.back and not look.back)
    ):
        return anew
    had = before.attributes
    codes = []
    if gone & (BOLD | DIM):
        codes.append("22")
        had &= ~(BOLD | DIM)
    codes += [code for bit, code in _OFF if gone & bit]
    codes += [code for bit, code in _ON if look.attributes & bit & ~had]
    if before.front != look.front:
        codes.append(look.front or "39")
    if before.back != look.back:
        codes.append(look.back or "49")
    changed = f"\x1b[{';'.join(codes)}m"
    return changed if len(changed) < len(anew) else anew


@lru_cache(maxsize=8192)
def way(terminfo: Terminfo, row: int, column: int, to_row: int, to_column: int) -> str:
    """The shortest way from a cell to another; -1 where one is not known."""
    ways = [
        f"\x1b[{to_row + 1}{f';{to_column + 1}' if to_column else ''}H"
        if to_row or to_column
        else "\x1b[H"
    ]
    if row >= 0:
        down = to_row - row
        if down == 0:
            ways += _along(terminfo, column, to_column)
        else:
            verticals = []
            if down > 0:
                if down <= 2:
                    begin = ("" if terminfo.returns else "\r") + "\n" * down
                    ways += [begin + along for along in _along(terminfo, 0, to_column)]
                verticals.append(f"\x1b[{_count(down)}B")
            else:
                verticals.append(f"\x1b[{_count(-down)}A")
            if terminfo.rows:
                verticals.append(f"\x1b[{to_row + 1}d")
            ways += [
                up + along for up in verticals for along in _along(terminfo, column, to_column)
            ]
    return min(ways, key=_length)


def _along(terminfo: Terminfo, column: int, to_column: int) -> list[str]:
    """Ways within a row."""
    if column == to_column:
        return [""]
    ways = ["\r" + (f"\x1b[{_count(to_column)}C" if to_column else "")]
    if terminfo.columns:
        ways.append(f"\x1b[{to_column + 1}G")
    if column >= 0:
        right = to_column - column
        ways.append(f"\x1b[{_count(right)}C" if right > 0 else f"\x1b[{_count(-right)}D")
        if -4 < right < 0:
            ways.append("\b" * -right)
    return ways


def _count(number: int) -> str:
    return "" if number == 1 else str(number)


def _length(text: str) -> int:
    return len(text) + text.count("\n")  # which the tty makes two of
