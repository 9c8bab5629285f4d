"""What happened to a folder."""

from __future__ import annotations

from reader.article import FileStamp
from reader.library.changes import Changes, diff


def test_new_changed_and_missing_files_are_told_apart() -> None:
    before = [
        FileStamp("a", 1, 1),
        FileStamp("b", 1, 1),
        FileStamp("c", 1, 1),
        FileStamp("d", 1, 1),
    ]
    now = [FileStamp("a", 1, 1), FileStamp("b", 2, 1), FileStamp("c", 1, 2), FileStamp("e", 1, 1)]
    assert diff(now, before) == Changes((now[3],), (now[1], now[2]), ("d",))


def test_an_unchanged_folder_has_no_changes() -> None:
    stamps = [FileStamp("a", 1, 1)]
    assert not diff(stamps, stamps)
    assert diff(stamps, [])
    assert diff([], stamps)
