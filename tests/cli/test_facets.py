"""`reader facets`, as scripts and people call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.cli.main import main
from tests.catalogs import front, write_library


@pytest.fixture
def library(tmp_path: Path) -> str:
    files = {
        "ai/a.md": front("Quantum Leaps", author="Ann Lee", date="2024-02-01", tags="ai"),
        "ai/b.md": front("A Quantum Leap", author="Ann Lee", date="2023-02-01", tags="ai"),
        "c.md": front("The Quantum Leap", author="Bo", date="2024-03-01"),
        **{f"n{n}.md": front(f"Number {n}", author="Bo") for n in range(7)},
    }
    return str(write_library(tmp_path / "library", files))


def _lines(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert main(["facets", *words]) == 0
    return capsys.readouterr().out.splitlines()


def test_each_value_has_its_number_the_most_frequent_first(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _lines(capsys, "author", library) == ["Bo\t8", "Ann Lee\t2"]
    assert _lines(capsys, "year", library, "--no-refresh") == ["2024\t2", "2023\t1"]
    assert _lines(capsys, "tag", library) == ["ai\t2"]
    assert _lines(capsys, "folder", library) == ["ai/\t2"]
    assert _lines(capsys, "topic", library)[0].lower() in ("quantum leap\t3", "quantum leaps\t3")


def test_a_query_and_a_limit_hold(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _lines(capsys, "author", library, "-q", "quantum", "--limit", "1") == ["Ann Lee\t2"]
    (line,) = _lines(capsys, "author", library, "-q", "-quantum", "--json")
    assert json.loads(line) == {"value": "Bo", "count": 7, "query": "author:Bo"}


def test_a_wrong_field_is_told_with_the_nearest(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["facets", "autor", library]) == 2
    assert "no facet autor — author?" in capsys.readouterr().err
    for words in ([library], [library, "author"]):
        assert main(["facets", *words]) == 2
        told = capsys.readouterr().err
        assert "FIELD comes before the folder" in told
        assert f"Try: reader facets {words[1] if words[1:] else 'topic'} {library}" in told
    assert main(["facets", "x", library]) == 2
    assert "FIELD is one of topic, author, tag, folder, year, read" in capsys.readouterr().err
