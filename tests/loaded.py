"""Files loaded in the process of a test: a loader takes a tenth of a second to start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext

import pytest

from reader.article import FileStamp
from reader.errors import ArticleGone
from reader.session import loading
from reader.session.loader import entry_of, frame, frames, unpacked
from reader.store.catalog.entry import Entry
from reader.store.catalog.vocabulary import NewTerms


class LoadingHere:
    """As `loading.Loading`; what a file can do to its loader has tests in tests/unit/test_refresh.py."""

    def __init__(self, root: str, loaders: int, *, terms: bool = True) -> None:
        self._root = root
        self._vocabulary = NewTerms() if terms else None

    def __enter__(self) -> LoadingHere:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to end."""

    def entries(self, stamps: Iterable[FileStamp]) -> Iterator[tuple[FileStamp, Entry | None]]:
        """Each file with its entry as it comes out of a pipe; None where it is gone."""
        for stamp in stamps:
            try:
                made = entry_of(self._root, stamp, self._vocabulary)
            except ArticleGone:
                yield stamp, None
            else:
                (answer,) = frames(bytearray(frame(tuple(made))))
                yield stamp, Entry._make(unpacked(answer))

    def going_on(self) -> AbstractContextManager[None]:
        """Nothing goes on meanwhile."""
        return nullcontext()


def load_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No loader is started for this test, unless it is marked `child`."""
    if request.node.get_closest_marker("child") is None:
        monkeypatch.setattr(loading, "Loading", LoadingHere)
