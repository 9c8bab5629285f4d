"""Plain text to lines: titles, bylines and sentences, which have no Markdown in them."""

from __future__ import annotations

from reader.markdown.wrap import wrap


def wrap_plain(text: str, cells: int) -> list[str]:
    """The lines of a text, none wider than the cells; one empty line for no text."""
    return [text[start:stop] for start, stop in wrap(text, cells)] or [""]


def balanced(text: str, cells: int) -> list[str]:
    """As few lines as fit the cells, of about the same length: for titles and headings."""
    lines = wrap_plain(text, cells)
    if len(lines) == 1:
        return lines
    low, high = cells // 2, cells  # the narrowest width that takes no more lines lies between
    while low < high:
        middle = (low + high) // 2
        if len(wrap_plain(text, middle)) <= len(lines):
            high = middle
        else:
            low = middle + 1
    return wrap_plain(text, high)
