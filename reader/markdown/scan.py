"""Where the top-level blocks of a source lie, found chunk by chunk."""

from __future__ import annotations

import re
import sys
from array import array
from typing import Any, NamedTuple

import pyromark

from reader.markdown.foot import Foot
from reader.markdown.mask import masked
from reader.markdown.mdx import LONGEST, is_mdx
from reader.markdown.mend import mend
from reader.markdown.parts import (
    PART,
    WHOLE,
    Part,
    after_fence,
    alert_kind,
    code_parts,
    first_number,
    html_cut,
    line_end,
    quote_cut,
    table_head,
    text_cut,
)
from reader.markdown.syntax import DIALECT

CHUNK = PART
"""Bytes of source scanned at once; the parser looks at all it is given before it begins."""

MASKED = 16 << 10
"""Bytes of a chunk above which it pays to take the inline markup out before it is parsed."""

NOTE = "FootnoteDefinition"
MDX_AT_TOP = 4 * LONGEST  # bytes of a source that tell whether it is MDX

_HEADING_TAG = re.compile(rb"<h[1-6]\b", re.IGNORECASE)
_ROW = re.compile(rb" {0,3}\|[^\n]*(?:\n|\Z)")
_HOLDS_BLOCKS = ("List", "BlockQuote", "DefinitionList")


class Found(NamedTuple):
    """A block in a chunk."""

    kind: str  # in the parser's words
    start: int  # bytes of the source
    stop: int


