"""A key that is held down on a slow line: when it is released the screen is right, and soon still.

`pytest -s` prints the figures. Nothing but a hang guard asserts a time here; `tests/unit/test_pacing.py`
has the same in a model's own time.
"""

import os
import shlex
import shutil
import subprocess
import sys
import time
from typing import NamedTuple

import pytest

from benchmarks.books import BOOKS, text
from tests.terminal.conftest import ROOT
from tests.terminal.line import Line
from tests.terminal.ssh import SERVER, Server
from tests.terminal.terminal import Terminal
from tests.terminal.wanted import seen

RATE = 8_000  # bytes a second: a modem of 64 kbit/s
ROUND_TRIP = 0.3  # seconds, over ssh
HELD, EVERY = 3.0, 1 / 30  # seconds
SLACK = 0.1
GUARD = 5  # times the budget
COPIES = (
    40  # three times as many articles, and more than keys: the list must not end before they do
)
_ASKED = b"\x1b[6n"  # what a frame ends in
WORLD = (
    "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR",
    "XDG_STATE_HOME",
)  # fmt: skip


class Held(NamedTuple):
    """What came of it."""

    frames: int
    size: int  # bytes of all
    last: int  # of the largest frame that came after the last key
    still: float  # seconds from the last key to the last byte; 0 where that came before


@pytest.fixture
def library(tmp_path, own_world):
    """Articles of prose, CJK and code with links by turns."""
    folder = tmp_path / "books"
    folder.mkdir()
    for number in range(3 * COPIES):
        book = BOOKS[6 + number % 3]._replace(size=12_000)
        words = text(book, number % 24).replace(f"{book.name} article", f"{book.name} {number}")
        (folder / f"{number}.md").write_text(words, encoding="utf-8")
    index = [sys.executable, "-m", "reader", "index", str(folder)]
    subprocess.run(index, cwd=ROOT, check=True, capture_output=True)
    return str(folder)


def hold(terminal, key):
    """Hold a key down until nothing more comes."""
    before = at_last = len(terminal.output)
    began = time.monotonic()
    pressed = 0
    last_key = last_byte = began
    while pressed < HELD / EVERY or time.monotonic() < max(last_key, last_byte) + 1.5:
        now = time.monotonic()
        if pressed < HELD / EVERY and now >= began + pressed * EVERY:
            terminal.press(key)
            pressed, last_key, at_last = pressed + 1, now, len(terminal.output)
        if terminal.read(0.004):
            last_byte = time.monotonic()
        assert now < began + 60
    frames = [len(frame) for frame in terminal.output[before:].split(_ASKED)[:-1]]
    after = terminal.output[at_last:].count(_ASKED)
    largest = max(frames[-after:]) if after else 0
    return Held(len(frames), sum(frames), largest, max(0.0, last_byte - last_key))


def check(terminal, round_trip):
    """In the list, then on the page of the article one came to."""
    for where in ("list", "page"):
        if where == "page":
            terminal.press("\r")
            terminal.settle(1.0)
        held = hold(terminal, "j")
        budget = round_trip + held.last / RATE + SLACK
        print(f"{where}: {held}, budget {budget:.2f} s")
        shown = [seen(row) for row in terminal.screen.cells()]
        terminal.press("\x0c")
        terminal.settle(1.0)
        assert [seen(row) for row in terminal.screen.cells()] == shown
        assert held.frames >= 4
        assert held.still < GUARD * budget


def test_on_a_terminal_that_reads_slowly(library):
    argv = [sys.executable, "-m", "reader", library]
    with Terminal(argv, cwd=ROOT, columns=120, rows=40, rate=RATE) as terminal:
        terminal.until(lambda text: "The prose 0" in text and "Section 1" in text)
        terminal.settle(1.0)
        check(terminal, 0.0)


def test_through_ssh_and_a_slow_line(library, tmp_path):
    if SERVER is None or shutil.which("ssh") is None:
        pytest.skip("sshd is not installed")
    (tmp_path / "ssh").mkdir()
    world = [f"{name}={os.environ[name]}" for name in WORLD]
    environ = [*world, f"PYTHONPATH={ROOT}", "COLORTERM=truecolor", "LC_ALL=C.UTF-8"]
    program = ["env", *environ, sys.executable, "-m", "reader", library]
    with (
        Server(tmp_path / "ssh") as server,
        Line(server.port, rate=RATE, delay=ROUND_TRIP / 2) as line,
        Terminal(
            server.argv(f"cd {shlex.quote(ROOT)} && exec {shlex.join(program)}", line.port),
            columns=120,
            rows=40,
        ) as terminal,
    ):
        terminal.until(lambda text: "The prose 0" in text and "Section 1" in text)
        terminal.settle(1.0)
        check(terminal, ROUND_TRIP)
        terminal.press("Q")
        assert terminal.wait() == 0
        assert terminal.differences() == []
        assert terminal.unread() == b""
