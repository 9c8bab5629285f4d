"""Boxes beside the text, by whatever dialect, as quotations with a kind and perhaps a title.

`:::note Title` … `:::` (Docusaurus, VitePress, MyST, Pandoc), `!!! note "Title"` and `??? note` with
an indented body (MkDocs), `> [!info]- Title` (Obsidian). Their first line becomes a paragraph that
begins with code which holds the kind behind the sign `TITLE`; a body gets the marks of a quotation.
"""

from __future__ import annotations

import re

from reader.markdown.leads import (
    LEAD,
    SourceLine,
    Standing,
    blank_of,
    depth_of,
    indent_of,
    is_blank,
    length_of,
    lines_from,
)
from reader.markdown.lines import ALERTS
from reader.markdown.mask import masked
from reader.markdown.mended import Edit
from reader.markdown.seen import byte_offsets, literal_in, within
from reader.markdown.syntax import APART, TITLE
from reader.markdown.titles import look_of
from reader.named import NamedTuple
from reader.patterns import pattern

LONGEST = 48 << 10
"""Characters of one box; less than twice a chunk, so that its end is seen with its beginning."""

LONGEST_TITLE = 300
"""Characters of a first line; a longer one begins no box."""

MOST_OPEN = 50
"""Boxes that are open at once; more are text."""

_TOKEN = pattern(
    rf"^(?P<lead>{LEAD}?)(?P<sign>:{{3,}}|!!!|\?\?\?\+?|===[!+]?(?=[ \t])|\[!)", re.MULTILINE
)
_CONTAINER = pattern(
    r":+[ \t]*(?P<name>[A-Za-z][\w-]*)?[ \t]*(?:\[(?P<label>[^\[\]\n]*)\])?[ \t]*"
    r"(?:\{(?P<attributes>[^{}\n]*)\})?[ \t]*(?P<title>[^\n]*?)[ \t]*:*[ \t]*"
)
_INDENTED = pattern(
    r"(?:!!!|\?\?\?\+?|===[!+]?)[ \t]*(?P<name>[A-Za-z][\w-]*)?(?:[ \t]+[\w-]+)*"
    r"(?:[ \t]*\"(?P<title>.*)\")?[ \t]*"
)
_CALLOUT = pattern(
    r"\[!(?P<name>[^\W\d_][^\[\]|\n]{0,40}?)[ \t]*(?:\|[^\[\]\n]*)?\](?P<fold>[-+]?)(?:[ \t]+(?P<title>.*?))?[ \t]*"
)
_GIVEN = pattern(r"\btitle[ \t]*=[ \t]*(?:\"([^\"\n]*)\"|'([^'\n]*)')")
_CLASS = pattern(r"(?:(?:^|\s)\.(?:callout-)?|\A(?=[\w-]+\s*\Z))([A-Za-z][\w-]*)")
# What sets its text somewhere or in some way, and says nothing of it.
_UNSEEN = (
    " code-group raw v-pre columns column col row grid center left right div section tabs tab-set"
    " steps cards card-grid hidden only "
)
_NOTHING = "<!--:-->"


class _Opening(NamedTuple):
    """The first line of a box."""

    line: SourceLine
    start: int  # of its sign
    indent: str
    colons: int
    kind: str
    title: tuple[int, int]  # where it stands, perhaps nowhere
    named: tuple[int, int] = (-1, -1)  # and where its kind does


def edits(source: str, above: str = "", *, goes_on: bool = False) -> list[Edit]:
    """What makes quotations of the outermost boxes of a source.

    `above` is the line before it; `goes_on` tells that it is cut off behind its last line.
    """
    matches = [match for match in _TOKEN.finditer(source) if indent_of(match["lead"]) is not None]
    if not matches:
        return []
    literal = literal_in(masked(source.encode()).decode())
    places = byte_offsets(source, [match.start("sign") for match in matches])
    scan = _Boxes(source, above, goes_on=goes_on)
    for match in matches:
        if not within(literal, places[match.start("sign")]):
            scan.token(match)
    return scan.end()


