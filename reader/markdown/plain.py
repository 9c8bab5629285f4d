"""Plain text to lines: titles, bylines and sentences, which have no Markdown in them."""

from __future__ import annotations

from reader.markdown.wrap import balance, wrap


def wrap_plain(text: str, cells: int) -> list[str]:
    """The lines of a text, none wider than the cells; one empty line for no text."""
    return [text[start:stop] for start, stop in wrap(text, max(1, cells))]


def balanced(text: str, cells: int) -> list[str]:
    """As few lines as fit the cells, of about the same length: for titles and headings."""
    return [text[start:stop] for start, stop in balance(text, max(1, cells))]
