"""Articles as a list to be passed on: their titles, their files, or links to them in Markdown."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable
from urllib.parse import quote

from reader.characters import one_line
from reader.patterns import pattern
from reader.session.library import Library
from reader.store.rows import Listing

MOST = 1000  # articles; a terminal's clipboard takes no more text
TITLES, FILES, LINKS = "t", "f", "l"
_MARKUP = pattern(r"([\\\[\]`*_<])")


def selected(library: Library, listing: Listing | None, ids: array[int]) -> list[tuple[str, str]]:
    """Path and title of articles, in the order of the list; from any thread. CatalogUnusable.

    Those that are not in it come last.
    """
    catalog = library.catalog()
    try:
        every = {*ids}
        order = [id_ for id_ in catalog.ids(listing) if id_ in every] if listing else []
        order += sorted(every.difference(order))
        return [(found.path, found.title) for found in catalog.articles(order[:MOST])]
    finally:
        catalog.close()


def written(form: str, root: str, articles: Iterable[tuple[str, str]]) -> str:
    """A line for each article: TITLES, FILES (whole paths), or LINKS in a list of Markdown.

    Paths are as the shell takes them but for ends of lines and controls, which are taken out.
    """
    lines = [_line(form, os.path.join(root, path), title) for path, title in articles]
    return "\n".join(lines)


def _line(form: str, path: str, title: str) -> str:
    match form:
        case "f":
            return one_line(path)
        case "l":
            text = _MARKUP.sub(r"\\\1", one_line(title))
            return f"- [{text}]({quote(os.fsencode(path))})"
        case _:
            return one_line(title)
