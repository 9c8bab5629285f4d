"""The emulator for tests: what it knows beyond pyte, and that it does as tmux does."""

import os
import random
import shutil
import subprocess
import time

import pytest

from tests.terminal.screen import BLANK, Emulator

COLUMNS, LINES = 24, 8


def shown(*pieces, columns=COLUMNS, lines=LINES):
    emulator = Emulator(columns, lines)
    for piece in pieces:
        emulator.feed(piece if isinstance(piece, bytes) else piece.encode())
    return emulator


def text(emulator):
    return [row.rstrip() for row in emulator.screen.display]


def test_rows_scroll_within_margins_by_su_sd_and_line_feeds():
    rows = "\r\n".join("abcdef")
    assert text(shown(rows, "\x1b[2;4r\x1b[S"))[:6] == ["a", "c", "d", "", "e", "f"]
    assert text(shown(rows, "\x1b[2;4r\x1b[2T"))[:6] == ["a", "", "", "b", "e", "f"]
    assert text(shown(rows, "\x1b[2;4r\x1b[4;1H\nx"))[:6] == ["a", "c", "d", "x", "e", "f"]
    assert text(shown(rows, "\x1b[2;4r\x1b[2;1H\x1bMx"))[:6] == ["a", "x", "b", "c", "e", "f"]


def test_a_character_is_repeated():
    assert text(shown("-\x1b[5b+"))[0] == "------+"


def test_links_and_dim_text_are_known_cell_by_cell():
    emulator = shown("a\x1b]8;;http://x\x1b\\b\x1b[2mc\x1b]8;;\x07d\x1b[22me")
    cells = emulator.screen.cells()[0]
    assert [cell.link for cell in cells[:5]] == ["", "http://x", "http://x", "", ""]
    assert [cell.dim for cell in cells[:5]] == [False, False, True, True, False]


@pytest.mark.parametrize(
    ("cluster", "cells"),
    [("長", 2), ("é", 1), ("👩‍👩‍👧", 2), ("❤️", 2), ("🇩🇪", 2), ("👍🏽", 2), ("한", 2), ("क्षि", 2)],
)
def test_a_cluster_is_one_cell_pair_and_what_follows_is_kept(cluster, cells):
    emulator = shown(f"{cluster}x")
    row = emulator.screen.cells()[0]
    assert text(emulator)[0] == f"{cluster}x"
    assert "".join(cell.data for cell in row[:cells]) == cluster
    assert row[cells].data == "x"


def test_a_cluster_may_come_in_pieces():
    data = "👩‍👧x".encode()
    assert text(shown(*(data[at : at + 1] for at in range(len(data)))))[0] == "👩‍👧x"


def test_a_wide_character_that_is_half_overwritten_is_gone():
    assert text(shown("長い\x1b[1;2Hx"))[0] == " xい"
    assert text(shown("長い\x1b[1;3Hx"))[0] == "長x"
    assert text(shown("長い\x1b[1;1Hx"))[0] == "x い"


def test_blanks_have_the_colour_of_the_background_and_nothing_else():
    cell = shown("\x1b[4;41mab\x1b[1;1H\x1b[X").screen.cells()[0][0]
    assert cell == BLANK._replace(bg="red")
    assert shown("\x1b[42m\x1b[2J").screen.cells()[3][7] == BLANK._replace(bg="green")


def test_synchronised_output_is_shown_at_its_end():
    emulator = shown("a\x1b[?2026hb\x1b[31mc")
    assert text(emulator)[0] == "a"
    emulator.feed(b"\x1b[?2026l")
    assert text(emulator)[0] == "abc"
    assert emulator.screen.cells()[0][2].fg == "red"


def test_the_shape_of_the_cursor_is_known_and_what_is_unknown_is_swallowed():
    emulator = shown("a\x1b[5 qb\x1b[?5W\x1bPq#0\x1b\\c\x1b_x\x1b\\\x1b[>4;1md\x1b]1337;x\x07e")
    assert text(emulator)[0] == "abcde"
    assert emulator.cursor_shape == 5
    assert b"\x1b[>4;1m" in emulator.swallowed


def test_the_main_screen_comes_back():
    emulator = shown("main\x1b[?1049h\x1b[2J\x1b[Hother")
    assert text(emulator)[0] == "other"
    emulator.feed(b"\x1b[?1049l!")
    assert text(emulator)[0] == "main!"


@pytest.mark.parametrize(
    ("codes", "looks"),
    [
        ("38;5;208", {"fg": "index208"}),
        ("48:2::1:2:3", {"bg": "010203"}),
        ("4:3;38;2;255;0;1", {"underscore": True, "fg": "ff0001"}),
        ("1;2;3;9;22", {"italics": True, "strikethrough": True}),
        ("97;104", {"fg": "brightwhite", "bg": "brightblue"}),
        ("58;5;3;7", {"reverse": True}),
        ("31;", {}),
    ],
)
def test_looks_are_understood(codes, looks):
    assert shown(f"\x1b[{codes}mx").screen.cells()[0][0] == BLANK._replace(data="x", **looks)


# Against tmux. It has its own mind on halves of wide characters, on REP at the edge and on lines
# put in outside of the margins, and tells of coloured blanks only where text follows them in the
# row: hence the posts at the right edge.

POSTS = "\x1b[r\x1b[0m" + "".join(f"\x1b[{row};{COLUMNS}H|" for row in range(1, LINES + 1))

