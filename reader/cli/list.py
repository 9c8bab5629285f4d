"""`reader list`: the articles of a library, for people and for scripts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date

from reader.article import Article
from reader.cli import opening
from reader.cli.output import columns, json_line, tell, write
from reader.errors import CatalogDamaged, UsageError
from reader.query.fields import SORT_NAMES
from reader.query.parse import parse
from reader.query.tree import Query, Sort
from reader.store.catalog.browse import Catalog
from reader.store.rows import Listing, Row

AT_ONCE = 500  # articles or rows in memory while they are printed

_FORM = (
    "One article a line: date, minutes, title, authors and path with tabs between them, nothing"
    " cut. On a terminal date, minutes, title and authors in columns."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader list`."""
    parser.epilog = _FORM
    opening.add_library(parser)
    parser.add_argument(
        "-q", "--query", metavar="QUERY", default="", help="only what a query finds (docs: query)"
    )
    parser.add_argument(
        "--sort",
        metavar="KEY",
        help=f"{', '.join(SORT_NAMES)}; a minus before it reverses (--sort=-date)",
    )
    parser.add_argument("--limit", type=_count, metavar="N", help="no more than N articles")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    opening.add_no_refresh(parser)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal():
        raise argparse.ArgumentTypeError("takes a number of articles")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Print the articles; 0 also where there is none."""
    query = _query(args.query, args.sort)
    library = opening.library(args.library)
    try:
        _print(opening.catalog(library, refresh=not args.no_refresh), query, args)
    except CatalogDamaged:
        if args.no_refresh:
            raise
        from reader.session.refresh import bring_up_to_date

        tell("The catalog was damaged; it is built anew.")
        bring_up_to_date(library, rebuild=True)
        _print(library.catalog(), query, args)
    return 0


def _query(typed: str, sort: str | None) -> Query:
    query = parse(typed, today=date.today())
    for notice in query.notices:
        tell(notice)
    if sort is None:
        return query
    key = sort.removeprefix("-")
    if key not in SORT_NAMES:
        raise UsageError(f"--sort takes {', '.join(SORT_NAMES)}, not {sort}")
    return query._replace(sort=(Sort(key, reverse=sort.startswith("-")),))


def _print(catalog: Catalog, query: Query, args: argparse.Namespace) -> None:
    listing = catalog.listing(query)
    stop = listing.count if args.limit is None else min(args.limit, listing.count)
    if args.json:
        from reader.session.export import as_json

        write(json_line(as_json(article)) for article in _articles(catalog, listing, stop))
    elif sys.stdout.isatty():
        write(_for_people(row) for row in _rows(catalog, listing, stop))
    else:
        write(_for_scripts(row) for row in _rows(catalog, listing, stop))


def _rows(catalog: Catalog, listing: Listing, stop: int) -> Iterator[Row]:
    for start in range(0, stop, AT_ONCE):
        yield from catalog.rows(listing, start, min(start + AT_ONCE, stop))


def _articles(catalog: Catalog, listing: Listing, stop: int) -> Iterator[Article]:
    ids = catalog.ids(listing, stop)
    for start in range(0, len(ids), AT_ONCE):
        yield from catalog.articles(ids[start : start + AT_ONCE])


def _for_scripts(row: Row) -> str:
    day = row.published.isoformat() if row.published else ""
    return columns(day, str(row.minutes), row.title, row.authors, row.path)


def _for_people(row: Row) -> str:
    day = row.published.isoformat() if row.published else ""
    title = columns(row.title)
    authors = f" · {columns(row.authors)}" if row.authors else ""
    return f"{day:10}  {row.minutes:>3} min  {title}{authors}"
