"""Deeds from the keys: archive, selecting several, all of a listing, and undo."""

from reader.session.library import open_library
from reader.store.state.state import open_state
from tests.ui.conftest import write


def stored(folder, name):
    """What the state has on disk."""
    state = open_state()
    try:
        return state.library(open_library(str(folder)).root).reading(name)
    finally:
        state.close()


def many(folder, count):
    for number in range(count):
        write(folder, f"{number:02}.md", f"Number {number:02}", body="Text.")
    return folder


async def test_what_is_archived_leaves_the_list_and_the_next_one_is_selected(open_window, tmp_path):
    folder = many(tmp_path / "library", 5)
    async with open_window(folder) as window:
        await window.press("j", "e")
        await window.until(lambda: len(window.titles) == 4)
        assert window.titles == ["Number 00", "Number 02", "Number 03", "Number 04"]
        assert window.selected == "Number 02"
        assert "Archived." in window.rows[-1]
        assert "4 articles · 1 archived" in window.rows[0]


async def test_keys_that_come_at_once_archive_one_article_each(open_window, tmp_path):
    folder = many(tmp_path / "library", 5)
    async with open_window(folder) as window:
        await window.burst("e", "e", "e")
        await window.until(lambda: len(window.titles) == 2)
        assert window.titles == ["Number 03", "Number 04"]
        await window.burst("e", "e")
        await window.until(lambda: not window.titles)
        assert "All 5 articles are archived." in window.text


async def test_what_is_archived_is_found_by_its_state_and_taken_back(open_window, tmp_path):
    folder = many(tmp_path / "library", 3)
    async with open_window(folder) as window:
        await window.press("e")
        await window.until(lambda: len(window.titles) == 2)
        await window.press("slash")
        await window.type("is:archived")
        await window.press("enter")
        await window.until(lambda: window.titles == ["Number 00"])
        await window.press("e")
        await window.until(lambda: not window.titles)
        assert "Taken back from the archive." in window.rows[-1]
        await window.press("escape")
        await window.until(lambda: len(window.titles) == 3)


async def test_a_search_finds_no_archived_article_unless_it_asks_for_one(open_window, tmp_path):
    folder = many(tmp_path / "library", 3)
    async with open_window(folder) as window:
        await window.press("e")
        await window.until(lambda: len(window.titles) == 2)
        await window.press("slash")
        await window.type("number")
        await window.until(lambda: window.titles and window.screen.searching.typed == "number")
        await window.settle()
        assert sorted(window.titles) == ["Number 01", "Number 02"]


async def test_an_article_archived_while_one_reads_it_stays_on_the_page(open_window, tmp_path):
    folder = many(tmp_path / "library", 3)
    async with open_window(folder, (80, 24)) as window:
        await window.press("enter", "e")
        assert "Archived." in window.rows[-1]
        await window.press("J")
        assert window.screen.opened.path == "01.md"
        await window.press("q")
        await window.until(lambda: len(window.titles) == 2)
        assert window.selected == "Number 01"


async def test_what_is_selected_is_marked_and_keys_go_for_all_of_it(open_window, tmp_path):
    folder = many(tmp_path / "library", 5)
    async with open_window(folder) as window:
        await window.press("x", "j", "x")
        assert "2 selected" in window.rows[0]
        assert sum("■" in row for row in window.rows) == 2
        await window.press("asterisk")
        assert "2 articles starred." in window.rows[-1]
        assert sum("★■" in row for row in window.rows) == 2
        await window.press("asterisk", "r")
        await window.press("escape")
        assert "selected" not in window.rows[0]
        await window.until(lambda: window.app.desk.memory.is_saved)
        assert [stored(folder, f"0{n}.md").read for n in range(5)] == [
            True, False, True, False, False,
        ]  # fmt: skip
        assert not stored(folder, "00.md").starred


async def test_a_range_goes_from_v_to_v_and_shows_while_it_grows(open_window, tmp_path):
    folder = many(tmp_path / "library", 6)
    async with open_window(folder) as window:
        await window.press("j", "V", "j", "j")
        assert sum("■" in row for row in window.rows) == 3
        await window.press("V", "j")
        assert "3 selected" in window.rows[0]
        await window.press("e")
        await window.until(lambda: len(window.titles) == 3)
        assert window.titles == ["Number 00", "Number 04", "Number 05"]
        assert "selected" not in window.rows[0]


async def test_a_deed_ends_the_range(open_window, tmp_path):
    folder = many(tmp_path / "library", 4)
    async with open_window(folder) as window:
        await window.press("V", "G", "r")
        assert "4 articles marked as read." in window.rows[-1]


async def test_all_of_a_listing_is_marked_after_asking_once(open_window, tmp_path):
    folder = many(tmp_path / "library", 4)
    async with open_window(folder) as window:
        await window.press("A")
        assert "Mark 4 articles as read? y" in window.rows[-1]
        await window.press("n")
        assert "Nothing was marked." in window.rows[-1]
        await window.press("A", "y")
        assert "4 articles marked as read." in window.rows[-1]
        await window.press("U")
        assert "Undone: 4 marked as read." in window.rows[-1]
        await window.until(lambda: window.app.desk.memory.is_saved)
        assert not stored(folder, "02.md").read


