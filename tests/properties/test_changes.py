"""What happened to a folder, applied, leaves nothing that happened."""

from __future__ import annotations

import os

from hypothesis import given
from hypothesis import strategies as st

from reader.article import ArticleId, FileStamp
from reader.library.changes import Change, Gone, Indexed, differences
from reader.store.spool import Spool

stamps = st.lists(
    st.builds(
        FileStamp, st.text("ab/.\udcff\ue000😀", max_size=3), st.integers(0, 2), st.integers(0, 2)
    ),
    max_size=20,
    unique_by=lambda stamp: stamp.path,
)


def indexed(found: list[FileStamp]) -> list[Indexed]:
    ordered = sorted(found, key=lambda stamp: os.fsencode(stamp.path))
    return [Indexed(ArticleId(number), stamp) for number, stamp in enumerate(ordered)]


def applied(changes: list[Change | Gone], before: list[Indexed]) -> list[FileStamp]:
    rows: dict[object, FileStamp] = dict(before)
    for change in changes:
        if isinstance(change, Gone):
            del rows[change.article]
        elif change.article is None:
            assert change.stamp.path not in {stamp.path for stamp in rows.values()}
            rows[change.stamp.path] = change.stamp
        else:
            assert rows[change.article].path == change.stamp.path
            assert rows[change.article] != change.stamp
            rows[change.article] = change.stamp
    return list(rows.values())


@given(stamps, stamps)
def test_differences_once_applied_are_none(
    on_disk: list[FileStamp], before: list[FileStamp]
) -> None:
    rows = applied(list(differences(on_disk, indexed(before))), indexed(before))
    assert sorted(rows) == sorted(on_disk)
    assert not list(differences(on_disk, indexed(rows)))


@given(st.lists(st.tuples(st.text(max_size=2), st.integers()), max_size=8), st.integers(0, 300))
def test_a_spool_gives_what_was_put_into_it(values: list[tuple[str, int]], times: int) -> None:
    spool = Spool()
    for value in values * times:
        spool.append(value)
    assert len(spool) == len(values) * times
    assert list(spool) == list(spool) == values * times
