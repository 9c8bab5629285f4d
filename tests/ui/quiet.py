"""Waiting until the interface has done what it was asked: by what is left to do, not by the clock.

Textual's pilot waits for slices of 20 ms in which the process computes hardly anything: two for
each key, and no proof on a machine that is busy, where a process that gets no processor looks idle.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import thread as executor
from time import monotonic
from types import FrameType
from typing import Any

import pytest

SOON = 0.05  # seconds: what is put off by less is waited for
AT_MOST = 1.0  # seconds: some things go on all the time, as a pointer beyond the edge does
FRAME = 0.001  # seconds, where an interface for people waits for the next sixtieth
LOOK_AGAIN = 0.0005  # seconds, while a thread works


class Work:
    """What was handed to threads by the loop, and is not answered."""

    def __init__(self) -> None:
        self.open: set[Future[object]] = set()

    def counted(self, answer: Future[object]) -> Future[object]:
        self.open.add(answer)
        answer.add_done_callback(self.open.discard)
        return answer

    async def until_quiet(self, *_: float) -> None:
        """Return once neither the loop nor a thread has anything to do, now or in the next moments."""
        begun = monotonic()
        calm = 0
        while calm < 2 and monotonic() < begun + AT_MOST:
            wait = self._left(begun + SOON)
            calm = 0 if wait is not None else calm + 1
            await asyncio.sleep(wait or 0)

    def _left(self, soon: float) -> float | None:
        """Seconds after which to look again; None where nothing is left to do."""
        loop = asyncio.get_running_loop()
        if loop._ready:  # type: ignore[attr-defined]
            return 0
        if self.open or any(map(_works, _others())):
            return LOOK_AGAIN
        timers = loop._scheduled  # type: ignore[attr-defined]
        due = min((each.when() for each in timers if not each.cancelled()), default=soon)
        return max(0.0, due - loop.time()) if due < soon else None


def _others() -> Iterator[FrameType]:
    """Where the other threads are."""
    frames = sys._current_frames()
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and thread.ident in frames:
            yield frames[thread.ident]


def _works(frame: FrameType) -> bool:
    """Whether a thread has something to do: it does not wait, or was told to go on just now."""
    code = frame.f_code
    if code is threading.Condition.wait.__code__:
        waiter = frame.f_locals.get("waiter")
        return waiter is None or waiter not in frame.f_locals["self"]._waiters
    return code is not executor._worker.__code__


def wait_by_events(patch: pytest.MonkeyPatch) -> None:
    """Have the pilot wait for events, and what the loop hands to threads be counted."""
    work = Work()
    submit = ThreadPoolExecutor.submit

    def counted(threads: ThreadPoolExecutor, *what: Any, **named: Any) -> Future[object]:
        return work.counted(submit(threads, *what, **named))

    patch.setattr(ThreadPoolExecutor, "submit", counted)
    patch.setattr("textual.app.wait_for_idle", work.until_quiet)
    patch.setattr("textual.pilot.wait_for_idle", work.until_quiet)
    patch.setattr("textual.screen.UPDATE_PERIOD", FRAME)
