"""`<details>` over blank lines: what lies between its tags is Markdown, set as one box.

HTML ends at a blank line (CommonMark §4.6), so the parser does not know that what follows belongs
to it. A mark of quotation before each line, and the box is of the kind `FOLD`.
"""

from __future__ import annotations

import re

import pyromark

from reader.markdown.leads import (
    LEAD,
    SourceLine,
    Standing,
    indent_of,
    is_blank,
    length_of,
    lines_from,
)
from reader.markdown.mended import Edit
from reader.markdown.seen import byte_offsets, within
from reader.markdown.syntax import DIALECT, TITLE
from reader.markdown.titles import FOLD
from reader.patterns import pattern

LONGEST = 48 << 10
"""Characters of one; less than twice a chunk, so that its end is seen with its beginning."""

MOST_LEAD = 200
"""Characters of the marks before the first line."""

MOST_OPEN = 50
"""That are open at once; more stay as they are."""

_TAG = pattern(
    rf"^(?P<lead>{LEAD}?)<details(?=[\s>])|(?P<close></details\s{{0,9}}>)(?P<rest>[^\n]{{0,200}})",
    re.MULTILINE | re.IGNORECASE,
)


def edits(source: str, *, goes_on: bool = False) -> list[Edit]:
    """What makes boxes of the outermost details; `goes_on` tells that the source is cut off."""
    matches = list(_TAG.finditer(source))
    if not matches:
        return []
    code = _code(source)
    places = byte_offsets(source, [_sign(match) for match in matches])
    opened: list[re.Match[str]] = []
    pairs: list[tuple[re.Match[str], int]] = []
    for match in matches:
        if within(code, places[_sign(match)]):
            continue
        opened = [each for each in opened if match.start() - each.start() <= LONGEST]
        if match["close"] is None:
            if len(opened) < MOST_OPEN and indent_of(match["lead"]) is not None:
                opened.append(match)
        elif opened and not match["rest"].strip():
            pairs.append((opened.pop(), match.end("close")))
    if goes_on:
        pairs += [(match, len(source)) for match in opened]
    pairs = [pair for pair in pairs if not _is_done(source, pair[0].start())]
    found: list[Edit] = []
    standing = Standing(source)
    end = 0
    for opening, stop in sorted(pairs, key=lambda pair: pair[0].start()):
        if opening.start() >= end and (made := _box(source, opening, stop, standing)):
            found += made
            end = stop
    return found


def _sign(match: re.Match[str]) -> int:
    """Where a tag begins."""
    return match.end("lead") if match["close"] is None else match.start()


def _code(source: str) -> list[tuple[int, int]]:
    """The byte ranges of code, ascending: not those of HTML, which details are."""
    found: list[tuple[int, int]] = []
    for event, place in pyromark.events_with_range(source, options=DIALECT):
        if isinstance(event, dict):
            tag = event.get("Start")
            if "Code" in event or (isinstance(tag, dict) and "CodeBlock" in tag):
                found.append((place["start"], place["end"]))
    return sorted(found)


def _is_done(source: str, line: int) -> bool:
    """Whether the marks stand before a line already."""
    above = source[max(0, line - MOST_LEAD) : line].split("\n")[-3:-2]
    return bool(above) and above[0].endswith(f"`{TITLE}{FOLD}`")


def _box(source: str, opening: re.Match[str], stop: int, standing: Standing) -> list[Edit]:
    """The marks before its lines; none where these are not in one container, or none is blank."""
    indent = indent_of(opening["lead"]) or ""
    first = opening.end("lead")
    made = [Edit(first, first, f"> `{TITLE}{FOLD}`\n{indent}>\n{indent}> ")]
    line = source.find("\n", first, stop) + 1
    if not line or not standing.together(indent, line, stop):
        return []
    blank = False
    for each in lines_from(source, line, stop - line):
        mark = _marked(each, indent)
        blank |= mark.text != "> "
        made.append(mark)
    return made if blank else []


def _marked(line: SourceLine, indent: str) -> Edit:
    if is_blank(indent, line.text):
        return Edit(line.start, line.stop, indent + ">")
    place = line.start + length_of(indent, line.text)
    return Edit(place, place, "> ")
