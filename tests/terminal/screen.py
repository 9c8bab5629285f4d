"""A terminal's screen for tests: bytes in, cells out. pyte, with what it lacks.

That is scrolling by SU and SD, REP, links (OSC 8), dim text, clusters of several characters (ZWJ,
VS16, flags, skin tones), blanks in the background's colour (bce), halves of wide characters that
were overwritten, synchronised output, the shape of the cursor, the alternate screen; what nobody
knows is swallowed. `test_screen` compares it with tmux.
"""

import re
from collections import namedtuple

import pyte
from pyte.screens import Margins
from wcwidth import wcwidth

# A whole control sequence, control string or other escape; and the beginning of one at the end.
SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-OQ-WYZ\\`-~])"
)
BEGUN = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)\Z")
_CSI = re.compile(rb"\x1b\[([<>=?]?)([\d;:]*)([ -/]*)([@-~])")
_LINK = re.compile(rb"\x1b\]8;[^;]*;(.*?)(?:\x07|\x1b\\)", re.DOTALL)
_TO_PYTE = frozenset(b"ABCDEFGHafdegL`M")  # final bytes that pyte does rightly
_ESCAPES = frozenset((b"\x1b7", b"\x1b8", b"\x1bD", b"\x1bE", b"\x1bH", b"\x1bM", b"\x1bc"))
_CHARSETS = re.compile(rb"\x1b[()][AB0]")

ALTERNATE = (47, 1047, 1049)
SYNCHRONISED = 2026
WRAPS = 7
ZWJ, VS16 = "\u200d", "\ufe0f"

Cell = namedtuple(
    "Cell",
    "data fg bg bold italics underscore strikethrough reverse blink dim link",
    defaults=(" ", "default", "default", *(False,) * 7, ""),
)
BLANK = Cell()
_NAMES = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")
_ATTRIBUTES = {
    1: {"bold": True}, 2: {"dim": True}, 3: {"italics": True}, 4: {"underscore": True},
    5: {"blink": True}, 7: {"reverse": True}, 9: {"strikethrough": True}, 21: {"underscore": True},
    22: {"bold": False, "dim": False}, 23: {"italics": False}, 24: {"underscore": False},
    25: {"blink": False}, 27: {"reverse": False}, 29: {"strikethrough": False},
    39: {"fg": "default"}, 49: {"bg": "default"},
    **{30 + n: {"fg": name} for n, name in enumerate(_NAMES)},
    **{40 + n: {"bg": name} for n, name in enumerate(_NAMES)},
    **{90 + n: {"fg": "bright" + name} for n, name in enumerate(_NAMES)},
    **{100 + n: {"bg": "bright" + name} for n, name in enumerate(_NAMES)},
}  # fmt: skip


