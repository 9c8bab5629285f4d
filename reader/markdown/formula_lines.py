"""A formula that stands alone, as lines of a page."""

from __future__ import annotations

from reader.markdown.blocks import Maths, maths_text
from reader.markdown.lines import Glyphs, Line, Role, Span
from reader.markdown.maths import display
from reader.markdown.spans import wrapped_spans
from reader.patterns import pattern

INDENT = 4
"""Columns by which a formula stands in, where there is room."""

_WORD = pattern(r"[^\W_]+")


def formula_lines(block: Maths, cells: int, glyphs: Glyphs, base: int = 0) -> list[Line]:
    """The lines of a formula: laid out, else on one line that wraps; TeX where glyphs are ASCII.

    In two dimensions words and numbers know where they stand in the text as read, which is the
    formula on one line; bars, brackets and other signs are decoration. Each row begins one
    character behind the row above, so that each is a place.
    """
    text = maths_text(block)
    if glyphs.rule.isascii():
        tex = block.text
        if not tex.isascii():
            from reader.markdown.ascii_signs import pieces, replaced

            tex = replaced(tex, pieces(tex, maths=False)).replace("\u00a0", " ")
        return _as_written(tex, text, cells, base)
    indent = INDENT if cells > 4 * INDENT else 0
    rows = display(block.text, cells - indent)
    if rows is None and indent:
        indent, rows = 0, display(block.text, cells)
    if rows is None or (len(rows) == 1 and rows[0].strip() == text):
        return _wrapped(text, cells, indent if rows else 0, base)
    places = _places(text)
    lead = (Span(" " * indent),) if indent else ()
    lines = []
    for number, row in enumerate(rows):
        spans = (*lead, *_told(row, places, base)) if row else ()
        lines.append(Line(spans, base + min(number, len(text))))
    return lines


def _wrapped(text: str, cells: int, indent: int, base: int) -> list[Line]:
    lead = (Span(" " * indent),) if indent else ()
    rows = wrapped_spans((Span(text, Role.MATHS),), cells - indent, base=base)
    last = len(rows) - 1
    return [
        Line((*lead, *shown), start, index < last) for index, (shown, _, start) in enumerate(rows)
    ]


def _as_written(tex: str, text: str, cells: int, base: int) -> list[Line]:
    """The source: in ASCII it says more than what would be left of the signs."""
    places = _places(text)
    lines: list[Line] = []
    for written in tex.split("\n"):
        for shown, _, _ in wrapped_spans((Span(written.strip()),), cells):
            for span in shown:
                spans = tuple(_told(span.text, places, base))
                lines.append(Line(spans, base + min(len(lines), len(text))))
    return lines


def _places(text: str) -> dict[str, list[int]]:
    """Where each word of a text stands, the first one last."""
    places: dict[str, list[int]] = {}
    for match in _WORD.finditer(text):
        places.setdefault(match[0], []).append(match.start())
    for found in places.values():
        found.reverse()
    return places


def _told(row: str, places: dict[str, list[int]], base: int) -> list[Span]:
    """A row as spans; each word takes the next of its places, as long as there is one."""
    spans: list[Span] = []
    done = 0
    for match in _WORD.finditer(row):
        found = places.get(match[0])
        if not found:
            continue
        if match.start() > done:
            spans.append(Span(row[done : match.start()], Role.MATHS))
        spans.append(Span(match[0], Role.MATHS, at=base + found.pop()))
        done = match.end()
    if done < len(row):
        spans.append(Span(row[done:], Role.MATHS))
    return spans
