"""Highlights and notes with their source, as they leave the program: Markdown, JSON Lines, CSV."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from reader.article import Article, Highlight
from reader.characters import clean, one_line
from reader.named import NamedTuple
from reader.patterns import pattern
from reader.query.tree import Query
from reader.session.dates import long_day
from reader.session.gone import Remains, finds
from reader.store.catalog.browse import Catalog
from reader.store.state.library import LibraryState

COLUMNS = ("title", "authors", "published", "path", "gone", "quote", "note", "made", "id")
"""What is told of a highlight, in this order."""


class Source(NamedTuple):
    """Where highlights stand."""

    path: str  # as in FileStamp
    title: str
    authors: tuple[str, ...] = ()
    published: date | None = None  # the day it stands under: published, else created
    gone: bool = False  # the file is not in the library any more; the title is its last


class Excerpts(NamedTuple):
    """The highlights of one article in the order of the text."""

    source: Source
    highlights: tuple[Highlight, ...]


class Gathered(NamedTuple):
    """What is exported, and how many articles that are gone may have been meant as well."""

    found: list[Excerpts]
    untold: int = 0


def gather(kept: LibraryState, catalog: Catalog, query: Query | None = None) -> Gathered:
    """The articles that have highlights, in the order of the list, then those that are gone.

    Without a query those come in between that were put away. With one, an article that is gone is
    left out where what is known of it can't tell whether the query finds it.
    """
    by_path: dict[str, list[Highlight]] = {}
    for highlight in kept.highlights():
        by_path.setdefault(highlight.path, []).append(highlight)
    ids = {path: catalog.id_of(path) for path in by_path}
    wanted = {number: path for path, number in ids.items() if number is not None}
    listed = [number for number in catalog.ids(catalog.listing(query)) if number in wanted]
    if query is None:
        listed += sorted(set(wanted) - set(listed))
    found = [
        Excerpts(_source(article), tuple(by_path[article.path]))
        for article in catalog.articles(listed)
    ]
    untold = 0
    titles = kept.titles()
    for path in sorted(path for path, number in ids.items() if number is None):
        title, marks = titles.get(path) or one_line(os.path.basename(path)), by_path[path]
        meant = query is None or finds(query.tree, Remains(path, title, kept.reading(path), marks))
        if meant:
            found.append(Excerpts(Source(path, title, gone=True), tuple(marks)))
        untold += meant is None
    return Gathered(found, untold)


def _source(article: Article) -> Source:
    metadata = article.metadata
    published = metadata.published or metadata.created
    return Source(article.path, article.title, metadata.authors, published)


def as_values(source: Source, highlight: Highlight) -> dict[str, Any]:
    """A highlight as the values of one JSON object, by the names of COLUMNS."""
    made = datetime.fromtimestamp(highlight.made_at, UTC).isoformat(timespec="seconds")
    return {
        "title": source.title,
        "authors": list(source.authors),
        "published": source.published.isoformat() if source.published else None,
        "path": source.path,
        "gone": source.gone,
        "quote": highlight.quote.exact,
        "note": highlight.note,
        "made": made,
        "id": highlight.id,
    }


def as_row(source: Source, highlight: Highlight) -> list[str]:
    """The same as the cells of one row of a table."""
    values = as_values(source, highlight)
    values["authors"] = ", ".join(source.authors)
    values["gone"] = "gone" if source.gone else ""
    values["path"] = one_line(source.path)
    return [clean(str(values[name] or "")) for name in COLUMNS]


# Markdown. The words that were highlighted are a block quote, with an empty line of it for each
# end of a line in them; what follows up to the next quote or heading is the note.


def as_markdown(name: str, found: Iterable[Excerpts]) -> Iterator[str]:
    """A document of all highlights, article by article; `name` is that of the library."""
    yield f"# Highlights in {_inline(one_line(name))}\n"
    for source, highlights in found:
        yield f"\n## {_inline(one_line(source.title))}\n\n"
        byline = [", ".join(source.authors)]
        byline.append(long_day(source.published) if source.published else "")
        byline.append("gone" if source.gone else "")
        if told := " · ".join(part for part in byline if part):
            yield f"{_line(one_line(told))}\\\n"
        yield f"{_code(one_line(source.path))}\n"
        for highlight in highlights:
            yield f"\n{_quoted(clean(highlight.quote.exact))}\n"
            if highlight.note:
                yield f"\n{_noted(clean(highlight.note))}\n"


def _quoted(words: str) -> str:
    return "\n>\n".join(f"> {_line(line)}" for line in words.split("\n"))


def _noted(note: str) -> str:
    """Paragraphs stay paragraphs; any other end of a line is told by a backslash before it."""
    pieces = re.split(r"(\n+)", note)
    shown = []
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            shown.append(_line(piece))
            continue
        is_between = pieces[number - 1].strip() and pieces[number + 1].strip()
        shown.append(piece if is_between and len(piece) == 2 else "\\\n" * len(piece))
    return "".join(shown)


_ACTS = pattern(r"[\\`*\[\]<]|&(?=[#\w]+;)|~(?=~)|(?<=~)~|\$|(?<!\w)_|_(?!\w)")
_ACTS_FIRST = pattern(r"(\s*)(?:([#>+=|~:!-])|(\d{1,9})(?=[.)]))")


def _inline(text: str) -> str:
    """A text as Markdown that reads so: what would be taken for markup has a backslash before it."""
    return _ACTS.sub(r"\\\g<0>", text)


def _line(text: str) -> str:
    """The same for a whole line."""
    shown = _inline(text)
    first = _ACTS_FIRST.match(shown)
    if first is None:
        return shown
    place = first.end(2) - 1 if first[2] else first.end(3)
    return f"{shown[:place]}\\{shown[place:]}"


def _code(text: str) -> str:
    """A text as code, which is shown as it is."""
    ticks = max((len(run) for run in re.findall("`+", text)), default=0) + 1
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{'`' * ticks}{pad}{text}{pad}{'`' * ticks}"
