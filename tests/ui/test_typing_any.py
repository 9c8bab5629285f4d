"""Any text can be typed into the search bar, letter by letter, and never holds the loop."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.ui.search_bar import SearchBar
from tests.ui.conftest import Open, Window
from tests.ui.test_typing import SIGNS

BUDGET = 0.033  # seconds for a key in a small library
HELD = 5 * BUDGET  # hang guard: of the loop's own processor time between two of its turns
STUCK = 60.0  # seconds for one text, a hang guard too
TICK = 0.002

texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(SIGNS), max_size=60).map(lambda parts: "".join(parts)[:200]),
)


Begun = asyncio.Future[asyncio.Task[None]]


class Typist:
    """One window for all examples: to open one takes longer than to type a text."""

    def __init__(self, open_window: Open, library: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._texts: asyncio.Queue[tuple[str, Begun] | None] = asyncio.Queue()
        self._open = open_window(library, (80, 24))
        self._working = self._loop.create_task(self._work())
        self.longest = 0.0  # processor time between two turns of the loop

    async def _work(self) -> None:
        async with self._open as window:
            ticking = asyncio.create_task(self._tick())
            await window.press("slash")
            while (asked := await self._texts.get()) is not None:
                text, begun = asked
                # Begun here, it knows the app; whoever asked awaits it.
                begun.set_result(asyncio.create_task(self._typed(window, text)))
            ticking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ticking

    async def _typed(self, window: Window, text: str) -> None:
        bar = window.screen.query_one(SearchBar)
        bar.value = ""
        await window.pilot.pause(0)
        self.longest = 0.0
        for char in text:
            bar.insert_text_at_cursor(char)
            await window.pilot.pause(0)
        await window.pilot.pause()
        assert window.app.is_running
        assert window.app._exception is None
        assert window.screen.searching.open

    async def _tick(self) -> None:
        before = time.thread_time()
        while True:
            await asyncio.sleep(TICK)
            now = time.thread_time()
            self.longest, before = max(self.longest, now - before), now

    def type(self, text: str) -> None:
        """Type a text into the empty bar; raises what was raised, TimeoutError where it hangs."""
        begun: Begun = self._loop.create_future()
        self._texts.put_nowait((text, begun))
        task = self._loop.run_until_complete(asyncio.wait_for(begun, STUCK))
        self._loop.run_until_complete(asyncio.wait_for(task, STUCK))

    def close(self) -> None:
        self._texts.put_nowait(None)
        self._loop.run_until_complete(asyncio.wait_for(self._working, STUCK))
        self._loop.close()


@pytest.fixture
def typist(open_window: Open, library: Path) -> Iterator[Typist]:
    typist = Typist(open_window, library)
    yield typist
    typist.close()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(texts)
@example('author:"' + "(" * 20 + "sort:-,-date in:x OR -")
def test_any_text_is_typed_and_never_holds_the_loop(typist: Typist, text: str) -> None:
    typist.type(text)
    assert typist.longest < HELD, f"{typist.longest:.3f} s"
