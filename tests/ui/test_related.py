"""Related articles in the palette: listed with the reason, opened by Enter."""

from __future__ import annotations

import pytest

from reader.ui.related_sheet import KEYS
from tests.catalogs import front, write_library
from tests.ui.conftest import Open, Window


@pytest.fixture
def tides(tmp_path):
    files = {
        "tides.md": front(
            "Tides and the moon", "Tides follow the moon.", publish_date="2024-01-02"
        ),
        "ocean.md": front("Ocean currents", "The moon and its tides stir the ocean."),
    }
    files |= {f"{n}.md": front(f"Bread {n}", f"Flour and patience {n}.") for n in range(9)}
    return write_library(tmp_path / "tides", files)


async def choose(window: Window) -> None:
    await window.press("colon")
    await window.settle()
    await window.type("related articles")
    await window.settle()
    await window.press("enter")
    await window.until(lambda: "Enter opens it" in window.text)


async def test_related_articles_are_listed_with_the_reason_and_opened(
    open_window: Open, tides
) -> None:
    async with open_window(tides) as window:
        await window.until(lambda: "Tides and the moon" in window.text)
        await choose(window)
        await window.until(lambda: "> Ocean currents" in window.text)
        assert "both have" in window.text
        await window.press("enter")
        await window.until(lambda: window.screen.opened.path == "ocean.md")
        assert window.screen.panes.on_page


async def test_where_nothing_is_like_it_the_list_says_so(open_window: Open, tides) -> None:
    write_library(tides, {"alone.md": front("Zzz", "Qqq.", publish_date="2025-01-02")})
    async with open_window(tides) as window:
        await window.until(lambda: window.screen.panes.list.row.title == "Zzz")
        await choose(window)
        await window.until(lambda: "No other article" in window.text)
        await window.press("enter")
        await window.until(lambda: "q closes" not in window.text)


async def test_the_information_names_the_likest(open_window: Open, tides) -> None:
    async with open_window(tides) as window:
        await window.until(lambda: "Tides and the moon" in window.text)
        await window.press("i")
        await window.until(lambda: "Most like it" in window.text)
        assert "Ocean currents" in window.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_page_does_not_show_between_its_words(
    open_window: Open, tides, size: tuple[int, int]
) -> None:
    async with open_window(tides, size) as window:
        await window.until(lambda: "Tides and the moon" in window.text)
        await choose(window)
        await window.until(lambda: "> Ocean currents" in window.text)
        said = [row.strip() for row in window.rows if row.strip()]
        assert said[0].startswith("Like “")
        assert said[-1] == KEYS
        assert len(said) == 4
        margins = {len(row) - len(row.lstrip()) for row in window.rows if row.strip()}
        assert min(margins) == max(2, (size[0] - 88) // 2)
