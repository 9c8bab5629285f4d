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


def test_whatever_is_looked_at_nothing_else_is_sent(tmp_path: Path, own_world: Path) -> None:
    """The beginning, copies, a paste, another size, an editor between, the end; the rest is in
    tests/ui/test_sent.py.
    """
    library = hostile.make(tmp_path, whole=False)
    hostile.keep(library, tmp_path / "dump.jsonl")
    argv = [sys.executable, "-m", "reader", str(library)]
    env = {"VISUAL": "true", "BROWSER": ""}
    with Terminal(argv, cwd=ROOT, columns=120, rows=40, env=env) as terminal:
        terminal.until(lambda text: "min left" in text)
        for number, key in enumerate("tf", 1):
            terminal.press(f"y{key}")
            terminal.until(lambda _, made=number: terminal.output.count(b"\x1b]52;c;") >= made)
        terminal.press(f"/\x1b[200~paste {FEW}\x1b[201~")
        terminal.until(lambda text: "paste E" in text)
        terminal.resize(80, 24)
        terminal.press("\rq")
        terminal.until(lambda text: "19 articles" in text)
        terminal.press("E")
        terminal.until(lambda _: terminal.output.count(b"\x1b[?1049h") == 2)
        terminal.settle(0.1)
        assert terminal.process.poll() is None
        terminal.hang_up()
        terminal.wait(reading=False)
    assert faults_of_interface(terminal.output)[:5] == []
    assert len(terminal.output) > 5_000
    copied = CLIPBOARD.findall(terminal.output.decode().replace("\x1b\\\x1bP", ""))
    assert copied
    assert all(is_clean(base64.b64decode(text).decode()) for text in copied)
