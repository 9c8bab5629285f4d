"""One small tree of errors; the text of each is a sentence that a person can act on.

The command line prints it after `reader: `, the app shows it where it happened. Whoever catches an
error of the system translates it here once, with `raise … from error`.
"""

from __future__ import annotations


class ReaderError(Exception):
    """Anything that ends a command with a sentence in place of a traceback."""


class UsageError(ReaderError):
    """The command was given words that it does not understand; exit status 2."""


class LibraryUnreadable(ReaderError):
    """The folder, or the one file, that was asked for can't be read."""


class ArticleGone(ReaderError):
    """An article that was listed can't be read any more."""


class ArticleUnwritable(ReaderError):
    """A mended article could not be written; it is as it was."""


class CatalogUnusable(ReaderError):
    """The catalog can't be opened, read or written; it is derived, so it can be built anew."""


class CatalogBusy(CatalogUnusable):
    """Another session is writing the catalog."""


class CatalogMissing(CatalogUnusable):
    """There is no catalog, or none any more: it was not built yet, or somebody deleted it."""


class CatalogDamaged(CatalogUnusable):
    """The catalog is no database, or not a whole one; it is put aside and built anew."""


class CatalogUnwritable(CatalogUnusable):
    """Where the catalog lies nothing can be written: no room, no permission, a failing disk."""


class IndexingStopped(ReaderError):
    """The person stopped the indexer; what was read until then is listed."""


class StateUnusable(ReaderError):
    """What the person did can't be read or kept."""


class StateBusy(StateUnusable):
    """Another session is writing the state; the same can be written a moment later."""


class SearchInterrupted(ReaderError):
    """A newer question overtook this one; nobody is waiting for its answer."""


class SettingsUnwritable(ReaderError):
    """The settings file can't be changed; it is as it was."""


class OutputUnwritable(ReaderError):
    """The file that was named for what comes in or goes out can't be used; it is as it was."""
