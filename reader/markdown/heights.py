"""How many lines a block will have, counted on its source: for scroll bars, not for layout."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.characters import width
from reader.patterns import pattern

_MARKUP = pattern(r"\]\([^)\s]{0,400}\)|\*\*|\[|`")  # bounded: unclosed ones cost the square
_TAGS = pattern(r"<[^<>]*+>")
_FENCE = pattern(r" {0,3}(?:`{3,}|~{3,})[ \t]*(\S?)")


@lru_cache(maxsize=8)
def _greedy(cells: int) -> re.Pattern[str]:
    """Matches once for each line that greedy wrapping makes; a word too long fills lines."""
    return re.compile(rf"[^\n]{{1,{cells}}}(?:[ \n]+|$)|[^\n]{{1,{cells}}}")


def wraps(text: str, cells: int) -> int:
    """The lines that a text takes at a width, at least one."""
    if not text.isascii():
        # Wide characters count twice: the width tells how many cells more there are.
        cells = max(1, cells * len(text) // max(1, width(text.replace("\n", " "))))
    return max(1, sum(1 for _ in _greedy(max(1, cells)).finditer(text)))


def counted(kind: str, source: str, cells: int) -> int:
    """About how many lines a top-level block takes."""
    if kind == "Paragraph":
        if len(source) <= cells:
            return 1
        return wraps(_MARKUP.sub("", source).strip().replace("\n", " "), cells)
    if kind in ("Heading", "Rule"):
        return 1 if len(source) <= cells else wraps(source, cells)
    if kind == "CodeBlock":
        rows = sum(1 + len(line) // cells for line in source.splitlines())
        fence = _FENCE.match(source)
        return max(1, rows if fence is None else rows - (1 if fence[1] else 2))
    source = source.rstrip()
    if kind == "HtmlBlock":
        source = _TAGS.sub("", source)
    lines = [line for line in source.splitlines() if line.strip()]
    blank = source.count("\n\n") if kind in ("List", "BlockQuote", "FootnoteDefinition") else 0
    return max(1, blank + sum(1 if len(line) <= cells else wraps(line, cells) for line in lines))
