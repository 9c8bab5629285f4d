"""Rows of cells, and the bytes that make one screen of another."""

import os
import subprocess
import sys

import pytest

from reader.characters import width
from reader.terminal.cells import BOLD, DIM, PLAIN, UNDERLINE, Look, blank_row, is_disputed
from reader.terminal.pen import change, way
from reader.terminal.screen import Screen
from reader.terminal.terminfo import VT100, Terminfo, built_in
from tests.terminal.screen import Emulator
from tests.terminal.wanted import seen, wanted

XTERM = built_in("xterm")._replace(repeats=True)
TMUX = built_in("tmux-256color")
DISPUTED = ("👩‍👩‍👧", "🇩🇪", "❤️", "क्षि", "👍🏽", "का", "a\u200b", "\U0001fae9")


def rows_of(*texts, columns=40):
    rows = []
    for text in texts:
        row = blank_row(columns)
        row.put(0, [(text, PLAIN)], columns)
        rows.append(row)
    return rows


def screen_of(*texts, kind=XTERM, unseen=True, columns=40):
    screen = Screen()
    screen.learn(kind)
    screen.synchronised = unseen
    screen.frame(rows_of(*texts, columns=columns))
    return screen


def sent(screen, *texts):
    """What goes out for these rows, without the marks of a frame."""
    return screen.frame(rows_of(*texts)).removeprefix("\x1b[?2026h").removesuffix("\x1b[?2026l")


def test_clusters_stand_whole_in_their_first_cell():
    (row,) = rows_of("a漢e\u0301👩‍👧x", columns=8)
    assert row.cells == ["a", "漢", "", "e\u0301", "👩‍👧", "", "x", " "]


def test_a_cluster_that_would_stand_out_is_left_out():
    (row,) = rows_of("abc漢", columns=4)
    assert row.cells == ["a", "b", "c", " "]


def test_half_a_cluster_never_stays_where_something_is_written_beside_it():
    (row,) = rows_of("漢字漢字", columns=8)
    row.put(1, [("x", PLAIN)], 4)
    assert row.cells == [" ", "x", " ", " ", " ", " ", "字", ""]


def test_a_mark_that_takes_no_cell_goes_with_the_character_before():
    row = blank_row(3)
    row.put(0, [("\u0301e", PLAIN), ("\u0301", Look("31")), ("x", PLAIN)], 3)
    assert row.cells == ["e\u0301", "x", " "]


def test_what_nobody_sees_is_not_sent():
    (row,) = rows_of("so\xadft\u200b w\u2060o\ufeffr\u034fd X\U000e0061\U000e0062y", columns=16)
    assert "".join(row.cells) == "soft word Xy    "


def test_what_shapes_its_neighbours_is_sent():
    family, england, persian = (
        "\U0001f469\u200d\U0001f467",
        "🏴\U000e0067\U000e0062\U000e007f",
        "\u0645\u06cc\u200c\u062e",
    )
    (row,) = rows_of(f"{family}{england}{persian}", columns=12)
    assert "".join(row.cells).rstrip() == f"{family}{england}{persian}"


def test_of_a_flood_of_marks_as_many_are_sent_as_a_text_may_have():
    (row,) = rows_of("Z" + "\u0301" * 50_000 + "a", columns=4)
    assert row.cells == ["Z" + "\u0301" * 31, "a", " ", " "]


def test_simple_characters_take_one_cell_each():
    from reader.terminal.cells import _SIMPLE

    every = [chr(code) for code in range(0x20, 0x3000) if _SIMPLE.fullmatch(chr(code))]
    assert len(every) > 1000
    assert all(width(char) == 1 and width(char + char) == 2 for char in every)


@pytest.mark.parametrize("cluster", DISPUTED)
def test_clusters_on_whose_width_terminals_differ_are_known(cluster):
    assert is_disputed(cluster)


@pytest.mark.parametrize("cluster", ["a", "é", "e\u0301", "漢", "─", "한", "🙂", "ש", "ก"])
def test_the_width_of_most_is_not_disputed(cluster):
    assert not is_disputed(cluster)


@pytest.mark.parametrize("cluster", DISPUTED)
@pytest.mark.parametrize("before", ["漢字漢字漢字", "abcdefghijkl", "", "ab🇫🇷cd❤️e"])
def test_beside_a_cluster_of_disputed_width_everything_is_right(cluster, before):
    emulator = Emulator(40, 3)
    emulator.feed(b"\x1b[?7l")
    screen = Screen()
    emulator.feed(screen.frame(rows_of(before, before, before)).encode())
    screen.learn(XTERM)
    for text in (f"ab{cluster}cdef{cluster}g", f"ab{cluster}cxef{cluster}g"):
        rows = rows_of("first", text, "last")
        emulator.feed(screen.frame(rows).encode())
        for y, cells in enumerate(emulator.screen.cells()):
            got, right = seen(cells), wanted(rows[y])
            clear = [
                x
                for x, cell in enumerate(rows[y].cells)
                if not is_disputed(cell) and cell and cell != " "
            ]
            assert [got[x] for x in clear] == [right[x] for x in clear]


def test_what_stands_there_is_not_sent_again():
    screen = screen_of("the river bends and the road follows it")
    assert sent(screen, "the river bends and the road follows it") == ""
    assert sent(screen, "the river bends and the rood follows it").endswith("\x1b[27Go")


