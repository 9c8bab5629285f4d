"""Blocks too long for one piece: a list of 100,000 items, 5 MB of code, 5 MB without a blank line.

They are cut into parts, each a block of its own without a gap above, so that what can be seen is
parsed and laid out alone. Where the cuts fall depends on the source alone.
"""

from __future__ import annotations

import re
from typing import NamedTuple

PART = 32 << 10
"""Bytes of source above which a block is cut where that is possible."""

_FENCE = re.compile(rb" {0,3}(`{3,}|~{3,})")


class Part(NamedTuple):
    """What a part must know of the block that it goes on with."""

    kind: str  # as the parser names it
    number: int | None = None  # of the first item, in a numbered list
    indent: int | None = None  # spaces that go from the lines of fenced code


def line_end(source: bytes, offset: int) -> int:
    """The end of the line that holds an offset; of a very long line, the end of a word in it."""
    if offset >= len(source):
        return len(source)
    newline = source.find(b"\n", offset, offset + PART)
    if newline >= 0:
        return newline + 1
    if len(source) - offset <= PART:
        return len(source)
    space = source.rfind(b" ", offset, offset + PART)
    if space >= 0:
        return space + 1
    while source[offset] & 0xC0 == 0x80:  # within a character
        offset += 1
    return offset


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
