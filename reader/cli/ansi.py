"""A laid-out line becomes text for a stream: the other place where a role becomes a look."""

from __future__ import annotations

from reader.characters import is_clean
from reader.markdown.bidi import joined, visual
from reader.markdown.lines import EMPHASIS, STRIKE, STRONG, UNDERLINE, Line, Span
from reader.terminal.colours import Theme, sgr
from reader.terminal.links import LINK_END, Web, link_start, target

_MARKS = ((STRONG, "1"), (EMPHASIS, "3"), (UNDERLINE, "4"), (STRIKE, "9"))
_REFUSED = "\ufffd"  # in place of a text that slipped past the gate


def plain(line: Line, *, reorder: bool = False, trim: bool = True) -> str:
    """A line without any look, nor blanks at its end if these are to be trimmed.

    `reorder` where what shows it draws from left to right only.
    """
    line = visual(line, reorder=reorder)
    text = line.text.rstrip() if trim else line.text
    return text if is_clean(text) else _REFUSED


def painted(
    line: Line, theme: Theme, *, hyperlinks: bool, reorder: bool = False, trim: bool = True
) -> str:
    """A line with the looks of a theme; web addresses as OSC 8 where wanted; `reorder` as above."""
    drawn = visual(line, reorder=reorder)
    spans = list(line.spans if drawn is line else joined(drawn.spans))
    while trim and spans and not spans[-1].text.strip():
        spans.pop()
    return "".join(_span(span, theme, hyperlinks=hyperlinks) for span in spans)


def _span(span: Span, theme: Theme, *, hyperlinks: bool) -> str:
    if not is_clean(span.text):
        return _REFUSED
    codes = ";".join(code for bit, code in _MARKS if span.marks & bit)
    if not theme.italics:
        codes = codes.replace("3", "4")  # twice the same does no harm
    start = sgr(theme.look(span.role), codes)
    text = f"{start}{span.text}\x1b[0m" if start else span.text
    if hyperlinks and span.link and isinstance(found := target(span.link, ""), Web):
        return f"{link_start(found.address)}{text}{LINK_END}"
    return text
