"""Whose state a command uses; `reader state`: where it is, carrying it, forgetting what is gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.article import Place, Quote
from reader.characters import clean, is_clean
from reader.cli.main import main
from reader.session import queries
from reader.session.carry import YEAR
from reader.store.state.copies import keep_daily
from reader.store.state.facts import (
    Anchored,
    Archived,
    Erased,
    Fact,
    Left,
    Lettered,
    Noted,
    Opened,
    Reached,
    Starred,
    Tagged,
)
from reader.store.state.records import records
from reader.store.state.state import State

ROOT = Path(__file__).parents[2]
NOW = time.time()
LONG_AGO = NOW - 2 * YEAR

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command: status, stdout and stderr. What it sets in the environment goes afterwards."""
    monkeypatch.setenv("READER_STATE", "")
    monkeypatch.setenv("READER_USER", "")

    def command(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        os.environ["READER_STATE"] = os.environ["READER_USER"] = ""
        out, err = capsys.readouterr()
        return status, out, err

    return command


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("a.md", "b.md"):
        (folder / name).write_text("Some text.\n")
    return folder


def deeds(path: str, at: float = NOW, mark: str = "0" * 32) -> list[Fact]:
    """Something of each kind, done with one article."""
    return [
        Opened(path, at, "Title of " + clean(path)),
        Reached(path, Place(1, 2, "words"), 40, at),
        Starred(path, True, at),
        Archived(path, True, at),
        Tagged(path, "to read", True, at),
        Lettered(path, "a", Place(3), at),
        Anchored(path, mark, Quote("some words", "before ", " behind", 2, 5), at, at),
        Noted(path, mark, "two\nlines", at),
        Left(path, at - 60, 40, at),
    ]


def keep(path: str | Path, root: str | Path, facts: list[Fact]) -> None:
    state = State(os.fspath(path))
    library = state.library(os.fspath(root))
    library.begin_visit(max((fact.at for fact in facts), default=NOW))
    library.write(facts)
    state.close()


def told(path: str | Path) -> list[dict[str, object]]:
    state = State(os.fspath(path))
    try:
        return list(records(state))
    finally:
        state.close()


# Whose state


def test_a_flag_names_the_file(run: Run, library: Path, tmp_path: Path) -> None:
    keep(tmp_path / "mine.db", library, deeds("a.md"))

    status, out, _ = run("state", "--state", str(tmp_path / "mine.db"))
    assert status == 0
    assert out.splitlines()[0].startswith(f"{tmp_path / 'mine.db'}, ")


def test_each_user_has_a_state_beside_the_ordinary_one(
    run: Run, library: Path, own_world: Path
) -> None:
    folder = own_world / "data" / "reader"
    for name, path in (("ann", "a.md"), ("bob", "b.md")):
        keep(folder / f"state-{name}.db", library, deeds(path))

    for name, path in (("ann", "a.md"), ("bob", "b.md")):
        status, out, _ = run("state", "--dump", "--user", name)
        assert status == 0
        assert {json.loads(line)["path"] for line in out.splitlines()[1:]} == {path}
    assert not (folder / "state.db").exists()


def test_the_environment_names_the_user_and_a_flag_is_nearer(
    run: Run, library: Path, own_world: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = own_world / "data" / "reader"
    for place in (folder / "state-ann.db", folder / "state-bob.db", tmp_path / "mine.db"):
        keep(place, library, deeds("a.md"))

    def first_line(*flags: str, **environment: str) -> str:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return run("state", *flags)[1].partition(",")[0]

    mine, ann = str(tmp_path / "mine.db"), str(folder / "state-ann.db")
    assert first_line(READER_USER="ann") == ann
    assert first_line(READER_USER="bob", READER_STATE=mine) == mine
    assert first_line("--user", "ann", READER_STATE=mine) == ann
    assert first_line("--user", "ann", "--state", mine, READER_USER="bob") == mine


def test_flags_may_stand_before_the_command(run: Run, library: Path, own_world: Path) -> None:
    keep(own_world / "data" / "reader" / "state-ann.db", library, deeds("a.md"))

    assert run("--user", "ann", "state")[0] == 0
    assert run("--user=ann", "state", "--dump")[0] == 0


@pytest.mark.parametrize(
    "name", ["", "a/b", "..", ".hidden", "-x", "a\nb", "a\x1b[31m", "ü" * 51, "a\\b", "caf\udce9"]
)
def test_a_name_that_can_name_no_file_is_one_sentence(run: Run, name: str) -> None:
    status, out, err = run("state", f"--user={name}")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "can't be a user" in err
    assert is_clean(err)


def test_a_name_in_the_environment_is_checked_too(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_USER", "../ann")
    status, _, err = run("state")
    assert status == 2
    assert "can't be a user" in err


def test_the_child_that_reads_the_folder_knows_whose_state_it_is(
    library: Path, own_world: Path
) -> None:
    command = [sys.executable, "-m", "reader", "list", str(library), "--user", "ann"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert not (own_world / "data" / "reader" / "state.db").exists()


# Where it is


def test_where_it_is_what_it_holds_and_its_copies_are_told(
    run: Run, library: Path, own_world: Path
) -> None:
    path = own_world / "data" / "reader" / "state.db"
    keep(path, library, deeds("a.md"))
    state = State(str(path))
    keep_daily(state, "2026-01-02")
    state.close()

    status, out, err = run("state")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith(f"{path}, ")
    assert lines[1] == "daily copies: 2026-01-02"
    assert lines[3] == str(library)
    assert lines[5] == "  1 opened, 1 starred, 1 archived, 1 tag, 1 highlight, 1 note, 1 reading"


def test_nothing_kept_is_one_sentence_and_no_file_is_made(run: Run, own_world: Path) -> None:
    for arguments in ([], ["--dump"], ["--forget"]):
        status, out, err = run("state", *arguments)
        assert (status, out) == (1, "")
        assert err.startswith("reader: Nothing is kept yet")
    assert not (own_world / "data" / "reader").exists()


def test_options_that_do_nothing_together_are_refused(run: Run) -> None:
    for arguments in (
        ["--yes"],
        ["-o", "x"],
        ["--forget", "here"],
        ["--dump", "--forget"],
        ["--load", "-", "-o", "x"],
    ):
        assert run("state", *arguments)[0] == 2


# Carrying


def test_dumped_on_one_machine_and_loaded_on_another_it_is_the_same_below_another_folder(
    run: Run, library: Path, tmp_path: Path
) -> None:
    keep(tmp_path / "one.db", library, [*deeds("a.md"), *deeds("caf\udce9.md", mark="1" * 32)])
    there = tmp_path / "elsewhere"
    there.mkdir()
    dump = tmp_path / "dump.jsonl"

    assert (
        run("state", "--dump", str(library), "-o", str(dump), "--state", f"{tmp_path}/one.db")[0]
        == 0
    )
    for _ in range(2):
        status, out, err = run(
            "state", "--load", str(dump), str(there), "--state", f"{tmp_path}/two.db"
        )
        assert (status, out) == (0, "")
        assert err == "reader: 12 records merged.\n"
    one, two = told(tmp_path / "one.db"), told(tmp_path / "two.db")
    assert {record.pop("library") for record in one[1:]} == {str(library)}
    assert {record.pop("library") for record in two[1:]} == {str(there)}
    assert one == two


def test_two_machines_that_carry_to_each_other_come_to_the_same(
    run: Run, library: Path, tmp_path: Path
) -> None:
    keep(tmp_path / "one.db", library, [*deeds("a.md"), Erased("a.md", "0" * 32, True, NOW + 5)])
    keep(tmp_path / "two.db", library, [*deeds("b.md", NOW + 2, "2" * 32), *deeds("a.md", NOW + 1)])
    for name in ("one", "two"):
        run("state", "--dump", "-o", f"{tmp_path}/{name}.jsonl", "--state", f"{tmp_path}/{name}.db")
    for name, other in (("one", "two"), ("two", "one")):
        run("state", "--load", f"{tmp_path}/{other}.jsonl", "--state", f"{tmp_path}/{name}.db")

    assert told(tmp_path / "one.db") == told(tmp_path / "two.db")
    state = State(f"{tmp_path}/two.db")
    assert [mark.path for mark in state.library(str(library)).highlights()] == ["b.md"]
    state.close()


def test_queries_travel_with_the_state_the_latest_last(
    run: Run, library: Path, tmp_path: Path
) -> None:
    for name, asked in (("one", ("heron", "is:new")), ("two", ("rivers", "heron"))):
        keep(tmp_path / f"{name}.db", library, deeds("a.md"))
        for number, query in enumerate(asked):
            moment = 100.0 * number + 1000 * (name == "two")
            queries.add(f"{tmp_path}/{name}.db.queries", query, moment)
    dump = tmp_path / "dump.jsonl"
    run("state", "--dump", "-o", str(dump), "--state", f"{tmp_path}/one.db")
    lines = [json.loads(line) for line in dump.read_text().splitlines()]
    assert lines[-2:] == [
        {"kind": "query", "query": "heron", "at": 0.0},
        {"kind": "query", "query": "is:new", "at": 100.0},
    ]
    for _ in range(2):
        status, _, err = run("state", "--load", str(dump), "--state", f"{tmp_path}/two.db")
        assert status == 0
        assert f"{len(lines) - 1} records merged" in err
    assert queries.read(f"{tmp_path}/two.db.queries") == ["heron", "rivers", "is:new"]
    assert "queries: the latest 3\n" in run("state", "--state", f"{tmp_path}/two.db")[1]
    # those of one library are dumped without: they are asked of none
    out = run("state", "--dump", str(library), "--state", f"{tmp_path}/one.db")[1]
    assert '"query"' not in out


@pytest.mark.parametrize(
    "record",
    [{"query": "", "at": 1}, {"query": 5, "at": 1}, {"query": "a", "at": "x"}, {"query": "a"}],
)
def test_a_query_that_is_none_is_told_and_not_merged(
    run: Run, tmp_path: Path, record: dict[str, object]
) -> None:
    dump = tmp_path / "dump.jsonl"
    first = json.dumps({"kind": "reader state", "version": 2})
    dump.write_text(f"{first}\n{json.dumps({'kind': 'query', **record})}\n")
    status, _, err = run("state", "--load", str(dump), "--state", f"{tmp_path}/one.db")
    assert status == 1
    assert f"{dump}:2: " in err
    assert not (tmp_path / "one.db.queries").exists()


def test_a_dump_holds_no_control_character(run: Run, library: Path, tmp_path: Path) -> None:
    keep(tmp_path / "one.db", library, [Opened("a\x1b]0;x\x07.md", NOW, "x")])
    out = run("state", "--dump", "--state", f"{tmp_path}/one.db")[1]
    assert is_clean(out)
    assert json.loads(out.splitlines()[1])["path"] == "a\x1b]0;x\x07.md"


BAD = [
    (b"no json", "it is no JSON."),
    (b"[1]", "it is no JSON object."),
    (b"\xff", "it is not UTF-8."),
    (b"[" * 100_000, "it is nested too deeply."),
    (b'{"kind": "cake"}', "no kind of record is called cake."),
    (b'{"kind": "tag", "library": ""}', "it names no library."),
    (
        b'{"kind":"tag","library":"/x","path":"\\ud800","tag":"t","at":1,"by":1,"given":1}',
        "path can't be",
    ),
    (
        b'{"kind":"tag","library":"/x","path":"a","tag":"t","at":1e300,"by":1,"given":1}',
        "at can't be",
    ),
    (b'{"kind":"tag","library":"/x","path":"a","tag":"t"}', "it has no at."),
    (b'{"kind": "reader state", "version": 99}', "a newer version of reader wrote this"),
]


@pytest.mark.parametrize(("line", "sentence"), BAD, ids=[sentence for _, sentence in BAD])
def test_a_line_that_is_no_record_is_told_before_anything_is_merged(
    run: Run, library: Path, tmp_path: Path, line: bytes, sentence: str
) -> None:
    keep(tmp_path / "one.db", library, deeds("a.md"))
    dump = tmp_path / "dump.jsonl"
    run("state", "--dump", "-o", str(dump), "--state", f"{tmp_path}/one.db")
    count = dump.read_bytes().count(b"\n")
    with open(dump, "ab") as stream:
        stream.write(line + b"\n")

    status, out, err = run("state", "--load", str(dump), "--state", f"{tmp_path}/two.db")
    assert (status, out) == (1, "")
    first, last = err.splitlines()
    assert first.startswith(f"{dump}:{count + 1}: {sentence}")
    assert last == f"reader: {count - 1} records merged, the rest is as it was."
    assert is_clean(err)
    assert told_of(tmp_path / "two.db") == told_of(tmp_path / "one.db")


def told_of(state: Path) -> list[dict[str, object]]:
    opened = State(str(state))
    try:
        return list(records(opened))
    finally:
        opened.close()


def test_what_does_not_begin_as_a_dump_does_is_left_alone(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text('{"kind": "tag"}\n{"kind": "reader state", "version": 2}\n')
    status, out, err = run("state", "--load", str(other), "--state", f"{tmp_path}/two.db")
    assert (status, out) == (1, "")
    assert err.splitlines()[1:] == ["reader: Nothing was merged."]
    assert "does not begin as a dump does" in err
    assert not (tmp_path / "two.db").exists()


def test_a_dump_of_the_version_before_is_loaded(run: Run, tmp_path: Path) -> None:
    reading = {
        "kind": "reading", "library": "/books", "path": "a.md",
        "place_at": 5.0, "place_by": 7, "block": 3, "offset": 1, "quote": "q", "before": "",
        "read_at": 0.0, "read_by": 0, "read": 0, "starred_at": 4.0, "starred_by": 7, "starred": 1,
        "archived_at": 0.0, "archived_by": 0, "archived": 0,
        "opened_at": 4.0, "title": "A title", "begun_at": 0.0, "progress": 40,
    }  # fmt: skip
    dump = tmp_path / "dump.jsonl"
    head = {"kind": "reader state", "version": 1}
    dump.write_text("\n".join(map(json.dumps, (head, reading, {**reading, "progress": 400}))))
    status, _, err = run("state", "--load", str(dump), "--state", f"{tmp_path}/two.db")
    assert status == 1
    assert f"{dump}:3: progress can't be 400." in err
    library = State(f"{tmp_path}/two.db").library("/books")
    known = library.reading("a.md")
    assert (known.progress, known.starred, known.place) == (40, True, Place(3, 1, "q"))
    assert library.titles() == {"a.md": "A title"}


def test_what_is_no_dump_is_told(run: Run, tmp_path: Path) -> None:
    empty, other = tmp_path / "empty", tmp_path / "other"
    empty.write_text("")
    other.write_text('{"path": "a.md"}\n')
    assert "there is nothing in it" in run("state", "--load", str(empty))[2]
    assert "does not begin as a dump does" in run("state", "--load", str(other))[2]
    assert "can't be read" in run("state", "--load", str(tmp_path / "missing"))[2]
    assert "can't be read: is a directory" in run("state", "--load", str(tmp_path))[2]


def test_several_libraries_do_not_become_one(run: Run, library: Path, tmp_path: Path) -> None:
    keep(tmp_path / "one.db", library, deeds("a.md"))
    keep(tmp_path / "one.db", "/other", deeds("a.md"))
    dump = tmp_path / "dump.jsonl"
    run("state", "--dump", "-o", str(dump), "--state", f"{tmp_path}/one.db")

    status, _, err = run("state", "--load", str(dump), str(library))
    assert status == 1
    assert "2 libraries" in err


def test_a_dump_that_can_not_be_written_leaves_the_file_as_it_was(
    run: Run, library: Path, own_world: Path, tmp_path: Path
) -> None:
    keep(own_world / "data" / "reader" / "state.db", library, deeds("a.md"))
    assert "is a folder" in run("state", "--dump", "-o", str(tmp_path))[2]
    assert "no such file" in run("state", "--dump", "-o", str(tmp_path / "no" / "x"))[2]
    assert sorted(os.listdir(tmp_path)) == ["articles"]


# Forgetting


def test_what_is_gone_for_a_year_is_told_and_forgotten_only_when_asked_twice(
    run: Run, library: Path, own_world: Path
) -> None:
    path = own_world / "data" / "reader" / "state.db"
    keep(path, library, deeds("a.md", LONG_AGO, "1" * 32))  # is there
    keep(path, library, deeds("gone.md", LONG_AGO, "2" * 32))
    keep(path, library, deeds("lately.md", NOW, "3" * 32))
    before = told(path)

    status, out, err = run("state", "--forget")
    assert status == 0
    [line] = out.splitlines()
    assert line.startswith(f"Title of gone.md ({library}/gone.md): last touched ")
    assert line.endswith("1 highlight")
    assert err == "reader: To be forgotten: 1 article, 1 highlight; with --yes it is.\n"
    assert told(path) == before

    status, _, err = run("state", "--forget", "--yes")
    assert (status, err) == (0, "reader: Forgotten: 1 article, 1 highlight.\n")
    assert told(path) == [record for record in before if record.get("path") != "gone.md"]
    assert run("state", "--forget", "--yes")[2] == "reader: There is nothing to forget.\n"


def test_what_was_taken_away_is_forgotten_after_a_year(
    run: Run, library: Path, own_world: Path
) -> None:
    path = own_world / "data" / "reader" / "state.db"
    old = [
        Tagged("a.md", "old", False, LONG_AGO),
        Lettered("a.md", "x", None, LONG_AGO),
        Anchored("a.md", "5" * 32, Quote("x"), LONG_AGO, LONG_AGO),
        Erased("a.md", "5" * 32, True, LONG_AGO),
    ]
    lately = [Tagged("a.md", "new", False, NOW), Lettered("a.md", "y", None, NOW)]
    keep(path, library, [*old, *lately])

    assert "3 deletions" in run("state", "--forget", "--yes")[2]
    assert [record.get("tag", record.get("letter")) for record in told(path)[1:]] == ["new", "y"]


def test_a_folder_that_is_gone_is_forgotten_a_year_after_the_last_visit(
    run: Run, own_world: Path
) -> None:
    path = own_world / "data" / "reader" / "state.db"
    keep(path, "/gone/for/long", deeds("a.md", LONG_AGO))
    keep(path, "/gone/lately", deeds("a.md", NOW))

    out = run("state", "--forget", "--yes")[1]
    assert out.startswith("/gone/for/long: the folder is gone, last visited ")
    assert {record["library"] for record in told(path)[1:]} == {"/gone/lately"}


def test_a_disk_that_is_not_mounted_is_not_taken_for_articles_that_are_gone(
    run: Run, tmp_path: Path, own_world: Path
) -> None:
    path = own_world / "data" / "reader" / "state.db"
    empty = tmp_path / "mount"
    empty.mkdir()
    keep(path, empty, [*deeds("a.md", LONG_AGO, "1" * 32), *deeds("b.md", NOW, "2" * 32)])

    assert run("state", "--forget", "--yes")[2] == "reader: There is nothing to forget.\n"
