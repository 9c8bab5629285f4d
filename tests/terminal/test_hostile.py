"""The interface over a library that tries to reach the terminal: all it sends is ours."""

from __future__ import annotations

import base64
import sys
from pathlib import Path

from reader.characters import is_clean
from tests import hostile
from tests.hostile import FEW
from tests.stream import CLIPBOARD, faults_of_interface
from tests.terminal.conftest import ROOT
from tests.terminal.terminal import Terminal

# Where more than frames are sent: beginning, copying, an editor between, another size, the end.
# What else there is to see is looked at in tests/ui/test_sent.py.
KEYS = (
    "i",
    "h",
    "\r",
    " ",
    "t",
    "t",
    "o",
    "\x1b",
    "yp",
    "yl",
    "yt",
    "yf",
    "E",
    "/E\r",
    "\x1b",
    "h",
)


def test_whatever_is_looked_at_nothing_else_is_sent(tmp_path: Path, own_world: Path) -> None:
    library = hostile.make(tmp_path, whole=False)
    hostile.keep(library, tmp_path / "dump.jsonl")
    argv = [sys.executable, "-m", "reader", str(library)]
    env = {"VISUAL": "true", "BROWSER": "", "TERM": "screen", "COLORTERM": ""}
    with Terminal(argv, cwd=ROOT, columns=120, rows=40, env=env) as terminal:
        terminal.until(lambda text: "Space reads" in text or "help" in text)
        for keys in KEYS:
            terminal.press(keys)
            terminal.read(0.05)
        terminal.until(lambda _: terminal.output.count(b"]52;c;") > 1)  # title and file
        terminal.resize(80, 24)
        for begin, end in (("/", "\r\x1b"), ("T", "\r"), (":", "\x1b")):
            terminal.press(f"{begin}\x1b[200~evil {FEW}\x1b[201~")
            terminal.read(0.1)
            terminal.press(end)
            terminal.read(0.1)
        assert terminal.process.poll() is None
        terminal.hang_up()
        terminal.wait(reading=False)
    assert faults_of_interface(terminal.output)[:5] == []
    assert len(terminal.output) > 5_000
    copied = CLIPBOARD.findall(terminal.output.decode().replace("\x1b\\\x1bP", ""))
    assert copied
    assert all(is_clean(base64.b64decode(text).decode()) for text in copied)
