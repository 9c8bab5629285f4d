"""Articles by what people call them in double brackets: title, slug, or the name of the file."""

from __future__ import annotations

import os
import posixpath
import threading
from contextlib import suppress
from itertools import islice

from reader.errors import ArticleGone, CatalogUnusable
from reader.library.load import locate
from reader.library.names import file_key, is_article
from reader.session.library import Library
from reader.session.targets import NamesUnknown
from reader.store.catalog.browse import Catalog

MOST_IN_A_FOLDER = 10_000  # files of one folder that are looked at


class CatalogNames:
    """The names in a library's catalog; any thread may ask, one at a time."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._catalog: Catalog | None = None
        self._asking = threading.Lock()

    def find(self, name: str, near: str) -> str | None:
        """As `Names.find`; NamesUnknown before the first reading of the library has ended."""
        with self._asking:
            try:
                catalog = self._current()
                if not catalog.is_complete():
                    raise NamesUnknown
                return nearest(name, catalog.named(name), near)
            except CatalogUnusable as error:
                self._close()
                raise NamesUnknown from error

    def _current(self) -> Catalog:
        if self._catalog is not None and self._catalog.path != self._library.location.path:
            self._close()
        if self._catalog is None:
            self._catalog = self._library.catalog()
        return self._catalog

    def _close(self) -> None:
        if self._catalog is not None:
            self._catalog.close()
            self._catalog = None

    def close(self) -> None:
        """Give the connection back."""
        with self._asking:
            self._close()


class FolderNames:
    """The names of the files in an article's own folder, where there is no catalog to ask.

    Any thread may ask. A folder that lies outside of the root, by its name or behind a link, is not
    looked into.
    """

    def __init__(self, root: str) -> None:
        self._root = root
        self._known: dict[str, dict[str, str]] = {}  # by folder, then folded name

    def find(self, name: str, near: str) -> str | None:
        """As `Names.find`, by file name alone."""
        folder, _, last = name.rpartition("/")
        folder = posixpath.normpath(posixpath.join(near, folder))
        return self._names(folder).get(file_key(last))

    def close(self) -> None:
        """Forget what was found."""
        self._known.clear()

    def _names(self, folder: str) -> dict[str, str]:
        found = self._known.get(folder)
        if found is None:
            # Whole before another thread sees it.
            found = self._known[folder] = self._read(folder)
        return found

    def _read(self, folder: str) -> dict[str, str]:
        found: dict[str, str] = {}
        # A folder that can't be read, or lies elsewhere, has no names to offer.
        with suppress(OSError, ArticleGone):
            place = self._root if folder == "." else locate(self._root, folder)
            with os.scandir(place) as entries:
                for entry in islice(entries, MOST_IN_A_FOLDER):
                    if is_article(entry.name) and entry.is_file():
                        path = posixpath.normpath(posixpath.join(folder, entry.name))
                        found.setdefault(file_key(entry.name), path)
        return found


def nearest(name: str, paths: list[str], near: str) -> str | None:
    """Of several articles of one name: the one with the folders that were named, else in `near`."""
    folder = name.rpartition("/")[0].strip("/")
    if folder:
        within = [path for path in paths if posixpath.dirname(path).endswith(folder)]
        paths = within or paths
    beside = [path for path in paths if posixpath.dirname(path) == near]
    return min(beside or paths, key=lambda path: (path.count("/"), path), default=None)
