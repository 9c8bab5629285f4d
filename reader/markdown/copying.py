"""Text for the clipboard: what was selected of a block, as one would have typed it.

Nothing of the layout is in it: no wrapping, bars or borders. What tells items of a list apart
stays where several are copied, the cells of a row have tabs between them, as spreadsheets take
them.
"""

from __future__ import annotations

from collections.abc import Iterator

import apsw.unicode

from reader.markdown.blocks import (
    Block,
    Definitions,
    Group,
    Item,
    List,
    Table,
    children_of,
    inline_text,
    text_of,
)
from reader.named import NamedTuple
from reader.patterns import pattern

BULLET = "- "
BOX = {True: "[x] ", False: "[ ] ", None: ""}
_NEXT_LINE = pattern(r"\n(?=[^\n])")
_WORD = 256  # characters to both sides within which a word is looked for


class Leaf(NamedTuple):
    """A block that holds no others, and where its text stands in that of the block around all."""

    start: int
    stop: int
    block: Block


def leaves(block: Block, base: int = 0) -> Iterator[Leaf]:
    """The blocks that hold text themselves, in reading order; `base` is where the text begins."""
    children = children_of(block)
    if not children:
        yield Leaf(base, base + len(text_of(block)), block)
    for child in children:
        yield from leaves(child, base)
        base += len(text_of(child)) + 1


def leaf_at(block: Block, offset: int) -> Leaf | None:
    """The paragraph, heading, code, table or picture that holds an offset of the block's text."""
    found = None
    for leaf in leaves(block):
        if leaf.start > offset and found is not None:
            break
        found = leaf
    return found


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The range of the word at an offset (UAX #29); of the one sign there where it is no word."""
    low = max(0, offset - _WORD)
    low = max(low, text.rfind("\n", low, offset) + 1)
    place, high = low, min(len(text), offset + _WORD)
    while place < high:
        after = apsw.unicode.word_next_break(text, place)
        if after > offset:
            return place, after
        place = after
    return min(offset, len(text)), min(offset, len(text))


def copied(block: Block, start: int, stop: int) -> str:
    """What stands between two offsets of the block's text."""
    return _copied(block, start, stop).strip("\n")


def _copied(block: Block, start: int, stop: int) -> str:
    if stop <= 0:
        return ""
    if isinstance(block, Table):
        return _cells(block, start, stop)
    if isinstance(block, List):
        return _items(block, start, stop)
    children = children_of(block)
    if not children:
        return text_of(block)[max(0, start) : stop]
    tight = isinstance(block, Group | Definitions)
    parts = [_copied(child, start - at, stop - at) for child, at in _placed(children, start, stop)]
    return ("\n" if tight else "\n\n").join(part for part in parts if part)


def _placed(blocks: tuple[Block, ...], start: int, stop: int) -> Iterator[tuple[Block, int]]:
    """Those blocks of several that a range meets, and where the text of each begins."""
    at = 0
    for block in blocks:
        size = len(text_of(block))
        if at < stop and start < at + size:
            yield block, at
        at += size + 1


def _items(block: List, start: int, stop: int) -> str:
    found = list(_placed(block.items, start, stop))
    number = next((n for n, item in enumerate(block.items) if found and item is found[0][0]), 0)
    parts = []
    for step, (item, at) in enumerate(found):
        lead = BULLET if block.first is None else f"{block.first + number + step}. "
        lead += BOX[item.done] if isinstance(item, Item) else ""
        text = (
            _tight(item, start - at, stop - at)
            if block.tight
            else _copied(item, start - at, stop - at)
        )
        if len(found) > 1:
            begun = isinstance(item, Item) and item.part
            text = (" " * len(lead) if begun else lead) + _NEXT_LINE.sub(
                "\n" + " " * len(lead), text
            )
        parts.append(text)
    return ("\n" if block.tight else "\n\n").join(parts)


def _tight(item: Block, start: int, stop: int) -> str:
    placed = _placed(children_of(item), start, stop)
    return "\n".join(_copied(child, start - at, stop - at) for child, at in placed)


def _cells(table: Table, start: int, stop: int) -> str:
    at, rows = 0, []
    for row in table.rows:
        cells = []
        for cell in row:
            text = inline_text(cell)
            if at < stop and start < at + len(text) + 1:
                cells.append(" ".join(text[max(0, start - at) : stop - at].split("\n")))
            at += len(text) + 1
        if any(cells):
            rows.append("\t".join(cells))
    return "\n".join(rows)
