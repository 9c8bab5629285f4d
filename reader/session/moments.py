"""The clock of one session, by which of two facts of it the later one holds."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

BACK = 60.0  # seconds that the clock may be set back without a later fact being an earlier one


class Moments:
    """Seconds since the epoch, each call later than the one before.

    A clock that is set back by more than `BACK` is believed: it was wrong before.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._latest = 0.0

    def now(self) -> float:
        """The moment."""
        now = self._clock()
        if self._latest - BACK < now <= self._latest:
            now = math.nextafter(self._latest, math.inf)
        self._latest = now
        return now
