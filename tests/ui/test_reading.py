"""List beside page: moving, opening, reading on, coming back."""

import pytest
from textual import events

from reader.ui.keys import BINDINGS
from reader.ui.where import Where
from tests.ui.conftest import PROSE, write


async def test_list_and_page_stand_side_by_side_from_104_columns(open_window, library):
    async with open_window(library, (104, 30)) as window:
        assert "│" in window.rows[5]
        assert "Silicon and Soul" in window.rows[3]
        assert window.screen.panes.page.columns == 68


async def test_below_104_columns_list_and_page_take_turns(open_window, library):
    async with open_window(library, (103, 30)) as window:
        assert "│" not in window.text
        assert "Paragraph 0" not in window.text
        await window.press("enter")
        assert "Paragraph 0" in window.text
        assert "Lichens" not in window.text
        await window.press("q")
        assert "Lichens" in window.text


# All of the table but what ends the program or puts it to sleep.
EVERY_KEY = [
    key for b in BINDINGS if b.action not in ("quit", "leave", "suspend") for key in b.keys
]


@pytest.mark.parametrize(
    ("size", "order"),
    [
        ((80, 23), EVERY_KEY),
        ((120, 40), EVERY_KEY[::-1]),
        ((200, 60), EVERY_KEY),
        ((40, 12), EVERY_KEY[::-1]),
        ((10, 3), EVERY_KEY),
    ],
    ids=["80x23", "120x40", "200x60", "40x12", "10x3"],
)
async def test_every_key_at_every_size_leaves_something_to_see(open_window, library, size, order):
    async with open_window(library, size) as window:
        for key in order:
            await window.pilot.press(key)
            if window.app.screen is not window.screen or window.screen.searching.open:
                await window.pilot.press("escape")
        await window.settle()
        assert any(row.strip() for row in window.rows)
        assert window.app.is_running


async def test_every_key_in_one_burst_ends_nothing(open_window, library):
    async with open_window(library) as window:
        await window.burst(*EVERY_KEY)
        await window.burst(*EVERY_KEY[::-1])
        assert window.app.is_running


@pytest.mark.parametrize("opening", ["question_mark", "i", "s", "colon"])
@pytest.mark.parametrize("key", ["x", "enter", "escape"])
async def test_what_lies_over_the_panes_is_left_once(open_window, library, opening, key):
    async with open_window(library) as window:
        await window.press(opening)
        assert window.app.screen is not window.screen
        await window.burst(key, key, key)
        assert window.app.is_running
        while window.app.screen is not window.screen:
            await window.press("escape")


async def test_articles_are_grouped_by_day_newest_first(open_window, library):
    async with open_window(library) as window:
        assert window.titles == [
            "Silicon and Soul",
            "The Hour",
            "The Hour",
            "Lichens",
            "Night Train",
            "Ann's Broken Title",
            "A Short One",
        ]
        assert "9 February 2024" in window.text
        assert "8 February 2024" in window.text


async def test_where_each_article_has_a_day_of_its_own_it_stands_in_the_row(open_window, tmp_path):
    for day in range(1, 9):
        write(tmp_path, f"{day}.md", f"Number {day}", day=f"2024-03-0{day}")
    for size in ((120, 40), (80, 24)):
        async with open_window(tmp_path, size) as window:
            assert "8 March 2024" not in window.text
            assert "8 Mar 2024" in window.text
            assert sum("Number" in row for row in window.rows) >= 8


async def test_articles_of_one_title_are_told_apart(open_window, library):
    async with open_window(library) as window:
        assert "How the railways took it" in window.text
        assert "How computers count it" in window.text


async def test_moving_through_the_list_shows_each_article_beside_it(open_window, library):
    async with open_window(library) as window:
        await window.press("j", "j", "j")
        assert window.selected == "Lichens"
        assert window.screen.panes.page.page.article.title == "Lichens"
        assert window.screen.where is Where.LIST


async def test_the_header_has_both_reading_times_and_the_end_the_call_to_action(
    open_window, library
):
    async with open_window(library) as window:
        assert "(stated: 8 mins)" in window.text
        await window.press("enter", "G")
        assert "Write to us." in window.text
        assert "100 %" in window.rows[-1]


