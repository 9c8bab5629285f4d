"""A restricted session on a real terminal, and what the kernel was asked for meanwhile."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests import outside
from tests.terminal.conftest import ROOT
from tests.terminal.terminal import Terminal
from tests.watched import CALLS, traced

# What a terminal sends: letters, signs, digits, control keys, arrows, paging; no q, which ends it
KEYS = [
    *(chr(code) for code in range(33, 127) if chr(code) not in "qQ"),
    *("\r", "\t", " ", "\x7f", "\x1b", "\x0f", "\x0a", "\x1a", "\x12", "\x10", "\x06", "\x1bE"),
    *("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "E", "o", "f", "\r", "\x1b"),
]


def strace_works(folder: Path) -> bool:
    """Whether there is one, and it may trace here."""
    if shutil.which("strace") is None:
        return False
    command = ["strace", "-f", "-qq", "-o", str(folder / "try"), "true"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_the_kernel_is_asked_for_nothing_else(tmp_path: Path, own_world: Path) -> None:
    if not strace_works(tmp_path):
        pytest.skip("strace can't be used")
    library = outside.make(tmp_path)
    argv = [
        *("strace", "-ff", "-qq", "-s", "4096", "--seccomp-bpf", "-e", f"trace={CALLS}"),
        *("-o", str(tmp_path / "calls"), sys.executable, "-m", "reader"),
        *("--restricted", "--user", "ann", str(library)),
    ]
    hostile = dict.fromkeys(("EDITOR", "VISUAL", "BROWSER", "PAGER"), "touch /tmp/reader-was-here")
    hostile |= {"READER_CACHE": str(tmp_path), "TEXTUAL_LOG": str(tmp_path / "log"), "TMUX": "/x"}
    # Python writes what it compiles before anything of ours can say no.
    hostile["PYTHONDONTWRITEBYTECODE"] = "1"
    draw = random.Random(6)
    chunks = [draw.choices(KEYS, k=10) for _ in range(50)]
    while chunks:  # the palette may end it
        with Terminal(argv, cwd=ROOT, columns=120, rows=30, env=hostile) as terminal:
            terminal.until(lambda text: "articles" in text)
            terminal.settle(0.2)
            while chunks and terminal.process.poll() is None:
                for key in chunks.pop():
                    terminal.press(key)
                terminal.read(0.02)
            terminal.settle(0.2)
            assert "quokka" not in terminal.text()
            strace = terminal.process.pid
            with suppress(FileNotFoundError, ProcessLookupError):  # it has ended
                reader = Path(f"/proc/{strace}/task/{strace}/children").read_text().split()
                for number in reader:
                    os.kill(int(number), signal.SIGTERM)
            assert terminal.wait() in (0, 128 + signal.SIGTERM, -signal.SIGTERM)
            assert terminal.differences() == []
    inside = [str(library), *(str(own_world / name) for name in ("config", "everybody", "home"))]
    kept = [str(own_world / "cache"), str(own_world / "data")]
    # A file for each thread, or calls would be told in two halves
    lines = [
        line
        for file in tmp_path.glob("calls.*")
        for line in file.read_text(errors="replace").splitlines()
    ]
    seen = traced(lines, inside, kept)
    assert seen.faults == []
    ours = (" -m reader --restricted", " -P -m reader index", " -P -m reader.session.loader")
    assert [started for started in seen.started if not any(one in started for one in ours)] == []
    assert len(seen.started) > 1
    assert seen.opened > 100
    assert os.path.exists(own_world / "data" / "reader" / "state-ann.db")
