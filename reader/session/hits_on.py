"""From one hit of a text to the next, around its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.markdown.finder import Finder, Hit

FROM_THE_END = "On from the end."
FROM_THE_BEGINNING = "On from the beginning."


def hits_on(
    finder: Finder,
    begin: tuple[int, int],
    steps: int,
    around: Callable[[str], None],
    *,
    back: bool,
) -> Iterator[Hit | None]:
    """The hit so many steps behind a block and an offset in it, or before; None for each slice.

    `around` is told where that goes on from the other end of the text.
    """
    (block, offset), found = begin, None
    for _ in range(steps):
        found = None
        for found in finder.seek(block, offset, back=back):
            if found is not None:
                break
            yield None
        if found is None:
            return
        block, offset = found.block, found.start + (not back)
        if (found[:2] >= begin) if back else (found[:2] < begin):
            around(FROM_THE_END if back else FROM_THE_BEGINNING)
    yield found
