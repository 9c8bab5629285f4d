"""`reader` itself on a real terminal, started as a person does."""

import os
import signal
import sys
import time

import pytest

from reader.article import Place
from reader.store.state.state import State
from tests.terminal.conftest import ROOT, index
from tests.terminal.terminal import Terminal

LEAVES_WITHIN = 1.0  # hang guard: five times the 0.2 s that leaving may take
LAST = "a29.md"  # the newest, so the first in the list


@pytest.fixture
def library(tmp_path, own_world):
    """Thirty articles of forty paragraphs, indexed."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(30):
        head = f"---\ntitle: Article {number}\ndate: 2024-01-{number + 1:02}\nauthor: Ann\n---\n"
        text = "\n\n".join(f"Paragraph {count} of {number}. " + "word " * 60 for count in range(40))
        (folder / f"a{number}.md").write_text(head + text)
    index(folder)
    return folder


@pytest.fixture
def start(library, own_world):
    """Start reader on the library, until the newest article is listed."""
    open_ones = []

    def begin(**options):
        argv = [sys.executable, "-m", "reader", str(library)]
        terminal = Terminal(argv, cwd=ROOT, columns=120, rows=30, **options)
        open_ones.append(terminal)
        terminal.until(lambda text: "Article 29" in text and "Paragraph 0 of 29" in text)
        return terminal

    yield begin
    for terminal in open_ones:
        terminal.__exit__()


@pytest.fixture
def place(library, own_world):
    """Where the newest article is, as the state has it."""

    def look():
        path = os.path.join(own_world, "data", "reader", "state.db")
        return State(path).library(os.path.realpath(library)).reading(LAST).place

    return look


def read_on(terminal):
    """Open the newest article and read two screens of it."""
    terminal.press("\r")
    terminal.until(lambda text: "Space reads on" in text)
    terminal.press(" ")
    terminal.press(" ")
    terminal.until(lambda text: "Paragraph 9 of 29" in text and "Paragraph 4 of 29" not in text)


@pytest.mark.parametrize("way", ["Q", "SIGTERM", "SIGHUP", "the terminal vanishes"])
def test_however_it_ends_the_place_is_kept_and_the_terminal_as_it_was(start, place, way):
    terminal = start()
    read_on(terminal)
    if way == "Q":
        terminal.press("Q")
    elif way.startswith("SIG"):
        terminal.signal(getattr(signal, way))
    else:
        terminal.hang_up()
    terminal.wait(5 * LEAVES_WITHIN, reading=terminal.master is not None)
    if terminal.master is not None:
        assert terminal.differences() == []
        assert terminal.unread() == b""
    assert place().block >= 5


def test_a_terminal_that_nobody_reads_keeps_it_from_nothing(start, place):
    terminal = start()
    read_on(terminal)
    for _ in range(40):  # frames that fill what the terminal holds
        terminal.press("z")
        time.sleep(0.02)
    terminal.signal(signal.SIGHUP)
    terminal.wait(LEAVES_WITHIN, reading=False)
    while terminal.read(0):
        pass
    assert terminal.differences() == []
    assert place().block >= 5


def test_killed_outright_it_has_lost_a_second_at_most(start, place):
    terminal = start()
    read_on(terminal)
    terminal.settle(0.5)
    end = time.monotonic() + 10
    while place() == Place() and time.monotonic() < end:
        terminal.read(0.1)
    terminal.signal(signal.SIGKILL)
    assert place().block >= 5


def test_started_again_the_article_opens_where_one_was(start):
    terminal = start()
    read_on(terminal)
    terminal.press("Q")
    assert terminal.wait() == 0
    argv = terminal.argv
    with Terminal(argv, cwd=ROOT, columns=120, rows=30) as again:
        again.until(lambda text: "Paragraph 9 of 29" in text)


def test_suspended_and_continued_the_place_is_still_kept(start, place):
    terminal = start(shell=True)
    read_on(terminal)
    before = place()
    terminal.signal(signal.SIGTSTP)
    terminal.until_stopped()
    assert terminal.differences() == []
    assert place().block > before.block or before.block >= 5
    terminal.bring_back()
    terminal.until(lambda text: "Space reads on" in text)
    suspended = place()
    terminal.press(" ")
    terminal.press(" ")
    terminal.settle(0.3)
    terminal.signal(signal.SIGTERM)
    terminal.wait()
    assert terminal.differences() == []
    assert place().block > suspended.block
