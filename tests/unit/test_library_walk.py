"""The files of a folder that are articles."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from reader.article import FileStamp
from reader.errors import LibraryUnreadable
from reader.library.load import load
from reader.library.walk import FolderProblem, walk


def write(root: Path, *paths: str | bytes) -> None:
    for path in paths:
        file = os.path.join(os.fsencode(root), os.fsencode(path))
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "wb") as stream:
            stream.write(b"text\n")


def found(root: Path) -> list[str]:
    return [item.path for item in walk(str(root)) if isinstance(item, FileStamp)]


def problems(root: Path) -> list[FolderProblem]:
    return [item for item in walk(str(root)) if isinstance(item, FolderProblem)]


def test_articles_are_found_by_their_extension_in_the_order_of_their_paths(tmp_path: Path) -> None:
    paths = ["a-b.md", "a.txt", "a/b.markdown", "a/c/d.MKD", "b.mdown", "c.mdx", ".md", "z/.md"]
    write(tmp_path, *paths, "d.html", "md", "e.md.bak", "a/f.json")
    assert found(tmp_path) == sorted(paths)


def test_hidden_folders_and_node_modules_are_left_out(tmp_path: Path) -> None:
    write(
        tmp_path,
        ".git/a.md",
        "node_modules/b.md",
        "c/.obsidian/d.md",
        "c/node_modules/x/e.md",
        "f.md",
    )
    assert found(tmp_path) == ["f.md"]


def test_a_stamp_has_the_size_and_the_time_of_its_file(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    os.utime(tmp_path / "a.md", ns=(5, 1_234_567_891))
    assert list(walk(str(tmp_path))) == [FileStamp("a.md", 1_234_567_891, 5)]


def test_ignore_files_say_what_is_left_out(tmp_path: Path) -> None:
    write(
        tmp_path, "a.md", "drafts/b.md", "drafts/keep.md", "c/d.md", "c/e.md", "c/f/d.md", "g.txt"
    )
    (tmp_path / ".readerignore").write_text("# a comment\ndrafts/*\n!drafts/keep.md\n*.txt\nc/f/\n")
    (tmp_path / "c" / ".readerignore").write_text("/d.md\n")
    assert found(tmp_path) == ["a.md", "c/e.md", "drafts/keep.md"]


def test_a_line_that_is_no_pattern_is_told_and_the_others_hold(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "b.md")
    (tmp_path / ".readerignore").write_bytes(b"!\nb.md\n\xff\n")
    assert found(tmp_path) == ["a.md"]
    assert [(p.path, p.message) for p in problems(tmp_path)] == [
        (".readerignore", "Line 1 is no pattern and is left out.")
    ]


def test_pathspec_is_loaded_only_where_somebody_ignores_something(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    code = (
        "import sys; from reader.library.walk import walk; list(walk(sys.argv[1])); "
        "print('pathspec' in sys.modules)"
    )
    child = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert child.stdout == "False\n"


def test_names_of_any_kind_come_back_as_they_are(tmp_path: Path) -> None:
    names = ["[Needs topic/a.md", "new\nline.md", "\x1b[31m.md", "*?{a}.md", " .md", "日本.md"]
    write(tmp_path, *names, b"\xff\xfe.md")
    assert found(tmp_path) == sorted([*names, os.fsdecode(b"\xff\xfe.md")])
    for path in found(tmp_path):
        assert load(str(tmp_path), path).body == "text\n"


def test_what_is_no_file_is_passed_over_and_never_opened(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "e.md/f.md")
    os.mkfifo(tmp_path / "fifo.md")
    with socket.socket(socket.AF_UNIX) as listener:
        here = os.getcwd()
        os.chdir(tmp_path)  # the path of a socket may have some hundred bytes only
        try:
            listener.bind("socket.md")
        finally:
            os.chdir(here)
        os.symlink("/dev/zero", tmp_path / "device.md")
        os.symlink("fifo.md", tmp_path / "link.md")
        assert found(tmp_path) == ["a.md", "e.md/f.md"]


def test_each_real_file_comes_once_however_many_links_lead_to_it(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "b/c.md", ".hidden/d.md", ".hidden/sub/e.md", "text.dat")
    os.symlink("a.md", tmp_path / "again.md")
    os.symlink("b", tmp_path / "b-again")
    os.symlink(".hidden", tmp_path / "shown")
    os.symlink(".hidden/d.md", tmp_path / "z.md")
    os.symlink("text.dat", tmp_path / "text.md")
    os.symlink("text.dat", tmp_path / "text2.md")
    assert found(tmp_path) == ["a.md", "b/c.md", "shown/d.md", "shown/sub/e.md", "text.md"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    write(tmp_path, "a/b.md", ".h/c.md")
    os.symlink("..", tmp_path / "a" / "up")
    os.symlink(".", tmp_path / "a" / "here")
    os.symlink(tmp_path, tmp_path / "root")
    os.symlink("x.md", tmp_path / "y.md")
    os.symlink("y.md", tmp_path / "x.md")
    os.symlink(".h", tmp_path / "h")
    os.symlink("../h", tmp_path / ".h" / "again")
    assert found(tmp_path) == ["a/b.md", "h/c.md"]
    assert {p.path for p in problems(tmp_path)} == {"x.md", "y.md"}


def test_links_out_of_the_library_and_to_nothing_are_told_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.md", "library/a.md", "library-2/b.md")
    root = tmp_path / "library"
    os.symlink("../outside/secret.md", root / "secret.md")
    os.symlink("../outside", root / "folder")
    os.symlink("../library-2", root / "sibling")
    os.symlink("nothing.md", root / "gone.md")
    assert found(root) == ["a.md"]
    assert [p.path for p in problems(root)] == ["folder", "gone.md", "secret.md", "sibling"]


def test_a_root_that_is_a_link_or_hidden_is_walked(tmp_path: Path) -> None:
    write(tmp_path, ".library/a.md", ".library/b/c.md")
    os.symlink(".library", tmp_path / "link")
    os.symlink("b", tmp_path / ".library" / "d")
    assert found(tmp_path / "link") == ["a.md", "b/c.md"]
    assert found(tmp_path / ".library") == ["a.md", "b/c.md"]


def test_folders_nested_deeper_than_calls_are_walked(tmp_path: Path) -> None:
    depth = sys.getrecursionlimit() + 200
    here = os.getcwd()
    os.chdir(tmp_path)
    try:
        for _ in range(depth):
            os.mkdir("d")
            os.chdir("d")
        Path("a.md").write_text("deep")
        assert found(tmp_path) == ["d/" * depth + "a.md"]
    finally:
        # By hand: what removes pytest's folders recurses
        Path("a.md").unlink(missing_ok=True)
        while os.path.basename(os.getcwd()) == "d":
            os.chdir("..")
            os.rmdir("d")
        os.chdir(here)


def test_a_root_that_is_no_folder_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    for path in ("missing", "a.md"):
        with pytest.raises(LibraryUnreadable, match=r"can't be read: .*\."):
            list(walk(str(tmp_path / path)))


AS_NOBODY = """
import os, sys
from reader.errors import ArticleGone
from reader.library.load import load
from reader.library.walk import walk
os.setgroups([]); os.setgid(65534); os.setuid(65534)
for item in walk(sys.argv[1]):
    print(item.path, getattr(item, "message", ""))
try:
    load(sys.argv[1], "locked.md")
except ArticleGone as error:
    print(error)
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can drop to another user")
def test_an_unreadable_folder_is_told_and_the_rest_is_walked() -> None:
    # Not in pytest's own folder, which nobody else may enter
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, "a.md", "drafts/b.md", "names/c.md", "z/d.md", "locked.md")
        root.chmod(0o755)
        (root / "drafts").chmod(0o700)
        (root / "names").chmod(0o744)  # its names may be read, its files not
        (root / "locked.md").chmod(0o600)
        child = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, folder], capture_output=True, text=True, check=False
        )
    assert child.stdout.splitlines() == [
        "a.md ",
        "drafts Not readable: permission denied.",
        "locked.md ",
        "names/c.md Not readable: permission denied.",
        "z/d.md ",
        "locked.md can't be read: permission denied.",
    ], child.stderr
