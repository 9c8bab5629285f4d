"""What `reader` says before there is an interface, and which library it means."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.cli.main import main
from reader.errors import LibraryUnreadable, UsageError
from reader.session.desk import Desk
from reader.session.library import resolve
from reader.settings import Settings

ROOT = Path(__file__).parents[2]
HANGS = 60.0  # seconds; a guard


def _article(folder: Path, name: str = "a.md") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("---\ntitle: A\n---\n\nText.\n")
    return path


def _on_terminal(*words: str, cwd: Path = ROOT, **environment: str) -> tuple[int, str]:
    """The program on a terminal of its own, for what ends before an interface: status, output."""
    ours, theirs = pty.openpty()
    try:
        with subprocess.Popen(
            [sys.executable, "-m", "reader", *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=cwd,
            env={**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT), **environment},
            start_new_session=True,
        ) as child:
            os.close(theirs)
            until = time.monotonic() + HANGS
            said = b""
            while time.monotonic() < until:
                if select.select([ours], [], [], 0.1)[0]:
                    try:
                        data = os.read(ours, 65536)
                    except OSError:  # EIO: nobody has the other end open any more
                        break
                    if not data:
                        break
                    said += data
            else:
                child.kill()
            return child.wait(), said.decode().replace("\r\n", "\n")
    finally:
        os.close(ours)


# Before the interface


def test_without_a_terminal_it_names_the_commands_that_need_none(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main([str(tmp_path)]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "reader: the interface needs a terminal; reader list, search and show work without one\n"
    )


@pytest.mark.parametrize("term", ["", "dumb"])
def test_a_terminal_without_a_cursor_is_told(term: str, tmp_path: Path) -> None:
    status, said = _on_terminal(str(tmp_path), TERM=term)

    assert status == 2
    assert said == (
        "reader: this terminal can't place a cursor (TERM is dumb or not set); "
        "reader list, search and show FILE work here\n"
    )


@pytest.mark.parametrize("pager", ["sed s/^/PAGED:/", "there-is-none"])
def test_there_one_article_is_shown_through_the_pager(tmp_path: Path, pager: str) -> None:
    article = _article(tmp_path)
    where = {"PATH": "/nowhere"} if pager == "there-is-none" else {}
    status, said = _on_terminal(str(article), TERM="dumb", PAGER=pager, **where)

    assert status == 0
    assert said.startswith(
        "reader: this terminal can't place a cursor (TERM is dumb or not set), so"
    )
    assert "Text." in said
    assert ("PAGED:A\n" in said) == bool("sed" in pager)
    assert "\x1b" not in said


def test_show_goes_through_the_pager_there_too_and_one_that_is_left_early_is_no_error(
    tmp_path: Path,
) -> None:
    article = tmp_path / "long.md"
    article.write_text("word\n\n" * 20_000)
    status, said = _on_terminal("show", str(article), TERM="dumb", PAGER="head -n 9")

    assert (status, said.count("word")) == (0, 3)


def test_an_unknown_folder_is_one_sentence(tmp_path: Path) -> None:
    status, said = _on_terminal(str(tmp_path / "nowhere"))

    assert status == 1
    assert said == f"reader: {tmp_path}/nowhere can't be read: no such file or directory.\n"


def test_a_pipe_in_place_of_an_article_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.md")

    status, said = _on_terminal(str(tmp_path / "x.md"))
    assert status == 1
    assert said.startswith("reader: ")
    assert said.count("\n") == 1


def test_a_name_is_cleaned_before_it_is_told() -> None:
    status, said = _on_terminal("/no\x1b]0;x\x07\x1b[2J where")

    assert status == 1
    assert "\x1b" not in said
    assert "\x07" not in said


@pytest.mark.parametrize("words", [["--measure", "9"], ["--theme", "x"], ["a", "b"], ["--what"]])
def test_wrong_usage_is_told_before_anything_is_opened(words: list[str]) -> None:
    status, said = _on_terminal(*words)

    assert status == 2
    assert said.startswith("reader: ")
    assert said.endswith("Try: reader --help\n")
    assert said.count("\n") == 1


def test_in_the_home_folder_it_asks_for_a_name(tmp_path: Path) -> None:
    status, said = _on_terminal(cwd=tmp_path, HOME=str(tmp_path))

    assert status == 2
    assert said == (
        "reader: this is no folder of articles; name one: reader FOLDER. "
        "READER_LIBRARY or the setting “library” name it for good\n"
    )


# Which library


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, apart from the home folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_a_name_goes_before_everything_else(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_LIBRARY", "/from/environment")

    assert resolve("named", Settings(library="/from/settings")) == "named"


def test_then_the_environment_then_the_setting_then_here(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert resolve(None, Settings()) == str(here)
    assert resolve(None, Settings(library="/from/settings")) == "/from/settings"

    monkeypatch.setenv("READER_LIBRARY", "/from/environment")
    assert resolve(None, Settings(library="/from/settings")) == "/from/environment"


def test_the_home_folder_in_a_variable_is_found(
    here: Path, own_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_LIBRARY", "~/articles")

    assert resolve(None, Settings()) == str(own_world / "home" / "articles")


def test_a_name_is_a_path_as_it_stands(here: Path) -> None:
    assert resolve("~", Settings()) == "~"  # the shell has done its part


@pytest.mark.parametrize("place", ["home", "/"])
def test_at_home_the_library_of_last_time_is_opened(
    place: str, own_world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own_world / "home" if place == "home" else "/")

    with pytest.raises(UsageError, match="name one: reader FOLDER"):
        resolve(None, Settings(), last=lambda: None)
    with pytest.raises(UsageError):  # which is there no more
        resolve(None, Settings(), last=lambda: str(tmp_path / "gone"))
    assert resolve(None, Settings(), last=lambda: str(tmp_path)) == str(tmp_path)


def test_what_was_opened_is_the_library_of_last_time(
    own_world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _article(tmp_path / "articles")
    monkeypatch.chdir(own_world / "home")

    Desk.open(str(tmp_path / "articles"), Settings()).close()
    assert resolve(None, Settings()) == str(tmp_path / "articles")


def test_a_link_to_the_home_folder_is_the_home_folder(
    own_world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(own_world / "home")
    monkeypatch.chdir(tmp_path / "link")

    with pytest.raises(UsageError):
        resolve(None, Settings(), last=lambda: None)


def test_a_current_folder_that_was_deleted_is_one_sentence(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.rmdir()

    with pytest.raises(LibraryUnreadable, match="does not exist any more"):
        resolve(None, Settings())


# Which article


def test_one_article_is_opened_alone(tmp_path: Path) -> None:
    path = _article(tmp_path / "articles", "[x\nb.md")

    desk = Desk.open(str(path), Settings())
    assert (desk.library.root, desk.single) == (str(tmp_path / "articles"), "[x\nb.md")
    desk.close()


def test_a_link_to_an_article_opens_what_it_leads_to(tmp_path: Path) -> None:
    path = _article(tmp_path / "articles")
    (tmp_path / "link.md").symlink_to(path)

    desk = Desk.open(str(tmp_path / "link.md"), Settings())
    assert (desk.library.root, desk.single) == (str(tmp_path / "articles"), "a.md")
    desk.close()


def test_one_article_is_not_the_library_of_last_time(
    own_world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _article(tmp_path / "articles")
    monkeypatch.chdir(own_world / "home")

    Desk.open(str(path), Settings()).close()
    with pytest.raises(UsageError):
        resolve(None, Settings())


def test_a_folder_called_like_a_command_is_opened_by_its_path(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _article(here / "list")

    assert main(["./list"]) == 2  # the interface, which finds no terminal here
    assert "needs a terminal" in capsys.readouterr().err
    assert main(["list", "./list"]) == 0
    assert "A" in capsys.readouterr().out
