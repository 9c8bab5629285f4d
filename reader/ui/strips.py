"""A laid-out line becomes a strip of the screen: the one place where a role becomes a look."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.characters import cut, has_rtl, is_clean, width
from reader.markdown.lines import EMPHASIS, STRIKE, STRONG, UNDERLINE, Line, Span
from reader.terminal.colours import Look, Theme

REFUSED = "\ufffd"  # in place of a text that slipped past the gate, so that reading goes on


class Painter:
    """Paints lines with one theme; styles are made once for each look that occurs."""

    def __init__(
        self,
        theme: Theme,
        *,
        hyperlinks: bool = True,
        reorders: bool = True,
        ascii_only: bool = False,
    ) -> None:
        self._links = hyperlinks
        self.ascii_only = ascii_only
        self.ellipsis = "..." if ascii_only else "…"
        self._reorders = reorders  # what is read from right to left; else the terminal does
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme from now on."""
        self.theme = theme
        self._style = lru_cache(maxsize=512)(self._make_style)

    def _make_style(self, role: str, marks: int, link: str) -> Style:
        look: Look = self.theme.look(role)
        italics = self.theme.italics
        slanted = EMPHASIS if italics else 0
        underlined = UNDERLINE if italics else UNDERLINE | EMPHASIS
        return Style(
            color=look.color,
            bgcolor=look.background,
            bold=look.bold or bool(marks & STRONG) or None,
            dim=look.dim or None,
            italic=look.italic or bool(marks & slanted) or None,
            underline=look.underline or bool(marks & underlined) or None,
            strike=bool(marks & STRIKE) or None,
            reverse=look.reverse or None,
            link=self._address(link),
        )

    def _address(self, link: str) -> str | None:
        """What a terminal may open: a web address, safely encoded."""
        if not self._links or not link:
            return None
        from reader.terminal import links  # the first page needs it, the first list does not

        target = links.target(link, "")
        return target.address if isinstance(target, links.Web) else None

    def segment(self, span: Span) -> Segment:
        """A span as a segment; text that is not clean never gets as far as a terminal."""
        if not is_clean(span.text) or not is_clean(span.link):
            span = Span(REFUSED)
        return Segment(span.text, self._style(span.role, span.marks, span.link))

    def written(self, text: str) -> str:
        """A text as it is drawn, to be measured: in ASCII where the terminal shows no more."""
        if not self.ascii_only or text.isascii():
            return text
        from reader.markdown.ascii_signs import written  # few terminals need it

        return written(text)

    def cut(self, text: str, cells: int) -> str:
        """The beginning of a text that fits the cells, as it is drawn."""
        return cut(self.written(text), cells, self.ellipsis)

    def drawn(self, line: Line) -> Line:
        """A line as it is drawn, from left to right."""
        if self.ascii_only:
            from reader.markdown.in_ascii import line_in_ascii  # few terminals need it

            line = line_in_ascii(line)
        if not line.rtl and not any(has_rtl(span.text) for span in line.spans):
            return line
        from reader.markdown.bidi import visual  # few lines need it

        return visual(line, reorder=self._reorders)

    def strip(self, line: Line | Iterable[Span], columns: int, indent: int = 0) -> Strip:
        """A line, drawn, indented, filled or cut to exactly so many columns."""
        line = line if isinstance(line, Line) else Line(tuple(line))
        return self.filled(self.drawn(line).spans, columns, indent)

    def filled(self, spans: Iterable[Span], columns: int, indent: int = 0) -> Strip:
        """Spans in the order in which they are drawn, as exactly so many columns."""
        segments = [Segment(" " * indent)] if indent else []
        cells = indent
        for span in spans:
            if span.text:
                segment = self.segment(span)
                segments.append(segment)
                cells += width(segment.text)
        if cells < columns:
            segments.append(Segment(" " * (columns - cells)))
            cells = columns
        strip = Strip(segments, cells)
        return strip if cells == columns else strip.crop(0, columns)

    def blank(self, columns: int) -> Strip:
        """A row with nothing on it."""
        return Strip([Segment(" " * columns)], columns)
