"""What a shell offers for the words of a query."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli.completion import script
from reader.cli.main import main
from reader.query.fields import BY_NAME, FIELDS, HAS, SORTS, STATES
from reader.query.parse import parse
from reader.query.views import BUILT_IN
from reader.session.completion import completions
from reader.session.library import open_library
from reader.store.state.facts import Tagged
from reader.store.state.path import state_path
from reader.store.state.state import State
from tests.catalogs import front, write_library
from tests.match_library import TODAY

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library that was read."""
    folder = write_library(
        tmp_path / "my articles",
        {
            "a.md": front("A", author="Ada O'Neil-Ross", tags="[web dev, ai]", lang="pt_BR"),
            "b.md": front("B", author="[Daniel Ng, Ada Jenkins]", tags="[ai, C++]", lang="en"),
            "c.md": front("C", author="Dana Jenkins", tags="['two: parts', Rust]"),
            "d.md": front("D", author="Émile Zola", lang="en"),
        },
    )
    main(["index", str(folder)])
    return folder


def offered(typed: str, folder: Path) -> list[str]:
    return completions(typed, lambda: open_library(str(folder), state="").catalog())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("au", ["author:"]),
        ("-au", ["-author:"]),
        ("quantum (ti", ["quantum (title:"]),
        ("t", ["title:", "text:", "tag:"]),
        ("", []),
        ("quantum ", []),
        ("zz", []),
        ("zz:", []),
        ("is:un", ["is:unread"]),
        ("-is:r", ["-is:reading", "-is:read"]),
        ("has:co", ["has:code"]),
        ("sort:a", ["sort:author", "sort:added"]),
        ("sort:author,-d", ["sort:author,-date"]),
        ("date:last", ["date:last-week", "date:last-month", "date:last-year"]),
        ("in:c", ["in:continue-reading"]),
        ('in:"continue r', ["in:continue-reading"]),
        ("author:da", ["author:dana-jenkins", "author:daniel-ng"]),
        ("author:jenk", ["author:jenkins"]),
        ("AUTHOR:Dan", ["AUTHOR:dana-jenkins", "AUTHOR:daniel-ng"]),
        ("author:ada-", ["author:ada-jenkins", "author:ada-o-neil-ross"]),
        ("author:emi", ["author:emile-zola"]),
        ("author:émi", ["author:emile-zola"]),
        ("tag:", ["tag:ai", "tag:c++", "tag:rust", "tag:web-dev"]),
        ("lang:", ["lang:en", "lang:pt-br"]),
        ("lang:p", ["lang:pt-br"]),
        ("read:", []),
        ("title:", []),
    ],
)
def test_the_last_word_is_completed(folder: Path, typed: str, expected: list[str]) -> None:
    assert sorted(offered(typed, folder)) == sorted(expected)


@pytest.fixture
def dated(tmp_path: Path) -> Path:
    """A library of some years and folders."""
    files = {
        "a.md": front("Quantum leaps", publish_date="2024-01-05"),
        "Drafts/b.md": front("The quantum quilt", publish_date="2024-10-05"),
        "Drafts/old ones/c.md": front("Quiet", publish_date="2024-12-24"),
        "notes/drafts/d.md": front("Unquiet", publish_date="1999-03-01"),
        "notes/e.md": front("Équus", publish_date="2024-12-01", description="quaint"),
    }
    folder = write_library(tmp_path / "dated", files)
    main(["index", str(folder)])
    return folder


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("title:qu", ["title:quantum", "title:quiet", "title:quilt"]),
        ("-title:eq", ["-title:equus"]),
        ("title:zz", []),
        ('title:"quantum q', []),
        ("date:20", ["date:2024"]),
        ("date:1", ["date:1999"]),
        ("date:2024", ["date:2024-12", "date:2024-10", "date:2024-01"]),
        ("date:2024-", ["date:2024-12", "date:2024-10", "date:2024-01"]),
        ("date:2024-1", ["date:2024-12", "date:2024-10", "date:2024-01"]),
        ("date:2024-12", ["date:2024-12-24", "date:2024-12-01"]),
        ("date:2024-12-2", ["date:2024-12-24"]),
        ("updated:20", []),
        ("path:d", ["path:Drafts/", 'path:"Drafts/old ones/"', "path:drafts/"]),
        ("path:n", ["path:notes/", "path:notes/drafts/"]),
        ("path:/d", ["path:/Drafts/", 'path:"/Drafts/old ones/"']),
        ("path:old", ['path:"old ones/"']),
    ],
)
def test_words_of_titles_days_and_folders_of_the_library_are_offered(
    dated: Path, typed: str, expected: list[str]
) -> None:
    assert offered(typed, dated) == expected
    catalog = open_library(str(dated), state="").catalog()
    for query in expected:
        assert catalog.listing(parse(query, today=TODAY)).count, query


def test_the_years_of_the_library_come_behind_the_days_with_names(dated: Path) -> None:
    assert offered("date:", dated)[-3:] == ["date:last-year", "date:2024", "date:1999"]


def test_what_is_offered_finds_something(folder: Path) -> None:
    catalog = open_library(str(folder), state="").catalog()
    for typed in ("author:a", "author:d", "author:o", "author:n", "tag:", "lang:"):
        found = offered(typed, folder)
        assert found, typed
        for query in found:
            assert catalog.listing(parse(query, today=TODAY)).count, query


