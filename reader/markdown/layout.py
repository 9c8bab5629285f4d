"""One block at a width: its lines, with the offset of each in the block's text as read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reader.characters import begins_rtl, width
from reader.characters import cut as cut_text
from reader.markdown.blocks import (
    Block,
    Code,
    Definition,
    Definitions,
    Group,
    Heading,
    Image,
    Inline,
    Item,
    List,
    Maths,
    Note,
    Paragraph,
    Quote,
    Rule,
    Summary,
    Table,
    Term,
    inline_text,
    text_of,
)
from reader.markdown.code import code_lines
from reader.markdown.lines import ALERTS, PLAIN, STRONG, Glyphs, Line, Manner, Role, Span
from reader.markdown.links import with_bare_links
from reader.markdown.notes import BACK_LINK
from reader.markdown.spans import cut, in_role, wrapped_spans
from reader.markdown.table import KnownColumns, table_lines
from reader.markdown.titles import FOLD, look_of, name_of
from reader.markdown.wrap import balance
from reader.named import NamedTuple

LEAST = 10
"""Columns of text below which indentation, bars and bullets are dropped."""

SHORT_ENTRY = 2  # lines of a term and its definition that need no air around
RULE = 12  # columns of a thematic break
_HEADINGS = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3)


class Setting(NamedTuple):
    """How blocks are set where they stand."""

    cells: int
    glyphs: Glyphs
    role: Role = Role.TEXT  # of plain text
    depth: int = 0  # lists around
    digits: int = 1  # of the highest number of a footnote
    base: int = 0  # offset of the block's text in that of the block around all
    manner: Manner = PLAIN
    beyond: int = 0  # free cells right of them: for code and tables that do not fit
    columns: KnownColumns | None = None  # of long tables


def lay_out(block: Block, setting: Setting) -> list[Line]:
    """The lines of a block, without blank ones around; offsets count in `text_of(block)`."""
    return _LAYOUTS[type(block)](block, setting)


def _wrapped(spans: Inline, setting: Setting, hyphens: str = "") -> list[Line]:
    if setting.role is not Role.TEXT:
        spans = in_role(spans, setting.role)
    text = inline_text(spans)
    if not text or text.isspace():
        return []
    rows = wrapped_spans(spans, setting.cells, base=setting.base, running=True, hyphens=hyphens)
    last = len(rows) - 1
    rtl = setting.cells if begins_rtl(text) else 0
    return [
        Line(shown, start, index < last, None, rtl) for index, (shown, _, start) in enumerate(rows)
    ]


def _heading(block: Heading, setting: Setting) -> list[Line]:
    spans = in_role(block.spans, _HEADINGS[min(block.level, 3) - 1], STRONG)
    text = inline_text(spans)
    if not text.strip():
        return []
    ranges = balance(text.replace("\t", " "), setting.cells)
    last = len(ranges) - 1
    rtl = setting.cells if begins_rtl(text) else 0
    return [
        Line(shown, setting.base + start, index < last, None, rtl)
        for index, (shown, (start, _)) in enumerate(
            zip(cut(spans, ranges, setting.base), ranges, strict=True)
        )
    ]


def _stacked(blocks: tuple[Block, ...], setting: Setting, *, tight: bool = False) -> list[Line]:
    lines: list[Line] = []
    last = len(blocks) - 1
    for number, block in enumerate(blocks):
        laid = lay_out(block, setting)
        if laid:
            if lines and not tight:
                lines.append(Line((), setting.base))
            lines += laid
        if number < last:  # an only child is measured by nobody, else depth would cost its square
            setting = _behind_text(setting, block)
    return lines


def _behind_text(setting: Setting, block: Block) -> Setting:
    """The setting for what follows a block."""
    return setting._replace(base=setting.base + len(text_of(block)) + 1)


def _behind(lead: Span, rest: Span, lines: list[Line]) -> list[Line]:
    """The lines behind a prefix; one on the first, another on the rest."""
    size = width(rest.text)
    result, rtl = [], 0
    for index, line in enumerate(lines):
        if line.spans or not rest.text.isspace() or not index:
            rtl = line.rtl if line.spans else rtl  # a bar beside a blank line stays on its side
            line = line._replace(
                spans=(lead if not index else rest, *line.spans),
                held=None if line.held is None else line.held + size,
                rtl=rtl + size if rtl else 0,
            )
        result.append(line)
    return result


def _narrowed(setting: Setting, prefix: int) -> Setting | None:
    """The setting behind a prefix; None where too little would remain of the width."""
    if setting.cells - prefix < LEAST:
        return None
    return setting._replace(cells=setting.cells - prefix)


def _quote(block: Quote, setting: Setting) -> list[Line]:
    look = look_of(block.kind)
    role = Role(f"alert_{look}") if look else Role.QUOTE_BAR
    bar = Span(setting.glyphs.quote + " ", role)
    inner = _narrowed(setting, width(bar.text))
    inside = (inner or setting)._replace(role=Role.TEXT if block.kind else Role.QUOTE)
    above: list[Line] = []
    children = block.children
    if block.kind and block.kind != FOLD and not block.part:
        above, children, inside = _box_title(block, inside)
    lines = _stacked(children, inside)
    return above + lines if inner is None else _behind(bar, bar, above + lines)


def _box_title(block: Quote, setting: Setting) -> tuple[list[Line], tuple[Block, ...], Setting]:
    """The title of a box behind its glyph, what stands below it, and the setting for that."""
    look = look_of(block.kind)
    role = Role(f"alert_{look}") if look else Role.TEXT
    glyph = setting.glyphs.alerts[ALERTS.index(look)] if look else setting.glyphs.box
    first = block.children[0] if block.children else None
    if not isinstance(first, Summary):
        named = cut_text(f"{glyph} {name_of(block.kind)}".lstrip(), setting.cells)
        return [Line((Span(named, role, STRONG),), setting.base)], block.children, setting
    lead = Span(glyph + " " * bool(glyph), role, STRONG)
    size = width(lead.text)
    inner = _narrowed(setting, size)
    spans = in_role(first.spans, role, STRONG)
    lines = _wrapped(spans, (inner or setting)._replace(role=Role.TEXT))
    if inner is not None:
        lines = _behind(lead, Span(" " * size), lines)
    return lines, block.children[1:], _behind_text(setting, first)


def _list(block: List, setting: Setting) -> list[Line]:
    bullet = setting.glyphs.bullets[setting.depth % len(setting.glyphs.bullets)]
    digits = len(str(block.first + len(block.items) - 1)) if block.first is not None else 0
    lines: list[Line] = []
    last = len(block.items) - 1
    for number, item in enumerate(block.items):
        marker = bullet if block.first is None else f"{block.first + number:>{digits}}."
        if number and not block.tight:
            lines.append(Line((), setting.base))
        lines += _item(item, marker, setting, tight=block.tight)
        if number < last:
            setting = _behind_text(setting, item)
    return lines


def _item(item: Item, marker: str, setting: Setting, *, tight: bool) -> list[Line]:
    glyphs = setting.glyphs
    if item.done is not None:
        box = glyphs.task_done if item.done else glyphs.task_open
        marker = box if marker in glyphs.bullets else f"{marker} {box}"
    size = width(marker) + 1
    inner = _narrowed(setting._replace(depth=setting.depth + 1), size)
    lines = _stacked(item.children, inner or setting._replace(depth=setting.depth + 1), tight=tight)
    if inner is None:
        return lines or [Line((), setting.base)]
    lines = lines or [Line((), setting.base)]
    rest = Span(" " * size)
    return _behind(rest if item.part else Span(marker + " ", Role.MARKER), rest, lines)


def _definition(block: Definition, setting: Setting) -> list[Line]:
    indent = Span("    ")
    inner = _narrowed(setting, len(indent.text))
    lines = _stacked(block.children, inner or setting)
    return lines if inner is None else _behind(indent, indent, lines)


def _definitions(block: Definitions, setting: Setting) -> list[Line]:
    """Terms above their definitions; air between them but where each takes a line or two."""
    entries: list[list[Line]] = []
    last = len(block.children) - 1
    for number, child in enumerate(block.children):
        laid = lay_out(child, setting)
        if not number or (
            isinstance(child, Term) and isinstance(block.children[number - 1], Definition)
        ):
            entries.append(laid)
        else:
            entries[-1] += laid
        if number < last:
            setting = _behind_text(setting, child)
    airy = not block.tight or any(len(entry) > SHORT_ENTRY for entry in entries)
    lines: list[Line] = []
    for entry in entries:
        if lines and entry and airy:
            lines.append(Line((), entry[0].start))
        lines += entry
    return lines


def _note(block: Note, setting: Setting) -> list[Line]:
    """The note behind its number, and at its end the way back to the text."""
    name = f"{block.number:>{setting.digits}}. " if block.number else f"[{block.label}] "
    label, size = Span(name, Role.NOTE), width(name)
    inner = _narrowed(setting, size) if size <= max(setting.cells // 3, 4) else None
    back = Span(setting.glyphs.back, Role.NOTE, 0, BACK_LINK + block.label)
    children, end = block.children, setting.base + len(text_of(block))
    if block.goes_on:
        lines = _stacked(children, inner or setting)
    elif children and isinstance(last := children[-1], Paragraph):
        children = (*children[:-1], last._replace(spans=(*last.spans, Span("\u00a0"), back)))
        lines = _stacked(children, inner or setting)
    else:
        lines = [*_stacked(children, inner or setting), Line((back,), end)]
    lines = [
        line._replace(spans=_unplaced(line.spans, end), start=min(line.start, end))
        for line in lines
    ]
    if inner is not None:
        rest = Span(" " * size)
        return _behind(rest if block.part else label, rest, lines)
    if block.part:
        return lines
    named = lay_out(Paragraph(0, 0, (label._replace(text=name.strip()),)), setting)
    return [Line(_unplaced(line.spans, 0), setting.base) for line in named] + lines


def _unplaced(spans: Inline, end: int) -> Inline:
    """The spans, those as decoration that stand behind the end of the block's text."""
    if all(span.at < end for span in spans):
        return spans
    return tuple(span if span.at < end else span._replace(at=-1) for span in spans)


