r"""Formulas in TeX's language as text: on one line, or laid out in two dimensions.

Pure and total: whatever the source, no exception, in bounded time, and no part of it lost. What
can't be set, since it is nested too deep or too wide, is shown as its source.
"""

from __future__ import annotations

from functools import lru_cache

from reader.characters import clean
from reader.markdown.maths.box import Box, TooLarge
from reader.markdown.maths.breaking import broken
from reader.markdown.maths.display import box_of
from reader.markdown.maths.line import line
from reader.markdown.maths.parse import parse
from reader.markdown.maths.tree import Node, TooDeep

KEPT = 256
"""Formulas whose text is remembered: the same ones are laid out again at every width."""

LONGEST_LINE = 20_000
"""Characters of a formula on one line; one that grew beyond is shown as its source."""


def _tree(tex: str) -> Node | None:
    try:
        return parse(tex)
    except TooDeep:
        return None


@lru_cache(maxsize=KEPT)
def inline(tex: str) -> str:
    """A formula on one line, clean; its source where it is nested too deep."""
    node = _tree(tex)
    text = "" if node is None else " ".join(clean(line(node)).split())
    if not text or len(text) > LONGEST_LINE:
        return " ".join(clean(tex).split())
    return text


@lru_cache(maxsize=KEPT)
def display(tex: str, cells: int) -> tuple[str, ...] | None:
    """The lines of a formula that stands alone, each at most so many cells; None where none fits.

    One that is too wide is broken before its relations, then before its operators; the rest of
    it stands in.
    """
    node = _tree(tex)
    if node is None or cells < 1:
        return None
    try:
        box = box_of(node)
        boxes = [box] if box.cells <= cells else broken(node, cells)
    except TooLarge:
        return None
    if not boxes:
        return None
    return _rows(boxes)


def _rows(boxes: list[Box]) -> tuple[str, ...] | None:
    tall = any(box.height > 1 for box in boxes)
    rows: list[str] = []
    for number, box in enumerate(boxes):
        if number and tall:
            rows.append("")
        rows += [clean(row).rstrip() for row in box.rows]
    return tuple(rows) if any(rows) else None
