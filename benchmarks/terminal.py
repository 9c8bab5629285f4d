"""A program on a pseudo-terminal, and what it wrote with the moment of each piece.

Nothing is interpreted while the clock runs; benchmarks.screen replays a recording afterwards.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from typing import NamedTuple

COLUMNS, ROWS = 120, 40

# What is asked of a terminal, and the answers of a common one. Mode 2026 marks where a frame ends.
_ASKED = re.compile(rb"\x1b\[(?:0?c|6n|\?u|\?(\d+)\$p)|\x1b\]11;\?(?:\x07|\x1b\\)")
_UNFINISHED = 16  # bytes in which the beginning of a question may hide at the end of a piece


class Piece(NamedTuple):
    """What one read gave."""

    at: float  # seconds, time.monotonic
    data: bytes


class Recorder:
    """A program with a terminal of its own. `started` is the moment before it was started."""

    def __init__(self, argv: Sequence[str], environ: dict[str, str]) -> None:
        self.pieces: list[Piece] = []
        self._rest = b""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

        def take_terminal() -> None:
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.started = time.monotonic()
        self.process = subprocess.Popen(
            argv,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environ,
            preexec_fn=take_terminal,
        )
        os.close(slave)

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, *_: object) -> None:
        """End it, and whatever it has started; the next one shall have the machine alone."""
        if self.process.poll() is None:
            with contextlib.suppress(OSError):
                os.write(self._master, b"Q")
            self.read_until_over(1.0)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._master)

    def press(self, keys: str) -> float:
        """Type; the moment before."""
        at = time.monotonic()
        os.write(self._master, keys.encode())
        return at

    def resize(self, columns: int) -> float:
        """Another width of the window; the moment before."""
        at = time.monotonic()
        size = struct.pack("HHHH", ROWS, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)  # the kernel tells the program
        return at

    def read(self, seconds: float) -> bool:
        """Read once, waiting so long at most; whether anything came."""
        if not select.select([self._master], [], [], max(0.0, seconds))[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # nobody is at the other end any more
            return False
        self.pieces.append(Piece(time.monotonic(), data))
        self._answer(data)
        return True

    def read_until(self, word: str, within: float = 30.0) -> bool:
        """Read until a word was written; False in vain. Sequences inside of it are not understood."""
        wanted = word.encode()
        end = time.monotonic() + within
        tail = b""
        seen = 0
        while time.monotonic() < end:
            for piece in self.pieces[seen:]:
                tail = tail[-len(wanted) :] + piece.data
                if wanted in tail:
                    return True
            seen = len(self.pieces)
            if not self.read(0.1) and self.process.poll() is not None:
                return False
        return False

    def read_until_quiet(self, quiet: float, within: float = 10.0) -> None:
        """Read until nothing has come for so many seconds."""
        end = time.monotonic() + within
        while time.monotonic() < end and self.read(quiet):
            pass

    def read_until_over(self, within: float) -> None:
        """Read until the program has ended."""
        end = time.monotonic() + within
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.01)

    def fileno(self) -> int:
        """What can be read from when the program has written."""
        return self._master

    def has_children(self) -> bool:
        """Whether one of its threads has a child process, such as its indexer; on Linux only."""
        pid = self.process.pid
        try:
            tasks = os.listdir(f"/proc/{pid}/task")
        except OSError:
            return False
        for task in tasks:
            with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{task}/children", "rb") as f:
                if f.read().strip():
                    return True
        return False

    def wait_for_children(self, within: float = 30.0) -> None:
        """Read until the program has no child process."""
        end = time.monotonic() + within
        while time.monotonic() < end and self.has_children():
            self.read(0.02)

    def take(self) -> list[Piece]:
        """What was recorded since the last time."""
        pieces, self.pieces = self.pieces, []
        return pieces

    def said(self) -> str:
        """What can be read in the recording, for the sentence that tells why nothing was measured."""
        text = b"".join(piece.data for piece in self.pieces).decode(errors="replace")
        plain = re.sub(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)", " ", text)
        return " ".join(plain.split())[-200:]

    def _answer(self, data: bytes) -> None:
        data = self._rest + data
        end = 0
        for match in _ASKED.finditer(data):
            end = match.end()
            os.write(self._master, _answer_to(match))
        self._rest = data[max(end, len(data) - _UNFINISHED) :]


def _answer_to(question: re.Match[bytes]) -> bytes:
    if question[0].startswith(b"\x1b]"):
        return b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"
    if question[0].endswith(b"$p"):
        known = 2 if question[1] == b"2026" else 0  # reset, or not recognized
        return b"\x1b[?%s;%d$y" % (question[1], known)
    if question[0].endswith(b"6n"):
        return b"\x1b[1;1R"
    return b"\x1b[?0u" if question[0].endswith(b"u") else b"\x1b[?62;22c"
