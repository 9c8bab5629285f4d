"""A source as it is written, line by line, in the shape of a text and its flow.

So a page can be made of it that scrolls, finds and copies like any other. A line is a block; one
that is very long is several.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right

from reader.markdown.blocks import Block, Paragraph
from reader.markdown.flow import Flow
from reader.markdown.lines import Line, Role, Span
from reader.markdown.parse import Text
from reader.markdown.scan import Scan
from reader.markdown.source_colours import Within, coloured
from reader.markdown.spans import wrapped_spans
from reader.patterns import pattern

KIND = "Source"
LONGEST = 4096  # bytes of a line that are one block
CHUNK = 1 << 18  # bytes cut into lines at once
TAB = 4  # columns; a source is shown as it was meant, and its text is the text with blanks
ROOM = 24  # columns of text below which line numbers are left out

_FENCE = pattern(rb"^[ \t>]{0,40}(`{3,}|~{3,})([^\n]*)", re.MULTILINE)


class _Lines(Scan):
    """Finds lines; of each block also which line it is of, counted from 1."""

    def __init__(self, source: bytes) -> None:
        super().__init__(source)
        self.numbers = array("q")
        self._line = 0
        self._goes_on = False  # the next block is the rest of a line

    def step(self) -> None:
        """Finds the lines of the next chunk."""
        start = self.done
        end = min(len(self.source), start + CHUNK)
        while start < end:
            newline = self.source.find(b"\n", start, start + LONGEST)
            if newline < 0:
                stop = _between_characters(self.source, start, start + LONGEST)
                beyond = stop
            else:
                stop, beyond = newline, newline + 1
            if not self._goes_on:
                self._line += 1
            self._goes_on = newline < 0
            self.numbers.append(self._line)
            self.add(KIND, start, stop)
            start = beyond
        self.done = start


class SourceText(Text):
    """The lines of a file; `body` is where, in bytes, what follows the front matter begins.

    Tabs become blanks, which have a width, unless nothing is measured.
    """

    _scan: _Lines

    def __init__(self, source: str, *, body: int = 0, tabs: bool = False) -> None:
        self.body = body
        if not tabs and "\t" in source:
            self.body = len(source.encode()[:body].decode().expandtabs(TAB).encode())
            source = source.expandtabs(TAB)
        super().__init__(source, scan=_Lines)
        self.digits = len(str(self.source.count(b"\n") + 1))  # of the highest line number
        self._fences: tuple[list[int], list[int]] | None = None

    def number(self, index: int) -> int:
        """The line that a block is of, counted from 1."""
        return self._scan.numbers[index]

    def begins_line(self, index: int) -> bool:
        """Whether a block is not the rest of a long line."""
        return not index or self.number(index - 1) != self.number(index)

    def block_of_line(self, number: int) -> int:
        """The first block of a line, or the last block of all."""
        numbers = self._scan.numbers
        while (not numbers or numbers[-1] < number) and not self.complete:
            self._scan.step()
        return max(0, min(bisect_left(numbers, number), self.count - 1))

    def within(self, index: int) -> Within:
        """What the line of a block belongs to."""
        start, _ = self.span(index)
        if start < self.body:
            return Within.FRONT
        if self._fences is None:
            self._fences = _fences(self.source, self.body)
        starts, stops = self._fences
        fence = bisect_right(starts, start) - 1
        if fence < 0 or start >= stops[fence]:
            return Within.TEXT
        inside = starts[fence] < start and not _FENCE.match(self.source, start, stops[fence])
        return Within.CODE if inside else Within.FENCE

    def _parse(self, index: int) -> Block:
        start, stop = self.span(index)
        line = self.source[start:stop].decode()
        return Paragraph(start, stop, coloured(line, self.within(index)))


def _between_characters(source: bytes, start: int, stop: int) -> int:
    """The last place up to `stop` that is not within a character's bytes."""
    if stop >= len(source):
        return len(source)
    while stop > start + 1 and source[stop] & 0xC0 == 0x80:
        stop -= 1
    return stop


def _fences(source: bytes, body: int) -> tuple[list[int], list[int]]:
    """Where blocks of fenced code begin, and where what follows them does."""
    starts: list[int] = []
    stops: list[int] = []
    opened = b""
    for found in _FENCE.finditer(source, body):
        signs, info = found[1], found[2]
        if opened:
            if signs[:1] == opened[:1] and len(signs) >= len(opened) and not info.strip():
                opened = b""
                stops.append(found.end() + 1)
        elif b"`" not in info or signs[:1] == b"~":
            opened = signs
            starts.append(found.start())
    if len(stops) < len(starts):
        stops.append(len(source) + 1)
    return starts, stops


class SourceFlow(Flow):
    """The lines of a file at a width, their numbers before them."""

    text: SourceText

    def lines(self, index: int) -> tuple[Line, ...]:
        """The rows of a line."""
        kept = self._kept.get(index)
        if kept is not None:
            self._kept.move_to_end(index)
            return kept
        if index < 0 or not self.text.has(index):
            return ()
        block = self.text.block(index)
        if self.glyphs.ascii_only:
            from reader.markdown.in_ascii import in_ascii  # few terminals need it

            rows = tuple(in_ascii(block, lambda block: self._rows(index, block)))
        else:
            rows = self._rows(index, block)
        self.laid_out += 1
        self._keep(index, rows)
        return rows

    def _rows(self, index: int, block: Block) -> tuple[Line, ...]:
        assert isinstance(block, Paragraph)
        digits = max(3, self.text.digits)
        gutter = digits + 2 if self.width - digits - 2 >= ROOM else 0
        number = str(self.text.number(index)) if self.text.begins_line(index) else ""
        pieces = wrapped_spans(block.spans, self.width - gutter) or [((), 0, 0)]
        last = len(pieces) - 1
        rows = []
        for row, (shown, _, start) in enumerate(pieces):
            label = number if not row else ""
            lead = (Span(f"{label:>{digits}}  ", Role.DIM),) if gutter else ()
            rows.append(Line((*lead, *shown), start, continues=row < last))
        return tuple(rows)

    def height(self, index: int) -> int:
        """About how many rows a line has."""
        if not self.text.has(index):
            return 0
        start, stop = self.text.span(index)
        return 1 + max(0, stop - start - 1) // self.width
