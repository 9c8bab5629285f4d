"""The list follows the files of the library, in every folder of it."""

import errno
import os
import shutil

import pytest

from reader.library.watch import ANYTHING, Change, Folders
from reader.session.desk import Desk
from reader.ui import catching_up
from tests.ui.conftest import write


@pytest.fixture
def refreshes(monkeypatch):
    """How often changed files were looked for."""
    done, refresh = [], Desk.refresh

    def counted(desk):
        done.append(1)
        return refresh(desk)

    monkeypatch.setattr(Desk, "refresh", counted)
    return done


@pytest.fixture
def deep(library):
    write(library, "below/deeper/one.md", "Deep Down", day="2024-01-01")
    return library / "below" / "deeper"


async def watched(window, *folders):
    """Wait until these folders are watched."""
    wanted = {str(folder) for folder in folders}

    def are() -> bool:
        watch = window.screen.live._watching._folders
        return watch is not None and wanted <= watch.folders

    await window.until(are)
    await window.settle()


async def test_a_file_made_edited_or_removed_in_any_folder_is_listed(open_window, library, deep):
    async with open_window(library) as window:
        await watched(window, library, deep)
        write(deep, "two.md", "A Young One", day="2025-01-01")
        await window.until(lambda: "A Young One" in window.titles)
        write(deep, "two.md", "An Older One", day="2025-01-01")
        await window.until(lambda: "An Older One" in window.titles)
        (deep / "two.md").unlink()
        await window.until(lambda: "An Older One" not in window.titles)


async def test_a_folder_that_is_made_is_followed_and_one_that_is_removed_goes(open_window, library):
    async with open_window(library) as window:
        await watched(window, library)
        write(library, "young/a.md", "First of All", day="2025-01-01")
        await window.until(lambda: "First of All" in window.titles)
        await watched(window, library / "young")
        write(library, "young/b.md", "Second of All", day="2025-01-01")
        await window.until(lambda: "Second of All" in window.titles)
        shutil.rmtree(library / "young")
        await window.until(lambda: "First of All" not in window.titles)
        assert "Second of All" not in window.titles


async def test_a_tree_that_is_moved_in_is_listed_and_followed(open_window, library, tmp_path):
    write(tmp_path, "outside/x/y/z.md", "Moved In", day="2025-01-01")
    async with open_window(library) as window:
        await watched(window, library)
        os.rename(tmp_path / "outside", library / "inside")
        await window.until(lambda: "Moved In" in window.titles)
        await watched(window, library / "inside" / "x" / "y")
        write(library, "inside/x/y/z.md", "Edited There", day="2025-01-01")
        await window.until(lambda: "Edited There" in window.titles)


async def test_many_changes_at_once_are_one_refresh_or_two(open_window, library, deep, refreshes):
    async with open_window(library) as window:
        await watched(window, library, deep)
        before = len(refreshes)
        for number in range(400):
            folder = deep if number % 2 else deep.parent
            (folder / f"{number}.md").write_text(f"# Article {number}")
        (deep / "last.md").write_text("# The last one")
        await window.until(lambda: len(window.titles) == 409)
        await window.pilot.pause(1.0)
        assert len(refreshes) - before <= 2


async def test_what_is_no_article_wakes_up_nobody(open_window, library, deep, refreshes):
    async with open_window(library) as window:
        await watched(window, library, deep)
        before = len(refreshes)
        (deep / "notes.html").write_text("x")
        (deep / "image.png").write_text("x")
        await window.pilot.pause(3 * catching_up.QUIET)
        assert len(refreshes) == before


async def test_what_came_between_the_walk_and_the_watch_is_listed(
    open_window, library, deep, monkeypatch
):
    add = Folders.add

    def late(self, folder):
        if folder == str(deep) and not (deep / "between.md").exists():
            write(deep, "between.md", "In Between", day="2025-01-01")
        add(self, folder)

    monkeypatch.setattr(Folders, "add", late)
    async with open_window(library) as window:
        await window.until(lambda: "In Between" in window.titles)


async def test_without_watches_left_the_upper_folders_are_followed(
    open_window, library, deep, monkeypatch
):
    add = Folders.add

    def scarce(self, folder):
        if len(self.folders) >= 2 and folder not in self.folders:
            raise OSError(errno.ENOSPC, "No space left on device")
        add(self, folder)

    monkeypatch.setattr(Folders, "add", scarce)
    async with open_window(library) as window:
        await watched(window, library, deep.parent)
        write(deep.parent, "two.md", "Noticed", day="2025-01-01")
        await window.until(lambda: "Noticed" in window.titles)


async def test_where_the_kernel_lost_count_everything_is_looked_for(
    open_window, library, deep, refreshes
):
    async with open_window(library) as window:
        await watched(window, library, deep)
        before = len(refreshes)
        window.screen.live._told({ANYTHING})
        await window.until(lambda: len(refreshes) == before + 1)
        window.screen.live._told({Change(str(deep), "picture.png")})
        await window.pilot.pause(3 * catching_up.QUIET)
        assert len(refreshes) == before + 1
