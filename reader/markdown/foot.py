"""The foot of a page: footnotes, kept apart from the blocks among which the source has them."""

from __future__ import annotations

from array import array
from bisect import bisect_right

from reader.markdown.notes import label_at
from reader.markdown.parts import Part


class Foot:
    """The footnotes found so far, in the order of the source; then their order on the page."""

    def __init__(self) -> None:
        self._starts = array("q")
        self._stops = array("q")
        self._aboves = array("q")  # the end of the block before each in the source
        self._bytes = array("q", [0])  # of so many of them
        self._blocks = array("q")  # where each stands on the page
        self._parts: list[Part | None] = []  # what each goes on with
        self.places = array("q")  # bytes of source read before each, in the order of the page
        self.labels: list[str] = []  # in the order of the page, as `notes.label_of` has them

    def add(self, start: int, stop: int, above: int, part: Part | None = None) -> None:
        """Note a footnote, or a part of the one before it."""
        self._parts.append(part)
        self._starts.append(start)
        self._stops.append(stop)
        self._aboves.append(above)
        self._bytes.append(self._bytes[-1] + stop - start)

    @property
    def count(self) -> int:
        """How many were found so far, the parts of a long one each."""
        return len(self._starts)

    @property
    def size(self) -> int:
        """The bytes of all found so far."""
        return self._bytes[-1]

    def before(self, byte: int) -> int:
        """The bytes of those that begin before a byte of the source."""
        return self._bytes[bisect_right(self._starts, byte)]

    def holding(self, byte: int) -> int | None:
        """The footnote that holds a byte of the source."""
        index = bisect_right(self._starts, byte) - 1
        return index if index >= 0 and byte < self._stops[index] else None

    def block(self, index: int) -> int:
        """The block that a footnote became."""
        return self._blocks[index]

    def settle(
        self, source: bytes, numbers: dict[str, int], first: int
    ) -> list[tuple[int, int, int, Part | None]]:
        """All are known: their ranges, what is above each and what it goes on with, as on the page.

        `numbers` are those of the labels, `first` is the block that the first one becomes.
        """
        labels: list[str] = []
        for start, part in zip(self._starts, self._parts, strict=True):
            labels.append(label_at(source, start) if part is None else labels[-1])
        order = sorted(
            range(len(labels)), key=lambda i: (numbers.get(labels[i], len(labels) + i), i)
        )
        self.labels = [labels[index] for index in order]
        self._blocks = array("q", [0] * len(order))
        place = len(source) - self.size
        for block, index in enumerate(order, first):
            self._blocks[index] = block
            self.places.append(place)
            place += self._stops[index] - self._starts[index]
        return [(self._starts[i], self._stops[i], self._aboves[i], self._parts[i]) for i in order]
