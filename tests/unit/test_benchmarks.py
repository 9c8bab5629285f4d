"""The benchmarks' own parts: the table, replayed recordings, and libraries that stay the same."""

import os
import sys

import pytest

from benchmarks import books, commands, library, many
from benchmarks.__main__ import arguments, measure
from benchmarks.screen import Screen, painted
from benchmarks.table import Row, cells, percentile, table
from benchmarks.terminal import Piece, Recorder
from benchmarks.world import Unmeasurable, World


def test_a_row_holds_when_it_is_within_its_budget():
    assert Row("start", 7000, 1.2, bare=1.0, budget="1.3 × bare", limit=1.3).holds is True
    assert Row("start", 7000, 1.4, bare=1.0, budget="1.3 × bare", limit=1.3).holds is False
    assert Row("start", 7000, 1.4).holds is None


def test_what_could_not_be_measured_says_so_in_the_table():
    row = Row("search", 7000, None, budget="60 ms", limit=60.0, note="no such command")
    assert cells(row)[2] == "not measured"
    assert row.holds is None
    assert "no such command" in table([row])


def test_the_columns_of_the_table_are_aligned():
    lines = table([Row("a", 7000, 1.0), Row("longer", 100_000, 20.0, bare=10.0)]).splitlines()
    assert lines[2].index("7,000") + 5 == lines[3].index("100,000") + 7
    assert "2.00" in lines[3]


def test_a_percentile_is_one_of_the_values():
    assert percentile([5.0, 1.0, 3.0], 0.5) == 3.0
    assert percentile(list(range(1, 101)), 0.95) == 95


def test_a_frame_ends_with_its_last_byte_not_with_the_word_that_is_looked_for():
    pieces = [
        Piece(1.0, b"\x1b[?2026hold\x1b[?2026l"),
        Piece(2.0, b"\x1b[?2026h\x1b[1;1Hnew wo"),
        Piece(3.0, b"rd"),
        Piece(4.0, b"\x1b[5;1Hand more\x1b[?20"),
        Piece(5.0, b"26l"),
        Piece(9.0, b"\x1b[?2026hother\x1b[?2026l"),
    ]
    found = painted(
        Screen(), pieces, lambda screen: screen.shows("new word"), lambda s: s.shows("never")
    )
    assert found == [5.0, None]


def test_without_marks_a_frame_ends_where_nothing_follows_at_once():
    pieces = [Piece(1.0, b"hel"), Piece(2.0, b"lo"), Piece(2.001, b" you"), Piece(3.0, b"!")]
    assert painted(Screen(), pieces, lambda screen: screen.shows("hello")) == [2.001]


def test_a_replay_scrolls_repeats_and_leaves_questions_out():
    screen = Screen()
    screen.feed(b"\x1b[2;1Hsecond\x1b[S\x1b[?2048$p\x1b[>1u\x1b[6n\x1b]11;?\x07")
    screen.feed(b"\x1b[3;1Hx\x1b[4b")
    assert screen.rows[0].startswith("second")
    assert screen.rows[2].startswith("xxxxx ")


def test_a_program_is_recorded_and_its_questions_are_answered():
    program = (
        "import os, sys, tty; tty.setraw(0);"
        "os.write(1, b'\\x1b[?2026$p'); answer = os.read(0, 99); os.write(1, answer[2:].hex().encode())"
    )
    with Recorder([sys.executable, "-c", program], dict(os.environ)) as terminal:
        assert terminal.read_until(b"?2026;2$y"[1:].hex()[:8])
    assert terminal.process.returncode is not None
    assert terminal.pieces[0].at >= terminal.started


def test_a_library_is_generated_once_and_the_same_again(tmp_path):
    world = World(str(tmp_path), 30)
    assert world.make()
    assert not world.make()
    library.make(str(tmp_path / "again"), 30)
    names = sorted(os.listdir(world.library))
    assert len(names) == 30
    assert names == sorted(os.listdir(tmp_path / "again"))
    for name in names:
        again = (tmp_path / "again" / name).read_bytes()
        assert (tmp_path / world.library / name).read_bytes() == again
    assert world.size == sum(os.stat(tmp_path / "again" / name).st_size for name in names)


def test_the_persons_own_settings_reach_no_measured_program(tmp_path, monkeypatch):
    monkeypatch.setenv("READER_THEME", "light")
    monkeypatch.setenv("NO_COLOR", "1")
    environ = World(str(tmp_path), 30).environ()
    assert "READER_THEME" not in environ
    assert "NO_COLOR" not in environ
    folders = [value for name, value in environ.items() if name.startswith(("XDG", "READER"))]
    assert all(folder.startswith(str(tmp_path)) for folder in folders)


def test_rows_are_chosen_by_name_and_unknown_ones_refused(capsys):
    assert arguments(["start", "--sizes", "7_000", "--runs", "2"]).rows == ["start"]
    assert arguments(["--quick"]).sizes == [7_000]
    with pytest.raises(SystemExit):
        arguments(["stat"])
    assert "no row stat" in capsys.readouterr().err


def test_a_measurement_that_fails_leaves_the_others_alone(tmp_path, monkeypatch):
    def fails(world, runs):
        raise Unmeasurable("the disk is full")

    monkeypatch.setattr(
        "benchmarks.__main__.MEASURES",
        {"index": fails, "first": lambda world, runs: [Row("first", world.articles, 0.1)]},
    )
    rows = measure(World(str(tmp_path), 5), ["index", "first"], 1)
    assert [(row.what, row.measured) for row in rows] == [("index", None), ("first", 0.1)]
    assert rows[0].note == "the disk is full"


def test_the_books_are_the_same_each_time_and_as_long_as_they_say(tmp_path):
    shelf = books.shelf(str(tmp_path))
    assert shelf.make()
    assert not shelf.make()
    for number, book in enumerate(books.BOOKS):
        size = os.stat(os.path.join(shelf.library, f"{number}.md")).st_size
        assert book.size <= size <= book.size + 20_000
    small = books.BOOKS[1]
    text = books.text(small, 1)
    assert text == books.text(small, 1)
    assert text.count(books.LAST_WORD) == 1


def test_the_page_is_measured_once_whatever_the_sizes():
    assert arguments(["page"]).rows == ["page"]
    assert "page" in arguments([]).rows


def test_what_is_not_installed_has_a_row_that_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    row = commands._beside(World(str(tmp_path), 3), ("rg", "-l"), "word", 90.0)
    assert (row.measured, row.note) == (None, "rg is not installed")


def test_beside_a_search_stands_what_others_take_for_the_word(tmp_path):
    world = World(str(tmp_path), 3)
    world.make()
    row = commands._beside(world, ("grep", "-r", "-l", "-i"), "the", 90.0)
    assert row.measured > 0
    assert (row.unit, row.bare) == ("ms", 90.0)


@pytest.mark.skipif(sys.platform != "linux", reason="not Linux")
def test_many_sessions_are_measured_beside_bare_apps(tmp_path, monkeypatch):
    monkeypatch.setattr(many, "SESSIONS", 2)
    monkeypatch.setattr(many, "LAST", 1)
    world = World(str(tmp_path), 30)
    world.make()
    commands.bring_up_to_date(world)
    rows = many.many(world, 1)
    assert [row.unit for row in rows] == ["MB", "s", "s"]
    assert all(row.measured > 0 and row.bare > 0 for row in rows)
    assert not os.path.exists(world.cache + ".states")
