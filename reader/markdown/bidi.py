"""Text in scripts that are written from right to left, in the order in which it is drawn.

A terminal draws from left to right whatever it is sent, unless it knows better. The Unicode
bidirectional algorithm (UAX #9) for one row at a time: its explicit controls are no part of clean
text, so what is left are the weak, neutral and implicit rules, brackets included. Against the whole
paragraph a number or a sign at a row's edge may fall otherwise.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import apsw.unicode

from reader.characters import begins_rtl, has_rtl, width
from reader.markdown.lines import Line, Role, Span
from reader.patterns import pattern

_NEUTRAL = frozenset(("B", "S", "WS", "ON"))
BETWEEN = " · "  # stands between facts in what the program says itself
_FACTS = pattern(f"({BETWEEN})")
_PAIRS_OPEN = 63  # more open brackets than UAX #9 looks at (BD16)


def visual(line: Line, *, reorder: bool = True) -> Line:
    """A row as it is drawn: its spans from left to right, aligned right where it is set so.

    Each cluster of a run that goes from right to left is a span of its own, so that every span
    still knows where its text stands. Decoration and the cells of a table are ordered by
    themselves. Without `reorder` the terminal turns the runs around, and the row is only aligned.
    """
    if not line.rtl and not any(has_rtl(span.text) for span in line.spans):
        return line
    spans = _ordered(line) if reorder else list(line.spans)
    gap = line.rtl - sum(width(span.text) for span in spans)
    if gap > 0:
        spans.insert(0, Span(" " * gap))
    return line._replace(spans=tuple(spans), rtl=0)


def joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Neighbours of one look as one span, for painting: where their text stands is lost."""
    return tuple(
        Span("".join(span.text for span in group), *look)
        for look, group in itertools.groupby(
            spans, key=lambda span: (span.role, span.marks, span.link)
        )
    )


def _ordered(line: Line) -> list[Span]:
    right = bool(line.rtl)
    cells = any(span.role == Role.TABLE_BORDER for span in line.spans)
    pieces: list[list[Span]] = []
    alone = True  # the piece before is decoration
    for span in line.spans:
        if (span.at < 0 or span.role == Role.BYLINE) and BETWEEN in span.text:
            # A name, a day, minutes: each by itself, or a number would join the name before it.
            pieces += ([part] for part in _facts(span))
        elif span.at < 0 or alone or not pieces:
            pieces.append([span])
        else:
            pieces[-1].append(span)
        alone = span.at < 0
    ordered = []
    for piece in pieces:
        text = "".join(span.text for span in piece)
        fact = len(pieces) > 1 and text == text.strip()
        is_text = piece[0].at >= 0 and piece[0].role != Role.BYLINE
        by_itself = cells if is_text else not right or fact
        ordered.append(_drawn(piece, text, begins_rtl(text) if by_itself else right))
    if right:
        ordered.reverse()
    return [span for piece in ordered for span in piece]


def _facts(span: Span) -> list[Span]:
    """What stands between dots, and the dots."""
    parts, at = [], span.at
    for text in _FACTS.split(span.text):
        parts.append(span._replace(text=text, at=at))
        at = at + len(text) if at >= 0 else -1
    return parts


def _drawn(spans: list[Span], text: str, right: bool) -> list[Span]:
    """The spans of one text in the order in which they are drawn."""
    if not right and not has_rtl(text):
        return spans
    levels = _levels(text, int(right))
    places = []  # of each cluster: where it begins and ends, and the span that it is in
    begin = 0
    for span in spans:
        for start, stop, _ in apsw.unicode.grapheme_iter_with_offsets(span.text):
            places.append((begin + start, span, start, stop))
        begin += len(span.text)
    order = _reversed_runs([levels[place[0]] for place in places])
    drawn: list[Span] = []
    last = None
    for index in order:
        place, span, start, stop = places[index]
        cluster = span.text[start:stop]
        if levels[place] % 2:
            cluster = _mirrored(cluster)
        elif last is not None and last[0] is span and last[1] == start:
            drawn[-1] = drawn[-1]._replace(text=drawn[-1].text + cluster)
            last = (span, stop)
            continue
        drawn.append(span._replace(text=cluster, at=span.at + start if span.at >= 0 else -1))
        last = None if levels[place] % 2 else (span, stop)
    return drawn


