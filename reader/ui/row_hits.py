"""What a query found in the titles, subtitles and names of rows, as ranges to be marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.markdown.lines import UNDERLINE, Span

if TYPE_CHECKING:
    from reader.session.words import Words

KEPT = 1 << 10  # texts; a row is laid out many times while one moves past it
HIT = "match"

Ranges = Sequence[tuple[int, int]]
Hits = Callable[[str, str], Ranges]
"""The hits in a text that a field has: (field, text)."""


def nothing(field: str, text: str) -> Ranges:
    """No query is in force."""
    del field, text
    return ()


class RowHits:
    """Looks for the words of a query in the texts of rows, once in each."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._found: dict[tuple[str, str], Ranges] = {}

    def __call__(self, field: str, text: str) -> Ranges:
        """The hits in a text that a field has."""
        ranges = self._found.get((field, text))
        if ranges is None:
            if len(self._found) >= KEPT:
                self._found.clear()
            ranges = self._found[field, text] = self._words.within(field, text)
        return ranges


def shifted(ranges: Ranges, by: int) -> Ranges:
    """Ranges of a text that stands so many characters further on in another."""
    return [(start + by, stop + by) for start, stop in ranges]


def in_line(line: str, text: str, ranges: Ranges, after: int = 0) -> tuple[Ranges, int]:
    """The ranges of a text that lie in one of its lines, and where that ends in the text.

    A line that was cut ends in an ellipsis; it begins `after` so many characters or behind them.
    """
    for shown in (line, line.removesuffix("…"), line.removesuffix("...")):
        at = text.find(shown, after)
        if at >= 0:
            stop = at + len(shown)
            inside = [
                (max(first, at) - at, min(last, stop) - at)
                for first, last in ranges
                if first < stop and at < last
            ]
            return inside, stop
    return (), after


def marked(text: str, role: str, ranges: Ranges, *, selected: bool = False) -> list[Span]:
    """A text with its hits marked; those of the selected row are underlined on its background."""
    found: list[Span] = []
    at = 0
    for start, stop in ranges:
        found.append(Span(text[at:start], role))
        hit = text[start:stop]
        found.append(Span(hit, role, UNDERLINE) if selected else Span(hit, HIT))
        at = stop
    found.append(Span(text[at:], role))
    return [span for span in found if span.text]
