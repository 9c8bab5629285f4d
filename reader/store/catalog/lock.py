"""One indexer at a time: a lock that the kernel gives back however its holder ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reader.characters import one_line
from reader.errors import CatalogBusy, CatalogUnwritable
from reader.store.catalog.location import Kind, Location

LOOK_AGAIN = 0.05  # seconds


@contextmanager
def held(
    location: Location,
    *,
    patience: float = 0.0,
    on_wait: Callable[[], None] = lambda: None,
) -> Iterator[None]:
    """The right to write a catalog. Waits up to `patience` seconds, `on_wait` is called once then.

    CatalogBusy where another session keeps it; CatalogUnwritable where no lock can be made. In
    memory there is nobody else.
    """
    if location.kind is Kind.MEMORY:
        yield
        return
    file = location.path + ".lock"
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise CatalogUnwritable(f"{one_line(file)} can't be written: {error.strerror}.") from error
    try:
        _acquire(descriptor, patience, on_wait)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, patience: float, on_wait: Callable[[], None]) -> None:
    end = time.monotonic() + patience
    told = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= end:
                raise CatalogBusy("Another session is reading this library just now.") from error
        except OSError as error:  # some network file systems have no locks
            raise CatalogUnwritable(f"The catalog can't be locked: {error.strerror}.") from error
        else:
            return
        if not told:
            told = True
            on_wait()
        time.sleep(LOOK_AGAIN)
