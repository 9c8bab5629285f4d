"""Blocks for a terminal that shows ASCII alone: `[1]` for the number of a note, `x^2`, `alpha`.

The text as read keeps its characters, so what is laid out is told where it stands in that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from reader.characters import width
from reader.markdown.ascii_signs import Piece, pieces, replaced, written
from reader.markdown.blocks import Block, Code, Inline, with_inlines
from reader.markdown.landmarks import leaves, spans_in
from reader.markdown.lines import Line, Role, Span
from reader.markdown.notes import NOTE_LINK
from reader.markdown.raised import plain_number
from reader.named import NamedTuple


class _Change(NamedTuple):
    """What is written otherwise: where it begins as shown and as read, and its length in each."""

    shown: int
    read: int
    shown_length: int
    read_length: int


def in_ascii(block: Block, lay_out: Callable[[Block], Iterable[Line]]) -> list[Line]:
    """The lines of a block, its text in ASCII."""
    changes: list[_Change] = []
    grown = 0
    for offset, found in _texts(block):
        for start, stop, text in found:
            changes.append(_Change(offset + start + grown, offset + start, len(text), stop - start))
            grown += len(text) - (stop - start)
    if not changes:
        return [_with_blanks(line) for line in lay_out(block)]
    lines = map(_with_blanks, lay_out(with_inlines(block, ascii_spans, _ascii_code)))
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


def _texts(block: Block) -> Iterator[tuple[int, Iterable[Piece]]]:
    """What is written otherwise, behind the offset in `text_of(block)` that it is counted from."""
    for leaf in leaves(block):
        if isinstance(leaf.block, Code):
            yield leaf.offset, () if leaf.block.text.isascii() else _code_pieces(leaf.block.text)
    for offset, span in spans_in(block):
        yield offset, _pieces(span)


def _ascii_code(code: str) -> str:
    return code if code.isascii() else replaced(code, _code_pieces(code))


def _code_pieces(code: str) -> Iterable[Piece]:
    return pieces(code.removesuffix("\n"), maths=False)


def _with_blanks(line: Line) -> Line:
    """The line with plain blanks, once it is decided where lines end."""
    if not any("\xa0" in span.text or "\u202f" in span.text for span in line.spans):
        return line
    blank = [
        span._replace(text=span.text.replace("\xa0", " ").replace("\u202f", " "))
        for span in line.spans
    ]
    return line._replace(spans=tuple(blank))


def line_in_ascii(line: Line) -> Line:
    """A laid-out line in ASCII, for what was not so before: code, and what the interface says.

    Where it grows, blanks that set the next column apart give way, so that columns keep theirs.
    """
    if line.text.isascii():
        return line
    shown: list[Span] = []
    grown = 0
    for span in line.spans:
        if grown > 0 and span.text.isspace():
            left = max(1, len(span.text) - grown)
            grown -= len(span.text) - left
            shown.append(span._replace(text=" " * left))
            continue
        pieces_of = (span,) if span.text.isascii() else _in_pieces(span)
        shown += pieces_of
        grown += sum(width(piece.text) for piece in pieces_of) - width(span.text)
    return line._replace(spans=tuple(shown))


def _in_pieces(span: Span) -> tuple[Span, ...]:
    if span.at < 0:
        return (span._replace(text=written(span.text)),)
    found: list[Span] = []
    done = 0
    for start, stop, text in pieces(span.text, maths=False):
        if start > done:
            found.append(span._replace(text=span.text[done:start], at=span.at + done))
        found.append(span._replace(text=text.replace("\xa0", " "), at=span.at + start))
        done = stop
    if done < len(span.text):
        found.append(span._replace(text=span.text[done:], at=span.at + done))
    return tuple(found)


def _is_reference(span: Span) -> bool:
    return span.role is Role.NOTE and span.link.startswith(NOTE_LINK)


def _pieces(span: Span) -> Iterable[Piece]:
    if _is_reference(span):
        return (Piece(0, len(span.text), f"[{plain_number(span.text)}]"),)
    if span.text.isascii():
        return ()
    return pieces(span.text, maths=span.role is Role.MATHS)


def ascii_spans(spans: Inline) -> Inline:
    """The spans in ASCII; what is written otherwise is a span of its own, and so keeps its place."""
    shown: list[Span] = []
    for span in spans:
        done = 0
        for start, stop, text in _pieces(span):
            if start > done:
                shown.append(span._replace(text=span.text[done:start]))
            if text:
                shown.append(span._replace(text=text))
            done = stop
        if done < len(span.text) or not span.text:
            shown.append(span._replace(text=span.text[done:]))
    return tuple(shown)
