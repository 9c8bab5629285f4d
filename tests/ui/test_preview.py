"""The page beside the list, while a key is held down on a slow line."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.screen import Screen

from reader.ui.leaving import LeavingApp
from tests.ui.conftest import Open


async def test_while_a_key_is_held_on_a_slow_line_the_page_waits_for_its_end(
    open_window: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_window(library) as window:
        shown = window.screen.opened.shown
        rest = 600.0
        monkeypatch.setattr(LeavingApp, "seconds_to_rest", property(lambda _app: rest))
        await window.press("j", "j")
        assert window.screen.opened.shown == shown
        rest = 0.02  # the key repeats, and then does not any more
        await window.press("j")
        rest = 0.0
        await window.until(lambda: window.screen.opened.shown != shown)
        row = window.screen.panes.list.row
        assert row is not None
        assert window.screen.opened.shown == row.path


async def test_what_is_opened_meanwhile_is_the_selected_article(
    open_window: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_window(library) as window:
        monkeypatch.setattr(LeavingApp, "seconds_to_rest", property(lambda _app: 600.0))
        await window.press("j", "j", "enter")
        row = window.screen.panes.list.row
        assert row is not None
        assert window.screen.opened.path == row.path == window.screen.opened.shown


async def test_what_is_painted_while_updates_are_held_back_is_painted_afterwards(
    open_window: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_window(library) as window:
        shown: list[int] = []
        display = App._display

        def displayed(app: App[int], screen: Screen[None], renderable: object) -> None:
            if renderable is not None:
                shown.append(app._batch_count)
            display(app, screen, renderable)  # type: ignore[arg-type]

        monkeypatch.setattr(App, "_display", displayed)
        with window.app.batch_update():
            update = window.screen._compositor.render_full_update()
            window.app._display(window.screen, update)  # as a layout that comes in between does
        assert shown == [1]
        await window.settle()
        assert not shown[-1]
