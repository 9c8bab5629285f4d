"""`reader show --source`: a file as it is, clean, and coloured where somebody looks."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from reader.cli import ansi
from reader.markdown.blocks import Inline, Paragraph
from reader.markdown.in_ascii import ascii_spans
from reader.markdown.lines import Line
from reader.markdown.source import SourceText
from reader.markdown.spans import wrapped_spans
from reader.session.source import lines_of
from reader.terminal.colours import Theme

AT_ONCE = 64  # pieces of lines that are written at once


def write(
    data: bytes,
    theme: Theme | None,
    *,
    width: int = 0,
    hyperlinks: bool,
    reorder: bool,
    ascii_only: bool = False,
) -> None:
    """Print a file to stdout, line by line as it has them; without a theme in no colours.

    Lines are wrapped where a width is given; else a terminal wraps them, and copies them whole.
    Only what `characters.clean` takes away is gone, and a tab is one.
    """

    def drawn(spans: Inline) -> str:
        line = Line(spans)
        if theme is None:
            return ansi.plain(line, reorder=reorder, trim=False)
        return ansi.painted(line, theme, hyperlinks=hyperlinks, reorder=reorder, trim=False)

    source = lines_of(data, tabs=not width)
    waiting: list[str] = []
    for spans, ends in _pieces(source):
        piece = ascii_spans(spans) if ascii_only else spans
        rows: Iterable[Inline] = (row for row, _, _ in wrapped_spans(piece, width))
        rows = list(rows) if width else [piece]
        waiting.append("\n".join(map(drawn, rows or [()])) + "\n" * (ends or bool(width)))
        if len(waiting) == AT_ONCE:
            sys.stdout.write("".join(waiting))
            sys.stdout.flush()
            waiting.clear()
    sys.stdout.write("".join(waiting))
    sys.stdout.flush()


def _pieces(source: SourceText) -> Iterator[tuple[Inline, bool]]:
    """The lines, a very long one in several pieces, and whether each ends its line."""
    index = 0
    while source.has(index):
        block = source.block(index)
        assert isinstance(block, Paragraph)
        yield block.spans, not source.has(index + 1) or source.begins_line(index + 1)
        index += 1
