"""Source text to blocks, lazily: ranges of top-level blocks first, a block's tree when asked."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Any

import pyromark

from reader.characters import fold
from reader.markdown.blocks import Block, Code, Group, List, text_of
from reader.markdown.build import build
from reader.markdown.mend import mend
from reader.markdown.parts import PART, Part, after_fence, code_parts, code_text, line_end
from reader.markdown.syntax import DIALECT

CHUNK = PART
"""Bytes of source scanned at once; the parser looks at all it is given before it begins."""

KEPT_BLOCKS = 64
"""Trees kept; others are parsed again from their slice, some 20 µs a block."""

MOST_BEFORE_TITLE = 8
"""Blocks that show nothing, comments, above a heading that repeats the title."""

EXACT_NOTES = 1 << 20
"""Characters up to which notes are told from code that only looks like them; 10 ms of parsing."""

_HEADING_TAG = re.compile(rb"<h[1-6]\b", re.IGNORECASE)
_NOTE = re.compile(r"^[ ]{0,3}(?:> ?|[-*+] )*\[\^([^\]\n]+)\]:", re.MULTILINE)
_NOTE_USE = re.compile(r"\[\^([^\]\n]+)\]")


class Text:
    """The blocks of a source, found as far as anybody asked.

    `title` is the article's: a first heading that repeats it is hidden. One thread uses a Text.
    """

    def __init__(self, source: str, *, title: str = "") -> None:
        self.source = source.encode()
        self._title = " ".join(fold(title).split())
        self._starts = array("q")
        self._stops = array("q")
        self._kinds: list[str] = []
        self.headings = array("q")  # the blocks found so far that are headings or may hold some
        self._scanned = 0  # bytes
        self._parts: dict[int, Part] = {}
        self._cut: Part | None = None  # what the next block may go on with
        self._definitions: dict[str, tuple[str, str]] | None = None
        self._notes: frozenset[str] | None = None
        self._defines = b"]:" in self.source  # asked for each block; 10 MB take 0.3 ms
        self.block = lru_cache(maxsize=KEPT_BLOCKS)(self._parse)

    @property
    def count(self) -> int:
        """Top-level blocks found so far."""
        return len(self._starts)

    @property
    def complete(self) -> bool:
        """Whether all top-level blocks have been found."""
        return self._scanned >= len(self.source)

    def find(self, count: int) -> None:
        """Finds blocks until there are at least so many, or no more."""
        while len(self._starts) < count and not self.complete:
            self._scan()

    def find_all(self) -> None:
        """Finds the rest."""
        while not self.complete:
            self._scan()

    def has(self, index: int) -> bool:
        """Whether there is a block of that index; finds it where it was not yet found."""
        self.find(index + 1)
        return 0 <= index < self.count

    def span(self, index: int) -> tuple[int, int]:
        """The byte range of a block in the source."""
        return self._starts[index], self._stops[index]

    def block_at(self, byte: int) -> int:
        """The block that holds a byte of the source, or the last one before it; 0 at the least."""
        while self._scanned <= byte and not self.complete:
            self._scan()
        return max(0, bisect_right(self._starts, byte) - 1)

    def first_from(self, byte: int) -> int:
        """The first block that begins at a byte of the source or behind it; `count` for none."""
        while self._scanned < byte and not self.complete:
            self._scan()
        return bisect_left(self._starts, byte)

    def text(self, index: int) -> str:
        """The text of a block as read."""
        return text_of(self.block(index))

    def slice(self, index: int) -> str:
        """The source of a block."""
        return self.source[self._starts[index] : self._stops[index]].decode()

    def kind(self, index: int) -> str:
        """What a block is, in the parser's words (`Heading`, `CodeBlock` …), without parsing it."""
        return self._kinds[index]

    def part(self, index: int) -> Part | None:
        """What a block needs to know of those before it, where it is a part of a very long one."""
        return self._parts.get(index)

    def hidden(self, index: int) -> bool:
        """Whether a block is the heading that only repeats the article's title."""
        if not self._title or index > MOST_BEFORE_TITLE or not self.has(index):
            return False
        if self._kinds[index] != "Heading":
            return False
        if any(self._kinds[i] != "HtmlBlock" or self.text(i) for i in range(index)):
            return False
        return " ".join(fold(self.text(index)).split()) == self._title

    def _scan(self) -> None:
        """Finds the blocks of the next chunk but the last, which may go on behind it."""
        begin, size = self._scanned, CHUNK
        while True:
            end = line_end(self.source, begin + size)
            found, items = self._ranges(begin, end)
            if end == len(self.source) or self.source[begin:end].isspace():
                break
            if len(found) > 1:
                found.pop()
                end = found[-1][2]  # not the popped one's start: definitions may lie above it
                break
            if found and self._split(found[0], items, end):
                return
            size *= 2  # one block fills the chunk: where it ends is not known yet
        for kind, start, stop in found:
            self._add(kind, start, stop)
        self._scanned = end

    def _add(self, kind: str, start: int, stop: int) -> None:
        if self._cut is not None and self._cut.kind == kind:
            self._parts[len(self._starts)] = self._cut
        self._cut = None
        if kind == "Heading" or (
            kind == "HtmlBlock" and _HEADING_TAG.search(self.source, start, stop)
        ):
            self.headings.append(len(self._starts))
        self._kinds.append(kind)
        self._starts.append(start)
        self._stops.append(stop)

    def _split(self, block: tuple[str, int, int], items: list[int], end: int) -> bool:
        """Takes what a chunk holds of a block that is longer; whether that could be done."""
        kind, start, _ = block
        if kind == "List" and len(items) > 1:
            self._split_list(start, items)
        elif kind == "CodeBlock" and (parts := code_parts(self.source, start)):
            starts, stop, indent = parts
            for begin, beyond in zip(starts, [*starts[1:], stop], strict=True):
                self._add(kind, begin, beyond)
                self._cut = Part(kind, indent=indent)
            self._cut, self._scanned = None, after_fence(self.source, stop)
        elif kind in ("Paragraph", "CodeBlock"):
            self._add(kind, start, end)
            self._cut, self._scanned = Part(kind), end
        else:
            return False
        return True

    def _split_list(self, start: int, items: list[int]) -> None:
        before, stop = self._cut, items[-1]
        self._add("List", start, stop)
        if before is not None and before.kind == "List":
            first = before.number
        else:
            block = self.block(self.count - 1)
            first = block.first if isinstance(block, List) else None
        number = None if first is None else first + len(items) - 1
        self._cut, self._scanned = Part("List", number), stop

    def _ranges(self, begin: int, end: int) -> tuple[list[tuple[str, int, int]], list[int]]:
        """Kind and range of each top-level block between two offsets; items of the last list."""
        source = self.source[begin:end].decode()
        mended = mend(source, self._line_above(begin), goes_on=end < len(self.source))
        origin, text = mended.origin, mended.text.encode()
        found: list[tuple[str, int, int]] = []
        items: list[int] = []
        depth = 0
        for event, place in pyromark.events_with_range(mended.text, options=DIALECT):
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
                line = begin + origin(text.rfind(b"\n", 0, place["start"]) + 1)
                if found and line < found[-1][2]:  # a second one on a line, as notes may be
                    line = found[-1][2]
                kind = tag if isinstance(tag, str) else next(iter(tag))
                found.append((kind, line, begin + origin(place["end"])))
                items.clear()
            elif depth == 2 and tag == "Item":
                line = text.rfind(b"\n", 0, place["start"]) + 1
                items.append(begin + origin(line))
        return found, items

    def _line_above(self, offset: int) -> str:
        """The end of the line before a line's beginning: whether it announces code."""
        return (
            self.source[max(0, offset - 64) : offset]
            .decode(errors="ignore")[:-1]
            .rpartition("\n")[2]
        )

    def _parse(self, index: int) -> Block:
        start, part = self._starts[index], self._parts.get(index)
        if part is not None and part.indent is not None:
            text = code_text(self.slice(index), part.indent)
            return Code(start, self._stops[index], text, part=True)
        block = self._parse_slice(index)
        if part is not None and isinstance(block, List):
            return block._replace(first=part.number, part=True)
        if isinstance(block, Code) and (part is not None or index + 1 in self._parts):
            return block._replace(part=True)
        return block

    def _parse_slice(self, index: int) -> Block:
        start = self._starts[index]
        above = self._stops[index - 1] if index else 0
        if self.source.find(b"]:", above, start) >= 0:
            start = above  # behind a definition some lines are text that would else begin a list
        mended = mend(self.source[start : self._stops[index]].decode(), self._line_above(start))
        text, prefix = mended.text, ""
        if "[^" in text and self._kinds[index] not in ("CodeBlock", "HtmlBlock"):
            # The parser takes a note for one only where its text is in sight.
            known = self._known_notes().intersection(_NOTE_USE.findall(text))
            own = _NOTE.match(text) if self._kinds[index] == "FootnoteDefinition" else None
            others = known.difference(own.groups() if own else ())
            prefix = "".join(f"[^{label}]: -\n\n" for label in sorted(others))
        resolve = self._resolve if "[" in text and self._defines else None
        events = pyromark.events_with_range(
            prefix + text, options=DIALECT, broken_link_callback=resolve
        )
        skipped = len(prefix.encode())
        blocks = build(events, lambda offset: start + mended.origin(max(0, offset - skipped)))
        blocks = blocks[prefix.count("\n\n") :]
        if len(blocks) == 1:
            return blocks[0]
        return Group(start, self._stops[index], blocks)

    def _known_notes(self) -> frozenset[str]:
        """The labels of all notes in the source."""
        if self._notes is None:
            source = self.source.decode()
            found = _NOTE.findall(source)
            if found and len(source) <= EXACT_NOTES:
                events = pyromark.events(mend(source).text, options=DIALECT)
                tags = [event.get("Start") for event in events if isinstance(event, dict)]
                found = [
                    str(tag["FootnoteDefinition"])
                    for tag in tags
                    if isinstance(tag, dict) and "FootnoteDefinition" in tag
                ]
            self._notes = frozenset(found)
        return self._notes

    def _resolve(self, link: Any) -> tuple[str, str] | None:
        if self._definitions is None:
            found = pyromark.reference_definitions(self.source.decode(), options=DIALECT)
            self._definitions = {
                _label(name): (each["dest"], each["title"] or "") for name, each in found.items()
            }
        return self._definitions.get(_label(link["reference"]))


def _label(name: str) -> str:
    return " ".join(name.split()).casefold()


def first_heading(source: str) -> str:
    """The text of the first heading of a source, on one line; empty where there is none."""
    text, index = Text(source), 0
    while text.has(index):
        if text.kind(index) == "Heading":
            return " ".join(text_of(text.block(index)).split())
        index += 1
    return ""


__all__ = ["Text", "first_heading", "text_of"]
