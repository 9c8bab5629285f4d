"""What the author meant but Markdown would take otherwise, put right before the parser sees it.

Only insertions, so that every byte of the source keeps its place in order; shown, never stored.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import pyromark

from reader.markdown.lost import lost_fences
from reader.markdown.syntax import DIALECT, may_be_mdx

if TYPE_CHECKING:
    from reader.markdown.seen import Resolve

# What few texts need is loaded where a text may need it: 6 ms of the 60 that a search may take.


class Mended(NamedTuple):
    """A text for the parser, and the way back to the source it was made from."""

    text: str
    places: tuple[int, ...] = ()  # UTF-8 offsets in `text` behind each insertion, ascending
    shifts: tuple[int, ...] = ()  # bytes inserted up to there

    def origin(self, offset: int) -> int:
        """The byte of the source that an offset of the mended text stands for."""
        if not self.places:
            return offset
        index = bisect_right(self.places, offset)
        return offset - self.shifts[index - 1] if index else offset


def mend(
    source: str,
    above: str = "",
    *,
    goes_on: bool | None = None,
    mdx: bool | None = None,
    resolve: Resolve | None = None,
) -> Mended:
    """The source with lost fences restored, formulas and template tags put where nothing in them is
    markup, and what is program in MDX hidden.

    `above` is the line before the source where that is a part of a longer one. `goes_on` is given
    where only its blocks are wanted, not what is in them: whether more comes behind it. `mdx` tells
    whether the source is of MDX, or a part of such; else its beginning tells. `resolve` knows the
    targets that are defined elsewhere.
    """
    insertions = _fences(source, above)
    code = _ranges(insertions)
    mathematical = "$" in source or "\\" in source
    if mathematical:
        from reader.markdown import formulas

        insertions += formulas.displays(source, code, goes_on=bool(goes_on))
        code = _ranges(insertions)
    if may_be_mdx(source) if mdx is None else mdx:
        from reader.markdown.mdx import hidden_program, is_mdx

        if mdx or is_mdx(source):
            insertions += hidden_program(source, code, above, goes_on=bool(goes_on))
    if goes_on is None and "{" in source:
        from reader.markdown import braces
        from reader.markdown.templates import tags

        mended = _inserted(source, insertions)
        insertions += braces.literal(source, code, mended.text, mended.origin)
        mended = _inserted(source, insertions)
        insertions += tags(source, mended.text, mended.origin, resolve)
    if goes_on is None and mathematical:
        mended = _inserted(source, insertions)
        insertions += formulas.inlines(source, mended.text, mended.origin, resolve)
    return _inserted(source, insertions)


def _ranges(insertions: list[tuple[int, str]]) -> list[tuple[int, int]]:
    """What lies between each two of some insertions, ascending."""
    pairs = zip(insertions[::2], insertions[1::2], strict=True)
    return sorted((begin[0], end[0]) for begin, end in pairs)


def _inserted(source: str, insertions: list[tuple[int, str]]) -> Mended:
    if not insertions:
        return Mended(source)
    insertions.sort(key=lambda insertion: insertion[0])
    parts: list[str] = []
    places: list[int] = []
    shifts: list[int] = []
    done = length = shift = 0  # characters of the source, bytes of the text, bytes inserted
    for offset, text in insertions:
        kept = source[done:offset]
        parts += (kept, text)
        length += len(kept.encode()) + len(text)
        shift += len(text)
        places.append(length)
        shifts.append(shift)
        done = offset
    parts.append(source[done:])
    return Mended("".join(parts), tuple(places), tuple(shifts))


def _literal(source: str) -> list[tuple[int, int]]:
    """Byte ranges in which nothing is markup: code, HTML, and where a link leads."""
    kinds = ("Code", "InlineHtml", "Html", "CodeBlock")
    ranges = []
    for event, place in pyromark.events_with_range(source, options=DIALECT):
        if isinstance(event, dict):
            tag = event.get("Start", event)
            if isinstance(tag, dict) and any(kind in tag for kind in kinds):
                ranges.append((place["start"], place["end"]))
    return ranges


def _fences(source: str, above: str) -> list[tuple[int, str]]:
    found = lost_fences(source, above)
    if not found:
        return []
    from reader.markdown.seen import within

    literal = _literal(source)
    insertions = []
    for name, stop, indent in found:
        if within(literal, len(source[:name].encode())):
            continue  # a name in real code, or code that is shown as such by its indentation
        insertions += [(name, "```"), (stop, f"\n{indent}```")]
    return insertions