def _image(block: Image, setting: Setting) -> list[Line]:
    label = block.kind.capitalize() + "  "
    inner = _narrowed(setting, len(label))
    lines = _wrapped(block.alt, (inner or setting)._replace(role=Role.IMAGE))
    if inner is None:
        return lines
    return _behind(Span(label, Role.DIM), Span(" " * len(label)), lines)


def _summary(block: Summary, setting: Setting) -> list[Line]:
    glyph = setting.glyphs.summary
    marker = Span(glyph + " " * bool(glyph), Role.MARKER)
    size = width(marker.text)
    inner = _narrowed(setting, size)
    lines = _wrapped(in_role(block.spans, Role.TEXT, STRONG), inner or setting)
    return lines if inner is None else _behind(marker, Span(" " * size), lines)


def _paragraph(block: Paragraph, setting: Setting) -> list[Line]:
    hyphens = "" if begins_rtl(inline_text(block.spans)) else setting.manner.hyphens
    return _wrapped(with_bare_links(block.spans), setting, hyphens)


def _code(block: Code, setting: Setting) -> list[Line]:
    scrolled = setting.manner.scrolled_code and setting.cells >= LEAST
    room = setting.cells + setting.beyond
    return code_lines(block, room, setting.glyphs, setting.base, scrolled=scrolled)


