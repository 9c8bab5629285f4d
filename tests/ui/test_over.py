"""Keys over the panes: `?` tells them there, and one that means nothing does nothing."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from textual.widgets import Input

from reader.ui.keys import OVERS, name
from reader.ui.overlay import Overlay
from tests.ui.conftest import Open, Window, write

PLACES = {
    "views": ("v",),
    "facets": ("F",),
    "related": ("colon", "related articles"),
    "history": ("colon", "history:"),
    "highlights": ("L",),
    "text": ("i",),
    "table": ("enter", "W"),
}


async def go(window: Window, keys: tuple[str, ...]) -> Overlay[object]:
    """Open what lies over the panes."""
    for key in keys:
        if len(key.split()) == 1 and not key.endswith(":"):
            await window.press(key)
            continue
        await window.type(key)
        await window.settle()
        await window.press("enter")
    await window.until(lambda: isinstance(window.app.screen, Overlay))
    found = window.app.screen
    assert isinstance(found, Overlay)
    return found


def test_every_place_has_its_keys_told() -> None:
    assert PLACES.keys() == OVERS.keys()
    for module in ("facets", "highlights", "history", "related", "table", ""):
        import_module(f"reader.ui.{module}_sheet".replace("._", "."))
    import_module("reader.ui.views_panel")
    assert PLACES.keys() == {each.OVER for each in Overlay.__subclasses__() if each.OVER}


@pytest.mark.parametrize("place", PLACES)
async def test_a_question_mark_tells_the_keys_there_and_an_unknown_key_does_nothing(
    open_window: Open, library: Path, place: str
) -> None:
    write(library, "a-table.md", "Tabular", "| a | b |\n|---|---|\n| c | d |", day="2025-01-01")
    async with open_window(library) as window:
        over = await go(window, PLACES[place])
        assert place == over.OVER
        for key in ("Z", "f5", "exclamation_mark"):
            await window.press(key)
            assert window.app.screen is over
        await window.press("question_mark")
        await window.until(lambda: OVERS[place].title in window.text)
        for names, meaning in OVERS[place].keys:
            assert " ".join(map(name, names)) in window.text
            assert meaning in window.text
        await window.press("question_mark")
        assert window.app.screen is over
        await window.press("escape")
        assert window.app.screen is window.screen


async def test_keys_over_the_panes_are_in_the_help(open_window: Open, library: Path) -> None:
    async with open_window(library, (120, 300)) as window:
        await window.press("question_mark")
        for over in OVERS.values():
            assert (f"{over.title} (" in window.text) == (over.title != OVERS["table"].title)


async def test_what_is_found_while_the_keys_are_told_is_there_afterwards(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await go(window, PLACES["related"])
        await window.burst("question_mark")
        await window.until(lambda: OVERS["related"].title in window.text)
        await window.press("q")
        await window.until(lambda: "Looking for" not in window.text)
        assert "q closes" in window.text


async def test_the_views_tell_that_a_deleted_one_comes_back(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await window.press("v", "6", "v", "a")
        await window.type("Mine")
        await window.press("enter")
        await window.until(lambda: "Saved as Mine" in window.text)
        await window.press("x")
        await window.until(lambda: "Deleted Mine" in window.text)
        await window.press("k")
        assert "U brings back" in window.text


async def test_what_is_typed_in_one_burst_with_the_key_of_the_palette_is_typed_there(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        for _ in range(3):
            await window.burst("colon", *"relat")
            await window.until(lambda: "Related articles" in window.text)
            assert window.app.screen.query_one(Input).value == "relat"
            await window.press("escape")


async def test_what_is_typed_in_one_burst_with_the_key_of_the_tags_is_a_tag(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await window.burst("T", *"one")
        await window.until(lambda: "Your tags" in window.text)
        assert window.app.screen.query_one(Input).value == "one"
