"""The list follows the files of the library: when to look for what changed in it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.ui.once import Once

if TYPE_CHECKING:
    from reader.library.watch import Change
    from reader.ui.library_screen import LibraryScreen

QUIET = 0.25  # seconds without another change before the list is brought up to date
LATEST = 4.0  # seconds after the first change: a checkout is one refresh, or two
SPARING = 3  # times as long as a refresh took, until the next one that nobody asked for


class CatchingUp:
    """Refreshes the catalog some time after files have changed; many changes are one refresh."""

    def __init__(self, screen: LibraryScreen) -> None:
        self._screen = screen
        self._once = Once(screen, self._due)
        self._first = self._last = 0.0  # change that is not listed yet, by the monotonic clock
        self._sparing_until = 0.0
        self._again = False  # what runs may have passed the file already

    def changed(self, changes: set[Change]) -> None:
        """Something happened in the folders of the library."""
        from reader.library.names import is_article  # not before the first paint
        from reader.library.walk import IGNORE_FILE

        if any(
            change.is_folder or is_article(change.name) or change.name == IGNORE_FILE
            for change in changes
        ):
            self.soon()

    def soon(self) -> None:
        """Files have changed: some time later, bring the list up to date."""
        if self._screen.single:
            return
        self._last = time.monotonic()
        if not self._once.waits:
            self._first = self._last
            self._once.start(wait(self._last, self._first, self._last, self._sparing_until))

    def _due(self) -> None:
        still = wait(time.monotonic(), self._first, self._last, self._sparing_until)
        if still > 0:
            self._once.start(still)
        elif self._screen.desk.begun:
            self._again = not self._screen.desk.refresh()

    def listed(self, seconds: float) -> None:
        """The catalog is up to date, which took so long; or it could not be brought so."""
        self._sparing_until = time.monotonic() + SPARING * seconds
        if self._again:
            self._again = False
            self.soon()

    def close(self) -> None:
        """Nobody looks any more."""
        self._once.stop()


def wait(now: float, first: float, last: float, sparing_until: float) -> float:
    """Seconds until a refresh is due for changes of which the first and the last came then."""
    return max(min(last + QUIET, first + LATEST), sparing_until) - now
