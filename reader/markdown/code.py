"""Blocks of code: coloured by language where it is known, wrapped without losing a space."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader.characters import cut, fitting, width
from reader.markdown.blocks import Code, Inline
from reader.markdown.languages import name_of
from reader.markdown.lines import Glyphs, Line, Role, Span

if TYPE_CHECKING:
    from pygments.lexer import Lexer

TAB = 4  # columns
COLOURED = 64 << 10
"""Characters; pygments takes 3.5 s a megabyte."""

LONGEST = 2_000
"""Characters of a line that nobody would move through; it is wrapped in any case."""

INDENT = "  "
BETWEEN = "  "  # the title of code and its language


def code_lines(
    block: Code, cells: int, glyphs: Glyphs, base: int = 0, *, scrolled: bool = False
) -> list[Line]:
    """The lines of a block of code, below the name of its language; its text begins at `base`.

    `scrolled` lines keep their length.
    """
    indent = INDENT if cells > 3 * len(INDENT) else ""
    room = max(1, cells - len(indent))
    lines: list[Line] = []
    for label in (block.title, name_of(block.language)):
        if label:
            name = Span(cut(label, room, glyphs.ellipsis), Role.CODE_LANGUAGE)
            if lines and width(lines[0].text) + len(BETWEEN) + width(name.text) <= cells:
                lines[0] = Line((*lines[0].spans, Span(BETWEEN), name), base)
            else:
                lines.append(Line((Span(indent), name), base))
    again = glyphs.continued + " " * (len(indent) - width(glyphs.continued)) if indent else ""
    rows = _coloured(block.text, block.language) if not block.part else None
    offset = base
    for number, source in enumerate(block.text.removesuffix("\n").split("\n")):
        text, places = expanded(source)
        spans = rows[number] if rows is not None else (Span(text, Role.CODE),)
        hang = hanging(text, room)
        begin = 0
        runs_on = scrolled and len(text) <= LONGEST
        cuts = [len(text)] if runs_on else wrapped(text, room, hang)
        for stop in cuts:
            lead: Inline = (Span(indent),) if indent else ()
            if begin:
                lead = (Span(again + " " * hang, Role.DIM),) if indent or hang else ()
            shown = _placed(part_of(spans, begin, stop), begin, offset, places)
            start = offset + (begin if places is None else places[begin] if places else 0)
            held = len(indent) if runs_on else None
            lines.append(Line(lead + shown if shown else (), start, stop < cuts[-1], held))
            begin = stop
        offset += len(source) + 1
    return lines


def _placed(spans: Inline, begin: int, offset: int, places: list[int] | None) -> Inline:
    """The spans told where they stand; `begin` is where the first is in the line with its tabs set.

    A span with a tab is cut behind each, so that the characters of each piece follow one another.
    """
    result = []
    for span in spans:
        if places is None:
            result.append(span._replace(at=offset + begin))
        else:
            first = 0
            for index in range(1, len(span.text) + 1):
                here = places[begin + index - 1]
                if index == len(span.text) or places[begin + index] != here + 1:
                    at = offset + places[begin + first]
                    result.append(span._replace(text=span.text[first:index], at=at))
                    first = index
        begin += len(span.text)
    return tuple(result)


def hanging(line: str, room: int) -> int:
    """How far the rest of a wrapped line is indented: a step deeper than the line itself."""
    own = len(line) - len(line.lstrip(" "))
    return min(own + TAB, room // 3) if room > 8 * TAB else 0


def expanded(line: str) -> tuple[str, list[int] | None]:
    """A line with its tabs as spaces; with tabs, also which source character each comes from."""
    if "\t" not in line:
        return line, None
    text, column = "", 0
    places: list[int] = []
    for index, piece in enumerate(line.split("\t")):
        if index:
            gap = TAB - column % TAB
            places += [len(places) and places[-1] + 1] * gap
            text += " " * gap
            column += gap
        first = (places[-1] + 1) if places else 0
        places += range(first, first + len(piece))
        text += piece
        column += width(piece)
    return text, places


def wrapped(text: str, room: int, hang: int = 0) -> list[int]:
    """Where the rows of a line of code end: behind a space where one is near, else anywhere.

    From the second row on there is less room, by what these are indented.
    """
    stops, place = [], 0
    plain = text.isascii()
    while True:
        if plain:
            rest = min(len(text) - place, room)
        else:
            # A slice of four times the room: characters may be narrower than clusters suggest,
            # and measuring the whole rest each time would cost the square of a long line.
            rest = fitting(text[place : place + 4 * room], room) or 1
        if place + rest >= len(text):
            stops.append(len(text))
            return stops
        stop = place + rest
        space = text.rfind(" ", place + rest // 2, stop)
        place = space + 1 if space > 0 and text[stop] != " " else stop
        stops.append(place)
        if len(stops) == 1:
            room -= hang


def part_of(spans: Inline, start: int, stop: int) -> Inline:
    """The spans between two offsets of their joined text."""
    result, place = [], 0
    for span in spans:
        end = place + len(span.text)
        if end > start:
            if place >= stop:
                break
            text = span.text[max(0, start - place) : stop - place]
            if text:
                result.append(span._replace(text=text) if text != span.text else span)
        place = end
    return tuple(result)


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name  # 15 ms, and each language its own module
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _coloured(text: str, language: str) -> list[Inline] | None:
    """The spans of each line, tabs expanded; None where the language has no colours."""
    if not language or len(text) > COLOURED:
        return None
    lexer = _lexer(language.lower())
    if lexer is None:
        return None
    source = text.removesuffix("\n")
    rows: list[list[Span]] = [[]]
    for kind, value in lexer.get_tokens(source):
        role = _role(str(kind))
        for index, piece in enumerate(value.split("\n")):
            if index:
                rows.append([])
            if piece:
                rows[-1].append(Span(piece, role))
    lines = source.split("\n")
    if ["".join(span.text for span in row) for row in rows] != lines:
        return None  # a lexer that changes the text may colour nothing
    return [_expanded_spans(tuple(row)) for row in rows]


def _expanded_spans(spans: Inline) -> Inline:
    if not any("\t" in span.text for span in spans):
        return spans
    result, column = [], 0
    for span in spans:
        text = ""
        for index, piece in enumerate(span.text.split("\t")):
            if index:
                gap = TAB - column % TAB
                text, column = text + " " * gap, column + gap
            text, column = text + piece, column + width(piece)
        result.append(span._replace(text=text))
    return tuple(result)


_ROLES = (
    ("Token.Comment", Role.CODE_COMMENT),
    ("Token.Keyword", Role.CODE_KEYWORD),
    ("Token.Operator.Word", Role.CODE_KEYWORD),
    ("Token.Name.Function", Role.CODE_NAME),
    ("Token.Name.Class", Role.CODE_NAME),
    ("Token.Name.Decorator", Role.CODE_NAME),
    ("Token.Name.Tag", Role.CODE_NAME),
    ("Token.Name.Builtin", Role.CODE_NAME),
    ("Token.Literal.String", Role.CODE_STRING),
    ("Token.Literal.Number", Role.CODE_NUMBER),
    ("Token.Operator", Role.CODE_OPERATOR),
    ("Token.Punctuation", Role.CODE_OPERATOR),
)


@lru_cache(maxsize=512)
def _role(kind: str) -> Role:
    for prefix, role in _ROLES:
        if kind.startswith(prefix):
            return role
    return Role.CODE
