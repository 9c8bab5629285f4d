"""Marks on laid-out text: hits, selections, what changed. The text stays, its role changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.markdown.lines import Line, Span
from reader.named import NamedTuple


class Mark(NamedTuple):
    """A range of a block's text as read that is to be seen in another role."""

    start: int
    stop: int
    role: str


def marked(line: Line, marks: Sequence[Mark]) -> Line:
    """The line with its text put in the roles of the marks that meet it; later marks win.

    Decoration keeps its role. Costs nothing where no mark meets the line.
    """
    if not marks:
        return line
    ends = [(span.at, span.at + len(span.text)) for span in line.spans if span.at >= 0]
    if not ends:
        return line
    low, high = min(ends)[0], max(end for _, end in ends)
    spans: Iterable[Span] = line.spans
    for mark in marks:
        if mark.stop <= low or high <= mark.start:
            continue  # most marks of a long block are elsewhere
        if any(_meets(span, mark) for span in spans):
            spans = [piece for span in spans for piece in _cut(span, mark)]
    return line if spans is line.spans else line._replace(spans=tuple(spans))


def _meets(span: Span, mark: Mark) -> bool:
    return 0 <= span.at < mark.stop and mark.start < span.at + len(span.text)


def _cut(span: Span, mark: Mark) -> list[Span]:
    """The parts of a span before, within and behind a mark."""
    if not _meets(span, mark):
        return [span]
    first = max(0, mark.start - span.at)
    last = min(len(span.text), mark.stop - span.at)
    pieces = [
        span._replace(text=span.text[:first]),
        span._replace(text=span.text[first:last], role=mark.role, at=span.at + first),
        span._replace(text=span.text[last:], at=span.at + last),
    ]
    return [piece for piece in pieces if piece.text]
