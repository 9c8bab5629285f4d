"""The words of a query as something to look for on a page."""

from __future__ import annotations

from collections.abc import Iterator

from reader.markdown.find import Folded, whole_clusters
from reader.named import NamedTuple
from reader.session.hits import Marks, hits_of, marks_in
from reader.session.placed import Field

_BETWEEN = "\0"  # two blocks, as `finder.BETWEEN` has it


class Words(NamedTuple):
    """What a query matched, in the form that `markdown.finder.Finder` looks for."""

    typed: str  # the query
    marks: tuple[tuple[tuple[tuple[str, ...], ...], str], ...]  # as in store.catalog.match.Found
    above: tuple[Field, ...] = ()  # of the page that is looked through

    def of(self, field: str) -> Marks:
        """What is looked for in a field; `text` is the article itself."""
        return marks_in(self.marks, field)

    @property
    def in_text(self) -> bool:
        """Whether the text of an article is looked through, and not some of its fields alone."""
        return bool(self.of("text"))

    @property
    def crosses(self) -> bool:
        """Whether there is a phrase, which the index finds over the ends of blocks too."""
        return any(len(mark) > 1 for mark in self.of("text"))

    def ranges(self, form: Folded, text: str, *, above: bool = False) -> list[tuple[int, int]]:
        """The ranges of a text that are hits, ascending, apart from each other.

        Words of a phrase that stand on both sides of the end of a block are a range on either.
        `above` is the text of title, subtitle and byline, where each field has its own.
        """
        del form  # this one compares words, as the index does
        if not above:
            return self.within("text", text)
        found: list[tuple[int, int]] = []
        for name, first, last in self.above:
            hits = self.within(name, text[first:last])
            found += [(first + start, first + stop) for start, stop in hits]
        return found

    def within(self, field: str, text: str) -> list[tuple[int, int]]:
        """The hits in a text that a field has, as `ranges`."""
        return _ranges(text, self.of(field))

    def number(self, form: Folded, text: str, *, above: bool = False) -> int:
        """How many hits there are in a text."""
        return len(self.ranges(form, text, above=above))

    def all_above(self, text: str) -> bool:
        """Whether the text above an article has all that is looked for in it."""
        wanted = set(self.of("text"))
        for name, first, last in self.above:
            marks = self.of(name)
            wanted -= {marks[hit.mark] for hit in hits_of(text[first:last], marks)}
        return not wanted


def _ranges(text: str, marks: Marks) -> list[tuple[int, int]]:
    plain = text.isascii()
    found: list[tuple[int, int]] = []
    for hit in hits_of(text, marks):
        for start, stop in _in_blocks(text, hit.start, hit.end):
            if not plain:
                start, stop = whole_clusters(text, start, stop)
            if found and start < found[-1][1]:
                found[-1] = (found[-1][0], max(stop, found[-1][1]))  # the longer one has both
            else:
                found.append((start, stop))
    return found


def _in_blocks(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The parts of a range that lie in one block each."""
    while (end := text.find(_BETWEEN, start, stop)) >= 0:
        if end > start:
            yield start, end
        start = end + 1
    if stop > start:
        yield start, stop
