"""Windows of any size, and of hundreds of sizes in a moment."""

import sys
import time

import pytest

from tests.terminal.conftest import ROOT, index
from tests.terminal.terminal import Terminal
from tests.terminal.wanted import seen

TEXT = "\n\n".join(f"Paragraph {count}. " + "The river bends. " * 12 for count in range(60))
ESC = "\x1b[27u"  # as kitty's protocol has it: no key behind it becomes a part of it
KEYS = ("\r", " ", "j", "t", "t", "J", "h", "j", "/", "a", ESC)


@pytest.fixture
def library(tmp_path, own_world):
    """A few articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(5):
        title = f"---\ntitle: Article {number} 漢字 🙂\n---\n"
        (folder / f"{number}.md").write_text(title + TEXT, encoding="utf-8")
    index(folder)
    return str(folder)


def run(library, columns, rows):
    argv = [sys.executable, "-m", "reader", library]
    return Terminal(argv, cwd=ROOT, columns=columns, rows=rows)


def cells(terminal):
    return [seen(row) for row in terminal.screen.cells()]


@pytest.mark.parametrize("size", [(10, 3), (1, 1), (20, 5)])
def test_the_smallest_windows_end_nothing(library, size):
    with run(library, *size) as terminal:
        while not terminal.is_raw() and terminal.read(1):
            pass
        terminal.settle(1.0)
        for key in KEYS:
            terminal.press(key)
            terminal.settle(0.1)
        terminal.resize(80, 24)
        terminal.until(lambda text: "Article" in text)
        terminal.press(ESC)
        terminal.settle(0.5)
        terminal.press("Q")
        assert terminal.wait() == 0
        assert terminal.differences() == []


def test_after_five_hundred_sizes_in_two_seconds_the_screen_is_right(library):
    with run(library, 120, 40) as terminal:
        terminal.until(lambda text: "Paragraph 0." in text)
        terminal.press("\r ")
        terminal.settle(0.5)
        began = time.monotonic()
        for number in range(500):
            columns, rows = (120, 40) if number == 499 else (20 + number % 150, 3 + number % 50)
            terminal._resize(columns, rows)  # whoever drags a window sees what comes, not when
            while terminal.read(max(0.0, began + number * 0.004 - time.monotonic())):
                pass
        terminal.resize(120, 40)
        terminal.press("g")
        terminal.until(lambda text: "Paragraph 0." in text)
        terminal.settle(1.0)
        before = cells(terminal)
        terminal.press("\x0c")
        assert len(terminal.settle(0.5)) > 500
        assert cells(terminal) == before
        terminal.press("Q")
        assert terminal.wait() == 0
        assert terminal.differences() == []
