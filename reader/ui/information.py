"""The information sheet: what a file says of itself, and what is known of it."""

from __future__ import annotations

from datetime import date, datetime

from reader.characters import one_line, width
from reader.markdown.lines import Line, Role, Span
from reader.markdown.plain import balanced, wrap_plain
from reader.session.dates import long_day
from reader.session.header import minutes_text
from reader.session.information import Information, Known, LinkOut
from reader.ui.sheet_texts import Setter, entry, heading

LABELS = 16  # columns of the names of facts and fields


def information_text(known: Known, more: Information | None) -> Setter:
    """Everything, for a sheet; `more` is None while it is looked up."""

    def lines(columns: int) -> list[Line]:
        shown = _titles(known, columns)
        for label, text in _facts(known, more):
            shown += entry(label, text, LABELS, columns)
        shown += _problems(known, columns)
        shown += _fields(known, columns)
        if more is None:
            return [*shown, Line(()), Line((Span("Links are being looked up.", Role.DIM),))]
        return (
            shown + _related(more, columns) + _links_out(more, columns) + _links_in(more, columns)
        )

    return lines


def _titles(known: Known, columns: int) -> list[Line]:
    article = known.article
    shown = [Line((Span(text, Role.TITLE),)) for text in balanced(article.title, columns)]
    if article.metadata.subtitle:
        shown += [
            Line((Span(text, Role.SUBTITLE),))
            for text in balanced(article.metadata.subtitle, columns)
        ]
    return [*shown, Line(())]


def _facts(known: Known, more: Information | None) -> list[tuple[str, str]]:
    article, meta = known.article, known.article.metadata
    days = (("Published", meta.published), ("Created", meta.created), ("Updated", meta.updated))
    facts = [
        ("File", one_line(article.path)),
        ("Folder", one_line(known.root)),
        ("Size", _size(known.size)),
        ("Modified", _moment(known.modified)),
        *((label, long_day(day)) for label, day in days if day),
        ("Reading time", minutes_text(article)),
    ]
    words = more.words if more else article.words
    if words:
        counted = f"{words:,}"
        if more and more.characters is not None:
            counted += f" · {more.characters:,} characters"
        facts.append(("Words", counted))
    if meta.tags:
        facts.append(("Tags", ", ".join(meta.tags)))
    if known.reading.tags:
        facts.append(("Your tags", "  ".join(f"#{tag}" for tag in known.reading.tags)))
    facts.append(("You", _reading(known)))
    return facts


def _reading(known: Known) -> str:
    reading = known.reading
    parts = ["read" if reading.read else f"{reading.progress} % read" if reading.progress else ""]
    parts.append("starred" if reading.starred else "")
    parts.append("archived" if reading.archived else "")
    if reading.opened_at:
        parts.append(f"last opened {_moment(reading.opened_at)}")
    return " · ".join(part for part in parts if part) or "not read yet"


def _size(count: int) -> str:
    if count < 1024:
        return f"{count} byte{'' if count == 1 else 's'}"
    for unit in ("KiB", "MiB"):
        short = count / 1024 ** (1 if unit == "KiB" else 2)
        if short < 1000:
            break
    return f"{short:,.1f} {unit} ({count:,} bytes)"


def _moment(seconds: float) -> str:
    try:
        moment = datetime.fromtimestamp(seconds)
    except (OverflowError, OSError, ValueError):
        return "unknown"  # what a file system may hold goes further than a calendar
    return f"{long_day(date(moment.year, moment.month, moment.day))}, {moment:%H:%M}"


def _problems(known: Known, columns: int) -> list[Line]:
    problems = known.article.problems
    if not problems:
        return []
    shown = heading(_counted("Problem", len(problems)))
    for problem in problems:
        where = f"Line {problem.line}" if problem.line else "The file"
        shown += entry(where, one_line(problem.message), LABELS, columns, role=Role.PROBLEM)
    return shown


def _fields(known: Known, columns: int) -> list[Line]:
    fields = known.article.metadata.fields
    if not fields:
        return []
    shown = heading("Front matter, as the file has it")
    for key, value in fields:
        parts = value.split("\n") if "\n" in value.strip() else [value]
        label = one_line(key)
        for part in parts:
            shown += entry(label, one_line(part), LABELS, columns)
            label = ""
    return shown


def _related(more: Information, columns: int) -> list[Line]:
    if not more.related:
        return []
    shown = heading("Most like it")
    for row, shared in more.related:
        shown += _pair(row.title, ", ".join(shared), Role.DIM, columns)
    return shown


def _links_out(more: Information, columns: int) -> list[Line]:
    if not more.links:
        return []
    count = f"the first {len(more.links):,}" if more.more_links else f"{len(more.links):,}"
    shown = heading(f"Links from here ({count})")
    for link in more.links:
        shown += _pair(link.text, link.target, _role(link), columns)
    return shown


def _role(link: LinkOut) -> Role:
    return Role.LINK_BROKEN if link.broken else Role.LINK if link.inside else Role.DIM


def _links_in(more: Information, columns: int) -> list[Line]:
    if not more.all_linking:
        return []
    count, shown = more.all_linking, len(more.linking)
    told = f"{count:,}" if count == shown else f"{shown:,} of {count:,}"
    lines = heading(f"Links to here ({told})")
    for path, title in more.linking:
        lines += _pair(title, one_line(path), Role.DIM, columns)
    return lines


def _pair(text: str, target: str, role: Role, columns: int) -> list[Line]:
    """A text and what it leads to, on one line where both fit."""
    if not text or text == target:
        return [Line((Span(part, role),)) for part in wrap_plain(target, columns)]
    if width(text) + 2 + width(target) <= columns:
        return [Line((Span(text), Span("  "), Span(target, role)))]
    indent = "  " if columns > 20 else ""
    below = wrap_plain(target, columns - len(indent))
    return [
        *(Line((Span(part),)) for part in wrap_plain(text, columns)),
        *(Line((Span(indent), Span(part, role))) for part in below),
    ]


def _counted(noun: str, count: int) -> str:
    return f"{count} {noun.lower()}s" if count != 1 else noun
