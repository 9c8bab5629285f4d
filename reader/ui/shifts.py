"""Rows that are wider than the page: by how much those of each part were moved to the left."""

from __future__ import annotations

from collections.abc import Iterable

from reader.markdown.lines import Glyphs, Line
from reader.session.page import Position


class Shifts:
    """Cells by part of the page; rows of one block move together."""

    def __init__(self) -> None:
        self._cells: dict[int, int] = {}

    def clear(self) -> None:
        """Everything begins at its left again."""
        self._cells.clear()

    def seen(self, part: int, line: Line, columns: int, glyphs: Glyphs) -> Line:
        """What of a row is in sight."""
        from reader.markdown.sideways import window  # few pages have a row that is too wide

        return window(line, columns, self._cells.get(part, 0), glyphs)

    def reveal(self, part: int, line: Line, offset: int, columns: int) -> bool:
        """Move a part so that the text at an offset can be seen; whether that was needed."""
        if line.held is None:
            return False
        from reader.markdown.sideways import cell_of, line_width

        cell, had = cell_of(line, offset), self._cells.get(part, 0)
        # a sign that there is more may cover the first and the last cell
        if cell is None or cell < line.held or line.held + had < cell < columns + had - 1:
            return False
        most = max(0, line_width(line) - columns)
        self._cells[part] = max(0, min(cell - (columns + line.held) // 2, most))
        return self._cells[part] != had

    def move(self, rows: Iterable[tuple[Position, Line]], cells: int, columns: int) -> bool:
        """Move the rows that are too wide, as far as the widest of a block; whether there are any."""
        from reader.markdown.sideways import excess

        wide: dict[int, list[Line]] = {}
        for place, line in rows:
            if line.held is not None:
                wide.setdefault(place.part, []).append(line)
        movable = False
        for part, lines in wide.items():
            had = self._cells.get(part, 0)
            most = max(had, excess(lines, columns))
            self._cells[part] = max(0, min(had + cells, most))
            movable = movable or most > 0
        return movable
