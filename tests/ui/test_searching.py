"""The search bar, the order, and what stands where there is nothing to show."""

from pathlib import Path

import pytest
from textual import events

from reader.session import search
from reader.session.sentences import Sentences
from reader.ui.search_bar import SearchBar
from tests.ui.conftest import PROSE, Open, write


async def test_results_come_while_one_types(open_window, library):
    async with open_window(library) as window:
        await window.press("slash")
        await window.type("quok")
        assert window.titles == ["A Short One"]
        assert window.screen.panes.page.page.article.title == "A Short One"


async def test_enter_leaves_the_bar_and_esc_in_the_list_clears(open_window, library):
    async with open_window(library) as window:
        await window.press("slash")
        await window.type("author:writer")
        await window.press("enter")
        assert window.titles == ["Night Train"]
        assert "1 of 7" in window.rows[0]
        await window.press("escape")
        assert len(window.titles) == 7


async def test_q_in_the_list_clears_the_query_before_it_quits(open_window, library):
    async with open_window(library) as window:
        await window.press("slash")
        await window.type("hour")
        await window.press("enter", "q")
        assert len(window.titles) == 7
        assert window.app.is_running


async def test_the_arrows_move_in_the_results_while_typing(open_window, library):
    async with open_window(library) as window:
        await window.press("slash")
        await window.type("hour")
        await window.press("down")
        assert window.screen.panes.list.selected == 1
        assert window.screen.searching.open


async def test_letters_in_the_bar_are_no_keys(open_window, library):
    async with open_window(library) as window:
        await window.press("slash")
        await window.type("qjq")
        assert window.app.is_running
        assert window.screen.searching.typed == "qjq"


async def test_nothing_found_offers_what_would_find_something(open_window, library):
    async with open_window(library) as window:
        await window.press("slash")
        await window.type("quokka author:writer")
        assert "Nothing for" in window.text
        assert "Would find something" in window.text
        await window.press("enter", "escape")
        assert len(window.titles) == 7


async def test_half_a_query_is_told_and_not_an_error(open_window, library):
    async with open_window(library) as window:
        await window.press("slash")
        await window.type("auther:writer")
        assert "author" in window.rows[-1]


async def test_the_order_can_be_chosen_and_reversed(open_window, library):
    async with open_window(library) as window:
        await window.press("s")
        await window.press("t")
        assert window.titles[0] == "Ann's Broken Title"
        assert "A to Z" in window.rows[0]
        await window.press("s")
        await window.press("t")
        assert "Z to A" in window.rows[0]
        assert window.titles[-1] == "Ann's Broken Title"


async def test_an_order_keeps_the_selected_article(open_window, library):
    async with open_window(library) as window:
        await window.press("j", "j", "j")
        await window.press("s", "t")
        assert window.selected == "Lichens"


async def test_an_empty_folder_says_what_is_looked_for(open_window, tmp_path):
    async with open_window(tmp_path, indexed=False) as window:
        await window.until(lambda: "No articles in" in window.text)
        assert ".markdown" in window.text


async def test_a_first_reading_lists_articles_without_being_asked(open_window, library):
    async with open_window(library, indexed=False) as window:
        await window.until(lambda: len(window.titles) == 7)
        assert "Silicon and Soul" in window.text


async def test_before_anything_is_known_of_a_folder_nothing_is_said_of_what_it_lacks(
    open_window, library, monkeypatch
):
    import threading

    from reader.session.indexer import Indexer

    go, run = threading.Event(), Indexer._run

    def waits(self, *args, **options):
        go.wait(10)
        return run(self, *args, **options)

    monkeypatch.setattr(Indexer, "_run", waits)
    async with open_window(library, indexed=False) as window:
        assert "First reading of this folder" in window.text
        assert "No articles" not in window.text
        go.set()
        await window.until(lambda: len(window.titles) == 7)


async def test_what_is_read_stays_selected_while_a_first_reading_goes_on(open_window, library):
    from reader.session.library import open_library
    from reader.session.refresh import refresh
    from tests.ui.conftest import write

    async with open_window(library) as window:
        await window.press("enter")
        window.screen.news.first_reading = True
        write(library, "fresh.md", "Fresh Arrival", day="2026-01-01")
        refresh(open_library(str(library)))
        window.screen.searching.ask_again()
        await window.until(lambda: len(window.titles) == 8)
        assert window.selected == "Silicon and Soul"
        assert "not in the list" not in window.text


async def test_a_new_file_is_listed_after_a_refresh_and_the_selection_stays(open_window, library):
    from tests.ui.conftest import write

    async with open_window(library) as window:
        await window.press("j", "j", "j")
        write(library, "fresh.md", "Fresh Arrival", day="2026-01-01")
        await window.press("ctrl+r")
        await window.until(lambda: len(window.titles) == 8)
        await window.until(lambda: "1 new" in window.rows[0])
        assert window.selected == "Lichens"


