"""The queries of a person, kept from session to session beside the state, the latest first.

A small file, a query a line behind the moment when it was asked last, for all libraries. It travels
with the state as records of the kind `query`; merged twice or in any order it comes to the same.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterable

from reader.characters import clean, one_line
from reader.named import NamedTuple

MOST = 200
LONGEST = 1000  # characters; a pasted page is not looked for again
_LARGEST = MOST * (LONGEST * 4 + 32)  # bytes that are read
_STEP = 0.001  # seconds between two queries at least, so that their order is kept


class Asked(NamedTuple):
    """A query, and when it was asked last."""

    query: str
    at: float = 0.0  # seconds since 1970; nought where that is not known


def file_beside(place: str) -> str:
    """The file for a state's file; empty where the state is in memory."""
    return "" if place.startswith("file:") else f"{place}.queries"


def read(path: str) -> list[str]:
    """The queries, the latest first; none where there is no such file."""
    return [asked.query for asked in kept(path)]


def kept(path: str) -> list[Asked]:
    """The queries with their moments, the latest first; none where there is no such file."""
    if not path:
        return []
    try:
        # Should something else lie there, this must not wait for it.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(number, "rb", buffering=0) as stream:
            data = stream.read(_LARGEST) or b""
    except OSError:
        return []
    return _latest(filter(None, map(_line, data.decode("utf-8", "replace").splitlines())))


def _line(line: str) -> Asked | None:
    moment, tab, query = line.partition("\t")
    at = 0.0
    with contextlib.suppress(ValueError):
        at = float(moment) if tab else 0.0
    query = one_line(clean(query if tab else line))
    return Asked(query, at if 0 <= at < float("inf") else 0.0) if query else None


def _latest(asked: Iterable[Asked]) -> list[Asked]:
    """Each query once, as it was asked last."""
    found: dict[str, float] = {}
    for query, at in asked:
        found[query] = max(at, found.get(query, 0.0))
    by_moment = sorted(found.items(), key=lambda each: -each[1])
    return [Asked(*each) for each in by_moment][:MOST]


def add(path: str, query: str, now: float | None = None) -> bool:
    """Keep a query as the latest, beside what other sessions keep; whether that could be done."""
    query = one_line(clean(query))
    if not query or len(query) > LONGEST:
        return False

    def added(before: list[Asked]) -> list[Asked]:
        latest = before[0].at + _STEP if before else 0.0  # also behind a clock that was ahead
        return [Asked(query, max(time.time() if now is None else now, latest)), *before]

    return _change(path, added)


def merge(path: str, others: Iterable[Asked]) -> bool:
    """Keep what was asked elsewhere too, each query as it was asked last; as `add`."""

    def merged(before: list[Asked]) -> list[Asked]:
        clean_ones = (each._replace(query=one_line(clean(each.query))) for each in others)
        new = (each for each in clean_ones if each.query and len(each.query) <= LONGEST)
        return sorted((*before, *new), key=lambda asked: asked.query)

    return _change(path, merged)


def _change(path: str, change: Callable[[list[Asked]], list[Asked]]) -> bool:
    if not path:
        return False
    with contextlib.suppress(OSError):
        lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _write(path, _latest(change(kept(path))))
        finally:
            os.close(lock)
        return True
    return False


def _write(path: str, queries: list[Asked]) -> None:
    """In a file of its own first, so that a kill at any moment leaves the one or the other."""
    other = f"{path}.new"
    number = os.open(other, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with open(number, "w", encoding="utf-8", errors="replace") as stream:
        stream.writelines(f"{asked.at:.3f}\t{asked.query}\n" for asked in queries)
    os.replace(other, path)
