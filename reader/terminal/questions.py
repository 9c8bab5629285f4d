"""What a terminal is asked once, and what its answers tell. Nothing waits for them but `ask_now`.

The last question is one that every terminal answers, so that it is known when no more will come.
"""

from __future__ import annotations

import os
import select
import time
from typing import NamedTuple

from reader.terminal.capabilities import is_plain
from reader.terminal.colours import background
from reader.terminal.replies import Replies

BACKGROUND = "\x1b]11;?\x1b\\"
KITTY = "\x1b[?u"
SYNCHRONISED = "\x1b[?2026$p"
LAST = "\x1b[c"
"""Device attributes (DA1): VT100 had them."""


def questions(term: str) -> str:
    """All that a terminal of a kind is asked."""
    return LAST if is_plain(term) else BACKGROUND + KITTY + SYNCHRONISED + LAST


class Answers(NamedTuple):
    """What was told so far; None where nothing was."""

    background: tuple[int, int, int] | None = None  # red, green, blue, 0 to 255
    synchronised: bool | None = None  # output between two marks is shown at once (mode 2026)
    kitty: bool | None = None  # the keyboard protocol of that name
    complete: bool = False  # the last question was answered: what is None now stays so


def heard(before: Answers, answer: bytes) -> Answers:
    """What is known after one more answer, as `Replies` gives them."""
    if answer.startswith(b"\x1b[?") and answer.endswith(b"u"):
        return before._replace(kitty=True)
    if answer.startswith(b"\x1b[?2026;") and answer.endswith(b"$y"):
        # DECRPM: 1 and 2 are known, and for now on or off
        return before._replace(synchronised=answer[-3:-2] in b"12")
    if answer.startswith(b"\x1b[?") and answer.endswith(b"c"):
        return before._replace(complete=True)
    colour = background(answer)
    return before if colour is None else before._replace(background=colour)


class Asked(NamedTuple):
    """What `ask_now` found."""

    answers: Answers
    seconds: float  # until the last answer, or those that were waited in vain


def ask_now(patience: float = 1.0) -> Asked | None:
    """Ask the terminal and wait for its answers, `patience` seconds at most; for a command alone.

    None where there is none, or it is another program's for now. What is typed meanwhile is lost.
    An answer that comes later still is typed into the shell, hence the patience.
    """
    import termios  # not for those who only fold answers

    try:
        tty = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if os.tcgetpgrp(tty) != os.getpgrp():
            return None  # to set it would stop the process
        before = termios.tcgetattr(tty)
        still = [*before[:6], before[6][:]]
        still[3] &= ~(termios.ICANON | termios.ECHO)
        still[6][termios.VMIN], still[6][termios.VTIME] = 0, 0
        termios.tcsetattr(tty, termios.TCSADRAIN, still)
        try:
            return _asked(tty, patience)
        finally:
            termios.tcsetattr(tty, termios.TCSAFLUSH, before)
    except (OSError, termios.error):
        return None
    finally:
        os.close(tty)


def _asked(tty: int, patience: float) -> Asked:
    begun = time.monotonic()
    os.write(tty, questions(os.environ.get("TERM", "")).encode("ascii"))
    replies, answers = Replies(), Answers()
    while not answers.complete:
        left = begun + patience - time.monotonic()
        if left <= 0 or not select.select([tty], [], [], left)[0]:
            break
        replies.feed(os.read(tty, 4096), time.monotonic())
        for answer in replies.take():
            answers = heard(answers, answer)
    return Asked(answers, time.monotonic() - begun)