async def test_files_that_come_and_go_above_move_nothing_under_the_reader(open_window, tmp_path):
    from tests.ui.conftest import write

    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(300):
        write(folder, f"{n:03}.md", f"Article {n:03}", day=f"20{10 + n % 15}-0{1 + n % 9}-11")
    async with open_window(folder) as window:
        await window.until(lambda: "300 articles" in window.rows[0])
        await window.press("1", "5", "0", "G", "k", "k", "k")
        before, selected = window.rows[2:-2], window.selected
        for n in range(40):
            write(folder, f"new{n}.md", f"Newcomer {n}", day="2026-01-01")
        (folder / "014.md").unlink()
        await window.press("ctrl+r")
        await window.until(lambda: "339 articles" in window.rows[0])
        await window.until(lambda: window.selected == selected)
        assert [row[:40] for row in window.rows[2:-2]] == [row[:40] for row in before]


async def test_the_rows_that_come_next_are_there_before_they_are_seen(open_window, tmp_path):
    from tests.ui.conftest import write

    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(300):
        write(folder, f"{n:03}.md", f"Article {n:03}", day="2024-01-01")
    async with open_window(folder) as window:
        await window.until(lambda: "300 articles" in window.rows[0])
        shelf = window.app.desk.shelf
        await window.press("4", "0", "j")
        await window.until(lambda: 1 in shelf._windows)
        await window.press("2", "0", "0", "G")
        await window.press("k", "2", "0", "k")
        await window.until(lambda: 2 in shelf._windows)


async def test_help_and_information_open_and_close(open_window, library):
    async with open_window(library) as window:
        await window.press("question_mark")
        assert "Keys in the list" in window.text
        await window.press("q")
        assert "Silicon and Soul" in window.text
        await window.press("G", "k", "i")
        await window.until(lambda: "the apostrophe in" in window.text)
        assert "apostrophe" in window.text
        await window.press("q")


async def test_the_palette_does_what_its_lines_say(open_window, library):
    async with open_window(library) as window:
        await window.press("colon")
        await window.type("star")
        await window.until(lambda: "take the star away" in window.text)
        await window.press("enter")
        await window.until(lambda: window.screen.panes.list.row.starred)


async def test_a_catalog_deleted_under_the_program_is_built_anew(open_window, library):
    import os

    async with open_window(library) as window:
        os.unlink(window.app.desk.library.location.path)
        await window.press("j")
        await window.press("ctrl+r")
        await window.until(lambda: len(window.titles) == 7)


async def test_esc_and_a_letter_in_the_search_bar_act_in_the_list(open_window, library):
    async with open_window(library) as window:
        await window.press("slash")
        await window.type("hour")
        await window.press("alt+j")
        assert window.screen.searching.typed == "hour"
        assert not window.screen.searching.open
        assert window.screen.panes.list.selected == 1


async def test_the_menu_of_orders_overrules_the_order_that_was_typed(open_window, library):
    async with open_window(library) as window:
        await window.press("slash")
        await window.type("the sort:title")
        await window.press("enter", "s", "d")
        assert "newest first" in window.rows[0]
        assert window.screen.searching.typed == "the"


async def test_signs_alone_are_told(open_window, library):
    async with open_window(library) as window:
        await window.press("slash")
        window.screen.query_one(SearchBar).value = "😀"
        await window.settle()
        assert "no word in `😀`" in window.rows[-1]
        assert len(window.titles) == 7


async def test_looking_for_changes_says_what_came_of_it(open_window, library):
    async with open_window(library) as window:
        await window.press("ctrl+r")
        await window.until(lambda: "Nothing has changed." in window.rows[-1])


async def test_a_word_is_begun_in_a_chosen_order_too(open_window, library):
    async with open_window(library) as window:
        await window.press("s", "t", "slash")
        await window.type("liche")
        await window.until(lambda: window.titles == ["Lichens"])
        await window.type("xyzzy")
        await window.until(lambda: "Nothing for lichexyzzy." in window.text)


async def test_results_beyond_the_first_ones_are_there_when_they_are_gone_to(
    open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "AT_ONCE", 3)
    folder = tmp_path / "articles"
    for n in range(80):
        write(folder, f"{n:02}.md", f"Heron {n:02}", PROSE)
    async with open_window(folder) as window:
        await window.press("slash")
        await window.type("heron")
        await window.until(lambda: len(window.titles) == 80)
        assert window.titles[:3] == ["Heron 79", "Heron 78", "Heron 77"]
        await window.until(lambda: "Heron 74" in window.text)
        await window.press("enter", "G")
        assert window.selected == "Heron 00"
        await window.press(
            "ctrl+r"
        )  # a refresh leaves one where one is, though the best come first
        assert window.selected == "Heron 00"


