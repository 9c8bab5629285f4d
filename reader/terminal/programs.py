"""Whether another program may be started, and starting one that takes the terminal for a while."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence

from reader.errors import ReaderError

_forbidden = ""


class NotStarted(ReaderError):
    """A program was not started, or not by us."""


def forbid(sentence: str) -> None:
    """From now on no program is started; the sentence says why to whoever wants one."""
    global _forbidden
    _forbidden = sentence


def forbidden() -> str:
    """Why no program may be started; empty where one may. Asked before any is."""
    return _forbidden


def run_in_front(words: Sequence[str]) -> int:
    """Run a program that has the terminal until it ends; its exit status, 128 + a signal's number.

    The terminal is the caller's to give and to take back. NotStarted with a sentence.

    What keys send to the whole group is for the program: Ctrl+C and Ctrl+\\ do nothing to us
    meanwhile, Ctrl+Z stops both, and `fg` continues both.
    """
    if _forbidden:
        raise NotStarted(_forbidden)
    # No SIG_IGN, which a program inherits; a handler becomes the default in it.
    ours = {number: signal.signal(number, _ignore) for number in (signal.SIGINT, signal.SIGQUIT)}
    ours[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    try:
        # Descriptor 2 is a log while the interface runs.
        output = sys.__stdout__.fileno() if sys.__stdout__ else 1
        status = subprocess.run(words, stderr=output, check=False).returncode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name can't be used"
        raise NotStarted(f"{words[0]} can't be started: {reason}.") from error
    finally:
        for number, handler in ours.items():
            signal.signal(number, handler)
    return status if status >= 0 else 128 - status


def _ignore(_number: int, _frame: object) -> None:
    """Nothing."""


def found(name: str, path: str | None) -> bool:
    """Whether there is a program of that name in the folders of $PATH, or under that path."""
    import shutil

    return shutil.which(name, path=os.defpath if path is None else path) is not None
