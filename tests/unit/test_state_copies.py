"""Daily copies of the state, and what becomes of a damaged one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from reader.article import Place
from reader.store.state.copies import KEPT, copies, keep_daily, restore
from reader.store.state.state import State
from tests.damage import break_table


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "data" / "state.db")


def filled(path: str, progress: int = 40) -> State:
    state = State(path)
    state.library("/books").remember("a.md", Place(3), progress)
    return state


def test_one_copy_a_day_is_made_and_three_stay(path: str) -> None:
    state = filled(path)
    for number in range(1, 7):
        assert keep_daily(state, f"2024-05-0{number}")
        assert not keep_daily(state, f"2024-05-0{number}")
    kept = copies(path)
    assert [day for day, _ in kept] == ["2024-05-06", "2024-05-05", "2024-05-04"]
    assert len(kept) == KEPT
    assert stat.S_IMODE(os.stat(kept[0][1]).st_mode) == 0o600


def test_a_copy_of_a_day_to_come_is_the_oldest_one_and_goes_first(path: str) -> None:
    state = filled(path)
    keep_daily(state, "2999-01-01")  # the clock was wrong
    keep_daily(state, "2024-05-01")
    assert [day for day, _ in copies(path)] == ["2024-05-01", "2999-01-01"]
    for day in ("2024-05-02", "2024-05-03"):
        keep_daily(state, day)
    assert [day for day, _ in copies(path)] == ["2024-05-03", "2024-05-02", "2024-05-01"]


def test_what_killed_processes_left_unfinished_is_removed_the_next_day(path: str) -> None:
    state = filled(path)
    left = [Path(f"{path}.daily-2024-05-01.4711"), Path(f"{path}.4712")]
    now = Path(f"{path}.daily-2024-05-01.4713")  # another session is at it
    for one in (*left, now):
        one.write_bytes(b"SQLite")
    for one in left:
        os.utime(one, (1e9, 1e9))
    assert keep_daily(state, "2024-05-02")
    assert [one.exists() for one in (*left, now)] == [False, False, True]
    assert os.path.exists(path)


def test_a_copy_is_whole_while_the_state_is_written_to(path: str) -> None:
    state = filled(path)
    keep_daily(state, "2024-05-01")
    copy = State(copies(path)[0][1])
    assert copy.library("/books").reading("a.md").progress == 40


@pytest.mark.parametrize("damage", ["header", "under way", "half"])
def test_a_damaged_state_is_restored_from_the_latest_copy(path: str, damage: str) -> None:
    state = filled(path)
    keep_daily(state, "2024-05-01")
    state.library("/books").remember("a.md", Place(5), 60)
    keep_daily(state, "2024-05-02")
    state.close()
    if damage == "header":
        Path(path).write_bytes(b"garbage" * 1000)
    elif damage == "half":
        data = Path(path).read_bytes()
        Path(path).write_bytes(data[: len(data) // 2])
    else:
        break_table(path, "reading")
    opened = State(path)
    assert opened.library("/books").reading("a.md").progress == 60
    assert "as it was on 2024-05-02" in opened.notices[0]
    assert any(".damaged-" in name for name in os.listdir(os.path.dirname(path)))


def test_a_copy_that_is_damaged_itself_is_passed_over(path: str) -> None:
    state = filled(path)
    keep_daily(state, "2024-05-01")
    keep_daily(state, "2024-05-02")
    state.close()
    Path(copies(path)[0][1]).write_bytes(b"garbage" * 1000)
    Path(path).write_bytes(b"garbage" * 1000)
    assert State(path).library("/books").reading("a.md").progress == 40


def test_a_state_that_another_session_made_stays(path: str) -> None:
    state = filled(path)
    keep_daily(state, "2024-05-01")
    state.library("/books").remember("a.md", Place(9), 90)
    assert restore(path) == ""
    assert state.library("/books").reading("a.md").progress == 90


def test_a_folder_that_can_not_be_written_leaves_no_copy_and_no_error() -> None:
    memory = State("file:/no-copies?vfs=memdb")
    assert not keep_daily(memory, "2024-05-01")


def test_a_copy_is_put_back_where_a_file_can_have_only_one_name(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError("no hard links here")

    state = filled(path)
    keep_daily(state, "2024-05-01")
    state.close()
    Path(path).write_bytes(b"garbage" * 1000)
    monkeypatch.setattr(os, "link", refused)
    assert State(path).library("/books").reading("a.md").progress == 40
    assert restore(path) == ""
