"""Runs of text in one look: cut to lines, put into another role."""

from __future__ import annotations

from reader.characters import width
from reader.markdown.blocks import Inline, inline_text
from reader.markdown.lines import Role, Span
from reader.markdown.wrap import Range, wrap


def in_role(spans: Inline, role: Role, marks: int = 0) -> Inline:
    """The spans with plain text in another role, and marks added to all."""
    return tuple(
        Span(text, role if own is Role.TEXT else own, had | marks, link)
        for text, own, had, link in spans
    )


def wrapped_spans(
    spans: Inline, cells: int, first: int | None = None
) -> list[tuple[Inline, int, int]]:
    """The lines of spans at a width: spans, cells taken, and offset of the first character."""
    text = inline_text(spans).replace("\t", " ")
    ranges = wrap(text, cells, first)
    shown = cut(spans, ranges)
    return [
        (line, width(text[start:stop]), start)
        for line, (start, stop) in zip(shown, ranges, strict=True)
    ]


def cut(spans: Inline, ranges: list[Range]) -> list[Inline]:
    """The spans of each of some ascending ranges of their joined text."""
    if len(spans) == 1:
        text, role, marks, link = spans[0]
        text = text.replace("\t", " ")
        return [
            (Span(text[start:stop], role, marks, link),) if stop > start else ()
            for start, stop in ranges
        ]
    lines: list[Inline] = []
    index, begin = 0, 0  # the span that is open, and the offset at which it begins
    for start, stop in ranges:
        line: list[Span] = []
        while index < len(spans):
            text, role, marks, link = spans[index]
            end = begin + len(text)
            if end > start:
                piece = text[max(0, start - begin) : stop - begin] if begin < stop else ""
                if piece:
                    line.append(Span(piece.replace("\t", " "), role, marks, link))
                if end >= stop:
                    break  # the next line may begin within this span
            begin = end
            index += 1
        lines.append(tuple(line))
    return lines
