"""What is new, begun and unread in a library, as of the last refresh; loads next to nothing."""

from __future__ import annotations

import os

from reader import folders
from reader.errors import LibraryUnreadable
from reader.session.which import which
from reader.store.catalog.glance import counts, last_library
from reader.store.state.path import state_path

NAMES = ("new", "begun", "unread", "articles")


def status(named: str | None) -> tuple[str, tuple[int, int, int, int]]:
    """The root of the library that is meant, and the numbers that NAMES tells.

    UsageError, LibraryUnreadable, CatalogMissing, each with a sentence.
    """
    state = state_path()
    folder = which(named, _setting(), lambda: last_library(state))
    try:
        root = os.path.realpath(folder, strict=True)
    except (OSError, ValueError) as error:
        from reader.characters import one_line  # 5 ms, where something is wrong anyway

        raise LibraryUnreadable(f"{one_line(folder)} is no folder.") from error
    return root, counts(root, state)


def _setting() -> str:
    files = (folders.settings_file(), *folders.shared_settings_files())
    if not any(map(os.path.exists, files)):
        return ""
    from reader import settings  # 10 ms, where there are any

    return settings.read()[0].library
