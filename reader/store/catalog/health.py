"""How a catalog is: for whoever wants to know, not for whoever reads articles."""

from __future__ import annotations

import os

import apsw

from reader.characters import one_line
from reader.named import NamedTuple
from reader.store import examined
from reader.store.catalog.location import is_suspected


class Health(NamedTuple):
    """What can be told of one catalog without changing it."""

    articles: int = 0
    size: int = 0  # bytes
    complete: bool = False  # whether a refresh ever came to its end
    whole: bool = False  # whether all of it was looked at
    fault: str = ""  # why it can't be used, in the words of the engine; empty for a whole one
    untold: str = ""  # why nothing of this can be told; empty where it can


def health(path: str, *, whole: bool = False) -> Health | None:
    """How the catalog at a path is, `whole` however long it takes; None where there is none."""
    if not os.path.lexists(path):
        return None
    size = examined.size(path)
    try:
        numbers = examined.answered(path, _numbers)
        looked = examined.look(path, whole=whole)
    except (apsw.Error, ValueError) as error:
        if isinstance(error, apsw.Error) and (untold := examined.untold(error)):
            return Health(size=size, untold=untold)
        return Health(size=size, fault=one_line(str(error)) or type(error).__name__)
    fault = "a reader met damage in it" if is_suspected(path) else ""
    complete = numbers.get("arranged", 0) > 0
    return Health(numbers.get("articles", 0), size, complete, looked, fault)


def _numbers(connection: apsw.Connection) -> dict[str, int]:
    rows = connection.execute("SELECT name, value FROM number").fetchall()
    return {str(name): int(str(value)) for name, value in rows}
