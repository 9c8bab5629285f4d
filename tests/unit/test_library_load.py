"""One file, read."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest

from reader.errors import ArticleGone
from reader.library import load as loading
from reader.library.load import load, load_bytes


def test_a_document_carries_the_stamp_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    file = tmp_path / "a" / "b.md"
    file.write_bytes(b"---\r\ntitle: x\r\n---\r\nbody\r\n")
    document = load(str(tmp_path), "a/b.md")
    assert document.path == "a/b.md"
    assert (document.size, document.mtime_ns) == (file.stat().st_size, file.stat().st_mtime_ns)
    assert (document.body, document.body_line) == ("body\n", 4)


def test_a_file_that_is_gone_or_never_was_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    for path in ("missing.md", "a/missing.md", "folder.md", "x\x1b[31m.md"):
        with pytest.raises(ArticleGone) as raised:
            load(str(tmp_path), path)
        assert "\x1b" not in str(raised.value)


def test_pipes_devices_and_sockets_are_refused_without_opening_them(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.md")
    os.symlink("fifo.md", tmp_path / "link.md")
    os.symlink("/dev/zero", tmp_path / "device.md")
    here = os.getcwd()
    os.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        try:
            listener.bind("socket.md")
        finally:
            os.chdir(here)
        refused: list[str] = []

        def try_all() -> None:
            for path in ("fifo.md", "link.md", "device.md", "socket.md"):
                try:
                    load(str(tmp_path), path)
                except ArticleGone:
                    refused.append(path)

        # In a thread, since to open a pipe would wait for ever
        thread = threading.Thread(target=try_all, daemon=True)
        thread.start()
        thread.join(timeout=10)
    assert refused == ["fifo.md", "link.md", "device.md", "socket.md"]


def test_nothing_outside_of_the_folder_is_read(tmp_path: Path) -> None:
    root = tmp_path / "library"
    root.mkdir()
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "library-2").mkdir()
    (tmp_path / "library-2" / "a.md").write_text("secret")
    os.symlink("../secret.md", root / "link.md")
    os.symlink("..", root / "up")
    for path in (
        "link.md",
        "up/secret.md",
        "../secret.md",
        "../library-2/a.md",
        "..",
        str(tmp_path / "secret.md"),
    ):
        with pytest.raises(ArticleGone):
            load(str(root), path)


def test_links_inside_of_the_folder_are_read(tmp_path: Path) -> None:
    (tmp_path / ".kept").mkdir()
    (tmp_path / ".kept" / "a.txt").write_text("text")
    os.symlink(".kept/a.txt", tmp_path / "link.md")
    assert load(str(tmp_path), "link.md").body == "text"


def test_a_file_is_read_up_to_the_limit_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "LARGEST", 1 << 20)
    with open(tmp_path / "large.md", "wb") as stream:
        stream.write(b"---\ntitle: x\n---\n")
        stream.truncate(5 << 20)  # the rest is a hole, which takes no space
    document = load(str(tmp_path), "large.md")
    assert document.metadata.title == "x"
    assert document.size == 5 << 20
    told = [problem for problem in document.problems if problem.loss]
    assert [problem.message for problem in told] == ["Only the first 1 MiB of 5 MiB are read."]


def test_a_file_that_ends_within_a_character_at_the_limit_loses_only_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "LARGEST", 8)
    document = load_bytes("aaaaaaä".encode()[:8], "x.md", size=100)
    assert document.body == "aaaaaaä"
    document = load_bytes("aaaaaaaä".encode()[:8], "x.md", size=100)
    assert document.body == "aaaaaaa"
    assert [problem.loss for problem in document.problems] == [True]


def test_problems_come_in_the_order_of_their_lines() -> None:
    document = load_bytes(b"---\ntitle: 'a's'\ndate: soon\n---\n\x07\n", "x.md")
    assert [problem.line for problem in document.problems] == [2, 3, 5, 0]
