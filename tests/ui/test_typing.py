"""The search bar as one types: offers below it, queries of before, the selection, any text at all."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from reader.ui.search_bar import SearchBar
from tests.ui.conftest import Open, Window, write


def value(window: Window) -> str:
    return window.screen.query_one(SearchBar).value


def offered(window: Window) -> list[str]:
    return [offer.shown for offer in window.screen.offering.offers]


async def typed(window: Window, text: str) -> None:
    if not window.screen.searching.open:
        await window.press("slash")
    await window.type(text)


async def until_offered(window: Window, text: str) -> None:
    await window.until(lambda: text in offered(window))


async def test_fields_and_words_of_the_library_are_offered(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await typed(window, "au")
        await until_offered(window, "author:")
        assert "words of an author's name" in window.rows[1]
        await window.press("backspace", "backspace")
        await typed(window, "quo")
        await until_offered(window, "quokka")
        assert "quokka 1" in window.rows[1]


async def test_tab_takes_an_offer_and_values_follow_a_field(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await typed(window, "autho")
        await until_offered(window, "author:")
        await window.press("tab")
        assert value(window).startswith("author")
        await window.press("ctrl+u")
        await typed(window, "author:")
        await until_offered(window, "bo-writer")
        assert offered(window)[0] == "ann-author"  # the commonest
        await window.press("tab")
        assert value(window) == "author:ann-author"
        await window.press("tab")
        assert value(window) == "author:bo-writer"
        assert window.titles == ["Night Train"]
        await window.press("shift+tab", "shift+tab")
        assert value(window) == "author:"


async def test_typing_goes_on_behind_an_offer(open_window: Open, library: Path) -> None:
    async with open_window(library) as window:
        await typed(window, "is:unr")
        await window.until(
            lambda: [o.typed for o in window.screen.offering.offers] == ["is:unread"]
        )
        await window.press("tab")
        await typed(window, " quo")
        await until_offered(window, "quokka")
        await window.press("tab")
        assert value(window) == "is:unread quokka"


async def test_orders_and_states_are_offered_with_their_help(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await typed(window, "sort:author,-da")
        await until_offered(window, "date")
        await window.press("tab")
        assert value(window) == "sort:author,-date"
        await window.press("enter", "s")
        assert "author, A to Z; then published, oldest first" in window.text


async def test_what_would_find_something_can_be_taken_by_tab(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await typed(window, "quokka author:writer")
        await window.until(lambda: set(offered_whole(window)) == {"quokka", "author:writer"})
        first, second = offered_whole(window)
        await window.press("tab")
        assert value(window) == first
        await window.until(lambda: window.titles != [])
        await window.press("tab")
        assert value(window) == second


def offered_whole(window: Window) -> list[str]:
    """What each offer would make of the query."""
    return [offer.typed for offer in window.screen.offering.offers]


async def test_a_click_takes_an_offer(open_window: Open, library: Path) -> None:
    async with open_window(library) as window:
        await typed(window, "quo")
        await until_offered(window, "quokka")
        await window.pilot.click("#offers", offset=(2, 0))
        await window.settle()
        assert value(window) == "quokka"


async def test_queries_are_kept_for_the_next_session(open_window: Open, library: Path) -> None:
    async with open_window(library) as window:
        await typed(window, "hour")
        await window.press("enter", "escape")
        await typed(window, "quokka")
        await window.press("enter", "escape")
    async with open_window(library) as window:
        await typed(window, "li")
        await window.press("ctrl+p")
        assert value(window) == "quokka"
        await window.press("ctrl+p", "ctrl+p")
        assert value(window) == "hour"
        await window.press("ctrl+n", "ctrl+n")
        assert value(window) == "li"


async def test_what_found_nothing_is_not_kept(open_window: Open, library: Path) -> None:
    async with open_window(library) as window:
        await typed(window, "zzzzz")
        await window.press("enter", "escape")
        await window.press("slash", "ctrl+p")
        assert value(window) == ""


async def test_the_selection_stays_on_its_article_while_it_is_found(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await typed(window, "hour")
        await window.press("down")
        other = window.screen.panes.list.row.path
        await typed(window, " how")
        assert window.screen.panes.list.row.path == other
        await typed(window, " railways")
        assert window.screen.panes.list.selected == 0


async def test_an_article_that_is_selected_stays_so_in_an_order_of_its_own(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await window.press("G", "k")
        selected = window.selected
        await typed(window, "is:unread")
        assert window.selected == selected


async def test_the_best_hits_are_seen_though_another_article_was_selected(
    open_window: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    for number in range(60):
        write(folder, f"{number}.md", f"Title {number}", "A word.", day="2020-01-01")
    write(folder, "best.md", "Word of words", "A word, a word, a word.", day="2019-01-01")
    async with open_window(folder) as window:
        await window.press("4", "0", "j")
        await typed(window, "word")
        assert window.selected == "Word of words"


async def test_the_order_in_force_is_marked_and_turned_round_when_chosen_again(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await typed(window, "sort:-title")
        await window.press("enter", "s")
        assert "turned round; again turns it back" in window.text
        await window.press("t")
        assert "A to Z" in window.rows[0]
        await window.press("s", "t")
        assert "Z to A" in window.rows[0]


SIGNS = [
    *"ab \"'()-:*~<>=.,[]{}\\\\/|&^%$#@!?+_0 1 2",
    *[
        "\x1b",
        "\u202e",
        "\ufeff",
        "\u200d",
        "\ue000",
        "\ufffd",
        "é",
        "中",
        "가",
        "ﷺ",
        "😀",
        "ا",
        "ָ",
    ],
    *[
        "OR",
        "NOT",
        "AND",
        "author:",
        "sort:-",
        "in:",
        "has:",
        "is:",
        "date:",
        "tag:(",
        "read:<",
        "..",
    ],
    *["quokka", "hour", "Ann", "today", "unread", "starred", '"', "(", "  "],
]


def made_up(seed: int) -> str:
    chosen = random.Random(seed)
    return "".join(chosen.choice(SIGNS) for _ in range(200))[:200]


HOSTILE = [
    *map(made_up, range(2)),  # and more of them in test_typing_any
    '"' * 40 + "(" * 60 + ")" * 20,
    "title:" * 20 + "author:(" * 10,
    "-" * 50 + " NOT OR AND NOT ( OR ) -",
    "\\e[31m [/b] [link=x] \u202e abc \ufeff \U0001f600 e\u0301\u0301\u0301",
    "机器学习 " * 20 + 'tag:"一' + "力",
    "date:9999-99..0000 read:<99999999999999999999 sort:-,-date,, is: has:x* in:zz~ *~*~",
    "%_'; DROP TABLE article; -- NEAR(a b) ^a {col}: a* +b",
    "ﷺ ﬁ ß İ ı Σς ܐܒܓ עִבְרִית हिन्दी กขค " * 4,
]


@pytest.mark.parametrize("text", HOSTILE)
async def test_any_text_can_be_typed_key_by_key(
    open_window: Open, library: Path, text: str
) -> None:
    async with open_window(library, (80, 24)) as window:
        await window.press("slash")
        bar = window.screen.query_one(SearchBar)
        for char in text[:200]:
            bar.insert_text_at_cursor(char)
            await window.pilot.pause(0)
        await window.settle()
        await window.press("tab", "tab", "shift+tab", "ctrl+p", "down", "up")
        assert window.app.is_running
        await window.press("enter", "escape", "escape")
        assert len(window.titles) == 7
