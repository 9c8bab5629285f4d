"""Something that is due some time later, once; wished for again, it waits anew."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget


class Once:
    """One such thing; each has a timer of its own, so that none takes away another's."""

    def __init__(self, widget: Widget, call: Callable[[], None]) -> None:
        self._widget = widget
        self._call = call
        self._timer: Timer | None = None

    @property
    def waits(self) -> bool:
        """Whether it is still to come."""
        return self._timer is not None

    def start(self, seconds: float) -> None:
        """Be due in so many seconds from now."""
        self.stop()
        self._timer = self._widget.set_timer(seconds, self._due)

    def stop(self) -> None:
        """Be due no more."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _due(self) -> None:
        self._timer = None
        self._call()