async def test_space_reads_on_and_at_the_end_asks_once_before_the_next_article(
    open_window, library
):
    async with open_window(library) as window:
        await window.press("enter", "G", "space")
        assert "Space again" in window.rows[-1]
        assert window.selected == "Silicon and Soul"
        await window.press("space")
        assert window.selected == "The Hour"
        assert window.screen.where is Where.PAGE


async def test_another_key_between_two_spaces_takes_the_question_back(open_window, library):
    async with open_window(library) as window:
        await window.press("enter", "G", "space", "k", "j", "space")
        assert window.selected == "Silicon and Soul"
        assert "Space again" in window.rows[-1]


async def test_capital_j_and_k_go_to_the_next_article_without_the_list(open_window, library):
    async with open_window(library) as window:
        await window.press("enter", "J", "J", "J")
        assert window.screen.panes.page.page.article.title == "Lichens"
        await window.press("K")
        assert window.screen.panes.page.page.article.title == "The Hour"
        assert window.screen.where is Where.PAGE


async def test_a_number_before_a_key_repeats_it(open_window, library):
    async with open_window(library) as window:
        await window.press("4", "j")
        assert window.selected == "Night Train"
        await window.press("1", "0", "0", "percent_sign")
        assert window.selected == "A Short One"
        await window.press("2", "g")
        assert window.selected == "The Hour"


async def test_half_the_percent_key_goes_to_half_of_the_text(open_window, library):
    async with open_window(library) as window:
        await window.press("enter", "5", "0", "percent_sign")
        page = window.screen.panes.page
        assert abs(page.page.share(page.top) - 0.5) < 0.05


async def test_zoom_keeps_the_lines_of_the_text(open_window, library):
    async with open_window(library) as window:
        await window.press("enter", "j", "j", "j")
        before = [line.text for line in window.screen.panes.page.shown_lines]
        await window.press("z")
        assert "Lichens" not in window.text
        after = [line.text for line in window.screen.panes.page.shown_lines]
        assert after == before
        await window.press("z")
        assert "Lichens" in window.text


async def test_the_width_of_lines_can_be_changed_and_the_place_stays(open_window, library):
    async with open_window(library) as window:
        await window.press("enter", "5", "0", "percent_sign")
        pane = window.screen.panes.page
        before = pane.place
        await window.press("minus", "minus", "minus")
        assert pane.columns == 56
        assert pane.place.block == before.block
        await window.press("equals_sign")
        assert pane.columns == 68
        assert pane.place == before


async def test_a_resize_keeps_the_place(open_window, library):
    async with open_window(library, (200, 60)) as window:
        await window.press("enter", "4", "0", "percent_sign")
        before = window.screen.panes.page.place
        await window.pilot.resize_terminal(50, 20)
        await window.settle()
        assert window.screen.panes.page.place.block == before.block
        await window.pilot.resize_terminal(200, 60)
        await window.settle()
        assert window.screen.panes.page.place == before


async def test_the_place_is_kept_for_the_next_time(open_window, library):
    async with open_window(library) as window:
        await window.press("j", "enter", "5", "0", "percent_sign", "j")
        place = window.screen.panes.page.place
        await window.press("q")
        assert "%" in window.text.split("The Hour")[1]
    async with open_window(library) as window:
        await window.press("enter")
        assert window.screen.panes.page.place == place


@pytest.mark.parametrize("key", ["space", "j", "pagedown", "d", "right_square_bracket"])
async def test_read_to_the_end_is_read(open_window, library, key):
    async with open_window(library) as window:
        await window.press("enter", *"99", "percent_sign")
        while not window.screen.panes.page.at_end:
            await window.press(key if key != "right_square_bracket" else "space")
        await window.press(key, "q")
        assert window.screen.panes.list.row.read
        assert "✓" in window.text


@pytest.mark.parametrize("jump", ["G", "100%", "find"])
async def test_a_jump_to_the_end_is_not_reading(open_window, library, jump):
    keys = {
        "G": ["G"],
        "100%": [*"100", "percent_sign"],
        "find": ["slash", *"29", "enter"],
    }
    async with open_window(library) as window:
        await window.press("enter", *keys[jump], "k", "q")
        row = window.screen.panes.list.row
        assert not row.read
        assert row.progress == 0
        assert "✓" not in window.text
        await window.press("enter")
        assert window.screen.panes.page.top.part > 20  # but the place is kept
        await window.press("space", "space", "b", "q")
        assert window.screen.panes.list.row.read


