"""What a terminal is asked once, and what its answers tell. Nothing waits for them but `Asking`.

The last question is one that every terminal answers, so that it is known when no more will come.
"""

from __future__ import annotations

import os
import select
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from reader.named import NamedTuple
from reader.patterns import pattern
from reader.terminal.capabilities import is_plain
from reader.terminal.colours import background
from reader.terminal.replies import Replies

BACKGROUND = "\x1b]11;?\x1b\\"
KITTY = "\x1b[?u"
SYNCHRONISED = "\x1b[?2026$p"
LAST = "\x1b[c"
"""Device attributes (DA1): VT100 had them."""

# A letter of two bytes between two questions for the cursor. It is erased at once, and all that
# stands before it on the line stays.
_LETTER = "\x1b7\x1b[6n\u00e9\x1b[6n\x1b8\x1b[K"
_POSITION = pattern(rb"\x1b\[\d+;(\d+)R")


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


class Asking:
    """A terminal that was asked by a command, which has other things to do meanwhile."""

    def __init__(self, tty: int) -> None:
        self.answers = Answers()
        self._columns: list[int] = []
        self._tty = tty
        self._replies = Replies()
        self._asked = False

    def ask(self) -> None:
        """Put all the questions, once. OSError where the terminal is gone."""
        self._asked = True
        os.write(self._tty, (_LETTER + questions(os.environ.get("TERM", ""))).encode())

    @property
    def utf8(self) -> bool | None:
        """Whether the terminal takes what it gets for UTF-8; None where it did not tell."""
        match self._columns:
            case [before, after] if after > before:  # else it stood at the margin
                return after == before + 1
        return None

    def wait(self, patience: float) -> Answers:
        """What was answered by now, waiting so many seconds at most for what was not."""
        end = time.monotonic() + patience
        while self._asked and not self.answers.complete:
            left = max(0.0, end - time.monotonic())
            if not select.select([self._tty], [], [], left)[0]:
                break
            data = os.read(self._tty, 4096)
            if not data:
                break  # nobody is there any more
            self._replies.feed(data, time.monotonic())
            for answer in self._replies.take():
                self.answers = heard(self.answers, answer)
                if position := _POSITION.fullmatch(answer):
                    self._columns.append(int(position[1]))
        return self.answers


LINGERING = 1.0
"""Seconds that `asking` listens at its end for an answer that is missing."""


@contextmanager
def asking(lingering: float = LINGERING) -> Iterator[Asking | None]:
    """Ask the terminal; what it answers until the end of the block does not reach the shell.

    None where there is none, or it is another program's for now. What is typed until all is
    answered is lost.
    """
    import termios  # not for those who only fold answers

    tty = _in_front()
    if tty is None:
        yield None
        return
    try:
        before = termios.tcgetattr(tty)
        still = [*before[:6], before[6][:]]
        still[3] &= ~(termios.ICANON | termios.ECHO)
        still[6][termios.VMIN], still[6][termios.VTIME] = 0, 0
        asked = Asking(tty)
        try:
            termios.tcsetattr(tty, termios.TCSADRAIN, still)
            asked.ask()
            yield asked
        finally:
            try:
                # Typed into the shell, an answer that comes later still would be a command.
                with suppress(OSError):  # it is gone
                    asked.wait(lingering)
            finally:
                how = termios.TCSADRAIN if asked.answers.complete else termios.TCSAFLUSH
                with suppress(termios.error):
                    termios.tcsetattr(tty, how, before)
    finally:
        os.close(tty)


def _in_front() -> int | None:
    """The terminal of this process, where it may be set without being stopped for it."""
    try:
        tty = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if os.tcgetpgrp(tty) == os.getpgrp():
            return tty
    except OSError:
        pass
    os.close(tty)
    return None
