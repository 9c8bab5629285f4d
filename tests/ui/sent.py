"""What the interface would send to a terminal, caught in the process of the test."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rich.color import ColorSystem
from textual import app as textual_app
from textual.drivers import headless_driver
from textual.drivers.headless_driver import HeadlessDriver

from reader.ui import leaving
from reader.ui.frames import ASKED, Frames, Update

assert textual_app  # where the driver is chosen


class CatchingDriver(HeadlessDriver):
    """A driver that makes frames as the real one does, for a terminal that answers at once."""

    sent: list[str]

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.sent = []
        self.frames = Frames(self._loop, self.write, lambda: False, lambda: True)
        self.frames.pacing.wait = lambda _: 0.0  # type: ignore[method-assign]
        self.frames.begin()

    def write(self, data: str) -> None:
        """Keep it, and answer; the shape of the pointer is left out as the real one does."""
        if not data.startswith("\x1b]22;"):
            self.sent.append(data)
        if data.endswith(ASKED):
            asyncio.get_running_loop().call_soon(self.frames.answered)

    def show(
        self, update: Update, cursor: tuple[int, int] | None, colours: ColorSystem | None
    ) -> None:
        """As the real one."""
        self.frames.put(update, cursor, colours)


def catch(patch: pytest.MonkeyPatch) -> None:
    """Have every interface that is opened keep what it sends, in `app._driver.sent`."""
    patch.setattr(headless_driver, "HeadlessDriver", CatchingDriver)
    patch.setattr(leaving, "ReaderDriver", CatchingDriver)
