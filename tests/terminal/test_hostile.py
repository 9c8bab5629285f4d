"""The interface over a library that tries to reach the terminal: all it sends is ours."""

from __future__ import annotations

import base64
import sys
from pathlib import Path

import pytest

from reader.characters import is_clean
from tests import hostile
from tests.hostile import FEW
from tests.stream import CLIPBOARD, faults_of_interface
from tests.terminal.conftest import ROOT
from tests.terminal.terminal import Terminal

# What shows titles, fields, names, links, notes, tags, snippets and problems, from the list and back
SHEETS = ("i", "h", "F", "jjGl", "h", "v", "h", "T", "\x1b", "?", "G", "h", ":history\r", "h")
PAGE = (
    *("\r", " ", "t", "G", "t", "f", "\x1b", "o", "\x1b", "]", "yp", "yl", "yt", "yc", "yf"),
    *("R", "G", "R", "i", "G", "h", "Hs\r", "L", "h", "G", "W", "\x1b", "/E\r", "n", "\x1b", "h"),
)


@pytest.mark.parametrize(
    ("flags", "env"),
    [
        ((), {}),
        (("--ascii", "--color", "16"), {"TERM": "screen", "COLORTERM": ""}),
    ],
    ids=["true colour", "ascii in screen"],
)
def test_whatever_is_looked_at_nothing_else_is_sent(
    tmp_path: Path, own_world: Path, flags: tuple[str, ...], env: dict[str, str]
) -> None:
    library = hostile.make(tmp_path)
    argv = [sys.executable, "-m", "reader", *flags, str(library)]
    with Terminal(argv, cwd=ROOT, columns=120, rows=40, env=env) as terminal:
        terminal.until(lambda text: "Space reads" in text or "help" in text)
        terminal.settle(0.5)
        for keys in SHEETS:
            terminal.press(keys)
            terminal.read(0.1)
        for number in range(8):
            for keys in PAGE if number % 4 == 0 else ("\r", " ", "i", "h", "R", "h", "h"):
                terminal.press(keys)
                terminal.read(0.05)
            terminal.press("\x1b")
            terminal.read(0.1)
            terminal.press("j")
            terminal.read(0.05)
        # typed and pasted: into the search, a tag, a note
        for begin, end in (("/", "\r\x1b"), ("T", "\r"), ("\rHsn", "\r\x1bh"), (":", "\x1b")):
            terminal.press(begin)
            terminal.read(0.3)
            terminal.press(f"\x1b[200~evil {FEW}\x1b[201~")
            terminal.read(0.3)
            terminal.press(end)
            terminal.read(0.3)
        terminal.settle(0.3)
        assert terminal.process.poll() is None
        terminal.hang_up()
        terminal.wait(reading=False)
    assert faults_of_interface(terminal.output)[:5] == []
    assert len(terminal.output) > 10_000
    copied = CLIPBOARD.findall(terminal.output.decode().replace("\x1b\\\x1bP", ""))
    assert 0 < len(copied) <= 5 * 4
    assert all(is_clean(base64.b64decode(text).decode()) for text in copied)
