"""How an article looks in the list: pure, from a row of the store to lines of spans."""

from __future__ import annotations

from datetime import date

from reader.characters import begins_rtl, cut, one_line, width
from reader.markdown.lines import ASCII_GLYPHS, Line, Role, Span
from reader.markdown.plain import wrap_plain
from reader.named import NamedTuple
from reader.session.dates import long_day, long_month, short_day
from reader.session.snippet import Excerpt
from reader.store.catalog.orders import MONTH
from reader.store.rows import Group, Row
from reader.ui import row_sentence
from reader.ui.looks import Look
from reader.ui.row_hits import Hits, Ranges, in_line, marked, nothing, shifted

DOT = " · "  # between facts
GUTTER = 3  # columns: the selection, the state, a space
TITLE_LINES = 2
DAY_COLUMNS = len("30 Sep 2024")


class Sign(NamedTuple):
    """A character that tells something of an article in the list."""

    shown: str
    plain: str  # in ASCII
    meaning: str


SELECTED = Sign(">", ">", "the selected article")
NEW = Sign("●", "+", "new: it came after you first opened the library")
BEGUN = Sign("◐", "~", "begun")
READ = Sign("✓", "x", "read to its end, or marked as read")
STARRED = Sign("★", "*", "starred, whatever else it is")
PICKED = Sign("■", "#", "behind the other sign: selected, by x or V")
ARCHIVED = Sign("▾", "v", "behind the other sign: archived")
BROKEN = Sign(
    "!", "!", "in the line below the title: something in the file could be mended; i tells what"
)
SIGNS = (SELECTED, NEW, BEGUN, READ, STARRED, PICKED, ARCHIVED, BROKEN)


def state_glyph(row: Row, *, ascii_only: bool = False) -> str:
    """One character for what a person did with the article; a blank when unread."""
    states = ((row.starred, STARRED), (row.read, READ), (row.progress, BEGUN), (row.new, NEW))
    sign = next((sign for holds, sign in states if holds), None)
    return " " if sign is None else sign.plain if ascii_only else sign.shown


def second_line(row: Row) -> str:
    """What tells articles of the same title apart: the subtitle, then the file's name."""
    return row.subtitle or one_line(row.path.rsplit("/", 1)[-1])


def facts(row: Row, columns: int, *, ascii_only: bool = False, day: bool = False) -> str:
    """The dim line: the day where it stands above no group, minutes, authors, how far one got.

    Where it is too long, it is the names of the authors that are cut.
    """
    before = [short_day(row.published)] if day and row.published else []
    before.append(f"{row.minutes} min")
    behind = [f"{row.progress} %"] if row.progress and not row.read else []
    behind += [f"#{tag}" for tag in row.tags]
    if row.broken:
        behind.append(BROKEN.shown)
    others = DOT.join([*before, *behind])
    names = _cut(row.authors, max(0, columns - width(others + DOT)), ascii_only)
    told = DOT.join([*before, *([names] if names else []), *behind])
    return _cut(told, columns, ascii_only)


def _cut(text: str, cells: int, ascii_only: bool) -> str:
    return cut(text, cells, ASCII_GLYPHS.ellipsis if ascii_only else "…")


def _gutter(row: Row, selected: bool, picked: bool, ascii_only: bool) -> tuple[Span, Span, Span]:
    glyph = state_glyph(row, ascii_only=ascii_only)
    sign = PICKED if picked else ARCHIVED if row.archived else None
    mark = " " if sign is None else sign.plain if ascii_only else sign.shown
    if selected:
        look = Look.ROW_SELECTED
        return Span(SELECTED.shown, look), Span(glyph, look), Span(mark, look)
    role = Look.STAR if row.starred else Look.NEW if row.new else Look.ROW_DETAIL
    return Span(" "), Span(glyph, role), Span(mark, Look.ROW_PICKED if picked else Look.ROW_DETAIL)


def _title_look(row: Row, selected: bool, picked: bool) -> str:
    if selected:
        return Look.ROW_SELECTED
    if picked:
        return Look.ROW_PICKED
    return Look.ROW_READ if row.read else Look.ROW


