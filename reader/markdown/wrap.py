"""Where lines break: UAX #14 for any script, with a short way for text that needs no table."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import apsw.unicode

from reader.characters import is_unspaced, width
from reader.patterns import pattern

if TYPE_CHECKING:
    from reader.markdown.hyphens import Divider

# Every character of these is one cell wide and a cluster of its own, so cells are characters:
# Latin, Greek and Cyrillic without combining marks, punctuation that is drawn, currencies.
_NOT_SIMPLE = pattern(
    "[^\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u0391-\u03a1"
    "\u03a3-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]"
)
Range = tuple[int, int]
WIDOW = 6
"""Cells of a word that is not left alone on the last line of a paragraph."""

DASHES = 8
"""Of one kind that are tried at the end of a line; hostile ones would cost the square of it."""

BALANCED_LINES = 6
"""A longer text is no heading any more; balancing it would only cost."""

RAGGED = 24  # cells that a title may be wider than balanced, so that no compound is parted
HYPHENS = "-\u2010"


def wrap(
    text: str, cells: int, first: int | None = None, divider: Divider | None = None
) -> list[Range]:
    """The ranges of characters that lines of at most so many cells show.

    A newline always ends a line. Between ranges lie only spaces and newlines. `first` is the room
    on the first line where it differs. Only a character that alone is wider than the room, at one
    cell, gives a line that is too wide. Where a `divider` divides a word, the line has a cell left
    for the hyphen.
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
            lay(text, place, end, max(1, cells), max(1, room), lines, divider)
        if stop < 0:
            return lines
        room, place = cells, stop + 1


def _without_spaces(text: str, place: int, end: int) -> int:
    while end > place and text[end - 1] == " ":
        end -= 1
    return end


def _wrap_simple(
    text: str,
    place: int,
    end: int,
    cells: int,
    room: int,
    lines: list[Range],
    divider: Divider | None = None,
) -> None:
    """Text whose characters are its cells: most breaks are found by search, without the tables."""
    dashed = "-" in text or "—" in text or "–" in text
    while end - place > room:
        limit = place + room
        cut = limit if text[limit] == " " else text.rfind(" ", place, limit)
        while cut > place and not _may_end_at(text, place, cut):
            cut = text.rfind(" ", place, cut)
        if dashed and cut < limit:
            cut = max(cut, _after_dash(text, max(place, cut), limit))
        if _without_spaces(text, place, max(cut, place)) == place:
            cut = _within_word(text, place, limit)
        elif divider is not None and cut < limit:
            start = cut
            while text[start] == " ":
                start += 1
            cut = divider.place(start, limit - start, lines) or cut
        lines.append((place, _without_spaces(text, place, cut)))
        place, room = cut, cells
        while place < end and text[place] == " ":
            place += 1
        if place == end:
            return
    lines.append((place, _without_spaces(text, place, end)))


# What UAX #14 keeps together across a space: « oui », a [ or ( and what follows, a lone ! or ?
_KEEPS_NEXT = frozenset("([{«‹“‘„‚¿¡—–‥⁅⁽₍")
_FREE_NEXT = frozenset("(\"'“‘*#@$&")


def _may_end_at(text: str, place: int, cut: int) -> bool:
    """Whether the line that begins at a place may end at a space of simple text."""
    if text[cut + 1 : cut + 2].isalnum() and text[cut - 1].isalnum():
        return True  # between two words, as nearly always
    before, after = _without_spaces(text, place, cut), cut
    while after < len(text) and text[after] == " ":
        after += 1
    if before == place or after == len(text):
        return True
    if _is_lone_dash(text, after):
        return False
    free = text[after].isalnum() or text[after] in _FREE_NEXT
    if free and text[before - 1] not in _KEEPS_NEXT:
        return True
    return _is_break(text, place, after)


def _is_lone_dash(text: str, place: int) -> bool:
    """Whether a dash with spaces around it stands there: it ends a line, and begins none.

    At the beginning of a line it would look like the bullet of a list.
    """
    if text[place] not in "-–—":
        return False
    return text[place + 1 : place + 2] == " " or text[place : place + 3] == "-- "


def _is_break(text: str, place: int, wanted: int) -> bool:
    """Whether UAX #14 allows a break at an offset of the line that begins at a place."""
    following = apsw.unicode.line_break_next_break
    while place < wanted:
        place = following(text, place)
    return place == wanted


def _after_dash(text: str, place: int, limit: int) -> int:
    """The last place before the limit behind a hyphen within a word or a dash; else 0."""
    hyphen = text.rfind("-", place, limit)
    while hyphen > place and not _divides(text, hyphen + 1):
        hyphen = text.rfind("-", place, hyphen)
    cut = hyphen + 1 if hyphen > place else 0
    for dash in "—–":
        found = limit
        for _ in range(DASHES):
            found = text.rfind(dash, place, found)
            if found <= place or found < cut:
                break
            if _is_break(text, place, found + 1):
                cut = found + 1
                break
    return cut


def _divides(text: str, cut: int) -> bool:
    """Whether a word may be divided where UAX #14 allows it: behind its hyphens and dashes.

    It allows more: behind a slash or a question mark, between signs, before a dash. There a word is
    divided only where no line holds it: addresses, paths and C++ stay in one piece.
    """
    before, after = text[cut - 1], text[cut]
    if before == "-":
        return cut > 1 and text[cut - 2].isalpha() and after.isalpha()
    return before in "—–"


