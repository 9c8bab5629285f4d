"""The page at changing sizes: the same words first, nothing laid out that is not seen, a true thumb."""

from __future__ import annotations

import pytest

from tests.ui.conftest import PROSE, Open, Window, write

LONG = "\n\n".join(f"Section {number}. {PROSE[:1500]}" for number in range(400))


def first_row(window: Window) -> str:
    return window.screen.panes.page.shown_lines[0].text


def thumb_rows(window: Window) -> list[int]:
    first = window.screen.panes.page.region.y
    rows = enumerate(window.rows, -first)
    return [number for number, row in rows if row.rstrip().endswith("▐")]


async def opened(window: Window, *keys: str) -> None:
    await window.press("enter", *keys)


@pytest.mark.parametrize("keys", [(), ("j",) * 3, ("space", "j"), ("space",) * 5, ("G",)])
async def test_from_wide_to_narrow_and_back_the_first_row_is_the_same(
    open_window: Open, tmp_path, keys
) -> None:
    write(tmp_path, "a.md", "A long title of several words that wraps where it is narrow", LONG)
    async with open_window(tmp_path, (200, 40)) as window:
        await opened(window, *keys)
        pane = window.screen.panes.page
        before, top = first_row(window), pane.top
        for width in (120, 40, 63, 51, 40):
            await window.pilot.resize_terminal(width, 40)
            await window.settle()
        await window.pilot.resize_terminal(200, 40)
        await window.settle()
        assert (first_row(window), pane.top) == (before, top)


async def test_a_lower_window_and_back_keeps_the_first_row(open_window: Open, tmp_path) -> None:
    write(tmp_path, "a.md", "A title", LONG)
    async with open_window(tmp_path, (120, 40)) as window:
        await opened(window, "space", "space", "G", "k", "k")
        before = window.screen.panes.page.top
        for height in (12, 60, 20, 40):
            await window.pilot.resize_terminal(120, height)
            await window.settle()
        assert window.screen.panes.page.top == before


async def test_who_moves_in_between_stays_where_he_went(open_window: Open, tmp_path) -> None:
    write(tmp_path, "a.md", "A title", LONG)
    async with open_window(tmp_path, (200, 40)) as window:
        await opened(window, "space")
        pane = window.screen.panes.page
        await window.pilot.resize_terminal(40, 40)
        await window.press("space", "space")
        place = pane.place
        await window.pilot.resize_terminal(200, 40)
        await window.settle()
        start = pane.page.flow.offset_at(place.block, pane.top.row)
        assert pane.top.part - 1 == place.block
        assert start <= place.offset < start + 2 * pane.columns


async def test_scrolling_lays_out_no_block_that_is_not_seen(open_window: Open, tmp_path) -> None:
    write(tmp_path, "a.md", "A title", LONG)
    async with open_window(tmp_path, (120, 40)) as window:
        await opened(window)
        pane = window.screen.panes.page
        await window.until(lambda: pane.scroll_bar.extent.complete)
        seen: set[int] = set()
        for key in ("j", "space", "d", "j", "G", "k", "b", "space", "u", "g", "j", "j"):
            await window.press(key)
            rows = pane.page.rows(pane.top, pane.size.height + 1)
            seen |= {place.part for place, _ in rows if place.part}
        # Of the blocks above what a key scrolls to, those are measured that it passes.
        assert pane.page.flow.laid_out <= len(seen) + 12
        assert pane.page.text.count > 300


async def test_the_thumb_tells_where_one_is_by_rows(open_window: Open, tmp_path) -> None:
    short = "word\n\n" * 1_000
    write(tmp_path, "a.md", "A title", short + "long words of a paragraph " * 4_000)
    async with open_window(tmp_path, (120, 42)) as window:
        await opened(window)
        pane = window.screen.panes.page
        await window.until(lambda: pane.scroll_bar.extent.complete)
        assert thumb_rows(window)[0] == 0
        await window.press("G")
        assert thumb_rows(window)[-1] == pane.size.height - 1
        # 2,000 rows lie above the long paragraph, 1,600 are in it; of the bytes it has 95 in 100.
        await window.press("g", *"1000j")
        assert 8 <= thumb_rows(window)[0] <= 14


async def test_nothing_to_scroll_has_no_thumb(open_window: Open, library) -> None:
    async with open_window(library) as window:
        await window.press(*"jjjjjj")
        assert "quokka" in window.text
        assert thumb_rows(window) == []


async def test_the_palette_is_drawn_for_dark_and_for_light_terminals(open_window, library):
    async with open_window(library) as window:
        await window.press("colon")
        await window.until(lambda: "(Enter)" in window.text)
        assert "🔎" not in window.text
        strips = window.app.screen._compositor.render_strips()
        inks = {
            segment.style.color.name
            for strip in strips
            for segment in strip
            if segment.text.strip() and segment.style.bgcolor.name == "default"
        }
        assert not inks & {"black", "#000000", "color(0)"}
