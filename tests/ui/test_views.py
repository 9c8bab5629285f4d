"""The panel of views: chosen, saved, renamed, ordered, deleted and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader import settings
from tests.ui.conftest import TERMINAL, Open, Window, write


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 12)])
async def test_each_view_has_its_number_of_articles(
    open_window: Open, library: Path, size: tuple[int, int]
) -> None:
    async with open_window(library, size) as window:
        await window.press("v")
        await window.until(lambda: any("> 1  All" in row and " 7 " in row for row in window.rows))
        if size[1] > 12:
            assert any("Unread" in row and " 7 " in row for row in window.rows)
        assert "Views" in window.text


async def test_enter_shows_a_view_and_the_head_its_query(open_window: Open, library: Path) -> None:
    async with open_window(library) as window:
        await window.press("j", "v", "G", "enter")
        await window.until(lambda: window.titles == ["Ann's Broken Title"])
        assert "is:broken   1 of 7" in window.rows[0]
        assert window.selected == "Ann's Broken Title"
        await window.press("v")
        assert "> 6  With problems" in window.text  # the one in force
        await window.press("q", "q")
        await window.until(lambda: len(window.titles) == 7)


async def test_a_digit_shows_a_view(open_window: Open, library: Path) -> None:
    async with open_window(library) as window:
        await window.press("asterisk", "v", "5")
        await window.until(lambda: window.titles == ["Silicon and Soul"])


async def test_the_query_in_force_is_saved_renamed_ordered_deleted_and_brought_back(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await window.press("v", "a")
        assert "No query is in force" in window.text
        await window.press("q", "slash")
        await window.type("hour")
        await window.press("enter", "v", "a")
        await window.type("unread")
        await window.press("enter")
        assert "take another name" in window.text
        await window.press("ctrl+u")
        await window.type("Hours")
        await window.press("enter")
        await window.until(lambda: "Saved as Hours." in window.text)
        assert settings.read()[0].views == {"Hours": "hour*"}
        await window.until(lambda: "> 7  Hours" in window.text)
        await window.press("a")
        await window.type("Second")
        await window.press("enter")
        await window.until(lambda: "Saved as Second." in window.text)
        await window.press("K")
        await window.until(lambda: list(settings.read()[0].views) == ["Second", "Hours"])
        await window.until(lambda: "> 7  Second" in window.text)
        await window.press("r", "ctrl+u")
        await window.type("First")
        await window.press("enter")
        await window.until(lambda: "> 7  First" in window.text)
        await window.press("x")
        await window.until(lambda: "Deleted First." in window.text)
        assert list(settings.read()[0].views) == ["Hours"]
        await window.press("U")
        await window.until(lambda: "First is back." in window.text)
        assert list(settings.read()[0].views) == ["First", "Hours"]
        await window.press("8")
        await window.until(lambda: window.titles == ["The Hour", "The Hour"])


async def test_a_view_may_name_another_one_and_one_that_names_itself_says_so(
    open_window: Open, library: Path
) -> None:
    own = settings.Settings(views={"Mine": "in:hers", "Hers": "hour", "Loop": "in:loop"})
    async with open_window(library, settings=own) as window:
        await window.press("v", "7")
        await window.until(lambda: window.titles == ["The Hour", "The Hour"])
        await window.press("v", "G")
        await window.until(lambda: "part of itself" in window.text)
        assert any("Mine" in row and " 2 " in row for row in window.rows)


async def test_what_cannot_be_saved_is_told_and_nothing_is_overwritten(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        file = Path(settings.path())
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("measure = \n")
        await window.press("v", "6", "v", "a")
        await window.type("Mine")
        await window.press("enter")
        await window.until(lambda: "is left as it is" in window.text)
        assert file.read_text() == "measure = \n"


async def test_views_of_every_library_stay_as_they_are(open_window: Open, library: Path) -> None:
    async with open_window(library) as window:
        for key in ("x", "r", "J", "K"):
            await window.press("v", key)
            assert "All is there for every library" in window.text
            await window.press("q")
        assert not Path(settings.path()).exists()


async def test_in_ascii_the_panel_is_in_ascii(open_window: Open, library: Path) -> None:
    async with open_window(library, terminal=TERMINAL._replace(utf8=False)) as window:
        await window.press("v")
        await window.until(lambda: "With problems" in window.text)
        assert window.text.isascii()


async def test_a_view_chosen_on_the_page_leads_to_the_list(
    open_window: Open, library: Path
) -> None:
    async with open_window(library, (80, 24)) as window:
        await window.press("v", "4")
        await window.until(lambda: len(window.titles) == 7)
        assert "is:unread" in window.rows[0]


async def test_views_are_counted_again_while_they_are_listed(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:

        def shows(name: str, number: int) -> bool:
            return any(name in row and f" {number} " in row for row in window.rows)

        await window.press("v")
        await window.until(lambda: shows("With problems", 1))
        await window.press("j", "j")
        write(library, "new.md", "Young", day="2025-01-01")
        window.app.desk.refresh()
        await window.until(lambda: shows("All", 8) and shows("Unread", 8) and shows("New", 1))
        assert any("> 3  New" in row for row in window.rows)
        # what was marked before it was listed is written while one looks
        window.app.desk.memory.set_read("night.md", True)
        window.screen.save_soon()
        await window.until(lambda: shows("Unread", 7))
        await window.press("q")
        assert window.screen.beside is None


async def save_as(window: Window, name: str) -> None:
    """Save the query in force under a name."""
    await window.press("a")
    await window.type(name)
    await window.press("enter")


async def test_a_query_is_not_saved_over_a_view_of_that_name(
    open_window: Open, library: Path
) -> None:
    own = settings.Settings(views={"Mine": "hour"})
    file = Path(settings.path())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('[views]\nMine = "hour"\n')
    async with open_window(library, settings=own) as window:
        await window.press("v", "6", "v")
        await save_as(window, "mine")
        await window.until(lambda: "There is a view “mine” already" in window.text)
        assert file.read_text() == '[views]\nMine = "hour"\n'
        await window.press("escape")
        # what another session saved meanwhile is not written over either
        file.write_text('[views]\nMine = "hour"\nTheirs = "night"\n')
        await save_as(window, "theirs")
        await window.until(lambda: "There is a view “theirs” already" in window.text)
        assert settings.read()[0].views == {"Mine": "hour", "Theirs": "night"}


async def test_what_could_not_be_deleted_is_not_brought_back_over_what_came_since(
    open_window: Open, library: Path
) -> None:
    own = settings.Settings(views={"Mine": "hour"})
    file = Path(settings.path())
    file.parent.mkdir(parents=True, exist_ok=True)
    async with open_window(library, settings=own) as window:
        file.write_text("[views\n")
        await window.press("v", "G", "x")
        await window.until(lambda: "is left as it is" in window.text)
        file.write_text('[views]\nMine = "night"\n')
        await window.press("U")
        await window.until(lambda: "No view was deleted" in window.text)
        assert settings.read()[0].views == {"Mine": "night"}
        await window.press("x")
        await window.until(lambda: "Deleted Mine" in window.text)
        await window.press("U")
        await window.until(lambda: "Mine is back" in window.text)
        assert settings.read()[0].views == {"Mine": "night"}  # as it was in the file


async def test_what_comes_back_does_not_cover_a_view_of_its_name(
    open_window: Open, library: Path
) -> None:
    own = settings.Settings(views={"Mine": "hour"})
    file = Path(settings.path())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('[views]\nMine = "hour"\n')
    async with open_window(library, settings=own) as window:
        await window.press("v", "G", "x")
        await window.until(lambda: "Deleted Mine" in window.text)
        file.write_text('[views]\nmine = "night"\n')
        await window.press("U")
        await window.until(lambda: "already" in window.text)
        assert settings.read()[0].views == {"mine": "night"}
        file.write_text("")
        await window.press("U")
        await window.until(lambda: "Mine is back" in window.text)
        assert settings.read()[0].views == {"Mine": "hour"}
