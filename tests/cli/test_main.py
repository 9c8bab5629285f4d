"""The command line as a whole: statuses, sentences, streams, help, completion."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader import __version__
from reader.characters import is_clean
from reader.cli.completion import SHELLS, script
from reader.cli.main import COMMANDS, command_parser, main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of one article, beside folders with difficult names."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.md").write_text("---\ntitle: A\n---\n\nA quokka.\n")
    return articles


def _process(
    *words: str, stdin: int = subprocess.DEVNULL, stdout: int | None = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reader", *words],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        timeout=60,
    )


# Help and usage


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])

    assert left.value.code == 0
    out = capsys.readouterr().out
    for name, sentence in COMMANDS.items():
        assert f"  {name}" in out
        assert sentence in out


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])

    assert left.value.code == 0
    assert capsys.readouterr().out == f"reader {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])

    assert left.value.code == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"usage: reader {name}")
    assert err == ""


WRONG = [
    ["doctor", "a", "b"],
    ["doctor", "--what"],
    ["list", "a", "b"],
    ["list", "--what"],
    ["list", "--limit", "x"],
    ["list", "--limit"],
    ["list", "--sort", "size"],
    ["list", "--js"],  # no abbreviations: they would bind us
    ["search"],
    ["search", "a", "b", "c"],
    ["search", "a", "--what"],
    ["search", "a", "--limit", "-1"],
    ["related"],
    ["related", "no/such/file.md"],
    ["show"],
    ["show", "a", "b"],
    ["show", "--width", "0", "a"],
    ["show", "--width", "wide", "a"],
    ["show", "--color", "maybe", "a"],
    ["show", "--links", "all", "a"],
    ["index", "a", "b"],
    ["index", "--what"],
    ["check", "a", "b"],
    ["check", "--yes"],
    ["check", "--what"],
    ["export", "--format", "pdf"],
    ["facets"],
    ["facets", "autor"],
    ["facets", "author", "--limit", "x"],
    ["status", "a", "b"],
    ["history", "--limit", "x"],
    ["state", "--yes"],
    ["state", "--dump", "--forget"],
    ["state", "--user", "a/b"],
    ["list", "--state", ""],
    ["completion"],
    ["completion", "tcsh"],
    ["completion", "bash", "zsh"],
]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_usage_is_one_sentence_and_2(
    words: list[str],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder)

    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("reader: ")
    assert err.count("\n") == 1


def test_wrong_usage_is_tried_for_every_command() -> None:
    assert {words[0] for words in WRONG} == set(COMMANDS)


def test_what_is_wrong_is_cleaned(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--\x1b]0;x\x07\x9b"]) == 2
    assert is_clean(capsys.readouterr().err)


@pytest.mark.parametrize("name", ["list", "index", "check"])
def test_an_unknown_folder_is_one_sentence_and_1(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, str(tmp_path / "no\x1b[31m where")]) == 1

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("reader: ")
    assert err.count("\n") == 1
    assert is_clean(err)


# Streams


def test_a_closed_pipe_ends_every_command_quietly(folder: Path) -> None:
    long = "a title of some length " * 8
    for number in range(800):  # more than a pipe holds
        text = f"---\ntitle: 'It's {long} {number}'\n---\n\nA quokka.\n"
        (folder / f"{number} {long}.md").write_text(text)
    for words in (["list"], ["list", "--json"], ["check"], ["search", "quokka", "--json"]):
        with subprocess.Popen(
            [sys.executable, "-m", "reader", *words, str(folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        ) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            child.stdout.readline()
            child.stdout.close()
            assert child.stderr.read() == b"", words
        assert child.returncode == 0, words


COMMAND_LINES = (["list"], ["search", "quokka"], ["index"], ["show"], ["completion", "bash"])


def _words(line: list[str], folder: Path) -> list[str]:
    match line[0]:
        case "show":
            return [*line, str(folder / "a.md")]
        case "completion":
            return line
        case _:
            return [*line, str(folder)]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="not Linux")
@pytest.mark.parametrize("line", COMMAND_LINES, ids=" ".join)
def test_a_full_disk_below_stdout_is_one_sentence(line: list[str], folder: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        done = _process(*_words(line, folder), stdout=full)
    finally:
        os.close(full)
    assert done.returncode == 1
    assert done.stderr.startswith("reader: ")
    assert "Traceback" not in done.stderr


def _closed(number: int, *words: str) -> subprocess.CompletedProcess[str]:
    """The program with a standard stream that is not there at all, as `reader >&-` gives it."""
    code = f"import os, sys; os.close({number}); os.execv(sys.executable, sys.argv[1:])"
    command = [sys.executable, "-c", code, sys.executable, "-m", "reader", *words]
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=60,
    )


@pytest.mark.parametrize("words", [["show", "-"], ["articles"]], ids=" ".join)
def test_without_standard_input_there_is_no_traceback(words: list[str]) -> None:
    done = _closed(0, *words)
    assert done.returncode in (1, 2)
    assert done.stderr.startswith("reader: ")


@pytest.mark.parametrize("line", COMMAND_LINES, ids=" ".join)
def test_without_standard_output_there_is_no_traceback(line: list[str], folder: Path) -> None:
    assert "Traceback" not in _closed(1, *_words(line, folder)).stderr


# Completion


def _completed(tmp_path: Path, *words: str) -> set[str]:
    """What bash offers for the last of the words, in a folder."""
    text = tmp_path / "completion.bash"
    text.write_text(script("bash"))
    ask = f'source "{text}"; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _shtab_reader reader'
    done = subprocess.run(
        ["bash", "-c", f'{ask}; printf "%s\\n" "${{COMPREPLY[@]}}"', "bash", "reader", *words],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path / "shelf",
        env={**os.environ, "PATH": "/usr/bin:/bin"},  # no reader is on it, that would offer fields
        timeout=60,
    )
    assert done.stderr == ""
    return set(filter(None, done.stdout.splitlines()))


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder in which names are completed."""
    shelf = tmp_path / "shelf"
    for name in ("list", "logs", "my articles/deep"):
        (shelf / name).mkdir(parents=True)
    (shelf / "lemon.md").touch()
    (shelf / "my articles" / "one.md").touch()
    return shelf


