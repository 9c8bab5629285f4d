"""Word from the kernel that something changed in some folders: inotify(7), of Linux.

Three calls of the C library and no thread: whoever has an event loop waits for the descriptor, and
nothing wakes up while nothing happens.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress

from reader.named import NamedTuple

# linux/inotify.h
_MODIFY, _ATTRIB, _CLOSE_WRITE = 0x2, 0x4, 0x8
_MOVED_FROM, _MOVED_TO, _CREATE, _DELETE = 0x40, 0x80, 0x100, 0x200
_DELETE_SELF, _MOVE_SELF = 0x400, 0x800
_UNMOUNT, _OVERFLOW, _IGNORED = 0x2000, 0x4000, 0x8000
_ONLYDIR, _ISDIR = 0x01000000, 0x40000000
_MASK = (
    _MODIFY | _ATTRIB | _CLOSE_WRITE | _MOVED_FROM | _MOVED_TO | _CREATE | _DELETE | _DELETE_SELF
) | (_MOVE_SELF | _ONLYDIR)
_LOST = _DELETE_SELF | _MOVE_SELF | _UNMOUNT | _IGNORED
_EVENT = struct.Struct("iIII")  # watch, mask, cookie, bytes of the name behind it

_BUFFER = 1 << 16  # bytes; an event takes some 50
_MOST_READS = 4  # at once, some 10 ms: a folder in which everything changes must not keep the loop


class Change(NamedTuple):
    """That something happened to a file or folder."""

    folder: str  # as it was added; "" where any may be meant
    name: str  # in the folder; "" for the folder itself
    is_folder: bool = False


ANYTHING = Change("", "", is_folder=True)
"""So much happened that the kernel did not keep it."""


class Folders:
    """Watches the files of some folders, not what lies in folders below them.

    OSError where the system has no such thing or none left. `add` may be called in any thread,
    everything else in one.
    """

    def __init__(self) -> None:
        if sys.platform != "linux":
            raise OSError("This system has no inotify.")
        # Not find_library, which starts a program to look for what is loaded already.
        self._library = ctypes.CDLL(None, use_errno=True)
        self._number = self._called(
            self._library.inotify_init1(ctypes.c_int(os.O_NONBLOCK | os.O_CLOEXEC))
        )
        # Each step on it is one that no other thread can come between.
        self._folders: dict[int, str] = {}
        self._adding = threading.Lock()
        self._closed = threading.Event()

    @staticmethod
    def _called(result: int) -> int:
        if result < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
        return result

    @property
    def closed(self) -> bool:
        """Whether nothing is watched any more."""
        return self._closed.is_set()

    def fileno(self) -> int:
        """What can be read from as soon as something has changed."""
        return self._number

    @property
    def folders(self) -> frozenset[str]:
        """The folders that are watched; one that was removed or moved away is not any more."""
        return frozenset(self._folders.copy().values())

    def add(self, folder: str) -> None:
        """Watch this folder too; OSError where it can't be watched, or after `close`."""
        with self._adding:
            if self._closed.is_set():
                raise OSError(errno.EBADF, os.strerror(errno.EBADF))
            watch = self._library.inotify_add_watch(
                self._number, ctypes.c_char_p(os.fsencode(folder)), ctypes.c_uint32(_MASK)
            )
            self._folders[self._called(watch)] = folder
        if self._closed.is_set():
            self.close()

    def remove(self, folders: Iterable[str]) -> None:
        """Watch these no more."""
        unwanted = set(folders)
        for watch, folder in self._folders.copy().items():
            if folder in unwanted:
                self._leave(watch)

    def _leave(self, watch: int) -> None:
        if self._folders.pop(watch, None) is not None:
            self._library.inotify_rm_watch(self._number, watch)

    def changed(self) -> set[Change]:
        """What happened since the last call, or the first part of it."""
        changes: set[Change] = set()
        for _ in range(_MOST_READS):
            try:
                data = os.read(self._number, _BUFFER)
            except BlockingIOError:
                break
            self._read(data, changes)
        return changes

    def _read(self, data: bytes, changes: set[Change]) -> None:
        place = 0
        while place + _EVENT.size <= len(data):
            watch, mask, _, size = _EVENT.unpack_from(data, place)
            place += _EVENT.size + size
            folder = self._folders.get(watch)
            if mask & _OVERFLOW:
                changes.add(ANYTHING)
            elif folder is not None:  # else word of a folder that was left since
                name = os.fsdecode(data[place - size : place].rstrip(b"\0"))
                changes.add(Change(folder, name, bool(mask & _ISDIR) or not name))
                if mask & _LOST:
                    self._leave(watch)

    def close(self) -> None:
        """Watch nothing any more; while another thread adds a folder, that one closes."""
        self._closed.set()
        # The number may be another file's as soon as it is given back.
        if self._number >= 0 and self._adding.acquire(blocking=False):
            number, self._number = self._number, -1
            self._folders.clear()
            with suppress(OSError):
                os.close(number)
            self._adding.release()
