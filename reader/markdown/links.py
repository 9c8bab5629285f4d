"""Targets: those the author marked, and those that stand bare in the text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.markdown.blocks import Inline
from reader.markdown.lines import Role, Span
from reader.patterns import pattern

if TYPE_CHECKING:
    from linkify_it import LinkifyIt

_MAY_HOLD_LINK = pattern(r"://|\bwww\.|[^\s@]@[^\s@]|\bmailto:", re.IGNORECASE)
_WWW = pattern(r"(?<![^\s*_~(])www\.(?=[^\s.])", re.IGNORECASE)
LONGEST = 16 << 10
"""Characters of one span that are searched; the search is not linear in hostile text."""


@cache
def _linkify() -> LinkifyIt:
    from linkify_it import LinkifyIt  # 20 ms; few pages hold bare links

    # Without fuzzy links README.md stays a file's name.
    return LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": True, "fuzzy_ip": False})


def bare_links(text: str) -> list[tuple[int, int, str]]:
    """Range and target of every address in a text, as GFM's extended autolinks have it."""
    if len(text) > LONGEST or not _MAY_HOLD_LINK.search(text):
        return []
    linkify = _linkify()
    found = [
        (match.index, match.last_index, match.url)
        for match in linkify.match(text) or ()
        if match.schema in ("http:", "https:", "ftp:", "mailto:")
    ]
    for www in _WWW.finditer(text):
        start = www.start()
        if any(first <= start < last for first, last, _ in found):
            continue
        match = linkify.match_at_start("http://" + text[start:])
        if match is not None:
            found.append((start, start + match.last_index - len("http://"), match.url))
    return sorted(found)


def with_bare_links(spans: Inline) -> Inline:
    """The spans, with the addresses in plain text made links."""
    if not any("://" in s.text or "@" in s.text or "www." in s.text.lower() for s in spans):
        return spans
    result: list[Span] = []
    for span in spans:
        if span.role is not Role.TEXT or span.link:
            result.append(span)
            continue
        place = 0
        for start, stop, target in bare_links(span.text):
            if start > place:
                result.append(span._replace(text=span.text[place:start]))
            result.append(Span(span.text[start:stop], Role.LINK, span.marks, target))
            place = stop
        if place < len(span.text):
            result.append(span._replace(text=span.text[place:]))
    return tuple(result)
