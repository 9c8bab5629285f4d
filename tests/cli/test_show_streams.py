"""`reader show` as a part of a pipe: soon, quietly, and with sentences that name what was asked for."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli import show
from reader.cli.main import main
from reader.session.page import Page

ROOT = Path(__file__).parents[2]
PARAGRAPH = "The river bends and the [road](https://example.org/a) follows it, *slowly* 🙂. " * 12
BOOK = f"# A Book\n\n{PARAGRAPH}\n\n- one\n- two\n\n" * 10_000


@pytest.fixture
def book(tmp_path: Path) -> str:
    path = tmp_path / "book.md"
    path.write_text(BOOK, encoding="utf-8")
    return str(path)


class Stream(io.StringIO):
    """A stream that notes what was written by each flush."""

    def __init__(self) -> None:
        super().__init__()
        self.flushed: list[int] = []

    def reconfigure(self, **_: object) -> None:
        """As a text stream has it."""

    def flush(self) -> None:
        self.flushed.append(self.tell())


def test_what_is_laid_out_is_written_at_once(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Page] = []
    laid_out: list[int] = []
    stream = Stream()
    make = show.page_of

    def page_of(*arguments: object, **named: object) -> Page:
        made.append(make(*arguments, **named))  # type: ignore[arg-type]
        return made[-1]

    def flush() -> None:
        laid_out.append(made[-1].flow.laid_out)
        Stream.flush(stream)
        if len(laid_out) == 3:
            raise BrokenPipeError

    monkeypatch.setattr(show, "page_of", page_of)
    monkeypatch.setattr(stream, "flush", flush)
    monkeypatch.setattr(sys, "stdout", stream)
    with pytest.raises(BrokenPipeError):
        show.run(_arguments(book))
    assert stream.getvalue().count("\n") == 3 * show.ROWS_AT_ONCE
    assert laid_out[0] < 40
    assert laid_out[-1] < 120
    assert not made[0].text.complete


def _arguments(*words: str):
    import argparse

    parser = argparse.ArgumentParser()
    show.add_arguments(parser)
    return parser.parse_args(words)


@pytest.mark.parametrize("source", ["file", "stdin"])
def test_the_first_lines_of_a_book_can_be_read_and_the_rest_left(book: str, source: str) -> None:
    name = book if source == "file" else "-"
    with (
        Path(book).open("rb") as stdin,
        subprocess.Popen(
            [sys.executable, "-m", "reader", "show", name],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        ) as child,
    ):
        assert child.stdout is not None
        assert child.stderr is not None
        lines = [child.stdout.readline().decode() for _ in range(12)]
        assert child.poll() is None  # it waits for somebody to read on
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0
    assert lines[0] == "A Book\n"
    assert any("The river bends" in line for line in lines)


def test_minutes_of_a_book_are_estimated_by_its_beginning(
    book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = Stream()

    def flush() -> None:
        raise BrokenPipeError  # the other hours of the book are not waited for

    monkeypatch.setattr(stream, "flush", flush)
    monkeypatch.setattr(sys, "stdout", stream)
    with pytest.raises(BrokenPipeError):
        show.run(_arguments(book, "--links", "none"))
    byline = stream.getvalue().split("\n")[2]
    words = len(BOOK.replace("](https://example.org/a)", "").split())
    assert byline.startswith("about ")
    assert abs(int(byline.split()[1]) - words / 238) < words / 238 / 10


@pytest.mark.parametrize("name", ["none/such.md", "folder", "../away/none.md"])
def test_what_can_not_be_read_is_named_as_it_was_asked_for(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["show", name]) == 1
    assert capsys.readouterr().err.startswith(f"reader: {name} ")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["serch", "x"], "reader search …"),
        (["shwo", "a.md"], "reader show …"),
        (["lsit"], "reader list"),
        (["Search", "x"], "reader search …"),
    ],
)
def test_a_misspelt_command_gets_a_hint(
    words: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    said = capsys.readouterr().err
    assert said.endswith(f"Try: {hint}\n")
    assert words[0] in said
    assert said.count("\n") == 1


def test_a_folder_with_nearly_the_name_of_a_command_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lists").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["lists"]) == 2  # there is no terminal here
    assert "terminal" in capsys.readouterr().err


def test_targets_within_the_article_get_no_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.md"
    (tmp_path / "other.md").write_text("# Other\n", encoding="utf-8")
    path.write_text(
        "# A\n\n[up](#a) [[Other]] a note[^1] [file](other.md) [web](https://example.org)\n\n[^1]: text\n",
        encoding="utf-8",
    )
    assert main(["show", str(path)]) == 0
    lines = capsys.readouterr().out.split("\n")
    assert [line for line in lines if line.startswith("[") and "]" in line][-2:] == [
        "[1] other.md",
        "[2] https://example.org",
    ]
