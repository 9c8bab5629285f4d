"""The contents beside the page."""

import pytest

from reader.ui.where import Where
from tests.ui.conftest import write

FILL = "The river bends and the road follows it. " * 30
CHAPTERS = "\n\n".join(
    f"## Chapter {n}\n\n{FILL}\n\n### Part {n}a\n\n{FILL}\n\n### Part {n}b\n\n{FILL}"
    for n in range(1, 31)
)
LEADS = f"{FILL}\n\n**First thing:** {FILL}\n\n- **Second thing.** {FILL}\n\n**{FILL}**\n\n{FILL}"
PICTURES = f"{FILL}\n\n![A map of the delta](map.png)\n\n{FILL}"


@pytest.fixture
def articles(tmp_path):
    write(tmp_path, "a.md", "Chapters", body=CHAPTERS, day="2024-02-09")
    write(tmp_path, "b.md", "Bold", body=LEADS, day="2024-02-08")
    write(tmp_path, "c.md", "Pictures", body=PICTURES, day="2024-02-07")
    write(tmp_path, "d.md", "Nothing", body=FILL, day="2024-02-06")
    return tmp_path


def page(window):
    return window.screen.panes.page


def marked(window) -> list[str]:
    """The rows of the contents that have the cursor."""
    return [row for row in window.rows if row.startswith("> ")]


async def test_contents_take_the_place_of_the_list_and_the_text_stays_as_it_is(
    open_window, articles
):
    async with open_window(articles, (120, 30)) as window:
        await window.press("enter")
        before = [line.text for line in page(window).shown_lines]
        await window.press("t")
        assert "Contents" in window.text
        assert "    Part 1a" in window.text
        assert [line.text for line in page(window).shown_lines] == before
        assert window.screen.where is Where.CONTENTS
        await window.press("t")
        assert "Contents" not in window.text
        assert window.screen.where is Where.PAGE


@pytest.mark.parametrize("key", ["q", "escape", "h", "t"])
async def test_contents_are_left_by_the_keys_that_leave(open_window, articles, key):
    async with open_window(articles) as window:
        await window.press("enter", "t", key)
        assert not window.screen.panes.contents_open
        assert window.screen.where is Where.PAGE


async def test_below_104_columns_contents_cover_the_page_and_go_when_one_jumps(
    open_window, articles
):
    async with open_window(articles, (80, 24)) as window:
        await window.press("enter", "t")
        assert not page(window).display
        await window.press("j", "j", "j", "enter")
        assert page(window).display
        assert page(window).shown_lines[0].text == "Chapter 2"
        await window.press("t", "space")
        assert page(window).display
        assert page(window).shown_lines[0].text != "Chapter 2"


async def test_a_jump_leaves_the_contents_beside_the_page_where_they_follow_the_reading(
    open_window, articles
):
    async with open_window(articles, (120, 30)) as window:
        await window.press("enter", "t", "j", "j", "j", "enter")
        assert page(window).shown_lines[0].text == "Chapter 2"
        assert window.screen.where is Where.PAGE
        assert marked(window)[0].startswith("> Chapter 2")
        await window.press("1", "0", "right_square_bracket")
        assert marked(window)[0].startswith(">   Part 5a")
        await window.press("tab", "G", "enter")
        assert "Part 30b" in marked(window)[0]
        assert "Part 30b" in window.rows[-1]


async def test_space_reads_on_beside_the_contents(open_window, articles):
    async with open_window(articles, (120, 30)) as window:
        await window.press("enter", "t", "space", "space")
        assert page(window).top.part > 0
        assert "Chapter" not in marked(window)[0]


async def test_the_mouse_goes_to_an_entry(open_window, articles):
    async with open_window(articles, (120, 30)) as window:
        await window.press("enter", "t")
        row = next(y for y, text in enumerate(window.rows) if text.startswith("    Part 1b"))
        await window.pilot.click("#contents", offset=(8, row - 2))
        await window.settle()
        assert page(window).shown_lines[0].text == "Part 1b"


async def test_without_headings_contents_are_bold_lead_ins(open_window, articles):
    async with open_window(articles) as window:
        await window.press("j", "enter", "t")
        assert "First thing" in marked(window)[0]
        await window.press("j", "enter")
        assert page(window).at_end or "Second thing" in page(window).shown_lines[0].text


async def test_without_bold_contents_are_pictures(open_window, articles):
    async with open_window(articles) as window:
        await window.press("j", "j", "enter", "t")
        assert "A map of the delta" in marked(window)[0]


async def test_an_article_with_nothing_to_go_by_says_so(open_window, articles):
    async with open_window(articles) as window:
        await window.press("G", "enter", "t")
        assert "no headings" in window.rows[-1]
        assert not window.screen.panes.contents_open


async def test_beside_the_source_contents_do_not_say_that_there_are_no_headings(
    open_window, articles
):
    async with open_window(articles, (120, 30)) as window:
        await window.press("enter", "t", "t", "R", "t")
        assert "no headings" not in window.text
        assert "R goes back" in window.rows[-1]
        await window.press("R", "t", "tab", "R")
        assert "no headings" not in window.text
        await window.press("R")
        assert "Part 1a" in window.text


async def test_from_the_contents_one_comes_back_to_where_one_was(open_window, articles):
    async with open_window(articles, (120, 30)) as window:
        await window.press("enter", "j")
        before = page(window).top
        await window.press("t", "5", "j", "enter")
        assert page(window).top != before
        await window.press("apostrophe", "apostrophe")
        assert page(window).top == before


async def test_the_next_article_has_its_own_contents(open_window, articles):
    async with open_window(articles) as window:
        await window.press("enter", "t", "J")
        await window.until(lambda: "First thing" in window.text.split("│")[0] or marked(window))
        assert "First thing" in "\n".join(marked(window))


async def test_contents_of_a_book_are_gathered_while_one_reads(open_window, tmp_path):
    body = "\n\n".join(f"# Heading {n}\n\nText." for n in range(30_000))
    write(tmp_path, "book.md", "Book", body=body)
    async with open_window(tmp_path) as window:
        await window.press("enter", "t")
        contents = window.screen.panes.contents.contents
        await window.press("j")  # while they may still be on their way
        await window.until(lambda: contents.complete)
        await window.press("G", "enter")
        await window.until(lambda: "Heading 19999" in page(window).shown_lines[0].text)


async def test_a_single_article_has_contents_too(open_window, articles):
    async with open_window(articles / "a.md", (120, 30)) as window:
        await window.press("t", "j", "enter")
        assert page(window).shown_lines[0].text == "Part 1a"
        await window.press("q")
        assert not window.screen.panes.contents_open
        assert window.app.is_running
