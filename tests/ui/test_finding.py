"""Find in the page, key by key."""

from __future__ import annotations

from pathlib import Path

from reader.markdown.finder import STRETCH
from reader.settings import Settings
from reader.ui.page_pane import TOP
from tests.ui.conftest import Open, Window, write

RIVERS = "\n\n".join(
    f"Paragraph {number} of the text. "
    + "The **ri**ver bends and the road follows\nit. " * 4
    + ("A heron stands here." if number % 10 == 5 else "")
    for number in range(40)
)


def library_of(tmp_path: Path, body: str = RIVERS) -> Path:
    folder = tmp_path / "articles"
    write(folder, "rivers.md", "Rivers", body)
    write(folder, "other.md", "Other", "No birds at all.", day="2020-01-01")
    return folder


def foot(window: Window) -> str:
    return next(row for row in reversed(window.rows) if row.strip())


def marked(window: Window, role: str = "match") -> list[str]:
    """The marked pieces of text on the screen, joined by row."""
    pane = window.screen.panes.page
    found = []
    for place, line in pane._shown:
        from reader.markdown.marked import marked as mark

        spans = mark(line, pane._marked.get(place.part, ())).spans
        found += [span.text for span in spans if span.role == role]
    return found


async def test_the_first_hit_is_gone_to_as_one_types(open_window: Open, tmp_path: Path) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await window.press("enter", "slash")
        await window.type("heron")
        assert marked(window, "match_current") == ["heron"]
        assert "1 of 4" in foot(window)
        assert window.screen.panes.page.top != TOP


