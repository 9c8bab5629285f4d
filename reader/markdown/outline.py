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


def headings(text: Text) -> Iterator[Entry]:
    """The headings in order, but not one that is hidden; finds blocks only as far as it is asked.

    Headings within quotes and lists belong to these and are left out.
    """
    index = 0
    while text.has(index):
        if text.kind(index) == "Heading" and not text.hidden(index):
            block = text.block(index)
            if isinstance(block, Heading):
                name = " ".join(text_of(block).split())
                yield Entry(index, block.level, name, block.id)
        index += 1
