"""The demo app on a terminal."""

import os
import sys

import pytest

from reader.session import loading
from reader.session.library import open_library
from reader.session.refresh import refresh
from tests.loaded import LoadingHere
from tests.terminal.terminal import DEMO, Terminal

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def index(folder):
    """What `reader index FOLDER` leaves, without the processes that it takes: half a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "Loading", LoadingHere)
        refresh(open_library(str(folder)))


@pytest.fixture
def start(tmp_path):
    """Start the demo app, by default until it has painted; ended with the test."""
    open_ones = []

    def begin(*, until_ready=True, **options):
        terminal = Terminal([sys.executable, DEMO, str(tmp_path)], cwd=ROOT, **options)
        open_ones.append(terminal)
        if until_ready:
            terminal.until(lambda text: "ready" in text)
        return terminal

    yield begin
    for terminal in open_ones:
        terminal.__exit__()


@pytest.fixture
def saved(tmp_path):
    """How often the place was saved so far."""

    def count():
        try:
            return len((tmp_path / "saved").read_text().splitlines())
        except FileNotFoundError:
            return 0

    return count


@pytest.fixture
def log(tmp_path):
    """What was logged so far."""
    return lambda: (tmp_path / "log" / "reader.log").read_text()
