"""The folders of which the kernel tells: those of the article on the page, and the library's."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from errno import EMFILE, ENOMEM, ENOSPC
from typing import TYPE_CHECKING

from reader.store.filesystem import is_remote

if TYPE_CHECKING:
    from reader.library.watch import Change, Folders
    from reader.session.progress import Walked

NONE_LEFT = (ENOSPC, ENOMEM, EMFILE)  # inotify_add_watch(2): other folders would be refused too
GRAIN = 20_000_000  # ns that the clock of a file system may be behind: a tick of 50 Hz


class Watching:
    """One watch for all folders, since a person has 128 of them; wakes up when something happens.

    Where the kernel tells nothing (other systems, network file systems, watches used up), whoever
    needs to know has to look.
    """

    def __init__(self, on_changes: Callable[[set[Change]], None]) -> None:
        self._on_changes = on_changes
        self._folders: Folders | None = None
        self._closed = False
        self._article: frozenset[str] = frozenset()  # the folders wanted for it
        self._library: frozenset[str] = frozenset()

    def follow_article(self, folders: frozenset[str]) -> None:
        """Have the kernel tell of these folders of the article on the page, of none before it."""
        left, self._article = self._article - folders - self._library, folders
        if not folders and self._folders is None:
            return
        with suppress(OSError):  # `tells_article` knows
            watch = self._opened()
            watch.remove(left)
            for folder in folders - watch.folders:
                with suppress(OSError):
                    watch.add(folder)

    @property
    def tells_article(self) -> bool:
        """Whether all of its folders are watched now."""
        if not self._article or self._folders is None:
            return False
        return self._article <= self._folders.folders

    def is_of_article(self, change: Change) -> bool:
        """Whether something changed in its folders, or may have."""
        return not change.folder or change.folder in self._article

    async def follow_library(self, root: str, walked: Walked) -> bool:
        """Have the kernel tell of the folders of the library, as many as it will.

        Whether files came or went in one of them before it was watched, and after it was looked
        through; a file that was rewritten in that moment is not noticed.
        """
        folders = frozenset(os.path.join(root, path) if path else root for path in walked.folders)
        try:
            watch = self._opened()
        except OSError:
            return False
        watch.remove(self._library - folders - self._article)
        self._library = folders
        wanted = sorted(folders - watch.folders, key=lambda path: (path.count("/"), path))
        if not wanted:
            return False
        return await asyncio.to_thread(watch_all, watch, root, wanted, walked.began)

    def _opened(self) -> Folders:
        if self._closed:
            raise OSError("closed")
        if self._folders is None:
            from reader.library.watch import Folders  # ctypes, with the first article

            self._folders = Folders()
            asyncio.get_running_loop().add_reader(self._folders.fileno(), self._told)
        return self._folders

    def _told(self) -> None:
        if self._folders is not None and (changes := self._folders.changed()):
            self._on_changes(changes)

    def close(self) -> None:
        """Watch nothing any more."""
        self._closed = True
        if self._folders is not None:
            asyncio.get_running_loop().remove_reader(self._folders.fileno())
            self._folders.close()
            self._folders = None


def watch_all(watch: Folders, root: str, folders: Iterable[str], began: int) -> bool:
    """In a thread, since a disk may take its time: whether one changed since then (in ns)."""
    if is_remote(root):
        return False
    changed = False
    for folder in folders:
        try:
            watch.add(folder)
            changed = changed or os.stat(folder).st_mtime_ns > began - GRAIN
        except OSError as error:
            # The upper ones are watched; for what lies deeper there is Ctrl+R.
            if watch.closed or error.errno in NONE_LEFT:
                break
    return changed
