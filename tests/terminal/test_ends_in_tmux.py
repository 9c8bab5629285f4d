"""However the program ends in a real tmux, the window and the shell in it are as they were found."""

import os
import shutil
import signal
import sys
import time

import pytest

from reader.store.state.state import State
from tests.terminal.conftest import ROOT, index
from tests.terminal.tmux import COLUMNS, ROWS, Tmux

TEXT = "\n\n".join(f"Paragraph {count}. Some words." for count in range(200))
MODES = (
    "alternate_on", "cursor_flag", "insert_flag", "keypad_cursor_flag", "keypad_flag",
    "mouse_all_flag", "mouse_any_flag", "mouse_button_flag", "mouse_sgr_flag",
    "mouse_standard_flag", "mouse_utf8_flag", "origin_flag", "wrap_flag", "pane_in_mode",
    "pane_title", "scroll_region_lower", "scroll_region_upper",
)  # fmt: skip
WITHIN = 20.0  # hang guard
WORLD = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")
_FAULTY = """\
import sys
from reader.cli.main import main
from reader.ui.actions import ACTIONS

def fail(*_):
    raise RuntimeError("on purpose")

ACTIONS["source"] = fail
sys.exit(main())
"""


class Session:
    """A shell in tmux, and the program started from it."""

    def __init__(self, folder, world):
        self.folder = folder
        self._state = world / "data" / "reader" / "state.db"
        environ = {name: os.environ[name] for name in WORLD}
        environ |= {"PYTHONPATH": ROOT, "LC_ALL": "C.UTF-8", "PS1": "READY> ", "HISTFILE": ""}
        self.tmux = Tmux(folder, environ)

    def begin(self):
        """Open an article from the shell, and read on in it."""
        folder = self.folder
        self.tmux.start(["bash", "--norc", "--noprofile"])
        self.until(lambda text: "READY>" in text)
        self.before = self.as_it_is()
        faulty = folder / "faulty.py"
        faulty.write_text(_FAULTY)
        self.type(f"{sys.executable} {faulty} {folder / 'articles'}")
        self.until(lambda text: "Paragraph 0." in text)
        self.tmux.press("\r")
        self.until(lambda text: "Space reads on" in text)
        self.tmux.press("   ")
        self.until(lambda text: "Paragraph 0." not in text and "Paragraph 5" in text)
        assert self.tmux.tell("alternate_on") == {"alternate_on": "1"}

    def type(self, command):
        """A command for the shell."""
        self.tmux.press(f"{command}\r")

    def until(self, holds):
        """Wait for something to be seen."""
        end = time.monotonic() + WITHIN
        while not holds(text := self.tmux.text()):
            assert time.monotonic() < end, text
            time.sleep(0.05)
        return text

    def as_it_is(self):
        """The modes of the window, and what the shell's children find set."""
        told = self.folder / "told"
        told.unlink(missing_ok=True)
        self.type(f"stty -a > {told}; echo done > {told}.too")
        end = time.monotonic() + WITHIN
        while not (self.folder / "told.too").exists():
            assert time.monotonic() < end, self.tmux.text()
            time.sleep(0.02)
        (self.folder / "told.too").unlink()
        self.until(lambda text: text.rstrip().endswith("READY>"))
        return self.tmux.tell(*MODES), told.read_text()

    @property
    def pid(self):
        """The program's process."""
        shell = self.tmux.tell("pane_pid")["pane_pid"]
        with open(f"/proc/{shell}/task/{shell}/children", encoding="utf-8") as children:
            return int(children.read().split()[0])

    @property
    def size(self):
        """As the kernel has it: tmux tells it a quarter of a second later, not each of a storm."""
        tty = os.open(self.tmux.tell("pane_tty")["pane_tty"], os.O_RDONLY | os.O_NOCTTY)
        try:
            return tuple(os.get_terminal_size(tty))
        finally:
            os.close(tty)

    def block(self):
        """Where in the article the kept place is."""
        state = State(str(self._state))
        place = state.library(os.path.realpath(self.folder / "articles")).reading("long.md").place
        state.close()
        return place.block


@pytest.fixture
def session(tmp_path, own_world):
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "long.md").write_text(f"---\ntitle: Long\n---\n{TEXT}\n")
    index(folder)
    session = Session(tmp_path, own_world)
    try:
        session.begin()
        yield session
    finally:
        session.tmux.end()


def page(text):
    """What stands beside the list."""
    return [row[40:] for row in text.split("\n")]


def by_keys(keys):
    return lambda session: session.tmux.press(keys)


def by_signal(number):
    return lambda session: os.kill(session.pid, number)


def by_storm(session):
    """Hundreds of sizes and a very small one, then a key."""
    for number in range(100):
        session.tmux.resize(20 + number % 100, 3 + number % 37)
    session.tmux.resize(10, 3)
    session.tmux.resize(COLUMNS, ROWS)
    session.until(lambda text: "Paragraph" in text and session.size == (COLUMNS, ROWS))
    session.tmux.press("Q")


def by_stopping(session):
    """Ctrl+Z, and from the shell a signal for what sleeps there."""
    session.tmux.press("\x1a")
    session.until(lambda text: "Stopped" in text)
    session.type("kill %1; fg; echo over")


ENDS = {
    "q": (by_keys("qq"), 0),
    "Q": (by_keys("Q"), 0),
    "SIGTERM": (by_signal(signal.SIGTERM), 143),
    "SIGHUP": (by_signal(signal.SIGHUP), 129),
    "SIGINT": (by_signal(signal.SIGINT), 130),
    "an exception": (by_keys("R"), 1),
    "sizes": (by_storm, 0),
    "stopped": (by_stopping, None),
}


@pytest.mark.parametrize("end", ENDS)
def test_the_window_is_as_it_was_found_and_the_place_is_kept(session, end):
    how, status = ENDS[end]
    how(session)
    session.until(lambda text: text.rstrip().endswith("READY>"))
    if status is not None:
        session.type("echo status $?")
        session.until(lambda text: f"status {status}\n" in text)
    assert session.as_it_is() == session.before
    assert session.block() > 5


def test_brought_back_it_shows_what_it_showed(session):
    shown = page(session.tmux.text())
    session.tmux.press("\x1a")
    session.until(lambda text: "Stopped" in text)
    assert session.as_it_is() == session.before
    session.type("fg")
    session.until(lambda text: page(text) == shown)
    session.tmux.press("Q")
    session.until(lambda text: text.rstrip().endswith("READY>"))
    assert session.as_it_is() == session.before


@pytest.mark.parametrize("what", ["kill-pane", "kill-server"])
def test_where_the_window_vanishes_the_program_goes_too_and_keeps_the_place(session, what):
    pid = session.pid
    session.tmux.run(what, *(["-t", "w"] if what == "kill-pane" else []))
    end = time.monotonic() + WITHIN
    while os.path.exists(f"/proc/{pid}"):
        assert time.monotonic() < end
        time.sleep(0.02)
    assert session.block() > 5