async def test_hits_go_through_emphasis_and_over_the_ends_of_lines(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await window.press("enter", "slash")
        await window.type("river bends and the road follows it")
        assert "1 of 160" in foot(window)
        across = []
        for _ in range(8):
            pieces = marked(window, "match_current")
            assert "".join(pieces).replace(" ", "") == "riverbendsandtheroadfollowsit"
            across.append(len(pieces))
            await window.press("down")
        assert max(across) > min(across) >= 2


async def test_esc_returns_to_the_line_where_one_was(open_window: Open, tmp_path: Path) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await window.press("enter", "j", "j")
        before, rows = window.screen.panes.page.top, window.rows[1:]
        await window.press("slash")
        await window.type("heron")
        assert window.screen.panes.page.top != before
        await window.press("escape")
        assert window.screen.panes.page.top == before
        assert window.rows[1:] == rows
        assert not window.screen.finding.active


async def test_enter_keeps_the_hits_and_n_goes_round(open_window: Open, tmp_path: Path) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await window.press("enter", "slash")
        await window.type("heron")
        await window.press("enter")
        assert "1 of 4  n N go on" in foot(window)
        await window.press("n", "n", "n")
        assert "4 of 4" in foot(window)
        await window.press("n")
        assert "On from the beginning." in foot(window)
        assert "1 of 4" in window.screen.finding.words
        await window.press("N")
        assert "On from the end." in foot(window)
        assert window.screen.finding.words == "4 of 4"
        await window.press("2", "N")
        assert window.screen.finding.words == "2 of 4"


async def test_marks_are_a_level_that_is_left_first(open_window: Open, tmp_path: Path) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await window.press("enter", "slash")
        await window.type("river")
        await window.press("enter")
        assert marked(window)
        await window.press("escape")
        assert window.screen.panes.on_page
        assert not marked(window)
        await window.press("n")
        assert marked(window, "match_current")
        await window.press("q", "q")
        assert not window.screen.panes.on_page


async def test_what_is_not_there_is_told_and_the_page_stays(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await window.press("enter", "d", "slash")
        before = window.screen.panes.page.top
        await window.type("herons")
        assert "Nothing found" in foot(window)
        assert window.screen.panes.page.top == before
        await window.press("backspace")
        assert "1 of 4" in foot(window)
        await window.press("s", "enter")
        assert "herons is not in this article." in foot(window)
        assert not window.screen.finding.active


async def test_arrows_go_on_while_one_types_and_history_comes_back(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await window.press("enter", "slash")
        await window.type("heron")
        await window.press("down", "down", "up")
        assert "2 of 4" in foot(window)
        await window.press("enter", "escape", "slash", "ctrl+p")
        assert "2 of 4" in foot(window)


async def test_the_hit_stays_in_sight_when_the_window_changes(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (120, 40)) as window:
        await window.press("enter", "slash")
        await window.type("heron")
        for size in ((60, 14), (140, 50), (50, 10)):
            await window.pilot.resize_terminal(*size)
            await window.settle()
            assert marked(window, "match_current") == ["heron"]
        await window.press("escape")
        assert window.screen.panes.page.top == TOP


async def test_a_hit_in_a_row_that_runs_on_is_moved_into_sight(
    open_window: Open, tmp_path: Path
) -> None:
    row = " ".join(f"word{number}" for number in range(60))
    folder = library_of(tmp_path, f"Words.\n\n```\n{row}\n```\n")
    async with open_window(folder, (80, 24), settings=Settings(code="scroll")) as window:
        await window.press("enter")
        assert "word40" not in window.text
        await window.press("slash")
        await window.type("word40")
        assert "word40" in window.text
        assert marked(window, "match_current") == ["word40"]
        await window.press("ctrl+u")
        await window.type("word2")
        assert "word2 " in window.text


async def test_another_article_has_hits_of_its_own(open_window: Open, tmp_path: Path) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await window.press("enter", "slash")
        await window.type("heron")
        await window.press("enter", "J")
        assert not window.screen.finding.active
        await window.press("n")
        assert "heron is not in this article." in foot(window)
        await window.press("slash")
        await window.type("birds")
        assert "1 of 1" in foot(window)


async def test_keys_wait_for_one_slice_of_a_long_text(open_window: Open, tmp_path: Path) -> None:
    body = RIVERS * 100
    async with open_window(library_of(tmp_path, body), (80, 24)) as window:
        await window.press("enter")
        pane, finding = window.screen.panes.page, window.screen.finding
        await window.screen.act("find")
        laid_out = pane.page.flow.laid_out
        finding.type("heron")
        first = finding._finder
        assert len(body) // STRETCH > 40
        assert not first.complete  # the rest comes behind
        assert marked(window, "match_current") == ["heron"]
        finding.type("bends")  # overtakes
        assert marked(window, "match_current") == ["bends"]
        await window.until(lambda: first.complete)
        await window.settle()
        assert "1 of 16,000" in foot(window)
        assert pane.page.flow.laid_out - laid_out < 60


async def test_keys_in_one_burst_are_typed_and_those_behind_enter_are_for_the_page(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await window.press("enter")
        await window.burst("slash", *"heron", "enter", "n", "n")
        await window.settle()
        assert window.screen.finding.words == "3 of 4"
        await window.burst("slash", *"bends", "alt+j")
        await window.settle()
        assert not window.screen.finding.active
        assert not window.screen.finding.open


async def test_the_library_is_searched_from_the_list_and_by_name_from_the_page(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await window.press("enter", "colon")
        await window.type("search the library")
        await window.press("enter")
        await window.settle()
        assert window.screen.searching.open


async def test_n_goes_on_in_a_page_that_was_read_anew_a_moment_ago(
    open_window: Open, tmp_path: Path
) -> None:
    async with open_window(library_of(tmp_path), (80, 24)) as window:
        await window.press("enter", "slash")
        await window.type("heron")
        await window.press("enter")
        desk, pane = window.app.desk, window.screen.panes.page
        anew = desk.open_page("rivers.md", pane.columns, pane.page.glyphs, None)
        pane.show(anew, pane.place)
        window.screen.finding.step(1)  # before anybody was told that the page is another
        await window.settle()
        assert " of 4" in window.screen.finding.words
        assert marked(window, "match_current") == ["heron"]


async def test_the_call_to_action_is_found_and_marked(open_window: Open, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    write(folder, "rivers.md", "Rivers", RIVERS, cta="Come and see the ospreys")
    async with open_window(folder, (80, 24)) as window:
        await window.press("enter", "slash")
        await window.type("ospreys")
        assert marked(window, "match_current") == ["ospreys"]
        assert "1 of 1" in foot(window)
