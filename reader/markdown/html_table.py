"""Tables of HTML: as tables where their cells hold text, else as what stands in them, in order."""

from __future__ import annotations

import re

from reader.markdown.blocks import (
    Block,
    Code,
    Group,
    Heading,
    Image,
    Inline,
    List,
    Paragraph,
    Rule,
    Table,
    children_of,
    inline_text,
)
from reader.markdown.lines import STRONG, Role, Span
from reader.markdown.spans import in_role
from reader.named import NamedTuple

WIDEST = 64
"""Columns up to which a cell is believed to span; more only make a table harder to read."""

_PADDING = 8  # empty cells for each that holds something, above which rows are not made even


class Cell(NamedTuple):
    """What stands in a cell."""

    children: tuple[Block, ...]
    head: bool
    columns: int  # that it takes, from its own on
    rows: int
    align: str  # left, center, right or empty


class Row(NamedTuple):
    """The cells of a row, in order."""

    cells: list[Cell]


def reach(found: dict[str, str], name: str) -> int:
    """The columns or rows that the attributes of a cell say it takes."""
    said = found.get(name, "1")
    return max(1, min(WIDEST, int(said))) if re.fullmatch("[0-9]{1,6}", said) else 1


def table_blocks(rows: list[Row], start: int, stop: int) -> tuple[Block, ...]:
    """A table of the rows, or their contents where it would be none.

    A table of one column is a frame that somebody drew around blocks; code, rules and tables do
    not fit beside each other.
    """
    rows = [row for row in rows if any(cell.children for cell in row.cells)]
    single = all(sum(bool(cell.children) for cell in row.cells) == 1 for row in rows)
    grid = _grid(rows) if not single and _is_flat(rows) else None
    if grid is None:
        return tuple(
            _strong(block) if cell.head else block
            for cell in _in_reading_order(rows)
            for block in cell.children
        )
    head = all(cell is None or cell.head for cell in grid[0])
    lines: list[tuple[Inline, ...]] = [] if head else [((),) * len(grid[0])]
    for number, line in enumerate(grid):
        lines.append(tuple(_text(cell, strong=number > 0 or not head) for cell in line))
    return (Table(start, stop, _alignments(grid), tuple(lines)),)


def _in_reading_order(rows: list[Row]) -> list[Cell]:
    """The cells; a head and one row below it, before and after say, by columns."""
    if len(rows) == 2 and all(cell.head for cell in rows[0].cells):
        above, below = rows[0].cells, rows[1].cells
        if len(above) == len(below):
            return [cell for pair in zip(above, below, strict=True) for cell in pair]
    return [cell for row in rows for cell in row.cells]


def _grid(rows: list[Row]) -> list[list[Cell | None]] | None:
    """The rows, all of one length; None where they would be much more than there are cells."""
    most = _PADDING * sum(len(row.cells) for row in rows) + WIDEST
    grid: list[list[Cell | None]] = []
    hanging: dict[int, int] = {}  # rows that a cell further up still takes, by column
    size = columns = 0
    for row in rows:
        line: list[Cell | None] = []
        taken, hanging = hanging, {column: left - 1 for column, left in hanging.items() if left > 1}
        for cell in row.cells:
            while len(line) in taken:
                line.append(None)
            if cell.rows > 1:
                reached = range(len(line), len(line) + cell.columns)
                hanging.update(dict.fromkeys(reached, cell.rows - 1))
            line += (cell, *[None] * (cell.columns - 1))
        grid.append(line)
        size += len(line)
        columns = max(columns, len(line))
        if max(size, columns * len(rows)) > most:
            return None
    for line in grid:
        line += [None] * (columns - len(line))
    return grid


def _text(cell: Cell | None, *, strong: bool) -> Inline:
    if cell is None:
        return ()
    spans = flat(cell.children)
    return in_role(spans, Role.TEXT, STRONG) if strong and cell.head else spans


def _is_flat(rows: list[Row]) -> bool:
    return not any(
        isinstance(block, Code | Rule | Table) or (isinstance(block, Group) and not block.tight)
        for row in rows
        for cell in row.cells
        for block in cell.children
    )


def _alignments(grid: list[list[Cell | None]]) -> tuple[str, ...]:
    """By the first cell of each column, else by the one below it."""
    found = [cell.align if cell else "" for cell in grid[0]]
    for column, cell in enumerate(grid[1] if len(grid) > 1 else []):
        if cell and not found[column]:
            found[column] = cell.align
    return tuple(found)


def _strong(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return block._replace(spans=in_role(block.spans, Role.TEXT, STRONG))
    return block


def flat(blocks: tuple[Block, ...], indent: str = "") -> Inline:
    """Blocks as the text of a cell, each on lines of its own; items keep a sign."""
    result: list[Span] = []
    for block in blocks:
        spans = _flat(block, indent)
        if inline_text(spans).strip():
            if result:
                result.append(Span("\n"))
            result += spans
    return tuple(result)


def _flat(block: Block, indent: str) -> Inline:
    if isinstance(block, Image):
        return block.alt
    if isinstance(block, Code):
        return (Span(block.text.removesuffix("\n"), Role.CODE),)
    if isinstance(block, Heading):
        return in_role(block.spans, Role.TEXT, STRONG)
    if isinstance(block, Table):
        return flat(tuple(Paragraph(0, 0, cell) for row in block.rows for cell in row))
    if isinstance(block, List):
        result: list[Span] = []
        for number, item in enumerate(block.items):
            sign = "• " if block.first is None else f"{block.first + number}. "
            spans = flat(item.children, indent + "  ")
            if result:
                result.append(Span("\n"))
            result += (Span(indent + sign), *spans)
        return tuple(result)
    if children_of(block):
        return flat(children_of(block), indent)
    return getattr(block, "spans", ())
