"""Runs of text in one look: cut to lines, put into another role."""

from __future__ import annotations

from collections.abc import Iterable

from reader.characters import width
from reader.markdown.blocks import Inline, inline_text
from reader.markdown.lines import Role, Span
from reader.markdown.syntax import BREAK, SOFT, joins_without_space
from reader.markdown.wrap import Range, without_widow, wrap
from reader.patterns import pattern

_ENDS = pattern(f"( *+[{SOFT}{BREAK}][{SOFT}{BREAK} ]*+)")


def in_role(spans: Inline, role: Role, marks: int = 0) -> Inline:
    """The spans with plain text in another role, and marks added to all."""
    return tuple(
        Span(text, role if own is Role.TEXT else own, had | marks, link, at)
        for text, own, had, link, at in spans
    )


def wrapped_spans(
    spans: Inline,
    cells: int,
    first: int | None = None,
    base: int = 0,
    *,
    running: bool = False,
    hyphens: str = "",
) -> list[tuple[Inline, int, int]]:
    """The lines of spans at a width: spans, cells taken, and offset of the first character.

    `base` is the offset at which the spans begin in their block's text; `running` text ends in no
    short word alone on its line. `hyphens` is the language by whose rules words are divided.
    """
    text = inline_text(spans).replace("\t", " ")
    if hyphens and len(text) > min(cells, first or cells):
        return _hyphenated(spans, text, cells, base, hyphens)
    ranges = wrap(text, cells, first)
    if running:
        ranges = without_widow(text, ranges, cells)
    shown = cut(spans, ranges, base)
    return [
        (line, width(text[start:stop]), base + start)
        for line, (start, stop) in zip(shown, ranges, strict=True)
    ]


def _hyphenated(
    spans: Inline, text: str, cells: int, base: int, language: str
) -> list[tuple[Inline, int, int]]:
    """The lines of a paragraph whose words may be divided; the hyphens are decoration."""
    from reader.markdown.hyphens import HYPHEN, Divider  # where a person wants it

    divider = Divider(spans, language)
    ranges = without_widow(text, wrap(text, cells, divider=divider), cells)
    divided = {place for place in divider.places if text[place - 1 : place + 1].isalpha()}
    rows = []
    for line, (start, stop) in zip(cut(spans, ranges, base), ranges, strict=True):
        if stop in divided and line:
            line = (*line, line[-1]._replace(text=HYPHEN, at=-1))
        rows.append((line, sum(width(span.text) for span in line), base + start))
    return rows


def cut(spans: Inline, ranges: list[Range], base: int = 0) -> list[Inline]:
    """The spans of each of some ascending ranges of their joined text, told where they stand."""
    if len(spans) == 1:
        text, role, marks, link, _ = spans[0]
        text = text.replace("\t", " ")
        return [
            (Span(text[start:stop], role, marks, link, base + start),) if stop > start else ()
            for start, stop in ranges
        ]
    lines: list[Inline] = []
    index, begin = 0, 0  # the span that is open, and the offset at which it begins
    for start, stop in ranges:
        line: list[Span] = []
        while index < len(spans):
            text, role, marks, link, _ = spans[index]
            end = begin + len(text)
            if end > start:
                first = max(0, start - begin)
                piece = text[first : stop - begin] if begin < stop else ""
                if piece:
                    piece = piece.replace("\t", " ")
                    line.append(Span(piece, role, marks, link, base + begin + first))
                if end >= stop:
                    break  # the next line may begin within this span
            begin = end
            index += 1
        lines.append(tuple(line))
    return lines


def settled(spans: Iterable[Span]) -> Inline:
    """The spans with each end of a source line as a space or nothing, each `BREAK` as a newline.

    The space before a link is not a part of it. Spans without text go.
    """
    result: list[Span] = []
    last, pending = "", ""
    for span in spans:
        text = span.text
        if pending or SOFT in text or BREAK in text:
            pieces: list[str] = []
            for number, piece in enumerate(_ENDS.split(text)):
                if number % 2:
                    pending = BREAK if BREAK in piece + pending else SOFT
                elif piece := piece.lstrip(" ") if pending == BREAK else piece:
                    between = _between(last, pending, piece[0])
                    if between and span.link and not pieces:
                        _append(result, between)
                    elif between:
                        pieces.append(between)
                    pieces.append(piece)
                    last, pending = piece[-1], ""
            text = "".join(pieces)
            if text:
                result.append(span._replace(text=text))
        elif text:
            if last == "\n" and text[0] == " ":  # behind a break
                text = text.lstrip(" ")
                span = span._replace(text=text)
            if text:
                result.append(span)
                last = text[-1]
    return tuple(result)


def _append(spans: list[Span], text: str) -> None:
    """Adds what no link shall show: to the last span, else as one of its own."""
    if spans and not spans[-1].link:
        spans[-1] = spans[-1]._replace(text=spans[-1].text + text)
    else:
        spans.append(Span(text))


def _between(before: str, end: str, after: str) -> str:
    """What stands for an end of a line between two characters."""
    if not end or not before or before == "\n" or after == "\n":
        return ""
    if end == BREAK:
        return "\n"
    return "" if joins_without_space(before, after) else " "
