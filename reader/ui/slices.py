"""Long work on the event loop, done in slices between keys; a newer job takes the place of an older."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.library_screen import LibraryScreen

SLICE = 0.008  # seconds that work may hold up a key
PAUSE = 0.001  # seconds between two slices, and while keys wait
SAY_EVERY = 0.25  # seconds between two words of how far it is


class Slices:
    """One job at a time."""

    def __init__(self, screen: LibraryScreen, group: str, say: Callable[[], None]) -> None:
        self._screen = screen
        self._group = group  # of its workers
        self._say = say  # called at its end, and now and then before
        self._ticket = 0
        self._job: Iterator[object] = iter(())

    def begin(self, job: Iterator[object], says: Callable[[], bool] = lambda: True) -> None:
        """Do the first slice of a job now, and the others when no key waits.

        What it has found so far is told while `says` holds.
        """
        self._ticket += 1
        self._job = job
        if self._goes_on():
            # Not a coroutine: one that a further key cancels before it runs would never be awaited.
            going_on = partial(self._go_on, self._ticket, says)
            self._screen.run_worker(going_on, group=self._group, exclusive=True)  # type: ignore[arg-type]

    def stop(self) -> None:
        """Do no more of the job."""
        self._ticket += 1
        self._job = iter(())

    def _goes_on(self) -> bool:
        """Do a slice; whether there is more to do."""
        until = perf_counter() + SLICE
        return any(perf_counter() >= until for _ in self._job)

    async def _go_on(self, ticket: int, says: Callable[[], bool]) -> None:
        screen, said = self._screen, perf_counter()
        while ticket == self._ticket:
            if screen.app.message_queue_size or screen.message_queue_size:
                await asyncio.sleep(PAUSE)
                continue
            with screen.app.batch_update():
                goes_on = self._goes_on()
                if not goes_on or (says() and perf_counter() - said > SAY_EVERY):
                    said = perf_counter()
                    self._say()
            if not goes_on:
                return
            await asyncio.sleep(PAUSE)
