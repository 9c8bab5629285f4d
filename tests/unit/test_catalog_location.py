"""Where a catalog lies when it can't lie where it should."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from reader.errors import CatalogBusy, CatalogUnwritable
from reader.store.catalog import location, lock, naming
from reader.store.catalog.location import Kind, Location
from reader.store.catalog.schema import READING, SCHEMA


@pytest.fixture(autouse=True)
def no_private_folder() -> None:
    """The process has one private folder; that of a test before lies in another world."""
    location.remove_private()


def places(root: str = "/srv/articles") -> list[Location]:
    return list(location.candidates(root))


def test_the_cache_folder_comes_first_then_a_private_one_then_memory() -> None:
    found = places()
    assert [place.kind for place in found] == [Kind.CACHE, Kind.PRIVATE, Kind.MEMORY]
    assert found[0].folder == os.path.join(os.environ["XDG_CACHE_HOME"], "reader")
    assert found[1].folder.startswith(os.environ["XDG_RUNTIME_DIR"])
    location.remove_private()


def test_the_cache_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("READER_CACHE", str(tmp_path / "here"))
    assert next(location.candidates("/x")).folder == str(tmp_path / "here")


def test_the_file_tells_its_library_and_both_numbers() -> None:
    name = naming.file_name("/srv/my articles")
    assert name.startswith("my-articles-")
    assert name.endswith(f".{SCHEMA}.{READING}.db")
    assert naming.file_name("/srv/a") != naming.file_name("/srv/b/../a2")
    assert naming.file_name("/")
    assert naming.file_name("/srv/caf\udce9")


def test_a_private_folder_is_for_its_owner_alone_and_goes() -> None:
    private = places()[1]
    mode = os.stat(private.folder)
    assert stat.S_IMODE(mode.st_mode) == 0o700
    assert mode.st_uid == os.getuid()
    location.remove_private()
    assert not os.path.exists(private.folder)


def test_a_private_folder_is_deleted_when_the_process_ends(tmp_path: Path) -> None:
    code = (
        "from reader.store.catalog.location import candidates\n"
        "found = list(candidates('/x'))\n"
        "open(found[1].path, 'w').close()\n"
        "print(found[1].folder)"
    )
    folder = subprocess.check_output([sys.executable, "-c", code], text=True).strip()
    assert folder.startswith(os.environ["XDG_RUNTIME_DIR"])
    assert not os.path.exists(folder)


def test_what_a_killed_process_left_is_deleted_by_the_next(tmp_path: Path) -> None:
    code = (
        "import os\n"
        "from reader.store.catalog.location import candidates\n"
        "print(list(candidates('/x'))[1].folder, flush=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    left = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    folder = left.stdout.strip()
    assert os.path.isdir(folder)
    alive = places()[1]
    assert not os.path.exists(folder)
    assert os.path.isdir(alive.folder)
    location.remove_private()


def test_where_no_folder_can_be_written_it_is_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("READER_CACHE", str(blocked / "below"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(blocked))
    monkeypatch.setattr(location, "_temporary_folder", lambda: str(blocked))
    assert [place.kind for place in places()] == [Kind.MEMORY]


def test_an_unusable_catalog_is_put_aside_without_its_log(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    for suffix in ("", "-wal", "-shm"):
        (tmp_path / f"c.db{suffix}").write_text("old")
    location.put_aside(str(path))
    assert [file.name for file in tmp_path.iterdir()] == ["c.db.unusable"]


def test_a_folder_in_the_place_of_a_catalog_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / "c.db").mkdir()
    location.put_aside(str(tmp_path / "c.db"))
    assert not (tmp_path / "c.db").exists()


def test_catalogs_of_older_versions_go_and_those_of_newer_ones_stay(tmp_path: Path) -> None:
    name = naming.file_name("/srv/articles")
    stem = name.removesuffix(f".{SCHEMA}.{READING}.db")
    other = naming.file_name("/srv/other").replace(f".{SCHEMA}.", ".0.")
    kept = {name, f"{stem}.{SCHEMA + 1}.0.db", other, "something.db"}
    for file in (*kept, f"{stem}.{SCHEMA - 1}.7.db", f"{stem}.{SCHEMA - 1}.7.db-wal"):
        (tmp_path / file).touch()
    location.remove_outdated(str(tmp_path / name))
    assert {file.name for file in tmp_path.iterdir()} == kept


def test_a_catalog_has_one_writer(tmp_path: Path) -> None:
    place = Location(str(tmp_path / "c.db"), Kind.CACHE)
    waited: list[None] = []
    with (
        lock.held(place),
        pytest.raises(CatalogBusy, match="Another session"),
        lock.held(place, patience=0.01, on_wait=lambda: waited.append(None)),
    ):
        pass
    assert len(waited) == 1
    with lock.held(place):
        pass


def test_a_lock_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    place = Location(str(tmp_path / "absent" / "c.db"), Kind.CACHE)
    with pytest.raises(CatalogUnwritable, match="can't be written"), lock.held(place):
        pass