def test_the_commonest_comes_first(folder: Path) -> None:
    assert offered("tag:", folder)[0] == "tag:ai"
    assert offered("lang:", folder)[0] == "lang:en"


def test_every_field_and_every_value_of_the_tables_is_offered() -> None:
    for field in FIELDS:
        assert f"{field.name}:" in completions(field.name[:1])
    for name, choices in (("is", STATES), ("has", HAS), ("sort", SORTS)):
        assert completions(f"{name}:") == [f"{name}:{choice.name}" for choice in choices]
    assert len(completions("in:")) == len(BUILT_IN)
    assert len(BY_NAME) == len(FIELDS)


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert main(["__complete", *words]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out.splitlines()


def test_the_library_is_the_one_that_would_be_opened(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    capsys.readouterr()
    line = ("tag:r", "search", "tag:r")
    assert told(capsys, *line, str(folder)) == ["tag:rust"]
    assert told(capsys, *line, f'"{folder}"') == ["tag:rust"]
    monkeypatch.setenv("READER_LIBRARY", str(folder))
    assert told(capsys, *line) == ["tag:rust"]


def test_the_tags_that_are_offered_are_those_of_the_one_who_is_named(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("READER_STATE", "")
    monkeypatch.setenv("READER_USER", "")
    for place, tag in ((str(tmp_path / "mine.db"), "mine-alone"), (state_of("bo"), "mine-bo")):
        state = State(place)
        state.library(str(folder)).write([Tagged("a.md", tag, True, 1.0)])
        state.close()
    monkeypatch.chdir(folder.parent)
    (folder.parent / "bo").mkdir()  # a name is no library, though a folder is called so
    capsys.readouterr()
    line = ("tag:mine", "search", "tag:mine", str(folder))
    assert told(capsys, *line) == []
    assert told(capsys, *line, "--state", str(tmp_path / "mine.db")) == ["tag:mine-alone"]
    monkeypatch.setenv("READER_STATE", "")
    assert told(capsys, *line, f"--state='{tmp_path}/mine.db'") == ["tag:mine-alone"]
    monkeypatch.setenv("READER_STATE", "")
    assert told(capsys, *line, "--user", "bo") == ["tag:mine-bo"]
    assert told(capsys, *line, "--user", "../x") == []
    assert told(capsys, *line, "--user") == ["tag:mine-bo"]  # the name is still to come


def state_of(user: str) -> str:
    return str(Path(state_path()).with_name(f"state-{user}.db"))


def test_nothing_that_is_in_the_way_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], own_world: Path
) -> None:
    capsys.readouterr()
    unread = tmp_path / "unread"
    unread.mkdir()
    assert told(capsys, "tag:r", "search", "tag:r", str(unread)) == []
    assert told(capsys) == []
    assert told(capsys, "\x1b[31m\ud800:", "search") == []
    (catalog,) = (own_world / "cache").rglob("*.db")
    catalog.write_bytes(b"garbage")
    assert told(capsys, "tag:r", "search", "tag:r", str(folder)) == []


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A command `reader`, for shells to call."""
    path = tmp_path / "bin" / "reader"
    path.parent.mkdir()
    python = shlex.quote(sys.executable)
    path.write_text(f'#!/bin/sh\ncd {shlex.quote(str(ROOT))} && exec {python} -m reader "$@"\n')
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["search", "au"], ["author:"]),
        (["search", "author", ":", "dan"], ["dana-jenkins", "daniel-ng"]),
        (["search", '"quantum au'], ['"quantum author:']),
        (["search", '"quantum author:emi'], ['"quantum author:emile-zola']),
        (["list", "-q", "tag", ":", "ru"], ["rust"]),
        (["list", "-q", "lang", ":"], ["en", "pt-br"]),
        (["list", "--query", "ti"], ["title:"]),
    ],
)
def test_bash_completes_a_query(
    folder: Path, program: Path, tmp_path: Path, words: list[str], expected: list[str]
) -> None:
    text = tmp_path / "completion.bash"
    text.write_text(script("bash"))
    line = " ".join(["reader", *words]).replace(" : ", ":").replace(" :", ":")
    ask = (
        f'source {shlex.quote(str(text))}; COMP_LINE=$1; shift; COMP_WORDS=({program} "$@");'
        " COMP_CWORD=$#; _reader reader"
    )
    done = subprocess.run(
        ["bash", "-c", f'{ask}; printf "%s\\n" "${{COMPREPLY[@]}}"', "bash", line, *words],
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env=environment(folder),
        timeout=60,
    )
    assert done.stderr == ""
    assert sorted(done.stdout.splitlines()) == sorted(expected)


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "READER_LIBRARY": str(folder)}


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")
def test_fish_completes_a_query(folder: Path, program: Path, tmp_path: Path) -> None:
    text = tmp_path / "completion.fish"
    text.write_text(script("fish"))
    ask = f"source {text}; complete -C 'reader search author:emi'; complete -C 'reader search au'"
    env = environment(folder)
    done = subprocess.run(
        ["fish", "-N", "-c", ask],
        capture_output=True,
        encoding="utf-8",
        env={**env, "PATH": f"{program.parent}:{env['PATH']}"},
        timeout=60,
    )
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == [
        "author:emile-zola",
        "author:",
    ]
