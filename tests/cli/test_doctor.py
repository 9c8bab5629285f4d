"""`reader doctor`: a line for each thing, whatever state it is in, and nothing touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from reader.cli import doctor
from reader.cli.main import main
from reader.session.doctor import examination, folders, versions
from reader.session.doctor.finding import Finding, Verdict, bad, good
from reader.store import examined
from reader.store.state.facts import Opened
from reader.store.state.schema import MIGRATIONS
from reader.store.state.state import State
from tests.catalogs import front, write_library

ROOT = Path(__file__).parents[2]


@pytest.fixture
def library(tmp_path: Path, own_world: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Two articles, indexed, and a state."""
    root = write_library(tmp_path / "articles", {f"{n}.md": front(f"T{n}") for n in range(2)})
    assert main(["index", str(root)]) == 0
    state = State()
    state.library(os.path.realpath(root)).write([Opened("0.md", 1_700_000_000.0)])
    state.close()
    capsys.readouterr()
    return root


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, str]]:
    status = main(["doctor", "--json", *arguments])
    out, err = capsys.readouterr()
    assert err == ""
    lines = {line["name"]: line for line in map(json.loads, out.splitlines())}
    assert status == (1 if any(line["mend"] for line in lines.values()) else 0)
    return lines


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


def catalog_of(world: Path) -> Path:
    (path,) = (world / "cache" / "reader").glob("*.db")
    return path


