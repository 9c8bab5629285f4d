"""Numbers of footnotes in brackets, for a terminal that can't show raised digits.

The text as read keeps its raised digits, so what is laid out is told where it stands in that.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from reader.markdown.blocks import Block, Inline, with_inlines
from reader.markdown.landmarks import spans_in
from reader.markdown.layout import Setting, lay_out
from reader.markdown.lines import Line, Role, Span
from reader.markdown.notes import NOTE_LINK
from reader.markdown.raised import plain_number


class _Change(NamedTuple):
    """A reference: where it begins in the text as shown and as read, and its length in each."""

    shown: int
    read: int
    shown_length: int
    read_length: int


def in_brackets(block: Block, setting: Setting) -> list[Line]:
    """The lines of a block with `[1]` for each raised number of a footnote."""
    changes: list[_Change] = []
    grown = 0
    for offset, span in spans_in(block):
        if _is_reference(span):
            length = len(_bracketed(span).text)
            changes.append(_Change(offset + grown, offset, length, len(span.text)))
            grown += length - len(span.text)
    if not changes:
        return lay_out(block, setting)
    lines = lay_out(with_inlines(block, _change), setting)
    starts = [change.shown for change in changes]

    def read(offset: int) -> int:
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return offset
        shown, place, shown_length, length = changes[index]
        if offset < shown + shown_length:
            return place + min(offset - shown, length)
        return offset - shown - shown_length + place + length

    return [
        line._replace(
            spans=tuple(
                span if span.at < 0 else span._replace(at=read(span.at)) for span in line.spans
            ),
            start=read(line.start),
        )
        for line in lines
    ]


def _is_reference(span: Span) -> bool:
    return span.role is Role.NOTE and span.link.startswith(NOTE_LINK)


def _bracketed(span: Span) -> Span:
    return span._replace(text=f"[{plain_number(span.text)}]")


def _change(spans: Inline) -> Inline:
    return tuple(_bracketed(span) if _is_reference(span) else span for span in spans)
