"""Source text to blocks, lazily: ranges of top-level blocks first, a block's tree when asked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any

import pyromark

from reader.characters import fold
from reader.markdown.blocks import Block, Code, Group, Heading, Image, Table, text_of
from reader.markdown.build import build
from reader.markdown.mend import mend, other_dialects
from reader.markdown.notes import USE, Survey, label_at, label_of, notes_of
from reader.markdown.parts import Part, code_text
from reader.markdown.pictures import Picture
from reader.markdown.scan import NOTE, Scan, definition_lines, line_above
from reader.markdown.shorthand import may_hold, told
from reader.markdown.syntax import DIALECT

KEPT_BLOCKS = 64
"""Trees kept; others are parsed again from their slice, some 20 µs a block."""

MOST_BEFORE_TITLE = 8
"""Blocks that show nothing, comments, above a heading that repeats the title."""

EXACT = 1 << 20
"""Bytes up to which the targets of links are told from code that only looks like them."""


class Text:
    """The blocks of a source, found as far as anybody asked.

    Footnotes stand behind all other blocks, in the order of their numbers, wherever the source has
    them; they are there once all blocks have been found.

    `title` is the article's: a first heading that repeats it is hidden. So is a picture that is its
    `hero`, the target of the image that the article shows above its text. `scan` finds the blocks. One
    thread uses a Text.
    """

    def __init__(
        self,
        source: str | bytes,  # clean, and UTF-8
        *,
        title: str = "",
        hero: str = "",
        mdx: bool = False,
        scan: type[Scan] = Scan,
    ) -> None:
        self.source = source if isinstance(source, bytes) else source.encode()
        self._told = (title, hero, mdx, scan)
        self._hero = Picture.of(hero)
        self._title = " ".join(fold(title).split())
        self._scan = scan(self.source)
        self._scan.mdx |= mdx
        self.headings = self._scan.headings  # the blocks found so far that are or may hold some
        self._definitions: dict[str, tuple[str, str]] | None = None
        self._defines = b"]:" in self.source  # asked for each block; 10 MB take 0.3 ms
        self.block = lru_cache(maxsize=KEPT_BLOCKS)(self._parse)

    def again(self) -> Text:
        """The same text for another thread, with no block found yet; shares the source."""
        title, hero, mdx, scan = self._told
        return Text(self.source, title=title, hero=hero, mdx=mdx, scan=scan)

    @property
    def count(self) -> int:
        """Top-level blocks found so far."""
        return len(self._scan.starts)

    @property
    def complete(self) -> bool:
        """Whether all top-level blocks have been found."""
        return self._scan.complete

    @property
    def first_note(self) -> int:
        """How many of the blocks found so far are no footnotes: the index of the first of these."""
        return len(self._scan.starts) - len(self._scan.foot.labels)

    def _step(self) -> None:
        self._scan.step()
        if self.complete and self._scan.foot.size:
            self._scan.add_foot(self.notes.numbers)

    def find(self, count: int) -> None:
        """Finds blocks until there are at least so many, or no more."""
        while len(self._scan.starts) < count and not self.complete:
            self._step()

    def find_all(self) -> None:
        """Finds the rest."""
        while not self.complete:
            self._step()

    def has(self, index: int) -> bool:
        """Whether there is a block of that index; finds it where it was not yet found."""
        self.find(index + 1)
        return 0 <= index < self.count

    def span(self, index: int) -> tuple[int, int]:
        """The byte range of a block in the source."""
        return self._scan.starts[index], self._scan.stops[index]

    def block_at(self, byte: int) -> int:
        """The block that holds a byte of the source, or the last one before it; 0 at the least."""
        while self._scan.done <= byte and not self.complete:
            self._step()
        note = self._scan.foot.holding(byte)
        if note is not None:
            self.find_all()
            return self._scan.foot.block(note)
        return max(0, bisect_right(self._scan.starts, byte, hi=self.first_note) - 1)

    def place(self, index: int) -> int:
        """How many bytes of the source come before a block as one reads: ascending."""
        if index >= self.first_note:
            return self._scan.foot.places[index - self.first_note]
        start = self._scan.starts[index]
        return start - self._scan.foot.before(start)

    def first_from(self, place: int) -> int:
        """The first block with that place or a greater one; `count` for none."""
        while self._scan.done - self._scan.foot.size < place and not self.complete:
            self._step()
        return bisect_left(range(self.count), place, key=self.place)

    @property
    def readable(self) -> int:
        """Bytes of the source without footnotes, as far as these are known."""
        return len(self.source) - self._scan.foot.size

    def text(self, index: int) -> str:
        """The text of a block as read."""
        return text_of(self.block(index))

    def slice(self, index: int) -> str:
        """The source of a block."""
        return self.source[self._scan.starts[index] : self._scan.stops[index]].decode()

    def kind(self, index: int) -> str:
        """What a block is, in the parser's words (`Heading`, `CodeBlock` …), without parsing it."""
        return self._scan.kinds[index]

    def note_label(self, index: int) -> str:
        """The label of a footnote at the end of the page, in the form of `notes.label_of`."""
        return self._scan.foot.labels[index - self.first_note]

    def part(self, index: int) -> Part | None:
        """What a block needs to know of those before it, where it is a part of a very long one."""
        return self._scan.parts.get(index)

    def hidden(self, index: int) -> bool:
        """Whether a block is the heading that only repeats the article's title, or its hero image."""
        if self._hero.mark and self.has(index) and self._is_hero(index):
            return True
        if not self._title or index > MOST_BEFORE_TITLE or not self.has(index):
            return False
        kind = self._scan.kinds[index]
        if kind != "Heading" and not (
            kind == "HtmlBlock" and isinstance(self.block(index), Heading)
        ):
            return False
        if not all(self._shows_nothing(above) for above in range(index)):
            return False
        return " ".join(fold(self.text(index)).split()) == self._title

    def _shows_nothing(self, index: int) -> bool:
        if self._scan.kinds[index] == "HtmlBlock" and not self.text(index):
            return True
        return bool(self._hero.mark) and self._is_hero(index)

    @cached_property
    def _hero_named(self) -> list[int]:
        """Where the source may name the hero image; 10 MB are looked through in 10 ms."""
        found: list[int] = []
        lower, mark = self.source.lower(), self._hero.mark.lower()
        place = lower.find(mark)
        while place >= 0:
            found.append(place)
            place = lower.find(mark, place + len(mark))
        return found

    def _is_hero(self, index: int) -> bool:
        if self._scan.kinds[index] not in ("Paragraph", "HtmlBlock"):
            return False
        start, stop = self.span(index)
        at = bisect_left(self._hero_named, start)
        near = at < len(self._hero_named) and self._hero_named[at] < stop
        by_name = self._defines and self._hero_named and self.source.find(b"![", start, stop) >= 0
        if not near and not by_name:
            return False  # without parsing, since this is asked of every block
        block = self.block(index)
        if not isinstance(block, Image) or block.kind != "image":
            return False
        # One that leads elsewhere is more than the picture.
        shown = self._hero.is_shown_by
        return shown(block.link) and (not block.source or shown(block.source))

    def _parse(self, index: int) -> Block:
        start, part = self._scan.starts[index], self._scan.parts.get(index)
        if part is not None and part.indent is not None:
            text = code_text(self.slice(index), part.indent)
            return Code(start, self._scan.stops[index], text, part=True)
        if (part is not None and part.hidden) or self._is_comment(index):
            return Group(start, self._scan.stops[index], ())
        block = self._parse_slice(index)
        if part is not None:
            from reader.markdown.continued import continued

            block = continued(block, part, self._table_of(index, part))
        following = self._scan.parts.get(index + 1)
        if following is None and index + 1 == self.count:
            following = self._scan.cut
        if following is not None:
            from reader.markdown.continued import going_on

            block = going_on(block, following.leaf or following.kind)
        return block

    def _is_comment(self, index: int) -> bool:
        """Whether a block is a comment and nothing else: a text may hold thousands of them."""
        start, stop = self.span(index)
        if self._scan.kinds[index] != "HtmlBlock" or not self.source.startswith(b"<!--", start):
            return False
        end = self.source.find(b"-->", start + 2, stop)
        return end >= 0 and not self.source[end + 3 : stop].strip()

    def _table_of(self, index: int, part: Part) -> Table | None:
        """The first part of the table whose rows a block goes on with."""
        if part.leaf != "Table":
            return None
        from reader.markdown.continued import last_table

        is_note = self._scan.kinds[index] == NOTE
        first = self._scan.foot.block(part.first) if is_note else part.first
        return last_table(self.block(first))

    def _parse_slice(self, index: int) -> Block:
        start = self._scan.starts[index]
        above = self._scan.aboves[index]
        part = self._scan.parts.get(index)
        lead = part.lead if part is not None else b""
        if part is None and self.source.find(b"]:", above, start) >= 0:
            start = above  # behind a definition some lines are text that would else begin a list
        data = lead + self.source[start : self._scan.stops[index]]
        source = data.decode()
        resolve = self._resolve if "[" in source and self._defines else None
        above_it = "" if lead else line_above(self.source, start)
        mended = mend(source, above_it, mdx=self._scan.mdx, resolve=resolve)
        text, notes = mended.text, ""
        if "[^" in text and self._scan.kinds[index] not in ("CodeBlock", "HtmlBlock"):
            # The parser takes a note for one only where its text is in sight.
            used = {label_of(label): label for label in USE.findall(text)}
            if self._scan.kinds[index] == NOTE:
                own = 0 if lead else self._scan.starts[index] - start
                used.pop(label_at(data, own), None)
            known = sorted(label for label in used if label in self.notes.known)
            notes = "".join(f"[^{used[label]}]: -\n\n" for label in known)
        events: Iterable[tuple[Any, Any]] = pyromark.events_with_range(
            notes + text, options=DIALECT, broken_link_callback=resolve
        )
        if may_hold(text):
            events = told(events)
        skipped = len(notes.encode())
        shift = start - len(lead)
        blocks = build(
            events,
            lambda offset: max(start, shift + mended.origin(max(0, offset - skipped))),
            lambda label: self.notes.numbers.get(label_of(label), 0),
        )
        blocks = blocks[notes.count("\n\n") :]
        if len(blocks) == 1:
            return blocks[0]
        return Group(start, self._scan.stops[index], blocks)

    @cached_property
    def notes(self) -> Survey:
        """The footnotes of the whole source and their numbers."""
        if b"[^" not in self.source or not self._defines:
            return Survey(frozenset(), {})
        return notes_of(self.source.decode(), mdx=self._scan.mdx)

    def _resolve(self, link: Any) -> tuple[str, str] | None:
        if self._definitions is None:
            found = pyromark.reference_definitions(self._defining(), options=DIALECT)
            self._definitions = {
                _label(name): (each["dest"], each["title"] or "") for name, each in found.items()
            }
        return self._definitions.get(_label(link["reference"]))

    def _defining(self) -> str:
        """The source, or of a long one the lines that may define something: 10 MB take 0.3 s."""
        exact = len(self.source) <= EXACT
        if not exact:
            return definition_lines(self.source).decode()
        return other_dialects(self.source.decode()).text  # which may have indented some


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
