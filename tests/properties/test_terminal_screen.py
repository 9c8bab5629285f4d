"""Bytes replayed give the wanted screen, cell by cell, on terminals of several kinds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.terminal.screen import Screen
from reader.terminal.terminfo import VT100, built_in
from tests.terminal.screen import Emulator
from tests.terminal.wanted import random_change, random_row, seen, wanted

KINDS = {
    "xterm": built_in("xterm")._replace(repeats=True),
    "kitty": built_in("xterm-kitty"),
    "tmux": built_in("tmux-256color"),
    "linux": built_in("linux"),
    "vt100": VT100,
}
SIZES = ((12, 5), (24, 8), (40, 14))


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None)
@given(chance=st.randoms(use_true_random=False), size=st.sampled_from(SIZES), unseen=st.booleans())
def test_any_screen_becomes_any_other(kind, chance, size, unseen):
    columns, lines = size
    emulator = Emulator(columns, lines)
    # What another program left: text, a colour, margins. Our own start takes wrapping away.
    emulator.feed(b"\x1b[?7l\x1b[41mleft\x1b[3;1Hby another\x1b[2;4r")
    screen = Screen()
    screen.synchronised = unseen
    rows = [random_row(chance, columns) for _ in range(lines)]
    for _ in range(6):
        cursor = (chance.randint(0, lines - 1), chance.randint(0, columns - 1))
        if chance.random() < 0.1:
            screen.forget()
        emulator.feed(screen.frame(rows, cursor).encode())
        screen.learn(KINDS[kind])
        for y, cells in enumerate(emulator.screen.cells()):
            assert seen(cells) == wanted(rows[y])
        assert (emulator.screen.cursor.y, emulator.screen.cursor.x) == cursor
        assert screen.frame(rows, cursor) == ""
        rows = random_change(chance, rows)


@settings(deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_without_background_fill_nothing_is_erased_in_colour(chance):
    screen = Screen()
    screen.learn(KINDS["tmux"])
    rows = [random_row(chance, 24) for _ in range(8)]
    said = ""
    for _ in range(4):
        said += screen.frame(rows)
        rows = random_change(chance, rows)
    back = False
    for sequence in said.replace("\x1b\\", "").split("\x1b[")[1:]:
        if "m" in sequence and sequence.partition("m")[0].replace(";", "").isdigit():
            codes = sequence.partition("m")[0].split(";")
            back = "44" in codes or "48" in codes or (back and not {"0", "49"} & set(codes))
        elif sequence.startswith("m"):
            back = False
        assert not (back and sequence[:1] in "KX")
