"""Which article of a library was opened last, and whether somebody was still in it at the end."""

from __future__ import annotations

import os

from reader.named import NamedTuple
from reader.store.state.library import LibraryState

# Who goes back to the list leaves the article after its place was noted; whoever quits, or is cut
# off, on the page does not. Of one in which nobody moved there is no visit at all.
_SELECT = """
SELECT reading.path, read, left_at IS NULL OR left_at <= place_at
FROM reading LEFT JOIN visit USING (library, path, opened_at)
WHERE reading.library = (SELECT id FROM library WHERE root = ?) AND reading.opened_at > 0
ORDER BY reading.opened_at DESC LIMIT 1
"""


class Last(NamedTuple):
    """The article that was opened last."""

    path: str  # as in FileStamp
    read: bool
    was_open: bool  # it was on the page, with the focus, when the session ended


def last_opened(library: LibraryState) -> Last | None:
    """The article that was opened last in a library; None before the first. StateUnusable."""
    root = os.fsencode(library.root)
    row = library.state.read(lambda connection: connection.execute(_SELECT, (root,)).fetchone())
    return Last(os.fsdecode(row[0]), bool(row[1]), bool(row[2])) if row else None
