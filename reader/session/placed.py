"""Where the text of header and ending stands, as it is known of blocks: for finding and selecting."""

from __future__ import annotations

from collections.abc import Iterable

from reader.markdown.lines import Line, Role, Span
from reader.named import NamedTuple

WIDE = 1 << 20
"""Columns at which each paragraph has one line."""


class Field(NamedTuple):
    """Where a field of an article stands in the text of its header."""

    name: str  # title, subtitle or author, as a query has them
    start: int
    stop: int


_FIELDS: dict[str, str] = {Role.TITLE: "title", Role.SUBTITLE: "subtitle", Role.BYLINE: "author"}
_NO_TEXT = (Role.DIM, Role.RULE)


def plain_text(lines: Iterable[Line]) -> str:
    """The text of lines that were laid out at `WIDE`, without labels and rules."""
    texts = ("".join(span.text for span in line.spans if _is_text(span)) for line in lines)
    return "\n".join(text for text in texts if text)


def fields(lines: Iterable[Line], names: str) -> tuple[Field, ...]:
    """The fields in the text of lines that were laid out at `WIDE`; `names` begin the byline."""
    found: list[Field] = []
    place = 0
    for line in lines:
        text = plain_text((line,))
        name = _FIELDS.get(line.spans[0].role) if line.spans else None
        if name is not None and text:
            stop = len(names) if name == "author" else len(text)
            found.append(Field(name, place, place + stop))
        place += len(text) + bool(text)
    return tuple(field for field in found if field.stop > field.start)


def placed(lines: Iterable[Line], text: str) -> tuple[Line, ...]:
    """The lines, each span of which knows where it stands in the text."""
    found: list[Line] = []
    place = 0
    for line in lines:
        spans, start = [], place
        for span in line.spans:
            if _is_text(span):
                # Between the rows of a paragraph lie spaces, between paragraphs a newline.
                at = text.find(span.text, place)
                place = at + len(span.text) if at >= 0 else place
                spans.append(span._replace(at=at))
            else:
                spans.append(span)
        first = next((span.at for span in spans if span.at >= 0), start)
        found.append(line._replace(spans=tuple(spans), start=first))
    return tuple(found)


def _is_text(span: Span) -> bool:
    return span.role not in _NO_TEXT and bool(span.text.strip())