def test_what_is_well_is_told_with_its_versions(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = told(capsys, str(library))
    assert lines["library"]["told"] == str(library)
    assert "2 articles" in lines["catalog"]["told"]
    assert f"format {len(MIGRATIONS)}" in lines["state"]["told"]
    names = ("library", "catalog", "state", "config.toml", "cache", "data", "settings", "log")
    for name in (*names, "reader", "Python", "textual", "apsw", "SQLite", "pyromark"):
        assert lines[name]["verdict"] == "good", name
    assert lines["SQLite"]["told"] == apsw.sqlite_lib_version()


def test_nothing_is_written_not_even_beside_a_log(
    library: Path, own_world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(own_world)
    told(capsys, str(library))
    assert everything(own_world) == before


def test_in_the_home_folder_the_last_library_is_meant_and_nothing_is_written(
    library: Path,
    own_world: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = State()
    state.library(os.path.realpath(library)).begin_visit(1_700_000_000.0)
    state.close()
    monkeypatch.chdir(own_world / "home")
    before = everything(own_world)
    assert told(capsys)["library"]["told"] == str(library)
    assert everything(own_world) == before


def test_a_change_that_was_cut_off_is_no_damage(
    library: Path, own_world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = own_world / "data" / "reader" / "state.db"
    connection = apsw.Connection(str(path))
    connection.execute(
        "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; PRAGMA cache_spill = 1"
    )
    connection.execute("CREATE TABLE more (x)")
    connection.execute("INSERT INTO more SELECT zeroblob(999) FROM sqlite_master, sqlite_master")
    connection.execute("BEGIN IMMEDIATE; UPDATE more SET x = randomblob(999)")
    connection.cache_flush()
    assert told(capsys, str(library))["state"]["verdict"] == "note"  # locked
    file, journal = path.read_bytes(), path.with_name("state.db-journal").read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    path.write_bytes(file)
    path.with_name("state.db-journal").write_bytes(journal)
    before = everything(own_world)
    line = told(capsys, str(library))["state"]
    assert line["verdict"] == "note"
    assert "the next start takes it back" in line["told"]
    assert everything(own_world) == before


def test_a_state_without_a_log_is_read_with_locks(
    library: Path, own_world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = own_world / "data" / "reader" / "state.db"
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA journal_mode = DELETE")
    before = everything(own_world)
    assert told(capsys, str(library))["state"]["verdict"] == "good"
    assert everything(own_world) == before
    connection.execute("BEGIN EXCLUSIVE")
    assert "just now" in told(capsys, str(library))["state"]["told"]
    connection.close()


def test_a_session_that_writes_during_the_look_makes_no_damage(
    library: Path, own_world: Path
) -> None:
    path = str(own_world / "data" / "reader" / "state.db")
    looks: list[bool] = []

    def half(_: apsw.Connection) -> str:
        looks.append(True)
        if len(looks) == 1:
            os.utime(path)
            raise apsw.CorruptError("half of a change")
        return "whole"

    assert examined.answered(path, half) == "whole"
    assert len(looks) == 2

    def torn(_: apsw.Connection) -> str:
        looks.append(True)
        raise apsw.CorruptError("torn")

    with pytest.raises(apsw.CorruptError):
        examined.answered(path, torn)
    assert len(looks) == 3  # nobody wrote: that is how it is


def test_before_the_first_start_nothing_is_made(
    own_world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = told(capsys, str(tmp_path))
    assert everything(own_world).keys() == {
        str(own_world / name) for name in ("cache", "config", "data", "home", "runtime", "state")
    }
    assert lines["catalog"]["verdict"] == lines["state"]["verdict"] == "note"
    assert "made when it is needed" in lines["cache"]["told"]


def test_what_a_running_session_has_not_folded_in_is_read_too(
    library: Path, own_world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = State()
    state.library(os.path.realpath(library)).write([Opened("1.md", 1_700_000_001.0)])
    assert (own_world / "data" / "reader" / "state.db-wal").stat().st_size
    assert told(capsys, str(library))["state"]["verdict"] == "good"
    state.close()


def test_a_damaged_catalog_is_told_and_stays(
    library: Path, own_world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = catalog_of(own_world)
    path.write_bytes(path.read_bytes()[:4096] + b"garbage " * 4096)
    before = everything(own_world)
    line = told(capsys, str(library))["catalog"]
    assert line["verdict"] == "mend"
    assert path.name in line["mend"]
    assert everything(own_world) == before


def test_a_large_catalog_is_read_to_its_end_only_where_that_is_wanted(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examined, "LARGE", 0)
    assert "--whole" in told(capsys, str(library))["catalog"]["told"]
    assert told(capsys, "--whole", str(library))["catalog"]["told"].endswith(", whole")
    monkeypatch.setattr(examined, "LARGE", 10**9)
    monkeypatch.setattr(examined, "PATIENCE", -1.0)
    monkeypatch.setattr(examined, "_STEPS", 1)
    assert "--whole" in told(capsys, str(library))["catalog"]["told"]


def test_words_that_do_not_fit_the_index_are_a_fault(
    library: Path, own_world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = apsw.Connection(str(catalog_of(own_world)))
    connection.execute("DELETE FROM words_data WHERE id > 100")
    connection.close()
    assert told(capsys, str(library))["catalog"]["verdict"] == "mend"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (b"garbage " * 999, "the copy of 2026-01-02"),
        (b"", "good"),
    ],
)
def test_a_damaged_state_is_told_with_the_copy_that_takes_its_place(
    library: Path, own_world: Path, capsys: pytest.CaptureFixture[str], damage: bytes, said: str
) -> None:
    path = own_world / "data" / "reader" / "state.db"
    path.with_name("state.db.daily-2026-01-02").write_bytes(path.read_bytes())
    path.write_bytes(damage)
    line = told(capsys, str(library))["state"]
    assert said in str(line)
    assert path.read_bytes() == damage


def test_a_state_of_a_newer_version_is_left_as_it_is(
    library: Path, own_world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = own_world / "data" / "reader" / "state.db"
    connection = apsw.Connection(str(path))
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    line = told(capsys, str(library))["state"]
    assert "newer version" in line["told"]
    assert "update reader" in line["mend"]


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_a_state_that_is_no_file_is_told_and_not_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    path = tmp_path / "state"
    path.mkdir() if kind == "folder" else os.mkfifo(path)
    line = told(capsys, str(tmp_path), "--state", str(path))["state"]
    assert "no ordinary file" in line["told"]
    assert line["mend"] == "name another one: --state FILE"


def test_a_state_that_can_not_be_written_is_told(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.session.doctor.kept.os.access", lambda _, mode: not mode & os.W_OK)
    line = told(capsys, str(library))["state"]
    assert "can't be written" in line["told"]
    assert line["mend"].startswith("chmod u+rw")


@pytest.mark.parametrize("name", ["a b", "it's", "a  b", "a\nb", "\u202e", "\udcff\\", "*"])
def test_what_is_to_be_typed_names_that_file_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    monkeypatch.setenv("READER_CACHE", str(folder))
    assert main(["index", str(tmp_path)]) == 0
    capsys.readouterr()
    (path,) = folder.glob("*.db")
    path.write_bytes(b"garbage " * 999)
    mend = told(capsys, str(tmp_path))["catalog"]["mend"]
    command, _, _ = mend.rpartition(", and it is made anew")
    assert command.isprintable()
    beside = tmp_path / "b"
    beside.write_text("")
    subprocess.run(["bash", "-c", command], check=True, cwd=tmp_path, env={"LC_ALL": "C.UTF-8"})
    assert not path.exists()
    assert folder.exists()
    assert beside.exists()


def test_a_folder_that_can_not_be_made_is_told(
    tmp_path: Path,
    own_world: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("READER_CACHE", str(tmp_path / "file" / "cache"))
    lines = told(capsys, str(tmp_path))
    assert lines["cache"]["verdict"] == "mend"
    assert "READER_CACHE" in lines["cache"]["mend"]
    assert folders.unwritable(str(tmp_path / "file")) == "is no folder"


def test_a_network_file_system_is_told(
    tmp_path: Path,
    own_world: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("folders", "kept"):
        monkeypatch.setattr(f"reader.session.doctor.{module}.is_remote", lambda _: True)
    lines = told(capsys, str(tmp_path))
    assert lines["cache"]["verdict"] == "mend"
    for name in ("data", "settings", "library"):
        assert lines[name]["verdict"] == "note"
        assert "network" in lines[name]["told"]
    assert "Ctrl+R" in lines["inotify"]["told"]


def test_a_full_disk_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "LEAST", 10**30)
    assert "make room" in told(capsys, str(tmp_path))["data"]["mend"]


@pytest.mark.skipif(sys.platform != "linux", reason="not Linux")
@pytest.mark.parametrize(
    ("number", "name"), [("EMFILE", "max_user_instances"), ("ENOSPC", "max_user_watches")]
)
def test_limits_of_inotify_that_are_used_up_are_told(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    number: str,
    name: str,
) -> None:
    import errno

    def refuse(*_: object) -> None:
        raise OSError(getattr(errno, number), "No more")

    monkeypatch.setattr("reader.library.watch.Folders.add", refuse)
    assert f"fs.inotify.{name}=" in told(capsys, str(tmp_path))["inotify"]["mend"]


def test_what_is_wrong_in_the_settings_is_told(
    tmp_path: Path, own_world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = own_world / "config" / "reader"
    folder.mkdir()
    (folder / "config.toml").write_text("measure = 3\n")
    line = told(capsys, str(tmp_path))["config.toml"]
    assert "measure takes 30 to 140" in line["told"]


@pytest.mark.parametrize("named", ["missing", "a\x1b]0;b\x07\u202ec", "\x00", "file"])
def test_a_folder_that_is_none_is_told_and_the_rest_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    (tmp_path / "file").write_text("")
    lines = told(capsys, str(tmp_path / named))
    assert lines["library"]["verdict"] == "mend"
    assert lines["pyromark"]["verdict"] == "good"
    main(["doctor", str(tmp_path / named)])
    out = capsys.readouterr().out
    assert all(char == "\n" or char.isprintable() for char in out)


def test_a_user_that_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_USER", "../x")
    assert "can't be a user" in told(capsys, str(tmp_path))["state"]["told"]


def test_a_look_that_fails_is_a_line_too() -> None:
    def fail() -> Finding:
        raise OSError(5, "Input/output error")

    (found,) = examination.looked("disk", fail)
    assert found.verdict is Verdict.NOTE
    assert "Input/output error" in found.told


def test_a_package_that_is_too_old_or_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    requirements = ["textual>=99.1", "nowhere>=1", "pytest>=99; extra == 'dev'"]
    monkeypatch.setattr(versions, "_requirements", lambda: requirements)
    mends = {finding.name: finding.mend for finding in versions.versions() if finding.mend}
    assert mends == {
        "textual": "pip install -U 'textual>=99.1'",
        "nowhere": "pip install 'nowhere>=1'",
    }


def test_the_project_names_a_least_version_for_each_package() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert len(versions.needed(project["dependencies"])) == len(project["dependencies"])
    assert project["name"] == versions.DISTRIBUTION


# How it is printed


def test_a_line_has_a_sign_and_what_mends_it() -> None:
    assert doctor.lines(good("locale", "UTF-8"), 0, ascii_only=False) == [
        "✓ locale              UTF-8"
    ]
    found = bad("colours", "256 – no more", "do this")
    assert doctor.lines(found, 0, ascii_only=False) == [
        "✗ colours             256 – no more → do this"
    ]
    assert doctor.lines(found, 80, ascii_only=True) == [
        "!! colours             256 - no more -> do this"
    ]


def test_on_a_narrow_terminal_what_is_to_be_typed_begins_a_line() -> None:
    found = bad("escape-time", "500 ms, and so on and on", "set -s escape-time 10")
    assert doctor.lines(found, 50, ascii_only=False) == [
        "✗ escape-time         500 ms, and so on and on",
        "                      → set -s escape-time 10",
    ]


def test_signs_are_ascii_without_utf8_and_no_terminal_is_needed(
    library: Path, own_world: Path
) -> None:
    for locale, sign in (("C", "ok "), ("C.UTF-8", "✓ ")):
        done = subprocess.run(
            [sys.executable, "-m", "reader", "doctor", str(library)],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # no controlling terminal
            env={**os.environ, "LC_ALL": locale, "PYTHONPATH": str(ROOT)},
        )
        out = done.stdout.decode()
        assert done.stderr == b""
        assert done.returncode == (1 if locale == "C" else 0)
        assert f"{sign}library" in out
        assert "no terminal here" in out
        assert out.isascii() is (locale == "C")


def test_no_toolkit_is_loaded(library: Path) -> None:
    program = (
        "import sys; from reader.cli.main import main; main(['doctor', sys.argv[1]]);"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(library)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert loaded.isdisjoint({"textual", "rich", "pyromark", "yaml"})