class Scan:
    """Kind and byte range of each block found so far, in order; footnotes are kept apart."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.starts = array("q")
        self.stops = array("q")
        self.kinds: list[str] = []
        self.headings = array("q")  # the blocks that are headings or may hold some, ascending
        self.aboves = array("q")  # the end of the block before each in the source
        self.foot = Foot()
        self.parts: dict[int, Part] = {}
        self.done = 0  # bytes
        self.mdx = is_mdx(source[:MDX_AT_TOP].decode(errors="ignore"))
        self._last = 0  # the end of the last block found, footnotes included
        self._cut: Part | None = None  # what the next block may go on with
        self._inner: list[tuple[str, int]] = []  # blocks within the last one: kind, start of line

    @property
    def complete(self) -> bool:
        """Whether all blocks have been found."""
        return self.done >= len(self.source)

    def step(self) -> None:
        """Finds the blocks of the next chunk but the last, which may go on behind it."""
        begin, size = self.done, CHUNK
        if self._cut is not None and self._cut.lead and self._rows(begin):
            return
        while True:
            end = line_end(self.source, begin + size)
            found = self._blocks(begin, end)
            if end == len(self.source) or self.source[begin:end].isspace():
                break
            if len(found) > 1:
                found.pop()
                end = found[-1].stop  # not the popped one's start: definitions may lie above it
                break
            if found and self._split(found[0], end, whole=size >= WHOLE):
                return
            size *= 2  # one block fills the chunk: where it ends is not known yet
        for block in found:
            self.add(*block)
        self.done = end

    def add(self, kind: str, start: int, stop: int) -> None:
        """Note a block; it goes on with the one before where that was cut."""
        above, self._last = self._last, stop
        if kind == NOTE:
            self._cut = None
            self.foot.add(start, stop, above)
            return
        if self._cut is not None and self._cut.kind == kind:
            self.parts[len(self.starts)] = self._cut
        self._cut = None
        if kind == "Heading" or (
            kind == "HtmlBlock" and _HEADING_TAG.search(self.source, start, stop)
        ):
            self.headings.append(len(self.starts))
        self._append(kind, start, stop, above)

    def _append(self, kind: str, start: int, stop: int, above: int) -> None:
        self.kinds.append(sys.intern(kind))
        self.starts.append(start)
        self.stops.append(stop)
        self.aboves.append(above)

    def add_foot(self, numbers: dict[str, int]) -> None:
        """All blocks are found: behind them now the footnotes, by the numbers of their labels."""
        for start, stop, above in self.foot.settle(self.source, numbers, len(self.starts)):
            self._append(NOTE, start, stop, above)

    def _blocks(self, begin: int, end: int) -> list[Found]:
        """The top-level blocks between two offsets; notes what lies within the last."""
        lead = self._cut.lead if self._cut is not None else b""
        mended = mend(
            self.source[begin:end].decode(),
            line_above(self.source, begin),
            goes_on=end < len(self.source),
            mdx=self.mdx,
        )
        text = lead + mended.text.encode()

        def moved(offset: int) -> int:
            return begin + mended.origin(max(0, offset - len(lead)))

        origin = moved if lead or mended.changed else begin.__add__
        seen = text if len(text) < MASKED else masked(text)

        found: list[Found] = []
        self._inner.clear()
        depth = 0
        for event, place in pyromark.events_with_range(seen.decode(), options=DIALECT):
            if isinstance(event, str):
                tag: Any = event
            elif "Start" in event:
                depth += 1
                tag = event["Start"]
            elif "End" in event:
                depth -= 1
                continue
            else:
                continue
            if depth == (0 if isinstance(event, str) else 1):
                stop = place["end"]
                if lead and not found and stop <= len(lead):
                    self._cut = None  # the table ended with the part before
                    return self._blocks(begin, end)
                line = origin(text.rfind(b"\n", 0, place["start"]) + 1)
                if found and found[-1].start < line < found[-1].stop and _tells_too_much(found[-1]):
                    found[-1] = found[-1]._replace(stop=line)
                elif found and line < found[-1].stop:  # a second one on a line, as notes may be
                    line = found[-1].stop
                found.append(Found(_name(tag), line, origin(stop)))
                self._inner.clear()
            elif depth == 2 and found[-1].kind in _HOLDS_BLOCKS:
                line = text.rfind(b"\n", 0, place["start"]) + 1
                self._inner.append((_name(tag), origin(line)))
        return found

    def _split(self, block: Found, end: int, *, whole: bool) -> bool:  # noqa: C901
        """Takes what a chunk holds of a block that is longer; whether that could be done."""
        kind, start, _ = block
        before = self._cut if self._cut is not None and self._cut.kind == kind else Part(kind)
        first = before.first if before.first >= 0 else len(self.starts)
        cut, part = 0, Part(kind, first=first)
        if kind == "DefinitionList":
            cut = max((at for name, at in self._inner if name == "DefinitionListTitle"), default=0)
        elif kind == "List" and len(self._inner) > 1:
            cut = self._inner[-1][1]
            number = first_number(self.source, start) if before.number is None else before.number
            if number is not None:
                part = part._replace(number=number + len(self._inner) - 1)
        elif kind == "CodeBlock" and (parts := code_parts(self.source, start)):
            self._split_code(*parts)
            return True
        elif kind == "CodeBlock" and not _begins_with(self.source, start, b"{"):
            cut = end  # indented
        elif kind == "Paragraph":
            cut = text_cut(self.source, start, end)
        elif kind == "Table" and self.source[end - 1 : end] == b"\n":
            cut, part = end, part._replace(lead=before.lead or table_head(self.source, start))
        elif kind == "BlockQuote" and _begins_with(self.source, start, b">"):
            apart = len(self._inner) > 1
            if apart:
                cut = quote_cut(self.source, start, self._inner[-1][1])
            elif whole or (self._inner and self._inner[0][0] == "Paragraph"):
                cut = quote_cut(self.source, start, end)
            alert = before.alert or alert_kind(self.source, start)
            part = part._replace(alert=alert, apart=apart)
        elif kind == "HtmlBlock":
            cut = html_cut(self.source, start, end)
        if cut <= start:
            return False
        self.add(kind, start, cut)
        self._cut, self.done = part, cut
        return True

    def _rows(self, begin: int) -> bool:
        """Takes rows of a table that goes on, as long as each begins with its bar, without parsing."""
        end = begin
        while end - begin < CHUNK and (row := _ROW.match(self.source, end)):
            end = row.end()
        if end == begin:
            return False
        part = self._cut
        self.add("Table", begin, end)
        self._cut, self.done = part, end
        return True

    def _split_code(self, starts: list[int], stop: int, indent: int) -> None:
        first = len(self.starts)
        for begin, beyond in zip(starts, [*starts[1:], stop], strict=True):
            self.add("CodeBlock", begin, beyond)
            self._cut = Part("CodeBlock", indent=indent, first=first)
        self._cut, self.done = None, after_fence(self.source, stop)


def _tells_too_much(block: Found) -> bool:
    """Whether the parser may tell a block's end too late: behind the text of an underlined heading."""
    return block.kind == "DefinitionList"


def _begins_with(source: bytes, start: int, sign: bytes) -> bool:
    """Whether the first line of a block begins with a sign."""
    return source[start : start + 100].lstrip(b" ").startswith(sign)


def _name(tag: Any) -> str:
    return tag if isinstance(tag, str) else str(next(iter(tag)))


def line_above(source: bytes, offset: int) -> str:
    """The end of the line before a line's beginning: whether it announces code."""
    above = source[max(0, offset - 64) : offset].decode(errors="ignore")
    return above[:-1].rpartition("\n")[2]


_DEFINITION = re.compile(rb"(?:[ >*+-]|\d{1,9}[.)]){0,64}\[")


def definition_lines(source: bytes) -> bytes:
    """The lines in which something may be defined by `[name]:`, and the two below each."""
    lines: list[bytes] = []
    place = source.find(b"]:")
    while place >= 0:
        start = source.rfind(b"\n", 0, place) + 1
        end = source.find(b"\n", place)
        end = len(source) if end < 0 else end
        if _DEFINITION.match(source, start, place):
            for _ in range(2):
                following = source.find(b"\n", end + 1)
                following = len(source) if following < 0 else following
                if source[end + 1 : following].strip() and b"]:" not in source[end:following]:
                    end = following
                else:
                    break
            lines.append(source[start:end])
        place = source.find(b"]:", end)
    return b"\n\n".join(lines)
