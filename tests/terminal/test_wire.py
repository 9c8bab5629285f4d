"""What goes over the wire: few bytes, none at rest, and never more than the other end has read."""

import os
import sys
from statistics import median

import pytest

from benchmarks.books import BOOKS, text
from tests.terminal.conftest import ROOT, index
from tests.terminal.terminal import Terminal
from tests.terminal.wanted import seen

COLUMNS, ROWS = 120, 40
# Bytes: the median over three articles is the promise; what was measured is far below but for pages.
LINE, BESIDE, PAGE, STEP, SEARCH = 300, 2_500, 3_500, 4_500, 120
WORST = 2  # times as many


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """Prose, CJK and code with links, 40 KB each."""
    folder = tmp_path_factory.mktemp("wire") / "books"
    folder.mkdir()
    for number, book in enumerate(BOOKS[6:]):
        (folder / f"{number}.md").write_text(text(book, number + 6), encoding="utf-8")
    return folder


@pytest.fixture
def start(books, own_world):
    """Start reader on them, until the first is beside the list."""
    index(books)
    open_ones = []

    def begin(**options):
        argv = [sys.executable, "-m", "reader", str(books)]
        terminal = Terminal(argv, cwd=ROOT, columns=COLUMNS, rows=ROWS, **options)
        open_ones.append(terminal)
        terminal.until(lambda text: "prose" in text and "Section 1" in text)
        terminal.settle(0.5)
        return terminal

    yield begin
    for terminal in open_ones:
        terminal.__exit__()


def sizes(terminal, keys, idle=0.25):
    """How many bytes each key brought, the least first."""
    found = []
    for key in keys:
        terminal.press(key)
        found.append(len(terminal.settle(idle)))
    return sorted(found)


def within(found, limit):
    return median(found) <= limit and found[-1] <= WORST * limit


def cells(terminal):
    """What is seen."""
    return [seen(row) for row in terminal.screen.cells()]


def painted_anew(terminal):
    """The same screen after Ctrl+L."""
    terminal.press("\x0c")
    assert len(terminal.settle(0.4)) > 500
    return cells(terminal)


@pytest.mark.parametrize("term", ["xterm-256color", "tmux-256color"])
def test_lines_pages_and_steps_are_few_bytes(start, term):
    terminal = start(env={"TERM": term})
    lines, beside, pages, steps = [], [], [], []
    for number in range(3):
        if number:
            steps += sizes(terminal, ["j"], 0.5)
        sizes(terminal, ["\r", " "])
        beside += sizes(terminal, "jjjj")
        sizes(terminal, "z")
        lines += sizes(terminal, "jjjj")
        pages += sizes(terminal, "    ")
        sizes(terminal, "zgq")
    steps += sizes(terminal, "kk", 0.5)
    assert within(sorted(lines), LINE)
    assert within(sorted(beside), BESIDE)
    assert within(sorted(pages), PAGE)
    assert within(sorted(steps), STEP)
    before = cells(terminal)
    assert painted_anew(terminal) == before


def test_a_letter_that_changes_no_row_is_hardly_anything(start):
    terminal = start()
    sizes(terminal, ["/", "z", "q"], 0.6)
    assert sizes(terminal, "x", 0.6)[0] <= SEARCH


def wake_ups(pid):
    """How often the threads of a process have waited for something so far."""
    found = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status", encoding="ascii") as status:
            found += sum(int(line.split()[1]) for line in status if line.startswith("voluntary"))
    return found


def test_at_rest_nothing_is_sent_and_it_sleeps_as_well_as_a_bare_app(start):
    """One wake-up a second here, ten there; the fact has room for all that is seldom."""
    terminal = start()
    hello = [sys.executable, "-m", "benchmarks.hello"]
    with Terminal(hello, cwd=ROOT, columns=COLUMNS, rows=ROWS) as bare:
        bare.until(lambda text: "hello 0" in text)
        bare.settle(0.5)
        terminal.settle(1.0)
        linux = sys.platform == "linux"
        before = [wake_ups(each.pid) for each in (terminal, bare)] if linux else []
        assert terminal.settle(5.0, within=5.0) == b""
        if linux:
            ours, theirs = (
                wake_ups(each.pid) - count
                for each, count in zip((terminal, bare), before, strict=True)
            )
            assert ours <= theirs


def test_a_terminal_that_answers_nothing_shows_what_is_right(start):
    terminal = start(answering=False)
    before = len(terminal.output)
    for _ in range(20):
        terminal.press("j")
        terminal.read(0.02)
    terminal.settle(0.6)
    frames = terminal.output[before:].count(b"\x1b[6n")
    assert 1 <= frames <= 20
    after = cells(terminal)
    assert painted_anew(terminal) == after


def test_where_answers_stay_away_nothing_is_sent_for_long(start):
    terminal = start()
    terminal.press("\r")
    terminal.settle(0.3)
    terminal._answering = False
    for _ in range(15):
        terminal.press("j")
        terminal.read(0.02)
    before = len(terminal.output)
    for _ in range(30):  # answers are late by now: what the line would carry is no reason any more
        terminal.press("j")
        terminal.read(0.02)
    assert terminal.output[before:] == b""
    terminal._answering = True
    terminal.until(lambda text: "Section 1" in text)
    terminal.settle(2.5)
    after = cells(terminal)
    assert painted_anew(terminal) == after
