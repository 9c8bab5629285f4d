"""What happened to a folder, applied, leaves nothing that happened."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.article import FileStamp
from reader.library.changes import Changes, diff

stamps = st.lists(
    st.builds(FileStamp, st.text("ab/.", max_size=3), st.integers(0, 2), st.integers(0, 2)),
    max_size=20,
)


def applied(changes: Changes, indexed: list[FileStamp]) -> list[FileStamp]:
    rows = {stamp.path: stamp for stamp in indexed}
    for path in changes.removed:
        del rows[path]
    for stamp in changes.added:
        assert stamp.path not in rows
        rows[stamp.path] = stamp
    for stamp in changes.changed:
        assert rows[stamp.path] != stamp
        rows[stamp.path] = stamp
    return list(rows.values())


@given(stamps, stamps)
def test_a_diff_once_applied_is_empty(on_disk: list[FileStamp], indexed: list[FileStamp]) -> None:
    changes = diff(on_disk, indexed)
    rows = applied(changes, indexed)
    assert {row.path: row for row in rows} == {stamp.path: stamp for stamp in on_disk}
    assert not diff(on_disk, rows)
