"""What a person's state has to follow of the articles in a catalog."""

from __future__ import annotations

import os
from array import array
from collections.abc import Sequence
from typing import Any

import apsw

from reader.store.state import moves as state_moves
from reader.store.state.moves import Moves


def moves(connection: apsw.Connection, root: str, *, unhashed: bool) -> Moves:
    """Articles under another name and texts that were edited, or what was not known at all."""
    library: Any = connection.execute(
        "SELECT id FROM state.library WHERE root = ?", (os.fsencode(root),)
    ).fetchone()
    if library is None:
        return Moves()
    if unhashed:
        return Moves(bodies=tuple(_rows(connection, state_moves.UNHASHED, *library)))
    gone = _rows(connection, state_moves.GONE, *library)
    arrived: list[tuple[bytes, int]] = []
    if gone:
        texts = array("q", {body for _, body in gone})
        arrived = _rows(connection, state_moves.ARRIVED, *library, apsw.carray(texts))
    bodies = _rows(connection, state_moves.BODIES, *library)
    return Moves(state_moves.pairs(gone, arrived), tuple(bodies))


def renamed(connection: apsw.Connection, arrivals: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Of arrivals those that were there under another name: their day, and whether they are new."""
    if not arrivals:
        return {}
    rows = _rows(connection, state_moves.RENAMED, apsw.carray(array("q", arrivals)))
    return {path_hash: (day, new) for path_hash, day, new in rows}


def _rows(connection: apsw.Connection, statement: str, *values: Any) -> list[Any]:
    return connection.execute(statement, values).fetchall()
