"""A restricted session: whatever keys are pressed, it reads and does nothing else."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual import events

from reader.allowed import NO_PROGRAMS, RESTRICTED
from reader.terminal import programs
from reader.ui.app import ReaderApp
from reader.ui.keys import BINDINGS
from tests import outside
from tests.ui.conftest import Open, Window
from tests.watched import watched

KEYS = sorted({key for binding in BINDINGS for key in binding.keys} - {"ctrl+c"})
MORE = [*"abcpwyqQ012", "ctrl+o", "ctrl+j", "ctrl+p", "alt+E", "enter", "escape", "E", "o", "f"]


@pytest.fixture(autouse=True)
def restricted(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `reader --restricted` begins; with an editor, a browser and a tmux that could be started."""
    monkeypatch.setattr(programs, "_forbidden", NO_PROGRAMS)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for name in ("EDITOR", "VISUAL", "BROWSER", "PAGER"):
        monkeypatch.setenv(name, "touch /tmp/reader-was-here")
    monkeypatch.setenv("TMUX", "/tmp/none,1,0")
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return outside.make(tmp_path)


async def press_all(window: Window, keys: list[str]) -> None:
    """A few keys in one piece, then what they asked for."""
    for at in range(0, len(keys), 4):
        for key in keys[at : at + 4]:
            window.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await window.pilot.pause(0.01)
    await window.settle()


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(KEYS) | st.sampled_from(MORE), min_size=100, max_size=100))
async def test_five_hundred_random_keys_start_nothing_write_nothing_and_stay_inside(
    open_window: Open, library: Path, own_world: Path, keys: list[str]
) -> None:
    inside = [str(library), str(own_world / "config")]
    kept = [str(own_world / "cache"), str(own_world / "data")]
    stopped: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ReaderApp, "exit", lambda *_: None)  # or it would end with the first q
        patch.setattr(os, "kill", lambda _, number: stopped.append(number))
        async with open_window(library, allowed=RESTRICTED) as window:
            with watched(inside, kept) as seen:
                await press_all(window, keys)
            assert seen.faults == []
            assert seen.started == []
            assert signal.SIGTSTP not in stopped
            assert "quokka" not in window.text
            assert window.app.return_code is None


async def test_what_is_watched_is_seen(tmp_path: Path) -> None:
    with watched([str(tmp_path)], []) as seen:
        open("/etc/passwd").close()
        (tmp_path / "x").write_text("")
        (tmp_path / "y").mkdir()
        os.scandir("/etc").close()
    assert seen.faults == [
        "opened /etc/passwd",
        f"wrote {tmp_path}/x",
        f"os.mkdir {tmp_path}/y",
        "opened /etc",
    ]


@pytest.mark.parametrize("key", ["E", "ctrl+z", "alt+E"])
async def test_a_key_that_is_forbidden_says_so(open_window: Open, library: Path, key: str) -> None:
    async with open_window(library, allowed=RESTRICTED) as window:
        await window.press(key)
        assert NO_PROGRAMS in window.text


async def test_help_palette_and_panels_do_not_list_what_is_forbidden(
    open_window: Open, library: Path
) -> None:
    async with open_window(library, (120, 60), allowed=RESTRICTED) as window:
        await window.press("question_mark")
        for _ in range(8):
            assert "EDITOR" not in window.text
            assert "to the shell" not in window.text
            await window.press("pagedown")
        await window.press("q", "colon")
        await window.type("edit")
        assert "EDITOR" not in window.text
        await window.press("escape", "v")
        assert "Enter or its digit shows it · ? keys · q leaves" in window.text
        await window.press("a")
        assert "Views are not saved here" in window.text


async def test_a_note_is_typed_in_its_line_alone(open_window: Open, library: Path) -> None:
    async with open_window(library, allowed=RESTRICTED) as window:
        await window.press("enter", "H", "n")
        await window.until(lambda: "Enter keeps it" in window.text)
        assert "Ctrl+O" not in window.text
        await window.press("x", "ctrl+o", "y", "enter")
        assert "The note is kept." in window.text
