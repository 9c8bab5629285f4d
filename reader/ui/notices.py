"""What was said in the foot: kept for a while, since a long sentence is cut there."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import TYPE_CHECKING

from reader.markdown.lines import Line, Role, Span
from reader.named import NamedTuple

if TYPE_CHECKING:
    from reader.ui.sheet_texts import Setter

KEPT = 10
NOTHING = "Nothing was said so far."


class Notice(NamedTuple):
    """A sentence, and when it was said."""

    at: datetime
    text: str


class Notices:
    """The last things that were said, each once in a row."""

    def __init__(self) -> None:
        self._said: deque[Notice] = deque(maxlen=KEPT)

    def add(self, text: str) -> None:
        """Something is said."""
        if text and not (self._said and self._said[-1].text == text):
            self._said.append(Notice(datetime.now(), text))

    def text(self) -> Setter:
        """The sheet of them, the latest first."""
        from reader.ui.sheet_texts import entry  # only when somebody asks

        said = list(self._said)[::-1]

        def lines(columns: int) -> list[Line]:
            shown = [Line((Span("Messages", Role.TITLE),)), Line(())]
            for notice in said:
                shown += entry(f"{notice.at:%H:%M:%S}", notice.text, 10, columns)
            return shown if said else [*shown, Line((Span(NOTHING, Role.DIM),))]

        return lines