async def test_who_rests_at_the_end_has_read_it(open_window, library, monkeypatch):
    monkeypatch.setattr("reader.session.reach.RESTS", 0.2)
    async with open_window(library) as window:
        await window.press("enter", "G")
        window.screen.opened.keep()
        await window.pilot.pause(0.3)
        await window.press("q")
        assert window.screen.panes.list.row.read


async def test_the_end_reached_by_the_wheel_is_read_and_the_next_article_is_not(
    open_window, library
):
    async with open_window(library) as window:
        page = window.screen.panes.page
        await window.press("enter", *"70", "percent_sign")
        top = page.top
        while not page.at_end:
            page.post_message(
                events.MouseScrollDown(page, 5, 5, 0, 0, 0, False, False, False, 5, 5)
            )
            await window.settle()
        assert page.top != top
        path = page.page.article.path
        await window.press("space", "space", "q")
        memory = window.app.desk.memory
        assert memory.reading(path).read
        assert window.screen.panes.list.row.path != path
        assert window.screen.panes.list.row.progress == 0


async def test_stars_and_read_marks_show_at_once_and_next_time(open_window, library):
    async with open_window(library) as window:
        await window.press("asterisk", "j", "r")
        assert "★" in window.text
        assert "✓" in window.text
        await window.press("r")
        assert "✓" not in window.text
        await window.press("r")
    async with open_window(library) as window:
        assert "★" in window.text
        assert "✓" in window.text


async def test_n_goes_to_the_next_unread_article(open_window, library):
    async with open_window(library) as window:
        await window.press("j", "r", "j", "r", "g", "n")
        assert window.selected == "Lichens"
        await window.press("N")
        assert window.selected == "Silicon and Soul"


async def test_one_article_can_be_opened_alone(open_window, library):
    async with open_window(library / "lichens.md") as window:
        assert "Lichens" in window.text
        assert "Night Train" not in window.text
        await window.press("J", "tab", "z")
        assert "Paragraph 0" in window.text
        await window.press("asterisk", "r")
        reading = window.app.desk.memory.reading("lichens.md")
        assert reading.starred
        assert reading.read


async def test_a_star_given_on_the_page_is_for_the_article_on_the_page(open_window, library):
    async with open_window(library) as window:
        await window.press("3", "j", "enter")
        (library / "lichens.md").unlink()
        await window.press("ctrl+r")
        await window.until(lambda: len(window.titles) == 6)
        # By the file, or by the list: whoever noticed last
        assert "removed" in window.rows[-1] or "not in the list any more" in window.rows[-1]
        await window.press("asterisk")
        assert window.app.desk.memory.reading("lichens.md").starred
        assert "★" not in window.text


async def test_an_article_edited_while_it_is_read_is_read_again_at_its_place(open_window, library):
    for folder in (library, library / "lichens.md"):
        write(library, "lichens.md", "Lichens", day="2023-06-01")
        async with open_window(folder) as window:
            if folder == library:
                await window.press("3", "j", "enter")
            await window.press("5", "0", "percent_sign")
            place = window.screen.panes.page.place
            body = "A new first paragraph.\n\n" + PROSE
            write(library, "lichens.md", "Lichens", body=body, day="2023-06-01")
            await window.press("ctrl+r")
            await window.until(lambda: "has changed" in window.rows[-1])
            assert window.screen.panes.page.place.quote == place.quote
            assert window.screen.panes.page.place.block == place.block + 1


async def test_a_window_that_grows_again_is_full_again(open_window, library):
    async with open_window(library) as window:
        await window.press("5", "j")
        await window.pilot.resize_terminal(20, 5)
        await window.settle()
        await window.pilot.resize_terminal(120, 40)
        await window.settle()
        assert "Silicon and Soul" in window.text
        await window.press("enter", "G")
        await window.pilot.resize_terminal(120, 20)
        await window.settle()
        await window.press("G")
        await window.pilot.resize_terminal(120, 60)
        await window.settle()
        page = window.screen.panes.page
        assert len(page.shown_lines) == page.size.height


