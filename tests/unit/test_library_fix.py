"""Broken front matter, mended in the bytes of its file."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import yaml

from reader.errors import ArticleGone, ArticleUnwritable
from reader.library.fix import LeftAlone, Mended, diff, mend
from reader.library.load import load_bytes, read_bytes
from reader.library.replace import replace

BROKEN = b"---\ntitle: 'Falcon's model'\nauthor: Jane\n---\nbody\n"


def mended(data: bytes) -> bytes:
    outcome = mend(data, "x.md")
    assert isinstance(outcome, Mended), outcome
    return outcome.data


def test_only_the_broken_fields_are_written_anew() -> None:
    data = (
        b"---\n# keep me\ntitle:   'Falcon's model'  # and me\n\ndraft: true\ndate: 2024-01-02\n"
        b"tags:\n  - a # b\n  - 'c'\nsubtitle: a: b\n---\nbody\n"
    )
    assert mended(data) == (
        b"---\n# keep me\ntitle: 'Falcon''s model'  # and me\n\ndraft: true\ndate: 2024-01-02\n"
        b"tags:\n  - a # b\n  - 'c'\nsubtitle: 'a: b'\n---\nbody\n"
    )


@pytest.mark.parametrize(
    "block",
    [
        "title: 'Falcon's model'",
        'title: "She said "hi" \\u2014 there"',
        "title: Falcon: a model: really",
        "title: x\nsubtitle: wrapped\nat the margin it's\ncta: |\n  fine\n   here",
        "title: x\ntags:\n- it's: a\n- 'Falcon's'\nauthor: [it's, 'b', c]",
        "title: x\nauthor:\n\t- Jane\n\t- Joe",
        "title: x\nhero:\n  url: 'Falcon's.jpg'\n  alt: yes",
        "  title: 'Falcon's'\n  author: Jane",
        "title: 'yes's'\nlang: no\nslug: 0x10\nread_time: 12:30",
        "title: x\ndate: 2024-13-45",
        "title: !!python/object:os.system x",
        "title: bell \x07 rings\nauthor: Jane",
        '"title": "a "quoted" word"\ncta: \'it\'s\'',
        "title: '👋 it's'\nauthor: 'Zoë'",
        "title: @x\ncta: `y`\nslug: %z\nlang: - - a",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_written_says_to_every_parser_what_was_shown(block: str, end: str) -> None:
    body = "body\n\n---\nÜmlaut \x07\n".replace("\n", end).encode() + b"\xff"
    data = f"---  \n{block}\n---\n".replace("\n", end).encode() + body
    before = load_bytes(data, "x.md")
    outcome = mend(data, "x.md")
    assert isinstance(outcome, Mended), outcome
    assert outcome.data.endswith(body)
    head = outcome.data.removesuffix(body).decode()
    assert head.count(end) == head.count("\n")
    written = head.removeprefix("---  " + end).removesuffix("---" + end)
    typed = yaml.safe_load(written)
    strings = yaml.load(written, Loader=yaml.CBaseLoader)
    after = load_bytes(outcome.data, "x.md")
    assert after.metadata == before.metadata
    assert after.body == before.body
    for key, value in before.metadata.fields:
        if isinstance(strings[key], str):
            assert strings[key] == value
        if isinstance(typed[key], str):
            assert typed[key] == value
    assert mend(outcome.data, "x.md") is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"body\n",
        b"---\ntitle: fine\ndate: 2024-01-02\n---\nbody\n",
        b"---\r\ntitle: 'it''s'\r\n---\r\nbody",
        b"---\ntitle: a\ntitle: b\n---\n",
        b"---\ndate: soon\n---\nbody \xff\n",
        b"+++\ntitle = 'fine'\n+++\nbody\n",
        b'{"title": "fine"}\nbody\n',
        b"caf\xe9\n",
    ],
)
def test_fine_files_are_not_touched(data: bytes) -> None:
    assert mend(data, "x.md") is None


def test_an_open_fence_is_closed_where_it_was_taken_to_end() -> None:
    assert mended(b"---\ntitle: 'it's'\n\nbody\n") == b"---\ntitle: 'it''s'\n---\n\nbody\n"
    assert mended(b"\xef\xbb\xbf---\ntitle: x") == b"\xef\xbb\xbf---\ntitle: x\n---\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"+++\ntitle = 'it's'\n+++\nbody\n", "it is TOML, and only YAML is written"),
        (b'{"title": "a "b""}\nbody\n', "it is JSON, and only YAML is written"),
        ("---\ntitle: 'it's'\n---\n".encode("utf-16"), "there is text in it that is not UTF-8"),
        (b"---\ntitle: 'it's caf\xe9'\n---\nnoir\n", "there is text in it that is not UTF-8"),
        ("---\ntitle: 'it's \u202eb'\n---\n".encode(), "`title` has marks of direction"),
        (b"---\ntitle: 'it's'\na: &a [1]\nb: *a\n---\n", "`b` refers to another field"),
        (b"---\ntitle: 'it's " + b"x" * (300 << 10) + b"'\n---\n", "it is too long"),
    ],
)
def test_what_cannot_be_written_faithfully_is_left_alone_and_told(data: bytes, reason: str) -> None:
    outcome = mend(data, "x.md")
    assert isinstance(outcome, LeftAlone)
    assert reason in outcome.message


def test_the_diff_shows_the_lines_that_change_and_nothing_hostile() -> None:
    outcome = mend(b"---\ntitle: 'it's \x1b[31m'\nauthor: x\n---\nbody\n", "a\x1b\n.md")
    assert isinstance(outcome, Mended)
    assert diff(outcome) == (
        "--- a\\n.md\n+++ a\\n.md\n@@ -1,4 +1,4 @@\n ---\n"
        "-title: 'it's '\n+title: 'it''s'\n author: x\n ---\n"
    )


def test_a_file_is_replaced_with_its_mode_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(BROKEN)
    file.chmod(0o640)
    data, seen = read_bytes(str(tmp_path), "a.md")
    replace(str(tmp_path), "a.md", mended(data), seen)
    assert file.read_bytes() == mended(BROKEN)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["a.md"]


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.md").write_bytes(BROKEN)
    os.symlink("real/a.md", tmp_path / "link.md")
    data, seen = read_bytes(str(tmp_path), "link.md")
    replace(str(tmp_path), "link.md", mended(data), seen)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real" / "a.md").read_bytes() == mended(BROKEN)


def test_nothing_outside_of_the_folder_is_written(tmp_path: Path) -> None:
    root = tmp_path / "library"
    root.mkdir()
    (tmp_path / "a.md").write_bytes(BROKEN)
    os.symlink("../a.md", root / "a.md")
    with pytest.raises(ArticleGone):
        replace(str(root), "a.md", b"", (tmp_path / "a.md").stat())
    assert (tmp_path / "a.md").read_bytes() == BROKEN


def test_a_file_that_was_changed_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(BROKEN)
    data, seen = read_bytes(str(tmp_path), "a.md")
    file.write_bytes(b"newer, and longer than it was before: a whole other text of mine\n")
    with pytest.raises(ArticleUnwritable, match="changed meanwhile"):
        replace(str(tmp_path), "a.md", mended(data), seen)
    assert file.read_bytes().startswith(b"newer")
    assert os.listdir(tmp_path) == ["a.md"]


def test_a_file_with_two_names_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(BROKEN)
    os.link(tmp_path / "a.md", tmp_path / "b.md")
    data, seen = read_bytes(str(tmp_path), "a.md")
    with pytest.raises(ArticleUnwritable, match="hard link"):
        replace(str(tmp_path), "a.md", mended(data), seen)


def test_a_disk_that_fails_leaves_the_old_file_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_bytes(BROKEN)
    data, seen = read_bytes(str(tmp_path), "a.md")

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ArticleUnwritable, match="no space left on device"):
        replace(str(tmp_path), "a.md", mended(data), seen)
    assert (tmp_path / "a.md").read_bytes() == BROKEN
    assert os.listdir(tmp_path) == ["a.md"]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can drop to another user")
def test_the_owner_of_a_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(BROKEN)
    os.chown(file, 65534, 65533)
    file.chmod(0o604)
    data, seen = read_bytes(str(tmp_path), "a.md")
    replace(str(tmp_path), "a.md", mended(data), seen)
    info = file.stat()
    assert (info.st_uid, info.st_gid, stat.S_IMODE(info.st_mode)) == (65534, 65533, 0o604)


AS_NOBODY = """
import os, sys
from reader.errors import ArticleUnwritable
from reader.library.load import read_bytes
from reader.library.replace import replace
os.setgroups([]); os.setgid(65534); os.setuid(65534)
for path in ("locked/a.md", "open/a.md"):
    data, seen = read_bytes(sys.argv[1], path)
    try:
        replace(sys.argv[1], path, b"other", seen)
    except ArticleUnwritable as error:
        print(error)
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can drop to another user")
def test_where_folder_or_owner_forbid_it_nothing_is_written() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        for name, mode in (("locked", 0o755), ("open", 0o777)):
            (root / name).mkdir()
            (root / name).chmod(mode)
            (root / name / "a.md").write_bytes(BROKEN)
        child = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, folder], capture_output=True, text=True, check=False
        )
        for name in ("locked", "open"):
            assert (root / name / "a.md").read_bytes() == BROKEN
            assert os.listdir(root / name) == ["a.md"]
    assert child.stdout.splitlines() == [
        "locked/a.md can't be written: permission denied.",
        "open/a.md can't be written: operation not permitted.",
    ], child.stderr
