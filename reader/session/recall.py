"""What was typed before in a line, to go back to: the latest first, nothing twice."""

from __future__ import annotations

from collections.abc import Iterable


class Recall:
    """A history of texts, and how far somebody has gone back in it."""

    def __init__(self, texts: Iterable[str] = (), most: int = 200) -> None:
        self._texts = list(dict.fromkeys(texts))[:most]  # the latest first
        self._most = most
        self._back = 0
        self._typed = ""  # what stood in the line when somebody began to go back

    @property
    def texts(self) -> tuple[str, ...]:
        """All of them, the latest first."""
        return tuple(self._texts)

    @property
    def latest(self) -> str:
        """The latest one; empty where there is none."""
        return self._texts[0] if self._texts else ""

    def go_on(self, before: Iterable[str]) -> None:
        """What was typed before all that is known."""
        self._texts = list(dict.fromkeys((*self._texts, *before)))[: self._most]

    def begin(self) -> None:
        """The line is opened: the next step back leads to the latest."""
        self._back = 0

    def add(self, text: str) -> bool:
        """Keep a text as the latest; whether that changed anything."""
        if not text or text == self.latest:
            return False
        if text in self._texts:
            self._texts.remove(text)
        self._texts.insert(0, text)
        del self._texts[self._most :]
        return True

    def step(self, back: int, typed: str) -> str | None:
        """The text so many steps further back than the one in the line; None past either end.

        Behind the latest stands again what was `typed`.
        """
        if not self._back:
            self._typed = typed
        wanted = self._back + back
        shown = [text for text in self._texts if text != self._typed]
        if not 0 <= wanted <= len(shown):
            return None
        self._back = wanted
        return shown[wanted - 1] if wanted else self._typed
