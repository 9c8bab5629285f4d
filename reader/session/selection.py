"""A stretch of a page, from one character to another: where it lies, and its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw.unicode

from reader.characters import width
from reader.markdown.copying import copied, leaf_at, word_at
from reader.markdown.lines import Line
from reader.named import NamedTuple

if TYPE_CHECKING:
    from reader.markdown.blocks import Block
    from reader.markdown.parse import Text
    from reader.session.page import Page

MOST = 4 << 20
"""Characters that are gathered; no clipboard takes as many."""


class Spot(NamedTuple):
    """What lies under the pointer: a character of a block's text, or a place between two."""

    block: int
    start: int
    stop: int


class Selection(NamedTuple):
    """From the first of two spots to the end of the second."""

    first: Spot
    last: Spot

    def within(self, block: int) -> tuple[int, int] | None:
        """The range of a block's text that is selected; None where the block lies elsewhere."""
        if not self.first.block <= block <= self.last.block:
            return None
        start = self.first.start if block == self.first.block else 0
        return start, self.last.stop if block == self.last.block else 1 << 62


def between(one: Spot, other: Spot) -> Selection:
    """What lies between two spots, both included, whichever comes first."""
    first, last = sorted((one, other))
    stop = max(one.stop, other.stop) if one.block == other.block else last.stop
    return Selection(first, last._replace(stop=stop))


def spot(block: int, line: Line, cell: int) -> Spot | None:
    """What of a block's text a row shows in a cell; None for a row without text.

    Beside the text, and on what is no text, the place next to it: behind what stands to the left.
    """
    place, near = 0, None
    for span in line.spans:
        size = width(span.text)
        if span.at >= 0 and span.text:
            if place <= cell < place + size:
                start, stop = _cluster(span.text, cell - place)
                return Spot(block, span.at + start, span.at + stop)
            if place > cell and near is None:
                near = Spot(block, span.at, span.at)
            elif place + size <= cell:
                end = span.at + len(span.text)
                near = Spot(block, end, end)
        place += size
    return near


def _cluster(text: str, cell: int) -> tuple[int, int]:
    """The range of the grapheme cluster that covers a cell of a text."""
    if text.isascii():
        return cell, cell + 1
    place = 0
    for start, stop, cluster in apsw.unicode.grapheme_iter_with_offsets(text):
        place += width(cluster)
        if place > cell:
            return int(start), int(stop)
    return len(text), len(text)


def word(page: Page, at: Spot) -> Selection:
    """The word under the pointer."""
    start, stop = word_at(page.text_of(at.block), at.start)
    return Selection(Spot(at.block, start, stop), Spot(at.block, start, stop))


def paragraph(page: Page, at: Spot) -> Selection:
    """The paragraph under the pointer: all of the smallest block that holds it."""
    if page.is_block(at.block):
        leaf = leaf_at(page.text.block(at.block), at.start)
        start, stop = (leaf.start, leaf.stop) if leaf else (0, 0)
    else:
        start, stop = line_of(page.text_of(at.block), at.start)
    return Selection(Spot(at.block, start, stop), Spot(at.block, start, stop))


def line_of(text: str, offset: int) -> tuple[int, int]:
    """The range of the line of a text that holds an offset."""
    stop = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if stop < 0 else stop


def text_between(page: Page, selection: Selection) -> str:
    """What is selected, without the wrapping; blocks stand apart by a blank line."""
    found, size = "", 0
    parts: list[str] = []
    for block in range(selection.first.block, selection.last.block + 1):
        start, stop = selection.within(block) or (0, 0)
        if page.is_block(block):
            if page.text.hidden(block):
                continue
            found = copied(page.text.block(block), start, stop)
        else:
            found = page.text_of(block)[start:stop].strip("\n")
        if not found.strip():
            continue
        parts += (_gap(page, block) if parts else "", found)
        size += len(found)
        if size > MOST:
            break
    return "".join(parts)


def _gap(page: Page, block: int) -> str:
    """What lies between a block and the one above it: little where both are parts of a long one."""
    part = page.text.part(block) if page.is_block(block) else None
    if part is None or part.apart:
        return "\n\n"
    return " " if "Paragraph" in (part.kind, part.leaf) or part.kind == "Heading" else "\n"


def code_at(page: Page, block: int, low: int, high: int) -> str:
    """The first code in a block that is seen between two offsets, all parts of a very long one."""
    from reader.markdown.blocks import Code
    from reader.markdown.copying import leaves

    if not page.is_block(block):
        return ""
    for leaf in leaves(page.text.block(block)):
        if isinstance(leaf.block, Code) and leaf.start < high and low < leaf.stop:
            return _whole_code(page, block) if leaf.block.part else leaf.block.text
    return ""


def _whole_code(page: Page, block: int) -> str:
    """The code of which a block holds a part, whatever else it holds."""
    text = page.text
    while _goes_on_with_code(text, block):
        block -= 1
    parts = [_code_in(text.block(block), -1)]
    size = len(parts[0])
    while text.has(block + 1) and _goes_on_with_code(text, block + 1) and size < MOST:
        block += 1
        parts.append(_code_in(text.block(block), 0))
        size += len(parts[-1])
    return "\n".join(parts)


def _goes_on_with_code(text: Text, block: int) -> bool:
    part = text.part(block)
    return part is not None and "CodeBlock" in (part.kind, part.leaf)


def _code_in(block: Block, which: int) -> str:
    """The code that a block begins or ends with, by 0 or -1."""
    from reader.markdown.blocks import Code, children_of

    while children := children_of(block):
        block = children[which]
    return block.text.removesuffix("\n") if isinstance(block, Code) else ""
