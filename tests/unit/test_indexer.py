"""The child that refreshes a library for the interface."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from reader.errors import CatalogUnwritable, IndexingStopped, LibraryUnreadable
from reader.session import indexer
from reader.session.indexer import Indexer, error_values
from reader.session.library import open_library
from reader.session.progress import Progress, Summary, as_values, of_values
from reader.store.catalog import location
from reader.store.catalog.location import Kind
from tests.catalogs import front, write_library

HANG = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_library(tmp_path / "articles", {f"{n}.md": front(f"No {n}") for n in range(150)})


def test_the_child_tells_its_progress_and_its_summary(folder: Path) -> None:
    library = open_library(str(folder))
    told: list[Progress] = []
    summary = Indexer(library).run(told.append)
    assert (summary.articles, summary.added) == (150, 150)
    assert told[-1] == Progress(150, 150, 150, committed=True, first=True)
    assert library.catalog().summary().articles == 150
    assert Indexer(library).run(told.append).changes == 0
    assert Indexer(library).run(told.append, rebuild=True).added == 150


def test_an_error_of_the_child_is_raised_as_it_was(folder: Path) -> None:
    library = open_library(str(folder))
    folder.rename(folder.parent / "moved")
    with pytest.raises(LibraryUnreadable, match="can't be read"):
        Indexer(library).run(lambda _: None)


def test_a_child_that_was_killed_is_started_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "deadly"
    place.mkdir()
    (place / "sitecustomize.py").write_text(
        "import os, sys\n"
        f"flag = {str(place / 'flag')!r}\n"
        "if 'index' in sys.orig_argv and not os.path.exists(flag):\n"
        "    open(flag, 'w').close()\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(place))
    assert Indexer(open_library(str(folder))).run(lambda _: None).articles == 150
    assert (place / "flag").exists()


def test_a_child_that_is_always_killed_is_a_sentence(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.errors import CatalogUnusable

    place = tmp_path / "deadly"
    place.mkdir()
    (place / "sitecustomize.py").write_text("import os\nos.kill(os.getpid(), 9)\n")
    monkeypatch.setenv("PYTHONPATH", str(place))
    with pytest.raises(CatalogUnusable, match="SIGKILL"):
        Indexer(open_library(str(folder))).run(lambda _: None)


def test_a_stopped_indexer_leaves_what_it_has_read(folder: Path) -> None:
    library = open_library(str(folder))
    write_library(folder, {f"more/{n}.md": front(f"More {n}", "Word " * 500) for n in range(1500)})
    working = Indexer(library)

    def stop(progress: Progress) -> None:
        if progress.committed:
            working.cancel()

    with pytest.raises(IndexingStopped, match="Stopped"):
        working.run(stop)
    assert 0 < library.catalog().summary().articles < 1650
    assert Indexer(library).run(lambda _: None).articles == 1650


def test_an_indexer_that_waits_for_another_can_be_stopped(folder: Path) -> None:
    from reader.store.catalog import lock

    library = open_library(str(folder))
    working = Indexer(library)
    raised: list[BaseException] = []

    def run() -> None:
        try:
            working.run(told.append)
        except IndexingStopped as error:
            raised.append(error)

    told: list[Progress] = []
    with lock.held(library.location):
        thread = threading.Thread(target=run)
        thread.start()
        end = time.monotonic() + HANG
        while not told and time.monotonic() < end:
            time.sleep(0.01)
        assert told[0].waiting
        working.cancel()
        thread.join(HANG)
    assert raised


def test_a_catalog_in_memory_is_filled_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_CACHE", "/proc/nowhere")
    monkeypatch.setattr(location, "_private_folder", lambda: "")
    library = open_library(str(folder))
    assert library.in_memory
    assert Indexer(library).run(lambda _: None).articles == 150
    assert library.catalog().summary().articles == 150
    stopped = Indexer(library)
    stopped.cancel()
    (folder / "0.md").unlink()
    with pytest.raises(IndexingStopped):
        stopped.run(lambda _: None)


def test_a_catalog_that_cannot_be_written_moves_and_its_readers_follow(folder: Path) -> None:
    library = open_library(str(folder))
    cache = Path(library.location.folder)
    # Where the file should be lies a folder that can't be replaced.
    os.makedirs(library.location.path + ".lock")
    assert Indexer(library).run(lambda _: None).notices[0].endswith("until this session ends.")
    assert library.location.kind is Kind.PRIVATE
    assert library.catalog().summary().articles == 150
    assert [entry.name for entry in cache.iterdir()] == [
        os.path.basename(library.location.path) + ".lock"
    ]
    location.remove_private()


def test_what_the_child_says_comes_back_the_same() -> None:
    progress = Progress(1, 2, 3, committed=True, waiting=False, first=True)
    summary = Summary(1, 2, 3, 4, 5, 0.5, ("A notice.",))
    assert of_values(as_values(progress)) == progress
    assert of_values(as_values(summary)) == summary
    assert of_values({"something": "else"}) is None


@pytest.mark.parametrize(
    "line", ["", "{", '{"progress": ', "[]", '"x"', '{"error": "annotations"}', "null"]
)
def test_a_line_cut_off_by_death_is_passed_over(line: str) -> None:
    assert indexer._told(line) is None


def test_an_error_comes_back_as_its_own_kind() -> None:
    import json

    told = indexer._told(json.dumps(error_values(CatalogUnwritable("No room."))))
    assert isinstance(told, CatalogUnwritable)
    assert str(told) == "No room."
