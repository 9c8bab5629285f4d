"""A disk without room: a sentence, reading goes on, and once there is room all of it is written."""

import contextlib
import os
import resource
import signal
import subprocess

import apsw
import pytest

from reader.article import Place, Quote
from reader.cli.main import main
from reader.session.remember import Memory
from reader.store.state.copies import copies, keep_daily
from reader.store.state.facts import Anchored
from reader.store.state.state import State, open_state
from tests.unit.test_state_file import as_nobody, filled


def sound(path):
    connection = apsw.Connection(path)
    try:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()


def in_a_child(work):
    """What a function prints as text, in a process of its own that may spoil its limits."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            os.write(write_end, str(work()).encode())
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as stream:
        told = stream.read().decode()
    os.waitpid(child, 0)
    return told


def read_until_it_is_full(memory, articles=4000):
    """Read on until a sentence tells that nothing can be written; that sentence."""
    for number in range(articles):
        memory.place(f"{number}.md", Place(number, quote="words " * 100), 50)
        memory.save()
        if notice := memory.take_notice():
            return notice
    return ""


def test_a_file_that_may_not_grow_is_a_sentence_and_nothing_written_is_lost(tmp_path):
    path = str(tmp_path / "state.db")
    filled(path)

    def read():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        memory = Memory(open_state(path).library("/books"))
        memory.reading("a.md")
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
        notice = read_until_it_is_full(memory)
        memory.place("later.md", Place(7), 60)
        goes_on = memory.reading("later.md").place.block == 7
        waits = not memory.is_saved
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        memory.save()
        return notice, goes_on, waits, memory.is_saved

    told = in_a_child(read)
    assert "What you do now is not remembered." in told
    assert told.endswith(", True, True, True)")
    assert sound(path)
    state = State(path)
    assert state.notices == ()
    library = state.library("/books")
    assert library.reading("a.md").progress == 40
    assert library.reading("later.md").place == Place(7)
    state.close()


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 256 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no disk can be mounted")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_a_sentence_and_when_there_is_room_all_is_written(small_disk):
    path = str(small_disk / "state.db")
    filled(path, count=10)
    ballast = small_disk / "ballast"
    memory = Memory(State(path).library("/books"))
    with contextlib.suppress(OSError):
        ballast.write_bytes(b"x" * 120_000)
    notice = read_until_it_is_full(memory)
    assert "disk is full" in notice
    memory.place("later.md", Place(7), 60)
    assert memory.reading("later.md").place == Place(7)
    assert not memory.is_saved
    ballast.unlink()
    memory.save()
    assert memory.is_saved
    assert sound(path)
    state = State(path)
    assert state.library("/books").reading("a.md").progress == 40
    assert state.library("/books").reading("later.md").place == Place(7)
    state.close()


def test_on_a_full_disk_no_copy_is_made_and_none_is_lost(small_disk):
    path = str(small_disk / "state.db")
    filled(path, count=10)
    state = State(path)
    assert keep_daily(state, "2026-01-01")
    with contextlib.suppress(OSError):
        (small_disk / "ballast").write_bytes(b"x" * 300_000)
    assert not keep_daily(state, "2026-01-02")
    assert [day for day, _ in copies(path)] == ["2026-01-01"]
    assert not [name for name in os.listdir(small_disk) if name.count(".") > 2]
    state.close()


def test_what_does_not_fit_leaves_the_file_named_by_o_as_it_was(
    small_disk, own_world, capsys, monkeypatch
):
    filled(str(own_world / "data" / "reader" / "state.db"))
    target = small_disk / "dump.jsonl"
    target.write_text("older")
    with contextlib.suppress(OSError):
        (small_disk / "ballast").write_bytes(b"x" * 300_000)
    assert main(["state", "--dump", "-o", str(target)]) == 1
    assert "no space left" in capsys.readouterr().err
    assert target.read_text() == "older"
    assert len(os.listdir(small_disk)) == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can drop to another user")
def test_in_a_home_that_is_read_only_all_that_is_kept_is_read(tmp_path):
    folder = tmp_path
    while folder != folder.parent and folder.stat().st_uid == 0 and folder.name:
        folder.chmod(folder.stat().st_mode | 0o055)
        folder = folder.parent
    path = str(tmp_path / "state.db")
    filled(path)
    state = State(path)
    state.library("/books").write([Anchored("a.md", "0" * 32, Quote("words"), 1.0, 1.0)])
    state.close()
    os.chmod(path, 0o444)
    os.chmod(tmp_path, 0o555)

    def look():
        memory = open_state(path)
        return memory.kept, [mark.quote.exact for mark in memory.library("/books").highlights()]

    assert as_nobody(look) == "(False, ['words'])"
    os.chmod(tmp_path, 0o755)


UNUSABLE = ("a folder", "garbage", "half its size", "from a newer version")


@pytest.mark.parametrize("what", UNUSABLE)
def test_an_unusable_state_is_one_sentence_for_the_commands_too(what, tmp_path, capsys):
    path = str(tmp_path / "state.db")
    spoil(path, what)
    before = bytes_of(path)
    status = main(["state", "--state", path])
    _, err = capsys.readouterr()
    os.environ.pop("READER_STATE", None)
    assert err.startswith("reader: ")
    assert err.count("\n") == 1
    if what in ("garbage", "half its size"):
        assert status == 0
        [aside] = [name for name in os.listdir(tmp_path) if ".damaged-" in name]
        assert bytes_of(str(tmp_path / aside)) == before
    else:
        assert status == 1
        assert bytes_of(path) == before


def spoil(path, what):
    """Make a state file unusable in a way."""
    if what == "a folder":
        os.makedirs(path)
        return
    filled(path)
    if what == "garbage":
        with open(path, "wb") as stream:
            stream.write(b"garbage" * 1000)
    elif what == "half its size":
        os.truncate(path, os.path.getsize(path) // 2)
    else:
        connection = apsw.Connection(path)
        connection.execute("PRAGMA user_version = 99")
        connection.close()


def bytes_of(path):
    if os.path.isdir(path):
        return os.listdir(path)
    with open(path, "rb") as stream:
        return stream.read()
