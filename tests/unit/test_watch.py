"""Word of changed files from the kernel."""

import os
import select
import sys

import pytest

from reader.library.watch import Change, Folders
from reader.ui.watching import watch_all

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="not Linux")


@pytest.fixture
def folders(tmp_path):
    watching = Folders()
    watching.add(str(tmp_path))
    yield watching
    watching.close()


def told(folders):
    """The changes that come within a hang guard of five seconds."""
    assert select.select([folders], [], [], 5)[0]
    return folders.changed()


def names(changes):
    return {change.name for change in changes}


def test_a_file_written_renamed_and_removed_is_told(folders, tmp_path):
    file = tmp_path / "a.md"
    file.write_text("one")
    assert names(told(folders)) == {"a.md"}
    (tmp_path / "b").write_text("two")
    os.replace(tmp_path / "b", file)
    assert names(told(folders)) == {"a.md", "b"}
    file.unlink()
    assert names(told(folders)) == {"a.md"}


def test_nothing_is_told_while_nothing_happens(folders, tmp_path):
    (tmp_path / "a.md").write_text("one")
    told(folders)
    (tmp_path / "a.md").read_text()
    assert not select.select([folders], [], [], 0.05)[0]
    assert folders.changed() == set()


def test_a_folder_that_goes_is_watched_no_more(folders, tmp_path):
    below = tmp_path / "below"
    below.mkdir()
    folders.changed()
    folders.add(str(below))
    assert folders.folders == {str(tmp_path), str(below)}
    below.rmdir()
    changes = told(folders)
    assert Change(str(below), "", is_folder=True) in changes
    assert Change(str(tmp_path), "below", is_folder=True) in changes
    assert folders.folders == {str(tmp_path)}


def test_another_folder_takes_the_place_of_the_first(folders, tmp_path):
    below = tmp_path / "below"
    below.mkdir()
    folders.add(str(below))
    folders.remove([str(tmp_path)])
    assert folders.folders == {str(below)}
    folders.changed()
    (tmp_path / "a.md").write_text("one")
    assert not select.select([folders], [], [], 0.05)[0]
    (below / "b.md").write_text("two")
    assert told(folders) == {Change(str(below), "b.md")}


def test_a_folder_that_is_not_there_is_an_error(folders, tmp_path):
    with pytest.raises(OSError, match="No such file"):
        folders.add(str(tmp_path / "nowhere"))


def test_once_it_is_closed_no_folder_is_added_and_the_rest_is_not_looked_at(tmp_path):
    watch = Folders()
    asked = []

    def some():
        for number in range(1000):
            asked.append(number)
            if number == 3:
                watch.close()
            yield str(tmp_path)

    assert watch_all(watch, str(tmp_path), some(), 1 << 62) is False
    assert asked == [0, 1, 2, 3]
    assert not watch.folders
    with pytest.raises(OSError, match="Bad file descriptor"):
        watch.add(str(tmp_path))
