"""The screens of reader in a real tmux, cell by cell those of the emulator that all else is tested by."""

import os
import shutil
import subprocess
import sys
import time

import pytest

from reader.terminal.cells import is_disputed
from tests.terminal.conftest import ROOT
from tests.terminal.terminal import Terminal
from tests.terminal.tmux import COLUMNS, ROWS, Tmux
from tests.terminal.wanted import seen

ESC = "\x1b"
TEXTS = {
    "The Hour": "# Rivers\n\nSome *river* with **words**, `code()` and [a link](https://example.org).\n\n"
    "```python\ndef run(a):\n    return a + 1  # one\n```\n\n> Quoted.\n\n"
    + "The river bends. "
    * 90,
    "漢字文章と書物": "漢字文章読書列車夜明。" * 60 + "\n\n|一|二|\n|--|--|\n|文|字|\n",
    "Emoji 🙂 and ❤️": "A 🙂 here, a 👩‍👩‍👧 there, 🇩🇪 and ❤️ and e\u0301; then text. " * 20,
}
STEPS = (
    ("", (COLUMNS, ROWS)), ("j", None), ("j", None), ("\r", None), (" ", None), ("t", None), ("t", None),
    ("q", None), ("/", None), ("river", None), ("\r", None), ("", (70, 20)), ("\r", None), ("n", None),
    ("", (110, 30)), ("?", None), (ESC, None), ("t", None),
)  # fmt: skip
WITHIN = 20.0  # seconds for both to show the same


@pytest.fixture
def library(tmp_path, own_world):
    """Articles in two scripts, with emoji, code, links and a table."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, (title, text) in enumerate(TEXTS.items()):
        front = f"---\ntitle: {title}\ndate: 2024-02-0{9 - number}\n---\n"
        (folder / f"{number}.md").write_text(front + text, encoding="utf-8")
    index = [sys.executable, "-m", "reader", "index", str(folder)]
    subprocess.run(index, cwd=ROOT, check=True, capture_output=True)
    return folder


def known(row):
    """A row without links, which this tmux may not know."""
    return [cell._replace(link="") for cell in seen(row)]


def words(row):
    """What of a row no terminal disputes the width of, without blanks: where it stands is disputed."""
    return "".join(cell.data for cell in row if not is_disputed(cell.data)).replace(" ", "")


def differing(theirs, ours):
    """Rows, and in them both forms of the first cell that is not the same."""
    found = []
    for y, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
        if any(is_disputed(cell.data) for cell in mine):
            if words(mine) != words(other):
                found.append((y, words(mine), words(other)))
        elif known(mine) != known(other):
            pairs = zip(known(mine), known(other), strict=True)
            found.append(
                (y, next((x, *pair) for x, pair in enumerate(pairs) if pair[0] != pair[1]))
            )
    return found


def test_every_screen_in_tmux_is_what_the_emulator_shows(library, own_world, tmp_path):
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    environ = {"COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", "PYTHONPATH": ROOT}
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME"):  # what one did there is not done here
        environ[name] = str(tmp_path / name)
        shutil.copytree(os.environ[name], environ[name])
    tmux = Tmux(tmp_path, environ)
    argv = [sys.executable, "-m", "reader", str(library)]
    try:
        inside = {"TERM": "tmux-256color", "TMUX": tmux.start(argv)}
        with Terminal(argv, cwd=ROOT, columns=COLUMNS, rows=ROWS, env=inside) as terminal:
            terminal.synchronises = False  # as this tmux
            terminal.until(lambda text: "The river bends" in text)
            for keys, size in STEPS:
                if size:
                    terminal.resize(*size)
                    tmux.resize(*size)
                if keys:
                    terminal.press(keys)
                    tmux.press(keys)
                terminal.settle(0.4)
                end = time.monotonic() + WITHIN
                while differences := differing(
                    tmux.cells(terminal.columns, terminal.rows), terminal.screen.cells()
                ):
                    terminal.settle(0.2)
                    assert time.monotonic() < end, (
                        f"{keys!r} {size}: {differences[:4]}\n{terminal.text()}"
                    )
    finally:
        tmux.run("kill-server")
