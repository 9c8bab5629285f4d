"""Highlighting by keys and the mouse, notes, and what becomes of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.article import Highlight
from reader.terminal.capabilities import Capabilities
from reader.ui import editing
from tests.ui.conftest import Open, Window, write
from tests.ui.test_selecting import Mouse

BODY = """The river bends and the road follows it. Both go on until the bridge. There they part.

A second paragraph has a [link](https://example.org) in it. And another sentence.

""" + "\n\n".join(f"Paragraph {number} tells of other things and places." for number in range(40))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "articles", "rivers.md", "Rivers of the North", BODY)
    write(tmp_path / "articles", "towns.md", "Towns", "Only a town. Nothing else.", "2023-01-01")
    return tmp_path / "articles"


def kept(window: Window) -> list[Highlight]:
    return window.app.desk.memory.highlights()


def lit(window: Window, role: str = "lit") -> str:
    spans = (span for _, line in window.screen.panes.page.painted for span in line.spans)
    return " ".join(span.text.strip() for span in spans if span.role in (role, "match_current"))


def signs(window: Window, sign: str) -> int:
    return sum(sign in row for row in window.rows)


async def test_h_highlights_the_first_sentence_and_it_is_there_the_next_time(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H")
        assert lit(window, "selection") == "The river bends and the road follows it."
        await window.press("enter")
        assert lit(window) == "The river bends and the road follows it."
        assert "Highlighted." in window.text
        (one,) = kept(window)
        assert one.path == "rivers.md"
        assert one.quote.suffix.startswith(" Both go on")
    async with open_window(folder, (70, 24)) as window:
        await window.press("enter")
        await window.until(lambda: bool(lit(window)))
        assert lit(window).split() == one.quote.exact.split()
        assert signs(window, "┃") == 1


async def test_keys_choose_other_sentences_and_grow_what_is_chosen(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "j", "2", "l")
        assert lit(window, "selection") == "Both go on until the bridge. There they"
        await window.press("o", "l")
        assert lit(window, "selection") == "go on until the bridge. There they"
        await window.press("p", "escape")
        assert not lit(window, "selection")
        assert not kept(window)
        assert window.screen.panes.on_page


async def test_what_moves_stays_on_the_screen(open_window: Open, folder: Path) -> None:
    async with open_window(folder, (80, 16)) as window:
        await window.press("enter", "H", *["j"] * 20)
        assert "Paragraph 15" in lit(window, "selection")
        assert "Paragraph 15" in window.text


async def test_a_note_has_several_lines_and_is_opened_by_enter(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "enter", "enter")
        await window.type("one thing")
        await window.press("ctrl+j")
        await window.type("another")
        await window.press("backslash", "enter")
        await window.type("third")
        await window.press("enter")
        assert kept(window)[0].note == "one thing\nanother\nthird"
        assert signs(window, "✎") == 1
        await window.press("enter")
        assert "one thing" in window.text
        assert "third" in window.text
        assert "x erase" in window.text
        await window.press("escape")
        assert "third" not in window.text
        assert window.screen.panes.on_page


async def test_a_note_that_is_left_is_as_it_was_and_what_was_typed_is_not_gone(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "n")
        await window.type("half a thought")
        await window.press("escape")
        assert kept(window)[0].note == ""
        await window.press("enter", "e")
        await window.type(" is whole")
        await window.press("enter")
        assert kept(window)[0].note == "half a thought is whole"


async def test_u_brings_back_the_note_of_before(open_window: Open, folder: Path) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "n")
        await window.type("dear")
        await window.press("enter", "enter", "e", *("backspace",) * 4, "enter")
        assert [one.note for one in kept(window)] == [""]
        await window.press("U")
        assert [one.note for one in kept(window)] == ["dear"]
        assert "as it was before" in window.text
        await window.press("U", "U")
        assert not kept(window)  # the first note, then the highlight


async def test_a_note_that_is_being_typed_when_the_program_ends_is_kept(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "n")
        await window.type("half a thought")
        window.screen.end()
        assert [one.note for one in kept(window)] == ["half a thought"]


async def test_a_note_of_many_lines_is_not_cut(
    open_window: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "\n".join(f"line {number}" for number in range(600))

    async def edited(_screen: object, note: str) -> str:
        return f"{note}\nmore\n"

    monkeypatch.setattr(editing, "edit_note", edited)
    async with open_window(folder) as window:
        await window.press("enter", "H", "enter", "escape")
        window.screen.highlighting.write_note(kept(window)[0], long)
        await window.press("enter", "e")
        assert [one.note for one in kept(window)] == [f"{long}\nmore"]


async def test_an_erased_highlight_comes_back_by_u(open_window: Open, folder: Path) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "enter", "escape", "enter", "x")
        assert not lit(window)
        assert not kept(window)
        await window.press("U")
        await window.until(lambda: bool(lit(window)))
        assert len(kept(window)) == 1


async def test_after_an_edit_the_words_are_found_and_lost_ones_are_told_and_kept(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "enter", "escape", "H", "j", "j", "j", "enter", "escape")
        assert len(kept(window)) == 2
    path = folder / "rivers.md"
    text = path.read_text().replace(
        "A second paragraph has a [link](https://example.org) in it.", ""
    )
    path.write_text(text.replace("The river", "New words came before.\n\nThe river"))
    async with open_window(folder) as window:
        await window.until(lambda: bool(lit(window)))
        assert lit(window) == "The river bends and the road follows it."
        await window.until(lambda: "1 highlight is not in the text any more" in window.text)
        assert sorted(each.quote.block for each in kept(window)) == [1, 1]
        assert len(kept(window)) == 2
        await window.press("q", "enter")
        await window.settle()
        assert "not in the text" not in window.text


async def test_what_the_mouse_selected_is_taken_at_once(
    open_window: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_window(folder) as window:
        await window.press("enter")
        mouse = Mouse(window, monkeypatch)
        await mouse.drag(mouse.at("road"), mouse.at("both".title(), end=True))
        await window.press("H")
        assert lit(window, "selection") == "road follows it. Both"
        await window.press("H")
        assert kept(window)[0].quote.exact == "road follows it. Both"
        await window.press("escape")
        await mouse.click(mouse.at("road"))
        assert "No note yet." in window.text


async def test_the_hit_one_is_at_is_taken_first(open_window: Open, folder: Path) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "slash")
        await window.type("until")
        await window.press("enter", "H", "enter")
        assert kept(window)[0].quote.exact == "until"


async def test_hints_open_highlights_too(open_window: Open, folder: Path) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "enter", "escape", "f", "a")
        assert "No note yet." in window.text


async def test_without_colours_and_in_ascii_signs_and_underlines_tell(
    open_window: Open, folder: Path
) -> None:
    plain = Capabilities(depth="none", utf8=False, hyperlinks=False, multiplexer="")
    async with open_window(folder, terminal=plain) as window:
        await window.press("enter", "H", "n")
        await window.type("x")
        await window.press("enter", "H", "j", "enter")
        assert signs(window, "   & ") + signs(window, " & The river") >= 1
        assert window.app.painter.theme.look("lit").underline


async def test_nothing_is_highlighted_in_the_source(open_window: Open, folder: Path) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "enter", "escape", "R", "H")
        assert "R goes back" in window.text
        assert not lit(window)
        await window.press("R")
        await window.until(lambda: bool(lit(window)))


async def test_enter_where_nothing_is_highlighted_says_how_to(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "enter")
        assert "H makes one" in window.text


async def test_the_list_goes_there_and_erases_and_tells_the_lost_ones_last(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "j", "j", "j", "enter", "escape", "H", "n")
        await window.type("mine")
        await window.press("enter", "J", "H", "enter", "escape")
        assert len(kept(window)) == 3
    path = folder / "rivers.md"
    path.write_text(path.read_text().replace("A second paragraph has a [link]", "Quite something"))
    async with open_window(folder) as window:
        await window.press("q", "g", "enter")
        await window.until(lambda: bool(lit(window)))
        await window.press("L")
        assert "> The river bends" in window.text
        assert "mine" in window.text
        assert "town" not in window.text
        await window.press("L")
        assert "> Only a town." in window.text
        assert "Rivers of the North" in window.text
        await window.press("enter")
        await window.until(lambda: lit(window) == "Only a town.")
        assert window.screen.opened.path == "towns.md"
        await window.press("L", "x")
        assert "No highlights yet" in window.text
        await window.press("U")
        assert "> Only a town." in window.text
        await window.press("q")
        await window.until(lambda: lit(window) == "Only a town.")
        await window.press("backspace")
        await window.until(lambda: window.screen.opened.path == "rivers.md")


async def test_from_the_list_all_highlights_of_the_library_are_shown(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "enter", "escape", "q", "L")
        assert "Highlights of the library" in window.text
        await window.press("enter")
        await window.until(lambda: window.screen.panes.on_page)
        await window.press("q", "j", "L", "enter")
        await window.until(lambda: window.screen.opened.path == "rivers.md")


async def test_keys_that_come_in_one_piece_are_taken_in_order(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter")
        await window.burst("H", "j", "enter", "n", "y", "e", "s", "enter", "G")
        await window.until(lambda: window.screen.panes.page.at_end)
        (one,) = kept(window)
        assert (one.quote.exact, one.note) == ("Both go on until the bridge.", "yes")


async def test_a_file_that_is_edited_while_it_is_read_keeps_its_highlights(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "j", "enter", "escape")
        await window.until(lambda: window.screen.live.is_following)
        path = folder / "rivers.md"
        path.write_text(path.read_text().replace("The river", "Before it all.\n\nThe river"))
        await window.until(lambda: "Before it all." in window.text)
        await window.until(lambda: lit(window) == "Both go on until the bridge.")
        await window.until(lambda: kept(window)[0].quote.block == 1)


async def test_a_mark_is_there_the_next_time_also_after_an_edit(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder, (80, 20)) as window:
        await window.press("enter", "2", "5", "j")
        first = window.screen.panes.page.shown_lines[0].text
        await window.press("m", "a")
    path = folder / "rivers.md"
    path.write_text(path.read_text().replace("The river", "Before it all.\n\nThe river"))
    async with open_window(folder, (80, 20)) as window:
        await window.press("enter", "g", "apostrophe", "b")
        assert "It has a." in window.text
        await window.press("apostrophe", "a")
        lines = [line.text for line in window.screen.panes.page.shown_lines if line.text.strip()]
        assert first in lines[:2]
        await window.press("apostrophe", "apostrophe")
        assert "Before it all." in window.text


async def test_a_pasted_note_keeps_its_lines(open_window: Open, folder: Path) -> None:
    from textual import events

    async with open_window(folder) as window:
        await window.press("enter", "H", "n")
        line = window.screen.highlighting.noting._bar
        assert line is not None
        line.line.post_message(events.Paste("one\ntwo\x07"))
        await window.press("backspace", "up", "home", "X", "enter")
        assert kept(window)[0].note == "Xone\ntw"


async def test_u_undoes_highlights_and_other_deeds_in_their_order(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "enter", "asterisk", "H", "j", "enter")
        assert len(kept(window)) == 2
        await window.press("U")
        assert "Not highlighted any more." in window.text
        assert len(kept(window)) == 1
        reading = window.app.desk.memory.reading
        assert reading("rivers.md").starred
        await window.press("U")
        assert not reading("rivers.md").starred
        await window.press("U")
        assert not kept(window)


async def test_what_is_lost_in_articles_that_were_not_opened_is_told_in_the_list(
    open_window: Open, folder: Path
) -> None:
    async with open_window(folder) as window:
        await window.press("enter", "H", "enter", "escape", "J", "H", "enter", "escape", "q")
        assert len(kept(window)) == 2
    (folder / "towns.md").write_text("---\ntitle: Towns\n---\nQuite something else.\n")
    async with open_window(folder) as window:
        await window.press("g", "L")
        await window.until(lambda: "Lost" in window.text)
        rows = [row.strip() for row in window.rows]
        assert rows.index("Lost") < next(n for n, row in enumerate(rows) if "Only a town." in row)
        assert "> The river bends" in window.text or "> Only a town." in window.text
    (folder / "towns.md").unlink()
    (folder / "rivers.md").unlink()
    async with open_window(folder) as window:
        await window.press("L")
        await window.until(lambda: window.text.split()[4] == "Lost")  # at once: both are
        assert window.text.count("Lost") == 1
        await window.press("enter")
        assert "These words are not in the text any more." in window.text
