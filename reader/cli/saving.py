"""`-o FILE`: what a command prints goes into a file, whole or not at all."""

from __future__ import annotations

import argparse
import contextlib
import os
import stat
import sys
from collections.abc import Iterable

from reader.characters import one_line
from reader.cli.output import take_all
from reader.errors import OutputUnwritable


def add_output(parser: argparse.ArgumentParser) -> None:
    """The option -o."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write to a file, which is replaced whole; - is standard output",
    )


def save(path: str | None, texts: Iterable[str]) -> None:
    """Write texts as they are to a file, or to stdout for none; UTF-8 in a file.

    The file is private to the person where it is new. It is replaced when all is on the disk, so
    that a full one, or an error among the texts, leaves it as it was: OutputUnwritable.
    """
    if path is None or path == "-":
        take_all()
        for text in texts:
            sys.stdout.write(text)
        return
    target = os.path.realpath(path)
    try:
        mode = _mode(target)
        if mode is None:
            with open(target, "w", encoding="utf-8") as stream:  # a pipe, /dev/null
                stream.writelines(texts)
            return
        _replace(target, mode, texts)
    except ValueError as error:
        raise OutputUnwritable(f"{one_line(path)} is not a path.") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputUnwritable(f"{one_line(path)} can't be written: {reason}.") from error


def _mode(target: str) -> int | None:
    """The permissions that the file is to have; None for what is no ordinary file."""
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        return 0o600
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(21, "it is a folder")
    return stat.S_IMODE(mode) if stat.S_ISREG(mode) else None


def _replace(target: str, mode: int, texts: Iterable[str]) -> None:
    import tempfile  # 3 ms, where a file is named

    folder = os.path.dirname(target)
    number, draft = tempfile.mkstemp(prefix=".reader-", suffix=".tmp", dir=folder)
    try:
        with open(number, "w", encoding="utf-8", newline="") as stream:
            stream.writelines(texts)
            stream.flush()
            os.fchmod(number, mode)
            os.fsync(number)
        os.replace(draft, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(draft)
        raise
