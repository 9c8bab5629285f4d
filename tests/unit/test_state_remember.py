"""What is remembered while a library is open, and when it is written."""

import itertools
import threading

import apsw
import pytest

from reader.article import Highlight, Place, Quote, Reading
from reader.session.remember import Memory
from reader.session.unwritten import status
from reader.store.state.state import State, open_state
from tests.damage import break_table


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "state.db")


@pytest.fixture
def library(path):
    return State(path).library("/books")


def memory_of(library):
    ticks = itertools.count(1000)
    return Memory(library, clock=lambda: float(next(ticks)))


def stored(path, article):
    return State(path).library("/books").reading(article)


def test_nothing_is_written_before_it_is_saved_and_everything_after(path, library):
    memory = memory_of(library)
    memory.opened("a.md")
    memory.place("a.md", Place(2, 5, "here"), 40)
    memory.set_starred("a.md", True)
    assert stored(path, "a.md") == Reading()
    assert not memory.is_saved
    memory.save()
    assert memory.is_saved
    assert stored(path, "a.md") == Reading(Place(2, 5, "here"), 40, False, True, 1000.0)


def test_what_waits_is_known_at_once(library):
    memory = memory_of(library)
    assert memory.touched("a.md") is None
    memory.set_starred("a.md", True)
    memory.place("a.md", Place(1), 10)
    assert memory.reading("a.md") == Reading(Place(1), 10, False, True)
    assert memory.touched("a.md") == memory.reading("a.md")


def test_opening_gives_the_place_of_last_time(path, library):
    memory = memory_of(library)
    memory.place("a.md", Place(4, 2, "q"), 50)
    assert memory.opened("a.md").place == Place(4, 2, "q")
    memory.save()
    assert Memory(State(path).library("/books")).opened("a.md").place == Place(4, 2, "q")


def test_opening_again_sees_how_far_another_session_has_read(path, library):
    memory = memory_of(library)
    memory.opened("a.md")
    memory.save()
    State(path).library("/books").remember("a.md", Place(8), 70)
    assert memory.opened("a.md").place == Place(8)


def test_an_article_is_reading_from_two_percent_and_read_from_ninety_eight(library):
    memory = memory_of(library)
    words = []
    for progress in (0, 1, 2, 97, 98):
        memory.place("a.md", Place(), progress)
        words.append(status(memory.reading("a.md")))
    assert words == ["unread", "unread", "reading", "reading", "read"]


def test_the_moment_an_article_becomes_read_is_told_once(library):
    memory = memory_of(library)
    assert [memory.place("a.md", Place(), at) for at in (50, 98, 100, 40, 100)] == [
        False,
        True,
        False,
        False,
        False,
    ]


def test_marked_as_unread_at_its_end_an_article_stays_unread_until_opened_again(path, library):
    memory = memory_of(library)
    memory.opened("a.md")
    memory.place("a.md", Place(9), 100)
    memory.set_read("a.md", False)
    memory.place("a.md", Place(9), 100)
    memory.save()
    assert status(stored(path, "a.md")) == "unread"
    memory.opened("a.md")
    assert memory.place("a.md", Place(9), 100)
    memory.save()
    assert status(stored(path, "a.md")) == "read"


def test_going_back_keeps_the_furthest_progress_and_the_new_place(path, library):
    memory = memory_of(library)
    memory.place("a.md", Place(9), 80)
    memory.place("a.md", Place(1), 10)
    memory.save()
    assert stored(path, "a.md") == Reading(Place(1), 80)


def test_a_busy_state_is_told_to_nobody_and_nothing_is_lost(path, library):
    memory = memory_of(library)
    memory.set_read("a.md", True)
    other = apsw.Connection(path)
    other.execute("BEGIN IMMEDIATE")
    memory.save()
    assert not memory.is_saved
    assert memory.take_notice() == ""
    other.execute("ROLLBACK")
    memory.save()
    assert stored(path, "a.md").read


def test_a_full_disk_is_told_once_and_reading_goes_on(tmp_path):
    # In memory, where a limit on pages is what a full disk is.
    (tmp_path / "state.db").mkdir()
    state = open_state(str(tmp_path / "state.db"))
    memory = memory_of(state.library("/books"))
    state.read(lambda connection: connection.execute("PRAGMA max_page_count = 1"))
    for number in range(200):
        memory.place(f"{number}.md", Place(0, 0, "x" * 400), 5)
    memory.save()
    memory.save()
    assert "disk is full" in memory.take_notice()
    assert memory.take_notice() == ""
    assert memory.reading("7.md").progress == 5
    state.read(lambda connection: connection.execute("PRAGMA max_page_count = 10000"))
    memory.save()
    assert memory.is_saved


def test_damage_that_shows_under_way_is_told(path, library):
    library.arrived(range(2000), first=True)
    library.state.close()
    break_table(path, "reading")
    memory = memory_of(State(path).library("/books"))
    memory.set_starred("a.md", True)
    memory.save()
    assert "damaged" in memory.take_notice()
    assert stored(path, "a.md").starred


