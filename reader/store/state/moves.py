"""What was done with an article goes along when its file is renamed or moved.

The catalog knows an article by the hash of its body; the state keeps the hash of each that
something was done with, so that a path that vanished is found again under another name.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import apsw

from reader.named import NamedTuple
from reader.store.hashing import hash64, path_hash
from reader.store.state.library import LibraryState, library_row
from reader.store.state.merging import Merging
from reader.store.state.writes import NOT_NEW

GONE = """
SELECT path, body FROM state.reading
WHERE library = ?1 AND body <> 0
  AND NOT EXISTS (SELECT 1 FROM article WHERE article.path = reading.path)
"""
"""Run on the catalog: paths that vanished, each with the hash of its text.

A look-up for each article that something was done with.
"""

ARRIVED = """
SELECT article.path, article.body_hash FROM article
WHERE article.body_hash IN carray(?2)
  AND NOT EXISTS (SELECT 1 FROM arrival WHERE arrival.path_hash = article.path_hash)
  AND NOT EXISTS (
    SELECT 1 FROM state.reading AS other
    WHERE other.library = ?1 AND other.path = article.path AND other.opened_at > 0)
"""
"""Run on the catalog: paths that are new and have one of these texts; a pass over the catalog.

Run before the state is told what arrived: a copy that was there all along, or that somebody has
opened by itself, takes nothing.
"""

BODIES = """
SELECT reading.path, article.body_hash
FROM state.reading CROSS JOIN article USING (path)
WHERE reading.library = ?1 AND reading.body <> article.body_hash
"""
"""Run on the catalog: the articles that something was done with, whose text is another since."""

UNHASHED = f"{BODIES} AND reading.body = 0"
"""The same of those whose text is not known at all; free of cost where there are none."""

EMPTY = frozenset(hash64(b"\n" * count) for count in range(9))
"""Hashes of articles without text, which say nothing about whose they are."""

RENAMED = f"""
SELECT article.path_hash, min(old.day), min(old.new)
FROM carray(?1) AS arrived CROSS JOIN article ON article.path_hash = arrived.value
CROSS JOIN departed USING (body_hash)
CROSS JOIN arrival AS old ON old.path_hash = departed.path_hash
WHERE article.body_hash NOT IN ({", ".join(map(str, sorted(EMPTY)))})
  AND NOT EXISTS (SELECT 1 FROM article AS other WHERE other.path_hash = departed.path_hash)
GROUP BY article.path_hash
"""
"""Run on the catalog: of paths that the state does not know yet, by their hashes, those that have
the text of one that is gone; each with the day on which that arrived, and whether it is new still.

Nothing need have been done with it: who puts a library into folders finds nothing new in it.
"""

_Item = TypeVar("_Item")

_FILES = 25  # that follow in one transaction: others wait some 50 ms for it, 2 ms for each
_TEXTS = 1000  # that are learned in one: 10 ms
_MOST_PAIRS = 250_000  # of one text that are compared with each other: 0.3 s


class Moves(NamedTuple):
    """What a refresh tells the state."""

    paths: tuple[tuple[bytes, bytes], ...] = ()  # from, to; no name twice
    bodies: tuple[tuple[bytes, int], ...] = ()  # path, hash


def pairs(
    gone: Iterable[tuple[bytes, int]], arrived: Iterable[tuple[bytes, int]]
) -> tuple[tuple[bytes, bytes], ...]:
    """Which of the paths that vanished is which of those that arrived, by path and hash of each.

    The same text under the same file name first, then the one in the nearest folder. Files without
    any text are the same only by their name.
    """
    old, new = _by_body(gone), _by_body(arrived)
    found: list[tuple[bytes, bytes]] = []
    for body in old.keys() & new.keys():
        left, right = _by_name(old[body]), _by_name(new[body])
        rest: tuple[list[bytes], list[bytes]] = ([], [])
        for name in left.keys() | right.keys():
            both = (left.get(name, []), right.get(name, []))
            some = _nearest(*both)
            found += some
            taken = {path for pair in some for path in pair}
            for side, paths in zip(rest, both, strict=True):
                side += [path for path in paths if path not in taken]
        if body not in EMPTY:
            found += _nearest(*rest)
    return tuple(sorted(found))


def _by_body(paths: Iterable[tuple[bytes, int]]) -> dict[int, list[bytes]]:
    found: dict[int, list[bytes]] = {}
    for path, body in paths:
        found.setdefault(body, []).append(path)
    return found


def _by_name(paths: Iterable[bytes]) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    for path in paths:
        found.setdefault(os.path.basename(path), []).append(path)
    return found


def _nearest(old: Sequence[bytes], new: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
    """Each old path with a new one of its own, those that share most folders first."""
    if len(old) * len(new) > _MOST_PAIRS:
        return list(zip(sorted(old), sorted(new), strict=False))
    ranked = sorted((-_shared(one, other), one, other) for one in old for other in new)
    taken: set[bytes] = set()
    found: list[tuple[bytes, bytes]] = []
    for _, one, other in ranked:
        if one not in taken and other not in taken:
            taken |= {one, other}
            found.append((one, other))
    return found


def _shared(one: bytes, other: bytes) -> int:
    """How many folders two paths share, from the library down and from the file up."""
    above, below = one.split(b"/")[:-1], other.split(b"/")[:-1]
    return _common(above, below) + _common(above[::-1], below[::-1])


def _common(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def carry(library: LibraryState, moves: Moves) -> None:
    """Let the state follow its articles, some at a time: a person's own facts come in between."""
    root = os.fsencode(library.root)
    for paths in _batches(moves.paths, _FILES):

        def follow(
            connection: apsw.Connection, paths: Sequence[tuple[bytes, bytes]] = paths
        ) -> None:
            row = library_row(connection, root)
            merging = Merging(connection, row)
            for old, new in paths:
                at = max(time.time(), merging.latest(old))
                merging.move(old, new, at, library.state.session)
                connection.execute(NOT_NEW, (row, path_hash(os.fsdecode(new))))

        library.state.write(follow, patience=10.0)
    for bodies in _batches(moves.bodies, _TEXTS):

        def learn(
            connection: apsw.Connection, bodies: Sequence[tuple[bytes, int]] = bodies
        ) -> None:
            row = library_row(connection, root)
            connection.executemany(
                "UPDATE reading SET body = ? WHERE library = ? AND path = ?",
                ((body, row, path) for path, body in bodies),
            )

        library.state.write(learn, patience=10.0)


def _batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    each = iter(items)
    while batch := list(islice(each, size)):
        yield batch
