"""Where the catalog of a library lies: the cache folder, else a private one, else memory."""

from __future__ import annotations

import fcntl
import os
import re
import stat
from collections.abc import Iterator
from enum import StrEnum

from reader.named import NamedTuple
from reader.store.catalog.naming import cache_folder, file_name
from reader.store.catalog.schema import READING, SCHEMA

SIDECARS = ("-wal", "-shm", "-journal")
DAMAGED = ".damaged"  # beside a catalog that a reader found so
MEMORY = "file:/catalog-{}?vfs=memdb"  # shared by the connections of one process, unlike :memory:

_PRIVATE = "reader-catalog-"
_IN_USE = "in-use"  # locked by the process that made a private folder


class Kind(StrEnum):
    """How long a catalog lasts, and who can fill it."""

    CACHE = "cache"  # stays
    PRIVATE = "private"  # goes when the process that made it ends
    MEMORY = "memory"  # within one process, so only a thread of it can fill it


class Location(NamedTuple):
    """The place of one catalog."""

    path: str  # of the file; the engine's URI where it is in memory
    kind: Kind

    @property
    def folder(self) -> str:
        """The folder it lies in; empty for memory."""
        return "" if self.kind is Kind.MEMORY else os.path.dirname(self.path)


def candidates(root: str) -> Iterator[Location]:
    """The places for a library's catalog, best first; memory is the last and always there.

    A private folder is made when it is asked for, so take no more than you need.
    """
    name = file_name(root)
    folder = cache_folder()
    if _is_writable(folder):
        yield Location(os.path.join(folder, name), Kind.CACHE)
    private = _private_folder()
    if private:
        yield Location(os.path.join(private, name), Kind.PRIVATE)
    yield Location(MEMORY.format(file_name(root)), Kind.MEMORY)


def suspect(path: str) -> None:
    """Leave word that a reader found a catalog damaged, for the next refresh.

    A refresh reads little of a catalog in which nothing changed, and would not notice.
    """
    try:
        os.close(os.open(path + DAMAGED, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError:
        return  # where nothing can be written, nothing can be built anew either


def is_suspected(path: str) -> bool:
    """Whether a reader found this catalog damaged."""
    return os.path.lexists(path + DAMAGED)


def put_aside(path: str) -> None:
    """Rename an unusable catalog, so that a new one can be built; only the last is kept.

    Only for whoever holds the lock of the catalog. Raises OSError where the folder is read-only.
    """
    # The log first: a new database must never meet the log of the old one.
    for sidecar in (*SIDECARS, DAMAGED):
        if os.path.lexists(path + sidecar):
            os.unlink(path + sidecar)
    if os.path.isdir(path) and not os.path.islink(path):
        os.rename(path, f"{path}.unusable-{os.getpid()}")
    elif os.path.lexists(path):
        os.replace(path, f"{path}.unusable")


def remove_outdated(path: str) -> None:
    """Delete the catalogs of the same library that other versions of the program wrote."""
    folder, name = os.path.split(path)
    stem = name.rsplit(".", 3)[0]
    outdated = re.compile(re.escape(stem) + r"\.(\d+)\.(\d+)\.db")
    with os.scandir(folder) as entries:
        found = [entry.name for entry in entries if entry.name != name]
    for other in found:
        match = outdated.fullmatch(other)
        # A newer one belongs to a newer program that is installed beside this one.
        if match and (int(match[1]), int(match[2])) < (SCHEMA, READING):
            for suffix in ("", *SIDECARS, ".lock", ".unusable", DAMAGED):
                _unlink(os.path.join(folder, other + suffix))


def _unlink(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _is_writable(folder: str) -> bool:
    """Whether files can be made in a folder, which is made where it is missing."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)


_mine: str | None = None  # the private folder of this process
_lock: int | None = None  # held as long as the process lives


def _private_folder() -> str:
    """A new folder for this user alone, deleted on exit; empty where none can be made."""
    global _mine, _lock
    if _mine is not None and os.path.isdir(_mine):
        return _mine
    import atexit
    import tempfile

    for base in (os.environ.get("XDG_RUNTIME_DIR", ""), _temporary_folder()):
        if not os.path.isabs(base):
            continue
        _remove_abandoned(base)
        try:
            folder = tempfile.mkdtemp(prefix=f"{_PRIVATE}{os.getuid()}-", dir=base)
            _lock = os.open(os.path.join(folder, _IN_USE), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC)
            fcntl.flock(_lock, fcntl.LOCK_EX)
        except OSError:
            continue
        _mine = folder
        atexit.register(remove_private)
        return folder
    return ""


def _temporary_folder() -> str:
    import tempfile

    try:
        return tempfile.gettempdir()
    except FileNotFoundError:  # nothing at all can be written
        return ""


def remove_private() -> None:
    """Delete this process's private folder, if it made one. For every way to exit."""
    global _mine
    if _mine is not None:
        _remove(_mine)
        _mine = None


def _remove_abandoned(base: str) -> None:
    """Delete the private folders of processes of ours that were killed."""
    try:
        with os.scandir(base) as entries:
            names = [e.path for e in entries if e.name.startswith(f"{_PRIVATE}{os.getuid()}-")]
    except OSError:
        return
    for path in names:
        try:
            info = os.lstat(path)
            if not stat.S_ISDIR(info.st_mode) or info.st_uid != os.getuid():
                continue
            lock = os.open(os.path.join(path, _IN_USE), os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue  # its owner lives
        else:
            _remove(path)
        finally:
            os.close(lock)


def _remove(folder: str) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
