"""Whatever a library holds, what the commands print is text, and where asked for colours and links."""

from __future__ import annotations

import contextlib
import io
import json
import shlex
import sys
from pathlib import Path

import pytest

from reader.cli import ansi
from reader.cli.main import COMMANDS, command_parser, main
from tests import hostile
from tests.hostile import FEW
from tests.stream import faults_of_command

REFUSED = "refused, refused"


@pytest.fixture(autouse=True)
def told_if_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What slipped past a gate and was refused at the end is a fault too."""
    monkeypatch.setattr(ansi, "_REFUSED", REFUSED)


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
    faults = faults_of_command(out, coloured=coloured) + faults_of_command(err)
    for text in (out, err):
        if (at := text.find(REFUSED)) >= 0:
            faults.append(f"refused at the last moment ({hostile.place_of(text, at)})")
    called = shlex.join(words)[:80]
    return [f"{called!r}: {fault}" for fault in faults[:3]]


@pytest.fixture
def kept(library: Path, tmp_path: Path, capsys) -> Path:
    """Something of each kind done with an article, in words as hostile as its own; a dump of it."""
    dump = tmp_path / "dump.jsonl"
    hostile.keep(library, dump)
    main(["index", str(library)])
    capsys.readouterr()
    return dump


Argv = list[str]
KINDS = ("author", "tag", "folder", "year", "minutes", "topic")
QUERIES = ("EVIL", f'"{FEW}"', f"auther:{FEW}", FEW, f"in:{FEW}", f"date:{FEW}", "evill~", "xyzzy")
FORM = "{title} {subtitle} {authors} {tags} {path} {problems} {cta} {hero_image} {read_time}"
WHOSE = {"--help", "--state", "--user", "--restricted"}  # of every command


def calls(root: str, article: str, dump: str) -> dict[str, list[Argv]]:
    """Each command in each of its ways."""
    rows = [["--json"], ["--format", FORM], ["--count"], ["--limit", "3"]]
    return {
        "list": [
            *([root, *more] for more in (*rows, ["--no-refresh"], ["--sort", "title,-date"])),
            *([root, "--no-refresh", "--query", query] for query in QUERIES),
            *([root, "--sort", FEW], [root, "--format", f"{{{FEW}}}"], [f"{root}/{FEW}"]),
        ],
        "search": [
            *(["EVIL", root, *more] for more in (["--json"], ["--format", FORM, "--limit", "2"])),
            *(["EVIL", root, "--count"], ["EVIL", root, "--format", "{snippet}", "--limit", "2"]),
            *([query, root, "--no-refresh", "--limit", "2"] for query in QUERIES),
        ],
        "related": [[article, root, *more] for more in ([], *rows, ["--no-refresh"])],
        "show": [["--width", "20", article], [FEW], ["--width", FEW, article]],
        "facets": [
            *([kind, root, *more] for kind in KINDS for more in ([], ["--json"])),
            [FEW, root],
            ["author", root, "--no-refresh", "--limit", "2", "--query", FEW],
        ],
        "index": [[root], [root, "--json"], [f"{root}/few", "--rebuild", "--for-interface"]],
        "check": [[root, *more] for more in ([], ["--json"], ["--fix"], ["--fix", "--json"])],
        "export": [
            *([root, "--no-refresh", "--format", form] for form in ("md", "json", "csv")),
            [root, "--query", FEW],
            [root, "--output", f"{root}/{FEW}/{FEW}"],
        ],
        "history": [[root, *more] for more in ([], ["--json"], ["--limit", "1"])],
        "status": [[root], [root, "--json"]],
        "state": [
            ["--load", dump],
            *([root, *more] for more in ([], ["--dump"], ["--forget"])),
            [root, "--dump", "--output", f"{root}/{FEW}/{FEW}"],
        ],
        "doctor": [[root], [root, "--json", "--whole"]],
        "completion": [[shell] for shell in ("bash", "zsh", "fish")],
    }


def test_every_command_prints_nothing_that_acts_on_a_terminal(
    library: Path, kept: Path, capsys
) -> None:
    every = calls(str(library), hostile.files(library)[0], str(kept))
    typed = [[command, *argv] for command, ways in every.items() for argv in ways]
    typed += [["__complete", word, "search", str(library)] for word in ("tag:", "ev", "l:", FEW)]
    typed += [[FEW], ["list", str(library), "--user", FEW], [f"--{FEW}"]]
    faults = [fault for words in typed for fault in run(capsys, *words)]
    assert faults == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_way_of_every_command_is_among_them(command: str) -> None:
    options = {
        option
        for action in command_parser(command)._actions
        for option in action.option_strings[-1:]
    }
    given = {word for argv in [*calls("", "", "")[command], *LOOKS] for word in argv}
    writes = {"--fix": {"--yes"}, "--forget": {"--yes"}}  # which writes files and prints the same
    known = given | WHOSE | {more for option in given for more in writes.get(option, ())}
    assert options <= known


LOOKS = [
    *(
        ["--color", color, "--links", links]
        for color in ("always", "never")
        for links in ("inline", "footnotes", "none")
    ),
    ["--source", "--color", "auto"],
    ["--source", "--color", "always", "--links", "inline"],
]


def test_every_article_is_shown_with_nothing_but_our_own_looks(library: Path, capsys) -> None:
    shown = [(file, look) for file in hostile.files(library) for look in LOOKS]
    shown += [(file, LOOKS[0]) for file in hostile.files(library, few=False)]
    faults = []
    for file, look in shown:
        faults += run(capsys, "show", file, *look, coloured="always" in look)
    assert faults == []
    assert LOOKS[0] == ["--color", "always", "--links", "inline"]


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
        assert run(capsys, "list", f"{library}/few") == []
        assert run(capsys, "doctor", f"{library}/few") == []


def test_standard_input_is_shown_so_too(monkeypatch, capsys) -> None:
    text = hostile.body(hostile.ALL).encode("utf-8", "surrogatepass")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert run(capsys, "show", "-", "--color", "always", "--links", "inline", coloured=True) == []
