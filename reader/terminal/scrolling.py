"""Whether rows of the screen moved up or down as a whole: found by comparing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from operator import ne

from reader.named import NamedTuple
from reader.terminal.cells import Row, blank_row

_ROW_PRICE = 6  # bytes to get to a row and to change colours there, about
_PRICE = 14  # bytes of margins set, a scroll and margins taken back
_FEW = 4  # cells of a row that may differ after a scroll where it is seen before they are mended
_CANDIDATES = 2


class Shift(NamedTuple):
    """Rows `top` to `bottom`, the latter included, move up by `up`, or down where negative."""

    top: int
    bottom: int
    up: int


def shift(before: Sequence[Row], after: Sequence[Row], *, unseen: bool) -> Shift | None:
    """The shift that saves most; None where none does.

    `unseen`: the terminal shows a frame when it is whole, so that a scroll may move what must be
    mended afterwards, such as a list beside the page.
    """
    changed = [y for y, row in enumerate(after) if row != before[y]]
    if len(changed) < 3:
        return None
    candidates = _candidates(before, after, changed)
    if not candidates:
        return None
    blank = blank_row(len(after[0].cells))
    base = {y: _price(before[y], after[y]) for y in changed}
    best: Shift | None = None
    most = 0
    for up in candidates:
        moved = [
            base.get(y, 0) - _price(before[y + up], after[y]) if 0 <= y + up < len(after) else None
            for y in range(len(after))
        ]
        first, last, saved = _best_run(moved)
        if saved <= most + _PRICE:
            continue
        found = Shift(first, last + up, up) if up > 0 else Shift(first + up, last, up)
        coming = range(last + 1, last + up + 1) if up > 0 else range(first + up, first)
        saved -= _PRICE + sum(_price(blank, after[y]) - base.get(y, 0) for y in coming)
        if saved <= most:
            continue
        if not unseen:
            rows = range(first, last + 1)
            mended = sum(_price(before[y + up], after[y]) for y in rows)
            if mended > (_FEW + _ROW_PRICE) * len(rows):
                continue
        best, most = found, saved
    return best


def _price(before: Row, after: Row) -> int:
    """Bytes to make one row of another, about."""
    if before == after:
        return 0
    # Erasing is cheaper than that, and to find where takes longer than it is worth.
    return _ROW_PRICE + list(map(ne, before.cells, after.cells)).count(True)


def _candidates(before: Sequence[Row], after: Sequence[Row], changed: list[int]) -> list[int]:
    """Distances at which most parts of rows are found again; a third of a row is a part."""
    columns = len(after[0].cells)
    edges = (0, columns // 3, 2 * columns // 3, columns - 2)  # the last hold the scroll bar
    votes: Counter[int] = Counter()
    for start, stop in pairwise(edges):
        places: dict[str, int] = {}
        for y in changed:
            part = "".join(before[y].cells[start:stop])
            places[part] = -1 if part in places else y
        for y in changed:
            part = "".join(after[y].cells[start:stop])
            at = places.get(part, -1)
            if at >= 0 and at != y and not part.isspace():
                votes[at - y] += 1
    return [up for up, count in votes.most_common(_CANDIDATES) if count > 1]


def _best_run(saved: list[int | None]) -> tuple[int, int, int]:
    """The rows in sequence that save most: first, last, how much (Kadane)."""
    best = (0, -1, 0)
    start = total = 0
    for y, value in enumerate(saved):
        if value is None or total <= 0:
            start, total = y, 0
        if value is None:
            continue
        total += value
        if total > best[2]:
            best = (start, y, total)
    return best
