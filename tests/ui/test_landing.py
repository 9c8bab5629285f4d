"""What a query found, on the page: marked, gone to, and left."""

from __future__ import annotations

from pathlib import Path

from reader.ui.page_pane import TOP
from tests.ui.conftest import PROSE, Open, Window, write
from tests.ui.test_finding import marked

HERON = PROSE + "\n\nTwo herons stand here.\n\n" + PROSE + "\n\nA heron again."


def library_of(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    write(folder, "birds.md", "Birds", HERON)
    write(folder, "heron.md", "The Heron", PROSE, day="2021-01-01")
    write(folder, "cjk.md", "Far", PROSE + "\n\n今天我们学习机器学习的方法。", day="2020-01-01")
    return folder


async def search(window: Window, text: str) -> None:
    await window.press("slash")
    await window.type(text)


async def test_an_article_opens_at_its_first_hit_in_any_form(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await search(window, "heron here")
        await window.press("enter", "enter")
        assert window.screen.panes.page.page.article.title == "Birds"
        assert marked(window, "match_current") == ["herons"]
        assert marked(window) == ["here"]
        assert "1 of 3" in window.rows[-1]
        await window.press("n", "n")
        assert marked(window, "match_current") == ["heron"]


async def test_the_page_beside_the_list_shows_the_first_hit(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path)) as window:
        await search(window, "herons")
        assert "Two herons stand here." in window.text
        assert marked(window, "match_current") == ["herons"]
        await window.type(" again")  # another first hit is not needed: both are looked for
        assert marked(window, "match_current") == ["herons"]


async def test_a_hit_in_the_title_leaves_the_page_at_its_place(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path)) as window:
        await search(window, "title:heron")
        await window.press("enter", "enter")
        assert window.screen.panes.page.top == TOP
        assert marked(window, "match_current") == ["Heron"]
        assert marked(window) == []


async def test_a_field_is_marked_where_it_stands_and_nowhere_else(
    open_window: Open, tmp_path: Path
) -> None:
    folder = library_of(tmp_path)
    write(
        folder,
        "ann.md",
        "Ann and the river",
        "Ann stood by the river.",
        subtitle="Of rivers, by Ann",
    )
    async with open_window(folder, (80, 24)) as window:
        await search(window, "title:river title:ann")
        await window.press("enter", "enter")
        assert marked(window, "match_current") + marked(window) == ["Ann", "river"]
        await window.press("q", "q")
        await search(window, "subtitle:ann author:ann")
        await window.press("enter", "enter")
        # in the subtitle and the name, not in title and text
        assert marked(window, "match_current") + marked(window) == ["Ann", "Ann"]
        await window.press("q", "q")
        await search(window, "text:river")
        await window.press("enter", "enter")
        assert "river" in marked(window, "match_current") + marked(window)
        assert "rivers" not in marked(window)


async def test_who_searches_by_title_leaves_the_page_with_one_key(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await search(window, "title:heron")
        await window.press("enter", "enter")
        assert "n N go on" not in window.text
        await window.press("escape")
        assert not window.screen.panes.on_page


async def test_a_title_that_has_some_of_the_words_leads_to_the_others(
    open_window: Open, tmp_path: Path
) -> None:
    folder = library_of(tmp_path)
    write(folder, "stork.md", "Stork", HERON.replace("here", "with a stork, there"))
    async with open_window(folder, (80, 24)) as window:
        await search(window, "stork sort:title")
        await window.press("enter", "enter")
        assert window.screen.panes.page.top == TOP
        assert marked(window, "match_current") == ["Stork"]
        await window.press("q", "q")
        await search(window, "stork herons sort:title")
        await window.press("enter", "enter")
        assert marked(window, "match_current") == ["herons"]


async def test_titles_and_names_in_rows_show_what_was_found(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path)) as window:
        await search(window, "title:heron OR author:ann")
        await window.press("enter", "j")
        rows = window.screen.panes.list
        hits = {row.title: rows.hits("title", row.title) for row in map(rows._shelf.row, range(3))}
        assert hits == {"Birds": [], "The Heron": [(4, 9)], "Far": []}
        assert rows.sentences is None  # no text was looked through
        looks = [
            (span.text, span.role)
            for index in range(3)
            for line in rows._article_lines(index)
            for span in line.spans
        ]
        assert ("Heron", "match") in looks
        assert looks.count(("Ann", "match")) == 2  # and underlined in the selected row
        await window.press("escape")
        assert rows.hits("title", "The Heron") == ()


