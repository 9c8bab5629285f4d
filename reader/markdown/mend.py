"""What the author meant but Markdown would take otherwise, put right before the parser sees it.

Only insertions, so that every byte of the source keeps its place in order; shown, never stored.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

import pyromark

from reader.markdown.lost import lost_fences
from reader.markdown.syntax import DIALECT

_TOKEN = re.compile(r"\\(.)|\n[ \t]*\n", re.DOTALL)  # an escaped character, or a blank line
_CLOSING = {"]": "[", ")": "("}
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


class Mended(NamedTuple):
    """A text for the parser, and the way back to the source it was made from."""

    text: str
    places: tuple[int, ...] = ()  # UTF-8 offsets in `text` behind each insertion, ascending
    shifts: tuple[int, ...] = ()  # bytes inserted up to there

    def origin(self, offset: int) -> int:
        """The byte of the source that an offset of the mended text stands for."""
        if not self.places:
            return offset
        index = bisect_right(self.places, offset)
        return offset - self.shifts[index - 1] if index else offset


def mend(source: str, above: str = "") -> Mended:
    """The source with lost fences restored and the backslashes of formulas kept.

    `above` is the line before the source where that is a part of a longer one.
    """
    insertions = _fences(source, above)
    if "\\[" in source or "\\(" in source:
        insertions += _formulas(source, insertions)
    if not insertions:
        return Mended(source)
    insertions.sort(key=lambda insertion: insertion[0])
    parts: list[str] = []
    places: list[int] = []
    shifts: list[int] = []
    done = length = shift = 0  # characters of the source, bytes of the text, bytes inserted
    for offset, text in insertions:
        kept = source[done:offset]
        parts += (kept, text)
        length += len(kept.encode()) + len(text)
        shift += len(text)
        places.append(length)
        shifts.append(shift)
        done = offset
    parts.append(source[done:])
    return Mended("".join(parts), tuple(places), tuple(shifts))


def _literal(source: str) -> list[tuple[int, int]]:
    """Byte ranges in which nothing is markup: code, HTML, and where a link leads."""
    kinds = ("Code", "InlineHtml", "Html", "CodeBlock")
    ranges = []
    for event, place in pyromark.events_with_range(source, options=DIALECT):
        if isinstance(event, dict):
            tag = event.get("Start", event)
            if isinstance(tag, dict) and any(kind in tag for kind in kinds):
                ranges.append((place["start"], place["end"]))
    return ranges


def _within(ranges: list[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(ranges, (offset, 1 << 62))
    return index > 0 and offset < ranges[index - 1][1]


def _fences(source: str, above: str) -> list[tuple[int, str]]:
    found = lost_fences(source, above)
    if not found:
        return []
    literal = _literal(source)
    insertions = []
    for name, stop, indent in found:
        if _within(literal, len(source[:name].encode())):
            continue  # a name in real code, or code that is shown as such by its indentation
        insertions += [(name, "```"), (stop, f"\n{indent}```")]
    return insertions


def _pairs(source: str) -> list[tuple[int, int]]:
    r"""Where `\[ … \]` and `\( … \)` lie that hold a letter or digit and no blank line."""
    pairs = []
    opened: tuple[str, int] | None = None
    for match in _TOKEN.finditer(source):
        mark = match[1]
        if mark is None:
            opened = None
        elif mark in "[(":
            opened = mark, match.start()
        elif opened is not None and _CLOSING.get(mark) == opened[0]:
            if any(map(str.isalnum, source[opened[1] + 2 : match.start()])):
                pairs.append((opened[1], match.end()))
            opened = None
    return pairs


def _formulas(source: str, fences: list[tuple[int, str]]) -> list[tuple[int, str]]:
    found = _pairs(source)
    if not found:
        return []
    literal = _literal(source)
    code = [(begin[0], end[0]) for begin, end in zip(fences[::2], fences[1::2], strict=True)]
    insertions = []
    for start, stop in found:
        if _within(code, start) or _within(literal, len(source[:start].encode())):
            continue
        insertions += [(mark.start(), "\\") for mark in _PUNCTUATION.finditer(source, start, stop)]
    return insertions
