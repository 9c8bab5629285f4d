"""What happened to a folder since the catalog last saw it: one pure function over two streams."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from reader.article import ArticleId, FileStamp
from reader.named import NamedTuple


class Indexed(NamedTuple):
    """A file that is in the catalog, as it was when it was read."""

    article: ArticleId
    stamp: FileStamp


class Change(NamedTuple):
    """A file that must be read."""

    stamp: FileStamp  # of now
    article: ArticleId | None = None  # what the catalog knows it by; None for a new one


class Gone(NamedTuple):
    """A file that is there no more."""

    article: ArticleId


def differences(
    on_disk: Iterable[FileStamp], indexed: Iterable[Indexed]
) -> Iterator[Change | Gone]:
    """How the files differ from what is indexed, where no path comes twice; what is gone comes last.

    What is indexed ascends by path, as bytes. Where the files do too nothing is kept in memory;
    they need not.
    """
    rest = iter(indexed)
    ahead = next(rest, None)
    passed: dict[str, Indexed] = {}  # not met on the disk so far
    for stamp in on_disk:
        path = stamp.path
        if ahead is not None and ahead.stamp.path != path:
            key = os.fsencode(path)
            while ahead is not None and os.fsencode(ahead.stamp.path) < key:
                passed[ahead.stamp.path] = ahead
                ahead = next(rest, None)
        if ahead is not None and ahead.stamp.path == path:
            before, ahead = ahead, next(rest, None)
        else:
            found = passed.pop(path, None)
            if found is None:
                yield Change(stamp)
                continue
            before = found
        if before.stamp != stamp:
            yield Change(stamp, before.article)
    for each in passed.values():
        yield Gone(each.article)
    while ahead is not None:
        yield Gone(ahead.article)
        ahead = next(rest, None)