class Screen(pyte.Screen):
    """The cells, and where the cursor is."""

    def __init__(self, columns, lines):
        self._last = None  # row and column of the cell drawn last, for what joins it
        self._drawn = ""  # the character drawn last, for REP
        super().__init__(columns, lines)

    @property
    def default_char(self):
        return BLANK

    def reset(self):
        super().reset()
        self.cursor.attrs = BLANK
        self._last = None

    @property
    def display(self):
        """The rows as text; the second half of a wide character is nothing."""
        return [
            "".join(self.buffer[y][x].data for x in range(self.columns)) for y in range(self.lines)
        ]

    def cells(self):
        """Every cell, row by row."""
        return [[self.buffer[y][x] for x in range(self.columns)] for y in range(self.lines)]

    # Text

    def draw(self, data):
        data = data.translate(self.g1_charset if self.charset else self.g0_charset)
        for char in data:
            cells = wcwidth(char)
            if self._joins(char, cells):
                self._join(char)
            elif cells > 0:
                self._put(char, cells)

    def _joins(self, char, cells):
        if self._last is None:
            return False
        y, x = self._last
        before = self.buffer[y][x].data
        if cells == 0 or before.endswith(ZWJ) or "\U0001f3fb" <= char <= "\U0001f3ff":
            return True
        flag = "\U0001f1e6" <= char <= "\U0001f1ff"
        return flag and len(before) == 1 and "\U0001f1e6" <= before <= "\U0001f1ff"

    def _join(self, char):
        y, x = self._last
        cell = self.buffer[y][x]
        self.buffer[y][x] = cell._replace(data=cell.data + char)
        wide = char == VS16 or "\U0001f1e6" <= char <= "\U0001f1ff"
        if wide and self.buffer[y][x + 1].data != "" and x + 1 < self.columns:
            self._clear_halves(y, x + 1, 1)
            self.buffer[y][x + 1] = cell._replace(data="")
            self.cursor.x = min(self.columns, x + 2)

    def _put(self, char, cells):
        if self.cursor.x + cells > self.columns:
            if pyte.modes.DECAWM in self.mode:
                self.carriage_return()
                self.linefeed()
            else:
                self.cursor.x = self.columns - cells
        y, x = self.cursor.y, self.cursor.x
        self._clear_halves(y, x, cells)
        self.buffer[y][x] = self.cursor.attrs._replace(data=char)
        for behind in range(x + 1, x + cells):
            self.buffer[y][behind] = self.cursor.attrs._replace(data="")
        self._last, self._drawn = (y, x), char
        self.cursor.x += cells
        self.dirty.add(y)

    def _clear_halves(self, y, x, cells):
        """What is left of wide characters of which these cells are a part."""
        line = self.buffer[y]
        if line[x].data == "" and x:
            line[x - 1] = line[x - 1]._replace(data=" ")
        end = x + cells
        if end < self.columns and line[end].data == "":
            line[end] = line[end]._replace(data=" ")

    def repeat(self, count):
        """REP: the character drawn last, so many times more."""
        self.draw(self._drawn * count)

    # Blanks

    @property
    def _blank(self):
        return BLANK._replace(bg=self.cursor.attrs.bg)

    def _erase(self, y, start, stop):
        if start < stop:
            self._clear_halves(y, start, stop - start)
        for x in range(start, stop):
            self.buffer[y][x] = self._blank
        self.dirty.add(y)

    def erase_characters(self, count=None):
        x = min(self.cursor.x, self.columns - 1)
        self._erase(self.cursor.y, x, min(self.columns, x + (count or 1)))

    def erase_in_line(self, how=0, private=False):
        x = min(self.cursor.x, self.columns - 1)
        start, stop = {0: (x, self.columns), 1: (0, x + 1), 2: (0, self.columns)}[how]
        self._erase(self.cursor.y, start, stop)

    def erase_in_display(self, how=0, *_, **__):
        y = self.cursor.y
        rows = {0: range(y + 1, self.lines), 1: range(y), 2: range(self.lines)}.get(how, ())
        for row in rows:
            self._erase(row, 0, self.columns)
        if how in (0, 1):
            self.erase_in_line(how)

    def insert_characters(self, count=None):
        self._shift(count or 1)

    def delete_characters(self, count=None):
        self._shift(-(count or 1))

    def _shift(self, cells):
        x, line = min(self.cursor.x, self.columns - 1), self.buffer[self.cursor.y]
        self._clear_halves(self.cursor.y, x, 0)
        if cells < 0:
            self._clear_halves(self.cursor.y, min(x - cells, self.columns - 1), 0)
        row = [line[at] for at in range(self.columns)]
        blanks = [self._blank] * min(abs(cells), self.columns - x)
        tail = blanks + row[x:] if cells > 0 else row[x - cells :] + blanks
        for at, cell in enumerate((row[:x] + tail)[: self.columns]):
            line[at] = cell
        if line[self.columns - 1].data and wcwidth(line[self.columns - 1].data[0]) == 2:
            line[self.columns - 1] = line[self.columns - 1]._replace(data=" ")
        self.dirty.add(self.cursor.y)

    # Scrolling

    def _region(self):
        return self.margins or Margins(0, self.lines - 1)

    def _scroll(self, top, bottom, rows):
        """Move rows up, or down where negative; blank ones come in."""
        rows = max(top - bottom - 1, min(rows, bottom - top + 1))
        lines = [self.buffer.pop(y, None) for y in range(top, bottom + 1)]
        for y, line in enumerate(lines, top - rows):
            if line is not None and top <= y <= bottom:
                self.buffer[y] = line
        new = range(bottom + 1 - rows, bottom + 1) if rows > 0 else range(top, top - rows)
        for y in new:
            self._erase(y, 0, self.columns)
        self.dirty.update(range(top, bottom + 1))

    def scroll_up(self, count=1):
        self._scroll(*self._region(), count or 1)

    def scroll_down(self, count=1):
        self._scroll(*self._region(), -(count or 1))

    def index(self):
        top, bottom = self._region()
        if self.cursor.y == bottom:
            self._scroll(top, bottom, 1)
        elif self.cursor.y < self.lines - 1:
            self.cursor.y += 1

    def reverse_index(self):
        top, bottom = self._region()
        if self.cursor.y == top:
            self._scroll(top, bottom, -1)
        elif self.cursor.y:
            self.cursor.y -= 1

    def insert_lines(self, count=None):
        top, bottom = self._region()
        if top <= self.cursor.y <= bottom:
            self._scroll(self.cursor.y, bottom, -(count or 1))

    def delete_lines(self, count=None):
        top, bottom = self._region()
        if top <= self.cursor.y <= bottom:
            self._scroll(self.cursor.y, bottom, count or 1)

    def clear(self):
        self.buffer.clear()
        self.dirty.update(range(self.lines))

    # Looks

    def sgr(self, parameters):
        """SGR, with : between the parts of one parameter where it stands."""
        attrs, codes = self.cursor.attrs, [part.split(":") for part in parameters.split(";")]
        while codes:
            first, *rest = [int(part or 0) for part in codes.pop(0)]
            if first == 0:
                attrs = BLANK._replace(link=attrs.link)
            elif first in (38, 48, 58):
                if not rest:
                    size = {"5": 2, "2": 4}.get(codes[0][0] if codes else "", 0)
                    rest = [int(part[0] or 0) for part in codes[:size]]
                    del codes[:size]
                elif rest[0] == 2 and len(rest) == 5:
                    del rest[1]  # the colour space
                colour = _colour(rest)
                if colour and first != 58:
                    attrs = attrs._replace(**{"fg" if first == 38 else "bg": colour})
            elif first == 4 and rest:
                attrs = attrs._replace(underscore=rest[0] != 0)
            else:
                attrs = attrs._replace(**_ATTRIBUTES.get(first, {}))
        self.cursor.attrs = attrs


