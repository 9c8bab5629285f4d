"""Tables: cells wrap within their columns, nothing is cut; too many columns become records."""

from __future__ import annotations

from itertools import accumulate

from reader.characters import begins_rtl, cut, width
from reader.markdown.blocks import Inline, Table, inline_text
from reader.markdown.columns import BOUND, bounded, shares
from reader.markdown.lines import STRONG, Glyphs, Line, Role, Span
from reader.markdown.spans import in_role, wrapped_spans
from reader.patterns import pattern

Cell = list[tuple[Inline, int, int]]
"""The lines of a cell: spans, cells taken, offset."""

KnownColumns = dict[tuple[int, int, int], list[int] | None]
"""The widths of the columns of long tables, by the first part's byte range and the room."""

_OTHER_SIDE = {"left": "right", "right": "left"}  # in a row that is turned around as a whole
BETWEEN = ", "
_PLAIN = pattern(r"[!-~](?:[ -~]*[!-~])?")  # takes as many cells as characters, on one line
LABEL = 24  # columns that the head of a column takes at most before each of its cells in a record


def table_lines(
    table: Table,
    cells: int,
    glyphs: Glyphs,
    base: int = 0,
    *,
    sideways: bool = False,
    beyond: int = 0,
    columns: KnownColumns | None = None,
) -> list[Line]:
    """The rows of a table at a width; where columns won't fit, records, a line for each cell.

    A table too wide for its cells may take those `beyond` them too; one that is read from the right
    ends where the text does. `sideways`: wider than that, and never records but for more columns
    than anybody moves through.
    `base` is the offset at which its text begins in the block's. `columns` keeps what was measured
    of a table that goes on.
    """
    if not table.rows or not table.rows[0]:
        return []
    if glyphs.linear:
        return _records(table, cells, base)
    bar = f" {glyphs.vertical} "
    whole = table.of or table
    rtl = begins_rtl(_first_text(whole))  # the columns stand from right to left
    room = cells - (len(whole.rows[0]) - 1) * len(bar)
    widths = _widths(table, room, 0 if rtl else beyond, cells, columns)
    if widths is not None:
        lines = _grid(table, widths, glyphs, bar, base, rtl=rtl)
        return [line._replace(rtl=cells) for line in lines] if rtl else lines
    widths = bounded(whole, len(bar)) if sideways else None
    if widths is not None:
        return [line._replace(held=0) for line in _grid(table, widths, glyphs, bar, base)]
    return _records(table, cells, base)


def _widths(
    table: Table, room: int, beyond: int, line: int, known: KnownColumns | None
) -> list[int] | None:
    """The widths of the columns; those of a long table are measured once, on its first part."""
    whole = table.of or table
    if known is None or (table.of is None and not table.goes_on):
        return shares(whole, room, beyond, line)
    key = whole.start, whole.stop, room
    if key not in known:
        known[key] = shares(whole, room, beyond, line)
    return known[key]


def _first_text(table: Table) -> str:
    cells = (inline_text(cell) for row in table.rows for cell in row)
    return next((text for text in cells if text.strip()), "")


def alone(table: Table, glyphs: Glyphs) -> list[Line]:
    """The rows of a table with nothing beside it, as wide as they get; records where that is wild."""
    if not table.rows or not table.rows[0]:
        return []
    bar = f" {glyphs.vertical} "
    widths = bounded(table.of or table, len(bar))
    return _records(table, BOUND * 2, 0) if widths is None else _grid(table, widths, glyphs, bar, 0)


def head_rows(table: Table, lines: list[Line]) -> int:
    """How many of the lines of a grid are its head and the rule below; 0 where there is no head."""
    border = next((i for i, line in enumerate(lines) if _is_rule(line)), -1)
    return 0 if table.of or _headless(table) else border + 1


def _headless(table: Table) -> bool:
    return not any(inline_text(cell).strip() for cell in table.rows[0])


def _is_rule(line: Line) -> bool:
    return len(line.spans) == 1 and line.spans[0].role == Role.TABLE_BORDER


def _grid(
    table: Table, widths: list[int], glyphs: Glyphs, bar: str, base: int, *, rtl: bool = False
) -> list[Line]:
    lines: list[Line] = []
    rows, offsets = [], [base]
    first = 0 if table.of is None else 1  # the head is the row of number 0
    for number, row in enumerate(table.rows, first):
        rows.append(_row(number, row, widths, offsets[-1]))
        offsets.append(offsets[-1] + sum(len(inline_text(cell)) + 1 for cell in row))
    rule = f"{glyphs.horizontal}{glyphs.cross}{glyphs.horizontal}".join(
        glyphs.horizontal * size for size in widths
    )
    border = (Span(rule, Role.TABLE_BORDER),)
    airy = _needs_air(rows[1 - first :])
    headless = first == 0 and _headless(table)
    for number, (laid, offset) in enumerate(zip(rows, offsets, strict=False), first):
        if number == 0 and headless:
            continue
        if (number > 1 or table.of) and airy:
            lines.append(Line(border, offset))
        lines += _joined(laid, widths, table.alignments, bar, offset, rtl=rtl)
        if number == 0:
            lines.append(Line(border, offset))
    return lines