async def test_a_phrase_over_the_end_of_a_paragraph_is_marked_on_both_sides(
    open_window: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    write(folder, "a.md", "Over", PROSE + "\n\nAt the ford\n\nthe heron waits.\n\n" + PROSE)
    async with open_window(folder, (80, 24)) as window:
        await search(window, '"the ford the heron"')
        await window.press("enter", "enter")
        assert marked(window, "match_current") == ["the ford"]
        assert marked(window) == ["the heron"]


async def test_a_first_hit_far_down_a_long_article_is_gone_to(
    open_window: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    write(folder, "a.md", "Long", (PROSE + "\n\n") * 70 + "A heron at last.\n\n" + PROSE)
    async with open_window(folder, (80, 24)) as window:
        await search(window, "heron")
        await window.press("enter", "enter")
        await window.until(lambda: marked(window, "match_current") == ["heron"])
        assert "1 of 1" in window.rows[-1]


async def test_a_stretch_of_chinese_is_marked_as_a_whole(open_window: Open, tmp_path: Path) -> None:
    async with open_window(library_of(tmp_path)) as window:
        bar_text = "学习的"
        await window.press("slash")
        from reader.ui.search_bar import SearchBar

        window.screen.query_one(SearchBar).value = bar_text
        await window.settle()
        assert marked(window, "match_current") == ["学习的"]


async def test_esc_takes_the_marks_away_and_then_leads_to_the_list(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await search(window, "herons")
        await window.press("enter", "enter", "escape")
        assert window.screen.panes.on_page
        assert marked(window, "match_current") == []
        await window.press("escape")
        assert not window.screen.panes.on_page
        assert window.screen.searching.typed == "herons"


async def test_a_cleared_query_gives_the_page_beside_back_its_place(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path)) as window:
        await search(window, "herons")
        assert window.screen.panes.page.top != TOP
        await window.press("enter", "escape")
        assert window.selected == "Birds"
        assert window.screen.panes.page.top == TOP
        assert marked(window, "match_current") == []


async def test_who_only_looks_at_a_hit_keeps_the_place_of_before(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path)) as window:
        await window.press("enter", "5", "j")
        place = window.screen.panes.page.place
        await window.press("q")
        await search(window, "herons")
        await window.press("enter", "enter")
        assert "where you were" in window.rows[-1]
        assert window.screen.panes.page.place != place
        await window.press("q", "q", "escape")
        assert window.screen.desk.memory.reading("birds.md").place == place


async def test_the_mark_leads_from_the_first_hit_to_where_one_was(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path)) as window:
        await window.press("enter", "5", "j")
        place = window.screen.panes.page.place
        await window.press("q")
        await search(window, "herons")
        await window.press("enter", "enter", "apostrophe", "apostrophe")
        assert window.screen.panes.page.place == place


async def test_the_next_article_of_the_results_opens_at_its_hit_too(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await search(window, "heron sort:date")
        await window.press("enter", "enter", "J")
        assert window.screen.panes.page.page.article.title == "The Heron"
        assert marked(window, "match_current") == ["Heron"]
        await window.press("K")
        assert marked(window, "match_current") == ["herons"]


async def test_what_is_typed_in_the_find_line_takes_the_place_of_the_query(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await search(window, "herons")
        await window.press("enter", "enter", "slash")
        await window.type("again")
        await window.press("enter")
        assert marked(window, "match_current") == ["again"]
        await window.press("escape", "n")
        assert marked(window, "match_current") == ["again"]


async def test_each_row_of_the_results_shows_its_best_sentence(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path)) as window:
        await search(window, "herons")
        assert "min · Two herons" in window.text
        await window.press("enter", "escape")
        assert "min · Two herons" not in window.text
        assert "Ann Author" in window.text


async def test_a_query_without_words_shows_facts_and_no_sentence(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await search(window, "is:unread")
        assert window.screen.panes.list.sentences is None
        assert "Ann Author" in window.text


async def test_in_a_narrow_list_the_sentence_stands_in_the_foot(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await search(window, "heron sort:date")
        assert "Two herons stand here." in window.text
        await window.press("down")
        assert "Two herons stand here." not in window.text
        assert "min · Paragraph 0 of the text." in window.text


async def test_a_narrow_list_becomes_wide_with_its_sentences(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await search(window, "herons")
        await window.pilot.resize_terminal(120, 40)
        await window.settle()
        assert "min · Two herons" in window.text


async def test_the_name_of_an_author_is_looked_for_in_the_byline_alone(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path)) as window:
        await search(window, "author:ann")
        assert window.screen.panes.list.sentences is None
        assert marked(window, "match_current") == ["Ann"]
        assert "Ann Author" in window.rows[5]
