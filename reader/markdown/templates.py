"""Tags of template languages in running text: `{{< figure >}}`, `{{ page.title }}`, `{% include %}`.

They are left as written and dimmed: what they would be replaced by is not known. Like formulas they
are put into code for the parser, so that nothing in them is taken for markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.markdown.seen import (
    Insertion,
    Resolve,
    byte_offsets,
    characters,
    seen_by_parser,
    ticks_for,
)
from reader.markdown.syntax import APART, TEMPLATE
from reader.patterns import pattern

LONGEST = 2000
"""Characters of one tag."""

_TAG = pattern(r"\{\{(?:[^{}\n]|\}(?!\}))*\}\}|\{%(?:[^{}%\n]|%(?!\})|\}(?<!%\}))*%\}")
_TEX = pattern(r"\\[A-Za-z]+$|[\w)}\]][_^]$")


def tags(
    source: str, mended: str, origin: Callable[[int], int], resolve: Resolve | None = None
) -> list[Insertion]:
    """What makes code of the tags in running text.

    `mended` is the source as far as it is mended, and `origin` leads back from there. `resolve`
    knows the targets that are defined elsewhere.
    """
    if ("{{" not in source and "{%" not in source) or not _TAG.search(source):
        return []
    known = seen_by_parser(mended, resolve)
    data = mended.encode()
    found: list[int] = []  # bytes of the source
    marks: list[str] = []
    for start, stop in known.runs:
        text = data[start:stop].decode()
        if "{{" not in text and "{%" not in text:
            continue
        ticks = ticks_for(text)
        matches = _tags_in(text)
        if not ticks:
            continue
        offsets = byte_offsets(text, [place for match in matches for place in match.span()])
        for match in matches:
            first, last = start + offsets[match.start()], start + offsets[match.end()]
            if known.has_room(first, last):
                apart = APART if found and found[-1] == origin(first) else ""
                found += (origin(first), origin(last))
                marks += (apart + ticks + TEMPLATE, ticks)
    return list(zip(characters(source, found), marks, strict=True))


def _tags_in(text: str) -> list[re.Match[str]]:
    """The tags of a run of text; braces of TeX, as in `\\frac{{a}}{{b}}` and `x^{{2}}`, are none."""
    found: list[re.Match[str]] = []
    tex = -1  # the end of the last braces that belong to TeX
    for match in _TAG.finditer(text):
        start, stop = match.span()
        if start == tex or _TEX.search(text, max(0, start - 32), start):
            tex = stop
        elif stop - start <= LONGEST and _stands_free(text, match):
            found.append(match)
    return found


def _stands_free(text: str, match: re.Match[str]) -> bool:
    """Whether no mark of code touches a tag: it would become one with ours."""
    before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return "`" not in (before, behind) and before != "\\"
