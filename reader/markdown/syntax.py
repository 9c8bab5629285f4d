"""The dialect: which extensions of Markdown are understood."""

from __future__ import annotations

import re
from typing import Any

from pyromark import Options

from reader.characters import one_line

# SUBSCRIPT stays off, it would take GFM's ~strikethrough~; MATH until formulas have a look.
DIALECT = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
    | Options.ENABLE_GFM
)
SOFT = "\x1f"  # a line's end inside a paragraph until its neighbours are known; never in clean text

# Scripts in which the end of a source line is no space: kana and Han (CSS Text 4 §4.1.1).
JOINING = "[\u3000-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]"
_JOINING = re.compile(JOINING)


def joins_without_space(before: str, after: str) -> bool:
    """Whether a line that ends in one character goes on with the other without a space."""
    return bool(_JOINING.match(before) and _JOINING.match(after))


def target_of(link: dict[str, Any]) -> str:
    """The target of a link or image event, clean and on one line."""
    target = one_line(link["dest_url"])
    return "mailto:" + target if link["link_type"] == "Email" else target


def language_of(info: str) -> str:
    """The language that the info string of a fence names, clean; often empty."""
    words = one_line(info).replace("{", " ").replace("}", " ").replace(",", " ").split()
    return words[0].removeprefix(".").removeprefix("language-") if words else ""
