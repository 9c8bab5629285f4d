"""Roles to looks: two themes, each made by hand for 24 bits, 256 colours, 16 and none.

The background is the terminal's own, so a colour must be read on black as well as on the greys and
creams that people choose: text has a contrast of 7:1 or more on #000000 to #1e1e1e and on #ffffff
to #fafafa, what is secondary 4.5:1 (WCAG 2.2, 1.4.6 and 1.4.3). With 16 colours only the first
eight are used and never 0, 7 or 8: a palette like Solarized shows the rest as shades of grey. Nor is
anything dim there: what is left of a colour then is below 3:1 in Solarized, and on the Linux console
always dark grey on black.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

from reader.named import NamedTuple
from reader.patterns import pattern
from reader.terminal.capabilities import Depth, multiplexer

ThemeName = Literal["dark", "light"]


class Look(NamedTuple):
    """How a role is painted.

    Colours as Rich writes them: #rrggbb, color(117), or None for the terminal's own.
    """

    color: str | None = None
    background: str | None = None
    bold: bool = False
    dim: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False


BOLD, DIM, ITALIC, UNDERLINE, REVERSE = 1, 2, 4, 8, 16


# Role: attributes, then the name of its ink. The roles are those of the page and of the interface.
_ROLES: dict[str, tuple[int, str]] = {
    # the page
    "text": (0, ""),
    "dim": (0, "faint"),
    "title": (BOLD, ""),
    "subtitle": (ITALIC, "soft"),
    "byline": (0, "faint"),
    "heading_1": (BOLD, "accent"),
    "heading_2": (BOLD, ""),
    "heading_3": (BOLD | ITALIC, ""),
    "code": (0, "code"),
    "code_language": (0, "faint"),
    "code_keyword": (BOLD, "code"),
    "code_name": (0, "name"),
    "code_string": (0, "string"),
    "code_number": (0, "number"),
    "code_comment": (ITALIC, "faint"),
    "code_operator": (0, "code"),
    "quote": (ITALIC, "soft"),
    "quote_bar": (0, "faint"),
    "marker": (0, "accent"),
    "rule": (0, "faint"),
    "table_head": (BOLD, ""),
    "table_border": (0, "faint"),
    "image": (ITALIC, "faint"),
    "link": (UNDERLINE, "accent"),
    "link_broken": (0, "problem"),
    "note": (0, "accent"),
    "maths": (0, "code"),
    "kbd": (BOLD, "code"),
    "marked": (0, "match"),
    "template": (0, "faint"),
    "alert_note": (BOLD, "accent"),
    "alert_tip": (BOLD, "string"),
    "alert_important": (BOLD, "name"),
    "alert_warning": (BOLD, "number"),
    "alert_caution": (BOLD, "problem"),
    "problem": (0, "problem"),
    "cta": (0, "soft"),
    # the interface
    "accent": (0, "accent"),
    "row": (0, ""),
    "row_detail": (0, "faint"),
    "row_selected": (BOLD, "selected"),
    "row_selected_detail": (0, "selected"),
    "row_read": (0, "soft"),
    "row_picked": (0, "accent"),
    "group": (BOLD, "faint"),
    "new": (BOLD, "accent"),
    "star": (0, "number"),
    "match": (BOLD, "match"),
    "match_current": (BOLD, "found"),
    "hint": (BOLD, "found"),
    "changed": (BOLD, "number"),
    "selection": (REVERSE, ""),
    "qr": (0, "qr"),
    "lit": (0, "lit"),
    "lit_sign": (0, "number"),
    "key": (BOLD, ""),
    "bar": (0, "faint"),
    "notice": (BOLD, ""),
    "error": (BOLD, "problem"),
}

_Ink = tuple[str | int | None, str | int | None]
# Ink: 24 bits, 256 colours, 16 colours; each foreground and background.
_Inks = Mapping[str, tuple[_Ink, _Ink, _Ink]]

_DARK: _Inks = {
    "": ((None, None),) * 3,
    "soft": (("#c9c9c6", None), (251, None), (None, None)),
    "faint": (("#9d9d98", None), (247, None), (6, None)),
    "accent": (("#8fc1e3", None), (110, None), (6, None)),
    "code": (("#d8c9a8", None), (187, None), (None, None)),
    "name": (("#b9cbe0", None), (152, None), (6, None)),
    "string": (("#b5cf9f", None), (151, None), (2, None)),
    "number": (("#e3b98a", None), (180, None), (3, None)),
    "problem": (("#f2a59a", None), (217, None), (3, None)),
    "selected": (
        ("#ffffff", "#2d3a48"),
        (231, 237),
        (None, None),
    ),
    "match": (("#ffe08a", None), (222, None), (3, None)),
    "lit": (("#fff6d6", "#4a3d12"), (230, 237), (3, None)),
    "found": (("#101010", "#ffe08a"), (16, 222), (None, None)),
    # what cameras read; palettes of 16 are not to be relied on
    "qr": (("#000000", "#ffffff"), (16, 231), (None, None)),
}
_LIGHT: _Inks = {
    "": ((None, None),) * 3,
    "soft": (("#404040", None), (238, None), (None, None)),
    "faint": (("#666662", None), (241, None), (4, None)),
    "accent": (("#114a7a", None), (18, None), (5, None)),
    "code": (("#5a4416", None), (237, None), (None, None)),
    "name": (("#22476e", None), (23, None), (4, None)),
    "string": (("#2c5316", None), (22, None), (4, None)),
    "number": (("#74400a", None), (52, None), (5, None)),
    "problem": (("#8c1d12", None), (88, None), (1, None)),
    "selected": (
        ("#000000", "#d9e4ee"),
        (16, 254),
        (None, None),
    ),
    "match": (("#6b3d00", "#fff1c2"), (52, 230), (5, None)),
    "lit": (("#1c1500", "#ffefad"), (16, 229), (5, None)),
    "found": (("#000000", "#ffcf4a"), (16, 221), (None, None)),
    "qr": (("#000000", None), (16, None), (None, None)),
}
# What an ink that has no colour does instead, so that it is still told apart.
_INSTEAD = {
    "faint": DIM,
    "selected": REVERSE,
    "found": REVERSE,
    "match": UNDERLINE,
    "lit": UNDERLINE,
}
_DEPTHS: tuple[Depth, ...] = ("true", "256", "16")


class Theme(NamedTuple):
    """The looks of one theme at one number of colours."""

    name: ThemeName
    depth: Depth
    looks: Mapping[str, Look]
    italics: bool = True  # else what is emphasised is underlined

    def look(self, role: str) -> Look:
        """How a role is painted."""
        return self.looks[role]


def theme(
    wanted: str = "auto",
    depth: Depth = "true",
    automatic: ThemeName = "dark",
    *,
    dims: bool = True,
    italics: bool = True,
) -> Theme:
    """A theme by the setting's value; `automatic` is what auto means (`guessed_theme`).

    `dims`: whether dim text can be read on this terminal (`has_readable_dim`); `italics`: whether
    it has them (`has_italics`).
    """
    name: ThemeName = automatic if wanted == "auto" else "light" if wanted == "light" else "dark"
    inks = _DARK if name == "dark" else _LIGHT
    looks = {role: _look(inks, depth, *of) for role, of in _ROLES.items()}
    if not dims:
        looks = {role: look._replace(dim=False) for role, look in looks.items()}
    if not italics:
        looks = {role: _upright(role, look) for role, look in looks.items()}
    return Theme(name, depth, looks, italics)


def theme_here(wanted: str, depth: Depth, automatic: ThemeName) -> Theme:
    """The same for the terminal that the environment names."""
    return theme(wanted, depth, automatic, dims=has_readable_dim(), italics=has_italics())


def _upright(role: str, look: Look) -> Look:
    # A small heading differs from a greater one by nothing else.
    return look._replace(italic=False, underline=look.underline or role == "heading_3")


def has_italics(environ: Mapping[str, str] | None = None) -> bool:
    """Whether SGR 3 is italic: GNU screen reverses what is to be so."""
    return multiplexer(environ) != "screen"


def has_readable_dim(environ: Mapping[str, str] | None = None) -> bool:
    """Whether dim text can be read: on the Linux console it is #555555, 2.8:1 on black."""
    environ = os.environ if environ is None else environ
    return not environ.get("TERM", "").startswith("linux")