def _reversed_runs(levels: list[int]) -> list[int]:
    """Rule L2: from the highest level to the lowest odd one, turn around what is at least at it."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        index = 0
        while index < len(order):
            stop = index
            while stop < len(order) and levels[order[stop]] >= level:
                stop += 1
            order[index:stop] = reversed(order[index:stop])
            index = stop + 1
    return order


def _levels(text: str, base: int) -> list[int]:
    """The embedding level of each character of a row (rules W1 to I2, and L1 at its end)."""
    own = [unicodedata.bidirectional(char) or "L" for char in text]
    side = "R" if base else "L"
    kinds = _weak(list(own), side)
    _brackets(text, own, kinds, side)
    _neutral(kinds, side)
    levels = []
    for kind in kinds:
        odd = kind == "R" if base == 0 else kind in ("L", "EN", "AN")
        levels.append(base + (2 if base == 0 and kind in ("EN", "AN") else int(odd)))
    for index in range(len(levels) - 1, -1, -1):
        if own[index] not in ("WS", "S", "B", "BN"):
            break
        levels[index] = base
    return levels


def _weak(kinds: list[str], side: str) -> list[str]:
    """Rules W1 to W7: marks, numbers and the signs around them."""
    before = strong = side
    for index, kind in enumerate(kinds):
        if kind in ("NSM", "BN"):
            kind = before  # W1
        before = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"  # W2
        kinds[index] = kind
    kinds = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    for index in range(1, len(kinds) - 1):  # W4
        left, kind, right = kinds[index - 1 : index + 2]
        if left == right and (
            (kind == "CS" and left in ("EN", "AN")) or (kind == "ES" and left == "EN")
        ):
            kinds[index] = left
    place = 0
    for kind, run in itertools.groupby(list(kinds)):  # W5, W6
        size = sum(1 for _ in run)
        if kind in ("ET", "ES", "CS"):
            near = "EN" in (kinds[place - 1 : place] + kinds[place + size : place + size + 1])
            new = "EN" if kind == "ET" and near else "ON"
            kinds[place : place + size] = [new] * size
        place += size
    strong = side
    for index, kind in enumerate(kinds):  # W7
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"
    return kinds


def _direction(kind: str) -> str:
    """L or R where a kind has one for its neighbours: numbers count as R (N0, N1)."""
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""


def _brackets(text: str, own: list[str], kinds: list[str], side: str) -> None:
    """Rule N0: both of a pair go the way of what is in them, else of what is before them."""
    open_ones: list[tuple[str, int]] = []
    pairs = []
    for index, char in enumerate(text):
        if kinds[index] != "ON" or own[index] != "ON":
            continue
        closing = _closing(char)
        if closing:
            if len(open_ones) == _PAIRS_OPEN:
                break
            open_ones.append((closing, index))
        else:
            for depth in range(len(open_ones) - 1, -1, -1):
                if open_ones[depth][0] == char:
                    pairs.append((open_ones[depth][1], index))
                    del open_ones[depth:]
                    break
    for first, last in sorted(pairs):
        inside = {_direction(kind) for kind in kinds[first + 1 : last]}
        other = "L" if side == "R" else "R"
        if side in inside:
            way = side
        elif other in inside:
            before = (_direction(kind) for kind in reversed(kinds[:first]))
            way = other if next(filter(None, before), side) == other else side
        else:
            continue
        for index in (first, last):
            kinds[index] = way
            follow = index + 1
            while follow < len(kinds) and own[follow] == "NSM":
                kinds[follow] = way
                follow += 1


def _neutral(kinds: list[str], side: str) -> None:
    """Rules N1 and N2: signs and blanks go the way of both neighbours, else that of the row."""
    index = 0
    while index < len(kinds):
        if kinds[index] not in _NEUTRAL:
            index += 1
            continue
        stop = index
        while stop < len(kinds) and kinds[stop] in _NEUTRAL:
            stop += 1
        left = _direction(kinds[index - 1]) if index else side
        right = _direction(kinds[stop]) if stop < len(kinds) else side
        kinds[index:stop] = [left if left == right else side] * (stop - index)
        index = stop


@lru_cache(maxsize=256)
def _swapped(char: str) -> str:
    """The sign that a sign becomes in a mirror, by its name; empty where there is none."""
    if not unicodedata.mirrored(char):
        return ""
    name = unicodedata.name(char, "")
    for left, right in (("LEFT", "RIGHT"), ("LESS-THAN", "GREATER-THAN"), ("ELEMENT", "CONTAINS")):
        for here, there in ((left, right), (right, left)):
            if here in name:
                try:
                    return unicodedata.lookup(name.replace(here, there))
                except KeyError:
                    return ""
    return ""


def _closing(char: str) -> str:
    """The bracket that closes one; empty for what opens none."""
    return _swapped(char) if unicodedata.category(char) == "Ps" else ""


def _mirrored(cluster: str) -> str:
    return (_swapped(cluster[0]) or cluster[0]) + cluster[1:]
