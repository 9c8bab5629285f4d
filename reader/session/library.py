"""Which folder is meant, and where what is known of it lies."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator

from reader.characters import one_line
from reader.errors import CatalogUnusable, CatalogUnwritable, LibraryUnreadable
from reader.named import NamedTuple
from reader.session.which import which
from reader.settings import Settings
from reader.store.catalog import location as places
from reader.store.catalog.browse import Catalog
from reader.store.catalog.location import Kind, Location

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from reader.session.progress import Summary


class Place:
    """Where the catalog of one library lies; the one thing about a library that may change.

    Whoever opens the catalog asks for it anew, so after a move everybody follows.
    """

    def __init__(self, candidates: Iterator[Location]) -> None:
        self._candidates = candidates
        self._held: object = None  # what keeps a catalog in memory alive
        self.location = next(candidates)
        self._hold()

    def move_on(self) -> bool:
        """Take the next best place; False after the last one."""
        location = next(self._candidates, None)
        if location is None:
            return False
        self.location = location
        self._hold()
        return True

    def _hold(self) -> None:
        if self.location.kind is Kind.MEMORY:
            from reader.store.catalog import write

            self._held = write.hold(self.location)


class Library(NamedTuple):
    """A folder of articles with the places of its catalog and of the person's state."""

    root: str  # real path; not cleaned, it names a folder
    name: str  # for people
    place: Place
    state: str  # of the file, or the engine's URI where it is in memory

    @property
    def location(self) -> Location:
        """Where the catalog lies now."""
        return self.place.location

    @property
    def in_memory(self) -> bool:
        """Whether only this process can read and fill the catalog."""
        return self.location.kind is Kind.MEMORY

    def catalog(self) -> Catalog:
        """A new reading connection, for the thread that asks; CatalogMissing before it is built."""
        return Catalog(self.location.path, root=self.root, state=self.state)


def open_library(path: str, *, state: str | None = None) -> Library:
    """The library in a folder; `state` is its place, by default the person's file.

    LibraryUnreadable where the path is no folder or can't be entered.
    """
    try:
        root = os.path.realpath(path, strict=True)
        if not stat.S_ISDIR(os.stat(root).st_mode):
            raise NotADirectoryError(20, "it is not a folder")
        os.scandir(root).close()
    except OSError as error:
        reason = (error.strerror or "").lower() or "unknown error"
        raise LibraryUnreadable(f"{one_line(path)} can't be read: {reason}.") from error
    except ValueError as error:
        raise LibraryUnreadable(f"{one_line(path)} is not a path.") from error
    name = one_line(os.path.basename(root)) or "/"
    place = Place(places.candidates(root))
    return Library(root, name, place, _state_path() if state is None else state)


def in_some_place(library: Library, attempt: Callable[[], Summary]) -> Summary:
    """What an attempt to refresh gives; repeated in the next place where it can't write.

    The next places are a private folder, then memory: what can be read shall be read. Where a
    whole catalog is there already, it is better than none: CatalogUnwritable.
    """
    notices: tuple[str, ...] = ()
    while True:
        try:
            summary = attempt()
        except CatalogUnwritable as error:
            if is_complete(library) or not library.place.move_on():
                raise
            notices = notices or (f"{error} What is found is kept until this session ends.",)
        else:
            if not notices:
                return summary
            from dataclasses import replace

            return replace(summary, notices=notices + summary.notices)


def is_complete(library: Library) -> bool:
    """Whether there is a catalog to fall back on: readable, and once brought to its end."""
    try:
        catalog = library.catalog()
        try:
            return catalog.is_complete()
        finally:
            catalog.close()
    except CatalogUnusable:
        return False


def resolve(
    named: str | None, settings: Settings, *, last: Callable[[], str | None] | None = None
) -> str:
    """The folder that is meant, as `which` finds it."""
    return which(named, settings.library, last or last_library)


def last_library() -> str | None:
    """The root of the library that was read last; None where there is no state."""
    path = _state_path()
    if not os.path.exists(path):
        return None
    from reader.errors import StateUnusable
    from reader.store.state.state import State

    try:
        state = State(path)
    except StateUnusable:
        return None  # whoever opens it to keep something tells what is wrong
    try:
        return state.last_library()
    finally:
        state.close()


def _state_path() -> str:
    from reader.store.state.path import state_path

    return state_path()
