"""The words of a query as something to look for on a page."""

from __future__ import annotations

from typing import NamedTuple

from reader.markdown.find import Folded, whole_clusters
from reader.session.hits import hits_of


class Words(NamedTuple):
    """What a query matched, in the form that `markdown.finder.Finder` looks for."""

    typed: str  # the query
    marks: tuple[tuple[tuple[str, ...], ...], ...]

    def ranges(self, form: Folded, text: str) -> list[tuple[int, int]]:
        """The ranges of a text that are hits, ascending, apart from each other."""
        del form  # this one compares words, as the index does
        plain = text.isascii()
        found: list[tuple[int, int]] = []
        for start, stop, _ in hits_of(text, self.marks):
            if not plain:
                start, stop = whole_clusters(text, start, stop)
            if found and start < found[-1][1]:
                found[-1] = (found[-1][0], max(stop, found[-1][1]))  # the longer one has both
            elif "\0" not in text[start:stop]:
                found.append((start, stop))
        return found

    def number(self, form: Folded, text: str) -> int:
        """How many hits there are in a text."""
        return len(self.ranges(form, text))
