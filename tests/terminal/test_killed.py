"""Killed in any way at any moment, the program keeps the place: thirty runs, a thousand in `make soak`."""

import os
import random
import re
import signal
import subprocess
import sys
import time

import apsw
import pytest

from reader.store.state.state import State
from tests.terminal.conftest import ROOT
from tests.terminal.terminal import Terminal

RUNS = int(os.environ.get("SOAK", "30"))
LEAVES_WITHIN = 5.0  # hang guard
LOST = 1.0  # seconds of reading that may be lost
SLACK = 0.7  # seconds that a frame or a write may take on a machine that is busy
PATH = "long.md"
WAYS = ("SIGKILL", "SIGTERM", "SIGHUP", "vanished", "unread")
KEYS = (" ", " ", "j", "jj", "d", "b", "k", "5j")
REACH = {" ": 14, "d": 7, "5j": 3, "jj": 1, "j": 1, "k": -1, "b": -14}  # paragraphs, at most
SEEN = re.compile(r"Paragraph (\d+)\.")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """An article of 400 short paragraphs, read once; its folder and that of the catalog."""
    folder = tmp_path_factory.mktemp("killed")
    (folder / "articles").mkdir()
    text = "\n\n".join(f"Paragraph {count}. Some words." for count in range(400))
    (folder / "articles" / PATH).write_text(f"---\ntitle: Long\n---\n{text}\n")
    env = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    index = [sys.executable, "-m", "reader", "index", str(folder / "articles")]
    subprocess.run(index, cwd=ROOT, check=True, capture_output=True, env=env)
    return folder


@pytest.mark.parametrize("seed", range(RUNS))
def test_killed_at_any_moment_it_has_lost_a_second_at_most(library, own_world, seed):
    chance = random.Random(seed)
    way = WAYS[seed % len(WAYS)]
    env = {"XDG_CACHE_HOME": str(library / "cache")}
    argv = [sys.executable, "-m", "reader", str(library / "articles")]
    path = own_world / "data" / "reader" / "state.db"
    starts = seed % 6 == 5
    with Terminal(argv, cwd=ROOT, columns=120, rows=30, env=env, cold=starts) as terminal:
        if starts:
            end = time.monotonic() + chance.uniform(0, 0.8)
            while time.monotonic() < end:
                terminal.read(0.02)
            kill(terminal, way)  # while it starts
            seen, pressed = [], []
        else:
            terminal.until(lambda text: "Paragraph 0." in text)
            terminal.press("\r")
            terminal.until(lambda text: "Space reads on" in text)
            seen, pressed = read_on(terminal, chance, chance.uniform(0.2, 2.5))
            kill(terminal, way)
            ended = time.monotonic()
    if not path.exists():
        assert seen == []  # it did not come so far as to have anything to keep
        return
    connection = apsw.Connection(str(path))
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    state = State(str(path))
    assert state.notices == ()
    place = state.library(os.path.realpath(library / "articles")).reading(PATH).place
    state.close()
    if seen:
        # With a signal the last place is saved; without one all but the last second is.
        lost = LOST + SLACK if way == "SIGKILL" else SLACK
        since = next((n for n, (at, _) in reversed(list(enumerate(seen))) if at < ended - lost), 0)
        blocks = [top for _, top in seen[since:]]
        # What the last keys did is remembered before it is seen, on a machine that is busy.
        late = [REACH[key] for at, key in pressed if at > ended - SLACK]
        lowest = min(blocks) - 1 + sum(each for each in late if each < 0)
        highest = max(blocks) + 1 + sum(each for each in late if each > 0)
        assert lowest <= place.block <= highest, (way, seen, pressed, place)


def read_on(terminal, chance, seconds):
    """Press keys of reading for a while; (when, first paragraph on the screen) as they were seen,
    and (when, key) as they were pressed.
    """
    seen, pressed = [(time.monotonic(), top(terminal))], []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pressed.append((time.monotonic(), chance.choice(KEYS)))
        terminal.press(pressed[-1][1])
        terminal.settle(0.03, within=chance.uniform(0.05, 0.3))
        seen.append((time.monotonic(), top(terminal)))
    return seen, pressed


def top(terminal):
    found = SEEN.search("\n".join(row[40:] for row in terminal.text().split("\n")))
    return int(found[1]) if found else 0


def kill(terminal, way):
    """End the program in a way, and wait until it is gone."""
    if way == "vanished":
        terminal.hang_up()
    elif way == "unread":
        for _ in range(20):  # frames that fill what the terminal holds
            terminal.press("z")
        terminal.signal(signal.SIGHUP)
    else:
        terminal.signal(getattr(signal, way))
    terminal.wait(LEAVES_WITHIN, reading=way not in ("vanished", "unread"))