def _colour(parts):
    """The name of an indexed colour, or six hexadecimal digits."""
    if parts[:1] == [5] and len(parts) == 2:
        number = parts[1]
        if number < 16:
            return ("bright" if number > 7 else "") + _NAMES[number % 8]
        return f"index{number}"
    if parts[:1] == [2] and len(parts) == 4:
        return "".join(f"{part:02x}" for part in parts[1:])
    return ""


class Emulator:
    """Bytes to a screen; `on_sequence` sees each sequence and says whether it was dealt with."""

    def __init__(self, columns, lines, on_sequence=lambda sequence: False):
        self.screen = Screen(columns, lines)
        self.modes = {WRAPS, 25}
        self.cursor_shape = 0  # DECSCUSR
        self.swallowed = []  # sequences that nobody knows
        self._stream = pyte.ByteStream(self.screen)
        self._on_sequence = on_sequence
        self._rest = b""
        self._held = []  # what came since synchronised output began
        self._main = None

    def feed(self, data):
        """What a program wrote."""
        data, self._rest = self._rest + data, b""
        if begun := BEGUN.search(data):
            data, self._rest = data[: begun.start()], data[begun.start() :]
        position = 0
        for match in SEQUENCE.finditer(data):
            self._text(data[position : match.start()])
            position = match.end()
            self._sequence(match[0])
        self._text(data[position:])

    def _text(self, data):
        if not data:
            return
        if SYNCHRONISED in self.modes:
            self._held.append(data)
        else:
            self._stream.feed(data)

    def show_held(self):
        """Draw what is held back, before the program says so."""
        held, self._held = self._held, []
        for data in held:
            if data.startswith(b"\x1b"):
                self._draw(data)
            else:
                self._stream.feed(data)

    def _sequence(self, sequence):
        csi = _CSI.fullmatch(sequence)
        if csi and csi[1] == b"?" and csi[4] in b"hl" and not csi[3]:
            self._set(csi[4] == b"h", [int(mode or 0) for mode in csi[2].split(b";")])
        elif not self._on_sequence(sequence):
            if SYNCHRONISED in self.modes:
                self._held.append(sequence)
            else:
                self._draw(sequence)

    def _set(self, on, modes):
        if SYNCHRONISED in modes and not on:
            self.show_held()
        if set(modes).intersection(ALTERNATE):
            self._switch(on)
        if WRAPS in modes:
            change = self.screen.set_mode if on else self.screen.reset_mode
            change(WRAPS, private=True)
        self.modes = self.modes.union(modes) if on else self.modes.difference(modes)

    def _switch(self, on):
        self.show_held()
        screen = self.screen
        if on and self._main is None:
            self._main = dict(screen.buffer), (screen.cursor.x, screen.cursor.y)
            screen.clear()
        elif not on and self._main is not None:
            (buffer, (screen.cursor.x, screen.cursor.y)), self._main = self._main, None
            screen.clear()
            screen.buffer.update(buffer)

    def _draw(self, sequence):
        screen, csi = self.screen, _CSI.fullmatch(sequence)
        if link := _LINK.fullmatch(sequence):
            screen.cursor.attrs = screen.cursor.attrs._replace(link=link[1].decode())
        elif csi is None:
            if sequence in _ESCAPES or _CHARSETS.fullmatch(sequence):
                self._stream.feed(sequence)
            else:
                self.swallowed.append(sequence)
        else:
            self._control(sequence, *csi.groups())

    def _control(self, sequence, private, parameters, between, final):
        screen = self.screen
        numbers = [int(part) for part in parameters.replace(b":", b";").split(b";") if part]
        count = numbers[0] if numbers else 0
        if between == b" " and final == b"q":
            self.cursor_shape = count
        elif private or between:
            self.swallowed.append(sequence)
        elif final == b"m":
            screen.sgr(parameters.decode())
        elif final == b"b":
            screen.repeat(count or 1)
        elif final == b"r":
            screen.set_margins(*numbers[:2])
            screen.cursor_position()
        elif final in b"hl":
            pass  # insert mode and the like: nobody uses them
        elif final in _OWN:
            getattr(screen, _OWN[final])(count)
        elif final[0] in _TO_PYTE:
            if screen.cursor.x >= screen.columns:
                screen.cursor.x = screen.columns - 1  # the wrap that was due is off
            self._stream.feed(sequence)
        else:
            self.swallowed.append(sequence)


_OWN = {
    b"S": "scroll_up",
    b"T": "scroll_down",
    b"@": "insert_characters",
    b"P": "delete_characters",
    b"X": "erase_characters",
    b"K": "erase_in_line",
    b"J": "erase_in_display",
    b"L": "insert_lines",
    b"M": "delete_lines",
}