def _table(block: Table, setting: Setting) -> list[Line]:
    sideways = setting.manner.sideways and setting.cells >= LEAST
    return table_lines(
        block,
        setting.cells,
        setting.glyphs,
        setting.base,
        sideways=sideways,
        beyond=setting.beyond,
        columns=setting.columns,
    )


def _rule(_: Rule, setting: Setting) -> list[Line]:
    size = min(setting.cells, RULE)
    blank = Span(" " * ((setting.cells - size) // 2))
    return [Line((blank, Span(setting.glyphs.rule * size, Role.RULE)), setting.base)]


def _term(block: Term, setting: Setting) -> list[Line]:
    return _wrapped(in_role(block.spans, Role.TEXT, STRONG), setting)


def _maths(block: Maths, setting: Setting) -> list[Line]:
    from reader.markdown.formula_lines import formula_lines  # only where there is a formula

    return formula_lines(block, setting.cells, setting.glyphs, setting.base)


_LAYOUTS: dict[type, Callable[[Any, Setting], list[Line]]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    List: _list,
    Item: lambda block, setting: _stacked(block.children, setting),
    Code: _code,
    Quote: _quote,
    Table: _table,
    Image: _image,
    Note: _note,
    Rule: _rule,
    Definitions: _definitions,
    Term: _term,
    Definition: _definition,
    Maths: _maths,
    Summary: _summary,
    Group: lambda block, setting: _stacked(block.children, setting, tight=block.tight),
}
