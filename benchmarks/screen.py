"""Recordings replayed: what was on the screen after each piece, and when a frame was whole."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence

import pyte

from benchmarks.terminal import COLUMNS, ROWS, Piece

_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-OQ-WYZ\\`-~])"
)
_BEGUN = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)\Z")
_PLAIN = re.compile(rb"\x1b\[[\d;:]*[@-~]")  # without a private mark, of which pyte makes text
_SCROLL = re.compile(rb"\x1b\[(\d*)([ST])")
_REPEAT = re.compile(rb"\x1b\[(\d*)b")
_FRAME_BEGINS, _FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
_TOGETHER = 0.003  # seconds between pieces of one frame, where the program does not mark its frames

Seen = Callable[["Screen"], bool]


class Screen:
    """The cells of a terminal that is fed recorded bytes."""

    def __init__(self) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""
        self._last = b" "
        self.in_frame = False
        self.marks_frames = False

    def feed(self, data: bytes) -> None:
        """Obey these bytes."""
        data, self._rest = self._rest + data, b""
        if begun := _BEGUN.search(data):
            data, self._rest = data[: begun.start()], data[begun.start() :]
        position = 0
        for match in _SEQUENCE.finditer(data):
            self._print(data[position : match.start()])
            position = match.end()
            self._obey(match[0])
        self._print(data[position:])

    def resize(self, columns: int) -> None:
        """The window got another width."""
        self._screen.resize(columns=columns)

    @property
    def rows(self) -> list[str]:
        """The text of the screen."""
        return self._screen.display

    def shows(self, text: str, *, column: int = 0, rows: slice = slice(None)) -> bool:
        """Whether a text stands in some row, at this column or right of it."""
        return any(text in row[column:] for row in self.rows[rows])

    def _print(self, data: bytes) -> None:
        if data:
            self._stream.feed(data)
            start = len(data) - 1
            while start and data[start] & 0xC0 == 0x80:  # within a character of UTF-8
                start -= 1
            self._last = data[start:]

    def _obey(self, sequence: bytes) -> None:
        if sequence in (_FRAME_BEGINS, _FRAME_ENDS):
            self.marks_frames = True
            self.in_frame = sequence == _FRAME_BEGINS
        elif scroll := _SCROLL.fullmatch(sequence):
            self._scroll(int(scroll[1] or 1), up=scroll[2] == b"S")
        elif repeat := _REPEAT.fullmatch(sequence):
            self._stream.feed(self._last * int(repeat[1] or 1))
        elif _PLAIN.fullmatch(sequence) and sequence[-1:] not in b"cnptu":
            self._stream.feed(sequence)

    def _scroll(self, count: int, *, up: bool) -> None:
        margins = self._screen.margins
        top, bottom = margins or (0, ROWS - 1)
        buffer = self._screen.buffer
        for _ in range(count):
            moves = range(top, bottom) if up else range(bottom, top, -1)
            for row in moves:
                buffer[row] = buffer[row + (1 if up else -1)]
            buffer.pop(bottom if up else top, None)


def frames(screen: Screen, pieces: Sequence[Piece]) -> Iterator[float]:
    """Feed all pieces to the screen; stops at the end of each frame with the moment of its last byte."""
    for number, piece in enumerate(pieces):
        screen.feed(piece.data)
        if screen.marks_frames:
            whole = not screen.in_frame
        else:
            after = pieces[number + 1].at if number + 1 < len(pieces) else math.inf
            whole = after - piece.at > _TOGETHER
        if whole:
            yield piece.at


def painted(screen: Screen, pieces: Sequence[Piece], *seen: Seen) -> list[float | None]:
    """For each thing to see, the moment when the first frame that shows it was whole.

    The screen is fed all pieces.
    """
    found: list[float | None] = [None] * len(seen)
    for at in frames(screen, pieces):
        for number, holds in enumerate(seen):
            if found[number] is None and holds(screen):
                found[number] = at
    return found
