"""Trees of folders and boxes that were drawn with lines and have lost the fences around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from reader.markdown.lost import Lost
from reader.patterns import pattern

SIGNS = "├└│┌╭╰╔║╚╠┃┏┗┣"
"""A line that begins with one of these was drawn, and ends where its author ended it."""

_DRAWN = pattern(rf"^([ \t]{{0,40}})[{SIGNS}].*(?:\n[ \t]{{0,40}}[{SIGNS}].*)+", re.MULTILINE)
_ROOT = pattern(r"[ \t]*[\w.~/@-]{1,80}(?:[ \t]+#.*)?$")  # the folder above all
_BRANCHES = "├└│"


def lost_drawings(source: str, code: Sequence[Lost] = ()) -> list[Lost]:
    """Two and more drawn lines in a row, in order, with the name of the folder above a tree.

    None that overlaps some code, which is in order and does not overlap itself.
    """
    if not any(sign in source for sign in SIGNS):
        return []
    found = []
    for match in _DRAWN.finditer(source):
        start, indent = match.start(), match[1]
        above = source.rfind("\n", 0, max(0, start - 1)) + 1
        if start and match[0].lstrip()[0] in _BRANCHES and _ROOT.match(source[above : start - 1]):
            line = source[above : start - 1]
            start, indent = above, line[: len(line) - len(line.lstrip())]
        before = bisect_left(code, match.end(), key=lambda lost: lost.name) - 1
        if before < 0 or code[before].stop <= start:
            found.append(Lost(start + len(indent), match.end(), indent))
    return found
