"""Every error of the engine, translated once into a sentence of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from reader.characters import one_line
from reader.errors import (
    CatalogBusy,
    CatalogDamaged,
    CatalogMissing,
    CatalogUnusable,
    CatalogUnwritable,
    ReaderError,
    SearchInterrupted,
)


@contextmanager
def told(place: str) -> Iterator[None]:
    """What the engine raises within comes out as a ReaderError; `place` is the catalog's."""
    try:
        yield
    except apsw.Error as error:
        raise translated(error, place) from error


def translated(error: apsw.Error, place: str) -> ReaderError:
    """The error of ours for one of the engine's."""
    name = one_line(place)
    match error:
        case apsw.InterruptError():
            return SearchInterrupted("A newer question overtook this one.")
        case apsw.BusyError() | apsw.LockedError():
            return CatalogBusy("Another session is writing the catalog; try again in a moment.")
        case apsw.CantOpenError():
            return CatalogMissing(f"There is no catalog at {name}.")
        case apsw.FullError():
            return CatalogUnwritable(f"The disk is full: the catalog {name} can't be written.")
        case apsw.ReadOnlyError() | apsw.PermissionsError() | apsw.AuthError():
            return CatalogUnwritable(f"The catalog {name} can't be written.")
        case apsw.IOError():
            return _of_the_disk(error, name)
        case apsw.NotADBError() | apsw.CorruptError():
            return CatalogDamaged(f"The catalog {name} is damaged.")
        case apsw.SQLError() if str(error).startswith(_NOT_OURS):
            return CatalogDamaged(f"{name} is no catalog of ours.")
        case _:
            return CatalogUnusable(f"The catalog {name} can't be used: {one_line(str(error))}.")


# What a database of another program gives. Any other error in a statement is a mistake of ours,
# which a new catalog would not mend.
_NOT_OURS = ("no such table", "no such column")

_SHORT = apsw.SQLITE_IOERR_SHORT_READ
_WRITING = frozenset(
    {
        apsw.SQLITE_IOERR_WRITE,
        apsw.SQLITE_IOERR_FSYNC,
        apsw.SQLITE_IOERR_DIR_FSYNC,
        apsw.SQLITE_IOERR_TRUNCATE,
        apsw.SQLITE_IOERR_SHMSIZE,
        apsw.SQLITE_IOERR_SHMOPEN,
    }
)


def _of_the_disk(error: apsw.IOError, name: str) -> CatalogUnusable:
    if getattr(error, "extendedresult", 0) == _SHORT:
        return CatalogDamaged(f"The catalog {name} was cut off.")
    if getattr(error, "extendedresult", 0) in _WRITING:
        # What a quota or a limit of the file's size gives; SQLite calls only ENOSPC a full disk.
        return CatalogUnwritable(f"The catalog {name} can't be written: the disk takes no more.")
    return CatalogUnusable(f"The catalog {name} can't be read from its disk.")
