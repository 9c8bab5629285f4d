"""A formula wider than the page, cut where its meaning allows it."""

from __future__ import annotations

from reader.markdown.maths.box import Box, beside, of_text
from reader.markdown.maths.display import PAIRS, box_of, bracket_char, joined, parts_of
from reader.markdown.maths.line import kinds_of
from reader.markdown.maths.symbols import Kind
from reader.markdown.maths.tree import Grid, Node, Row

HANGING = 4
"""Columns by which the rest of a formula stands in, where it is broken."""


def broken(node: Node, cells: int) -> list[Box] | None:
    """A row that is wider than the page, cut before relations, else before operators; None where
    a part is wider still."""
    if isinstance(node, Grid) and node.joined:
        return _broken_grid(node, cells)
    if not isinstance(node, Row):
        return None
    parts = parts_of(node)
    pieces = _pieces(parts, cells - HANGING)
    lines: list[Box] = []
    current: list[tuple[int, Node, Box]] = []
    for piece in pieces:
        trial = joined(current + piece)
        room = cells if not lines else cells - HANGING
        if current and trial.cells > room:
            lines.append(joined(current))
            current = piece
        else:
            current = current + piece
    lines.append(joined(current))
    fitting = all(
        box.cells <= (cells if not at else cells - HANGING) for at, box in enumerate(lines)
    )
    if not fitting:
        return None
    lead = of_text(" " * HANGING)
    return [box if not at else beside((lead, box)) for at, box in enumerate(lines)]


def _pieces(parts: list[tuple[int, Node, Box]], cells: int) -> list[list[tuple[int, Node, Box]]]:
    """Parts in runs that stay together: up to the next relation, or operator where too wide."""
    pieces = [parts]
    for kinds in ((Kind.SPACE,), (Kind.REL,), (Kind.REL, Kind.BIN, Kind.PUNCT)):
        found: list[list[tuple[int, Node, Box]]] = []
        for piece in pieces:
            fits = sum(space + box.cells for space, _, box in piece) <= cells
            found += [piece] if fits else _split(piece, kinds)
        pieces = found
    return pieces


def _split(
    parts: list[tuple[int, Node, Box]], kinds: tuple[Kind, ...]
) -> list[list[tuple[int, Node, Box]]]:
    pieces: list[list[tuple[int, Node, Box]]] = [[]]
    depth = 0
    behind = False  # a comma, or a wide space
    for part in parts:
        space, item, box = part
        left, right = kinds_of(item)
        operator = left in kinds and space > 0 and left is not Kind.PUNCT
        if depth == 0 and pieces[-1] and (behind or operator):
            pieces.append([])
        behind = (Kind.PUNCT in kinds and right is Kind.PUNCT) or (
            Kind.SPACE in kinds and right is Kind.SPACE and box.cells > 1
        )
        char = bracket_char(item)
        depth = max(0, depth + (char in PAIRS) - (char in PAIRS.values()))
        pieces[-1].append(part)
    return pieces


def _broken_grid(node: Grid, cells: int) -> list[Box] | None:
    """Aligned equations, each broken for itself, no longer aligned."""
    lines: list[Box] = []
    for row in node.rows:
        items: list[Node] = []
        for cell in row:
            items += cell.items if isinstance(cell, Row) else (cell,)
        whole = Row(tuple(items))
        box = box_of(whole)
        if box.cells <= cells:
            lines.append(box)
            continue
        found = broken(whole, cells)
        if found is None:
            return None
        lines += found
    return lines
