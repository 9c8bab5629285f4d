"""What became of a text: the parts that changed, and where a place in it is now.

Lines are compared as patience diff does it: those that stand once in both texts hold the two
together, so it takes n log n steps whatever is in them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

from reader.named import NamedTuple
from reader.patterns import pattern

DEEPEST = 8  # times that what lies between two lines is compared again by itself
_BLANK = b" \t\n"
_WORD = pattern(r"\w+")


class Edit(NamedTuple):
    """A range of the old text in whose place there is a range of the new one; either may be empty."""

    old_start: int
    old_stop: int
    start: int
    stop: int


def edits(old: bytes, new: bytes) -> tuple[Edit, ...]:
    """The edits that lead from one source to another, whole lines each, in order; bytes."""
    if old == new:
        return ()
    same = _line_start(old, common_start(old, new))
    limit = min(len(old), len(new)) - same
    tail = common_end(old, new, limit)
    stop, end = len(old) - tail, len(new) - tail
    if not (_is_line_start(old, stop, same) and _is_line_start(new, end, same)):
        beyond = old.find(b"\n", stop)
        tail = 0 if beyond < 0 else len(old) - beyond - 1
    before = old[same : len(old) - tail].splitlines(keepends=True)
    after = new[same : len(new) - tail].splitlines(keepends=True)
    found: list[Edit] = []
    olds, news = _offsets(before, same), _offsets(after, same)
    for i, j, k, m in differences(before, after):
        if j - i == m - k:  # as many lines as before: each is taken for the other's new form
            found += [
                Edit(olds[i + n], olds[i + n + 1], news[k + n], news[k + n + 1])
                for n in range(j - i)
                if before[i + n] != after[k + n]
            ]
        else:
            found.append(Edit(olds[i], olds[j], news[k], news[m]))
    return tuple(found)


def _offsets(lines: list[bytes], start: int) -> list[int]:
    offsets = [start]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    return offsets


def _line_start(text: bytes, place: int) -> int:
    return text.rfind(b"\n", 0, place) + 1


def _is_line_start(text: bytes, place: int, known: int) -> bool:
    return place == known or text[place - 1 : place] == b"\n"


def common_start(one: bytes, other: bytes) -> int:
    """How many bytes two texts begin with alike; halving compares each byte twice at most."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_end(one: bytes, other: bytes, limit: int) -> int:
    """How many bytes, up to a limit, two texts end with alike."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low


_Stretch = tuple[int, int, int, int]


def differences(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[_Stretch]:
    """The stretches (of old from, to, of new from, to) that two sequences do not share, in order."""
    found: list[_Stretch] = []
    waiting: list[tuple[_Stretch, int]] = [((0, len(old), 0, len(new)), 0)]
    while waiting:
        (i, j, k, m), depth = waiting.pop()
        while i < j and k < m and old[i] == new[k]:
            i, k = i + 1, k + 1
        while i < j and k < m and old[j - 1] == new[m - 1]:
            j, m = j - 1, m - 1
        alike = i < j and k < m and depth < DEEPEST
        anchors = _anchors(old, new, (i, j, k, m)) if alike else []
        if anchors:
            pieces: list[_Stretch] = []
            for at, beside in anchors:
                pieces.append((i, at, k, beside))
                i, k = at + 1, beside + 1
            pieces.append((i, j, k, m))
            waiting += [(piece, depth + 1) for piece in reversed(pieces)]
        elif i < j or k < m:
            found.append((i, j, k, m))
    return _joined(found)


def _joined(stretches: list[_Stretch]) -> list[_Stretch]:
    """Neighbours that touch, as one."""
    joined: list[_Stretch] = []
    for stretch in stretches:
        if joined and joined[-1][1] == stretch[0] and joined[-1][3] == stretch[2]:
            joined[-1] = (joined[-1][0], stretch[1], joined[-1][2], stretch[3])
        else:
            joined.append(stretch)
    return joined


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], within: _Stretch
) -> list[tuple[int, int]]:
    """The longest ascending row of pairs of what stands once in either stretch."""
    i, j, k, m = within
    olds, news = Counter(old[i:j]), Counter(new[k:m])
    at = {new[index]: index for index in range(k, m) if news[new[index]] == 1}
    pairs = [
        (index, at[old[index]])
        for index in range(i, j)
        if olds[old[index]] == 1 and old[index] in at
    ]
    ends: list[int] = []  # the least end of an ascending row of each length
    holders: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        holders[length : length + 1] = [number]
        before.append(holders[length - 1] if length else -1)
    row: list[tuple[int, int]] = []
    number = holders[-1] if holders else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


class Marked:
    """The parts of the new source that are to be seen as changed, as byte ranges."""

    def __init__(self, new: bytes, found: Sequence[Edit]) -> None:
        self._ranges: list[tuple[int, int]] = []
        for edit in found:
            text = new[edit.start : edit.stop]
            start = edit.start + len(text) - len(text.lstrip(_BLANK))
            stop = edit.start + len(text.rstrip(_BLANK))
            if stop <= start:  # something was taken away: what follows it stands for it
                start = _text_from(new, edit.start)
                stop = start + 1
            if not self._ranges or self._ranges[-1] != (start, stop):
                self._ranges.append((start, stop))
        self._stops = [stop for _, stop in self._ranges]

    def __bool__(self) -> bool:
        return bool(self._ranges)

    def meets(self, start: int, stop: int) -> bool:
        """Whether something between two bytes of the new source changed."""
        index = bisect_left(self._stops, start + 1)
        return index < len(self._ranges) and self._ranges[index][0] < stop

    @property
    def first(self) -> int:
        """The byte at which the first change begins; 0 where there is none."""
        return self._ranges[0][0] if self._ranges else 0

    @property
    def last(self) -> int:
        """The byte at which the last change ends; 0 where there is none."""
        return self._ranges[-1][1] if self._ranges else 0


def _text_from(source: bytes, place: int) -> int:
    """The first byte from a place on that is no white space, else the last one before it."""
    behind = source[place : place + (1 << 12)]
    found = place + len(behind) - len(behind.lstrip(_BLANK))
    if found < len(source):
        return found
    return max(0, len(source.rstrip(_BLANK)) - 1)


class Mapped(NamedTuple):
    """Where a range of the old source may be in the new one."""

    start: int
    stop: int
    likely: int  # where in it the range begins, as far as lengths can tell
    whole: bool  # it is as it was


def mapped(found: Sequence[Edit], start: int, stop: int) -> Mapped:
    """What became of a range of the old source."""
    low, high, likely, whole = start, stop, start, True
    for edit in found:
        if edit.old_start >= stop:
            break
        shift = edit.stop - edit.old_stop  # of all that follows
        if edit.old_stop <= start:
            low, high, likely = start + shift, stop + shift, start + shift
            continue
        if edit.old_start <= start:
            low = edit.start
            share = (start - edit.old_start) / (edit.old_stop - edit.old_start)
            likely = edit.start + int(share * (edit.stop - edit.start))
        high = edit.stop if edit.old_stop > stop else stop + shift
        whole = False
    return Mapped(low, max(low, high), likely, whole)


class Near(NamedTuple):
    """An offset in a text, and how many words away it is from where it should be."""

    offset: int
    distance: int


def nearest_words(old: str, new: str, offset: int) -> Near | None:
    """Where the words at an offset of a text are in its new form: they, or the nearest that remain.

    None where not a word remains.
    """
    olds = list(_WORD.finditer(old))
    news = list(_WORD.finditer(new))
    gone = differences([word[0] for word in olds], [word[0] for word in news])
    pairs: list[tuple[int, int]] = []  # words that remain, by their numbers
    i = k = 0
    for begin, end, place, stop in [*gone, (len(olds), len(olds), len(news), len(news))]:
        pairs += zip(range(i, begin), range(k, place), strict=True)
        i, k = end, stop
    if not pairs:
        return None
    wanted = bisect_left(olds, offset + 1, key=lambda word: word.end())
    index = min(bisect_left(pairs, (wanted, 0)), len(pairs) - 1)
    if index and wanted - pairs[index - 1][0] < pairs[index][0] - wanted:
        index -= 1
    number, place = pairs[index]
    within = offset - olds[number].start() if number == wanted else 0
    return Near(max(0, min(len(new), news[place].start() + within)), abs(number - wanted))
