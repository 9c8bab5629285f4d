"""The terminal itself: found, put into the state a full-screen program needs, and put back.

Nothing here waits for whoever reads the other end. The terminal is opened once more for writing, so
that O_NONBLOCK is ours alone: set on an inherited descriptor it would be the shell's too.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import termios
import threading
import time
from typing import Any

# Kitty keyboard protocol: disambiguate, report all keys and their text.
_KITTY = 0b11001

ENTER = (
    "\x1b[?1049h"  # the alternate screen; first, since some modes below belong to a screen
    "\x1b[?25l"  # no cursor
    "\x1b[?7l"  # no wrapping at the right margin
    "\x1b[?1000h\x1b[?1002h\x1b[?1006h"  # mouse: buttons, wheel, dragging; not each move
    "\x1b[?1004h"  # focus
    "\x1b[?2004h"  # pastes in brackets
)
KITTY_ENTER = f"\x1b[>{_KITTY}u"

LEAVE = (
    "\x1b[?2026l"  # a frame that was cut off
    "\x1b[0m\x1b]8;;\x1b\\"
    "\x1b[?2004l\x1b[?1004l"
    "\x1b[?1006l\x1b[?1002l\x1b[?1000l"
    "\x1b[?7h"
)
KITTY_LEAVE = "\x1b[<u"  # before the screen is left: each has its own
LEAVE_SCREEN = "\x1b[?1049l\x1b[?25h"

_CANCEL = "\x18"  # ends a sequence of which only a part was written (ECMA-48 CAN)


class Tty:
    """The terminal that a person sits at. OSError where there is none.

    `enter` and `leave` may be called from any thread and in any order; the second of two equal
    calls does nothing.
    """

    def __init__(self) -> None:
        self.input = 0 if os.isatty(0) else os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
        shown = 1 if os.isatty(1) else self.input
        self.output, self.never_blocks = _opened_again(shown)
        self._kitty = False  # whether the terminal said that it has that keyboard
        self._lock = threading.Lock()
        self._before: list[Any] | None = None
        self._over = False

    @property
    def is_entered(self) -> bool:
        """Whether the terminal is in our state."""
        return self._before is not None

    @property
    def returns(self) -> bool:
        """Whether a line feed is made the beginning of a row on its way; while it is in our state."""
        before = self._before
        wanted = termios.OPOST | termios.ONLCR
        return before is not None and before[1] & wanted == wanted

    def size(self) -> tuple[int, int]:
        """Columns and rows; 80 and 24 where the terminal does not say."""
        try:
            found = os.get_terminal_size(self.output)
        except OSError:
            return 80, 24
        return found.columns or 80, found.lines or 24

    def enter(self) -> str | None:
        """Take the terminal over; None when it was left for good.

        Remembers how it was. What of the sequences could not be written at once is returned, to
        be written before anything else. In the background this stops the process until it is in
        front.
        """
        with self._lock:
            if self._over:
                return None
            if self._before is not None:
                return ""
            self._before = termios.tcgetattr(self.input)
            termios.tcsetattr(self.input, termios.TCSANOW, raw(self._before))
            # Here, so that nobody can leave between the two and take back what was never sent.
            data = (ENTER + (KITTY_ENTER if self._kitty else "")).encode("ascii")
            return self._write(data, time.monotonic() + 0.02).decode("ascii")

    def enter_again(self) -> str:
        """The same after someone else stopped and continued us, and the shell had the terminal."""
        with self._lock:
            if self._before is None:
                return ""
            termios.tcsetattr(self.input, termios.TCSANOW, raw(self._before))
            return ENTER

    def learn_kitty(self) -> str:
        """The terminal has the kitty keyboard: what is to be written, now or never."""
        with self._lock:
            if self._kitty or self._before is None:
                return ""
            self._kitty = True
            return KITTY_ENTER

    def leave(self, *, for_good: bool, cut_off: bool = False, patience: float = 0.1) -> None:
        """Put the terminal back as it was found, within `patience` seconds; never raises.

        After `for_good` nobody enters it any more, whatever another thread is about to do.

        `cut_off`: what was written last is only a part. Where nobody reads, what they have not
        read is thrown away, so that these bytes are what they find.
        """
        with self._lock:
            self._over = self._over or for_good
            if self._before is None:
                return
            before, self._before = self._before, None
            end = LEAVE + (KITTY_LEAVE if self._kitty else "") + LEAVE_SCREEN
            data = ((_CANCEL if cut_off else "") + end).encode("ascii")
            left = self._write(data, time.monotonic() + patience)
            if left:
                with contextlib.suppress(termios.error):
                    termios.tcflush(self.output, termios.TCOFLUSH)
                # Of what was thrown away a part may have been ours: again from the start.
                self._write(_CANCEL.encode("ascii") + end.encode("ascii"), time.monotonic() + 0.02)
            # From the background the terminal may be set only with this signal held back.
            held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
            try:
                with contextlib.suppress(termios.error):
                    # Answers and keys meant for us must not become commands of the shell.
                    termios.tcflush(self.input, termios.TCIFLUSH)
                    termios.tcsetattr(self.input, termios.TCSANOW, before)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, held)

    def close(self) -> None:
        """Give the descriptors back."""
        os.close(self.output)
        if self.input != 0:
            os.close(self.input)

    def _write(self, data: bytes, deadline: float) -> bytes:
        """Write what can be written until a monotonic time; the rest."""
        waiting = select.poll()
        waiting.register(self.output, select.POLLOUT)
        while data:
            left = max(0.0, deadline - time.monotonic())
            if not waiting.poll(left * 1000):
                return data
            try:
                data = data[os.write(self.output, data) :]
            except BlockingIOError:
                if not left:
                    return data
                time.sleep(0.002)
            except OSError:
                return b""  # nobody is there to see it
        return b""


def raw(attributes: list[Any]) -> list[Any]:
    """The attributes of a terminal (termios) for a program that reads each key.

    No echo, no lines, no signals by keys, no flow control; what is written stays as it is.
    """
    iflag, oflag, cflag, lflag, ispeed, ospeed, characters = attributes
    iflag &= ~(
        termios.IXON
        | termios.IXOFF
        | termios.ICRNL
        | termios.INLCR
        | termios.IGNCR
        | termios.ISTRIP
    )
    lflag &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    characters = list(characters)
    characters[termios.VMIN], characters[termios.VTIME] = 1, 0
    return [iflag, oflag, cflag, lflag, ispeed, ospeed, characters]


def _opened_again(descriptor: int) -> tuple[int, bool]:
    """Another open file of the same terminal, and whether it never blocks."""
    wanted = os.fstat(descriptor).st_rdev
    flags = os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC
    # Not by name after `su`, which leaves the terminal another user's: then /dev/tty serves.
    for name in (_name(descriptor), f"/proc/self/fd/{descriptor}", "/dev/tty"):
        if not name or (name.startswith("/proc") and sys.platform != "linux"):
            continue
        try:
            found = os.open(name, flags)
        except OSError:
            continue
        if name == "/dev/tty" or os.fstat(found).st_rdev == wanted:
            return found, True
        os.close(found)
    return os.dup(descriptor), False


def _name(descriptor: int) -> str:
    try:
        return os.ttyname(descriptor)
    except OSError:
        return ""