async def test_each_deed_is_undone_the_latest_first(open_window, tmp_path):
    folder = many(tmp_path / "library", 4)
    async with open_window(folder) as window:
        await window.press("U")
        assert "There is nothing to undo." in window.rows[-1]
        await window.press("asterisk", "r", "e")
        await window.until(lambda: len(window.titles) == 3)
        await window.press("U")
        await window.until(lambda: len(window.titles) == 4)
        assert "Undone: archived." in window.rows[-1]
        await window.press("U", "U")
        assert "Undone: starred." in window.rows[-1]
        await window.until(lambda: window.app.desk.memory.is_saved)
        assert stored(folder, "00.md")._replace(opened_at=0) == stored(folder, "never.md")


async def test_many_articles_are_marked_and_taken_back_behind_the_interface(
    open_window, tmp_path, monkeypatch
):
    from reader.ui import doing

    monkeypatch.setattr(doing, "MANY", 3)
    monkeypatch.setattr(doing, "BATCH", 2)
    folder = many(tmp_path / "library", 7)
    async with open_window(folder) as window:
        await window.press("j", "r", "A", "y")
        await window.until(lambda: "6 articles marked as read." in window.rows[-1])
        assert sum("✓" in row for row in window.rows) == 7
        assert stored(folder, "06.md").read
        await window.press("U")
        await window.until(lambda: "Undone: 6 marked as read." in window.rows[-1])
        assert sum("✓" in row for row in window.rows) == 1
        assert not stored(folder, "06.md").read
        await window.press("V", "G", "asterisk")
        await window.until(lambda: "articles starred." in window.rows[-1])
        await window.press("U")
        await window.until(lambda: "Undone:" in window.rows[-1])
        assert not stored(folder, "06.md").starred


async def test_own_tags_are_given_shown_found_taken_and_undone(open_window, tmp_path):
    folder = many(tmp_path / "library", 3)
    async with open_window(folder) as window:
        await window.press("T")
        await window.type("#to-read, later")
        await window.press("enter")
        assert "Tagged #to-read, tagged #later." in window.rows[-1]
        assert "#later · #to-read" in window.text
        await window.press("j", "T", "down", "enter")
        assert "Tagged #later." in window.rows[-1]
        await window.until(lambda: window.app.desk.memory.is_saved)
        await window.press("slash")
        await window.type("tag:to-read")
        await window.press("enter")
        await window.until(lambda: window.titles == ["Number 00"])
        await window.press("U", "U")
        assert "Undone: tagged #to-read, tagged #later." in window.rows[-1]


async def test_what_was_selected_and_archived_is_selected_again_when_that_is_undone(
    open_window, tmp_path
):
    folder = many(tmp_path / "library", 5)
    async with open_window(folder) as window:
        await window.press("x", "x", "e")
        await window.until(lambda: len(window.titles) == 3)
        assert "selected" not in window.rows[0]
        await window.press("U")
        await window.until(lambda: len(window.titles) == 5)
        assert "2 selected" in window.rows[0]
        await window.until(lambda: sum("■" in row for row in window.rows) == 2)
        await window.press("q", "U")  # what was let go is not picked again by another undoing
        assert "selected" not in window.rows[0]


async def test_many_that_were_archived_are_selected_again_too(open_window, tmp_path, monkeypatch):
    from reader.ui import doing

    monkeypatch.setattr(doing, "MANY", 2)
    folder = many(tmp_path / "library", 5)
    async with open_window(folder) as window:
        await window.press("x", "x", "x", "e")
        await window.until(lambda: len(window.titles) == 2)
        await window.until(lambda: "selected" not in window.rows[0])
        await window.press("U")
        await window.until(lambda: len(window.titles) == 5)
        await window.until(lambda: "3 selected" in window.rows[0])


async def test_while_many_are_marked_what_is_selected_stays_selected(
    open_window, tmp_path, monkeypatch
):
    from reader.ui import doing

    monkeypatch.setattr(doing, "MANY", 2)
    folder = many(tmp_path / "library", 5)
    async with open_window(folder) as window:
        await window.press("x", "x", "x")
        window.screen.doing._running = True  # another deed
        await window.press("e")
        assert doing.BUSY in window.rows[-1]
        assert "3 selected" in window.rows[0]
        window.screen.doing._running = False
        await window.press("e")
        await window.until(lambda: len(window.titles) == 2)
        await window.until(lambda: "selected" not in window.rows[0])


async def test_the_foot_of_the_list_says_what_q_does(open_window, tmp_path):
    folder = many(tmp_path / "library", 5)
    async with open_window(folder) as window:
        assert "q quits" in window.rows[-1]
        await window.press("x")
        assert "q clears" in window.rows[-1]
        await window.press("q")
        assert "q quits" in window.rows[-1]
        await window.press("slash")
        await window.type("number")
        await window.press("enter", "up")
        assert "q clears" in window.rows[-1]
        await window.press("q", "up")
        await window.until(lambda: "q quits" in window.rows[-1])
