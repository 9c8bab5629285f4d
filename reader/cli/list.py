"""`reader list`: the articles of a library, for people and for scripts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from reader.article import Article
from reader.cli import opening
from reader.cli.output import json_line, tell, write
from reader.errors import CatalogDamaged, UsageError
from reader.query.fields import SORT_NAMES
from reader.query.nearest import nearest
from reader.query.tree import Query, Sort
from reader.session.export import FIELDS, as_json
from reader.store.catalog.browse import Catalog
from reader.store.rows import Listing, Row

if TYPE_CHECKING:
    from reader.store.catalog.match import Found

AT_ONCE = 500  # articles or rows in memory while they are printed

_FORM = (
    "One article a line: date, minutes, title, authors and path with tabs between them, nothing"
    " cut. On a terminal date, minutes, title and authors in columns. The exit status is 1 when a"
    " query finds nothing."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader list`."""
    parser.epilog = _FORM
    opening.add_library(parser)
    opening.add_query(parser, "only what a query finds")
    parser.add_argument(
        "--sort",
        metavar="KEYS",
        help=f"{', '.join(SORT_NAMES)}; several with commas between; a minus reverses (-date)",
    )
    opening.add_limit(parser)
    opening.add_forms(parser, "one JSON object a line")
    opening.add_no_refresh(parser)


def run(args: argparse.Namespace) -> int:
    """Print the articles; 1 where a query finds none."""
    form = opening.form(args, FIELDS)
    query = _query(args.query, args.sort)
    library = opening.library(args.library)
    try:
        catalog = opening.catalog(library, refresh=not args.no_refresh)
        return _print(catalog, query, form, args)
    except CatalogDamaged:
        if args.no_refresh:
            raise
        from reader.session.refresh import bring_up_to_date

        tell("The catalog was damaged; it is built anew.")
        bring_up_to_date(library, rebuild=True)
        return _print(library.catalog(), query, form, args)


def _query(typed: str, sort: str | None) -> Query:
    query = opening.query(typed)
    return query if sort is None else query._replace(sort=_order(sort))


def _order(typed: str) -> tuple[Sort, ...]:
    """The keys of --sort, with commas between them."""
    keys: list[Sort] = []
    for part in typed.lower().split(","):
        key = part.removeprefix("-")
        if key not in SORT_NAMES:
            meant = nearest(key, SORT_NAMES)
            if meant:
                raise UsageError(f"no --sort {part} — {meant}?")
            raise UsageError(f"--sort takes {', '.join(SORT_NAMES)}, not {part or 'nothing'}")
        keys.append(Sort(key, reverse=part != key))
    return tuple(keys)


def _print(
    catalog: Catalog,
    query: Query,
    form: Callable[[Any], str] | None,
    args: argparse.Namespace,
) -> int:
    found = _found(catalog, query)
    listing = found.listing if found else catalog.listing(query)
    stop = listing.count if args.limit is None else min(args.limit, listing.count)
    if args.count:
        write([str(stop)])
    elif args.json or form:
        line = form or json_line
        write(line(as_json(article)) for article in _articles(catalog, listing, stop))
    elif sys.stdout.isatty():
        write(opening.for_people(row) for row in _rows(catalog, listing, stop))
    else:
        write(opening.for_scripts(row) for row in _rows(catalog, listing, stop))
    if found is None or listing.count:
        return 0
    if not args.count:
        tell(opening.nothing(query, found))
    return 1


def _found(catalog: Catalog, query: Query) -> Found | None:
    """What a query finds; None where no condition is typed."""
    if query.tree is None:
        return None
    from reader.store.catalog.match import finds  # only a query pays for it

    with catalog.reading() as connection:
        *_, found = finds(connection, query)
    for notice in found.notices:
        tell(notice)
    return found


def _rows(catalog: Catalog, listing: Listing, stop: int) -> Iterator[Row]:
    for start in range(0, stop, AT_ONCE):
        yield from catalog.rows(listing, start, min(start + AT_ONCE, stop))


def _articles(catalog: Catalog, listing: Listing, stop: int) -> Iterator[Article]:
    ids = catalog.ids(listing, stop)
    for start in range(0, len(ids), AT_ONCE):
        yield from catalog.articles(ids[start : start + AT_ONCE])
