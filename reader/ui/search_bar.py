"""The search bar: what is typed goes out with every key, and the arrows move in the results."""

from __future__ import annotations

from reader.ui.line_editor import LineEditor
from reader.ui.messages import MoveInResults, SearchLeft, Typed

_STEPS = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "pagedown": 10, "pageup": -10}


class SearchBar(LineEditor):
    """A line for queries, mounted when the first search begins."""

    def __init__(self, text: str) -> None:
        super().__init__(text, id="search", placeholder="words, author:, read:<10, is:unread")

    def typed(self, text: str) -> None:
        """Every key asks anew."""
        self.post_message(Typed(text))

    def entered(self) -> None:
        """Enter goes to the results."""
        self.post_message(SearchLeft())

    def left(self, key: str = "") -> None:
        """So does Esc; the query stays in force."""
        self.post_message(SearchLeft(key))

    def takes(self, key: str) -> bool:
        """The arrows move in the results."""
        if key not in _STEPS:
            return False
        self.post_message(MoveInResults(_STEPS[key]))
        return True
