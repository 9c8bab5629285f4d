"""The program within real tmux and screen: what they make of it on the terminal around them."""

import re
import shutil
import sys

import pytest

from tests.terminal.conftest import ROOT, index
from tests.terminal.terminal import Terminal

BODY = "A *stressed* word and **more**.\n\n> Quoted.\n\n" + "A line of text. " * 40


@pytest.fixture
def library(tmp_path, own_world):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in "abc":
        head = f"---\ntitle: Title {name}\nsubtitle: Below {name}\ndate: 2024-01-01\n---\n"
        (folder / f"{name}.md").write_text(head + BODY)
    index(folder)
    return folder


@pytest.fixture
def within(library, tmp_path):
    """Start the program within a multiplexer of 100 × 24; its end is seen to."""
    begun = []

    def start(kind, term="xterm-256color"):
        if shutil.which(kind) is None:
            pytest.skip(f"{kind} is not installed")
        inside = [sys.executable, "-m", "reader", str(library)]
        env = {"TERM": term, "COLORTERM": "", "SCREENDIR": str(tmp_path / "screens")}
        if kind == "tmux":
            argv = [
                "tmux",
                "-S",
                str(tmp_path / "socket"),
                "-f",
                "/dev/null",
                "new-session",
                *inside,
            ]
        else:
            (tmp_path / "screens").mkdir(mode=0o700)
            argv = ["screen", "-U", "-c", "/dev/null", "-S", "reader-test", *inside]
        terminal = Terminal(argv, cwd=ROOT, columns=120, rows=30, env=env)
        begun.append(terminal)
        terminal.until(lambda text: "Title c" in text and "Quoted" in text)
        terminal.settle()
        return terminal

    yield start
    for terminal in begun:
        terminal.press("\x1bQ")
        terminal.press("Q")
        terminal.wait()
        terminal.__exit__()


def looks(terminal):
    """What is seen between the head and the line of keys."""
    rows = terminal.screen.cells()[1:27]
    return [
        [(cell.data, cell.reverse, cell.underscore, cell.bold and cell.data != " ") for cell in row]
        for row in rows
    ]


@pytest.mark.parametrize("kind", ["tmux", "screen"])
def test_a_sheet_that_was_closed_leaves_no_trace(within, kind):
    terminal = within(kind)
    before = looks(terminal)
    terminal.press("?")
    terminal.until(lambda text: "Keys in" in text)
    assert not any(cell.reverse for row in terminal.screen.cells()[:29] for cell in row)
    terminal.press("q")
    terminal.until(lambda text: "Title c" in text)
    terminal.settle()
    assert looks(terminal) == before


@pytest.mark.parametrize("kind", ["tmux", "screen"])
def test_the_chosen_row_goes_and_the_page_scrolls(within, kind):
    terminal = within(kind)
    terminal.press("j")
    terminal.until(lambda text: re.search(r">\s+Title b", text) and "Below b" in text)
    terminal.press("\r")
    terminal.press("jjj")
    terminal.settle()
    shown = terminal.text()
    terminal.press("\x0c")  # all anew
    terminal.settle()
    assert terminal.text() == shown


def test_in_screen_nothing_is_reversed_that_was_to_be_italic(within):
    terminal = within("screen")
    rows = [row for row in terminal.screen.display if "stressed" in row]
    assert rows
    y = terminal.screen.display.index(rows[0])
    cells = terminal.screen.cells()[y]
    x = rows[0].index("stressed")
    assert cells[x].underscore
    assert not cells[x].reverse


@pytest.mark.parametrize("kind", ["tmux", "screen"])
def test_as_many_colours_as_the_terminal_around_has(within, kind):
    terminal = within(kind, term="xterm")
    assert not re.search(rb"\x1b\[[\d;]*[34]8;", terminal.output)