async def test_percent_alone_goes_nowhere(open_window, library):
    async with open_window(library) as window:
        await window.press("enter", "5", "0", "percent_sign")
        top = window.screen.panes.page.top
        await window.press("percent_sign")
        assert window.screen.panes.page.top == top


async def test_an_article_that_is_gone_says_so_and_reading_goes_on(
    open_window, library, monkeypatch
):
    async with open_window(library) as window:
        monkeypatch.setattr(window.app.desk, "refresh", lambda: False)  # the list is as it was
        (library / "lichens.md").unlink()
        await window.press("3", "j")
        assert window.selected == "Lichens"
        assert "Paragraph" not in window.text
        assert "lichens.md" in window.text
        await window.press("j")
        assert "Paragraph 0" in window.text


async def test_an_article_replaced_on_disk_is_shown_as_it_is_now(open_window, library, monkeypatch):
    async with open_window(library) as window:
        monkeypatch.setattr(window.app.desk, "refresh", lambda: False)
        await window.press("3", "j", "k")
        write(library, "lichens.md", "Another Title", body="Other words altogether.")
        await window.press("j")
        assert "Other words altogether." in window.text


async def test_esc_typed_together_with_a_letter_counts_as_both(open_window, library):
    async with open_window(library) as window:
        await window.press("enter", "alt+j")
        assert window.screen.where is Where.LIST
        assert window.selected == "The Hour"


async def test_pasted_text_is_never_taken_as_keys(open_window, library):
    from textual.events import Paste

    async with open_window(library) as window:
        window.screen.post_message(Paste("jjjQ"))
        await window.settle()
        assert window.selected == "Silicon and Soul"
        assert window.app.is_running


async def test_q_goes_back_one_level_and_quits_at_the_top(open_window, library):
    async with open_window(library) as window:
        await window.press("enter", "q")
        assert window.screen.where is Where.LIST
        await window.press("h", "escape", "left")
        assert window.app.is_running
        await window.press("q")
        assert window.app.return_code == 0
        assert window.app._exit


WORDS = [
    "river",
    "bend",
    "mill",
    "stone",
    "lamp",
    "tower",
    "harbour",
    "rope",
    "sail",
    "wind",
    "sand",
    "gull",
    "pier",
    "chart",
]
LONG = "\n\n".join(
    f"Paragraph {number}: {' '.join(word + chr(97 + number % 26) * (1 + number // 26) for word in WORDS[:6])}."
    for number in range(90)
)


def _number(row):
    return int(row.split("Paragraph ")[1].split(":")[0])


async def test_an_article_opens_where_somebody_was_and_says_so(open_window, tmp_path):
    write(tmp_path, "a.md", "A", LONG)
    async with open_window(tmp_path, (120, 30)) as window:
        assert "Where you were" not in window.rows[-1]
        await window.press("enter")
        assert "Where you were" not in window.rows[-1]
        await window.press("space", "space")
        percent = window.screen.panes.page.progress
        await window.press("q")
    async with open_window(tmp_path, (120, 30)) as window:
        await window.press("enter")
        said = f"Where you were, {percent} % · g for the top"
        await window.until(lambda: said in window.rows[-1])
        await window.press("g")
        assert "Where you were" not in window.rows[-1]


async def test_an_article_whose_sentence_is_gone_opens_at_the_nearest_and_says_so(
    open_window, tmp_path
):
    write(tmp_path, "a.md", "A", LONG)
    async with open_window(tmp_path, (120, 30)) as window:
        await window.press("enter", "space", "space")
        top = next(row for row in window.rows if "Paragraph" in row)
        await window.press("q")
    number = _number(top)
    rest = [part for part in LONG.split("\n\n") if _number(part) != number]
    write(tmp_path, "a.md", "A", "\n\n".join(rest))
    async with open_window(tmp_path, (120, 30)) as window:
        await window.press("enter")
        said = "is gone; this is the nearest that remains."
        await window.until(lambda: said in window.rows[-1])
        shown = next(row for row in window.rows if "Paragraph" in row)
        assert abs(_number(shown) - number) == 1
