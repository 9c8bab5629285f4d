"""A text at a width: a block is laid out when somebody asks for its lines."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable

from reader.characters import width
from reader.markdown.blocks import (
    Block,
    Definitions,
    Group,
    Inline,
    List,
    children_of,
    with_inlines,
)
from reader.markdown.code import LONGEST
from reader.markdown.heights import counted
from reader.markdown.layout import RULE, Setting, lay_out
from reader.markdown.lines import ALERTS, PLAIN, Glyphs, Line, Manner, Role, Span
from reader.markdown.parse import Text

KEPT_LINES = 20_000
"""Lines kept of blocks that were laid out, some 10 MB; the rest are laid out again when asked for."""

_BARS = frozenset((Role.QUOTE_BAR, *(Role(f"alert_{kind}") for kind in ALERTS)))


class Flow:
    """A text at a width. Blank lines between blocks lead the lines of the lower block.

    `change` may add to every run of inline text before it is wrapped, numbers behind links say;
    offsets then count in the changed text. Code and tables too wide for the text may take so many
    cells `beyond` it.
    """

    def __init__(
        self,
        text: Text,
        cells: int,
        glyphs: Glyphs | None = None,
        change: Callable[[Inline], Inline] | None = None,
        manner: Manner = PLAIN,
        beyond: int = 0,
    ) -> None:
        self.text = text
        self.width = max(1, cells)
        self.glyphs = glyphs or Glyphs()
        self._change = change
        self.laid_out = 0
        self._setting = Setting(self.width, self.glyphs, manner=manner, beyond=beyond, columns={})
        self._kept: OrderedDict[int, tuple[Line, ...]] = OrderedDict()
        self._kept_lines = 0
        # Blocks known to show nothing: a screen goes past all of them, and they may be thousands.
        self._nothing: set[int] = set()

    def lines(self, index: int) -> tuple[Line, ...]:
        """The lines of a block; none for one that is hidden, shows nothing or does not exist."""
        kept = self._kept.get(index)
        if kept is not None:
            self._kept.move_to_end(index)
            return kept
        if index in self._nothing:
            return ()
        if index < 0 or not self.text.has(index) or self.text.hidden(index):
            return ()
        block = self.text.block(index)
        if self._change is not None:
            block = with_inlines(block, self._change)
        laid = self._laid(block, index)
        if self.width == 1:
            laid = [self._squeezed(line) for line in laid]
        self.laid_out += 1
        if not laid:
            self._nothing.add(index)
            return ()
        lines = self._lead(index, laid[0]) + tuple(laid)
        self._keep(index, lines)
        return lines

    def _laid(self, block: Block, index: int) -> list[Line]:
        setting = self._setting
        if self.text.kind(index) == "FootnoteDefinition":
            setting = setting._replace(digits=len(str(len(self.text.notes.numbers))))
        if self.glyphs.ascii_only:
            from reader.markdown.in_ascii import in_ascii  # few terminals need it

            return in_ascii(block, lambda block: lay_out(block, setting))
        return lay_out(block, setting)

    def _lead(self, index: int, first: Line) -> tuple[Line, ...]:
        """Blank lines above a block that shows something; above the footnotes a rule too."""
        blank = (Line(()),) * self._gap(index)
        if blank and self.text.part(index) is not None:
            return (_blank_beside(first),)
        if index != self.text.first_note or not self.text.complete or not index:
            return blank
        rule = Span(self.glyphs.rule * min(self.width, RULE), Role.RULE)
        return (*blank, Line((rule,)), Line(()))

    def _squeezed(self, line: Line) -> Line:
        """At one column, the one width at which a character may not fit, a sign for it."""
        if width(line.text) <= 1:
            return line
        return line._replace(spans=(Span(self.glyphs.ellipsis[:1], Role.DIM),))

    def _keep(self, index: int, lines: tuple[Line, ...]) -> None:
        self._kept[index] = lines
        self._kept_lines += len(lines) + 1
        while self._kept_lines > KEPT_LINES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._kept_lines -= len(dropped) + 1

    def _gap(self, index: int) -> int:
        """Blank lines above a block that shows something."""
        part = self.text.part(index)
        if part is not None:
            block = self.text.block(index)
            loose = isinstance(block, List | Definitions) and not block.tight
            return int(part.apart or (loose and len(part.opens) == 1 and not part.leaf))
        above = index - 1
        while above >= 0 and not self._shows(above):
            above -= 1
        if above < 0:
            return 0
        if index > self.text.first_note and self._is_short(index) and self._is_short(index - 1):
            return 0
        if self.text.kind(index) == "Heading":
            return 1 if self.text.kind(above) == "Heading" else 2
        return 1

    def _is_short(self, index: int) -> bool:
        """Whether a footnote is one paragraph: between two of them is no blank line."""
        return len(children_of(self.text.block(index))) == 1

    def _shows(self, index: int) -> bool:
        # Only HTML blocks, comments most often, show nothing at all; the others need no layout.
        if index in self._nothing or self.text.hidden(index):
            return False
        block = self.text.block(index) if self.text.kind(index) == "HtmlBlock" else None
        return not isinstance(block, Group) or bool(block.children)

    def height(self, index: int) -> int:
        """How many lines a block has: exact where it is laid out, else counted cheaply.

        The count looks at the source, not at the tree: near enough for a scroll bar.
        """
        kept = self._kept.get(index)
        if kept is not None:
            return len(kept)
        if (
            index in self._nothing
            or index < 0
            or not self.text.has(index)
            or self.text.hidden(index)
        ):
            return 0
        kind = self.text.kind(index)
        if index > self.text.first_note:  # between footnotes
            return counted(kind, self.text.slice(index), self.width)
        lead = (
            0 if not index or self.text.part(index) is not None else 2 if kind == "Heading" else 1
        )
        cells = self.width
        if kind in ("CodeBlock", "Table"):
            cells += self._setting.beyond
        if kind == "CodeBlock" and self._setting.manner.scrolled_code:
            cells = LONGEST
        return lead + counted(kind, self.text.slice(index), cells)

    def offset_at(self, index: int, row: int) -> int:
        """The offset in the block's text at which one of its rows begins."""
        lines = self.lines(index)
        return lines[min(max(row, 0), len(lines) - 1)].start if lines else 0

    def row_of(self, index: int, offset: int) -> int:
        """The row of the block that shows an offset of its text; 0 where it shows nothing."""
        lines = self.lines(index)
        return max(0, bisect_right(lines, offset, key=lambda line: line.start) - 1)


def _blank_beside(line: Line) -> Line:
    """A blank line with the bars that stand before another."""
    kept = 0
    for number, span in enumerate(line.spans, 1):
        if span.role in _BARS:
            kept = number
        elif span.at >= 0 or span.text.strip():
            break
    return Line(line.spans[:kept], line.start, rtl=line.rtl if kept else 0)
