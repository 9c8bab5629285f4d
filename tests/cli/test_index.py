"""`reader index`, as scripts and people call it."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli.main import main
from reader.session.library import open_library
from tests.catalogs import front, write_library

HANG = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_library(
        tmp_path / "articles",
        {"a.md": front("A"), "b.md": "---\ntitle: 'It's'\n---\nText", "c.md": "# C"},
    )


def summary(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, float]:
    assert main(["index", *words, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    found: dict[str, float] = json.loads(out)
    return found


def test_the_summary_has_the_promised_fields(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = summary(capsys, str(folder))
    assert list(found) == ["articles", "added", "changed", "removed", "problems", "seconds"]
    assert list(found.values())[:5] == [3, 3, 0, 0, 1]
    assert found["seconds"] > 0
    (folder / "a.md").unlink()
    os.utime(folder / "c.md", ns=(1, 1))
    assert list(summary(capsys, str(folder)).values())[:5] == [2, 0, 1, 1, 1]
    assert list(summary(capsys, str(folder)).values())[:5] == [2, 0, 0, 0, 1]
    assert list(summary(capsys, str(folder), "--rebuild").values())[:5] == [2, 2, 0, 0, 1]


def test_the_summary_for_people_is_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["index", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert re.fullmatch(r"3 articles: 3 added, 0 changed, 0 removed; 1 problem; \d+\.\d s\n", out)
    assert err == ""


def test_a_bar_is_shown_on_a_terminal_alone(folder: Path) -> None:
    write_library(folder, {f"more/{n}.md": front(f"More {n}") for n in range(300)})
    leader, follower = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "reader", "index", str(folder)],
        stdout=subprocess.PIPE,
        stderr=follower,
        env={**os.environ, "TERM": "xterm-256color"},
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            data = os.read(leader, 65536)
        except OSError:
            break
        if not data:
            break
        shown += data
    out, _ = child.communicate(timeout=HANG)
    os.close(leader)
    assert child.returncode == 0
    assert b"303" in shown
    assert b"Reading" in shown
    assert out.startswith(b"303 articles: ")
    assert b"\x1b" not in out


def test_rich_is_not_loaded_without_a_terminal(folder: Path) -> None:
    code = (
        "import sys\nfrom reader.cli.main import main\n"
        "main(['index', sys.argv[1]])\n"
        "print([name for name in ('rich', 'textual', 'PIL', 'httpx') if name in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False
    )
    assert ended.stdout.splitlines()[-1] == "[]"


def test_a_catalog_that_was_put_aside_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["index", str(folder)])
    path = open_library(str(folder)).location.path
    os.truncate(path, os.path.getsize(path) // 2)
    capsys.readouterr()
    assert main(["index", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("3 articles: 3 added")
    assert "built anew" in err
    assert os.path.exists(path + ".unusable")


def test_where_nothing_would_last_nothing_is_indexed(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_CACHE", "/proc/nowhere")
    assert main(["index", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "reader: The cache folder /proc/nowhere can't be written, so nothing of this would last.\n"
    )


def test_the_folder_may_be_called_like_a_command_or_an_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_library(tmp_path, {"list/a.md": "A", "--json/b.md": "B", "--json/c.md": "C"})
    assert summary(capsys, "list")["articles"] == 1
    assert main(["index", "--json", "--", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 2
