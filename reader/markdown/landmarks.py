"""What a text without headings can be found one's way in by: bold lead-ins, and pictures."""

from __future__ import annotations

from collections.abc import Iterator

from reader.markdown.blocks import (
    Block,
    Heading,
    Image,
    Paragraph,
    Term,
    children_of,
    inlines_of,
    text_of,
)
from reader.markdown.lines import STRONG, Role, Span
from reader.named import NamedTuple

LONGEST = 120
"""Characters of a lead-in; a longer beginning in bold is a paragraph in bold."""

_CLOSING = " :.–—-"


class Landmark(NamedTuple):
    """Something in a text that one may want to go to."""

    block: int  # top-level block
    offset: int  # in the block's text as read
    level: int  # 1 for the outermost
    text: str  # on one line


class Leaf(NamedTuple):
    """A block without blocks within it, by its place in the top-level block around."""

    block: Block
    offset: int  # of its text in that of the block around all
    depth: int  # blocks around it
    length: int  # characters of its text


def leaves(block: Block) -> list[Leaf]:
    """The innermost blocks of a block in reading order, with their offsets in `text_of(block)`."""
    found: list[Leaf] = []
    _walk(block, 0, 0, found)
    return found


def _walk(block: Block, offset: int, depth: int, found: list[Leaf]) -> int:
    """The length of the block's text."""
    children = children_of(block)
    if not children:
        length = len(text_of(block))
        found.append(Leaf(block, offset, depth, length))
        return length
    place = offset
    for child in children:
        place += _walk(child, place, depth + 1, found) + 1
    return place - 1 - offset


def spans_in(block: Block) -> Iterator[tuple[int, Span]]:
    """The spans of running text in a block, each with its offset in `text_of(block)`."""
    for leaf in leaves(block):
        place = leaf.offset
        for spans in inlines_of(leaf.block):
            for span in spans:
                yield place, span
                place += len(span.text)
            place += 1  # behind the cell of a table


def lead_ins(block: Block, index: int) -> Iterator[Landmark]:
    """The bold beginnings of the paragraphs of a top-level block, which stand in for headings."""
    for leaf in leaves(block):
        if isinstance(leaf.block, Paragraph):
            text = _lead_in(leaf.block.spans)
            if text:
                yield Landmark(index, leaf.offset, 2 if leaf.depth else 1, text)


def _lead_in(spans: tuple[Span, ...]) -> str:
    parts: list[str] = []
    length = 0
    for span in spans:
        if not span.marks & STRONG:
            break
        parts.append(span.text)
        length += len(span.text)
        if length > LONGEST:
            return ""
    return " ".join("".join(parts).split()).rstrip(_CLOSING)


def images(block: Block, index: int) -> Iterator[Landmark]:
    """The pictures of a top-level block, by what their authors say of them."""
    for leaf in leaves(block):
        if isinstance(leaf.block, Paragraph | Heading | Term | Image):
            spans = leaf.block.alt if isinstance(leaf.block, Image) else leaf.block.spans
            place = leaf.offset
            for span in spans:
                if isinstance(leaf.block, Image) or span.role is Role.IMAGE:
                    text = " ".join(span.text.split())
                    if text:
                        yield Landmark(index, place, 1, text)
                place += len(span.text)
