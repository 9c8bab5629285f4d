"""State files that are broken in a chosen way."""

from __future__ import annotations

import apsw


def break_table(path: str, table: str) -> None:
    """Overwrite the first page of a table, not of the schema, which is read on opening."""
    connection = apsw.Connection(path)
    page = int(connection.pragma("page_size"))
    select = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    [(number,)] = connection.execute(select, (table,)).fetchall()
    connection.close()
    with open(path, "r+b") as stream:
        stream.seek((number - 1) * page)
        stream.write(b"\xff" * page)