async def test_a_sentence_stays_while_further_letters_are_looked_for(
    open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "articles"
    write(folder, "birds.md", "Birds", f"{PROSE}\n\nTwo herons stand here.\n\n{PROSE}")
    async with open_window(folder) as window:
        await window.press("slash")
        await window.type("hero")
        await window.until(lambda: "min · Two herons" in window.text)
        monkeypatch.setattr(Sentences, "make", lambda *_: None)
        await window.type("n")
        assert "min · Two herons" in window.text
        await window.press("ctrl+u")
        await window.type("two")  # is nothing that goes on
        assert "min · Two herons" not in window.text


@pytest.mark.parametrize("behind", [(), ("enter",), ("enter", "enter")])
async def test_keys_behind_the_slash_in_one_burst_are_typed(
    open_window: Open, library: Path, behind: tuple[str, ...]
) -> None:
    async with open_window(library, (80, 24)) as window:
        await window.burst("slash", *"quok", *behind)
        await window.until(lambda: window.titles == ["A Short One"])
        assert window.screen.searching.open is (not behind)
        assert window.screen.panes.on_page is (len(behind) == 2)
        if window.screen.panes.on_page:
            assert window.screen.panes.page.page.article.title == "A Short One"


async def test_keys_behind_esc_in_one_burst_are_for_the_list(
    open_window: Open, library: Path
) -> None:
    async with open_window(library, (80, 24)) as window:
        await window.burst("slash", *"hour", "escape", "escape", "j")
        await window.until(lambda: len(window.titles) == 7)
        assert window.screen.panes.list.selected == 1


async def test_keys_behind_the_one_that_quits_are_no_fault(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        for key in ("q", "slash", "x", "enter"):
            window.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await window.pilot.pause(0.1)
    assert window.app.return_code == 0


async def test_a_query_goes_on_to_mean_what_it_meant_while_it_was_typed(
    open_window: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    for name in ("Quantum", "Quantity", "Quarks"):
        write(folder, f"{name}.md", name, PROSE)
    async with open_window(folder) as window:
        await window.press("slash")
        await window.type("quant")
        await window.press("enter")
        listed = ["Quantity", "Quantum"]
        assert sorted(window.titles) == listed
        window.screen.searching.ask_again()
        await window.settle()
        assert sorted(window.titles) == listed
        await window.press("s", "t")
        assert window.titles == listed
        assert window.screen.searching.in_force == "sort:title quant*"
        await window.press("slash", "end")
        await window.type(" ")  # and is finished now
        await window.until(lambda: not window.titles)


async def test_what_is_being_typed_is_completed_before_anything_else_is_offered(
    open_window: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    for name in ("Quantum", "Quantity"):
        write(folder, f"{name}.md", name, PROSE)
    async with open_window(folder) as window:
        await window.press("slash")
        await window.type("quantum author:an")
        await window.until(lambda: "ann-author" in window.text)
        await window.type("x")  # no such author: what would find something
        await window.until(lambda: [o.typed for o in window.screen.offering.offers] == ["quantum"])


async def test_an_order_chosen_among_results_ends_with_them(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        first = window.titles
        await window.press("slash")
        await window.type("the")
        await window.press("enter", "s", "t")
        assert window.screen.searching.in_force == "sort:title the*"
        await window.press("escape")
        assert window.titles == first
        await window.press("slash")
        await window.type("the")
        assert window.screen.searching.in_force == "the*"


async def test_years_and_words_of_titles_are_offered_while_one_types(open_window, library):
    async with open_window(library) as window:
        await window.press("slash")
        await window.type("date:20")
        await window.until(lambda: "2024 3" in window.text and "2023 4" in window.text)
        await window.press("ctrl+u")
        await window.type("title:ho")
        await window.until(lambda: "hour 2" in window.text)
        await window.press("tab")
        await window.until(lambda: window.titles == ["The Hour", "The Hour"])
        await window.press("ctrl+u")
        await window.type("aut:jen")
        await window.until(lambda: "no field aut — author?" in window.text)


async def test_keys_behind_one_that_opens_something_are_for_that(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await window.burst("slash", *"quok", "enter", "slash", *"hour")
        await window.until(lambda: window.screen.searching.typed == "hour")
        assert window.screen.searching.open
        await window.press("enter")
        await window.burst("slash", *"the", "enter", "s", "t")
        await window.until(lambda: window.screen.searching.in_force == "sort:title the*")
        await window.burst("colon", "e", "r", "A")  # the palette, and not what these do in the list
        await window.until(lambda: window.app.screen is not window.screen)
        await window.press("escape")
        await window.press("escape")
        assert len(window.titles) == 7
        rows = [window.app.desk.shelf.row(index) for index in range(7)]
        assert not any(row.read or row.archived or row.tags for row in rows if row)
