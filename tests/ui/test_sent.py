"""The interface over a library that tries to reach the terminal: all it sends is ours."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from rich.color import ColorSystem
from textual import events

from reader.characters import is_clean
from reader.library.load import load
from reader.markdown.lines import glyphs_for
from reader.session.page import Position
from reader.session.read import page_of
from reader.settings import Settings
from reader.terminal.capabilities import Capabilities
from reader.terminal.cells import blank_row
from reader.terminal.colours import theme_here
from reader.terminal.screen import Screen
from reader.ui import strips
from reader.ui.driver import cleaned
from reader.ui.frames import _runs as runs
from reader.ui.keys import BINDINGS, DISPATCH
from reader.ui.where import Where
from tests import hostile
from tests.hostile import FEW
from tests.stream import CLIPBOARD, faults_of_interface
from tests.ui.conftest import TERMINAL, Open, Window
from tests.ui.sent import CatchingDriver, catch

Steps = tuple[str, ...]
"""Keys; what has a blank before it is typed, and `PASTE` pastes."""

PASTE = "<paste>"
IN_LIST: tuple[Steps, ...] = (
    *(("pagedown",), ("n",), ("J",), ("r",), ("asterisk",), ("e",), ("U",)),
    ("s", "j", "enter"),
    ("v", "a", PASTE, "enter", "h"),
    ("F", "tab", "slash", " EV", "enter", "tab", "tab", "tab", "enter", "h", "escape"),
    ("slash", " EV", "down", "enter", "escape"),
    ("slash", PASTE, "enter", "escape"),
    ("slash", " a:x in:y lang:", "tab", "enter", "escape"),
    ("x", "V", "y", "t"),
    ("T", " E", "down", "enter", "escape"),
    ("T", PASTE, "enter"),
    ("A", "n", "escape"),
    ("i", "G", "h"),
    ("o",),
    *(("y", what) for what in "lptcf"),
    ("y", "q", "escape"),
    *(("tab", "tab"), ("z", "z"), ("plus",), ("equals_sign",), ("ctrl+r",), ("ctrl+l",)),
    ("question_mark", "h"),
    ("colon", PASTE, "escape"),
    *((f"act {name}", "h") for name in ("history", "related", "messages", "continue_reading")),
    ("L", "L", "h"),
    ("enter", "q"),
    ("space", "h"),
)
ON_PAGE: tuple[Steps, ...] = (
    *(("right_square_bracket",), ("m", "a"), ("apostrophe", "a"), ("greater_than_sign",), ("w",)),
    ("f", "a", "backspace"),
    ("H", "s", "n", PASTE, "enter"),
    ("enter", "escape"),
    ("L", "G", "h"),
    ("t", "G", "enter", "t"),
    ("W", "l", "h"),
    ("slash", " EV", "enter", "n"),
    ("slash", PASTE, "escape"),
    ("R", "G", "R"),
    *(("y", what) for what in "lptcf"),
)
SAME = {  # as another action does
    *("down", "up", "page_up", "half_down", "half_up", "top", "bottom", "percent", "jump"),
    *("previous_fresh", "previous_section", "previous_hit", "next_hit", "previous_article"),
    *("move_left", "narrower", "pick_range", "leave", "back", "go_back"),
}
ELSEWHERE = {"suspend", "edit", "quit", "cancel"}  # tests/terminal


@pytest.fixture(autouse=True)
def caught(monkeypatch: pytest.MonkeyPatch) -> None:
    catch(monkeypatch)
    monkeypatch.setattr(strips, "REFUSED", "\x1bREFUSED")  # it got past a gate: so it is found
    for name in ("TMUX", "STY", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = hostile.make(tmp_path, whole=False)
    hostile.keep(root, tmp_path / "dump.jsonl")
    return root


def faults(window: Window) -> list[str]:
    driver = window.app._driver
    assert isinstance(driver, CatchingDriver)
    sent = "".join(driver.sent)
    copied = [base64.b64decode(text).decode() for text in CLIPBOARD.findall(sent)]
    return [
        *faults_of_interface(sent.encode("utf-8", "surrogateescape"))[:5],
        *(f"copied: {text[:80]!r}" for text in copied if not is_clean(text)),
    ]


async def take(window: Window, steps: Iterable[Steps]) -> None:
    """Press what the steps say."""
    for step in steps:
        for key in step:
            if key == PASTE:  # as the driver hands it on
                pasted = cleaned(events.Paste(f"EVIL {FEW}"))
                assert pasted is not None
                window.app.post_message(pasted)
                await window.settle()
            elif key.startswith("act "):  # from the palette, which has been looked at by then
                await window.screen.act(key[4:])
                await window.settle()
            elif key.startswith(" "):
                await window.type(key[1:])
            else:
                await window.press(key)


def test_what_every_key_does_is_looked_at() -> None:
    done = {
        step[0][4:] if step[0].startswith("act ") else DISPATCH[where, step[0]].action
        for where, steps in ((Where.LIST, IN_LIST), (Where.PAGE, ON_PAGE))
        for step in steps
    }
    everything = {binding.action for binding in BINDINGS}
    assert everything == done | SAME | ELSEWHERE
    assert not done & (SAME | ELSEWHERE)


async def test_whatever_is_done_nothing_else_is_sent(open_window: Open, library: Path) -> None:
    async with open_window(library) as window:
        await take(window, IN_LIST)
        await window.press("g", "enter")
        await take(window, ON_PAGE)
        assert window.screen.is_attached
        assert faults(window) == []


@pytest.mark.parametrize(
    ("terminal", "chosen"),
    [
        (TERMINAL._replace(depth="16", utf8=False, multiplexer="screen"), Settings()),
        (TERMINAL._replace(depth="none", hyperlinks=False), Settings(linear=True)),
    ],
    ids=["ascii", "linear"],
)
async def test_so_it_is_in_other_manners(
    open_window: Open, library: Path, terminal: Capabilities, chosen: Settings
) -> None:
    async with open_window(library, (80, 24), terminal=terminal, settings=chosen) as window:
        await take(window, [("slash", " EV", "enter", "escape"), ("i", "h"), ("F", "h")])
        await take(window, [("G", "enter", "pagedown", "f", "escape", "t", "G"), ("R", "G")])
        assert faults(window) == []


@pytest.mark.parametrize("ascii_only", [False, True])
def test_every_page_is_drawn_with_nothing_else(library: Path, ascii_only: bool) -> None:
    glyphs = glyphs_for(ascii_only=ascii_only, linear=False)
    theme = theme_here("dark", "true", "dark")
    painter = strips.Painter(theme, hyperlinks=True, reorders=True, ascii_only=ascii_only)
    screen, blank = Screen(), blank_row(80)
    found = []
    for file in hostile.files(library):
        folder, name = os.path.split(file)
        page = page_of(load(folder, name), 80, glyphs, root=folder)
        position = Position(0, 0)
        while lines := page.rows(position, 200):
            rows = [blank.copy() for _ in lines]
            for row, (_, line) in zip(rows, lines, strict=True):
                row.put(0, runs(painter.strip(line, 80), ColorSystem.TRUECOLOR), 80)
            found += faults_of_interface(screen.frame(rows).encode())
            if len(lines) < 200:
                break
            position = page.forward(lines[-1][0], 1)
    assert found == []
