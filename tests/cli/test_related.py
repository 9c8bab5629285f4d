"""`reader related`: articles like one, the likest first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.cli.main import main
from tests.catalogs import front, write_library

FILES = {
    "tides.md": front("Tides and the moon", "The moon lifts the ocean; tides follow the moon."),
    "copy.md": front("Tides, again", "The moon lifts the ocean; tides follow the moon."),
    "ocean.md": front("Ocean currents", "The ocean is stirred by tides, wind and the moon."),
    "lunar.md": front("Lunar months", "A month is how the moon goes round."),
    **{
        f"bread{n}.md": front(f"Bread {n}", f"Flour, water, salt and patience {n}.")
        for n in range(9)
    },
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_library(tmp_path / "articles", FILES)


def related(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(["related", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_the_likest_come_first_and_copies_of_the_article_not_at_all(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = related(capsys, str(folder / "tides.md"), str(folder))
    assert [line.split("\t")[-1] for line in lines] == ["ocean.md", "lunar.md"]


def test_of_copies_one_is_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = related(capsys, str(folder / "ocean.md"), str(folder), "--format", "{path}")
    assert len({"tides.md", "copy.md"} & set(lines)) == 1


def test_the_reason_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = related(capsys, str(folder / "tides.md"), str(folder), "--json", "--limit=1")
    told = json.loads(line)
    assert told["path"] == "ocean.md"
    assert {"tides", "moon", "ocean"} <= set(told["shared"])


def test_the_library_of_a_file_is_its_folder_where_none_is_named(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(write_library(tmp_path / "elsewhere", {"a.md": "a"}))
    assert len(related(capsys, str(folder / "tides.md"))) == 2


def test_a_file_of_another_folder_is_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    write_library(tmp_path / "elsewhere", {"a.md": "a"})
    assert main(["related", str(tmp_path / "elsewhere" / "a.md"), str(folder)]) == 2
    assert "is not in" in capsys.readouterr().err


def test_an_article_without_words_is_like_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_library(folder, {"empty.md": "", "only.md": "zzz"})
    assert related(capsys, str(folder / "empty.md"), str(folder)) == []
    assert related(capsys, str(folder / "only.md"), str(folder)) == []
