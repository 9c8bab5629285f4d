"""Several articles selected, by keys or by the mouse: what is copied, and what U takes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import Open, Window, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four articles, one below the other in this order."""
    folder = tmp_path / "library"
    write(folder, "a.md", "Alpha [1]", day="2024-03-04")
    write(folder, "b c.md", "Beta", day="2024-03-03")
    write(folder, "sub/c.md", "Gamma", day="2024-03-02")
    write(folder, "d.md", "Delta", day="2024-03-01")
    return folder


def clipboard(window: Window, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    copied: list[str] = []

    def copy(text: str, what: str = "") -> str:
        copied.append(text)
        return f"Copied {what or len(text)}."

    monkeypatch.setattr(window.app, "copy", copy)
    return copied


def picked(window: Window) -> list[str]:
    desk, picked = window.app.desk, window.screen.doing.picked
    rows = map(desk.shelf.row, range(desk.shelf.count))
    return [row.title for row in rows if row and row.id in picked]


async def click(window: Window, title: str, *, shift: bool = False, control: bool = False) -> None:
    pane = window.screen.panes.list
    rows = (row[: pane.region.right] for row in window.rows)
    y = next(number for number, row in enumerate(rows) if title in row) - pane.region.y
    await window.pilot.click(pane, offset=(8, y), shift=shift, control=control)
    await window.settle()


# Copying


async def test_all_that_is_selected_is_copied_in_the_order_of_the_list(
    open_window: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_window(folder) as window:
        copied = clipboard(window, monkeypatch)
        await window.press("j", "j", "x", "g", "x", "x")
        await window.press("y")
        assert "Copy of 3 articles" in window.rows[-1]
        await window.press("t")
        assert "Copied 3 articles." in window.rows[-1]
        await window.press("y", "f", "y", "l", "y", "q")
    root = folder.resolve()
    assert copied == [
        "Alpha [1]\nBeta\nGamma",
        f"{root}/a.md\n{root}/b c.md\n{root}/sub/c.md",
        f"- [Alpha \\[1\\]]({root}/a.md)\n- [Beta]({root}/b%20c.md)\n- [Gamma]({root}/sub/c.md)",
    ]


async def test_of_one_article_its_title_and_its_file_are_copied(
    open_window: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_window(folder) as window:
        copied = clipboard(window, monkeypatch)
        await window.press("j", "j", "y", "t", "y", "f")
    assert copied == ["Gamma", f"{folder.resolve()}/sub/c.md"]


# The mouse


async def test_a_click_with_ctrl_selects_and_lets_go(open_window: Open, folder: Path) -> None:
    async with open_window(folder) as window:
        await click(window, "Gamma", control=True)
        await click(window, "Alpha", control=True)
        assert picked(window) == ["Alpha [1]", "Gamma"]
        assert not window.screen.panes.on_page
        await click(window, "Alpha", control=True)
        assert picked(window) == ["Gamma"]


async def test_a_click_with_shift_selects_all_up_to_there(open_window: Open, folder: Path) -> None:
    async with open_window(folder) as window:
        await click(window, "Beta")
        await click(window, "Delta", shift=True)
        assert picked(window) == ["Beta", "Gamma", "Delta"]
        assert window.selected == "Delta"


# Undone


async def test_deeds_of_every_kind_are_undone_the_latest_first(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "asterisk", "H", "enter", "r", "H", "j", "enter")
        await window.press("T")
        await window.type("mine")
        await window.press("enter")
        lights = window.screen.highlighting
        await window.until(lambda: len(lights.lit) == 2)
        said = []
        for _ in range(6):
            await window.press("U")
            said.append(window.screen.notice)
    assert said == [
        "Undone: tagged #mine.",
        "Not highlighted any more.",
        "Undone: marked as read.",
        "Not highlighted any more.",
        "Undone: starred.",
        "There is nothing to undo.",
    ]


async def test_a_deed_that_was_done_and_undone_between_does_not_change_the_order(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "enter", "asterisk", "U", "r")
        said = []
        for _ in range(3):
            await window.press("U")
            said.append(window.screen.notice)
    assert said == [
        "Undone: marked as read.",
        "Not highlighted any more.",
        "There is nothing to undo.",
    ]
