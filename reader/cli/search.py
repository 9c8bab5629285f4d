"""`reader search`: what a query finds, the best first, each with a line of its text."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from reader.article import Article
from reader.characters import one_line
from reader.cli import opening
from reader.cli.output import json_line, tell, write
from reader.errors import CatalogDamaged
from reader.query.tree import Query
from reader.session.dates import dateline
from reader.session.export import FIELDS, as_json
from reader.session.hits import marks_in
from reader.session.library import Library
from reader.session.snippet import snippet
from reader.store.catalog.browse import Catalog
from reader.store.catalog.match import Found, finds

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

_FORM = (
    "A query: words (all must stand in an article), “a phrase” in double quotes, -word, OR,"
    " parentheses, word*, and fields such as author:jenkins, tag:ai, read:<10, date:2024-02.. and"
    " sort:date. The exit status is 1 when nothing is found."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader search`."""
    parser.epilog = _FORM
    parser.add_argument("query", metavar="QUERY", help="what to find, as one argument")
    opening.add_library(parser)
    opening.add_limit(parser)
    opening.add_forms(parser, "one JSON object a line, with score and snippet")
    opening.add_no_refresh(parser)


def run(args: argparse.Namespace) -> int:
    """Print the hits; 1 where there is none."""
    form = opening.form(args, (*FIELDS, "score", "snippet"))
    query = opening.query(args.query)
    library = opening.library(args.library)
    try:
        catalog = opening.catalog(library, refresh=not args.no_refresh)
        return _print(library, catalog, query, form, args)
    except CatalogDamaged:
        if args.no_refresh:
            raise
        from reader.session.refresh import bring_up_to_date

        tell("The catalog was damaged; it is built anew.")
        bring_up_to_date(library, rebuild=True)
        return _print(library, library.catalog(), query, form, args)


def _print(
    library: Library,
    catalog: Catalog,
    query: Query,
    form: Callable[[Any], str] | None,
    args: argparse.Namespace,
) -> int:
    found = _found(catalog, query, args.limit)
    for notice in found.notices:
        tell(notice)
    count = found.listing.count
    if args.count:
        write([str(count if args.limit is None else min(count, args.limit))])
        return 0 if count else 1
    if not count:
        tell(opening.nothing(query, found))
        return 1
    line = form or json_line if form or args.json else None
    hits = _hits(library, catalog, found, args.limit)
    write(line(_values(*hit)) if line else _as_text(*hit) for hit in hits)
    return 0


def _found(catalog: Catalog, query: Query, limit: int | None) -> Found:
    """The hits, or as many of the best as are asked for where these come sooner."""
    with catalog.reading() as connection:
        found = None
        for found in finds(connection, query):
            ids = found.listing.ids
            if limit is not None and ids is not None and len(ids) >= limit:
                break
    assert found is not None  # there is always an answer, if only that nothing was found
    return found


def _hits(
    library: Library, catalog: Catalog, found: Found, limit: int | None
) -> Iterator[tuple[Article, float, str]]:
    """Each article with its score and a line of its text; what vanished meanwhile is left out."""
    listing, marks = found.listing, marks_in(found.marks, "text")
    for place, number in enumerate(catalog.ids(listing, limit)):
        for article in catalog.articles((number,)):
            score = listing.scores[place] if listing.scores is not None else 0.0
            yield article, score, snippet(library.root, article.path, marks)


def _values(article: Article, score: float, line: str) -> dict[str, Any]:
    return {**as_json(article), "score": round(score, 6), "snippet": line}


def _as_text(article: Article, _score: float, line: str) -> str:
    metadata = article.metadata
    byline = [
        ", ".join(metadata.authors),
        dateline(metadata.published, metadata.created),
        f"{article.minutes} min",
        article.path,
    ]
    lines = [article.title, " · ".join(part for part in byline if part), line]
    return "\n".join(one_line(part) for part in lines if part) + "\n"
