"""How a person's state is: for whoever wants to know; it is not migrated, mended or put aside."""

from __future__ import annotations

import os

import apsw

from reader.characters import one_line
from reader.named import NamedTuple
from reader.store import examined
from reader.store.state.copies import copies
from reader.store.state.migrations import NotOurs, accepted, version


class Health(NamedTuple):
    """What can be told of the state without changing it."""

    format: int = 0  # how many migrations the file has gone through
    size: int = 0  # bytes
    days: tuple[str, ...] = ()  # of the daily copies, the latest first
    fault: str = ""  # why it can't be used; empty for a whole one
    untold: str = ""  # why nothing of this can be told; empty where it can
    foreign: bool = False  # no state, or a newer version's, so it is left as it is


def health(path: str) -> Health | None:
    """How the state at a path is; None where nothing is kept yet."""
    if not os.path.lexists(path):
        return None
    found = Health(size=examined.size(path), days=tuple(day for day, _ in copies(path)))
    if not os.path.isfile(path):
        return found._replace(fault="it is no ordinary file", foreign=True)
    try:
        found = found._replace(format=examined.answered(path, _version))
        examined.look(path, whole=True)
    except NotOurs as error:
        return found._replace(fault=str(error), foreign=True)
    except apsw.Error as error:
        if untold := examined.untold(error):
            return found._replace(untold=untold)
        return found._replace(fault=one_line(str(error)) or type(error).__name__)
    return found


def _version(connection: apsw.Connection) -> int:
    accepted(connection)
    return version(connection)
