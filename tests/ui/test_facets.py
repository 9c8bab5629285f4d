"""Facets beside the list: what narrows, what widens again, and the query that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import TERMINAL, Open, write


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 12)])
async def test_the_facets_stand_beside_the_list(
    open_window: Open, library: Path, size: tuple[int, int]
) -> None:
    async with open_window(library, size) as window:
        await window.press("F")
        await window.until(lambda: "Authors" in window.text)
        assert "7 articles" in window.text
        assert "Enter narrows" in window.text


async def test_enter_narrows_and_again_widens(open_window: Open, library: Path) -> None:
    async with open_window(library) as window:
        await window.press("F")
        await window.until(lambda: "Reading time" in window.text)
        assert "> " in window.text
        await window.press("g", "j")
        await window.until(lambda: ">   Bo Writer" in window.text)
        await window.press("enter")
        await window.until(lambda: window.titles == ["Night Train"])
        await window.until(lambda: "> ✓ Bo Writer" in window.text)
        assert 'author:"Bo Writer"   1 of 7' in window.rows[0]
        await window.until(lambda: "1 article" in window.text)
        await window.press("enter")
        await window.until(lambda: len(window.titles) == 7)
        await window.until(lambda: ">   Bo Writer" in window.text)
        await window.press("q")
        assert "Authors" not in window.text


async def test_a_query_with_or_is_narrowed_as_a_whole(open_window: Open, library: Path) -> None:
    async with open_window(library) as window:
        await window.press("slash")
        await window.type("hour OR train")
        await window.press("enter", "F")
        await window.until(lambda: "3 articles" in window.text and "2023" in window.text)
        await window.press("slash")
        await window.type("2023")
        await window.press("enter")
        await window.until(lambda: ">   2023" in window.text)
        await window.press("enter")
        await window.until(lambda: window.titles == ["Night Train"])
        assert "date:2023  (hour OR train*)" in window.rows[0]
        await window.press("enter")
        await window.until(lambda: len(window.titles) == 3)
        assert " hour OR train* " in window.rows[0]


async def test_letters_leave_the_values_that_have_them(open_window: Open, library: Path) -> None:
    async with open_window(library) as window:
        await window.press("F")
        await window.until(lambda: "Reading time" in window.text)
        await window.press("slash")
        await window.type("writ")
        await window.until(lambda: "Ann Author   " not in window.rows[5])
        assert "Bo Writer" in window.text
        assert "Years" not in window.text
        await window.press("escape")
        await window.until(lambda: "Years" in window.text)
        await window.press("tab")
        assert ">   2024" in window.text


async def test_in_ascii_the_facets_are_in_ascii(open_window: Open, library: Path) -> None:
    async with open_window(library, terminal=TERMINAL._replace(utf8=False)) as window:
        await window.press("F")
        await window.until(lambda: "Authors" in window.text)
        await window.press("enter")
        await window.until(lambda: "> + " in window.text)
        assert window.text.isascii()


async def test_an_article_that_arrives_is_counted_and_the_cursor_stays_on_its_value(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await window.press("F")
        await window.until(lambda: "Reading time" in window.text)
        await window.press("G")
        chosen = next(row for row in window.rows if "> " in row)
        write(library, "new-a.md", "Young", author="Cy New", day="2025-01-01", body="Short.")
        write(library, "new-b.md", "Younger", author="Cy New", day="2025-01-02", body="Short.")
        window.app.desk.refresh()
        await window.until(lambda: "9 articles" in window.text and "Cy New" in window.text)
        assert next(row for row in window.rows if "> " in row).split()[:4] == chosen.split()[:4]


async def test_changes_while_facets_are_counted_are_counted_once_more_at_the_end(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await window.press("F")
        sheet = window.app.screen
        await window.until(lambda: not sheet._missing)
        ticket = sheet._ticket
        sheet.count_again()
        sheet.count_again()
        sheet.count_again()
        await window.until(lambda: not sheet._missing and not sheet._again)
        assert sheet._ticket == ticket + 2
        await window.press("q")
        assert window.screen.beside is None


async def test_a_word_that_was_typed_in_part_is_counted_and_narrowed_as_it_is_listed(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await window.press("slash")
        await window.type("author:wri")
        await window.until(lambda: window.titles == ["Night Train"])
        await window.press("enter")
        window.screen.searching.ask_again()
        await window.settle()
        assert window.titles == ["Night Train"]
        await window.press("slash", "ctrl+u")
        await window.type("author:an")
        await window.until(lambda: len(window.titles) == 6)
        await window.press("enter", "F")
        await window.until(lambda: "6 articles" in window.text and "2023" in window.text)
        await window.press("slash")
        await window.type("2023")
        await window.press("enter", "enter")
        await window.until(lambda: len(window.titles) == 3)
        assert "date:2023 author:an*" in window.rows[0]


async def test_where_no_value_has_the_letters_the_sheet_says_so(
    open_window: Open, library: Path
) -> None:
    async with open_window(library) as window:
        await window.press("F")
        await window.until(lambda: "Ann Author" in window.text)
        await window.press("slash")
        await window.type("zzz")
        await window.press("enter")
        await window.until(lambda: "No value has “zzz” in it." in window.text)
        assert "Esc shows all again." in window.text
        await window.press("escape")
        await window.until(lambda: "Ann Author" in window.text)
