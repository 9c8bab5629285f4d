"""`reader check`, as a shell sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli.main import main

BROKEN = b"---\r\ntitle: 'Falcon's model'\r\nauthor: Jane\r\n---\r\nbody \xff\r\n"
FINE = b"---\ntitle: Fine\ndate: 2024-02-09\n---\nbody\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "broken.md").write_bytes(BROKEN.replace(b" \xff", b""))
    (tmp_path / "fine.md").write_bytes(FINE)
    return tmp_path


def check(capsys: pytest.CaptureFixture[str], *args: str | Path) -> tuple[int, list[str], str]:
    status = main(["check", *map(str, args)])
    out, err = capsys.readouterr()
    return status, out.splitlines(), err


def test_each_problem_is_a_line_with_its_place(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(capsys, library) == (
        1,
        [
            "a/broken.md:2: the apostrophe in `title` was not escaped. Shown in full; the file is unchanged."
        ],
        "",
    )


def test_a_library_without_problems_says_nothing(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (library / "a" / "broken.md").unlink()
    assert check(capsys, library) == (0, [], "")


def test_one_file_can_be_checked(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = check(capsys, library / "a" / "broken.md")
    assert status == 1
    assert out[0].startswith("broken.md:2: ")
    assert check(capsys, library / "fine.md") == (0, [], "")


def test_json_has_an_object_for_each_problem(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (library / "empty.md").write_bytes(b"")
    status, out, _ = check(capsys, "--json", library)
    assert status == 1
    assert [json.loads(line) for line in out] == [
        {
            "path": "a/broken.md",
            "line": 2,
            "message": "the apostrophe in `title` was not escaped. "
            "Shown in full; the file is unchanged.",
            "loss": False,
        },
        {"path": "empty.md", "line": 0, "message": "This file is empty.", "loss": False},
    ]


def test_what_can_not_be_walked_or_read_is_a_problem(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.symlink("nowhere.md", library / "link.md")
    status, out, _ = check(capsys, library)
    assert status == 1
    assert out[1] == "link.md: A link that leads nowhere: no such file or directory."
    os.mkfifo(library / "fifo.md")
    status, out, _ = check(capsys, library / "fifo.md")
    assert (status, out) == (1, ["fifo.md: fifo.md is no file that can be read."])


def test_no_control_character_comes_out(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (b"new\nline\x1b[31m\x9b.md", b"\xff\xe2\x80\xae.md"):
        with open(os.path.join(os.fsencode(library), name), "wb") as stream:
            stream.write(
                b'---\ntitle: "it\'s \x1b]52;c;x\x07 "x"\n"k\x9b": a: b\ndate: \x1b[2J\n---\n\x1b\n'
            )
    for flags in ([], ["--json"], ["--fix"], ["--fix", "--json"]):
        status = main(["check", *flags, str(library)])
        out, err = capsys.readouterr()
        assert status == 1
        for text in (out, err):
            assert not {c for c in text if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160}, (
                flags
            )
            assert "\u202e" not in text
    status, out_lines, _ = check(capsys, library)
    assert any(line.startswith("new\\nline\ufffd.md") for line in out_lines)


def test_fix_shows_a_diff_and_writes_nothing(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (library / "a" / "broken.md").read_bytes()
    status, out, err = check(capsys, "--fix", library)
    assert status == 1
    assert out == [
        "--- a/broken.md",
        "+++ a/broken.md",
        "@@ -1,4 +1,4 @@",
        " ---",
        "-title: 'Falcon's model'",
        "+title: 'Falcon''s model'",
        " author: Jane",
        " ---",
    ]
    assert err == "1 file can be mended; with --yes that is written.\n"
    assert (library / "a" / "broken.md").read_bytes() == before


def test_fix_with_yes_writes_the_front_matter_and_no_byte_of_the_body(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (library / "a" / "broken.md").write_bytes(BROKEN)
    stamp = (library / "fine.md").stat()
    status, _, err = check(capsys, "--fix", "--yes", library)
    assert (status, err) == (0, "1 file mended.\n")
    assert (library / "a" / "broken.md").read_bytes() == BROKEN.replace(b"Falcon's", b"Falcon''s")
    assert (library / "fine.md").stat() == stamp
    assert check(capsys, "--fix", "--yes", library) == (0, [], "Nothing to mend.\n")


def test_fix_tells_what_it_leaves_alone(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / "t.md").write_bytes(b"+++\ntitle = 'it's'\n+++\nbody\n")
    status, _, err = check(capsys, "--fix", "--yes", library)
    assert status == 1
    assert err == (
        "t.md: The front matter is left as it is: it is TOML, and only YAML is written.\n"
        "1 file mended.\n"
    )


def test_yes_without_fix_is_wrong_usage(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys, "--yes", library) == (
        2,
        [],
        "reader: --yes does something only with --fix.\n",
    )


def test_a_path_that_is_missing_is_one_sentence(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = check(capsys, library / "missing")
    assert (status, out) == (1, [])
    assert err.startswith("reader: ")
    assert err.count("\n") == 1


def test_a_reader_that_has_seen_enough_ends_it_quietly(library: Path) -> None:
    for number in range(3_000):
        (library / f"{number}.md").write_bytes(b"")
    child = subprocess.Popen(
        [sys.executable, "-m", "reader", "check", str(library)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout
    assert child.stderr
    child.stdout.readline()
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    child.wait(timeout=30)


def test_the_interface_is_not_loaded(library: Path) -> None:
    code = (
        "import sys; from reader.cli.main import main; main(['check', sys.argv[1]]); "
        "print(sorted({'textual', 'rich', 'apsw', 'dateutil', 'charset_normalizer', 'pathspec'}"
        " & set(sys.modules)), file=sys.stderr)"
    )
    child = subprocess.run(
        [sys.executable, "-c", code, str(library)], capture_output=True, text=True, check=True
    )
    assert child.stderr == "['apsw']\n"  # for the width of characters
