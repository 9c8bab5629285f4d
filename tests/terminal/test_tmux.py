"""The screens of reader in a real tmux, cell by cell those of the emulator that all else is tested by."""

import os
import shlex
import shutil
import subprocess
import sys
import time

import pytest

from reader.terminal.cells import is_disputed
from tests.terminal.conftest import ROOT
from tests.terminal.screen import Emulator
from tests.terminal.terminal import Terminal
from tests.terminal.wanted import seen

COLUMNS, ROWS = 120, 40
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


class Tmux:
    """One window in a tmux of its own, and no client."""

    def __init__(self, folder, environ):
        self.socket = str(folder / "socket")
        self._environ = environ

    def run(self, *arguments):
        command = ["tmux", "-S", self.socket, "-f", "/dev/null", *arguments]
        environ = {**os.environ, **self._environ}
        done = subprocess.run(command, env=environ, check=True, capture_output=True, timeout=20)
        return done.stdout.decode()

    def start(self, argv):
        size = ("-x", str(COLUMNS), "-y", str(ROWS))
        settings = ("set", "-g", "status", "off", ";", "set", "-g", "default-terminal")
        self.run("new-session", "-d", *size, "sleep 600", ";", *settings, "tmux-256color")
        environ = [f"{name}={value}" for name, value in self._environ.items()]
        command = shlex.join(["env", *environ, *argv])
        self.run("new-window", "-n", "w", "-c", ROOT, f"exec {command}")
        self.run("set", "-w", "-t", "w", "window-size", "manual")
        self.resize(COLUMNS, ROWS)
        return self.run("display", "-p", "#{socket_path},#{pid},0").strip()

    def press(self, keys):
        self.run("send-keys", "-t", "w", "-H", *(f"{byte:x}" for byte in keys.encode()))

    def resize(self, columns, rows):
        self.run("resize-window", "-t", "w", "-x", str(columns), "-y", str(rows))

    def cells(self, columns, rows):
        emulator = Emulator(columns, rows)
        emulator.feed(b"\x1b[?7l")
        captured = self.run("capture-pane", "-p", "-e", "-N", "-t", "w").split("\n")
        for number, row in enumerate(captured[:rows]):
            emulator.feed(f"\x1b[{number + 1};1H{row}".encode())
        return emulator.screen.cells()


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
