"""Word from the kernel that something changed in a few folders: inotify(7), of Linux.

Three calls of the C library and no thread: whoever has an event loop waits for the descriptor, and
nothing wakes up while nothing happens.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress

# linux/inotify.h
_MODIFY, _ATTRIB, _CLOSE_WRITE = 0x2, 0x4, 0x8
_MOVED_FROM, _MOVED_TO, _CREATE, _DELETE = 0x40, 0x80, 0x100, 0x200
_DELETE_SELF, _MOVE_SELF = 0x400, 0x800
_UNMOUNT, _OVERFLOW, _IGNORED = 0x2000, 0x4000, 0x8000
_ONLYDIR = 0x01000000
_MASK = (
    _MODIFY | _ATTRIB | _CLOSE_WRITE | _MOVED_FROM | _MOVED_TO | _CREATE | _DELETE | _DELETE_SELF
) | (_MOVE_SELF | _ONLYDIR)
_LOST = _DELETE_SELF | _MOVE_SELF | _UNMOUNT | _IGNORED
_EVENT = struct.Struct("iIII")  # watch, mask, cookie, bytes of the name behind it

_BUFFER = 1 << 16  # bytes; an event takes some 50
_MOST_READS = 16  # at once: a folder in which everything changes must not keep the loop


class Folders:
    """Watches the files of some folders, not what lies in folders below them.

    OSError where the system has no such thing or none left. Belongs to one thread.
    """

    def __init__(self) -> None:
        if sys.platform != "linux":
            raise OSError("This system has no inotify.")
        # Not find_library, which starts a program to look for what is loaded already.
        self._library = ctypes.CDLL(None, use_errno=True)
        self._number = self._called(
            self._library.inotify_init1(ctypes.c_int(os.O_NONBLOCK | os.O_CLOEXEC))
        )
        self._folders: dict[int, str] = {}

    @staticmethod
    def _called(result: int) -> int:
        if result < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
        return result

    def fileno(self) -> int:
        """What can be read from as soon as something has changed."""
        return self._number

    @property
    def folders(self) -> frozenset[str]:
        """The folders that are watched; one that was removed or moved away is not any more."""
        return frozenset(self._folders.values())

    def follow(self, folders: Iterable[str]) -> None:
        """Watch these folders and no others; OSError where one can't be watched."""
        wanted = set(folders)
        for watch, folder in list(self._folders.items()):
            if folder not in wanted:
                del self._folders[watch]
                self._library.inotify_rm_watch(self._number, watch)
        for folder in wanted.difference(self._folders.values()):
            watch = self._library.inotify_add_watch(
                self._number, ctypes.c_char_p(os.fsencode(folder)), ctypes.c_uint32(_MASK)
            )
            self._folders[self._called(watch)] = folder

    def changed(self) -> set[str]:
        """The names that something happened to since the last call; "" where it may be any name."""
        names: set[str] = set()
        for _ in range(_MOST_READS):
            try:
                data = os.read(self._number, _BUFFER)
            except BlockingIOError:
                break
            names |= self._names(data)
        return names

    def _names(self, data: bytes) -> set[str]:
        names, place = set(), 0
        while place + _EVENT.size <= len(data):
            watch, mask, _, size = _EVENT.unpack_from(data, place)
            place += _EVENT.size + size
            if mask & _OVERFLOW:
                names.add("")
            elif watch in self._folders:  # else word of a folder that was left since
                names.add(os.fsdecode(data[place - size : place].rstrip(b"\0")))
                if mask & _LOST:
                    del self._folders[watch]
                    self._library.inotify_rm_watch(self._number, watch)
        return names

    def close(self) -> None:
        """Watch nothing any more."""
        self._folders.clear()
        with suppress(OSError):
            os.close(self._number)
