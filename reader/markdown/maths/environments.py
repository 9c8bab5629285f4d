"""What has rows and columns: matrices, cases, aligned equations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.markdown.maths.commands import MATRICES
from reader.markdown.maths.tree import NOTHING, Fenced, Grid, Node

if TYPE_CHECKING:
    from reader.markdown.maths.parse import Parser


def environment_name(parser: Parser) -> str:
    """The name in braces that comes next, without its star."""
    name = parser.raw_group()
    return name.strip().rstrip("*")


def environment(parser: Parser, name: str) -> Node:
    """What stands up to the end of the environment that was begun."""
    columns, joined = "rl", True
    if name in MATRICES:
        parser.optional()
        columns, joined = ("l" if "cases" in name else "c"), False
        if name in ("array", "tabular"):
            chosen = "".join(char for char in parser.raw_group() if char in "lcr")
            columns = chosen or "c"
    elif name in ("gather", "gathered", "multline", "equation", "displaymath", "math"):
        columns = "c" if name.startswith("gather") else "l"
    elif name in ("alignat", "alignedat"):
        parser.raw_group()
    elif name == "eqnarray":
        columns = "rcl"
    elif name == "aligned":
        parser.optional()
    rows = rows_of(parser)
    if len(rows) == 1 and len(rows[0]) == 1 and joined:
        return rows[0][0]
    grid = Grid(rows, columns, joined)
    left, right = MATRICES.get(name, ("", ""))
    return Fenced(left, grid, right) if left or right else grid


def rows_of(parser: Parser) -> tuple[tuple[Node, ...], ...]:
    """The cells of the rows up to the end of the environment, which is taken."""
    rows: list[tuple[Node, ...]] = []
    cells: list[Node] = []
    while True:
        cells.append(parser.row("&", "\\\\", "\\cr", "\\end", "}"))
        token = parser.peek()
        if token is not None and token.kind == "&":
            parser.place += 1
            continue
        if cells != [NOTHING]:
            rows.append(tuple(cells))
        cells = []
        if not parser.command("\\", "cr"):
            break
        parser.place += 1
        skip_spacing(parser)
    if parser.command("end"):
        parser.place += 1
        environment_name(parser)
    return tuple(rows)


def skip_spacing(parser: Parser) -> None:
    """Skips the distance that may follow the end of a row: [2pt]."""
    token = parser.peek()
    if token is not None and token.kind == "[":
        place = parser.place
        length = parser.raw_group("[", "]")
        if not re.fullmatch(r"\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|mu|bp)\s*", length):
            parser.place = place


def substack(parser: Parser) -> Node:
    """The lines of a bound in braces."""
    rows: list[tuple[Node, ...]] = []
    if not parser.take("{"):
        return parser.argument()
    while True:
        rows.append((parser.row("\\\\", "}"),))
        if not parser.command("\\"):
            break
        parser.place += 1
    parser.take("}")
    return Grid(tuple(rows))
