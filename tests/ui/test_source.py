"""R shows the file as it is, at the same words, and goes back."""

import gc
import weakref

import pytest

from reader.ui.where import Where
from tests.ui.conftest import write


async def into_the_text(window):
    await window.press("enter", "space", "j")
    return window.screen.panes.page


@pytest.mark.parametrize("key", ["R", "backslash"])
async def test_the_source_is_shown_at_the_same_words_and_left_at_the_same_row(
    open_window, library, key
):
    async with open_window(library) as window:
        pane = await into_the_text(window)
        top, first = pane.top, next(line.text for line in pane.shown_lines if line.text.strip())
        await window.press(key)
        assert pane.page.is_source
        assert "The file as it is" in window.rows[-1]
        assert " ".join(first.split()[:4]) in " ".join(line.text for line in pane.shown_lines[:8])
        await window.press(key)
        assert not pane.page.is_source
        assert pane.top == top


async def test_the_source_moves_like_a_page_and_the_article_follows(open_window, library):
    async with open_window(library) as window:
        pane = await into_the_text(window)
        await window.press("R", "g")
        assert "title: 'Silicon and Soul'" in window.text
        await window.press("G")
        assert "Paragraph 29" in window.text
        await window.press("q")
        assert window.screen.where is Where.PAGE
        assert not pane.page.is_source
        assert "Paragraph 29" in window.text


async def test_the_place_in_the_article_is_kept_while_its_source_is_read(open_window, library):
    async with open_window(library) as window:
        pane = await into_the_text(window)
        place = pane.place
        await window.press("R", "G")
        window.screen.keep_everything()
        assert window.app.desk.memory.reading("silicon.md").place == place
        await window.press("tab")
        assert window.screen.where is Where.LIST
        assert not pane.page.is_source


async def test_the_next_article_is_no_source(open_window, library):
    async with open_window(library) as window:
        pane = await into_the_text(window)
        await window.press("R", "J")
        assert not pane.page.is_source
        assert pane.page.article.title == "The Hour"


async def test_an_article_left_from_its_source_is_not_kept_in_memory(open_window, library):
    async with open_window(library) as window:
        pane = await into_the_text(window)
        page = weakref.ref(pane.page)
        await window.press("R", "J", "J")
        gc.collect()
        assert page() is None


async def test_a_source_that_is_edited_is_shown_anew(open_window, library):
    async with open_window(library) as window:
        pane = await into_the_text(window)
        await window.until(lambda: window.screen.live.is_following)
        await window.press("R", "g")
        write(library, "silicon.md", "Silicon and Sand", body="New words.")
        await window.until(lambda: "title: 'Silicon and Sand'" in window.text)
        assert pane.page.is_source
        await window.press("R")
        await window.until(lambda: "New words." in window.text)
        assert not pane.page.is_source


async def test_a_file_that_is_gone_has_no_source_but_is_still_shown(open_window, library):
    async with open_window(library) as window:
        pane = await into_the_text(window)
        (library / "silicon.md").unlink()
        await window.press("R")
        assert not pane.page.is_source
        assert "Paragraph" in window.text


async def test_a_single_article_has_a_source_too(open_window, library):
    async with open_window(library / "silicon.md", (60, 20)) as window:
        await window.press("R", "g")
        assert "title: 'Silicon" in window.text
        await window.press("q")
        assert window.app.is_running
        assert not window.screen.panes.page.page.is_source


async def test_code_that_was_unwrapped_beside_the_source_is_so_in_the_article(open_window, library):
    write(library, "silicon.md", "Silicon and Soul", "```\n" + "word " * 60 + "end\n```")
    async with open_window(library) as window:
        pane = await into_the_text(window)
        assert not pane.page.manner.scrolled_code
        await window.press("R", "w", "R")
        assert pane.page.manner.scrolled_code
        assert "end" not in window.text.split()
