"""Code between the tags of a template language, and tags of several lines.

`{% highlight ruby %}` (Jekyll), `{% codeblock %}` (Hexo) and `{{< highlight go >}}` (Hugo) begin
code, `{% raw %}` what is no template. A tag that is broken into lines is put on one, as it would
else be Markdown from its second line on.
"""

from __future__ import annotations

import re

from reader.markdown.leads import LEAD, Standing, indent_of
from reader.markdown.mended import Edit
from reader.markdown.seen import byte_offsets, literal_in, within
from reader.markdown.syntax import APART
from reader.patterns import pattern

LONGEST = 48 << 10
"""Characters of one piece of code; less than twice a chunk, so that its end is seen with it."""

_OPENING = pattern(
    rf"^(?P<lead>{LEAD}?)(?:"
    r"\{%-?[ \t]*(?P<liquid>highlight|codeblock)(?P<said>[ \t][^\n%]{0,200})?%\}"
    r"|\{\{(?P<hugo>[<%])[ \t]*highlight(?P<args>[ \t][^\n{}]{0,300}?)?[>%]\}\})[ \t]*",
    re.MULTILINE,
)
_CLOSINGS = {
    "highlight": pattern(r"\{%-?[ \t]*endhighlight[ \t]*-?%\}"),
    "codeblock": pattern(r"\{%-?[ \t]*endcodeblock[ \t]*-?%\}"),
    "<": pattern(r"\{\{[<%][ \t]*/[ \t]*highlight[ \t]*[>%]\}\}"),
}
_CLOSINGS["%"] = _CLOSINGS["<"]
_LANGUAGE = pattern(r"[ \t\"'“”]*(?:lang:)?([A-Za-z][\w+#.-]{0,30})")
_NAMED = pattern(r"\blang:([A-Za-z][\w+#.-]{0,30})")
_TICKS = pattern(r"`{3,}")
_RAW_LINE = pattern(r"^[ \t]*\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}[ \t]*$", re.MULTILINE)
_RAW = pattern(
    r"(?P<before>`?)\{%-?[ \t]{0,9}raw[ \t]{0,9}-?%\}(?P<body>[^\n]{1,1000}?)"
    r"\{%-?[ \t]{0,9}endraw[ \t]{0,9}-?%\}(?P<behind>`?)"
)
_BROKEN = pattern(r"\{\{[<%](?:[^{}\n]|\n(?![ \t>]*\n)){0,2000}?[>%]\}\}")
_ANY_LEAD = pattern(LEAD)
_IN_LINE = pattern(rb"(?<!`)`{1,2}(?!`)")  # begins code that is no block
_LINE_END = pattern(r"[ \t]*\n(?:[ \t]*>(?!\}\}))*[ \t]*")


def edits(source: str, *, goes_on: bool = False) -> list[Edit]:
    """What gives the blocks of templates their form; `goes_on` tells that the source is cut off."""
    found = _code(source, goes_on=goes_on)
    others = _raw(source) if "raw" in source else []
    if "{{<" in source or "{{%" in source:
        others += _broken(source)
    if found:  # what is within the code is found to be code the next time
        ranges = [(made[0].start, made[-1].stop) for made in found]
        others = [edit for edit in others if not within(ranges, edit.start)]
    if not found and not others:
        return []
    literal = literal_in(source)
    places = byte_offsets(
        source, [edit.start for edit in others] + [made[0].start for made in found]
    )
    data = source.encode()
    blocks = [each for each in literal if not _IN_LINE.match(data, each[0])]
    kept = [edit for edit in others if not within(blocks, places[edit.start])]
    for made in found:
        if not within(literal, places[made[0].start]):
            kept += made
    return kept


def _code(source: str, *, goes_on: bool) -> list[list[Edit]]:
    """Fences for each opening tag and its closing one."""
    found: list[list[Edit]] = []
    standing = Standing(source)
    place = 0
    ends: dict[str, tuple[int, int] | None] = {}  # the next closing tag of each kind
    while match := _OPENING.search(source, place):
        place = match.end()
        indent = indent_of(match["lead"])
        if indent is None or _goes_on(source, match.start(), indent):
            continue
        start, begin = match.end("lead"), match.end()
        kind = match["liquid"] or match["hugo"]
        end = ends.get(kind, (-1, -1))
        if end is not None and end[0] < begin:
            closing = _CLOSINGS[kind].search(source, begin)
            end = ends[kind] = closing.span() if closing else None
        if end is None and goes_on:
            end = len(source), len(source)
        if end is None or end[0] - begin > LONGEST:
            continue
        stop, beyond = end
        below = source.find("\n", begin, stop) + 1
        if indent and below and not standing.together(indent, below, stop + 1):
            continue
        body = source[begin:stop]
        fence = "`" * max(3, *(len(ticks) + 1 for ticks in _TICKS.findall(body)), 3)
        head = f"{fence}{_language(match)}"
        if source[begin : begin + 1] != "\n":
            head += f"\n{indent}"
        behind = source[beyond : source.find("\n", beyond) % (len(source) + 1)]
        tail = fence
        if body.rpartition("\n")[2].strip(" >") or "\n" not in body:
            tail = f"\n{indent}{tail}"
        found.append([Edit(start, begin, head), Edit(stop, beyond, tail)])
        if behind.strip():  # apart, so that the code ends before it
            found[-1].append(Edit(beyond, beyond, f"\n{indent}"))
        place = beyond
    return found


def _goes_on(source: str, line: int, indent: str) -> bool:
    """Whether a line stands so far in that it can only go on with the paragraph above."""
    if len(indent) < 4 or not line:
        return False
    above = source[source.rfind("\n", max(0, line - 300), line - 1) + 1 : line - 1]
    lead = _ANY_LEAD.match(above)
    return bool(above.strip()) and len(indent) >= len(lead[0] if lead else "") + 4


def _language(match: re.Match[str]) -> str:
    said = match["said"] or match["args"] or ""
    named = _NAMED.search(said)
    if named is None and match["liquid"] != "codeblock":
        named = _LANGUAGE.match(said)
    return named[1] if named else ""


def _raw(source: str) -> list[Edit]:
    """The marks of what is no template go; in code they stay where they are what is talked of."""
    found = [Edit(match.start(), match.end(), " ") for match in _RAW_LINE.finditer(source)]
    for match in _RAW.finditer(source):
        body = match["body"]
        if body.count("`") % 2 or (match["before"] and match["behind"] and "`" in body):
            continue
        found.append(Edit(match.end("before"), match.start("body"), APART))
        found.append(Edit(match.end("body"), match.start("behind"), APART))
    return found


def _broken(source: str) -> list[Edit]:
    """Tags of several lines on one."""
    return [
        Edit(end.start(), end.end(), " ")
        for match in _BROKEN.finditer(source)
        for end in _LINE_END.finditer(source, match.start(), match.end())
    ]