class _Boxes:
    """The boxes of a source, as its lines are read."""

    def __init__(self, source: str, above: str, *, goes_on: bool) -> None:
        self.source, self.above, self.goes_on = source, above, goes_on
        self.opened: list[_Opening] = []
        self.found: list[tuple[int, int, list[Edit]]] = []  # start, stop, what makes one of it
        self.closed: list[tuple[_Opening, SourceLine]] = []
        self.unseen: list[Edit] = []
        self.standing = Standing(source)

    def token(self, match: re.Match[str]) -> None:
        start = match.start("sign")
        stop = self.source.find("\n", start)
        stop = len(self.source) if stop < 0 else stop
        line = SourceLine(match.start(), stop, self.source[match.start() : stop])
        if stop - start > LONGEST_TITLE:
            return
        sign, indent = match["sign"], indent_of(match["lead"]) or ""
        if sign[0] == ":":
            self.container(line, start, indent, len(sign))
        elif sign == "[!":
            self.callout(line, start, indent)
        else:
            self.indented(line, start, indent)

    # ::: note

    def container(self, line: SourceLine, start: int, indent: str, colons: int) -> None:
        self.opened = [each for each in self.opened if line.stop - each.line.start <= LONGEST]
        if not self.source[start : line.stop].strip(": \t"):
            self.close(line, start, colons)
            return
        match = _CONTAINER.fullmatch(self.source, start, line.stop)
        if match is None or len(self.opened) >= MOST_OPEN:
            return
        attributes = match["attributes"] or ""
        kind, title, named = match["name"] or "", match.span("title"), match.span("name")
        if not kind and (found := _CLASS.search(attributes)):
            place = match.start("attributes")
            kind, named = found[1], (place + found.start(1), place + found.end(1))
        if not kind or f" {kind.lower()} " in _UNSEEN:
            if kind or attributes:
                self.opened.append(_Opening(line, start, indent, colons, "", title))
                self.unseen.append(Edit(start, line.stop, _NOTHING))
            return
        given = _GIVEN.search(attributes)
        if match["label"]:
            title = match.span("label")
        elif given:
            first = match.start("attributes")
            title = tuple(first + place for place in given.span(1 if given[1] else 2))  # type: ignore[assignment]
        self.opened.append(_Opening(line, start, indent, colons, kind, title, named))

    def close(self, line: SourceLine, start: int, colons: int) -> None:
        self.unseen.append(Edit(start, line.stop, _NOTHING))
        same = [depth for depth, each in enumerate(self.opened) if each.colons == colons]
        less = [depth for depth, each in enumerate(self.opened) if each.colons < colons]
        if not same and not less:
            return
        depth = (same or less)[-1]
        opening = self.opened[depth]
        del self.opened[depth:]
        if opening.kind:
            self.closed.append((opening, line))

    def boxes(self) -> None:
        """Keeps the outermost boxes between two lines."""
        end = 0
        for opening, closing in sorted(self.closed, key=lambda two: two[0].start):
            if opening.start >= end and self.box(opening, closing):
                end = closing.stop

    def box(self, opening: _Opening, closing: SourceLine | None) -> bool:
        """Keeps the box between two lines, if all of it stands in one container; whether it does."""
        begin = opening.line.stop + 1
        stop = closing.start if closing else len(self.source)
        size = length_of(opening.indent, closing.text) if closing else 0
        if stop - opening.line.start > LONGEST or size < 0:
            return False
        if not self.standing.together(opening.indent, begin, stop):
            return False
        edits = self.titled(opening)
        edits += (
            _quoted(line, opening.indent) for line in lines_from(self.source, begin, stop - begin)
        )
        if closing:
            edits.append(Edit(closing.start + size, closing.stop, f"> {_NOTHING}"))
            stop = closing.stop
        self.found.append((opening.line.start, stop, edits))
        return True

    def titled(self, opening: _Opening, mark: str = "> ") -> list[Edit]:
        """The first line as a paragraph that holds the title."""
        start, stop = opening.title
        if start >= stop and not look_of(opening.kind.lower()):
            start, stop = opening.named  # of a kind of its own the name is text
        named = f"{mark}`{TITLE}{opening.kind.lower()}`{APART}"
        blank = f"\n{blank_of(opening.indent + mark)}"
        if start >= stop:
            return [Edit(opening.start, opening.line.stop, named + blank)]
        if (start, stop) == opening.named:
            named += self.source[start].upper()
            start += 1
        return [Edit(opening.start, start, named), Edit(stop, opening.line.stop, blank)]

    # !!! note

    def indented(self, line: SourceLine, start: int, indent: str) -> None:
        match = _INDENTED.fullmatch(self.source, start, line.stop)
        if match is None:
            return
        kind = match["name"] or ""
        if match["title"] is None and (not kind or self.source[start] == "="):
            return
        named = match.span("name") if match["name"] else (-1, -1)
        opening = _Opening(line, start, indent, 0, kind or "details", match.span("title"), named)
        edits = self.titled(opening)
        blank: list[Edit] = []
        last: SourceLine | None = None
        within_reach = LONGEST + 1
        for below in lines_from(self.source, line.stop + 1, within_reach):
            if is_blank(indent, below.text):
                blank.append(Edit(below.start, below.stop, indent + ">"))
                continue
            quoted = _indented(below, indent)
            if quoted is None:
                if last is not None and not blank:
                    edits.append(Edit(last.stop, last.stop, f"\n{blank_of(indent)}"))
                break
            edits += (*blank, quoted)
            blank.clear()
            last = below
        if last is not None and last.stop - line.start <= LONGEST:
            self.found.append((line.start, last.stop, edits))

    # > [!note] Title

    def callout(self, line: SourceLine, start: int, indent: str) -> None:
        match = _CALLOUT.fullmatch(self.source, start, line.stop)
        lead = line.text[: start - line.start]
        if match is None or not lead.rstrip(" ").endswith(">"):
            return
        if match["name"].lower() in ALERTS and not match["title"] and not match["fold"]:
            return  # the parser knows it
        if lead == indent and depth_of(self.line_before(line)) >= depth_of(line.text):
            return  # only the first line of a quotation says what it is
        opening = _Opening(
            line, start, indent, 0, match["name"], match.span("title"), match.span("name")
        )
        self.found.append((line.start, line.stop, self.titled(opening, mark="")))

    def line_before(self, line: SourceLine) -> str:
        if not line.start:
            return self.above
        first = max(0, line.start - LONGEST_TITLE)
        return self.source[first : line.start - 1].rpartition("\n")[2]

    # All

    def end(self) -> list[Edit]:
        """What makes quotations of the outermost ones."""
        self.boxes()
        if self.goes_on:
            opened = (each for each in self.opened if each.kind)
            any(self.box(opening, None) for opening in opened)  # as far as one
        edits: list[Edit] = []
        end = 0
        ranges: list[tuple[int, int]] = []
        for start, stop, made in sorted(self.found, key=lambda each: each[:2]):
            if start >= end:
                edits += made
                end = stop
                ranges.append((start, stop + 1))
        return edits + [edit for edit in self.unseen if not within(ranges, edit.start)]


def _quoted(line: SourceLine, indent: str) -> Edit:
    """A line of a body with the mark of a quotation."""
    if is_blank(indent, line.text):
        return Edit(line.start, line.stop, indent + ">")
    place = line.start + length_of(indent, line.text)
    return Edit(place, place, "> ")


def _indented(line: SourceLine, indent: str) -> Edit | None:
    """The same, its text standing four columns further in."""
    size = length_of(indent, line.text)
    rest = line.text[size:] if size >= 0 else ""
    deep = 4 if rest.startswith("    ") else 1 if rest.startswith("\t") else 0
    return Edit(line.start + size, line.start + size + deep, "> ") if deep else None
