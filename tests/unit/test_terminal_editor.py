"""Which editor is started, with which words, and that one place can forbid all programs."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from reader.terminal import browser, clipboard, editor, programs


def _program(folder: Path, name: str, script: str = "exit 0") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_visual_goes_before_editor_and_both_before_what_there_is(tmp_path: Path) -> None:
    for name in ("one", "two", "vi", "nano"):
        _program(tmp_path, name)
    path = str(tmp_path)
    assert editor.command({"PATH": path}) == ["nano"]
    assert editor.command({"PATH": path, "EDITOR": "two -x"}) == ["two", "-x"]
    assert editor.command({"PATH": path, "EDITOR": "two", "VISUAL": "one"}) == ["one"]


def test_what_is_not_there_or_not_words_is_passed_over(tmp_path: Path) -> None:
    _program(tmp_path, "vi")
    path = str(tmp_path)
    assert editor.command({"PATH": path, "VISUAL": "none", "EDITOR": "'half"}) == ["vi"]
    assert editor.command({"PATH": str(tmp_path / "empty")}) is None


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["vim"], ["vim", "+12", "/a/b.md"]),
        (["/usr/bin/nano", "-w"], ["/usr/bin/nano", "-w", "+12", "/a/b.md"]),
        (["hx"], ["hx", "/a/b.md:12"]),
        (["code", "--wait"], ["code", "--wait", "--goto", "/a/b.md:12"]),
        (["something"], ["something", "/a/b.md"]),
    ],
)
def test_each_editor_is_told_the_line_in_its_way(words: list[str], wanted: list[str]) -> None:
    assert editor.opening(words, "/a/b.md", 12) == wanted
    assert editor.opening(words, "/a/b.md", 1) == [*words, "/a/b.md"]


def test_an_editor_that_fails_or_is_missing_is_a_sentence(tmp_path: Path) -> None:
    bad = _program(tmp_path, "bad", "exit 3")
    with pytest.raises(programs.NotStarted, match=r"bad ended with an error \(3\)\."):
        editor.edit("/dev/null", 1, {"PATH": "/bin:/usr/bin", "EDITOR": str(bad)})
    with pytest.raises(programs.NotStarted, match="There is no editor here"):
        editor.edit("/dev/null", 1, {"PATH": str(tmp_path / "none")})


def test_ctrl_c_in_the_editor_does_not_reach_us(tmp_path: Path) -> None:
    mine = _program(tmp_path, "mine", f"kill -INT {os.getpid()}; kill -QUIT {os.getpid()}")
    before = signal.getsignal(signal.SIGINT)
    assert programs.run_in_front([str(mine)]) == 0
    assert signal.getsignal(signal.SIGINT) is before


def test_what_is_forbidden_is_forbidden_for_all_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "_forbidden", "")
    mine = _program(tmp_path, "mine", f"touch {tmp_path}/started")
    programs.forbid("Nothing is started here.")
    with pytest.raises(programs.NotStarted, match="Nothing is started here"):
        editor.edit("/dev/null", 1, {"EDITOR": str(mine)})
    with pytest.raises(programs.NotStarted):
        programs.run_in_front([str(mine)])
    assert browser.command({"BROWSER": str(mine), "PATH": str(tmp_path)}) is None
    sent: list[str] = []
    clipboard.copy("x", {"TMUX": "1", "TERM": "xterm", "PATH": str(tmp_path)}, sent.append)
    assert sent == [clipboard.osc52("x")]
    assert not (tmp_path / "started").exists()
