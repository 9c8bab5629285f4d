"""Blocks to lines of a width: a block is laid out when somebody asks for its lines."""

from __future__ import annotations

from collections import OrderedDict

from reader.markdown.blocks import text_of
from reader.markdown.lines import Glyphs, Line, Role, Span
from reader.markdown.parse import Text
from reader.markdown.wrap import wrap

KEPT_BLOCKS = 512
"""Laid-out blocks kept."""


class Flow:
    """A text at a width. Blank lines between blocks lead the lines of the lower block."""

    def __init__(self, text: Text, width: int, glyphs: Glyphs | None = None) -> None:
        self.text = text
        self.width = max(1, width)
        self.glyphs = glyphs or Glyphs()
        self.laid_out = 0
        self._kept: OrderedDict[int, tuple[Line, ...]] = OrderedDict()

    def lines(self, index: int) -> tuple[Line, ...]:
        """The lines of a block; none for one that is hidden or does not exist."""
        kept = self._kept.get(index)
        if kept is not None:
            self._kept.move_to_end(index)
            return kept
        if not self.text.has(index) or self.text.hidden(index):
            return ()
        lines = self._lay_out(index)
        self.laid_out += 1
        self._kept[index] = lines
        if len(self._kept) > KEPT_BLOCKS:
            self._kept.popitem(last=False)
        return lines

    def _lay_out(self, index: int) -> tuple[Line, ...]:
        text = text_of(self.text.block(index))
        gap = () if index == 0 else (Line(()),)
        role = Role.HEADING_1 if self.text.kind(index) == "Heading" else Role.TEXT
        return gap + tuple(
            Line((Span(text[start:stop], role),), start) for start, stop in wrap(text, self.width)
        )

    def height(self, index: int) -> int:
        """How many lines a block has: exact where it is laid out, else counted cheaply."""
        kept = self._kept.get(index)
        return len(kept) if kept is not None else len(self.lines(index))

    def offset_at(self, index: int, row: int) -> int:
        """The offset in the block's text at which one of its rows begins."""
        lines = self.lines(index)
        return lines[min(max(row, 0), len(lines) - 1)].start if lines else 0

    def row_of(self, index: int, offset: int) -> int:
        """The row of the block that shows an offset of its text."""
        best = 0
        for row, line in enumerate(self.lines(index)):
            if line.spans and line.start <= offset:
                best = row
        return best
