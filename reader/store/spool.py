"""A long list in little memory: what is appended is kept packed, and read once or more in order."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from typing import Any

_BLOCK = 1000  # values packed together: paths of one folder take a third of their bytes so


class Spool:
    """Tuples of plain values; a million paths with their stamps take 50 MB instead of 300."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._open: list[tuple[Any, ...]] = []

    def append(self, values: tuple[Any, ...]) -> None:
        """Put one at the end: a plain tuple, as `marshal` takes it."""
        self._open.append(values)
        if len(self._open) == _BLOCK:
            import zlib  # where there are so many

            self._packed.append(zlib.compress(marshal.dumps(self._open), 1))
            self._open = []

    def __len__(self) -> int:
        return len(self._packed) * _BLOCK + len(self._open)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for block in self._packed:
            import zlib

            yield from marshal.loads(zlib.decompress(block))  # noqa: S302 - we packed it
        yield from self._open