def _look(inks: _Inks, depth: Depth, attributes: int, ink: str) -> Look:
    front, back = (None, None) if depth == "none" else inks[ink][_DEPTHS.index(depth)]
    if front is None and back is None:
        attributes |= _INSTEAD.get(ink, 0)
    bits = (bool(attributes & bit) for bit in (BOLD, DIM, ITALIC, UNDERLINE, REVERSE))
    return Look(_named(front), _named(back), *bits)


def _named(colour: str | int | None) -> str | None:
    return f"color({colour})" if isinstance(colour, int) else colour


def sgr(look: Look, marks: str = "") -> str:
    """The sequence that begins a look, from a terminal at rest (SGR 0); nothing for plain text.

    `marks` are more attributes by their numbers, joined by ;.
    """
    attributes = zip(look[2:], ("1", "2", "3", "4", "7"), strict=True)
    codes = [code for wanted, code in attributes if wanted and code not in marks.split(";")]
    codes += [marks] if marks else []
    for colour, base in ((look.color, 30), (look.background, 40)):
        if colour is not None:
            codes.append(_colour_code(colour, base))
    return f"\x1b[{';'.join(codes)}m" if codes else ""


def _colour_code(colour: str, base: int) -> str:
    if colour.startswith("#"):
        red, green, blue = rgb(colour)
        return f"{base + 8};2;{red};{green};{blue}"
    number = int(colour[len("color(") : -1])
    return str(base + number) if number < 8 else f"{base + 8};5;{number}"


_BACKGROUND = pattern(
    rb"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/[0-9a-fA-F]{1,4})?"
    rb"(?:\a|\x1b\\)"
)


def background(answer: bytes) -> tuple[int, int, int] | None:
    """Red, green and blue of a terminal's answer to OSC 11; None for any other answer."""
    match = _BACKGROUND.fullmatch(answer)
    if match is None:
        return None
    # XParseColor: one to four digits, the largest number of each length is full light
    red, green, blue = (
        round(int(part, 16) * 255 / (16 ** len(part) - 1)) for part in match.groups()
    )
    return red, green, blue


def theme_for(red: int, green: int, blue: int) -> ThemeName:
    """The theme for a background."""
    return "light" if luminance((red, green, blue)) > 0.18 else "dark"  # middle grey to the eye


def guessed_theme(environ: Mapping[str, str] | None = None) -> ThemeName:
    """The theme before, or without, an answer: COLORFGBG of rxvt and Konsole, else dark."""
    environ = os.environ if environ is None else environ
    colour = environ.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if colour in ("7", "9", "10", "11", "12", "13", "14", "15") else "dark"


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def palette(number: int) -> tuple[int, int, int]:
    """Red, green and blue of the numbers 16 to 255 of xterm's palette."""
    if number >= 232:
        grey = 8 + 10 * (number - 232)
        return grey, grey, grey
    steps = (0, 95, 135, 175, 215, 255)
    number -= 16
    return steps[number // 36], steps[number // 6 % 6], steps[number % 6]


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of #rrggbb."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
