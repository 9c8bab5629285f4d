"""What happened to a folder."""

from __future__ import annotations

from reader.article import ArticleId, FileStamp
from reader.library.changes import Change, Gone, Indexed, differences


def indexed(*stamps: FileStamp) -> list[Indexed]:
    return [Indexed(ArticleId(number), stamp) for number, stamp in enumerate(stamps, 1)]


def test_new_changed_and_missing_files_are_told_apart() -> None:
    before = indexed(*(FileStamp(path, 1, 1) for path in "abcd"))
    now = [FileStamp("a", 1, 1), FileStamp("b", 2, 1), FileStamp("c", 1, 2), FileStamp("e", 1, 1)]
    assert list(differences(now, before)) == [
        Change(now[1], ArticleId(2)),
        Change(now[2], ArticleId(3)),
        Change(now[3]),
        Gone(ArticleId(4)),
    ]


def test_an_unchanged_folder_has_no_changes() -> None:
    stamps = [FileStamp("a", 1, 1)]
    assert not list(differences(stamps, indexed(*stamps)))
    assert list(differences(stamps, [])) == [Change(stamps[0])]
    assert list(differences([], indexed(*stamps))) == [Gone(ArticleId(1))]


def test_what_links_lead_to_may_come_last() -> None:
    stamps = [FileStamp(path, 1, 1) for path in ("a", "b/link", "c")]
    assert not list(differences([stamps[0], stamps[2], stamps[1]], indexed(*stamps)))


def test_names_that_are_no_text_stand_where_their_bytes_do() -> None:
    stamps = [FileStamp(path, 1, 1) for path in ("a\udcff", "a\ue000", "a😀")]
    in_bytes = sorted(stamps, key=lambda stamp: stamp.path.encode(errors="surrogateescape"))
    assert in_bytes != sorted(stamps)
    assert not list(differences(in_bytes, indexed(*in_bytes)))