def wide(
    row: Row,
    columns: int,
    *,
    selected: bool,
    picked: bool = False,
    ascii_only: bool = False,
    day: bool = False,
    sentence: Excerpt | None = None,
    hits: Hits = nothing,
) -> list[Line]:
    """A row on up to two lines of title and one dim line of facts; two to three lines.

    In results, its best `sentence` stands in place of the facts but the shortest.
    """
    room = max(1, columns - GUTTER - 1)
    look = _title_look(row, selected, picked)
    detail = Look.ROW_SELECTED_DETAIL if selected else Look.ROW_DETAIL
    titles = wrap_plain(row.title, room)
    kept = 1 if row.shares_title else TITLE_LINES
    if len(titles) > kept:
        titles = [*titles[: kept - 1], _ended(titles[kept - 1 :], room, ascii_only)]
    texts = [(text, look, found) for text, found in _title_hits(row, titles, hits)]
    if row.shares_title:
        second = _cut(second_line(row), room, ascii_only)
        texts.append((second, look, in_line(second, *_subtitle_hits(row, hits))[0]))
    if sentence is None:
        told = facts(row, room, ascii_only=ascii_only, day=day)
        texts.append((told, detail, _names_hits(row, told, hits)))
    gutter: tuple[Span, ...] = _gutter(row, selected, picked, ascii_only)
    below: tuple[Span, ...] = (Span(" " * GUTTER, look if selected else Look.ROW),)
    bar = columns - GUTTER if selected else 0  # the whole row, where the look has a background
    lines = [
        Line((*(gutter if number == 0 else below), *_from_its_side(text, role, room, bar, found)))
        for number, (text, role, found) in enumerate(texts)
    ]
    if sentence is not None:
        lead = row_sentence.lead(row, day=day)
        said = row_sentence.lines(lead, sentence, room, selected=selected, ascii_only=ascii_only)
        lines += [row_sentence.placed(below, spans, room, bar, detail) for spans in said]
    return lines


def _title_hits(row: Row, lines: list[str], hits: Hits) -> list[tuple[str, Ranges]]:
    """The lines of a title, each with its hits."""
    found, at, ranges = [], 0, hits("title", row.title)
    for line in lines:
        inside, at = in_line(line, row.title, ranges, at)
        found.append((line, inside))
    return found


def _subtitle_hits(row: Row, hits: Hits) -> tuple[str, Ranges]:
    """What tells an article apart, and its hits where that is its subtitle."""
    return second_line(row), hits("subtitle", row.subtitle) if row.subtitle else ()


def _names_hits(row: Row, told: str, hits: Hits) -> Ranges:
    """The hits in the names among the facts, which may be cut."""
    ranges = hits("author", row.authors) if row.authors else ()
    for stop in range(min(len(row.authors), len(told)), 0, -1) if ranges else ():
        at = told.find(row.authors[:stop])
        if at >= 0:
            return shifted([(a, min(b, stop)) for a, b in ranges if a < stop], at)
    return ()


def _from_its_side(
    text: str, role: str, room: int, bar: int, hits: Ranges = ()
) -> tuple[Span, ...]:
    """A text in its room, at the right where it is read from there; blanks fill up to a bar."""
    before = room - width(text) if begins_rtl(text) else 0
    after = bar - before - width(text)
    lead, rest = ([Span(" " * size, role)] if size > 0 else [] for size in (before, after))
    selected = role in (Look.ROW_SELECTED, Look.ROW_SELECTED_DETAIL)
    return (*lead, *marked(text, role, hits, selected=selected), *rest)


def _ended(lines: list[str], room: int, ascii_only: bool) -> str:
    """These lines as one, with an ellipsis where it does not hold them."""
    return _cut(" ".join(line.strip() for line in lines), room, ascii_only)