def _within_word(text: str, place: int, limit: int) -> int:
    """Where a word that is longer than a line is cut: where UAX #14 allows it, as behind a slash."""
    cut, piece = 0, text[place : limit + 1]
    while True:
        after = apsw.unicode.line_break_next_break(piece, cut)
        if after >= len(piece):
            break
        cut = after
    return place + cut if _without_spaces(piece, 0, cut) else limit


def _wrap_any(
    text: str,
    place: int,
    end: int,
    cells: int,
    room: int,
    lines: list[Range],
    divider: Divider | None = None,
) -> None:
    """Text of any script, from one place where UAX #14 allows a break to the next."""
    source = text if end == len(text) and not place else text[place:end]
    shift, begin, used, shown = place, place, 0, place
    offset, size = 0, len(source)
    while offset < size:
        after = _next_break(source, offset, cells)
        segment = source[offset:after]
        core = segment.rstrip(" ")
        taken = width(core)
        if used + taken > room:
            divided = divider and divider.place(shift + offset, room - used, lines)
            if divided:
                lines.append((begin, divided))
                begin, used, shown, room = divided, 0, divided, cells
                offset = divided - shift
                continue
            fills = _SYLLABIC.search(core) is not None
            if fills and shown > begin:
                # No spaces say where its words end: it goes on in the line that it began.
                stop = _clusters(source, offset, offset + len(core), room - used)
                if stop:
                    lines.append((begin, shift + stop))
                    begin, used, shown, room = shift + stop, 0, shift + stop, cells
                    offset = stop
                    continue
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


# Thai, Lao, Myanmar, Khmer and others: UAX #14 leaves them to dictionaries (class SA).
_SYLLABIC = pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aad]")
# Vowels that are written before their consonant, and the signs that stack the next consonant
_LEADS = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4\u17d2\u1039")
# Vowels, signs of repetition and of omission that belong to what is before them
_TRAILS = frozenset(
    "\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eaf\u0eb0\u0eb2\u0eb3\u0ec6\u102b\u102c\u1038"
    "\u17c7\u17c8\u17d4\u17d5\u17d6\u17d7"
)


def _next_break(source: str, offset: int, cells: int) -> int:
    """The next place where a line may end; words that a line holds are divided at `_divides`."""
    following = apsw.unicode.line_break_next_break
    after = first = int(following(source, offset))
    while after < len(source) and _is_within_word(source, after):
        if after - offset > 2 * cells:  # a cluster may take many characters and hardly a cell less
            return first
        after = int(following(source, after))
    return after if after == first or width(source[offset:after].rstrip(" ")) <= cells else first


def _is_within_word(source: str, cut: int) -> bool:
    """Whether a break that UAX #14 allows lies within a word of signs that have spaces around."""
    before, after = source[cut - 1], source[cut]
    if before == " " and _is_lone_dash(source, cut):
        return True
    if before == " " or _NOT_SIMPLE.match(before) or _NOT_SIMPLE.match(after):
        return False
    return not _divides(source, cut)


def _cut(
    source: str, place: int, end: int, cells: int, room: int, lines: list[Range], shift: int
) -> Range:
    """Cuts a word that no line holds by clusters; gives the rest's beginning and width."""
    while True:
        stop = (
            _clusters(source, place, end, room)
            or _clusters(source, place, end, room, apart=True)
            or _cut_cluster(source, place, end, room)
        )
        if stop >= end:
            return shift + place, width(source[place:end])
        lines.append((shift + place, shift + stop))
        place, room = stop, cells


def _clusters(source: str, place: int, end: int, room: int, *, apart: bool = False) -> int:
    """The end of the clusters that fit from a place on; 0 where not one does.

    What a syllable of Thai, Lao, Khmer or Myanmar is written with stays together, unless `apart`.
    """
    taken, stop = 0, 0
    following = apsw.unicode.grapheme_next_break
    while place < end:
        after = min(end, following(source, place))
        taken += width(source[place:after])
        if taken > room:
            break
        place = after
        whole = source[after - 1] not in _LEADS and (after == end or source[after] not in _TRAILS)
        if whole or apart:
            stop = after
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


def without_widow(text: str, ranges: list[Range], cells: int) -> list[Range]:
    """The lines of a paragraph; one short word at its end gets company from the line above.

    Only where that line stays at least half as long as the others may be. Looks at two lines.
    """
    if len(ranges) < 2:
        return ranges
    (begin, end), (start, stop) = ranges[-2:]
    if (
        stop - start > WIDOW
        or width(text[start:stop]) > WIDOW
        or " " in text[start:stop]
        or "\n" in text[end:start]
    ):
        return ranges
    cut, after = begin, begin
    while after < end:
        cut, after = after, _next_break(text[:stop], after, cells)
    upper = _without_spaces(text, begin, cut)
    if width(text[begin:upper]) * 2 < cells or width(text[cut:stop]) > cells:
        return ranges
    return [*ranges[:-2], (begin, upper), (cut, stop)]


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
    if _parts_compounds(text, ranges):
        for wider in range(low + 1, min(cells, low + RAGGED) + 1):
            whole = wrap(text, wider)
            if len(whole) == len(ranges) and not _parts_compounds(text, whole):
                return whole
    return ranges


def _parts_compounds(text: str, ranges: list[Range]) -> bool:
    """Whether a line ends behind a hyphen: a title is better a little less balanced."""
    return any(
        stop == start and text[stop - 1] in HYPHENS
        for (_, stop), (start, _) in itertools.pairwise(ranges)
    )


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
