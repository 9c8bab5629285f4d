"""A thread that writes to the terminal as fast as somebody reads, and nobody waits for it."""

from __future__ import annotations

import os
import select
import threading
import time
from collections import deque
from collections.abc import Callable

BACKLOG = 1 << 20
"""Characters that may wait; a screen has some 10,000. Beyond, what waits is dropped and the whole
screen is painted again when the terminal is read again."""

_AT_ONCE = 512  # bytes that a terminal surely takes when it is ready, where writing may block


class Writer(threading.Thread):
    """Text in, whole writes in order out, until `finish`.

    `on_gap` is called from the thread once what was waiting could be written after something had
    been dropped.
    """

    def __init__(self, descriptor: int, never_blocks: bool, on_gap: Callable[[], None]) -> None:
        super().__init__(name="terminal-output", daemon=True)
        self._descriptor = descriptor
        self._at_once = 1 << 16 if never_blocks else _AT_ONCE
        self._on_gap = on_gap
        self._waiting: deque[str] = deque()
        self._size = 0
        self._gap = False
        self._busy = False
        self._finishing = False
        self._stopped = False
        self._changed = threading.Condition()
        self.cut_off = False  # the last write was not finished

    def write(self, text: str) -> None:
        """Write soon; never waits."""
        with self._changed:
            if self._finishing:
                return
            if self._size > BACKLOG:
                self._waiting.clear()
                self._size = 0
                self._gap = True
            self._waiting.append(text)
            self._size += len(text)
            self._changed.notify_all()

    def finish(self, patience: float) -> None:
        """Write what waits, at most for `patience` seconds, then stop at once, wherever it is."""
        deadline = time.monotonic() + patience
        with self._changed:
            self._finishing = True
            self._changed.notify_all()
            while (self._waiting or self._busy) and time.monotonic() < deadline:
                self._changed.wait(max(0.0, deadline - time.monotonic()))
            self._stopped = True
            self._changed.notify_all()
        if threading.current_thread() is not self:
            self.join(0.1)

    def run(self) -> None:
        """Write until finished."""
        while True:
            with self._changed:
                while not self._waiting and not self._finishing:
                    self._changed.wait()
                if self._stopped or not self._waiting:
                    return
                data = "".join(self._waiting).encode("utf-8", "replace")
                self._waiting.clear()
                self._size = 0
                self._busy = True
            left = self._written(data)
            with self._changed:
                self._busy = False
                self.cut_off = bool(left)
                caught_up = self._gap and not self._waiting and not left
                if caught_up:
                    self._gap = False
                self._changed.notify_all()
            if left:
                return
            if caught_up:
                self._on_gap()

    def _written(self, data: bytes) -> bytes:
        """What of the data could not be written before the stop."""
        view = memoryview(data)
        ready = select.poll()
        ready.register(self._descriptor, select.POLLOUT)
        while view and not self._stopped:
            if not ready.poll(20):
                continue
            try:
                view = view[os.write(self._descriptor, view[: self._at_once]) :]
            except BlockingIOError:
                # Ready, and yet not: a terminal with room for less than one of our characters.
                time.sleep(0.005)
            except OSError:
                return b""  # the terminal is gone; whoever reads keys will notice
        return bytes(view)
