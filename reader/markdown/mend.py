"""What the author meant but Markdown would take otherwise, put right before the parser sees it.

Only insertions, so that every byte of the source keeps its place in order; shown, never stored.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

import pyromark

from reader.markdown.lost import lost_fences
from reader.markdown.syntax import DIALECT

# `\[ … \]` and `\( … \)` within one paragraph; the parser would take the backslashes.
_FORMULA = re.compile(
    r"\\\[(?:[^\n\\]|\\(?!\])|\n(?![ \t]*\n))+?\\\]|\\\((?:[^\n\\]|\\(?!\)))+?\\\)"
)
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


@dataclass(frozen=True, slots=True)
class Mended:
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


def _formulas(source: str, fences: list[tuple[int, str]]) -> list[tuple[int, str]]:
    found = list(_FORMULA.finditer(source))
    if not found:
        return []
    literal = _literal(source)
    code = [(begin[0], end[0]) for begin, end in zip(fences[::2], fences[1::2], strict=True)]
    insertions = []
    for match in found:
        start = match.start()
        if _within(code, start) or _within(literal, len(source[:start].encode())):
            continue
        insertions += [(start + mark.start(), "\\") for mark in _PUNCTUATION.finditer(match[0])]
    return insertions
