"""What a laid-out page is made of: lines of spans, each with a role that is not yet a colour."""

from __future__ import annotations

from enum import StrEnum

from reader.named import NamedTuple


class Role(StrEnum):
    """What a span is; `ui/strips.py` and `terminal/ansi.py` alone turn it into a look."""

    TEXT = "text"
    DIM = "dim"  # secondary: bylines, markers, rules
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    HEADING_3 = "heading_3"  # and below
    CODE = "code"  # inline and block
    CODE_LANGUAGE = "code_language"
    CODE_KEYWORD = "code_keyword"
    CODE_NAME = "code_name"
    CODE_STRING = "code_string"
    CODE_NUMBER = "code_number"
    CODE_COMMENT = "code_comment"
    CODE_OPERATOR = "code_operator"
    QUOTE = "quote"
    QUOTE_BAR = "quote_bar"
    MARKER = "marker"  # bullets, numbers, task boxes
    RULE = "rule"
    TABLE_HEAD = "table_head"
    TABLE_BORDER = "table_border"
    IMAGE = "image"
    LINK = "link"
    LINK_BROKEN = "link_broken"  # leads to nothing within the library
    NOTE = "note"  # the raised number of a footnote, and the one before its text
    MATHS = "maths"
    KEY = "kbd"
    MARKED = "marked"  # highlighted by the author
    TEMPLATE = "template"  # shortcodes and template tags, left as written
    ALERT_NOTE = "alert_note"
    ALERT_TIP = "alert_tip"
    ALERT_IMPORTANT = "alert_important"
    ALERT_WARNING = "alert_warning"
    ALERT_CAUTION = "alert_caution"
    PROBLEM = "problem"
    TITLE = "title"  # the article's own, above the text
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    CTA = "cta"


# Marks add to a role; a bit mask, since enum.Flag costs ten times as much to combine.
STRONG = 1
EMPHASIS = 2
STRIKE = 4
UNDERLINE = 8


class Span(NamedTuple):
    """A run of clean text in one look; a tuple, since a page has thousands."""

    text: str
    role: str = Role.TEXT  # the interface has roles of its own
    marks: int = 0
    link: str = ""  # the target as written in the article, clean, not yet resolved
    at: int = -1  # offset of its first character in the block's text as read; -1 for decoration


class Line(NamedTuple):
    """One row of the page, its text in the order in which it is read.

    `start` is the offset of its first character in the block's text as read, so that a place can
    be found again; each span knows its own, in a table several that do not follow each other.
    """

    spans: tuple[Span, ...]
    start: int = 0
    continues: bool = False  # the text goes on in the next row: a copy joins them
    held: int | None = None  # of a row that may be too wide: cells at its left that never move
    rtl: int = 0  # of a row set from right to left: the cells it is set in; `bidi.visual` does it

    @property
    def text(self) -> str:
        """What the row shows."""
        return "".join(span.text for span in self.spans)


class Manner(NamedTuple):
    """How a person wants a page to be set, beside its width."""

    sideways: bool = False  # a table that can't be read at the width is wider: rows can be moved
    scrolled_code: bool = False  # and so is code; else it is wrapped
    hyphens: str = ""  # the language by whose rules words are divided; empty: they are not


PLAIN = Manner()


ALERTS = ("note", "tip", "important", "warning", "caution")
"""The kinds of alerts that GitHub knows."""


class Glyphs(NamedTuple):
    """The characters that are drawn, chosen before wrapping since they have width."""

    bullets: tuple[str, ...] = ("•", "◦", "▪")
    task_open: str = "☐"
    task_done: str = "☑"
    quote: str = "│"
    rule: str = "─"
    ellipsis: str = "…"
    vertical: str = "│"
    horizontal: str = "─"
    cross: str = "┼"
    continued: str = "↳"  # before the rest of a line of code that had to be wrapped
    more_left: str = "‹"  # where a row that can be moved sideways is cut
    more_right: str = "›"
    summary: str = "▾"  # before the line that stands for details, which are always shown
    alerts: tuple[str, ...] = ("ⓘ", "✦", "◆", "▲", "✕")  # as ALERTS has them
    box: str = "◇"  # before the title of a box of another kind
    back: str = "↩"  # from a footnote to its number in the text
    ascii_only: bool = False  # whether text is written in ASCII: `[1]`, `x^2`, `alpha`
    linear: bool = False  # whether all is read in one stream: a table as a line for each cell


ASCII_GLYPHS = Glyphs(
    ("*", "-", "+"), "[ ]", "[x]", "|", "-", "...", "|", "-", "+", ">", "<", ">", "v",
    alerts=("(i)", "(*)", "(!)", "/!\\", "(x)"), box="(-)", back="^", ascii_only=True,
)  # fmt: skip
LINEAR_GLYPHS = Glyphs(
    ("-",) * 3, "[ ]", "[x]", ">", "", "...", "", "", "", " ", "<", ">", "",
    alerts=("",) * 5, box="", back="back", linear=True,
)  # fmt: skip


def glyphs_for(*, ascii_only: bool, linear: bool = False) -> Glyphs:
    """What is drawn on a terminal; nothing but marks of a list and of a quotation where `linear`."""
    if linear:
        return LINEAR_GLYPHS._replace(ascii_only=ascii_only)
    return ASCII_GLYPHS if ascii_only else Glyphs()
