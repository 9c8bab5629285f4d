"""What HTML in a source adds to the catalog's fast pass; loaded where there is some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.characters import clean, counted, one_line
from reader.markdown.blocks import (
    Block,
    Code,
    Heading,
    Table,
    children_of,
    inlines_of,
    text_of,
    within,
)
from reader.markdown.html_blocks import blocks_of_html
from reader.markdown.html_inline import Tags
from reader.markdown.lines import Role
from reader.markdown.syntax import BREAK, SOFT

if TYPE_CHECKING:
    from reader.markdown.rendered import Gathered


class TextTags(Tags):
    """Tags over the parts of a text."""

    def __init__(self, gathered: Gathered) -> None:
        super().__init__()
        self._parts, self._links, self._seen = gathered.parts, gathered.links, gathered.seen

    def count(self) -> int:
        """How many parts there are."""
        return len(self._parts)

    def write(self, text: str) -> None:
        """Adds a part."""
        self._parts.append("\n" if text == BREAK else text)

    def text(self, index: int) -> str:
        """The text of a part."""
        text = self._parts[index]
        return text if text == SOFT else clean(text)

    def put(self, index: int, text: str) -> None:
        """Gives a part another text."""
        self._parts[index] = text

    def look(self, _first: int, _marks: int, _role: Role, link: str) -> None:
        """Keeps the target."""
        if link:
            self._links[link] = None

    def picture(self, _index: int, _link: str) -> None:
        """Tells that there is a picture."""
        self._seen.add("Image")


def gather_html(gathered: Gathered, source: str) -> None:
    """Adds the text of a block of HTML, and what the catalog keeps of it beside."""
    for block in blocks_of_html(source, 0, 0):
        gathered.parts += (text_of(block), "\n")
        for each in within(block):
            _meet(gathered, each)


def _meet(gathered: Gathered, block: Block) -> None:
    if isinstance(block, Code):
        gathered.seen.add("Code")
        gathered.code_words += counted(text_of(block))[0]
    elif isinstance(block, Heading) and gathered.heading is None:
        gathered.heading = one_line(text_of(block))
    elif isinstance(block, Table):
        gathered.seen.add("Table")
    if not children_of(block):
        for spans in inlines_of(block):
            for span in spans:
                if span.role is Role.IMAGE:
                    gathered.seen.add("Image")
                elif span.link:
                    gathered.links[span.link] = None
