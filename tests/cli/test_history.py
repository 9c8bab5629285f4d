"""`reader history`: what was read when, by day."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from reader.characters import is_clean
from reader.cli.main import main
from reader.store.state.facts import Left, Opened
from reader.store.state.state import State
from tests.catalogs import front, write_library

FIRST = datetime(2026, 11, 21, 21, 4).timestamp()
SECOND = datetime(2026, 11, 22, 7, 30).timestamp()


@pytest.fixture
def library(tmp_path: Path, own_world: Path) -> Path:
    root = write_library(tmp_path / "articles", {"a.md": front("A"), "b.md": front("B")})
    state = State()
    state.library(os.path.realpath(root)).write(
        [
            Opened("a.md", FIRST, "The first"),
            Left("a.md", FIRST, 45, FIRST + 12 * 60),
            Opened("gone.md", SECOND, "Gone since"),
            Left("gone.md", SECOND, 100, SECOND + 20),
            Opened("x\x1b.md", SECOND + 600, ""),
            Left("x\x1b.md", SECOND + 600, 3, SECOND + 660),
        ]
    )
    state.close()
    return root


def history(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["history", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_readings_are_told_by_day_the_latest_first(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert history(capsys, str(library)) == (
        0,
        (
            "22 November 2026\n"
            "  07:40     1 min  x.md · 3 %\n"
            "  07:30     1 min  Gone since · 100 %\n"
            "\n"
            "21 November 2026\n"
            "  21:04    12 min  The first · 45 %\n"
        ),
        "",
    )


def test_json_has_an_object_for_each(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = history(capsys, str(library), "--json", "--limit", "2")
    assert status == 0
    assert is_clean(out)
    first, second = (json.loads(line) for line in out.splitlines())
    assert first["path"] == "x\x1b.md"
    assert datetime.fromisoformat(second.pop("opened")).timestamp() == SECOND
    assert datetime.fromisoformat(second.pop("left")).timestamp() == SECOND + 20
    assert second == {"minutes": 1, "title": "Gone since", "path": "gone.md", "progress": 100}


def test_nothing_read_is_one_sentence_and_1(
    tmp_path: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = write_library(tmp_path / "other", {"a.md": front("A")})
    status, out, err = history(capsys, str(other))
    assert (status, out, err) == (1, "", "reader: Nothing was read in other yet.\n")
