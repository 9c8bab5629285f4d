"""`reader search` as a script calls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.characters import is_clean
from reader.cli.main import main

ARTICLES = {
    "qubits.md": (
        "---\ntitle: Quantum Computing\nauthor: Ada Jenkins\npublish_date: 2024-02-09\n"
        "tags: [quantum]\ncta: Follow us on LinkedIn\n---\n"
        "# Quantum Computing\n\nA [qubit](https://example.org/imagery) is in **two states**.\n"
    ),
    "gates.md": (
        "---\ntitle: Gates\nauthor: [Maria García, Chen Li]\ncreated_date: 2024-03-01\n---\n"
        "A circuit of quantum gates. No hype.\n"
    ),
    "hype.md": "---\ntitle: Hype\nsubtitle: 'It's all\n---\nDon't believe it. &#27;[31mRed\n",
    "café 機械.md": "機械学習は楽しい。 Un café.\n",
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    root.mkdir()
    for name, text in ARTICLES.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


def search(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Status, stdout and stderr."""
    status = main(["search", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def paths(out: str) -> list[str]:
    return [json.loads(line)["path"] for line in out.splitlines()]


def test_a_hit_is_title_byline_and_a_line_of_its_text(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = search(capsys, "qubit", str(library))
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "Quantum Computing",
        "Ada Jenkins · 9 Feb 2024 · 1 min · qubits.md",
        "A qubit is in two states.",
        "",
    ]


def test_json_has_the_article_with_score_and_snippet(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = search(capsys, "quantum", str(library), "--json")
    assert status == 0
    first, second = (json.loads(line) for line in out.splitlines())
    assert (first["path"], second["path"]) == ("qubits.md", "gates.md")
    assert first["title"] == "Quantum Computing"
    assert first["published"] == "2024-02-09"
    assert first["score"] > second["score"] > 0
    assert second["snippet"] == "A circuit of quantum gates. No hype."


def test_nothing_found_is_status_1_and_offers_what_would_be(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = search(capsys, "author:li qubit", str(library))
    assert (status, out) == (1, "")
    assert err == (
        "reader: Nothing for `author:li qubit`."
        " Would find something: `qubit` (1) · `author:li` (1).\n"
    )


def test_a_typo_is_told_beside_the_results(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = search(capsys, "qubti", str(library), "--json")
    assert (status, paths(out)) == (0, ["qubits.md"])
    assert err.splitlines() == [
        "reader: Nothing for `qubti`; shown is `qubit`.",
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["-hype"], {"qubits.md", "café 機械.md"}),
        (["--", "-hype"], {"qubits.md", "café 機械.md"}),
        (["-hype quantum"], {"qubits.md"}),
        (["-tag:quantum"], {"gates.md", "hype.md", "café 機械.md"}),
        (["-json"], set(ARTICLES)),
    ],
)
def test_a_query_may_begin_with_a_dash(
    library: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    expected: set[str],
) -> None:
    status, out, _ = search(capsys, "--json", *arguments, str(library))
    assert status == 0
    assert set(paths(out)) == expected


def test_a_query_of_a_list_may_begin_with_a_dash(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for option in (["-q", "-hype"], ["--query", "-hype"], ["--query=-hype"], ["-q-hype"]):
        assert main(["list", str(library), "--json", *option]) == 0
        assert set(paths(capsys.readouterr().out)) == {"qubits.md", "café 機械.md"}


def test_a_limit_gives_the_best(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = search(capsys, "quantum", str(library), "--json", "--limit", "1")
    assert (status, paths(out)) == (0, ["qubits.md"])
    status, out, _ = search(capsys, "quantum", str(library), "--limit", "0")
    assert (status, out) == (0, "")


def test_addresses_and_calls_to_action_are_not_searched(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert search(capsys, "imagery", str(library))[0] == 1
    assert search(capsys, "linkedin", str(library))[0] == 1


def test_no_control_character_comes_out(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.rename(library / "hype.md", os.fsencode(library) + b"/\x1b]0;x\xff.md")
    for form in ([], ["--json"]):
        status, out, err = search(capsys, "believe", str(library), *form)
        assert status == 0
        assert is_clean(out)
        assert is_clean(err)


def test_without_a_refresh_the_catalog_is_taken_as_it_is(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = search(capsys, "quantum", str(library), "--no-refresh")
    assert (status, out) == (1, "")
    assert "was not read yet" in err
    search(capsys, "quantum", str(library))
    (library / "qubits.md").unlink()
    status, out, _ = search(capsys, "qubit", str(library), "--no-refresh", "--json")
    assert (status, paths(out)) == (0, ["qubits.md"])
    assert json.loads(out)["snippet"] == ""
    assert search(capsys, "qubit", str(library))[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [[], ["--limt", "3", "x"], ["x", "--limit", "many"], ["x", "--limit"], ["x", "y", "z"]],
)
def test_wrong_usage_is_one_sentence_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    status, out, err = search(capsys, *arguments)
    assert (status, out) == (2, "")
    assert err.startswith("reader: ")
    assert err.count("\n") == 1


def test_an_unreadable_library_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = search(capsys, "x", str(tmp_path / "nowhere"))
    assert (status, out) == (1, "")
    assert err.count("\n") == 1


def test_a_catalog_of_garbage_is_built_anew(
    library: Path, capsys: pytest.CaptureFixture[str], own_world: Path
) -> None:
    search(capsys, "quantum", str(library))
    (catalog,) = (own_world / "cache").rglob("*.db")
    catalog.write_bytes(b"SQLite format 3\0" + os.urandom(catalog.stat().st_size))
    status, out, _ = search(capsys, "quantum", str(library), "--json")
    assert (status, len(paths(out))) == (0, 2)


def test_a_reader_that_closes_early_ends_it_quietly(library: Path) -> None:
    for number in range(300):
        (library / f"n{number}.md").write_text("quantum " * 300)
    command = [sys.executable, "-m", "reader", "search", "quantum", str(library)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


# What `reader search --no-refresh` may load besides Python's own: an engine and a parser.
THIRD_PARTY = {"apsw", "pyromark", "reader"}
# All of ours that a search may load: it has 60 ms, and a module takes 0.2 to 3 of them.
OURS = """
    allowed
    article
    characters
    cli cli.main cli.opening cli.output cli.parser cli.search cli.whose
    errors
    folders
    library library.decode library.fence library.load
    markdown markdown.lost markdown.mend markdown.mended markdown.raised markdown.rendered
    markdown.shorthand markdown.syntax
    query query.fields query.lexer query.nearest query.parse query.ranges query.tokens
    query.tree
    session session.dates session.export session.hits session.library session.snippet session.which
    settings
    named patterns
    store store.catalog store.catalog.browse store.catalog.conditions store.catalog.expressions
    store.catalog.faults store.catalog.forms store.catalog.joined store.catalog.listings
    store.catalog.location
    store.catalog.match store.catalog.orders store.catalog.phrases store.catalog.positions
    store.catalog.relevance
    store.catalog.schema store.catalog.statements store.catalog.vocabulary store.catalog.whole store.catalog.windows
    store.catalog.naming store.filesystem store.hashing store.rows store.state store.state.path
    store.state.schema
"""
# Parts of Python's own that take milliseconds to load and that a search has no use for.
HEAVY = {
    "asyncio",
    "calendar",
    "concurrent",
    "ctypes",
    "dataclasses",
    "email",
    "html",
    "http",
    "inspect",
    "logging",
    "lzma",
    "multiprocessing",
    "pathlib",
    "pickle",
    "random",
    "shutil",
    "socket",
    "ssl",
    "subprocess",
    "tempfile",
    "threading",
    "tomllib",
    "typing",
    "urllib",
    "uuid",
    "xml",
    "zipfile",
}


def test_a_search_loads_few_modules(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    search(capsys, "quantum", str(library))
    program = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "from reader.cli.main import main\n"
        f"status = main(['search', 'quantum -hype', {str(library)!r}, '--no-refresh', '--json'])\n"
        "print(*sorted(set(sys.modules) - before), file=sys.stderr)\n"
        "raise SystemExit(status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert loaded - set(sys.stdlib_module_names) == THIRD_PARTY
    assert loaded & HEAVY == set()
    ours = set(done.stderr.split())
    assert {name for name in ours if name.startswith("reader.")} <= {
        f"reader.{name}" for name in OURS.split()
    }
    assert json.loads(done.stdout.splitlines()[0])["path"] == "qubits.md"
