"""Which folder is meant; `reader status` asks it too, so it loads next to nothing."""

from __future__ import annotations

import os

from reader.errors import LibraryUnreadable, UsageError

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from collections.abc import Callable


def which(named: str | None, setting: str, last: Callable[[], str | None]) -> str:
    """The folder that is meant: the one named, $READER_LIBRARY, the setting, or the current one.

    Nobody keeps articles in their home folder or in / itself: there it is the library of last
    time, else UsageError with a sentence that says how to name one.
    """
    chosen = named or os.environ.get("READER_LIBRARY") or setting
    if chosen:
        return os.path.expanduser(chosen) if chosen != named else chosen
    try:
        here = os.getcwd()
    except OSError as error:
        raise LibraryUnreadable("The current folder does not exist any more.") from error
    if here != "/" and os.path.realpath(here) != os.path.realpath(os.path.expanduser("~")):
        return here
    before = last()
    if before is not None and os.path.isdir(before):
        return before
    raise UsageError(
        "this is no folder of articles; name one: reader FOLDER. "
        "READER_LIBRARY or the setting “library” name it for good"
    )
