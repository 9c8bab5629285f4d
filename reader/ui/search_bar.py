"""The search bar: what is typed goes out with every key, and the arrows move in the results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.line_editor import LineEditor
from reader.ui.messages import MoveInResults, SearchLeft, Typed

if TYPE_CHECKING:
    from reader.session.recall import Recall
    from reader.ui.offering import Offering

_STEPS = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}


class SearchBar(LineEditor):
    """A line for queries, mounted when the first search begins."""

    def __init__(self, text: str, offering: Offering, recall: Recall) -> None:
        super().__init__(text, id="search", placeholder="words, author:, read:<10, is:unread")
        self._offering = offering
        self._recall = recall
        self._is_left = False

    def put(self, text: str, cursor: int) -> None:
        """Another text, with the cursor at a place in it."""
        self.value = text
        self.cursor_position = cursor

    def typed(self, text: str) -> None:
        """Every key asks anew."""
        if self._is_left:
            return  # it was told on leaving
        self._offering.typed(text, self.cursor_position)
        self.screen.post_message(Typed(text))

    def entered(self) -> None:
        """Enter goes to the results."""
        self.left()

    def left(self, key: str = "") -> None:
        """So does Esc; the query stays in force."""
        self._is_left = True
        # Straight to the screen, or they would bubble up behind keys that this line has passed on.
        self.screen.post_message(Typed(self.value))  # the last letters may not have been told yet
        self.screen.post_message(SearchLeft(key))

    @property
    def is_left(self) -> bool:
        """Enter and Esc ask the screen to take it away."""
        return self._is_left

    def takes(self, key: str) -> bool:
        """The arrows move in the results, Tab completes, Ctrl+P and Ctrl+N go through what was asked."""
        match key:
            case "enter":
                self.entered()
            case "tab" | "shift+tab":
                self._offering.step(1 if key == "tab" else -1)
            case "ctrl+p" | "ctrl+n":
                text = self._recall.step(1 if key == "ctrl+p" else -1, self.value)
                if text is not None:
                    self.put(text, len(text))
            case _ if key in _STEPS:
                self.post_message(MoveInResults(_STEPS[key]))
            case _:
                return False
        return True
