"""The articles of a list that somebody picked, to do something to all of them at once."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable


class Picked:
    """Ids of a catalog, kept sorted in eight bytes each; they outlive a listing, not a catalog."""

    def __init__(self) -> None:
        self._ids = array("q")

    def __len__(self) -> int:
        """How many are picked."""
        return len(self._ids)

    def __contains__(self, article: int) -> bool:
        """Whether an article is picked."""
        at = bisect_left(self._ids, article)
        return at < len(self._ids) and self._ids[at] == article

    @property
    def ids(self) -> array[int]:
        """All of them."""
        return self._ids[:]

    def toggle(self, article: int) -> bool:
        """Pick an article, or let it go; whether it is picked now."""
        at = bisect_left(self._ids, article)
        if at < len(self._ids) and self._ids[at] == article:
            del self._ids[at]
            return False
        self._ids.insert(at, article)
        return True

    def add(self, articles: Iterable[int]) -> None:
        """Pick all of these too."""
        merged = sorted([*self._ids, *articles])
        self._ids = array("q", dict.fromkeys(merged))

    def clear(self) -> bool:
        """Let all go; whether there were any."""
        had = bool(self._ids)
        self._ids = array("q")
        return had
