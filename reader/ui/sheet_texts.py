"""The texts of the sheets, from the tables of keys and fields and from an article: pure."""

from __future__ import annotations

from collections.abc import Callable

from reader.allowed import EVERYTHING, Allowed
from reader.characters import width
from reader.markdown.lines import STRONG, Line, Role, Span
from reader.markdown.plain import wrap_plain
from reader.query.fields import FIELDS, HAS, RANGES, SORTS, STATES, SYNTAX
from reader.query.views import BUILT_IN, typed
from reader.ui.keys import CHOOSING, OVERS, Over, applying, name
from reader.ui.list_rows import SIGNS
from reader.ui.where import Where

KEYS = len("Backspace Ctrl+O") + 2  # columns of the keys of one action, at most

Setter = Callable[[int], list[Line]]
"""A text that can be set to a number of columns."""


def heading(text: str) -> list[Line]:
    """A title within a sheet, set apart."""
    return [Line(()), Line((Span(text, Role.TITLE),)), Line(())]


def entry(
    label: str,
    text: str,
    indent: int,
    columns: int,
    marks: int = 0,
    role: Role | None = None,
) -> list[Line]:
    """A label, and a text that hangs beside it; below it where the label is long."""
    role = role or (Role.TEXT if marks else Role.DIM)
    indent = min(indent, columns // 2)
    parts = wrap_plain(text, max(1, columns - indent))
    lead = label if width(label) < indent else ""
    lines = (
        [] if lead else [Line((Span(part, role, marks),)) for part in wrap_plain(label, columns)]
    )
    for number, part in enumerate(parts):
        beside = lead if number == 0 else ""
        gap = " " * (indent - width(beside))
        lines.append(Line((Span(beside, role, marks), Span(gap), Span(part))))
    return lines


def over_text(over: Over) -> Setter:
    """The keys of what lies over the panes."""
    return lambda columns: [*heading(over.title)[1:], *_keys_over(over, columns)]


def _keys_over(over: Over, columns: int) -> list[Line]:
    return [
        line
        for names, meaning in over.keys
        for line in entry(" ".join(map(name, names)), meaning, KEYS, columns, STRONG)
    ]


def help_text(
    where: Where, *, single: bool, ascii_only: bool = False, allowed: Allowed = EVERYTHING
) -> Setter:
    """The keys that apply in a pane, the signs of the list, and the words of the search."""

    def lines(columns: int) -> list[Line]:
        shown = heading(f"Keys in the {where.value}")[1:]
        for binding in applying(where, single=single, allowed=allowed):
            keys = " ".join(name(key) for key in binding.keys) or "in the palette"
            shown += entry(keys, binding.help, KEYS, columns, STRONG)
        if where is Where.PAGE:
            shown += heading("While words are chosen for a highlight")
            for names, meaning in CHOOSING:
                shown += entry(" ".join(map(name, names)), meaning, KEYS, columns, STRONG)
        for over in OVERS.values():
            if where in over.panes and not (single and over.library):
                shown += heading(f"{over.title} ({over.opened})")
                shown += _keys_over(over, columns)
        if single:
            return shown
        if where is Where.LIST:
            shown += heading("Signs in the list")
            for sign in SIGNS:
                drawn = sign.plain if ascii_only else sign.shown
                shown += entry(drawn, sign.meaning, KEYS, columns, STRONG)
        for title, rows in (
            ("Search and filter", [(entry.example, entry.help) for entry in SYNTAX]),
            ("Fields", [(field.example, field.help) for field in FIELDS]),
            ("Ranges and dates", [(entry.example, entry.help) for entry in RANGES]),
            ("States", [(f"is:{choice.name}", choice.help) for choice in STATES]),
            ("Parts", [(f"has:{choice.name}", choice.help) for choice in HAS]),
            ("Views", [(typed(view.name), view.help) for view in BUILT_IN]),
            ("Orders", [(f"sort:{choice.name}", choice.help) for choice in SORTS]),
        ):
            shown += heading(title)
            for example, meaning in rows:
                shown += entry(example, meaning, 30, columns, STRONG)
        return shown

    return lines
