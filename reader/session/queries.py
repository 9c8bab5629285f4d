"""The queries of a person, kept from session to session beside the state, the latest first.

A small file, a query a line, and no part of the state: nothing is lost with it but some typing.
"""

from __future__ import annotations

import contextlib
import fcntl
import os

from reader.characters import clean, one_line

MOST = 200
LONGEST = 1000  # characters; a pasted page is not looked for again
_LARGEST = MOST * LONGEST * 4  # bytes that are read


def file_beside(place: str) -> str:
    """The file for a state's file; empty where the state is in memory."""
    return "" if place.startswith("file:") else f"{place}.queries"


def read(path: str) -> list[str]:
    """The queries, the latest first; none where there is no such file."""
    if not path:
        return []
    try:
        # Should something else lie there, this must not wait for it.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(number, "rb", buffering=0) as stream:
            data = stream.read(_LARGEST) or b""
    except OSError:
        return []
    lines = (one_line(clean(line)) for line in data.decode("utf-8", "replace").splitlines())
    return list(dict.fromkeys(line for line in lines if line))[:MOST]


def add(path: str, query: str) -> bool:
    """Keep a query as the latest, beside what other sessions keep; whether that could be done."""
    query = one_line(clean(query))
    if not path or not query or len(query) > LONGEST:
        return False
    with contextlib.suppress(OSError):
        lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _write(path, list(dict.fromkeys([query, *read(path)]))[:MOST])
        finally:
            os.close(lock)
        return True
    return False


def _write(path: str, queries: list[str]) -> None:
    """In a file of its own first, so that a kill at any moment leaves the one or the other."""
    other = f"{path}.new"
    number = os.open(other, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with open(number, "w", encoding="utf-8", errors="replace") as stream:
        stream.writelines(f"{query}\n" for query in queries)
    os.replace(other, path)
