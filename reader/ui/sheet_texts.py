"""The texts of the sheets, from the tables of keys and fields and from an article: pure."""

from __future__ import annotations

from collections.abc import Callable

from reader.article import Article
from reader.characters import one_line, width
from reader.markdown.lines import STRONG, Line, Role, Span
from reader.markdown.plain import balanced, wrap_plain
from reader.query.fields import FIELDS, RANGES, SORTS, STATES, SYNTAX
from reader.session.dates import long_day
from reader.ui.keys import Where, applying, name

Setter = Callable[[int], list[Line]]
"""A text that can be set to a number of columns."""


def _heading(text: str) -> list[Line]:
    return [Line(()), Line((Span(text, Role.TITLE),)), Line(())]


def _entry(label: str, text: str, indent: int, columns: int, marks: int = 0) -> list[Line]:
    """A label, and a text that hangs beside it; below it where the label is long."""
    role = Role.TEXT if marks else Role.DIM
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


def help_text(where: Where, *, single: bool) -> Setter:
    """The keys that apply in a pane, and the words of the search."""

    def lines(columns: int) -> list[Line]:
        shown = _heading(f"Keys in the {where.value}")[1:]
        for binding in applying(where, single=single):
            keys = " ".join(name(key) for key in binding.keys) or "in the palette"
            shown += _entry(keys, binding.help, 16, columns, STRONG)
        if single:
            return shown
        for title, rows in (
            ("Search and filter", [(entry.example, entry.help) for entry in SYNTAX]),
            ("Fields", [(field.example, field.help) for field in FIELDS]),
            ("Ranges and dates", [(entry.example, entry.help) for entry in RANGES]),
            ("States", [(f"is:{choice.name}", choice.help) for choice in STATES]),
            ("Orders", [(f"sort:{choice.name}", choice.help) for choice in SORTS]),
        ):
            shown += _heading(title)
            for example, meaning in rows:
                shown += _entry(example, meaning, 30, columns, STRONG)
        return shown

    return lines


def information_text(article: Article, root: str) -> Setter:
    """Every field of the front matter, and each problem with its line."""
    meta = article.metadata
    days = (("Published", meta.published), ("Created", meta.created), ("Updated", meta.updated))

    def lines(columns: int) -> list[Line]:
        shown = [Line((Span(text, Role.TITLE),)) for text in balanced(article.title, columns)]
        facts = [
            ("File", one_line(article.path)),
            ("Library", one_line(root)),
            ("Words", f"{article.words:,}"),
            ("Reading time", f"{article.minutes} min"),
            *((label, long_day(day)) for label, day in days if day),
        ]
        shown.append(Line(()))
        for label, text in facts:
            shown += _entry(label, text, 16, columns)
        if article.problems:
            shown += _heading("Problems")
            for problem in article.problems:
                where = f"Line {problem.line}: " if problem.line else ""
                sentence = where + one_line(problem.message)
                shown += [Line((Span(part),)) for part in wrap_plain(sentence, columns)]
        if meta.fields:
            shown += _heading("Front matter, as the file has it")
            for key, value in meta.fields:
                shown += _entry(one_line(key), one_line(value), 16, columns)
        return shown

    return lines
