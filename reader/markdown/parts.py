"""Blocks too long for one piece: a list of 100,000 items, 5 MB of code, 5 MB without a blank line.

They are cut into parts, each a block of its own, so that what can be seen is parsed and laid out
alone. Where the cuts fall depends on the source alone.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pyromark

from reader.markdown.syntax import DIALECT

PART = 32 << 10
"""Bytes of source above which a block is cut where that is possible."""

WHOLE = 512 << 10
"""Bytes up to which a quote is kept in one piece where nothing but a cut through code would do."""

TAIL = 4 << 10
"""Bytes of a long paragraph that are searched for a place where no link, code or emphasis is open."""

_FENCE = re.compile(rb" {0,3}(`{3,}|~{3,})")
_NUMBER = re.compile(rb" {0,3}(\d{1,9})[.)]")
_ALERT = re.compile(rb" {0,3}> ?\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", re.IGNORECASE)
_QUOTED = re.compile(rb"^ {0,3}>", re.MULTILINE)
_ENDS_AT_MARK = re.compile(rb" {0,3}<(?:script|pre|style|textarea|[!?])", re.IGNORECASE)
_ELEMENT = re.compile(
    rb"^ {0,3}</?(?:article|blockquote|dd|div|dl|dt|figure|h[1-6]|hr|li|ol|p|section|table|tbody|td|"
    rb"tfoot|th|thead|tr|ul)\b",
    re.MULTILINE | re.IGNORECASE,
)
_UNSEEN = (b"<!--", b"-->"), (b"<script", b"</script"), (b"<style", b"</style"), (b"<pre", b"</pre")
_BEHIND_ADDRESS = re.compile(rb"[\s)\"'>]")


class Part(NamedTuple):
    """What a part must know of the block that it goes on with."""

    kind: str  # as the parser names it
    number: int | None = None  # of the first item, in a numbered list
    indent: int | None = None  # spaces that go from the lines of fenced code
    lead: bytes = b""  # what must stand above its source: the head of a table
    first: int = -1  # the block that is the first part
    alert: str = ""  # the kind of a quote
    apart: bool = False  # it begins with a block of its own, below a blank line


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


def code_parts(source: bytes, start: int) -> tuple[list[int], int, int] | None:
    """How fenced code is cut: where each part begins, the end of the last, and the fence's indent.

    None where no fence begins at `start`. The end excludes the closing fence.
    """
    fence = _FENCE.match(source, start)
    if fence is None:
        return None
    mark, count = re.escape(fence[1][:1]), len(fence[1])
    first = source.find(b"\n", start) + 1 or len(source)
    closing = re.compile(rb"^ {0,3}%b{%d,}[ \t]*$" % (mark, count), re.MULTILINE)
    found = closing.search(source, first)
    stop = found.start() if found else len(source)
    starts, place = [start], start
    while stop - place > PART:
        place = min(stop, line_end(source, place + PART // 2))
        starts.append(place)
    return starts, stop, fence.start(1) - start


def after_fence(source: bytes, stop: int) -> int:
    """The beginning of the line behind a closing fence."""
    return source.find(b"\n", stop) + 1 or len(source)


def code_text(text: str, indent: int) -> str:
    """The code in the lines of a part."""
    if not indent:
        return text
    return re.sub(rf"^ {{1,{indent}}}", "", text, flags=re.MULTILINE)


def first_number(source: bytes, start: int) -> int | None:
    """The number that a list begins with; None for one of bullets."""
    found = _NUMBER.match(source, start)
    return int(found[1]) if found else None


def table_head(source: bytes, start: int) -> bytes:
    """The head of a table and the row of dashes below it."""
    head = source.find(b"\n", start) + 1
    return source[start : source.find(b"\n", head) + 1]


def alert_kind(source: bytes, start: int) -> str:
    """The kind of an alert that begins there, in lower case; empty for a plain quote."""
    found = _ALERT.match(source, start)
    return found[1].decode().lower() if found else ""


def quote_cut(source: bytes, start: int, end: int) -> int:
    """The last line up to `end` at which a quote can be cut: one with its sign; 0 for none."""
    if _QUOTED.match(source, end):
        return end
    cut = 0
    for line in _QUOTED.finditer(source, start + 1, end):
        cut = line.start()
    return cut


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
