"""A source with places put right before the parser sees it, and the way back to where they were."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from reader.named import NamedTuple


class Edit(NamedTuple):
    """What stands in the place of a range of characters; an empty range is an insertion.

    Where something goes and nothing comes, `formulas.APART` or a blank comes: the parser must tell
    of a place before what is gone from one behind it.
    """

    start: int
    stop: int
    text: str


class Mended(NamedTuple):
    """A text for the parser, and the way back to the source it was made from."""

    text: str
    places: tuple[int, ...] = ()  # UTF-8 offsets in `text` behind each edit, ascending
    shifts: tuple[int, ...] = ()  # bytes that it has more than the source up to there
    starts: tuple[int, ...] = ()  # UTF-8 offsets in the source at which the edits begin
    before: Mended | None = None  # what the source of this one was made from

    @property
    def changed(self) -> bool:
        """Whether it is not the source itself."""
        return bool(self.places) or self.before is not None

    def origin(self, offset: int) -> int:
        """The byte of the source that an offset of the mended text stands for; it never falls."""
        if self.places:
            index = bisect_right(self.places, offset)
            if index:
                offset -= self.shifts[index - 1]
            if index < len(self.starts):
                offset = min(offset, self.starts[index])
        return offset if self.before is None else self.before.origin(offset)


def edited(source: str, edits: Iterable[Edit]) -> Mended:
    """The source with all edits made; none of them overlap."""
    ordered = sorted(edits, key=lambda edit: edit.start)
    if not ordered:
        return Mended(source)
    parts: list[str] = []
    places: list[int] = []
    shifts: list[int] = []
    starts: list[int] = []
    done = length = origin = 0  # characters of the source; bytes of the text and of the source
    for start, stop, text in ordered:
        kept = source[done:start]
        size = len(kept.encode())
        parts += (kept, text)
        starts.append(origin + size)
        length += size + len(text.encode())
        origin += size + len(source[start:stop].encode())
        places.append(length)
        shifts.append(length - origin)
        done = stop
    parts.append(source[done:])
    return Mended("".join(parts), tuple(places), tuple(shifts), tuple(starts))
