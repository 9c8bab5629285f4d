"""Where lines break: UAX #14 for any script, with a short way for text that needs no table."""

from __future__ import annotations

import itertools
import re

import apsw.unicode

from reader.characters import is_unspaced, width

# Every character of these is one cell wide and a cluster of its own, so cells are characters:
# Latin, Greek and Cyrillic without combining marks, punctuation that is drawn, currencies.
_NOT_SIMPLE = re.compile(
    "[^\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u0391-\u03a1"
    "\u03a3-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]"
)
Range = tuple[int, int]
BALANCED_LINES = 6
"""A longer text is no heading any more; balancing it would only cost."""


def wrap(text: str, cells: int, first: int | None = None) -> list[Range]:
    """The ranges of characters that lines of at most so many cells show.

    A newline always ends a line. Between ranges lie only spaces and newlines. `first` is the room
    on the first line where it differs. Only a character that alone is wider than the room, at one
    cell, gives a line that is too wide.
    """
    lines: list[Range] = []
    lay = _wrap_any if _NOT_SIMPLE.search(text) else _wrap_simple
    room, place = cells if first is None else first, 0
    while True:
        stop = text.find("\n", place)
        end = len(text) if stop < 0 else stop
        if end - place <= room and lay is _wrap_simple:
            lines.append((place, _without_spaces(text, place, end)))
        else:
            lay(text, place, end, max(1, cells), max(1, room), lines)
        if stop < 0:
            return lines
        room, place = cells, stop + 1


def _without_spaces(text: str, place: int, end: int) -> int:
    while end > place and text[end - 1] == " ":
        end -= 1
    return end


def _wrap_simple(
    text: str, place: int, end: int, cells: int, room: int, lines: list[Range]
) -> None:
    """Text whose characters are its cells: the places that UAX #14 allows most often, by search."""
    while end - place > room:
        limit = place + room
        cut = limit if text[limit] == " " else text.rfind(" ", place, limit)
        if cut < limit:
            cut = max(cut, _after_dash(text, max(place, cut), limit))
        if _without_spaces(text, place, max(cut, place)) == place:
            cut = _within_word(text, place, limit)
        lines.append((place, _without_spaces(text, place, cut)))
        place, room = cut, cells
        while place < end and text[place] == " ":
            place += 1
        if place == end:
            return
    lines.append((place, _without_spaces(text, place, end)))


def _after_dash(text: str, place: int, limit: int) -> int:
    """The last place before the limit behind a hyphen within a word or a dash; else 0."""
    hyphen = text.rfind("-", place, limit)
    while hyphen > place:
        if text[hyphen - 1].isalpha() and text[hyphen + 1].isalpha():
            break
        hyphen = text.rfind("-", place, hyphen)
    cut = hyphen + 1 if hyphen > place else 0
    for dash in "—–":
        found = text.rfind(dash, place, limit)
        if found > place and text[found + 1] not in "—–.,;:!?)”’\"'":
            cut = max(cut, found + 1)
    return cut


def _within_word(text: str, place: int, limit: int) -> int:
    """Where a word that is longer than a line is cut: where UAX #14 allows it, as behind a slash."""
    cut, piece = 0, text[place : limit + 1]
    while True:
        after = apsw.unicode.line_break_next_break(piece, cut)
        if after >= len(piece):
            break
        cut = after
    return place + cut if _without_spaces(piece, 0, cut) else limit


def _wrap_any(text: str, place: int, end: int, cells: int, room: int, lines: list[Range]) -> None:
    """Text of any script, from one place where UAX #14 allows a break to the next."""
    source = text if end == len(text) and not place else text[place:end]
    shift, begin, used, shown = place, place, 0, place
    offset, size = 0, len(source)
    following = apsw.unicode.line_break_next_break
    while offset < size:
        after = following(source, offset)
        segment = source[offset:after]
        core = segment.rstrip(" ")
        taken = width(core)
        if used + taken > room:
            if shown > begin:
                lines.append((begin, shown))
                room = cells
            begin, used = shift + offset, 0  # where only spaces came before, these go
        if taken > room and shown <= begin:
            begin, taken = _cut(source, offset, offset + len(core), cells, room, lines, shift)
            room = cells
        used += taken + len(segment) - len(core)
        if core:
            shown = shift + offset + len(core)
        elif begin == shift + offset and begin > place and shown <= begin:
            begin, used = shift + after, 0  # spaces that would begin a line
        offset = after
    if shown > begin or begin == place:
        lines.append((begin, max(begin, shown)))


def _cut(
    source: str, place: int, end: int, cells: int, room: int, lines: list[Range], shift: int
) -> Range:
    """Cuts a word that no line holds by clusters; gives the rest's beginning and width."""
    while True:
        stop = _clusters(source, place, end, room) or _cut_cluster(source, place, end, room)
        if stop >= end:
            return shift + place, width(source[place:end])
        lines.append((shift + place, shift + stop))
        place, room = stop, cells


def _clusters(source: str, place: int, end: int, room: int) -> int:
    """The end of the clusters that fit from a place on; 0 where not one does."""
    taken, stop = 0, 0
    following = apsw.unicode.grapheme_next_break
    while place < end:
        after = min(end, following(source, place))
        taken += width(source[place:after])
        if taken > room:
            break
        stop = place = after
    return stop


def _cut_cluster(source: str, place: int, end: int, room: int) -> int:
    """A cluster wider than the line is cut by characters, at least one."""
    taken, stop = width(source[place]), place + 1
    while stop < end:
        taken += width(source[stop])
        if taken > room:
            break
        stop += 1
    return stop


def balance(text: str, cells: int) -> list[Range]:
    """The ranges of as few lines as `wrap` needs, as narrow as they get with so many."""
    ranges = wrap(text, cells)
    if not 1 < len(ranges) <= BALANCED_LINES:
        return ranges
    low, high = cells // 2, cells  # the narrowest room that still gives as many lines
    while low < high:
        middle = (low + high) // 2
        narrower = wrap(text, middle)
        if len(narrower) > len(ranges) or _cuts_words(text, narrower):
            low = middle + 1
        else:
            high, ranges = middle, narrower
    return ranges


def _cuts_words(text: str, ranges: list[Range]) -> bool:
    """Whether a line ends within a word of a script that has spaces between words."""
    return any(
        text[stop - 1].isalnum()
        and text[stop].isalnum()
        and not is_unspaced(text[stop - 1])
        and not is_unspaced(text[stop])
        for (_, stop), (start, _) in itertools.pairwise(ranges)
        if stop == start
    )
