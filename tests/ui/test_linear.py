"""The linear mode: for those who hear the screen, or feel one row of it."""

import re

import pytest

from reader.settings import Settings
from tests.ui.conftest import write

LINEAR = Settings(linear=True)
DRAWN = re.compile("[\u2500-\u25ff\u2022\u21a9\u21b3\u2610-\u2612\u2700-\u27bf]")
BODY = "\n\n".join(
    [
        "## Über allem",
        "> [!WARNING]\n> Mind the step.",
        "> Quoted.",
        "- one\n  - [x] two\n- three",
        "| Größe | Maß |\n| --- | --- |\n| 5 | 6 |",
        "---",
        "<details><summary>More</summary>\n\nInside.\n\n</details>",
        "A note[^1] and a [link](b.md).",
        "```\n" + "long " * 40 + "\n```",
        *(f"Paragraph {number}. " * 12 for number in range(30)),
        "[^1]: The note.",
    ]
)


@pytest.fixture
def articles(tmp_path):
    write(tmp_path, "a.md", "First", BODY, cta="Write.", read_time="8 mins")
    write(tmp_path, "b.md", "Second", BODY, day="2024-02-08")
    write(tmp_path, "c.md", "Third", BODY, day="2024-02-07")
    return tmp_path


KEYS = [
    (),
    ("enter",),
    ("enter", "space"),
    ("enter", "G"),
    ("enter", "t"),
    ("enter", "f"),
    ("i",),
    ("question_mark",),
    ("s",),
    ("T",),
    ("v",),
    ("F",),
    ("colon", "s", "o"),
    ("slash", "n", "o", "t", "e"),
]


@pytest.mark.parametrize("keys", KEYS, ids="-".join)
async def test_nothing_is_drawn_and_there_is_one_pane(open_window, articles, keys):
    async with open_window(articles, (140, 40), settings=LINEAR) as window:
        await window.press(*keys)
        await window.settle()
        assert not DRAWN.findall(window.text)
        panes = window.screen.panes
        made = [pane for pane in (panes.list, panes.page, panes.contents) if pane is not None]
        assert [pane.display for pane in made].count(True) == 1


async def test_the_cursor_is_on_the_selected_row_and_the_line_below_tells_of_it(
    open_window, articles
):
    async with open_window(articles, settings=LINEAR) as window:
        await window.press("j")
        row, column = window.app.place_of_cursor()
        assert column == 0
        assert window.rows[row].startswith(">  Second")
        assert window.rows[-1].startswith("2 of 3, 8 Feb 2024, ")
        await window.press("asterisk")
        assert "Starred" in window.rows[-1]


async def test_the_cursor_goes_through_the_page_row_by_row_and_passes_over_blank_ones(
    open_window, articles
):
    async with open_window(articles, (80, 20), settings=LINEAR) as window:
        await window.press("enter")
        met = []
        for _ in range(60):
            row, column = window.app.place_of_cursor()
            assert column == 0
            met.append(window.rows[row].strip())
            await window.press("j")
        assert met[0] == "First"
        assert "" not in met
        text = " ".join(met)
        for part in ("Über allem", "Warning", "> Mind the step.", "- one", "[x] two",
                     "Größe, Maß 5 Maß  6", "More", "Inside.", "Paragraph 3."):  # fmt: skip
            assert part in text
        back = []
        for _ in range(60):
            await window.press("k")
            row, _ = window.app.place_of_cursor()
            back.append(window.rows[row].strip())
        assert back[-1] == met[0]
        assert "" not in back


async def test_a_screen_is_heard_from_its_first_row_and_the_end_from_its_last(
    open_window, articles
):
    async with open_window(articles, (80, 20), settings=LINEAR) as window:
        await window.press("enter", "j", "j", "space")
        assert window.app.place_of_cursor() == (0, 0)
        await window.press("G")
        row, _ = window.app.place_of_cursor()
        assert window.rows[row].strip() == "Write."
        await window.press("j")
        assert window.app.place_of_cursor() == (row, 0)
        await window.press("g")
        assert window.app.place_of_cursor() == (0, 0)


