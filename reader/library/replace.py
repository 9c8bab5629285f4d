"""A file's contents replaced whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile

from reader.characters import one_line
from reader.errors import ArticleUnwritable
from reader.library.load import locate


def replace(root: str, path: str, data: bytes, seen: os.stat_result) -> None:
    """Write a file of a folder anew; its mode and owner stay.

    Another file is written beside it and takes its place when it is on the disk, so that a crash
    leaves the old or the new one. A link stays a link. `seen` is the file's state when it was read.
    Raises ArticleUnwritable, and ArticleGone where the file lies outside of the folder.
    """
    file = os.path.realpath(locate(root, path))
    folder = os.path.dirname(file)
    name = one_line(path)
    if seen.st_nlink > 1:
        raise ArticleUnwritable(f"{name} has another name (a hard link), which would keep the old.")
    try:
        number, draft = tempfile.mkstemp(prefix=".reader-", suffix=".tmp", dir=folder)
        try:
            with open(number, "wb") as stream:
                stream.write(data)
                stream.flush()
                _keep_owner(number, seen)
                os.fsync(number)
            if not _unchanged(os.lstat(file), seen):
                raise ArticleUnwritable(f"{name} was changed meanwhile and is left as it is.")
            os.replace(draft, file)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(draft)
            raise
        _sync(folder)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ArticleUnwritable(f"{name} can't be written: {reason}.") from error


def _keep_owner(number: int, seen: os.stat_result) -> None:
    now = os.fstat(number)
    if (now.st_uid, now.st_gid) != (seen.st_uid, seen.st_gid):
        os.fchown(number, seen.st_uid, seen.st_gid)
    os.fchmod(number, stat.S_IMODE(seen.st_mode))  # after the owner, which takes bits away


def _unchanged(now: os.stat_result, seen: os.stat_result) -> bool:
    return (now.st_ino, now.st_dev, now.st_mtime_ns, now.st_size) == (
        seen.st_ino,
        seen.st_dev,
        seen.st_mtime_ns,
        seen.st_size,
    )


def _sync(folder: str) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with contextlib.suppress(OSError):  # some file systems know no fsync of a folder
            os.fsync(number)
    finally:
        os.close(number)
