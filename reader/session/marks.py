"""Places that one comes back to: marks with a letter, and the way one came."""

from __future__ import annotations

from collections import deque

from reader.article import Place
from reader.named import NamedTuple
from reader.session.page import Page, Position

MOST = 100
"""Steps of the way back that are kept."""

BEFORE = "'"
"""The mark of where one was before the latest jump, as in vi."""


class Spot(NamedTuple):
    """A first row of the screen, so that one can come back to this very row."""

    path: str
    place: Place
    top: Position  # at the width it was taken at
    width: int


def spot(page: Page, top: Position) -> Spot:
    """The spot of a row of a page."""
    return Spot(page.article.path, page.place(top), top, page.width)


def found(page: Page, one: Spot) -> Position:
    """Where a spot is now: the same row, or at another width or in a changed text the same words."""
    part = one.top.part
    same = page.width == one.width and (part == 0 or page.text.has(part - 1))
    if same and one.top.row < len(page.lines(part)) and page.place(one.top) == one.place:
        return one.top
    return page.find(one.place)


class History:
    """The way one came, the latest step last."""

    def __init__(self) -> None:
        self._way: deque[Spot] = deque(maxlen=MOST)

    def __len__(self) -> int:
        return len(self._way)

    def push(self, one: Spot) -> None:
        """Somebody leaves this spot for another one."""
        if not self._way or self._way[-1] != one:
            self._way.append(one)

    def pop(self) -> Spot | None:
        """The spot that was left last; None at the beginning of the way."""
        return self._way.pop() if self._way else None


class Marks:
    """Letters for places, in each article its own."""

    def __init__(self) -> None:
        self._marks: dict[tuple[str, str], Spot] = {}

    def set(self, letter: str, one: Spot) -> None:
        """Give a spot a letter; what had it in this article loses it."""
        self._marks[one.path, letter] = one

    def get(self, path: str, letter: str) -> Spot | None:
        """The spot of a letter in an article."""
        return self._marks.get((path, letter))

    def letters(self, path: str) -> str:
        """The letters that an article has, in order."""
        return "".join(sorted(key for at, key in self._marks if at == path and key != BEFORE))