def _needs_air(rows: list[list[Cell]]) -> bool:
    """Whether rules must tell rows apart: where it is not seen in the first column, or hard to."""
    unclear = any(not row or len(row[0]) != 1 or not row[0][0][0] for row in rows)
    wrapped = sum(any(len(cell) > 1 for cell in row) for row in rows)
    return bool(wrapped) and (unclear or wrapped * 2 > len(rows))


def _row(number: int, row: tuple[Inline, ...], widths: list[int], offset: int) -> list[Cell]:
    role, marks = (Role.TABLE_HEAD, STRONG) if number == 0 else (Role.TEXT, 0)
    cells = []
    for cell, size in zip(row, widths, strict=False):
        if len(cell) == 1 and len(text := cell[0].text) <= size and _PLAIN.fullmatch(text):
            laid = [(in_role((cell[0]._replace(at=offset),), role, marks), len(text), offset)]
        else:
            laid = wrapped_spans(in_role(cell, role, marks), size, base=offset)
        cells.append(laid)
        offset += len(inline_text(cell)) + 1
    return cells


def _joined(
    row: list[Cell],
    widths: list[int],
    alignments: tuple[str, ...],
    bar: str,
    offset: int,
    *,
    rtl: bool,
) -> list[Line]:
    lines = []
    for index in range(max([1, *(len(cell) for cell in row)])):
        spans: list[Span] = []
        for column, size in enumerate(widths):
            cell = row[column] if column < len(row) else []
            shown, taken, _ = cell[index] if index < len(cell) else ((), 0, 0)
            blank = max(0, size - taken)
            align = alignments[column] if column < len(alignments) else ""
            if rtl and align in _OTHER_SIDE:
                align = _OTHER_SIDE[align]
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
    """The heads one after another, then each row: its first cell, and the others behind their heads.

    A cell without text has no line.
    """
    heads = [" ".join(inline_text(cell).split()) for cell in (table.of or table).rows[0]]
    lines: list[Line] = [] if table.of is None else [Line((), base)]
    offset = base
    room = min(LABEL, cells // 3)
    labels = [cut(head, room) for head in heads]
    hang = max([0, *(width(label) for label in labels[1:])])
    first = 0 if table.of is None else 1
    for number, row in enumerate(table.rows, first):
        if number > first and lines:
            lines.append(Line((), offset))
        starts = accumulate((len(inline_text(cell)) + 1 for cell in row), initial=offset)
        told = [
            (column, cell, start)
            for column, (cell, start) in enumerate(zip(row, starts, strict=False))
            if inline_text(cell).strip()
        ]
        if number == 0:
            lines += _named(told, cells)
            told = []
        for column, cell, start in told:
            if column == 0:
                lines += _plain(in_role(cell, Role.TEXT, STRONG), cells, start)
            else:
                label = labels[column] if column < len(labels) else ""
                lines += _labelled(cell, label, hang, cells, start)
        offset += sum(len(inline_text(cell)) + 1 for cell in row)
    return lines


def _named(heads: list[tuple[int, Inline, int]], cells: int) -> list[Line]:
    """The heads of the columns, as many on a line as it holds."""
    lines: list[Line] = []
    room = 0
    for number, (_, head, start) in enumerate(heads, 1):
        shown = _plain(in_role(head, Role.TABLE_HEAD, STRONG), cells, start)
        comma_behind = number < len(heads)  # at the end of a line it needs a cell too
        size = len(BETWEEN) + width(shown[0].text) + comma_behind
        if len(shown) == 1 and size <= room:
            comma = Span(BETWEEN, Role.TABLE_BORDER)
            lines[-1] = lines[-1]._replace(spans=(*lines[-1].spans, comma, *shown[0].spans))
            room -= size - comma_behind
        else:
            if lines and room:
                comma = Span(BETWEEN.rstrip(), Role.TABLE_BORDER)
                lines[-1] = lines[-1]._replace(spans=(*lines[-1].spans, comma))
            lines += shown
            room = cells - width(shown[-1].text)
    return lines


def _plain(cell: Inline, cells: int, start: int) -> list[Line]:
    rtl = cells if begins_rtl(inline_text(cell)) else 0
    return [
        Line(shown, first, rtl=rtl) for shown, _, first in wrapped_spans(cell, cells, base=start)
    ]


def _labelled(cell: Inline, label: str, hang: int, cells: int, start: int) -> list[Line]:
    """A cell behind the head of its column."""
    indent = 2 if cells > 3 * LABEL // 2 else 0
    margin = indent + hang + 2
    if margin > cells // 2:
        margin, indent = 0, 0
    if not margin:
        lead = f"{label}: " if label and width(label) + 2 <= cells // 2 else ""
        rows = wrapped_spans(cell, cells, cells - width(lead), start)
    else:
        lead = " " * indent + label + " " * (hang - width(label) + 2)
        rows = wrapped_spans(cell, cells - margin, base=start)
    lines = []
    rtl = cells if begins_rtl(inline_text(cell)) else 0
    for index, (shown, _, first) in enumerate(rows):
        before = lead if not index else " " * margin
        lines.append(Line((Span(before, Role.DIM), *shown) if before else shown, first, rtl=rtl))
    return lines
