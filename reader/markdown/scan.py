"""Where the top-level blocks of a source lie, found chunk by chunk."""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Callable
from typing import Any

import pyromark

from reader.markdown.foot import Foot
from reader.markdown.html_cuts import HtmlWalk
from reader.markdown.joints import Cut, Path, cuts
from reader.markdown.mask import masked
from reader.markdown.mend import mend
from reader.markdown.parts import (
    PART,
    PIECE,
    Fence,
    Part,
    after_fence,
    code_end,
    fence_at,
    heading_mark,
    html_cut,
    line_end,
    table_head,
    text_cut,
)
from reader.markdown.syntax import DIALECT, may_be_mdx
from reader.named import NamedTuple
from reader.patterns import pattern

CHUNK = PART
"""Bytes of source scanned at once; the parser looks at all it is given before it begins."""

LEAST = 8
"""The part of a longer look that is to be won by it."""

MOST_CRAWLED = 4
"""Longer looks, one after the other, that may win less: boxes within boxes of which some never close
show their end only to a look that goes far beyond it.
"""

MASKED = 16 << 10
"""Bytes of a chunk above which it pays to take the inline markup out before it is parsed."""

NOTE = "FootnoteDefinition"
MDX_AT_TOP = 80_000  # bytes of a source that tell whether it is MDX: four statements, mdx.LONGEST