SAMPLES = {
    "text that wraps": "The river bends and the road follows it. 長江の水は東へ流れていく。",
    "colours": "".join(f"\x1b[{code}mx" for code in (*range(30, 38), *range(90, 98), 41, 107))
    + "\x1b[0m\r\n" + "".join(f"\x1b[38;5;{n};48;2;{n};9;9mx" for n in (0, 9, 16, 99, 255)),
    "looks": "".join(f"\x1b[{code}mab" for code in (1, 2, 3, 4, 7, 9, 22, 23, 24, 27, 29)),
    "regions": "\r\n".join("abcdefgh") + "\x1b[3;6r\x1b[6;1H\n\nx\x1b[3;1H\x1bMy\x1b[2Sz",
    "lines": "\r\n".join("abcdefgh") + "\x1b[2;7r\x1b[4;1H\x1b[2L\x1b[6;1H\x1b[M",
    "erased": "abcdefgh" * 20 + "\x1b[44m\x1b[3;5H\x1b[K\x1b[5;5H\x1b[1K\x1b[6;3H\x1b[4X",
    "characters": "abcdefgh\x1b[1;3H\x1b[43m\x1b[2@\x1b[2;1Habcdefgh\x1b[2;3H\x1b[2P",
    "wide": "長江の水\x1b[1;3Hx \x1b[2;1H長江の水\x1b[2;5H\x1b[2X\x1b[3;1H長江\x1b[3;1H\x1b[2P",
    "wide at the edge": "a" * 23 + "長" + "b",
    "repeated": "-\x1b[9b\x1b[31m=\x1b[8b",
    "below": "\x1b[45m\x1b[4;4H\x1b[Jx\x1b[42m\x1b[2;2H\x1b[1J",
    "tabs and returns": "a\tb\tc\rd\x08e\x1b[5Gf\x1b[3dg\x1b[2Ah\x1b[3Bi\x1b[4Cj\x1b[2Dk",
    "saved": "\x1b[31mab\x1b7\x1b[5;5H\x1b[0mcd\x1b8ef",
}  # fmt: skip


def _walk(seed):
    """A walk over all that the writer may send, at random."""
    chance = random.Random(seed)
    words = ("river", "x", "é", "--", "street")
    steps = [
        lambda: chance.choice(words),
        lambda: f"\x1b[{chance.randint(1, LINES)};{chance.randint(1, COLUMNS)}H",
        lambda: (
            f"\x1b[{chance.choice(['0', '1', '2', '3', '4', '7', '9', '22', '24', '27', '31', '42', '97', '100'])}m"
        ),
        lambda: f"\x1b[{chance.randint(0, 2)}{chance.choice('KJ')}",
        lambda: f"\x1b[{chance.randint(1, 5)}{chance.choice('XP@ST')}",
        lambda: f"\x1b[4;{chance.randint(1, COLUMNS)}H\x1b[{chance.choice(('L', 'M', '2L', '3M'))}",
        lambda: chance.choice(("\r\n", "\n", "\x1bM", "\r")),
        lambda: "\x1b[3;6r" if chance.random() < 0.5 else "\x1b[r",
    ]
    return "".join(chance.choice(steps)() for _ in range(120))


WALKS = {f"walk {seed}": _walk(seed) for seed in range(12)}


@pytest.fixture(scope="module")
def tmux(tmp_path_factory):
    """What tmux shows of some bytes, row by row as `capture-pane -e` tells it."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    folder = tmp_path_factory.mktemp("tmux")
    socket = str(folder / "socket")
    begin = ["tmux", "-S", socket, "-f", "/dev/null"]
    environ = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}

    def run(*arguments):
        done = subprocess.run(
            [*begin, *arguments], env=environ, check=True, capture_output=True, timeout=20
        )
        return done.stdout.decode()

    def capture(name, data):
        sample, done = folder / "sample", f"done-{name.replace(' ', '-')}"
        sample.write_bytes(data.encode())
        script = f"stty -onlcr -echo; cat '{sample}'; tmux -S '{socket}' wait -S {done}; sleep 60"
        size = ("-x", str(COLUMNS), "-y", str(LINES))
        run("new-session", "-d", "-s", "s", *size, "sh", "-c", script, ";", "set", "status", "off")
        try:
            run("wait", done)
            time.sleep(0.05)  # it was written; now it is read
            return run("capture-pane", "-p", "-e", "-N", "-t", "s").split("\n")[:LINES]
        finally:
            run("kill-session", "-t", "s")

    run("new-session", "-d", "-s", "keep", "sleep 300", ";", "set", "-g", "status", "off")
    yield capture
    run("kill-server")


@pytest.mark.parametrize("name", [*SAMPLES, *WALKS])
def test_the_screen_is_what_tmux_shows(tmux, name):
    data = (SAMPLES.get(name) or WALKS[name]) + POSTS
    expected = Emulator(COLUMNS, LINES)
    for number, row in enumerate(tmux(name, data)):
        expected.feed(f"\x1b[{number + 1};1H{row}".encode())
    ours = shown(data)
    assert text(ours) == text(expected)
    assert differing(ours, expected) == []


def differing(ours, expected):
    """Place and both forms of each cell that is not the same."""
    rows = zip(ours.screen.cells(), expected.screen.cells(), strict=True)
    return [
        (y, x, mine, theirs)
        for y, (own, other) in enumerate(rows)
        for x, (mine, theirs) in enumerate(zip(own, other, strict=True))
        if mine != theirs
    ]
