"""`--restricted`: what the commands refuse, what is not heeded, and what people are told."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from reader import folders
from reader.allowed import EVERYTHING, RESTRICTED
from reader.cli import restricted, whose
from reader.cli.main import COMMANDS, command_parser, launch_parser, main
from reader.session import views
from reader.terminal import browser, editor, pager, programs
from reader.ui import keys
from reader.ui.sheet_texts import help_text
from reader.ui.where import Where
from tests.catalogs import front, write_library


@pytest.fixture(autouse=True)
def as_before(own_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment and the gate for programs are this process's; the system's settings a test's."""
    monkeypatch.setattr(os, "environ", os.environ.copy())
    monkeypatch.setattr(folders, "EVERYBODYS", str(own_world / "everybody"))
    monkeypatch.setattr(programs, "_forbidden", "")
    monkeypatch.setattr(sys, "dont_write_bytecode", sys.dont_write_bytecode)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two articles, and one outside to which a link leads."""
    root = write_library(tmp_path / "articles", {"a.md": front("In"), "deep/b.md": front("Deep")})
    write_library(tmp_path / "elsewhere", {"secret.md": front("Secret")})
    (root / "out.md").symlink_to(tmp_path / "elsewhere" / "secret.md")
    (root / "away").symlink_to(tmp_path / "elsewhere")
    return root


def everybodys(world: Path, text: str) -> Path:
    """The settings of the whole system."""
    file = world / "everybody" / "reader" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    "words",
    [
        ("state",),
        ("state", "--dump"),
        ("doctor",),
        ("completion", "bash"),
        ("check", "--fix"),
        ("check", "--fix", "--yes"),
        ("export", "-o", "x.md"),
    ],
    ids=" ".join,
)
def test_what_writes_or_starts_something_is_refused(
    library: Path, words: tuple[str, ...], monkeypatch, capsys
) -> None:
    monkeypatch.chdir(library)
    assert main(["--restricted", *words]) == 2
    assert main([*words, "--restricted"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "restricted session" in err
    assert not (library / "x.md").exists()


@pytest.mark.parametrize(
    "words", [("list",), ("search", "T"), ("facets", "tag"), ("check",), ("index",), ("export",)]
)
def test_what_reads_works(library: Path, words: tuple[str, ...], monkeypatch, capsys) -> None:
    monkeypatch.chdir(library)
    assert main(["--restricted", *words]) in (0, 1)
    assert "restricted" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "file", ["out.md", "away/secret.md", "../elsewhere/secret.md", "/etc/hostname", "-", "a\0b"]
)
@pytest.mark.parametrize("command", ["show", "check", "related"])
def test_no_file_outside_of_the_library_is_shown(
    library: Path, file: str, command: str, monkeypatch, capsys
) -> None:
    monkeypatch.chdir(library)
    assert main([command, file, "--restricted"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "is not in the library" in err


def test_a_file_of_the_library_is_shown_by_its_path_in_it(
    library: Path, own_world: Path, capsys
) -> None:
    everybodys(own_world, f'library = "{library}"\n')
    assert main(["show", "deep/b.md", "--restricted"]) == 0
    assert "Deep" in capsys.readouterr().out


def test_where_the_system_names_a_library_no_other_one_is_opened(
    library: Path, own_world: Path, monkeypatch, capsys
) -> None:
    everybodys(own_world, f'library = "{library}"\n')
    monkeypatch.chdir("/")
    assert main(["list", "--restricted"]) == 0
    assert "Secret" not in capsys.readouterr().out
    for elsewhere in (str(library.parent / "elsewhere"), "away", "..", "/"):
        assert main(["list", elsewhere, "--restricted"]) == 2
        assert "is not in the library" in capsys.readouterr().err
    assert main(["list", "deep", "--restricted"]) == 0


def test_the_environment_and_ones_own_settings_choose_nothing(
    library: Path, own_world: Path, monkeypatch, capsys
) -> None:
    elsewhere = str(library.parent / "elsewhere")
    own = own_world / "config" / "reader" / "config.toml"
    own.parent.mkdir()
    own.write_text(f'library = "{elsewhere}"\n')
    everybodys(own_world, f'library = "{library}"\n')
    other = own_world / "other" / "reader" / "config.toml"
    other.parent.mkdir(parents=True)
    other.write_text(f'library = "{elsewhere}"\n')
    room = ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR")
    for name, value in (
        *((name, elsewhere) for name in room),
        *(("XDG_CONFIG_DIRS", str(other.parent.parent)), ("TERMINFO_DIRS", "/x")),
        *(("READER_LIBRARY", elsewhere), ("READER_CONFIG", str(own)), ("BROWSER", "/bin/sh")),
        *(("READER_STATE", "/etc/x"), ("READER_USER", "bo"), ("READER_CACHE", "/etc")),
        *(("EDITOR", "/bin/sh"), ("VISUAL", "/bin/sh"), ("PAGER", "sh"), ("LC_ALL", "../x")),
        *(("TEXTUAL_DRIVER", "os:x"), ("TEXTUAL_LOG", "/x"), ("TERMINFO", "/x"), ("LANG", "C")),
        ("TZ", ":../x"),
    ):
        monkeypatch.setenv(name, value)
    assert main(["list", "--user", "ann", "--restricted"]) == 0
    assert "Secret" not in capsys.readouterr().out
    left = set(os.environ)
    assert {name for name in left if name.startswith(("READER", "TEXTUAL"))} == {
        "READER_USER",
        "READER_CONFIG",
    }
    assert left & {"EDITOR", "VISUAL", "PAGER", "BROWSER", "LC_ALL", "TERMINFO", "TZ"} == set()
    assert left & {"XDG_CONFIG_DIRS", "TERMINFO_DIRS"} == set()
    assert elsewhere not in {os.environ.get(name) for name in room}
    assert set(folders.shared_settings_files()) == {os.environ["READER_CONFIG"]}
    assert os.environ["READER_USER"] == "ann"
    assert os.environ["LANG"] == "C"


def test_from_then_on_no_program_is_found_or_started() -> None:
    args = launch_parser().parse_args(["--restricted"])
    whose.settle(args)
    assert args.allowed == RESTRICTED
    with pytest.raises(programs.NotStarted, match="restricted to reading"):
        editor.edit("x", 1, {"EDITOR": "true", "PATH": os.environ["PATH"]})
    with pytest.raises(programs.NotStarted):
        programs.run_in_front(["true"])
    assert pager.command({"PAGER": "true", "PATH": os.environ["PATH"]}) is None
    assert browser.command({"BROWSER": "true", "PATH": os.environ["PATH"]}) is None


def test_without_the_flag_everything_is_allowed() -> None:
    args = command_parser("list").parse_args([])
    whose.settle(args, "list")
    assert args.allowed == EVERYTHING


def test_without_a_terminal_a_sentence_says_how_to_get_one(library: Path, capsys) -> None:
    assert main(["--restricted", "--user", "ann", str(library)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "ssh -t HOST" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", ["../ann", "", ".", "a/b", "-x", "a\nb", "a\x1b]0;x"])
def test_a_user_is_a_name_and_no_path(library: Path, name: str, capsys) -> None:
    assert main(["list", str(library), "--restricted", "--user", name]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_help_lists_nothing_that_is_forbidden() -> None:
    free = {binding.action for binding in keys.applying(Where.PAGE, single=False)}
    left = {b.action for b in keys.applying(Where.PAGE, single=False, allowed=RESTRICTED)}
    assert free - left == {"edit", "suspend"}
    text = "\n".join(
        line.text for line in help_text(Where.PAGE, single=False, allowed=RESTRICTED)(80)
    )
    assert "EDITOR" not in text
    assert "shell" not in text


def test_views_are_not_saved(tmp_path: Path) -> None:
    file = str(tmp_path / "config.toml")
    with pytest.raises(views.SettingsUnwritable, match="restricted to reading"):
        views.change(views.save("A", "b"), file, allowed=RESTRICTED)
    assert not os.path.exists(file)


def test_a_new_command_is_refused_until_somebody_says_that_it_only_reads() -> None:
    assert set(COMMANDS) - restricted.COMMANDS == {"state", "doctor", "completion"}
    assert set(COMMANDS) >= restricted.COMMANDS
