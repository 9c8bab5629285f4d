"""`reader facets`: what the articles of a library have in common, with their number."""

from __future__ import annotations

import argparse
import os

from reader import settings
from reader.cli import opening
from reader.cli.output import columns, json_line, write
from reader.errors import UsageError
from reader.query.nearest import nearest
from reader.session.facets import NAMES, Known, counted

_FORM = (
    "One value a line, the most frequent first: the value, a tab, the number of articles. topic are"
    " telling words and pairs of words of titles."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader facets`."""
    parser.epilog = _FORM
    parser.add_argument("field", metavar="FIELD", help=", ".join(NAMES))
    opening.add_library(parser)
    opening.add_query(parser, "of what a query finds")
    opening.add_limit(parser, "values")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object a line: value, count, query"
    )
    opening.add_no_refresh(parser)


def run(args: argparse.Namespace) -> int:
    """Print the values; 0 also where there is none."""
    if args.field not in NAMES:
        meant = nearest(args.field.lower(), NAMES)
        if meant:
            raise UsageError(f"no facet {args.field} — {meant}?")
        if args.library in NAMES or os.path.isdir(args.field):
            import shlex

            field = args.library if args.library in NAMES else "topic"
            raise UsageError(
                f"FIELD comes before the folder, one of {', '.join(NAMES)}."
                f" Try: reader facets {field} {shlex.quote(args.field)}"
            )
        raise UsageError(f"FIELD is one of {', '.join(NAMES)}, not {args.field or 'empty'}")
    opening.query(args.query)
    library = opening.library(args.library)
    catalog = opening.catalog(library, refresh=not args.no_refresh)
    own = settings.read()[0].views
    found = [
        value
        for told in counted(catalog, args.query, own, Known(), fields=(args.field,))
        if told.facet
        for value in told.facet.values
    ]
    found.sort(key=lambda value: -value.count)
    for value in found[: args.limit]:
        if args.json:
            named = {"value": value.shown, "count": value.count, "query": value.condition}
            write([json_line(named)])
        else:
            write([columns(value.shown, str(value.count))])
    return 0