_HEADING_TAG = pattern(rb"<h[1-6]\b", re.IGNORECASE)
_ROW = pattern(rb" {0,3}\|[^\n]*(?:\n|\Z)")


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
        self.mdx = _is_mdx(source[:MDX_AT_TOP].decode(errors="ignore"))
        self._last = 0  # the end of the last block found, footnotes included
        self._cut: Part | None = None  # what the next block may go on with
        self._crawled = 0  # longer looks in a row that won little
        self._fence: Fence | None = None  # of long code that goes on
        self._html: HtmlWalk | None = None  # through a long block that goes on
        self._first_html = 0  # the block that it begins with
        self._path = Path()  # to the end of what was looked at
        self._text = b""  # that, as the parser saw it
        self._origin: Callable[[int], int] = int  # the byte of the source of an offset in it

    @property
    def cut(self) -> Part | None:
        """What the next block goes on with, where the last one found was cut."""
        return self._cut

    @property
    def complete(self) -> bool:
        """Whether all blocks have been found."""
        return self.done >= len(self.source)

    def step(self) -> None:
        """Finds the blocks of the next chunk but the last, which may go on behind it."""
        begin, size = self.done, CHUNK
        if self._html is not None:
            self._go_on_with_html()
            return
        if self._fence is not None:
            self._go_on_with_code(begin, begin)
            return
        if self._cut is not None and self._cut.kind == "Table" and self._rows(begin):
            return
        while True:
            end = line_end(self.source, begin + size)
            found = self._blocks(begin, end)
            if end == len(self.source) or self.source[begin:end].isspace():
                break
            if len(found) > 1:
                last = found.pop()
                stop = found[-1].stop  # not the popped one's start: definitions may lie above it
                crawls = size > CHUNK and stop - begin < size // LEAST
                self._crawled = self._crawled + 1 if crawls else 0
                if self._crawled > MOST_CRAWLED:
                    found.append(last)  # a form that is never closed is parted at a line's end
                    self._crawled = 0
                else:
                    end = stop
                break
            if found and self._split(found[0], end):
                return
            size *= 2  # one block fills the chunk: where it ends is not known yet
        for block in found:
            self.add(*block)
        self.done = end

    def add(self, kind: str, start: int, stop: int) -> None:
        """Note a block; it goes on with the one before where that was cut."""
        above, self._last = self._last, stop
        if kind == NOTE:
            goes_on = self._cut is not None and self._cut.kind == kind
            self.foot.add(start, stop, above, self._cut if goes_on else None)
            self._cut = None
            return
        goes_on = self._cut is not None and self._cut.kind == kind
        if self._cut is not None and goes_on:
            self.parts[len(self.starts)] = self._cut
        self._cut = None
        if (kind == "Heading" and not goes_on) or (
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
        for start, stop, above, part in self.foot.settle(self.source, numbers, len(self.starts)):
            if part is not None:
                self.parts[len(self.starts)] = part
            self._append(NOTE, start, stop, above)

    def _blocks(self, begin: int, end: int) -> list[Found]:  # noqa: C901
        """The top-level blocks between two offsets; notes the way to what lies last in them."""
        lead = self._cut.lead if self._cut is not None else b""
        mended = mend(
            (lead + self.source[begin:end]).decode(),
            "" if lead else line_above(self.source, begin),
            goes_on=end < len(self.source),
            mdx=self.mdx,
        )
        text = mended.text.encode()
        shift = begin - len(lead)

        def moved(offset: int) -> int:
            return max(begin, shift + mended.origin(offset))

        origin = moved if lead or mended.changed else begin.__add__
        self._text, self._origin = text, origin
        seen = text if len(text) < MASKED else masked(text)

        found: list[Found] = []
        path = self._path = Path()
        looks_within = end < len(self.source)  # else nothing goes on behind it
        depth = 0
        for event, place in pyromark.events_with_range(seen.decode(), options=DIALECT):
            if isinstance(event, str):
                if event != "Rule":
                    continue
                tag: Any = event
                if looks_within:
                    path.begin(event, depth + 1, place["start"])
            elif "Start" in event:
                depth += 1
                tag = event["Start"]
                if looks_within:
                    path.begin(tag, depth, place["start"])
            elif "End" in event:
                if looks_within:
                    path.end(depth)
                depth -= 1
                continue
            else:
                if looks_within and depth > 1:
                    path.text(depth, place["start"])
                continue
            if depth == (0 if isinstance(event, str) else 1):
                stop = place["end"]
                if lead and not found and stop <= len(lead):
                    self._cut = None  # what was cut ended with the part before
                    return self._blocks(begin, end)
                line = origin(text.rfind(b"\n", 0, place["start"]) + 1)
                if found and found[-1].start < line < found[-1].stop and _tells_too_much(found[-1]):
                    found[-1] = found[-1]._replace(stop=line)
                elif found and line < found[-1].stop:  # a second one on a line, as notes may be
                    line = found[-1].stop
                found.append(Found(_name(tag), line, origin(stop)))
        return found

    def _split(self, block: Found, end: int) -> bool:
        """Takes what a chunk holds of a block that is longer; whether that could be done."""
        kind, start, _ = block
        before = self._cut if self._cut is not None and self._cut.kind == kind else Part(kind)
        first = before.first if before.first >= 0 else len(self.starts)
        cut, part = 0, Part(kind, first=first)
        if kind == "CodeBlock" and (fence := fence_at(self.source, start, len(self.starts))):
            self._fence, self.done = fence, start
            self._go_on_with_code(start, self.source.find(b"\n", start) + 1 or len(self.source))
            return True
        if kind == "CodeBlock":
            cut = 0 if _begins_with(self.source, start, b"{") else end  # indented
        elif kind == "Paragraph":
            cut = text_cut(self.source, start, end)
        elif kind == "Table" and self.source[end - 1 : end] == b"\n":
            lead = before.lead or table_head(self.source, start)
            cut, part = end, part._replace(lead=lead, leaf=kind)
        elif kind == "HtmlBlock":
            walk = HtmlWalk(self.source, start)
            if walk.possible and not self.mdx:
                self._html, self.done, self._first_html = walk, start, len(self.starts)
                self._go_on_with_html()
                return True
            cut = html_cut(self.source, start, end)
        elif kind == "Heading":
            cut = text_cut(self.source, start, end)
            part = part._replace(lead=before.lead or heading_mark(self.source, start))
        else:
            number = self.foot.count if kind == NOTE else len(self.starts)
            found = cuts(self._text, self._path, before, number, self._written(len(before.lead)))
            return self._take(kind, start, found)
        if cut <= start:
            return False
        self.add(kind, start, cut)
        self._cut, self.done = part, cut
        return True

    def _written(self, lead: int) -> int:
        """How many of the blocks on the way down the source has as the parser saw them.

        The forms of other dialects look otherwise there, so they are not opened anew by a lead.
        """
        for depth, node in enumerate(self._path.nodes):
            place = self._origin(node.start)
            if node.start >= lead and self.source[place] != self._text[node.start]:
                return depth
        return len(self._path.nodes)

    def _take(self, kind: str, start: int, found: list[Cut]) -> bool:
        begin = start
        for at, part in found:
            place = self._origin(at)
            if place <= start:
                continue
            self.add(kind, start, place)
            self._cut, self.done, start = part, place, place
        return start > begin

    def _rows(self, begin: int) -> bool:
        """Takes rows of a table that goes on, as long as each begins with its bar, without parsing."""
        end = begin
        while end - begin < PIECE and (row := _ROW.match(self.source, end)):
            end = row.end()
        if end == begin:
            return False
        part = self._cut
        self.add("Table", begin, end)
        self._cut, self.done = part, end
        return True

    def _go_on_with_html(self) -> None:
        """Takes pieces of a long block of HTML, a chunk of them."""
        begin = self.done
        while self._html is not None and self.done < begin + CHUNK:
            start, piece = self.done, self._html.next()
            if not piece.shown:
                self._cut = (self._cut or Part("HtmlBlock"))._replace(hidden=True)
            if piece.stop > start:
                self.add("HtmlBlock", start, piece.stop)
            self.done, self._cut = piece.stop, piece.following
            if self._cut is None:
                self._html = None
            elif self._cut.first >= 0:
                self._cut = self._cut._replace(first=self._first_html + self._cut.first)

    def _go_on_with_code(self, start: int, begin: int) -> None:
        """Takes a part of long fenced code; what closes it is looked for from `begin` on."""
        fence = self._fence
        assert fence is not None
        stop, is_last = code_end(self.source, fence, begin)
        if stop > start:
            self.add("CodeBlock", start, stop)
        self._cut, self.done = Part("CodeBlock", indent=fence.indent, first=fence.first), stop
        if is_last:
            self._fence = self._cut = None
            self.done = after_fence(self.source, stop)


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


_DEFINITION = pattern(rb"(?:[ >*+-]|\d{1,9}[.)]){0,64}\[")


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


def _is_mdx(beginning: str) -> bool:
    if not may_be_mdx(beginning):
        return False
    from reader.markdown.mdx import is_mdx  # few texts are: 2 ms

    return is_mdx(beginning)
