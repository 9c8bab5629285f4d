"""Blocks too long for one piece: a list of 100,000 items, 5 MB of code, 5 MB without a blank line.

They are cut into parts, each a block of its own, so that what can be seen is parsed and laid out
alone. Where the cuts fall depends on the source alone.
"""

from __future__ import annotations

import re

import pyromark

from reader.markdown.syntax import DIALECT
from reader.named import NamedTuple
from reader.patterns import pattern

PART = 32 << 10
"""Bytes of source above which a block is cut where that is possible."""

PIECE = 8 << 10
"""Bytes that a part has at least where there is a choice."""

TAIL = 4 << 10
"""Bytes of a long paragraph that are searched for a place where no link, code or emphasis is open."""

_FENCE = pattern(rb" {0,3}(`{3,}|~{3,})")
_HEADING = pattern(rb" {0,3}(#{1,6})[ \t]")
_ALERT = pattern(rb" {0,3}> ?\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", re.IGNORECASE)
_ENDS_AT_MARK = pattern(rb" {0,3}<(?:script|pre|style|textarea|[!?])", re.IGNORECASE)
_ELEMENT = pattern(
    rb"^ {0,3}</?(?:article|blockquote|dd|div|dl|dt|figure|h[1-6]|hr|li|ol|p|section|table|tbody|td|"
    rb"tfoot|th|thead|tr|ul)\b",
    re.MULTILINE | re.IGNORECASE,
)
_UNSEEN = (b"<!--", b"-->"), (b"<script", b"</script"), (b"<style", b"</style"), (b"<pre", b"</pre")
_BEHIND_ADDRESS = pattern(rb"[\s)\"'>]")


class Open(NamedTuple):
    """A block that holds blocks and is open where it was cut."""

    kind: str  # as the parser names it
    number: int | None = None  # of the first item of the part, in a numbered list
    done: bool | None = None  # the box of an item
    alert: str = ""  # the kind of a quote


class Part(NamedTuple):
    """What a part must know of the block that it goes on with."""

    kind: str  # as the parser names it
    opens: tuple[Open, ...] = ()  # what is open where it begins, the outermost first
    leaf: str = ""  # the kind of what is cut through, where that holds no blocks
    indent: int | None = None  # spaces that go from the lines of fenced code
    lead: bytes = b""  # what must stand above its source: what opens all that, the head of a table
    first: int = -1  # the block in which that begins which is cut through
    apart: bool = False  # it begins with a block of its own, below a blank line
    titled: bool = False  # a term in its lead is to go
    item: bool = False  # it goes on with an item of a list of HTML
    hidden: bool = False  # nothing in it is shown: a long comment


def line_end(source: bytes, offset: int) -> int:
    """The end of the line that holds an offset; of a very long line, the end of a word in it."""
    while offset < len(source):
        newline = source.find(b"\n", offset, offset + PART)
        if newline >= 0:
            return newline + 1
        if len(source) - offset <= PART:
            return len(source)
        space = source.rfind(b" ", offset, offset + PART)
        if space >= 0:
            return space + 1
        word = max(source.rfind(b" ", 0, offset), source.rfind(b"\n", 0, offset)) + 1
        behind = None
        if re.search(rb"[(=\"'<]data:", source[word : word + TAIL]):
            behind = _BEHIND_ADDRESS.search(source, offset)
        if behind is None:
            while source[offset] & 0xC0 == 0x80:  # within a character
                offset += 1
            return offset
        offset = behind.end()  # a picture within the text is one word, however long
    return len(source)


def text_cut(source: bytes, start: int, end: int) -> int:
    """Where a paragraph that goes on behind `end` is cut: at a word, with no markup open."""
    begin = source.find(b" ", max(start, end - TAIL), end) + 1
    if not begin:
        return end
    text = source[begin:end].decode(errors="replace")
    if len(text.encode()) != end - begin:
        return end
    depth, cut = 0, end
    for event, place in pyromark.events_with_range(text, options=DIALECT):
        if isinstance(event, dict):
            depth += ("Start" in event) - ("End" in event)
        if depth != 1:
            continue
        first, last = begin + place["start"], begin + place["end"]
        if event == "SoftBreak":
            at = last
        elif isinstance(event, dict) and "Text" in event:
            at = source.rfind(b" ", first, last) + 1
        else:
            continue
        if first < at and at < end and (source[at : at + 1].isalpha() or source[at] >= 0x80):
            cut = at  # behind it stands nothing that could begin another block
    return cut


class Fence(NamedTuple):
    """Fenced code that is longer than a chunk."""

    closing: re.Pattern[bytes]
    indent: int  # spaces before the fence
    first: int  # the block that it begins with


def fence_at(source: bytes, start: int, first: int) -> Fence | None:
    """The fence that begins at `start`; None where none does."""
    fence = _FENCE.match(source, start)
    if fence is None:
        return None
    mark, count = re.escape(fence[1][:1]), len(fence[1])
    closing = re.compile(rb"^ {0,3}%b{%d,}[ \t]*$" % (mark, count), re.MULTILINE)
    return Fence(closing, fence.start(1) - start, first)


def code_end(source: bytes, fence: Fence, begin: int) -> tuple[int, bool]:
    """The end of the next part of fenced code, and whether it is the last, without its fence."""
    end = line_end(source, begin + PART // 2)
    found = fence.closing.search(source, begin, end)
    if found and (found.end() < end or source[end - 1 : end] == b"\n" or end == len(source)):
        return found.start(), True
    return end, end == len(source)


def after_fence(source: bytes, stop: int) -> int:
    """The beginning of the line behind a closing fence."""
    return source.find(b"\n", stop) + 1 or len(source)


def code_text(text: str, indent: int) -> str:
    """The code in the lines of a part."""
    if not indent:
        return text
    return re.sub(rf"^ {{1,{indent}}}", "", text, flags=re.MULTILINE)


def table_head(source: bytes, start: int) -> bytes:
    """The head of a table and the row of dashes below it."""
    head = source.find(b"\n", start) + 1
    return source[start : source.find(b"\n", head) + 1]


def heading_mark(source: bytes, start: int) -> bytes:
    """The signs that begin a heading on one line."""
    found = _HEADING.match(source, start)
    return found[1] + b" " if found else b"# "


def alert_kind(source: bytes, start: int) -> str:
    """The kind of an alert that begins there, in lower case; empty for a plain quote."""
    found = _ALERT.match(source, start)
    return found[1].decode().lower() if found else ""


def html_cut(source: bytes, start: int, end: int) -> int:
    """The last line up to `end` that begins another element of a block of HTML; 0 for none."""
    if _ENDS_AT_MARK.match(source, start):
        return 0
    cut = 0
    for line in _ELEMENT.finditer(source, start + 1, end):
        cut = line.start()
    piece = source[start:cut].lower()
    if any(piece.rfind(opening) > piece.rfind(closing) for opening, closing in _UNSEEN):
        return 0
    return cut
