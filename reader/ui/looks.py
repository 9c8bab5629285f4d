"""The roles of the interface's own spans; `terminal/colours.py` gives them their looks."""

from __future__ import annotations

from enum import StrEnum


class Look(StrEnum):
    """What a span of the list, the head or the foot is."""

    ROW = "row"
    ROW_DETAIL = "row_detail"
    ROW_SELECTED = "row_selected"
    ROW_SELECTED_DETAIL = "row_selected_detail"
    ROW_READ = "row_read"
    ROW_PICKED = "row_picked"
    GROUP = "group"
    NEW = "new"
    STAR = "star"
    ACCENT = "accent"
    BAR = "bar"
    NOTICE = "notice"
    HINT = "hint"
    MATCH_CURRENT = "match_current"
    SELECTION = "selection"
    QR = "qr"
    LIT = "lit"
    LIT_SIGN = "lit_sign"