def test_saving_from_two_threads_at_once_writes_everything(path, library):
    memory = memory_of(library)

    def read_on(name):
        for progress in range(30):
            memory.place(name, Place(progress), progress)
            memory.save()

    threads = [threading.Thread(target=read_on, args=(name,)) for name in ("a.md", "b.md")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    memory.save()
    assert stored(path, "a.md").progress == stored(path, "b.md").progress == 29


QUOTE = Quote("words", "before ", " behind", 3, 7)


def test_a_highlight_and_its_note_are_known_at_once_and_kept(path, library):
    memory = memory_of(library)
    memory.set_quote("a.md", "f" * 32, QUOTE, 5.0)
    memory.set_note("a.md", "f" * 32, "a thought")
    expected = [Highlight("f" * 32, "a.md", QUOTE, 5.0, "a thought")]
    assert memory.highlights("a.md") == memory.highlights() == expected
    assert memory.highlights("b.md") == []
    memory.save()
    assert memory.is_saved
    assert Memory(State(path).library("/books")).highlights() == expected


def test_what_waits_changes_the_highlights_that_are_stored(library):
    memory = memory_of(library)
    for number, id_ in enumerate(("1" * 32, "2" * 32)):
        memory.set_quote("a.md", id_, QUOTE._replace(block=number), 5.0)
    memory.save()
    memory.set_quote("a.md", "1" * 32, QUOTE._replace(block=9), 5.0)
    memory.set_note("a.md", "1" * 32, "moved")
    memory.set_erased("a.md", "2" * 32, True)
    assert memory.highlights("a.md") == [
        Highlight("1" * 32, "a.md", QUOTE._replace(block=9), 5.0, "moved")
    ]
    memory.set_erased("a.md", "2" * 32, False)
    assert len(memory.highlights("a.md")) == 2


def test_an_article_can_be_opened_while_only_a_highlight_waits(library):
    memory = memory_of(library)
    memory.set_quote("a.md", "1" * 32, QUOTE, 5.0)
    assert memory.opened("a.md") == Reading()


def test_letters_are_known_at_once_and_kept(path, library):
    memory = memory_of(library)
    memory.set_letter("a.md", "a", Place(1, 2, "here"))
    memory.set_letter("a.md", "b", Place(5))
    memory.set_letter("a.md", "b", None)
    assert memory.letters("a.md") == {"a": Place(1, 2, "here")}
    memory.save()
    assert Memory(State(path).library("/books")).letters("a.md") == {"a": Place(1, 2, "here")}


def test_tags_of_an_article_that_was_never_opened_are_known(path, library):
    memory = memory_of(library)
    memory.set_tag("a.md", "to read", True)
    memory.save()
    assert stored(path, "a.md") == Reading(tags=("to read",))
    assert stored(path, "b.md") == Reading()


def test_what_waits_for_a_path_to_which_another_ones_state_came_is_kept(path, library):
    memory = memory_of(library)
    memory.set_starred("new.md", True)
    writer = apsw.Connection(path)
    writer.execute("BEGIN IMMEDIATE")
    memory.ask_anew(["old.md", "new.md"])  # while another session writes
    assert memory.opened("new.md").starred
    writer.execute("ROLLBACK")
    memory.ask_anew(["new.md"])
    assert memory.reading("new.md").starred
    assert stored(path, "new.md").starred


def test_what_waits_while_a_file_is_renamed_goes_along_and_so_does_what_comes_after(path, library):
    memory = memory_of(library)
    memory.opened("old.md", "Title")
    memory.place("old.md", Place(1), 30)
    memory.moved([("old.md", "new.md")])
    memory.ask_anew(["old.md", "new.md"])
    memory.place("old.md", Place(3), 60)  # it is still on the page, by the name it was opened by
    memory.set_starred("old.md", True)
    memory.save()
    assert stored(path, "new.md") == Reading(Place(3), 60, False, True, 1000.0)
    assert stored(path, "old.md") == Reading()
    assert memory.reading("old.md") == memory.reading("new.md")


def test_a_file_that_is_opened_under_an_old_name_is_another_one(path, library):
    memory = memory_of(library)
    memory.opened("old.md")
    memory.moved([("old.md", "new.md")])
    memory.moved([], back=["old.md"])
    memory.set_starred("old.md", True)
    memory.moved([("old.md", "newer.md")])
    memory.opened("old.md")
    memory.set_archived("old.md", True)
    memory.save()
    assert stored(path, "newer.md").starred
    assert stored(path, "old.md").archived
    assert not stored(path, "old.md").starred


def test_a_clock_that_is_set_back_a_little_takes_nothing_back(path, library):
    ticks = iter([1000.0, 1000.0, 999.0])
    memory = Memory(library, clock=ticks.__next__)
    for starred in (True, False, True):
        memory.set_starred("a.md", starred)
        memory.save()
        assert stored(path, "a.md").starred is starred


def test_what_another_session_marked_as_unread_is_not_brought_back_by_reading_on(path, library):
    mine, theirs = memory_of(library), memory_of(State(path).library("/books"))
    mine.place("a.md", Place(9), 80)
    mine.save()
    theirs.opened("a.md")
    theirs.save()
    theirs.set_read("a.md", False)
    theirs.save()
    mine.place("a.md", Place(2), 20)
    mine.place("a.md", Place(3), 21)
    mine.place("a.md", Place(4), 22)
    mine.save()
    assert stored(path, "a.md").progress == 22


def test_who_looks_in_again_without_reading_on_leaves_it_where_it_was(library):
    memory = memory_of(library)
    memory.place("a.md", Place(4), 39)
    memory.opened("a.md")
    memory.place("a.md", Place(5), 0)  # nothing was read since
    memory.left("a.md", 0)
    memory.opened("a.md")
    memory.left("a.md", 60)
    assert [visit.progress for visit in memory.visits(9)] == [60, 39]


def test_what_was_read_to_its_end_is_left_where_one_came_this_time(library):
    memory = memory_of(library)
    memory.place("a.md", Place(9), 100)
    memory.opened("a.md")
    memory.left("a.md", 12)
    assert [visit.progress for visit in memory.visits(9)] == [12]
