"""The program opens where one was: in the list at the article, or in the article at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import Open

BOTH = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])


@BOTH
async def test_who_left_on_the_page_reads_on_there(
    open_window: Open, library: Path, size: tuple[int, int]
) -> None:
    async with open_window(library, size) as window:
        await window.press("j", "j", "enter")
        await window.press("space", "space")
        one = window.screen.opened.path
        first_row = window.screen.panes.page.painted[0][1]
        window.screen.keep_everything()
    async with open_window(library, size) as window:
        assert window.screen.panes.on_page
        assert window.screen.opened.path == one
        assert window.screen.panes.page.painted[0][1] == first_row
        assert "Where you were" in window.text
        assert "q for the list" in window.text
        await window.press("q")
        assert not window.screen.panes.on_page
        assert window.screen.panes.list.row.path == one


@BOTH
async def test_who_left_in_the_list_is_in_the_list_at_that_article(
    open_window: Open, library: Path, size: tuple[int, int]
) -> None:
    async with open_window(library, size) as window:
        await window.press("j", "j", "enter", "space", "q")
        one = window.selected
        await window.press("g")
        window.screen.keep_everything()
    async with open_window(library, size) as window:
        assert not window.screen.panes.on_page
        assert window.selected == one
        assert one in window.text


async def test_an_article_opened_and_left_at_its_top_is_open_again(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await window.press("j", "enter")
        one = window.screen.opened.path
        window.screen.keep_everything()
    async with open_window(library) as window:
        assert window.screen.opened.path == one
        assert "q for the list" not in window.text  # the foot has its usual keys
        assert "q list" in window.text


async def test_what_was_read_to_its_end_is_selected_and_not_opened(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await window.press("j", "enter", "r")
        one = window.selected
        window.screen.keep_everything()
    async with open_window(library) as window:
        assert not window.screen.panes.on_page
        assert window.selected == one


async def test_what_is_gone_is_not_looked_for(open_window: Open, library: Path) -> None:
    async with open_window(library) as window:
        await window.press("j", "enter", "space")
        (library / window.screen.opened.path).unlink()
        window.screen.keep_everything()
    async with open_window(library) as window:
        assert not window.screen.panes.on_page
        assert window.screen.panes.list.selected == 0


async def test_what_was_archived_meanwhile_is_opened_beside_the_list(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await window.press("j", "enter", "space", "e")
        one = window.screen.opened.path
        window.screen.keep_everything()
    async with open_window(library) as window:
        assert window.screen.opened.path == one
        await window.press("q")
        assert window.screen.panes.list.selected == 0


async def test_an_article_that_is_named_is_opened_whatever_was_read_last(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await window.press("j", "enter", "space")
        window.screen.keep_everything()
    async with open_window(library / "night.md", indexed=False) as window:
        assert window.screen.opened.path == "night.md"


async def test_continue_reading_passes_over_what_was_only_looked_at(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await window.press("j", "enter", "space", "space", "q")
        one = window.selected
        await window.press("j", "enter", "q")  # looked at
        await window.press("colon")
        await window.type("continue reading")
        await window.press("enter")
        await window.until(lambda: window.screen.panes.on_page)
        assert window.selected == one


@BOTH
async def test_what_was_edited_meanwhile_opens_at_its_sentence_or_says_that_it_is_gone(
    open_window: Open, library: Path, size: tuple[int, int]
) -> None:
    async with open_window(library, size) as window:
        await window.press("j", "j", "enter", "5", "0", "percent_sign", "j")
        path = library / window.screen.opened.path
        number = window.screen.panes.page.place.quote.split()[1]
        window.screen.keep_everything()
    text = path.read_text()
    path.write_text(text.replace("Paragraph 1 ", "A new one.\n\nParagraph 1 "))
    async with open_window(library, size) as window:
        assert window.screen.panes.page.place.quote.split()[1] == number
        assert "Where you were" in window.rows[-1]
        window.screen.keep_everything()
    kept = [part for part in text.split("\n\n") if f"Paragraph {number} " not in part]
    path.write_text("\n\n".join(kept[:8]))
    async with open_window(library, size) as window:
        said = "The sentence you were at is gone; this is the nearest that remains."
        assert said in window.rows[-1]
