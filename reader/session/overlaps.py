"""Names that a phrase finds within other names too: `David Lee` within `David Lee Smith`."""

from __future__ import annotations

from collections.abc import Collection, Iterable

Name = tuple[str, ...]
"""The words of a name, as the index has them."""


def overlapping(names: Collection[Name], among: Collection[Name]) -> set[Name]:
    """The names that stand within others, or that the ends of two neighbours may make up.

    Of those that neighbours may make up it is not asked whether they ever stand side by side.
    """
    wanted = set(names)
    lengths = sorted({len(name) for name in wanted})
    found: set[Name] = set()
    for other in among:
        for length in lengths:
            if length >= len(other):
                break
            for start in range(len(other) - length + 1):
                part = other[start : start + length]
                if part in wanted:
                    found.add(part)
    longest = lengths[-1] if lengths else 0
    ends = _ends(among, {name[0] for name in wanted if name}, longest)
    beginnings = _beginnings(among, {name[-1] for name in wanted if name}, longest)
    known = set(among)
    found.update(name for name in wanted - found if _over(name, ends, known, beginnings))
    return found


def _ends(among: Iterable[Name], firsts: set[str], longest: int) -> set[Name]:
    return {
        name[start:]
        for name in among
        for start in range(max(0, len(name) - longest), len(name))
        if name[start] in firsts
    }


def _beginnings(among: Iterable[Name], lasts: set[str], longest: int) -> set[Name]:
    return {
        name[:stop]
        for name in among
        for stop in range(1, min(len(name), longest) + 1)
        if name[stop - 1] in lasts
    }


def _over(name: Name, ends: set[Name], known: set[Name], beginnings: set[Name]) -> bool:
    """Whether a name is the end of one, perhaps whole ones, and the beginning of another."""
    places = {stop for stop in range(1, len(name)) if name[:stop] in ends}
    for place in range(1, len(name)):
        if place in places:
            if name[place:] in beginnings:
                return True
            places.update(q for q in range(place + 1, len(name)) if name[place:q] in known)
    return False
