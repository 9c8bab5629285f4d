"""Small marks of other dialects that say how a text is set, or are no text: they go.

`==marked==` and `%%comments%%` (Obsidian), `^block-ids` at the end of a line, attribute lists in
braces (kramdown, Pandoc) behind headings, blocks and spans, lines that stand for contents; and
`*[HTML]: what it means` becomes a list of definitions. Each is told from its own line alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.markdown.leads import LEAD, blank_of, indent_of, length_of
from reader.markdown.mended import Edit
from reader.markdown.seen import byte_offsets, literal_in, within
from reader.markdown.syntax import APART
from reader.patterns import pattern

_ATTRIBUTE = (
    r"(?:[#.][\w:-]{1,80}|[\w-]{1,40}=(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[^\s\"'{}=]{1,200}))"
)
_LIST = rf"[ \t]{{0,4}}{_ATTRIBUTE}(?:[ \t]{{1,4}}{_ATTRIBUTE}){{0,20}}[ \t]{{0,4}}"
_LINES = pattern(
    rf"^(?P<lead>{LEAD}?)(?:"
    rf"(?P<gone>\{{:(?:{_LIST}|[ \t]*[\w-]{{1,40}}(?::{_LIST})?[ \t]*|[:/][^{{}}\n]{{0,300}})\}}"
    r"|\[TOC\]|\[toc\]|\[\[_?(?:TOC|toc)_?\]\]|@\[toc\]|\$?\{toc\}|\{\{[<%][ \t]*toc[ \t]*[>%]\}\})"
    r"|(?P<star>\*\[)[^\[\]\n]{1,80}(?P<bracket>\]:[ \t]*)[^\s][^\n]*"
    r")[ \t]*$",
    re.MULTILINE,
)
_HEADING = pattern(
    rf"^[ \t>]{{0,40}}#{{1,6}}[ \t][^\n]{{0,2000}}?\{{(?P<colon>:){_LIST}\}}[ \t]*$", re.MULTILINE
)
_SPAN = pattern(rf"(?:(?<=[*_)`\]])\{{:{_LIST}\}}|(?<=\))\{{{_LIST}\}})")
_MARKED = pattern(
    r"(?<![=\\\w`])==(?![=\s>])(?P<marked>(?:[^\n=]|=(?!=)){1,500}?)(?<![\s=<!])==(?![=\w`])"
)
_COMMENT = pattern(r"(?<![\w%\\])%%(?!%)[^%\n]{1,1000}%%(?![\w%])[ \t]?")
_BLOCK_ID = pattern(r"(?<=\S)[ \t]{1,4}\^(?=[\d-]*[A-Za-z])[A-Za-z0-9-]{4,60}$", re.MULTILINE)
_CONTENTS = pattern(r"(?:[-*+]|\d\.)[ \t]+[\w \t]{1,40}")


def edits(source: str, *, blocks: bool = False) -> list[Edit]:
    """What takes the marks out; with `blocks` only those on which it depends where blocks lie."""
    found = [*_lines(source)] if blocks else [*_lines(source), *_inlines(source)]
    if not found:
        return []
    literal = literal_in(source)
    places = byte_offsets(source, [edit.start for made in found for edit in made])
    kept: list[Edit] = []
    end = 0
    for made in sorted(found, key=lambda made: made[0].start):
        if made[0].start < end or any(within(literal, places[edit.start]) for edit in made):
            continue
        kept += made
        end = made[-1].stop
    return kept


def _lines(source: str) -> Iterator[list[Edit]]:
    for match in _LINES.finditer(source):
        indent = indent_of(match["lead"])
        if indent is None:
            continue
        if match["gone"]:
            start = match.start("gone")
            if "toc" in match["gone"] and match["gone"][0] == "{":
                start = _contents(source, match.start(), indent, start)
            yield [Edit(start, match.end(), " ")]
        else:
            yield [
                Edit(match.start("star"), match.end("star"), APART),
                Edit(match.start("bracket"), match.end("bracket"), f"\n{indent}: "),
                Edit(match.end(), match.end(), f"\n{blank_of(indent)}"),
            ]


def _inlines(source: str) -> Iterator[list[Edit]]:
    for match in _HEADING.finditer(source):
        yield [Edit(match.start("colon"), match.end("colon"), " ")]
    for form in (_SPAN, _COMMENT, _BLOCK_ID):
        for match in form.finditer(source):
            yield [Edit(match.start(), match.end(), APART)]
    for match in _MARKED.finditer(source):
        yield [
            Edit(match.start(), match.start("marked"), "<mark>"),
            Edit(match.end("marked"), match.end(), "</mark>"),
        ]


def _contents(source: str, line: int, indent: str, start: int) -> int:
    """Where the item of a list begins that stands for contents above a line; else `start`."""
    above = source.rfind("\n", max(0, line - 200), max(0, line - 1)) + 1
    if not line or (above and source[above - 1] != "\n"):
        return start
    size = length_of(indent, source[above : line - 1])
    if size < 0 or not _CONTENTS.fullmatch(source, above + size, line - 1):
        return start
    return above + size
