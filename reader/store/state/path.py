"""Where a person's state lies; what `reader status` asks, so it loads next to nothing."""

from __future__ import annotations

import os

from reader import folders
from reader.errors import UsageError

FILE_NAME = "state.db"
_LONGEST_NAME = 100


def state_path() -> str:
    """The state's file: $READER_STATE, else in the data folder of the platform.

    There each $READER_USER has one of their own; UsageError for a name that can't name a file.
    """
    override = os.environ.get("READER_STATE")
    if override:
        return os.path.abspath(os.path.expanduser(override))
    user = os.environ.get("READER_USER")
    return os.path.join(folders.data(), f"state-{check_user(user)}.db" if user else FILE_NAME)


def check_user(name: str) -> str:
    """A name as it is, if a file can be named after it; else UsageError."""
    from reader.characters import is_clean, one_line  # 5 ms, where there is a name

    is_line = name and is_clean(name) and not set(name) & set("/\\\n\t")
    # Copies and damaged files have longer names, of 255 bytes at most.
    if not is_line or name.startswith((".", "-", " ")) or len(os.fsencode(name)) > _LONGEST_NAME:
        raise UsageError(
            f"“{one_line(name)[:40]}” can't be a user: a name has no / or \\, does not begin with"
            f" a dot, a dash or a space, and has up to {_LONGEST_NAME} bytes"
        )
    return name
