"""Whatever a library holds, what the commands print is text, and where asked for colours and links."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shlex
import sys
import time
from pathlib import Path

import pytest

from reader.article import Place, Quote
from reader.cli.main import main
from reader.store.state.facts import Anchored, Left, Noted, Opened, Reached, Starred, Tagged
from reader.store.state.path import state_path
from reader.store.state.state import State
from tests import hostile
from tests.hostile import FEW
from tests.stream import faults_of_command


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return hostile.make(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *words: str, coloured: bool = False) -> list[str]:
    """What a command printed that it must not, both ways."""
    with contextlib.suppress(SystemExit):
        main(words)
    out, err = capsys.readouterr()
    if "csv" in words:
        out = out.replace("\r\n", "\n")  # RFC 4180 §2.1
    called = shlex.join(words)[:80]
    faults = faults_of_command(out, coloured=coloured) + faults_of_command(err)
    return [f"{called!r}: {fault}" for fault in faults[:3]]


@pytest.fixture
def kept(library: Path, tmp_path: Path, capsys) -> Path:
    """Something of each kind done with an article, in words as hostile as its own; a dump of it."""
    path, mark, now = f"{hostile._name('raw0')}.md", "0" * 32, time.time()
    state = State(state_path())
    of_library = state.library(os.path.realpath(library))
    of_library.begin_visit(now)
    of_library.write(
        [
            Opened(path, now, FEW),
            Reached(path, Place(1, 2, FEW), 40, now),
            Starred(path, True, now),
            Tagged(path, FEW, True, now),
            Anchored(path, mark, Quote(FEW, FEW, FEW, 2, 5), now, now),
            Noted(path, mark, f"two\n{FEW}", now),
            Left(path, now - 60, 40, now),
            Opened(f"gone {path}", now, FEW),
            Anchored(f"gone {path}", "1" * 32, Quote(FEW, FEW, FEW, 2, 5), now, now),
        ]
    )
    state.close()
    main(["index", str(library)])
    capsys.readouterr()
    main(["state", "--dump"])
    file = tmp_path / "dump.jsonl"
    file.write_text(capsys.readouterr().out)
    return file


def test_every_command_prints_nothing_that_acts_on_a_terminal(
    library: Path, kept: Path, tmp_path: Path, capsys
) -> None:
    root = str(library)
    files = sorted(os.path.join(at, name) for at, _, names in os.walk(library) for name in names)
    fields = "{title} {subtitle} {authors} {tags} {path} {problems} {cta} {hero_image} {read_time}"
    commands = [
        *(["list", root, *more] for more in ([], ["--json"], ["--format", fields], ["--count"])),
        *(["list", root, "-q", query] for query in ("evil", f'"{FEW}"', f"auther:{FEW}", FEW)),
        ["list", root, "--sort", FEW],
        ["list", root, "--format", f"{{{FEW}}}"],
        ["list", f"{root}/{FEW}"],
        *(["search", "evil", root, *more] for more in ([], ["--json"], ["--format", "{snippet}"])),
        *(
            ["search", query, root]
            for query in (FEW, f"in:{FEW}", f"date:{FEW}", "evill~", "xyzzy")
        ),
        *(
            ["facets", name, root, *more]
            for name in ("author", "tag", "folder", "year", "minutes", "topic")
            for more in ([], ["--json"])
        ),
        ["facets", FEW, root],
        *(["related", files[0], root, *more] for more in ([], ["--json"])),
        ["index", root],
        ["index", root, "--json", "--rebuild"],
        *(["check", root, *more] for more in ([], ["--json"], ["--fix"], ["--fix", "--json"])),
        *(["status", root, *more] for more in ([], ["--json"])),
        ["state", "--load", str(kept)],
        *(["state", root, *more] for more in ([], ["--dump"], ["--forget"])),
        *(["export", root, *more] for more in ([], ["--format", "json"], ["--format", "csv"])),
        *(["history", root, *more] for more in ([], ["--json"])),
        *(["doctor", root, *more] for more in ([], ["--json"])),
        *(["__complete", word, "search", root] for word in ("author:", "tag:", "ev", "lang:", FEW)),
        [FEW],
        ["show", FEW],
        ["list", root, "--user", FEW],
        [f"--{FEW}"],
    ]
    faults = [fault for words in commands for fault in run(capsys, *words)]
    assert faults == []


def test_every_article_is_shown_with_nothing_but_our_own_looks(library: Path, capsys) -> None:
    files = sorted(os.path.join(at, name) for at, _, names in os.walk(library) for name in names)
    faults = []
    for file in files:
        faults += run(capsys, "show", file, "--links", "inline", "--color", "always", coloured=True)
        faults += run(capsys, "show", file, "--links", "footnotes")
        faults += run(capsys, "show", file, "--source")
    assert faults == []
    assert len(files) > 12


def test_what_stands_in_the_settings_is_told_in_plain_text(
    library: Path, own_world: Path, capsys
) -> None:
    file = own_world / "config" / "reader" / "config.toml"
    file.parent.mkdir()
    for text in (
        f"{json.dumps(FEW)} = 1\ntheme = {json.dumps(FEW)}\n[views]\n{json.dumps(FEW)} = 'a'\n",
        f"theme = '{FEW}'\n",
        f"[views]\nx = {json.dumps(FEW)}\n",
    ):
        file.write_text(text, encoding="utf-8", errors="replace")
        assert run(capsys, "list", str(library)) == []
        assert run(capsys, "doctor", str(library)) == []


def test_standard_input_is_shown_so_too(monkeypatch, capsys) -> None:
    text = hostile.body(hostile.ALL).encode("utf-8", "surrogatepass")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert run(capsys, "show", "-", "--color", "always", "--links", "inline", coloured=True) == []
