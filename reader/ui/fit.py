"""How a page fits into its pane: the text at its measure, and the free cells beside it."""

from __future__ import annotations

from reader.named import NamedTuple

MARGINS = 3  # columns kept free where the pane is narrow: for air, and for the thumb
AIR = 2  # of these the ones at the right, which nothing takes
ROWS = 40  # before the pane has a size


class Fit(NamedTuple):
    """What a page is laid out for; cells, and rows of the screen."""

    columns: int  # of the text
    beyond: int = 0  # free ones at its right, for code and tables that do not fit
    rows: int = ROWS
    indent: int = 0

    @property
    def room(self) -> int:
        """The widest row of code or of a table."""
        return self.columns + self.beyond


def fitted(pane: int, rows: int, measure: int) -> Fit:
    """The text of a measure in the middle of a pane of so many columns; without any, as is usual."""
    if not pane:
        return Fit(measure)
    columns = max(1, min(measure, pane - MARGINS))
    indent = max(0, (pane - columns) // 2)
    return Fit(columns, max(0, pane - indent - columns - AIR), rows, indent)
