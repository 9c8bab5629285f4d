"""One block at a width: its lines, with the offset of each in the block's text as read."""

from __future__ import annotations

from typing import NamedTuple

from reader.characters import width
from reader.markdown.blocks import (
    Block,
    Code,
    Group,
    Heading,
    Image,
    Inline,
    Item,
    List,
    Note,
    Paragraph,
    Quote,
    Rule,
    Table,
    inline_text,
    text_of,
)
from reader.markdown.code import code_lines
from reader.markdown.lines import STRONG, Glyphs, Line, Role, Span
from reader.markdown.links import with_bare_links
from reader.markdown.spans import cut, in_role, wrapped_spans
from reader.markdown.table import table_lines
from reader.markdown.wrap import balance

LEAST = 10
"""Columns of text below which indentation, bars and bullets are dropped."""

RULE = 12  # columns of a thematic break
IMAGE_LABEL = "Image  "
_HEADINGS = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3)


class Setting(NamedTuple):
    """How blocks are set where they stand."""

    cells: int
    glyphs: Glyphs
    role: Role = Role.TEXT  # of plain text
    depth: int = 0  # lists around


def lay_out(block: Block, setting: Setting) -> list[Line]:
    """The lines of a block, without blank ones around; offsets count in `text_of(block)`."""
    if isinstance(block, Paragraph):
        return _wrapped(with_bare_links(block.spans), setting)
    if isinstance(block, Heading):
        return _heading(block, setting)
    if isinstance(block, List):
        return _list(block, setting)
    if isinstance(block, Code):
        return code_lines(block, setting.cells, setting.glyphs)
    if isinstance(block, Quote):
        return _quote(block, setting)
    if isinstance(block, Table):
        return table_lines(block, setting.cells, setting.glyphs)
    if isinstance(block, Image):
        return _image(block, setting)
    if isinstance(block, Note):
        return _note(block, setting)
    if isinstance(block, Rule):
        size = min(setting.cells, RULE)
        blank = Span(" " * ((setting.cells - size) // 2))
        return [Line((blank, Span(setting.glyphs.rule * size, Role.RULE)))]
    return _stacked(block.children, setting, tight=isinstance(block, Group))


def _wrapped(spans: Inline, setting: Setting) -> list[Line]:
    if setting.role is not Role.TEXT:
        spans = in_role(spans, setting.role)
    if not inline_text(spans).strip():
        return []
    rows = wrapped_spans(spans, setting.cells)
    last = len(rows) - 1
    return [Line(shown, start, index < last) for index, (shown, _, start) in enumerate(rows)]


def _heading(block: Heading, setting: Setting) -> list[Line]:
    spans = in_role(block.spans, _HEADINGS[min(block.level, 3) - 1], STRONG)
    if not inline_text(spans).strip():
        return []
    ranges = balance(inline_text(spans).replace("\t", " "), setting.cells)
    last = len(ranges) - 1
    return [
        Line(shown, start, index < last)
        for index, (shown, (start, _)) in enumerate(zip(cut(spans, ranges), ranges, strict=True))
    ]


def _stacked(blocks: tuple[Block, ...], setting: Setting, *, tight: bool = False) -> list[Line]:
    lines: list[Line] = []
    offset = 0
    last = len(blocks) - 1
    for number, block in enumerate(blocks):
        laid = lay_out(block, setting)
        if laid:
            if lines and not tight:
                lines.append(Line((), offset))
            lines += _moved(laid, offset)
        if number < last:  # an only child is measured by nobody, else depth would cost its square
            offset += len(text_of(block)) + 1
    return lines


def _moved(lines: list[Line], offset: int) -> list[Line]:
    if not offset:
        return lines
    return [Line(spans, start + offset, goes_on) for spans, start, goes_on in lines]


def _behind(lead: Span, rest: Span, lines: list[Line]) -> list[Line]:
    """The lines behind a prefix; one on the first, another on the rest."""
    return [
        Line((lead if not index else rest, *spans), start, goes_on)
        if spans or not rest.text.isspace() or not index
        else Line((), start, goes_on)
        for index, (spans, start, goes_on) in enumerate(lines)
    ]


def _narrowed(setting: Setting, prefix: int) -> Setting | None:
    """The setting behind a prefix; None where too little would remain of the width."""
    if setting.cells - prefix < LEAST:
        return None
    return setting._replace(cells=setting.cells - prefix)


def _quote(block: Quote, setting: Setting) -> list[Line]:
    bar = Span(setting.glyphs.quote + " ", Role.QUOTE_BAR)
    inner = _narrowed(setting, width(bar.text))
    lines = _stacked(block.children, (inner or setting)._replace(role=Role.QUOTE))
    if block.kind:
        title = Span(block.kind.capitalize()[: setting.cells], Role.QUOTE, STRONG)
        lines.insert(0, Line((title,)))
    return lines if inner is None else _behind(bar, bar, lines)


def _list(block: List, setting: Setting) -> list[Line]:
    bullet = setting.glyphs.bullets[setting.depth % len(setting.glyphs.bullets)]
    digits = len(str(block.first + len(block.items) - 1)) if block.first is not None else 0
    lines: list[Line] = []
    offset = 0
    last = len(block.items) - 1
    for number, item in enumerate(block.items):
        marker = bullet if block.first is None else f"{block.first + number:>{digits}}."
        if number and not block.tight:
            lines.append(Line((), offset))
        lines += _moved(_item(item, marker, setting, tight=block.tight), offset)
        if number < last:
            offset += len(text_of(item)) + 1
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
        return lines or [Line(())]
    return _behind(Span(marker + " ", Role.MARKER), Span(" " * size), lines or [Line(())])


def _note(block: Note, setting: Setting) -> list[Line]:
    label = Span(f"[{block.label}] ", Role.DIM)
    size = width(label.text)
    inner = _narrowed(setting, size)
    if inner is None or size > setting.cells // 3:
        name = Paragraph(0, 0, (Span(f"[{block.label}]", Role.DIM),))
        named = [Line(spans) for spans, _, _ in lay_out(name, setting)]
        return named + _stacked(block.children, setting)
    lines = _stacked(block.children, inner) or [Line(())]
    return _behind(label, Span(" " * size), lines)


def _image(block: Image, setting: Setting) -> list[Line]:
    inner = _narrowed(setting, len(IMAGE_LABEL))
    lines = _wrapped(block.alt, (inner or setting)._replace(role=Role.IMAGE))
    if inner is None:
        return lines
    return _behind(Span(IMAGE_LABEL, Role.DIM), Span(" " * len(IMAGE_LABEL)), lines)
