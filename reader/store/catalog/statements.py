"""Running the statements of one search, as long as somebody waits for it."""

from __future__ import annotations

from collections.abc import Callable

import apsw

from reader.errors import SearchInterrupted

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any


class Statements:
    """A connection whose statements are only begun while the answer is wanted.

    An interruption that falls between two statements is lost, hence the question before each.
    """

    def __init__(self, connection: apsw.Connection, wanted: Callable[[], bool]) -> None:
        self.connection = connection
        self._wanted = wanted

    def check(self) -> None:
        """SearchInterrupted where nobody waits any more."""
        if not self._wanted():
            raise SearchInterrupted("A newer question overtook this one.")

    def run(self, statement: str, values: tuple[Any, ...] = ()) -> None:
        """A statement without rows."""
        self.check()
        self.connection.execute(statement, values).fetchall()

    def rows(self, statement: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """Every row; no read transaction outlives the call."""
        self.check()
        return self.connection.execute(statement, values).fetchall()

    def column(self, statement: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """The only column of every row."""
        return [value for (value,) in self.rows(statement, values)]

    def number(self, statement: str, values: tuple[Any, ...] = ()) -> int:
        """The number that the first row holds; 0 without a row."""
        rows = self.rows(statement, values)
        return int(rows[0][0]) if rows else 0
