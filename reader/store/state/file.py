"""Whether a file can be a person's state, and how a damaged one is put aside."""

from __future__ import annotations

import fcntl
import os
import stat
import time

from reader.characters import one_line
from reader.errors import StateUnusable
from reader.store.filesystem import identity

_MAGIC = b"SQLite format 3\0"
_SIDECARS = ("-wal", "-shm", "-journal")


def prepare(path: str) -> None:
    """Make the folder and the file, private to the person, where they don't exist.

    StateUnusable with a sentence where that can't be, or where something else lies there.
    """
    name = one_line(path)
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        os.close(os.open(path, os.O_RDONLY | os.O_CREAT | os.O_NONBLOCK, 0o600))
        mode = os.stat(path).st_mode
    except IsADirectoryError as error:
        raise StateUnusable(f"{name} is a folder, not a file.") from error
    except OSError as error:
        raise StateUnusable(f"{name}: {error.strerror}.") from error
    if stat.S_ISDIR(mode):
        raise StateUnusable(f"{name} is a folder, not a file.")
    if not stat.S_ISREG(mode):
        raise StateUnusable(f"{name} is not an ordinary file.")


def is_damaged(path: str) -> bool:
    """Whether the bytes of the file can't be a whole database.

    Free of cost, so it is asked at each start: the magic words, and, where no log of later writes
    lies beside it, the size that the header states.
    """
    with open(path, "rb") as stream:
        header = stream.read(100)
        size = os.fstat(stream.fileno()).st_size
    if size == 0:
        return False
    if len(header) < 100 or not header.startswith(_MAGIC):
        return True
    if any(_is_filled(path + sidecar) for sidecar in ("-wal", "-journal")):
        return False
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(header[28:32], "big")
    current = header[24:28] == header[92:96]  # else an old SQLite left the page count behind
    return current and size < page * pages


def _is_filled(path: str) -> bool:
    try:
        return os.stat(path).st_size > 0
    except OSError:
        return False


def put_aside(path: str, seen: tuple[int, int] | None) -> str:
    """Rename a damaged state and what belongs to it to a dated name beside it; that name.

    `seen` is the (device, inode) that was found damaged. Where another session was quicker the
    file there is a new one, nothing is done and the name is empty. OSError where it can't be.
    """
    lock = os.open(path + ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if identity(path) != seen:
            return ""
        aside = _free_name(f"{path}.damaged-{time.strftime('%Y-%m-%d')}")
        # The log first: a new database must never meet the log of the old one.
        for sidecar in _SIDECARS:
            if os.path.exists(path + sidecar):
                os.rename(path + sidecar, aside + sidecar)
        os.rename(path, aside)
        return aside
    finally:
        os.close(lock)


def _free_name(wanted: str) -> str:
    name, count = wanted, 1
    while os.path.lexists(name):
        count += 1
        name = f"{wanted}-{count}"
    return name