def test_few_cells_between_are_written_again_and_many_are_passed_over():
    screen = screen_of("the river bends")
    assert sent(screen, "thy riser bends").endswith("y ris")
    assert "river" not in sent(screen_of("a river bends b"), "x river bends y")


def test_the_rest_of_a_row_is_erased():
    screen = screen_of("the river bends")
    assert sent(screen, "the").endswith("\x1b[K")


def test_rows_that_moved_are_scrolled_and_found_without_being_told():
    lines = [f"line {number} of the river" for number in range(12)]
    screen = screen_of("head", *lines[:10], "foot")
    assert sent(screen, "head", *lines[1:11], "foot") == (
        "\x1b[2;11r\x1b[S\x1b[r\x1b[11Hline 10 of the river"
    )
    assert "\x1b[2;11r\x1b[T\x1b[r" in sent(screen, "head", *lines[:10], "foot")


def test_without_su_rows_are_scrolled_by_line_feeds_at_the_margin():
    lines = [f"line {number} of the river" for number in range(12)]
    screen = screen_of("head", *lines[:10], "foot", kind=VT100, unseen=False)
    assert "\x1b[2;11r\x1b[11H\n\x1b[r" in sent(screen, "head", *lines[1:11], "foot")


def test_a_list_beside_the_page_is_moved_along_only_where_nobody_sees_it():
    words = [f"{number * 7919 % 1000:03}" for number in range(99)]

    def side(first):
        return [
            f"{''.join(words[y * 3 : y * 3 + 3])}│ {''.join(words[first + y : first + y + 9])}"
            for y in range(10)
        ]

    assert "\x1b[S" in sent(screen_of(*side(0)), *side(1))
    assert "\x1b[S" not in sent(screen_of(*side(0), unseen=False), *side(1))


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (PLAIN, Look("31", "", BOLD), "\x1b[1;31m"),
        (Look("31", "", BOLD), PLAIN, "\x1b[m"),
        (Look("31", "", BOLD), Look("31"), "\x1b[22m"),
        (Look("", "", BOLD | DIM), Look("", "", DIM), "\x1b[0;2m"),
        (Look("38;5;117"), Look("38;5;117", "44"), "\x1b[44m"),
        (Look("38;5;117", "44"), Look("38;5;117"), "\x1b[49m"),
        (Look("", "", UNDERLINE, "https://a/"), Look("", "", UNDERLINE), ""),
    ],
)
def test_looks_are_changed_by_what_differs(before, after, code):
    assert change(before, after, True) == code


def test_where_attributes_cannot_be_taken_back_all_are_set_anew():
    assert change(Look("", "", BOLD | UNDERLINE), Look("", "", BOLD), False) == "\x1b[0;1m"


@pytest.mark.parametrize(
    ("start", "goal", "sequence"),
    [
        ((0, 0), (0, 0), "\x1b[H"),
        ((5, 9), (5, 0), "\r"),
        ((5, 9), (5, 8), "\b"),
        ((5, 9), (5, 10), "\x1b[C"),
        ((5, 9), (6, 0), "\r\n"),
        ((5, 9), (4, 9), "\x1b[A"),
        ((5, -1), (5, 20), "\x1b[21G"),
        ((-1, -1), (30, 99), "\x1b[31;100H"),
    ],
)
def test_the_shortest_way_is_taken(start, goal, sequence):
    if start != goal:
        assert way(XTERM, *start, *goal) == sequence
    assert way(XTERM, -1, -1, 0, 0) == "\x1b[H"


def test_where_the_tty_returns_by_itself_a_line_feed_does():
    assert way(XTERM._replace(returns=True), 5, 9, 6, 0) == "\n"


def test_a_link_has_an_id_so_that_it_goes_on_in_the_next_row():
    rows = [blank_row(20) for _ in range(2)]
    for row in rows:
        row.put(0, [("a link that wraps", Look("", "", 0, "https://example.org/"))], 20)
    said = Screen().frame(rows)
    begun = {part.partition("\x1b")[0] for part in said.split("\x1b]8;")[1:]} - {";"}
    assert len(begun) == 1
    assert begun.pop().startswith("id=")


def test_a_terminal_without_links_never_hears_of_them():
    screen = screen_of("text")
    screen.forget()
    assert "\x1b]8" not in sent(screen, "text")


def asked(term):
    """What terminfo says, in a process of its own: it is asked once in each."""
    code = "from reader.terminal.terminfo import terminfo; print(*map(int, terminfo()))"
    environ = {**os.environ, "TERM": term}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, check=True
    )
    return Terminfo(*(number == b"1" for number in done.stdout.split()))


def test_what_is_built_in_goes_by_the_whole_name_of_a_family():
    assert built_in("screen.xterm-256color") == built_in("screen") != VT100
    assert built_in("st-256color") == built_in("xterm")
    assert built_in("st52") == built_in("xtermish") == VT100


@pytest.mark.parametrize("term", ["xterm-256color", "tmux-256color", "screen", "linux", "vt100"])
def test_what_is_built_in_promises_nothing_that_terminfo_does_not(term):
    assert all(has for has, ours in zip(asked(term), built_in(term), strict=True) if ours)


def test_of_an_unknown_terminal_only_what_every_one_has_is_used():
    assert asked("no-such-terminal") == VT100 == Terminfo()
