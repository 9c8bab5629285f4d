"""Words within a formula: text, names of units, chemistry."""

from __future__ import annotations

import re

from reader.markdown.maths.symbols import FONTS, SPACES, SUBSCRIPTS, SUPERSCRIPTS, names, symbol
from reader.patterns import pattern

TEXTS = names(
    "text textrm textit textbf textsf texttt textnormal mbox hbox textup textsc emph intertext "
    "shortintertext mathrm operatorname tag"
)
"""Commands whose argument is text."""

_ESCAPED = pattern(r"\\([A-Za-z]+) *|\\(.)|--|[{}]", re.DOTALL)


def words_of(raw: str) -> str:
    """Text within a formula: its commands go, what they say stays; spaces count."""

    def said(match: re.Match[str]) -> str:
        name, char = match.groups()
        if name:
            return "" if name in TEXTS or name in FONTS else symbol(name) or name + " "
        if char:
            return SPACES.get(char, char)
        return "–" if match[0] == "--" else ""

    return re.sub(r"\s+", " ", _ESCAPED.sub(said, raw.replace("~", " ")))


_CHARGE = pattern(r"\^\{?(\d*[+-])\}?")
_COUNT = pattern(r"(?<=[A-Za-z)\]])(\d+)")


def chemistry(raw: str) -> str:
    """A chemical formula: counts lowered, charges raised."""
    text = _CHARGE.sub(lambda match: match[1].translate(SUPERSCRIPTS), raw)
    text = _COUNT.sub(lambda match: match[1].translate(SUBSCRIPTS), text)
    text = text.replace("<=>", "⇌").replace("<->", "↔").replace("->", "→")
    return words_of(text)


def formulas_in(raw: str) -> list[str]:
    """A text cut at its dollars: every second piece is a formula."""
    pieces = re.split(r"(?<!\\)\$", raw)
    return pieces if len(pieces) % 2 else [raw]