def narrow(
    row: Row,
    columns: int,
    *,
    selected: bool,
    picked: bool = False,
    ascii_only: bool = False,
    day: bool = False,
    hits: Hits = nothing,
) -> Line:
    """A row on one line: the title, and at the right the day or the minutes."""
    right = short_day(row.published) if day and row.published else f"{row.minutes} min"
    right = right.rjust(DAY_COLUMNS) if day else right
    room = max(1, columns - GUTTER - len(right) - 2)
    dash = "--" if ascii_only else "—"
    whole, ranges = row.title, list(hits("title", row.title))
    if row.shares_title:
        second, more = _subtitle_hits(row, hits)
        ranges += shifted(more, len(f"{whole} {dash} "))
        whole = f"{whole} {dash} {second}"
    title = _cut(whole, room, ascii_only)
    look = _title_look(row, selected, picked)
    return Line(
        (
            *_gutter(row, selected, picked, ascii_only),
            *_from_its_side(title, look, room, room + 1, in_line(title, whole, ranges)[0]),
            Span(right + " ", Look.ROW_SELECTED_DETAIL if selected else Look.ROW_DETAIL),
        )
    )


_WITHOUT = {"author": "No author", "lastread": "Never opened", "added": "Day not known"}


def group_name(key: str, order: str = "date") -> str:
    """A group as a person reads it: a day or month written out, an author or letter as it is."""
    if not key:
        return _WITHOUT.get(order, "No date")
    if order in ("author", "title"):
        return key
    return long_day(date.fromisoformat(key)) if len(key) > MONTH else long_month(key)


def group_line(
    group: Group, columns: int, order: str = "date", *, ascii_only: bool = False
) -> Line:
    """The heading of a group: its name, and at the right how many articles it has, if several."""
    count = f"{group.count:,}" if group.count > 1 else ""
    name = _cut(group_name(group.key, order), max(1, columns - len(count) - 3), ascii_only)
    gap = max(1, columns - 2 - width(name) - len(count))
    return Line((Span(" "), Span(name, Look.GROUP), Span(" " * gap), Span(count, Look.ROW_DETAIL)))


def sentences(texts: tuple[str, ...], columns: int) -> list[Line]:
    """What is said where there are no rows: a paragraph each, a blank line between them."""
    lines: list[Line] = []
    for text in texts:
        if lines:
            lines.append(Line(()))
        role = Role.TEXT if not lines else Role.DIM
        lines += [
            Line((Span(" " * GUTTER), Span(part, role)))
            for part in wrap_plain(text, max(1, columns - GUTTER - 2))
        ]
    return lines


def foot(
    row: Row,
    columns: int,
    height: int,
    *,
    ascii_only: bool = False,
    sentence: Excerpt | None = None,
    hits: Hits = nothing,
) -> list[Line]:
    """The selected article below a narrow list: its whole title, its subtitle, its facts.

    In results, its best `sentence` stands in place of subtitle and facts but the shortest.
    """
    room = max(1, columns - GUTTER - 1)
    lines = [Line((Span(" " + "─" * max(0, columns - 2), Role.RULE),))]
    titles = wrap_plain(row.title, room)
    kept = max(1, height - 3)
    if len(titles) > kept:
        titles = [*titles[: kept - 1], _ended(titles[kept - 1 :], room, ascii_only)]
    texts = [(text, Role.TITLE, found) for text, found in _title_hits(row, titles, hits)]
    if sentence is not None:
        above = [_foot_line(*each) for each in texts]
        lead, rows = row_sentence.lead(row, day=True), height - 1 - len(texts)
        said = row_sentence.lines(lead, sentence, room, rows=rows, ascii_only=ascii_only)
        gap = (Span(" " * GUTTER),)
        return lines + above + [row_sentence.placed(gap, spans, room, 0, "") for spans in said]
    second = _cut(second_line(row), room, ascii_only)
    texts.append((second, Role.SUBTITLE, in_line(second, *_subtitle_hits(row, hits))[0]))
    told = facts(row, room, ascii_only=ascii_only, day=True)
    texts.append((told, Role.DIM, _names_hits(row, told, hits)))
    return lines + [_foot_line(*each) for each in texts]


def _foot_line(text: str, role: str, hits: Ranges) -> Line:
    return Line((Span(" " * GUTTER), *marked(text, role, hits)))
