"""What the parser sees in a source, for putting marks of code into it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Any

import pyromark

from reader.markdown.syntax import DIALECT, FORMULA
from reader.named import NamedTuple
from reader.patterns import pattern

Insertion = tuple[int, str]
"""A place in a source, and what is put there."""

Resolve = Callable[[Any], tuple[str, str] | None]
"""Target and title of a link that the parser does not know, by what it tells of it."""

_TICKS = pattern(r"((?<=\\)`)?(`+)")

# Code has ticks, tildes, or an indentation behind a mark or none; links lead to what is defined too.
_MAY_BE_LITERAL = pattern(r"[`<\t]|~~~| {4}|\][(\[\]:]")


class Seen(NamedTuple):
    """What the parser sees in a source: byte ranges, ascending."""

    literal: list[tuple[int, int]]  # code, HTML, targets of links
    runs: list[tuple[int, int]]  # inline text between two ends of blocks
    links: list[int]  # where links begin and end

    def has_room(self, start: int, stop: int) -> bool:
        """Whether a range of a run cuts through nothing that the parser needs whole."""
        if within(self.literal, start) or within(self.literal, stop - 1):
            return False
        return bisect_left(self.links, stop) == bisect_right(self.links, start)


def literal_in(source: str) -> list[tuple[int, int]]:
    """Byte ranges in which nothing is markup, ascending: code, HTML, and where a link leads."""
    if not _MAY_BE_LITERAL.search(source):
        return []  # without parsing: this is asked of every box, alert and line of dollars
    return seen_by_parser(source).literal


_INLINE_TAGS = frozenset(("Emphasis", "Strong", "Strikethrough", "Link", "Image"))
_INLINE_EVENTS = frozenset(("Text", "Code", "InlineHtml", "FootnoteReference"))
_LITERAL = frozenset(("CodeBlock", "HtmlBlock"))


def seen_by_parser(source: str, resolve: Resolve | None = None) -> Seen:
    """What is text and what is not in a source, for putting marks of code into it."""
    seen = Seen([], [], [])
    first = last = -1  # of the run that is open
    behind = 0  # the end of the last inline text
    literal = False
    for event, place in pyromark.events_with_range(
        source, options=DIALECT, broken_link_callback=resolve
    ):
        start, stop = place["start"], place["end"]
        if isinstance(event, str):
            inline = event != "Rule"
        else:
            kind, value = next(iter(event.items()))
            tag = str(next(iter(value), "") if isinstance(value, dict) else value)
            inline = kind in _INLINE_EVENTS or (kind in ("Start", "End") and tag in _INLINE_TAGS)
            if kind in ("Code", "InlineHtml"):
                seen.literal.append((start, stop))
            elif tag in _LITERAL:
                literal = kind == "Start"
                if literal:
                    seen.literal.append((start, stop))
            elif inline and tag in ("Link", "Image"):
                _see_link(seen, kind, value, start, stop, behind)
            if kind != "End" or tag in ("Link", "Image"):
                behind = start if kind == "Start" else stop
        if inline and not literal:
            first = start if first < 0 else first
            last = max(last, stop)
        elif first >= 0:
            seen.runs.append((first, last))
            first = last = -1
    seen.literal.sort()
    seen.links.sort()
    return seen


def _see_link(seen: Seen, kind: str, value: Any, start: int, stop: int, behind: int) -> None:
    if kind == "End":
        seen.literal.append((min(behind, stop), stop))  # where it leads
    else:
        seen.links.extend((start, stop))
        if next(iter(value.values()))["link_type"] in ("Autolink", "Email"):
            seen.literal.append((start, stop))


def within(ranges: list[tuple[int, int]], offset: int) -> bool:
    """Whether one of some ascending ranges holds an offset."""
    index = bisect_right(ranges, (offset, 1 << 62))
    return index > 0 and offset < ranges[index - 1][1]


def formula_fences(source: str) -> list[tuple[int, int]]:
    """The byte ranges of code that is a formula with lines of its own, ascending."""
    found: list[tuple[int, int]] = []
    for event, place in pyromark.events_with_range(source, options=DIALECT):
        if isinstance(event, dict) and isinstance(start := event.get("Start"), dict):
            kind = start.get("CodeBlock")
            if isinstance(kind, dict) and kind.get("Fenced", "").startswith(FORMULA):
                found.append((place["start"], place["end"]))
    return found


def ticks_for(text: str) -> str:
    """What begins and ends code that no other mark in a text could end; empty where none is left."""
    taken = {
        ticks
        for found in _TICKS.finditer(text)
        for ticks in ((found[1] or "") + found[2], found[2])
    }
    return next((ticks for ticks in ("`", "``") if ticks not in taken), "")


def characters(source: str, offsets: list[int]) -> list[int]:
    """The characters before each of some ascending UTF-8 offsets."""
    if source.isascii():
        return offsets
    data = source.encode()
    found: list[int] = []
    done = count = 0
    for offset in offsets:
        count += len(data[done:offset].decode())
        done = offset
        found.append(count)
    return found


def byte_offsets(source: str, places: list[int]) -> dict[int, int]:
    """The UTF-8 offset of each of some places."""
    if source.isascii():
        return {place: place for place in places}
    offsets: dict[int, int] = {}
    done = size = 0
    for place in sorted(places):
        size += len(source[done:place].encode())
        done = place
        offsets[place] = size
    return offsets
