"""Source text to blocks, lazily: ranges of top-level blocks first, a block's tree when asked."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import lru_cache
from typing import Any

import pyromark

from reader.characters import fold
from reader.markdown.blocks import Block, Group, text_of
from reader.markdown.build import build
from reader.markdown.mend import mend
from reader.markdown.syntax import DIALECT

FIRST_CHUNK, CHUNK = 32 << 10, 256 << 10
"""Bytes of source that are scanned at once; the parser looks at all it is given before it begins."""

KEPT_BLOCKS = 256
"""Trees kept; others are parsed again from their slice, some 20 µs a block."""

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
        self._scanned = 0  # bytes
        self._definitions: dict[str, tuple[str, str]] | None = None
        self._notes: frozenset[str] | None = None
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

    def text(self, index: int) -> str:
        """The text of a block as read."""
        return text_of(self.block(index))

    def slice(self, index: int) -> str:
        """The source of a block."""
        return self.source[self._starts[index] : self._stops[index]].decode()

    def kind(self, index: int) -> str:
        """What a block is, in the parser's words (`Heading`, `CodeBlock` …), without parsing it."""
        return self._kinds[index]

    def hidden(self, index: int) -> bool:
        """Whether a block is the heading that only repeats the article's title."""
        if index or not self._title or not self.has(0) or self._kinds[0] != "Heading":
            return False
        return " ".join(fold(text_of(self.block(0))).split()) == self._title

    def _scan(self) -> None:
        begin = self._scanned
        size = CHUNK if begin else FIRST_CHUNK
        end = self._line_end(begin + size)
        found = self._ranges(begin, end)
        while end < len(self.source) and len(found) < 2:
            size *= 2  # one block fills the chunk: where it ends is not known yet
            end = self._line_end(begin + size)
            found = self._ranges(begin, end)
        if end < len(self.source):
            end = found.pop()[1]
        for kind, start, stop in found:
            self._kinds.append(kind)
            self._starts.append(start)
            self._stops.append(stop)
        self._scanned = end

    def _line_end(self, offset: int) -> int:
        if offset >= len(self.source):
            return len(self.source)
        return self.source.find(b"\n", offset) + 1 or len(self.source)

    def _ranges(self, begin: int, end: int) -> list[tuple[str, int, int]]:
        """Kind and range in the source of each top-level block between two line starts."""
        mended = mend(self.source[begin:end].decode())
        origin, data = mended.origin, mended.text.encode() if mended.places else None
        text = data if data is not None else self.source[begin:end]
        found, depth = [], 0
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
                line = text.rfind(b"\n", 0, place["start"]) + 1
                kind = tag if isinstance(tag, str) else next(iter(tag))
                found.append((kind, begin + origin(line), begin + origin(place["end"])))
        return found

    def _parse(self, index: int) -> Block:
        start = self._starts[index]
        mended = mend(self.slice(index))
        text, prefix = mended.text, ""
        if "[^" in text and self._kinds[index] not in ("CodeBlock", "HtmlBlock"):
            # The parser takes a note for one only where its text is in sight.
            known = self._known_notes().intersection(_NOTE_USE.findall(text))
            if self._kinds[index] != "FootnoteDefinition":
                prefix = "".join(f"[^{label}]: -\n\n" for label in sorted(known))
        resolve = self._resolve if "[" in text and b"]:" in self.source else None
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
        if self._notes is None:
            self._notes = frozenset(_NOTE.findall(self.source.decode()))
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
