"""The history in the palette: what was read when, opened by Enter."""

from __future__ import annotations

from reader.store.state.facts import Left
from reader.ui.actions import history
from tests.ui.conftest import Open, Window


async def choose(window: Window) -> None:
    await window.press("colon")
    await window.settle()
    await window.type("what was read")
    await window.settle()
    await window.press("enter")
    await window.until(lambda: "Enter opens it" in window.text)


async def test_what_was_read_is_listed_by_day_and_opened(open_window: Open, library) -> None:
    async with open_window(library) as window:
        first = window.titles[0]
        await window.press("enter")
        await window.until(lambda: window.screen.panes.on_page)
        one = window.screen.opened.path
        await window.press("space", "J")
        await window.until(lambda: window.screen.opened.path not in (None, one))
        await window.press("space")
        await choose(window)
        readings = window.app.screen._pane.readings
        assert [each.path for each in readings][-1] == one
        assert f"> {readings[0].clock} " in window.text
        assert first in window.text
        await window.press("G", "enter")
        await window.until(lambda: window.screen.opened.path == one)
        assert window.screen.panes.on_page


async def test_where_there_are_more_than_are_listed_the_foot_says_so(
    open_window: Open, library, monkeypatch
) -> None:
    monkeypatch.setattr(history, "MOST", 2)
    async with open_window(library) as window:
        path = window.screen.panes.list.row.path
        mine = window.app.desk._kept
        mine.write([Left(path, float(number), 10, number + 0.5) for number in range(1, 3)])
        await choose(window)
        assert len(window.app.screen._pane.readings) == 2
        assert "the latest" not in window.text
        await window.press("q")
        mine.write([Left(path, 3.0, 10, 3.5)])
        await choose(window)
        assert len(window.app.screen._pane.readings) == 2
        assert "These are the latest 2; “reader history” tells them all." in window.text


async def test_before_anything_was_read_it_says_so(open_window: Open, library) -> None:
    async with open_window(library) as window:
        await window.press("colon")
        await window.settle()
        await window.type("what was read")
        await window.settle()
        await window.press("enter")
        await window.until(lambda: "Nothing was read here yet." in window.text)
        await window.press("q")
        await window.until(lambda: "Nothing was read here yet." not in window.text)


async def test_continue_reading_goes_to_what_was_left_last(open_window: Open, library) -> None:
    async with open_window(library) as window:
        await window.press("enter")
        await window.until(lambda: window.screen.panes.on_page)
        one = window.screen.opened.path
        await window.press("space", "J")
        await window.until(lambda: window.screen.opened.path not in (None, one))
        await window.press("colon")
        await window.settle()
        await window.type("continue reading")
        await window.settle()
        await window.press("enter")
        await window.until(lambda: window.screen.opened.path == one)