async def test_a_count_beyond_the_page_is_one_move_to_its_edge(open_window, articles, monkeypatch):
    async with open_window(articles, (80, 20), settings=LINEAR) as window:
        await window.press("enter")
        page = window.screen.panes.page
        painted = []
        compose = page.compose_rows
        monkeypatch.setattr(page, "compose_rows", lambda: (painted.append(1), compose()))
        await window.press(*"9999j")
        row, _ = window.app.place_of_cursor()
        assert window.rows[row].strip() == "Write."
        await window.press(*"9999k")
        assert window.app.place_of_cursor() == (0, 0)
        assert window.rows[0].strip() == "First"
        await window.press(*"15k")
        assert len(painted) < 10


@pytest.mark.parametrize("keys", ["30j", "31j", "200j"])
async def test_after_a_count_of_rows_the_cursor_is_on_one_that_says_something(
    open_window, articles, keys
):
    async with open_window(articles, (80, 20), settings=LINEAR) as window:
        await window.press("enter", *keys)
        row, column = window.app.place_of_cursor()
        assert column == 0
        assert window.rows[row].strip(" >")
        await window.press("k", "j")
        assert window.rows[window.app.place_of_cursor()[0]].strip(" >")


async def test_the_place_that_is_kept_is_that_of_the_cursor(open_window, articles):
    async with open_window(articles, (80, 20), settings=LINEAR) as window:
        await window.press("enter", *("j",) * 12)
        row, _ = window.app.place_of_cursor()
        at = window.rows[row]
        await window.press("q", "j", "enter", "q", "k", "enter")
        row, _ = window.app.place_of_cursor()
        assert window.rows[row] == at


async def test_the_cursor_is_where_one_types(open_window, articles):
    async with open_window(articles, settings=LINEAR) as window:
        await window.press("slash", "n", "o")
        row, column = window.app.place_of_cursor()
        assert window.rows[row][:column].endswith("no")


async def test_in_a_sheet_it_is_on_what_is_chosen(open_window, articles):
    async with open_window(articles, settings=LINEAR) as window:
        await window.press("s", "j")
        row, _ = window.app.place_of_cursor()
        assert window.rows[row].strip().startswith(">")


async def test_in_the_palette_it_is_where_one_types_then_on_what_enter_would_do(
    open_window, articles
):
    async with open_window(articles, settings=LINEAR) as window:
        await window.press("colon", "s", "c", "r")
        await window.until(lambda: "A screen up" in window.text)
        row, column = window.app.place_of_cursor()
        assert window.rows[row][:column].endswith("scr")
        seen = []
        for _ in range(2):
            await window.press("down")
            await window.settle()
            seen.append(window.app.place_of_cursor()[0])
        await window.press("up")
        await window.settle()
        assert seen[1] == seen[0] + 1
        assert window.app.place_of_cursor()[0] == seen[0]
        assert "screen" in window.rows[seen[0]]
        await window.press("e")
        await window.settle()
        assert window.app.place_of_cursor()[0] == row


async def test_among_the_tags_it_is_on_the_one_that_enter_takes(open_window, articles):
    async with open_window(articles, settings=LINEAR) as window:
        await window.press("T", *"one, two", "enter")
        await window.press("T")
        row, _ = window.app.place_of_cursor()
        await window.press("down")
        await window.settle()
        below, _ = window.app.place_of_cursor()
        assert below > row
        assert window.rows[below].startswith(">")


@pytest.mark.parametrize(
    "keys", [("s",), ("T",), ("v",), ("F",), ("colon",), ("i",), ("question_mark",)]
)
async def test_nothing_of_what_lies_below_stands_in_the_rows_of_what_lies_over_it(
    open_window, articles, keys
):
    async with open_window(articles, (140, 40), settings=LINEAR) as window:
        before = [row for row in window.rows if row.strip()]
        await window.press(*keys)
        await window.settle()
        title = "Third"
        assert any(title in row for row in before)
        assert not any(title in row for row in window.rows)


async def test_where_nothing_is_found_the_line_below_says_so(open_window, articles):
    async with open_window(articles, settings=LINEAR) as window:
        await window.press("slash", *"xyzzy")
        await window.until(lambda: "Nothing for xyzzy" in window.text)
        await window.press("escape")
        await window.settle()
        assert "Nothing for xyzzy" in window.rows[-1]