def test_the_first_word_is_a_command_or_a_folder_or_an_article(tmp_path: Path, shelf: Path) -> None:
    first = _completed(tmp_path, "")

    assert first == {*COMMANDS, "list", "logs", "my articles", "lemon.md"}
    assert _completed(tmp_path, "lo") == {"logs"}
    assert _completed(tmp_path, "--theme", "dark", "l") == {"list", "logs", "lemon.md"}
    assert _completed(tmp_path, "./l") == {"./list", "./logs", "./lemon.md"}


def test_commands_complete_folders_and_articles(tmp_path: Path, shelf: Path) -> None:
    for words in (["list"], ["index"], ["search", "quokka"], ["list", "--json"]):
        assert _completed(tmp_path, *words, "l") == {"list", "logs"}
    for words in (["show"], ["check", "--fix"]):
        assert _completed(tmp_path, *words, "l") == {"list", "logs", "lemon.md"}
    assert _completed(tmp_path, "search", "l") == set()  # a query's fields are told by reader


@pytest.mark.parametrize("typed", ["my\\ articles/", '"my articles/', "'my articles/"])
def test_a_folder_with_a_space_is_completed(tmp_path: Path, shelf: Path, typed: str) -> None:
    assert _completed(tmp_path, "list", typed) == {"my articles/deep"}
    assert _completed(tmp_path, "show", typed) == {"my articles/deep", "my articles/one.md"}


def test_completing_runs_nothing_of_what_is_typed(tmp_path: Path, shelf: Path) -> None:
    for typed in ("$(touch ran)", "`touch ran`", "a;touch ran", "*"):
        _completed(tmp_path, "list", typed)

    assert not (shelf / "ran").exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_options_and_their_values_are_completed(name: str, tmp_path: Path, shelf: Path) -> None:
    shown = {
        option
        for action in command_parser(name)._actions
        if action.help != argparse.SUPPRESS
        for option in action.option_strings
    }
    assert _completed(tmp_path, name, "-") == shown


def test_values_are_completed(tmp_path: Path, shelf: Path) -> None:
    assert _completed(tmp_path, "completion", "") == set(SHELLS)
    assert _completed(tmp_path, "show", "--links", "") == {"inline", "footnotes", "none"}
    assert "lastread" in _completed(tmp_path, "list", "--sort", "")
    assert _completed(tmp_path, "--theme", "") == {"auto", "dark", "light"}


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_gets_every_command_and_option(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["completion", shell]) == 0

    out, err = capsys.readouterr()
    assert err == ""
    assert is_clean(out)
    for name in COMMANDS:
        assert name in out
        for action in command_parser(name)._actions:
            hidden = action.help == argparse.SUPPRESS
            for option in action.option_strings:
                bare = option.lstrip("-") if shell == "fish" else option
                assert hidden or bare in out
    assert "for-interface" not in out


def test_zsh_and_fish_complete_files_beside_the_commands() -> None:
    assert "files:library or article:_files" in script("zsh")
    assert script("fish").rstrip().endswith("-d 'library or article'")
