"""The panel of tags, and where a tag of one's own is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.session.tags import Authors, Offer, offers, typed_tags
from tests.ui.conftest import TERMINAL, Open, write


@pytest.fixture
def tagged(tmp_path: Path) -> Path:
    """Three articles, two of which their authors tagged."""
    folder = tmp_path / "tagged"
    write(folder, "a.md", "Alpha", tags="maps, history", day="2024-03-03")
    write(folder, "b.md", "Beta", tags="Maps, rivers", day="2024-03-02")
    write(folder, "c.md", "Gamma", day="2024-03-01")
    return folder


# What is offered


def test_given_tags_come_first_then_own_ones_then_the_authors() -> None:
    known = Authors(("maps",), (("maps", 4), ("rivers", 3), ("later", 2)))
    assert offers("", [("later", 1), ("x", 9), ("mine", 2)], ["mine"], known) == [
        Offer("mine", 2, own=True),
        Offer("x", 9, own=True),
        Offer("later", 1, own=True),
        Offer("rivers", 3, own=False),
    ]


def test_what_begins_with_the_typed_letters_comes_first_and_a_new_tag_last() -> None:
    known = Authors((), (("rivers", 3), ("driving", 9)))
    assert [each.tag for each in offers("a, RI", [], [], known)] == ["rivers", "driving", "RI"]
    assert offers("rivers", [], [], known) == [Offer("rivers", 3, own=False)]


def test_a_typed_tag_has_no_sharp_and_is_named_once() -> None:
    assert typed_tags(" #a, b ,, #a,# ") == ["a", "b"]


# The panel


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 12)])
async def test_the_panel_shows_all_tags_and_its_keys(
    open_window: Open, tagged: Path, size: tuple[int, int]
) -> None:
    async with open_window(tagged, size) as window:
        await window.press("T")
        await window.until(lambda: "#rivers" in window.text)
        assert ("By the author: maps, history" in window.text) == (size[1] > 12)
        assert "Your tags" in window.text
        assert "#rivers" in window.text
        assert "#history" not in window.text  # the article has it
        assert "Esc leaves" in window.text


async def test_tab_completes_and_enter_gives(open_window: Open, tagged: Path) -> None:
    async with open_window(tagged) as window:
        await window.press("T")
        await window.until(lambda: "authors' 1" in window.text)
        await window.type("later")
        assert "new" in window.text
        await window.press("comma", "r", "tab")
        assert "later, rivers" in window.text
        await window.press("enter")
        assert "Tagged #later, tagged #rivers." in window.rows[-1]
        await window.press("T")
        assert "✓ #later" in window.text
        await window.press("down", "enter")
        assert "No longer tagged" in window.rows[-1]


async def test_in_ascii_the_panel_is_in_ascii(open_window: Open, tagged: Path) -> None:
    async with open_window(tagged, terminal=TERMINAL._replace(utf8=False)) as window:
        await window.press("T")
        await window.type("läter")
        await window.press("enter", "T")
        await window.settle()
        assert [char for char in window.text if not char.isascii()] == []


async def test_tags_of_several_articles_are_asked_for_as_such(
    open_window: Open, tagged: Path
) -> None:
    async with open_window(tagged) as window:
        await window.press("x", "x", "T")
        assert "Your tags, of 2 articles" in window.text
        await window.type("both")
        await window.press("enter")
        assert "2 articles tagged #both." in window.rows[-1]


# Where they are shown


async def test_own_tags_stand_in_the_header_and_go_when_taken(
    open_window: Open, tagged: Path
) -> None:
    async with open_window(tagged, (80, 24)) as window:
        await window.press("enter", "T")
        await window.type("later")
        await window.press("enter")
        assert [row.strip() for row in window.rows[2:5]][-1] == "#later"
        await window.press("U")
        assert "#later" not in "\n".join(window.rows[:-1])
        await window.press("U", "T")
        await window.type("kept")
        await window.press("enter", "q", "enter")
        assert "#kept" in window.text


async def test_information_tells_own_tags_apart_from_the_authors(
    open_window: Open, tagged: Path
) -> None:
    async with open_window(tagged) as window:
        await window.press("T")
        await window.type("later")
        await window.press("enter", "i")
        tags = [row for row in window.rows if "ags " in row]
        assert any(row.split() == ["Tags", "maps,", "history"] for row in tags)
        assert any(row.split() == ["Your", "tags", "#later"] for row in tags)
