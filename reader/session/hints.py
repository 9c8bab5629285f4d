"""What on the screen can be acted on, and the letters that it is chosen by: pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from itertools import islice, product
from typing import TYPE_CHECKING

from reader.characters import width
from reader.markdown.blocks import Block, Code, Table
from reader.markdown.landmarks import leaves
from reader.markdown.lines import Line
from reader.named import NamedTuple
from reader.session.page import Position

if TYPE_CHECKING:
    from reader.session.highlights import Lit

HOME_ROW = "asdfghjkl"
ALPHABET = "asdfghjklqwertyuiopzxcvbnm"
"""For screens with more to act on than pairs from the home row: up to 676."""

JOINED = 2
"""Characters that may lie between two pieces of one link: the blank or hyphen at a row's end."""


class Kind(Enum):
    """What a hint does."""

    LINK = "link"
    CODE = "code"
    TABLE = "table"
    HIGHLIGHT = "highlight"


class Found(NamedTuple):
    """Something on the screen that can be acted on."""

    position: Position
    column: int  # cells from the left edge of the text at which its label begins
    kind: Kind
    link: str = ""
    block: Block | None = None
    id: str = ""  # of a highlight


def labels(count: int) -> list[str]:
    """So many labels, none the beginning of another: one letter first, as long as that lasts."""
    letters = HOME_ROW if count <= len(HOME_ROW) ** 2 else ALPHABET
    size = len(letters)
    # Each letter that begins pairs gives as many labels as there are letters, and takes its own.
    pairs = 0 if count <= size else -(-(count - size) // (size - 1))
    singles = list(letters[: size - min(pairs, size)])
    doubles = ("".join(pair) for pair in product(letters[len(singles) :], letters))
    return list(islice([*singles, *doubles], count))


def on_screen(
    rows: Sequence[tuple[Position, Line]],
    block_of: Callable[[int], Block | None],
    lit: Sequence[Lit] = (),
) -> list[Found]:
    """What can be acted on in some rows, in reading order; `lit` are the highlights of the page.

    The label of a link stands over the blank before it, where there is one, so that it hides less;
    that of a block or of a highlight in the margin. `block_of` gives the block of a part of the page.
    """
    found = _links(rows) + _blocks(rows, block_of) + _highlights(rows, lit)
    return sorted(found, key=lambda one: (one.position, one.kind is Kind.LINK, one.column))


def _highlights(rows: Sequence[tuple[Position, Line]], lit: Sequence[Lit]) -> list[Found]:
    found: list[Found] = []
    taken: set[Position] = set()  # the margin has room for one label a row
    for one in lit:
        for position, line in rows:
            within = one.within(position.part - 1)
            if within and position not in taken and _meets(line, *within):
                taken.add(position)
                found.append(Found(position, 0, Kind.HIGHLIGHT, id=one.highlight.id))
                break
    return found


def _meets(line: Line, start: int, stop: int) -> bool:
    return any(0 <= span.at < stop and start < span.at + len(span.text) for span in line.spans)


def _links(rows: Sequence[tuple[Position, Line]]) -> list[Found]:
    found: list[Found] = []
    ends: dict[tuple[int, str], tuple[int, Position]] = {}  # of the latest piece of each link
    for position, line in rows:
        column, blank = 0, True  # the margin is one
        for span in line.spans:
            if span.link:
                key = (position.part, span.link)
                end, row = ends.get(key, (None, position))
                # In a table the pieces of several links take turns, so each is known by its place.
                apart = 0 if end is None or span.at < 0 else span.at - end
                if end is None or not 0 <= apart <= (JOINED if row != position else 0):
                    found.append(Found(position, column - blank, Kind.LINK, span.link))
                ends[key] = (span.at + len(span.text), position)
            column += width(span.text)
            blank = span.text[-1:].isspace() if span.text else blank
    return found


def _blocks(
    rows: Sequence[tuple[Position, Line]], block_of: Callable[[int], Block | None]
) -> list[Found]:
    found: list[Found] = []
    parts: dict[int, list[tuple[Position, Line]]] = {}
    for position, line in rows:
        parts.setdefault(position.part, []).append((position, line))
    for part, lines in parts.items():
        block = block_of(part)
        if block is None:
            continue
        for leaf in leaves(block):
            if isinstance(leaf.block, Code | Table) and leaf.length:
                kind = Kind.CODE if isinstance(leaf.block, Code) else Kind.TABLE
                stop = leaf.offset + leaf.length
                row = next((at for at, line in lines if _shows(line, leaf.offset, stop)), None)
                if row is not None:
                    found.append(Found(row, 0, kind, block=leaf.block))
    return found


def _shows(line: Line, start: int, stop: int) -> bool:
    return any(start <= span.at < stop for span in line.spans)
