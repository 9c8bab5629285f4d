"""Daily copies of the state beside it, of which the latest sound one takes the place of a damaged file."""

from __future__ import annotations

import contextlib
import os
import re
import time
from typing import TYPE_CHECKING

import apsw

from reader.patterns import pattern
from reader.store.state.schema import uri

if TYPE_CHECKING:
    from reader.store.state.state import State

KEPT = 3
"""Copies that stay, each of another day."""

_NAME = pattern(r"\.daily-(\d{4}-\d{2}-\d{2})")
_UNFINISHED_NAME = pattern(r"(\.daily-[\d-]{10})?\.\d+")  # of the process that was at it
_UNFINISHED = 3600.0  # seconds after which what is not finished never will be
_DAY = 86400.0


def copies(path: str) -> list[tuple[str, str]]:
    """Day and path of each copy of a state, the latest first.

    Those of days to come are the oldest: the clock was wrong when they were made.
    """
    tomorrow = time.strftime("%Y-%m-%d", time.localtime(time.time() + _DAY))
    found = [(day[1], copy) for copy, day in _beside(path, _NAME)]
    return sorted(found, key=lambda one: (one[0] <= tomorrow, one), reverse=True)


def _beside(path: str, name: re.Pattern[str]) -> list[tuple[str, re.Match[str]]]:
    """The files beside a state that are called as it is, and something more."""
    folder, own = os.path.split(path)
    found = []
    with contextlib.suppress(OSError):
        for entry in os.listdir(folder):
            more = name.fullmatch(entry[len(own) :]) if entry.startswith(own) else None
            if more:
                found.append((os.path.join(folder, entry), more))
    return found


def _tidy(path: str) -> None:
    """Drop the oldest copies, and what processes that were killed left unfinished."""
    for _, old in copies(path)[KEPT:]:
        with contextlib.suppress(OSError):
            os.unlink(old)
    for unfinished, _ in _beside(path, _UNFINISHED_NAME):
        with contextlib.suppress(OSError):
            if abs(time.time() - os.stat(unfinished).st_mtime) > _UNFINISHED:
                os.unlink(unfinished)


def keep_daily(state: State, day: str = "") -> bool:
    """Copy the state unless that was done today, and drop the oldest copies; whether it was copied.

    5 ms for 1,000 articles; meant for a thread. What can't be copied is not: a full disk is told
    where a fact is written.
    """
    day = day or time.strftime("%Y-%m-%d")
    if not state.kept or any(made == day for made, _ in copies(state.place)):
        return False
    target = f"{state.place}.daily-{day}"
    unfinished = f"{target}.{os.getpid()}"
    try:
        connection = apsw.Connection(uri(state.place), flags=_READ)
        try:
            os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            connection.execute("VACUUM INTO ?", (unfinished,))
        finally:
            connection.close()
        _sync(unfinished)
        os.rename(unfinished, target)
    except (apsw.Error, OSError):
        with contextlib.suppress(OSError):
            os.unlink(unfinished)
        return False
    _tidy(state.place)
    return True


def restore(path: str) -> str:
    """Put the latest sound copy where no state is any more; its day, or nothing where there is none.

    Where another session was quicker its file stays.
    """
    for day, copy in copies(path):
        if not _is_sound(copy):
            continue
        unfinished = f"{path}.{os.getpid()}"
        try:
            with open(copy, "rb") as source, open(unfinished, "xb") as target:
                os.fchmod(target.fileno(), 0o600)
                while piece := source.read(1 << 20):
                    target.write(piece)
                target.flush()
                os.fsync(target.fileno())
            _put(unfinished, path)
        except OSError:
            return ""
        finally:
            with contextlib.suppress(OSError):
                os.unlink(unfinished)
        return day
    return ""


def _put(unfinished: str, path: str) -> None:
    """Give a file its name; FileExistsError where another one has it."""
    try:
        os.link(unfinished, path)  # unlike a rename it takes nobody's place
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            raise
        os.rename(unfinished, path)


_READ = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI


def _is_sound(path: str) -> bool:
    try:
        connection = apsw.Connection(uri(path), flags=_READ)
        try:
            return connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
        finally:
            connection.close()
    except apsw.Error:
        return False


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
