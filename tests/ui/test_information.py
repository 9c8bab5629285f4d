"""i shows everything that is known of an article."""

import os

import pytest

from tests.ui.conftest import PROSE, write


@pytest.fixture
def linked(library):
    """An article that links out, and two that link to it."""
    body = (
        "See [the night](night.md), [again](night.md#x), [gone](gone.md)\n"
        "and <https://example.org/a>.\n\n" + PROSE
    )
    path = write(
        library,
        "hub.md",
        "The Hub",
        body=body,
        day="2025-01-01",
        subtitle="In the middle",
        mood="a mood that nobody asked for " * 9,
    )
    write(library, "one.md", "First Spoke", body="To [it](hub.md).", day="2020-01-02")
    write(library, "two.md", "Second Spoke", body="To [it](/hub) too.", day="2020-01-01")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return library


async def sheet(window, *keys):
    """All that the sheet says, scrolled through."""
    await window.press("g", *keys, "i")
    await window.until(lambda: looked_up(window))
    return "\n".join(line.text for line in window.app.screen._pane.lines)


def looked_up(window):
    texts = [line.text for line in window.app.screen._pane.lines]
    return "Links are being looked up." not in texts


async def test_everything_known_of_an_article_is_told(open_window, linked):
    async with open_window(linked) as window:
        text = await sheet(window)
        for part in (
            "The Hub", "In the middle", "hub.md", "KiB (", "November 2023", "1 January 2025",
            "not read yet", " characters", "mood", "publish_date", "Links from here (4)",
            "Night Train", "There is no gone.md in the library.", "https://example.org/a",
            "Links to here (2)", "First Spoke", "Second Spoke",
        ):  # fmt: skip
            assert part in text, part
        assert text.index("First Spoke") < text.index("Second Spoke")
        assert text.index("title  ") < text.index("author  ") < text.index("publish_date")
        assert text.count("nobody asked") == 9


async def test_problems_are_told_with_their_lines(open_window, linked):
    async with open_window(linked) as window:
        row = window.titles.index("Ann's Broken Title")
        text = await sheet(window, *str(row), "j")
        assert "Ann's Broken Title" in text
        assert "Problem" in text
        assert "Line 2" in text


async def test_what_the_person_did_is_told(open_window, linked):
    async with open_window(linked) as window:
        await window.press("g", "enter", "space", "asterisk")
        await window.settle()
        window.screen.opened.keep()
        text = await sheet(window)
        assert "% read" in text
        assert "starred" in text
        assert "last opened" in text


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12), (20, 6), (10, 3)])
async def test_the_sheet_fits_and_scrolls_at_every_size(open_window, linked, size):
    async with open_window(linked, size) as window:
        await sheet(window)
        pane = window.app.screen._pane
        assert all(line for line in window.rows)
        await window.press("G")
        assert pane.top == max(0, len(pane.lines) - pane.size.height)
        await window.press("g")
        assert pane.top == 0


async def test_a_single_article_tells_of_itself_too(open_window, linked):
    async with open_window(linked / "hub.md", (80, 24)) as window:
        text = await sheet(window)
        assert "The Hub" in text
        assert "https://example.org/a" in text


async def test_a_sheet_that_was_closed_before_all_is_known_harms_nothing(open_window, linked):
    async with open_window(linked) as window:
        for _ in range(3):
            await window.pilot.press("i")
            await window.pilot.press("q")
        await window.settle()
        assert window.app.is_running
        assert window.app.screen is window.screen
