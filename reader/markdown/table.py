"""Tables: columns share the width by what they hold, cells wrap, nothing is cut."""

from __future__ import annotations

import re

from reader.characters import width
from reader.markdown.blocks import Inline, Table, inline_text
from reader.markdown.lines import STRONG, Glyphs, Line, Role, Span
from reader.markdown.spans import in_role, wrapped_spans

LEAST = 6  # columns below which a cell is no longer readable; then rows are set as records
_WORD = re.compile(r"\S+")


def table_lines(table: Table, cells: int, glyphs: Glyphs, base: int = 0) -> list[Line]:
    """The rows of a table at a width; as records, a line for each cell, where columns won't fit.

    `base` is the offset at which its text begins in the block's.
    """
    if not table.rows or not table.rows[0]:
        return []
    columns = len(table.rows[0])
    bar = f" {glyphs.vertical} "
    room = cells - (columns - 1) * len(bar)
    if room < columns:
        return _records(table, cells, base)
    widths = shares(table, room)
    if widths is None:
        return _records(table, cells, base)
    return _grid(table, widths, glyphs, bar, base)


def shares(table: Table, room: int) -> list[int] | None:
    """The width of each column; None where there is too little room to read them.

    Each gets what its longest word needs, as far as that is possible; what remains goes where text
    still wraps.
    """
    natural, longest = [], []
    for column in zip(*table.rows, strict=False):
        texts = [inline_text(cell) for cell in column]
        natural.append(max(1, *(width(line) for text in texts for line in text.split("\n"))))
        longest.append(max([1, *(width(word) for text in texts for word in _WORD.findall(text))]))
    if sum(natural) <= room:
        return natural
    if room < sum(min(LEAST, need) for need in natural):
        return None
    widths = _fitted(longest, room) if sum(longest) > room else list(longest)
    needs = [have - got for have, got in zip(natural, widths, strict=True)]
    return [got + more for got, more in zip(widths, _given(needs, room - sum(widths)), strict=True)]


def _given(needs: list[int], left: int) -> list[int]:
    """What remains of the room, shared: small needs are met, large ones by their size."""
    given = [0] * len(needs)
    wanting = [index for index, need in enumerate(needs) if need > 0]
    while wanting:
        small = [index for index in wanting if needs[index] <= left // len(wanting)]
        if not small:
            break
        for index in small:
            given[index] = needs[index]
            left -= needs[index]
        wanting = [index for index in wanting if index not in small]
    total = sum(needs[index] for index in wanting)
    for index in wanting:
        given[index] = left * needs[index] // total
    if wanting:
        given[wanting[-1]] += left - sum(given[index] for index in wanting)
    return given


def _fitted(longest: list[int], room: int) -> list[int]:
    """The largest words give way, all to the same width."""
    low, high = 1, max(longest)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(min(middle, need) for need in longest) <= room:
            low = middle
        else:
            high = middle - 1
    return [min(low, need) for need in longest]


def _grid(table: Table, widths: list[int], glyphs: Glyphs, bar: str, base: int) -> list[Line]:
    lines: list[Line] = []
    rows, offset = [], base
    for number, row in enumerate(table.rows):
        rows.append(_row(number, row, widths, offset))
        offset += sum(len(inline_text(cell)) + 1 for cell in row)
    rule = f"{glyphs.horizontal}{glyphs.cross}{glyphs.horizontal}".join(
        glyphs.horizontal * size for size in widths
    )
    airy = _needs_air(rows[1:])
    offset = base
    for number, laid in enumerate(rows):
        empty_head = number == 0 and not any(inline_text(cell).strip() for cell in table.rows[0])
        if not empty_head:
            if number > 1 and airy:
                lines.append(Line((Span(rule, Role.TABLE_BORDER),), offset))
            lines += _joined(laid, widths, table.alignments, bar, offset)
        if number == 0 and not empty_head:
            lines.append(Line((Span(rule, Role.TABLE_BORDER),), offset))
        offset += sum(len(inline_text(cell)) + 1 for cell in table.rows[number])
    return lines


def _needs_air(rows: list[list[list[tuple[Inline, int, int]]]]) -> bool:
    """Whether rules must tell rows apart: where it is not seen in the first column, or hard to."""
    unclear = any(not row or len(row[0]) != 1 or not row[0][0][0] for row in rows)
    wrapped = sum(any(len(cell) > 1 for cell in row) for row in rows)
    return bool(wrapped) and (unclear or wrapped * 2 > len(rows))


def _row(
    number: int, row: tuple[Inline, ...], widths: list[int], offset: int
) -> list[list[tuple[Inline, int, int]]]:
    """For each cell its lines: spans, cells taken, offset."""
    role, marks = (Role.TABLE_HEAD, STRONG) if number == 0 else (Role.TEXT, 0)
    cells = []
    for cell, size in zip(row, widths, strict=False):
        cells.append(wrapped_spans(in_role(cell, role, marks), size, base=offset))
        offset += len(inline_text(cell)) + 1
    return cells


def _joined(
    row: list[list[tuple[Inline, int, int]]],
    widths: list[int],
    alignments: tuple[str, ...],
    bar: str,
    offset: int,
) -> list[Line]:
    lines = []
    for index in range(max([1, *(len(cell) for cell in row)])):
        spans: list[Span] = []
        for column, size in enumerate(widths):
            cell = row[column] if column < len(row) else []
            shown, taken, _ = cell[index] if index < len(cell) else ((), 0, 0)
            blank = max(0, size - taken)
            align = alignments[column] if column < len(alignments) else ""
            before = blank if align == "right" else blank // 2 if align == "center" else 0
            if column:
                spans.append(Span(bar, Role.TABLE_BORDER))
            if before and shown:
                spans.append(Span(" " * before))
            spans += shown
            if not shown:
                before = 0
            if blank - before and column < len(widths) - 1:
                spans.append(Span(" " * (blank - before)))
        first = row[0][index][2] if row and index < len(row[0]) else offset
        lines.append(Line(tuple(spans), first))
    return lines


def _records(table: Table, cells: int, base: int) -> list[Line]:
    """Each row as a paragraph of its cells, each on a line of its own behind its column's head."""
    heads = [inline_text(cell).strip() for cell in table.rows[0]]
    lines: list[Line] = []
    offset = base
    for number, row in enumerate(table.rows):
        if number > 1:
            lines.append(Line((), offset))
        for column, cell in enumerate(row):
            if number == 0:
                spans = in_role(cell, Role.TABLE_HEAD, STRONG)
                label = ""
            else:
                spans = cell
                label = heads[column] + ": " if column < len(heads) and heads[column] else ""
            if width(label) > cells // 2:
                label = ""
            text = inline_text(cell)
            if text.strip():
                for index, (shown, _, start) in enumerate(
                    wrapped_spans(spans, cells, cells - width(label), offset)
                ):
                    lead = (Span(label, Role.DIM),) if label and not index else ()
                    lines.append(Line(lead + shown, start))
            offset += len(text) + 1
        if number == 0 and len(table.rows) > 1:
            lines.append(Line((), offset))
    return lines
