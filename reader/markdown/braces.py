"""Braces at the end of a heading that are text: the parser takes `{x}` for attributes and drops it."""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.markdown.seen import Insertion, byte_offsets, literal_in, ticks_for, within
from reader.markdown.syntax import TEMPLATE
from reader.patterns import pattern

LONGEST = 2000
"""Characters of a heading."""

_END = pattern(r"\}[ \t]*$", re.MULTILINE)
_SIGNS = pattern(r"[ \t>*+\d.)-]{0,40}#{1,6}[ \t]")
_RULE = pattern(r"\n[ \t>]{0,40}(?:=+|-+)[ \t]*$", re.MULTILINE)
_ATTRIBUTE = pattern(r"[#.][^\s{}]+|[\w:-]+=(?:\"[^\"]*\"|'[^']*'|[^\s\"']*)")


def literal(
    source: str, code: list[tuple[int, int]], mended: str, origin: Callable[[int], int]
) -> list[Insertion]:
    """What keeps the braces that name neither ids nor classes nor values in headings.

    `code` are ranges to pass over; `mended` is the source as far as it is mended, and `origin` leads
    back from there. Behind such braces comes code that holds nothing.
    """
    found: list[Insertion] = []
    for end in _END.finditer(source):
        begin = max(0, end.start() - LONGEST)
        line = source[begin : end.start()].rpartition("\n")[2]
        heads = _SIGNS.match(line) or _RULE.match(source, end.end())
        opened = line.rfind("{")
        if heads and opened >= 0 and not _names_anything(line[opened + 1 :]):
            ticks = ticks_for(line)
            if ticks and not within(code, end.start()):
                found.append((end.start() + 1, f"{ticks}{TEMPLATE}{ticks}"))
    if not found:
        return []
    known = [(origin(start), origin(stop)) for start, stop in literal_in(mended)]
    offsets = byte_offsets(source, [place - 1 for place, _ in found])
    return [each for each in found if not within(known, offsets[each[0] - 1])]


def _names_anything(inner: str) -> bool:
    words = inner.split()
    return bool(words) and all(_ATTRIBUTE.fullmatch(word) for word in words)
