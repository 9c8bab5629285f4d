"""The headings of a text, for contents and for moving by section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reader.markdown.blocks import Heading
from reader.markdown.parse import Text, text_of


class Entry(NamedTuple):
    """A heading: where it is, and what it says on one line."""

    block: int  # top-level block
    level: int  # 1 to 6
    text: str
    id: str  # as the author gave it, or empty


def entry(text: Text, index: int) -> Entry | None:
    """The heading that a block is; None for another block, one that is hidden or says nothing."""
    if not text.has(index) or text.kind(index) != "Heading" or text.hidden(index):
        return None
    block = text.block(index)
    name = " ".join(text_of(block).split())
    return (
        Entry(index, block.level, name, block.id) if isinstance(block, Heading) and name else None
    )


def headings(text: Text) -> Iterator[Entry]:
    """The headings in order, but not one that is hidden; finds blocks only as far as it is asked.

    Headings within quotes and lists belong to these and are left out.
    """
    index = 0
    while text.has(index):
        found = entry(text, index)
        if found is not None:
            yield found
        index += 1
