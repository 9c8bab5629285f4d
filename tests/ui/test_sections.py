"""From section to section, and what the foot tells of the current one."""

import pytest

from tests.ui.conftest import write

FILL = "The river bends and the road follows it. " * 30
SECTIONS = "\n\n".join(
    [FILL, *(f"## Section {number}\n\n{FILL}\n\n{FILL}" for number in range(1, 7)), "## The End"]
)


@pytest.fixture
def articles(tmp_path):
    write(tmp_path, "long.md", "A Long Way", body=SECTIONS, day="2024-02-09")
    write(tmp_path, "plain.md", "No Headings", day="2024-02-08")
    return tmp_path


def first_row(window) -> str:
    return window.screen.panes.page.shown_lines[0].text


async def test_the_keys_go_to_the_heading_of_the_next_and_the_previous_section(
    open_window, articles
):
    async with open_window(articles) as window:
        await window.press("enter", "right_square_bracket")
        assert first_row(window) == "Section 1"
        await window.press("full_stop")
        assert first_row(window) == "Section 2"
        await window.press("j", "left_square_bracket")
        assert first_row(window) == "Section 2"
        await window.press("comma")
        assert first_row(window) == "Section 1"
        await window.press("comma")
        assert window.screen.panes.page.top == (0, 0)


async def test_a_number_goes_so_many_sections_on_and_the_last_one_at_most(open_window, articles):
    async with open_window(articles) as window:
        await window.press("enter", "3", "right_square_bracket")
        assert first_row(window) == "Section 3"
        await window.press("9", "9", "right_square_bracket")
        assert window.screen.panes.page.at_end
        assert "The End" in window.rows[-1]
        await window.press("right_square_bracket")
        assert "This is the last section." in window.rows[-1]
        await window.press("left_square_bracket", "left_square_bracket")
        assert "Section 5" in window.rows[-1]


async def test_the_foot_tells_section_minutes_and_percentage_of_what_is_read(open_window, articles):
    async with open_window(articles) as window:
        assert "Section" not in window.rows[-1]
        await window.press("enter", "2", "right_square_bracket", "j", "j")
        assert "Section 2 · " in window.rows[-1]
        assert "min left · " in window.rows[-1]


async def test_the_title_of_the_section_yields_to_the_width(open_window, articles):
    async with open_window(articles, (30, 24)) as window:
        await window.press("enter", "right_square_bracket")
        assert " %" in window.rows[-1]
        assert "Section 1" not in window.rows[-1]


async def test_an_article_without_headings_says_so(open_window, articles):
    async with open_window(articles) as window:
        await window.press("j", "enter", "right_square_bracket")
        assert "no headings" in window.rows[-1]
        await window.press("left_square_bracket")
        assert "no headings" in window.rows[-1]


async def test_after_a_screen_the_foot_tells_the_section_that_fills_it(open_window, tmp_path):
    body = f"## First\n\n{FILL}\n\n## Second\n\n{FILL * 4}"
    write(tmp_path, "two.md", "Two", body=body)
    async with open_window(tmp_path, (140, 24)) as window:
        await window.press("enter", "space")
        pane = window.screen.panes.page
        assert pane.section.text == "First"
        assert pane.section_read.text == "Second"
        assert "Second · " in window.rows[-1]
