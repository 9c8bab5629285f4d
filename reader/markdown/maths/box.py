"""Rectangles of text with a baseline, put together."""

from __future__ import annotations

from collections.abc import Sequence

from reader.characters import width
from reader.named import NamedTuple

LARGEST = 20_000
"""Cells; what takes more is no formula that anybody would read."""


class TooLarge(ValueError):
    """A formula that no page has room for."""


class Box(NamedTuple):
    """Rows of the same width; `base` is the one that lines up with the text beside it."""

    rows: tuple[str, ...]
    base: int
    cells: int
    tall: bool = False  # more than scripts: brackets around it grow

    @property
    def height(self) -> int:
        """Rows."""
        return len(self.rows)


EMPTY = Box(("",), 0, 0)


def of_text(text: str) -> Box:
    """A box of one row."""
    return Box((text,), 0, width(text))


def _checked(box: Box) -> Box:
    if box.cells * box.height > LARGEST:
        raise TooLarge
    return box


def padded(text: str, cells: int, align: str = "c") -> str:
    """A row filled up to a width: centred, or at its left or right."""
    free = cells - width(text)
    if free <= 0:
        return text
    left = {"l": 0, "r": free}.get(align, free // 2)
    return " " * left + text + " " * (free - left)


def beside(boxes: Sequence[Box]) -> Box:
    """Boxes from left to right, on one baseline."""
    if len(boxes) == 1:
        return boxes[0]
    above = max((box.base for box in boxes), default=0)
    below = max((box.height - box.base for box in boxes), default=1)
    cells = sum(box.cells for box in boxes)
    if cells * (above + below) > LARGEST:
        raise TooLarge
    rows = tuple("".join([_row_of(box, row) for box in boxes]) for row in range(-above, below))
    return Box(rows, above, cells, any(box.tall for box in boxes))


def _row_of(box: Box, row: int) -> str:
    """A row of a box, counted from its baseline; blank above and below it."""
    return box.rows[box.base + row] if 0 <= box.base + row < box.height else " " * box.cells


def over(boxes: Sequence[Box], base: int, align: str = "c") -> Box:
    """Boxes from top to bottom; `base` is a row of the result."""
    cells = max(box.cells for box in boxes)
    rows = tuple(padded(row, cells, align) for box in boxes for row in box.rows)
    return _checked(Box(rows, base, cells, tall=True))


_TALL = {
    "(": "⎛⎜⎜⎝", ")": "⎞⎟⎟⎠", "[": "⎡⎢⎢⎣", "]": "⎤⎥⎥⎦", "{": "⎧⎪⎨⎩", "}": "⎫⎪⎬⎭",
    "|": "││││", "‖": "‖‖‖‖", "⌊": "││││", "⌋": "││││", "⌈": "││││", "⌉": "││││",
}  # fmt: skip
_CORNERS = {"⌊": (3, "⎣"), "⌋": (3, "⎦"), "⌈": (0, "⎡"), "⌉": (0, "⎤")}


def bracket(char: str, height: int, base: int) -> Box:
    """A bracket as tall as what it holds."""
    if not char:
        return EMPTY
    if height == 1:
        return of_text(char)
    if char not in _TALL:  # angles would take as many columns as rows
        cells = width(char)
        rows = [" " * cells] * height
        rows[base] = char
        return Box(tuple(rows), base, cells, tall=True)
    top, middle, point, bottom = tuple(_TALL[char])
    if char in _CORNERS:
        index, corner = _CORNERS[char]
        top, bottom = (corner, bottom) if index == 0 else (top, corner)
    rows = [top, *[middle] * (height - 2), bottom]
    if char in "{}":
        if height == 2:
            rows = ["⎰", "⎱"] if char == "{" else ["⎱", "⎰"]
        else:
            rows[min(max(base, 1), height - 2)] = point
    return Box(tuple(rows), base, 1, tall=True)


def framed(box: Box) -> Box:
    """A box in a frame."""
    bar = "─" * (box.cells + 2)
    rows = (f"┌{bar}┐", *[f"│ {row} │" for row in box.rows], f"└{bar}┘")
    return _checked(Box(rows, box.base + 1, box.cells + 4, tall=True))
