"""`reader doctor` on a terminal, and within real tmux and screen."""

import json
import os
import re
import shlex
import shutil
import sys

import pytest

from tests.terminal.conftest import ROOT
from tests.terminal.terminal import Terminal

with open(os.path.join(ROOT, "docs", "doctor.md"), encoding="utf-8") as page:
    DOCTORS_PAGE = page.read()
ROWS = re.compile(r"^\| (`[^|]+) \|", re.MULTILINE)

DOCTOR = [sys.executable, "-m", "reader", "doctor", "--json"]


@pytest.fixture
def told(tmp_path):
    """The lines of the doctor, by name, as told within a program of some words."""

    def ask(before=(), *, options={}, **environ):  # noqa: B006
        out = tmp_path / "told"
        # `sleep`: what it told shall be written before whoever is around it ends.
        command = [
            "sh",
            "-c",
            f"{shlex.join(DOCTOR)} > {shlex.quote(str(out))}; echo told; sleep 9",
        ]
        with Terminal([*before, *command], env=environ, cwd=ROOT, **options) as terminal:
            terminal.until(lambda text: "told" in text)
            lines = {line["name"]: line for line in map(json.loads, out.read_text().splitlines())}
            documented = set(re.findall(r"`([^`]+)`", "".join(ROWS.findall(DOCTORS_PAGE))))
            assert set(lines) <= documented
            return lines

    return ask


def test_on_a_terminal_its_lines_are_told(told):
    lines = told()
    assert lines["colours"]["told"].startswith("16 million")
    assert lines["TERM"]["verdict"] == lines["clipboard"]["verdict"] == "good"
    assert "tmux" not in lines


def test_what_the_terminal_answers_is_told(told):
    lines = told()
    for name in (
        "answers",
        "characters",
        "links",
        "synchronised output",
        "kitty keyboard",
        "background",
    ):
        assert lines[name]["verdict"] == "good"
    assert lines["background"]["told"].startswith("#1e1e1e")


def test_a_terminal_that_does_not_answer_is_told_as_such(told):
    lines = told(options={"answering": False})
    assert lines["answers"]["verdict"] == lines["background"]["verdict"] == "note"
    assert lines["background"]["told"].startswith("not known")
    assert lines["pyromark"]["verdict"] == "good"


def test_late_answers_do_not_reach_the_shell_and_the_terminal_is_as_it_was():
    with Terminal(DOCTOR, cwd=ROOT, late=0.8) as terminal:
        terminal.until(lambda text: "pyromark" in text)
        terminal.wait()
        assert terminal.unread() == b""
        assert terminal.differences() == []
        assert b"\x1b[?2026$p" in terminal.output


def test_what_stands_behind_a_pipe_has_the_terminal_for_itself():
    command = f"{shlex.join(DOCTOR)} | cat; sleep 9"
    with Terminal(["sh", "-c", command], cwd=ROOT, columns=200, rows=50) as terminal:
        terminal.until(lambda text: "pyromark" in text)
        assert "can't be asked from here" in terminal.text()
        assert b"\x1b[c" not in terminal.output


def test_over_ssh_without_colorterm_it_tells_how_to_send_it(told):
    lines = told(COLORTERM="", SSH_CONNECTION="192.0.2.1 1 192.0.2.2 22")
    assert "SendEnv COLORTERM" in lines["colours"]["mend"]


@pytest.fixture
def in_tmux(told, tmp_path):
    """The doctor's lines within a tmux of some settings."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")

    def ask(*settings):
        conf = tmp_path / "tmux.conf"
        conf.write_text("".join(f"{line}\n" for line in settings))
        # Newer releases take COLORTERM for a promise.
        tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", str(conf), "new-session"]
        try:
            return told(tmux, COLORTERM="")
        finally:
            Terminal([*tmux[:3], "kill-server"]).wait()

    return ask


def test_a_tmux_as_it_comes_has_colours_and_esc_to_be_mended(in_tmux):
    lines = in_tmux("set -s escape-time 500")
    assert "shown on xterm-256color" in lines["tmux"]["told"]
    assert lines["escape-time"]["verdict"] == lines["RGB"]["verdict"] == "mend"
    assert lines["clipboard"]["verdict"] == "good"


def test_with_the_lines_it_tells_tmux_has_nothing_to_mend(in_tmux):
    lines = in_tmux(
        "set -s escape-time 10",
        "set -as terminal-features ',xterm-256color:RGB'",
        "set -s set-clipboard on",
        "set -g default-terminal tmux-256color",
    )
    names = ("tmux", "RGB", "clipboard", "set-clipboard", "escape-time", "default-terminal")
    assert {name: lines[name]["verdict"] for name in names} == dict.fromkeys(names, "good")


def test_in_screen_its_limits_are_told(told, tmp_path):
    if shutil.which("screen") is None:
        pytest.skip("screen is not installed")
    rc = tmp_path / "screenrc"
    rc.write_text("startup_message off\n")
    folder = tmp_path / "sessions"
    folder.mkdir(mode=0o700)
    lines = told(["screen", "-c", str(rc)], SCREENDIR=str(folder), TERM="vt100")
    assert lines["screen"]["verdict"] == "mend"
    assert lines["clipboard"]["told"].startswith("sent through screen")
    rc.write_text("startup_message off\nterm screen-256color\n")
    lines = told(["screen", "-c", str(rc)], SCREENDIR=str(folder))
    assert lines["screen"]["verdict"] == "good"
    assert lines["colours"]["told"].startswith("256")


def test_a_terminal_that_does_not_take_utf8_for_what_it_is_is_told(told, tmp_path):
    if shutil.which("screen") is None:
        pytest.skip("screen is not installed")
    rc = tmp_path / "screenrc"
    folder = tmp_path / "sessions"
    folder.mkdir(mode=0o700)
    for setting, verdict in (("defutf8 on", "good"), ("defencoding ISO8859-1", "mend")):
        rc.write_text(f"startup_message off\n{setting}\n")
        lines = told(["screen", "-c", str(rc)], SCREENDIR=str(folder))
        assert lines["characters"]["verdict"] == verdict


def test_what_stood_on_the_line_stays_there():
    command = f"printf 'before '; {shlex.join(DOCTOR)}"
    with Terminal(["sh", "-c", command], cwd=ROOT, columns=200, rows=50) as terminal:
        terminal.until(lambda text: "pyromark" in text)
        assert terminal.text().startswith('before {"name"')
