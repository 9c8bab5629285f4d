"""What a terminal is asked, and what becomes of its answers."""

import sys

from tests.terminal.conftest import ROOT, index
from tests.terminal.terminal import Terminal

ASK = """
from reader.terminal.questions import asking
with asking() as terminal:
    print('told', *terminal.wait(0.5))
"""
LATE = """
from reader.terminal.questions import asking
with asking(lingering=9) as terminal:
    print('told', *terminal.wait(0))
print('over', terminal.answers.complete)
"""
CUT_OFF = """
from reader.terminal.questions import asking
try:
    with asking(lingering=9):
        raise KeyboardInterrupt
except KeyboardInterrupt:
    print('over')
"""
GONE = """
import os
from reader.terminal import questions
def gone(*_):
    raise OSError(5, 'Input/output error')
os.write = gone
try:
    with questions.asking(lingering=0):
        pass
except OSError:
    print('over')
"""


def test_it_is_asked_once(start):
    terminal = start()
    terminal.settle()
    terminal.settle()
    for question in (b"\x1b]11;?", b"\x1b[?u", b"\x1b[?2026$p", b"\x1b[c"):
        assert terminal.output.count(question) == 1
    assert terminal.kitty == 1


def test_the_kitty_keyboard_is_not_sent_to_who_does_not_have_it(start):
    terminal = start(answering=False)
    terminal.settle()
    assert b"u" in terminal.output
    assert b"\x1b[>" not in terminal.output


def test_a_linux_console_is_not_asked_what_it_might_print(start):
    terminal = start(env={"TERM": "linux", "COLORTERM": ""})
    terminal.settle()
    assert b"\x1b]" not in terminal.output
    assert b"\x1b[?u" not in terminal.output
    assert b"\x1b[c" in terminal.output


def test_a_command_asks_and_leaves_the_terminal_as_it_was():
    with Terminal([sys.executable, "-c", ASK], cwd=ROOT) as terminal:
        terminal.until(lambda text: "told (30, 30, 30) True True True" in text)
        assert terminal.wait() == 0
        assert terminal.differences() == []
        assert terminal.unread() == b""


def test_a_command_does_not_wait_for_ever_for_one_that_says_nothing():
    with Terminal([sys.executable, "-c", ASK], cwd=ROOT, answering=False) as terminal:
        terminal.until(lambda text: "told None None None False" in text)
        assert terminal.wait() == 0
        assert terminal.differences() == []


def test_what_is_answered_late_does_not_reach_the_shell():
    with Terminal([sys.executable, "-c", LATE], cwd=ROOT, late=0.4) as terminal:
        terminal.until(lambda text: "told None None None False" in text)
        terminal.until(lambda text: "over True" in text)
        assert terminal.wait() == 0
        assert terminal.unread() == b""
        assert terminal.differences() == []


def test_a_command_that_is_cut_off_leaves_no_answer_to_the_shell():
    with Terminal([sys.executable, "-c", CUT_OFF], cwd=ROOT, late=0.4) as terminal:
        terminal.until(lambda text: "over" in text)
        assert terminal.wait() == 0
        assert terminal.unread() == b""
        assert terminal.differences() == []


def test_a_terminal_that_can_not_be_asked_is_left_as_it_was():
    with Terminal([sys.executable, "-c", GONE], cwd=ROOT) as terminal:
        terminal.until(lambda text: "over" in text)
        assert terminal.wait() == 0
        assert terminal.differences() == []


def test_in_the_linear_mode_the_cursor_is_seen_where_one_is(tmp_path, own_world):
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(f"# Title {name}\n\nOne line.\n\nAnother line.\n")
    index(tmp_path)
    argv = [sys.executable, "-m", "reader", "--linear", str(tmp_path)]
    with Terminal(argv, cwd=ROOT, columns=120, rows=20) as terminal:
        terminal.until(lambda text: "Title b" in text)
        terminal.settle()
        assert 25 in terminal.modes
        terminal.press("j")
        terminal.until(lambda text: "2 of 2" in text)
        assert terminal.screen.cursor.x == 0
        assert terminal.screen.display[terminal.screen.cursor.y].startswith(">  Title b")
        terminal.press("\r")
        terminal.until(lambda text: "Another" in text)
        terminal.settle()
        said = terminal.output
        terminal.press("j")
        terminal.settle()
        moved = terminal.output[len(said) :]
        assert len(moved) < 60  # nothing is painted anew, so nothing else is spoken
        assert 25 in terminal.modes
        terminal.press("Q")
        assert terminal.wait() == 0
        assert terminal.differences() == []
