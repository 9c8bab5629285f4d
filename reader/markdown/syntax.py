"""The dialect: which extensions of Markdown are understood, and the signs that stand for others."""

from __future__ import annotations

from pyromark import Options

from reader.characters import one_line
from reader.patterns import pattern

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

# SUBSCRIPT stays off, it would take GFM's ~strikethrough~; MATH takes prices for formulas.
DIALECT = Options(
    sum(  # as integers: each union of flags would be made a flag of its own, 3 ms in all
        option.value
        for option in (
            Options.ENABLE_TABLES,
            Options.ENABLE_FOOTNOTES,
            Options.ENABLE_STRIKETHROUGH,
            Options.ENABLE_TASKLISTS,
            Options.ENABLE_HEADING_ATTRIBUTES,
            Options.ENABLE_GFM,
            Options.ENABLE_DEFINITION_LIST,
        )
    )
)
_IMPORT = pattern(r"\s*(?:import|export)\s")

BREAK = "\v"  # ends a line of text as a tag does: once, and not at the ends; never in clean text
FORMULA = "\x1e"
"""Begins code that is a formula; never in a clean source."""

TEMPLATE = "\x1c"
"""Begins code that is a template tag; never in a clean source."""

TITLE = "\x1a"
"""Begins code that names the kind of the box around; never in a clean source."""

APART = "\x1d"
"""Between two formulas that touch, whose marks of code would else be one; `clean` takes it out."""

SOFT = "\x1f"  # a line's end inside a paragraph until its neighbours are known; never in clean text


def joins_without_space(before: str, after: str) -> bool:
    """Whether a line that ends in one character goes on with the other without a space.

    So do kana, Han and their punctuation (CSS Text 4 §4.1.1).
    """
    return _joins(ord(before)) and _joins(ord(after))


def _joins(code: int) -> bool:
    return code >= 0x3000 and (
        code <= 0x30FF
        or 0x31F0 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xFF00 <= code <= 0xFFEF
    )


def is_maths(info: str) -> bool:
    """Whether the info string of a fence says that it holds a formula."""
    return info.startswith(FORMULA) or info.strip().lower() == "math"


def named_mdx(path: str) -> bool:
    """Whether a file says by its name that it is MDX."""
    return path.lower().endswith(".mdx")


def may_be_mdx(source: str) -> bool:
    """Whether a source begins like MDX, with an import or an export; `mdx.is_mdx` looks closer."""
    return _IMPORT.match(source) is not None


def target_of(link: dict[str, Any]) -> str:
    """The target of a link or image event, clean and on one line."""
    target = one_line(link["dest_url"])
    return "mailto:" + target if link["link_type"] == "Email" else target
