"""`reader status`: one line, of what the catalog and the state know, with next to nothing loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.article import Place
from reader.cli.main import main
from reader.session.status import NAMES
from reader.store.state.facts import Archived, Marked, Opened, Reached
from reader.store.state.state import State
from tests.catalogs import front, write_library

ROOT = Path(__file__).parents[2]
NOW = 1_700_000_000.0


@pytest.fixture
def library(tmp_path: Path, own_world: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Ten articles: one is begun, one read, one put away, two are new."""
    root = write_library(
        tmp_path / "articles", {f"{number}.md": front(f"T{number}") for number in range(10)}
    )
    state = State()
    kept = state.library(os.path.realpath(root))
    kept.begin_visit(NOW)
    kept.write(
        [
            Opened("0.md", NOW),
            Reached("0.md", Place(1), 30, NOW),
            Marked("1.md", True, NOW),
            Archived("2.md", True, NOW),
            Reached("gone.md", Place(1), 30, NOW),
        ]
    )
    assert main(["index", str(root)]) == 0
    from reader.store.hashing import path_hash

    kept.arrived([path_hash(f"{number}.md") for number in range(5)], first=True)
    kept.arrived([path_hash(f"{number}.md") for number in (5, 6)], first=False)
    state.close()
    capsys.readouterr()
    return root


def status(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    result = main(["status", *arguments])
    out, err = capsys.readouterr()
    return result, out, err


def test_one_line_tells_what_is_new_begun_and_unread(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(capsys, str(library)) == (0, "2 new, 1 begun, 7 unread\n", "")


def test_json_has_an_object_for_status_bars(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result, out, _ = status(capsys, "--json", str(library))
    assert result == 0
    assert json.loads(out) == {
        "library": str(library),
        **dict(zip(NAMES, (2, 1, 7, 10), strict=True)),
    }


def test_in_the_home_folder_it_tells_of_the_library_read_last(
    library: Path,
    own_world: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(own_world / "home")
    assert status(capsys)[1] == "2 new, 1 begun, 7 unread\n"


def test_the_setting_names_the_library(
    library: Path,
    own_world: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = own_world / "config" / "reader"
    folder.mkdir()
    (folder / "config.toml").write_text(f'library = "{library}"\n')
    monkeypatch.chdir(own_world / "runtime")
    assert status(capsys)[1] == "2 new, 1 begun, 7 unread\n"


def test_another_state_has_other_numbers(
    library: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("READER_STATE", "")
    result, out, _ = status(capsys, str(library), "--state", str(tmp_path / "other.db"))
    assert (result, out) == (0, "0 new, 0 begun, 10 unread\n")
    assert not (tmp_path / "other.db").exists()


def test_a_state_that_can_not_be_read_counts_as_none(
    library: Path, own_world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = own_world / "data" / "reader" / "state.db"
    for sidecar in ("-wal", "-shm"):
        path.with_name(path.name + sidecar).unlink(missing_ok=True)
    path.write_bytes(b"garbage" * 1000)
    assert status(capsys, str(library))[:2] == (0, "0 new, 0 begun, 10 unread\n")
    assert path.read_bytes() == b"garbage" * 1000


def test_what_was_never_read_is_one_sentence_and_1(
    tmp_path: Path, own_world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result, out, err = status(capsys, str(tmp_path))
    assert (result, out) == (1, "")
    assert err == "reader: This folder was not read yet; reader index reads it.\n"
    assert os.listdir(own_world / "cache") == []
    result, out, err = status(capsys, str(tmp_path / "missing"))
    assert (result, out) == (1, "")
    assert err.endswith("missing is no folder.\n")


OURS = {
    "reader",
    "reader.cli",
    "reader.cli.main",
    "reader.cli.status",
    "reader.errors",
    "reader.folders",
    "reader.session",
    "reader.session.status",
    "reader.session.which",
    "reader.store",
    "reader.store.catalog",
    "reader.store.catalog.glance",
    "reader.store.catalog.naming",
    "reader.store.catalog.schema",
    "reader.store.hashing",
    "reader.store.state",
    "reader.store.state.path",
    "reader.store.state.schema",
}
HEAVY = {"argparse", "ctypes", "dataclasses", "enum", "hashlib", "json", "re", "typing", "tomllib"}


def test_it_loads_next_to_nothing(library: Path) -> None:
    program = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "from reader.cli.main import main\n"
        f"main(['status', {str(library)!r}])\n"
        "print(*sorted(set(sys.modules) - before), file=sys.stderr)\n"
    )
    command = [sys.executable, "-S", "-c", program]
    path = os.pathsep.join([str(ROOT), *(entry for entry in sys.path if entry)])
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    loaded = set(done.stderr.split())
    assert {name for name in loaded if name.split(".")[0] == "reader"} <= OURS
    top = {name.partition(".")[0] for name in loaded}
    assert top - set(sys.stdlib_module_names) == {"apsw", "reader"}
    assert top & HEAVY == set()
    assert done.stdout == "2 new, 1 begun, 7 unread\n"
