"""The name that somebody meant: one that begins so, or the nearest by edits."""

from __future__ import annotations

from collections.abc import Iterable


def distance(left: str, right: str, limit: int) -> int:
    """Edits between two words (a swap of neighbours is one), or limit + 1 when there are more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, char in enumerate(left, 1):
        older, before, row = before, row, [i] + [0] * len(right)
        for j, other in enumerate(right, 1):
            cost = before[j - 1] + (char != other)
            row[j] = min(cost, before[j] + 1, row[j - 1] + 1)
            swapped = i > 1 and j > 1 and char == right[j - 2] and left[i - 2] == other
            if swapped and char != other:
                row[j] = min(row[j], older[j - 2] + 1)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The shortest name that begins so, else the nearest; None where none is near enough."""
    if len(name) < 3:
        return None  # too short to tell a slip from another word
    names = tuple(names)
    if begun := [known for known in names if known.startswith(name)]:
        return min(begun, key=len)
    limit = 1 if len(name) < 5 else 2
    found = min(((distance(name, known, limit), known) for known in names), default=None)
    return found[1] if found and found[0] <= limit else None


def within_one(left: str, right: str) -> bool:
    """Whether two words differ by one edit at most; many times faster than `distance`."""
    if len(left) > len(right):
        left, right = right, left
    longer = len(right) - len(left)
    if longer > 1:
        return False
    start = 0
    while start < len(left) and left[start] == right[start]:
        start += 1
    if longer:
        return left[start:] == right[start + 1 :]
    if left[start + 1 :] == right[start + 1 :]:
        return True
    swapped = left[start + 1 : start + 2] + left[start : start + 1]
    return swapped == right[start : start + 2] and left[start + 2 :] == right[start + 2 :]
