"""What a formula is made of: a frozen tree of bounded depth."""

from __future__ import annotations

from typing import TypeAlias

from reader.markdown.maths.symbols import Kind
from reader.named import NamedTuple

DEEPEST = 24
"""Groups within groups; what is deeper no page can show."""


class TooDeep(ValueError):
    """A formula that is better read as its source."""


class Atom(NamedTuple):
    """Characters that stay together."""

    text: str
    kind: Kind


class Row(NamedTuple):
    """Parts side by side."""

    items: tuple[Node, ...]


class Scripts(NamedTuple):
    """Something with what is raised and lowered behind it, or above and below it."""

    base: Node
    sub: Node | None
    sup: Node | None


class Fraction(NamedTuple):
    """One over another; without a bar it is a coefficient or a mere stack."""

    top: Node
    bottom: Node
    bar: bool = True


class Root(NamedTuple):
    """A root; `degree` is None for the square one."""

    body: Node
    degree: Node | None


class Accent(NamedTuple):
    """A mark over or under something."""

    name: str
    body: Node


class Fenced(NamedTuple):
    """Something between brackets that grow with it; an empty one is not drawn."""

    left: str
    body: Node
    right: str


class Grid(NamedTuple):
    """Rows of cells. `columns` has a letter for each, l, c or r, repeated from its start."""

    rows: tuple[tuple[Node, ...], ...]
    columns: str = "c"
    joined: bool = False  # columns are parts of one line, as in aligned equations


class Stack(NamedTuple):
    """Something with words over or under it; `brace` is ⏞ or ⏟ between them, or an arrow that grows."""

    base: Node
    over: Node | None
    under: Node | None
    brace: str = ""


class Boxed(NamedTuple):
    """Something in a frame."""

    body: Node


Node: TypeAlias = Atom | Row | Scripts | Fraction | Root | Accent | Fenced | Grid | Stack | Boxed

NOTHING = Row(())


def row_of(items: list[Node]) -> Node:
    """Parts side by side, as one."""
    flat: list[Node] = []
    for item in items:
        if isinstance(item, Row):
            flat += item.items
        else:
            flat.append(item)
    return flat[0] if len(flat) == 1 else Row(tuple(flat))
