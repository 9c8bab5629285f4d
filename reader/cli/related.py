"""`reader related`: the articles of a library that are like one of them."""

from __future__ import annotations

import argparse
import os
import sys

from reader.characters import one_line
from reader.cli import opening
from reader.cli.output import json_line, write
from reader.errors import UsageError
from reader.session.export import FIELDS, as_json
from reader.session.library import Library, open_library
from reader.session.related import MOST, Related, below, related_to
from reader.store.catalog.browse import Catalog

_FORM = (
    "The likest first, by the telling words that both have, which --json gives as `shared`. Lines"
    " are as those of reader list. Copies of the article are left out."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader related`."""
    parser.epilog = _FORM
    parser.add_argument("file", metavar="FILE", help="the article")
    opening.add_library(parser)
    opening.add_limit(parser, default=MOST)
    opening.add_forms(parser, "one JSON object a line")
    opening.add_no_refresh(parser)


def run(args: argparse.Namespace) -> int:
    """Print them; 0 also where there is none."""
    form = opening.form(args, (*FIELDS, "shared"))
    if not os.path.isfile(args.file):
        raise UsageError(f"{one_line(args.file)} is no file")
    library, path = _where(args.file, args.library)
    catalog = opening.catalog(library, refresh=not args.no_refresh)
    found = related_to(catalog, library.root, path, args.limit)
    if args.count:
        write([str(len(found))])
    elif args.json or form:
        line = form or json_line
        write(line(values) for values in _values(catalog, found))
    elif sys.stdout.isatty():
        write(opening.for_people(each.row) for each in found)
    else:
        write(opening.for_scripts(each.row) for each in found)
    return 0


def _where(file: str, named: str | None) -> tuple[Library, str]:
    """The library that is named or usual, if the file lies in it, else the file's own folder."""
    library = opening.library(named)
    path = below(library.root, file)
    if path is None and named is not None:
        raise UsageError(f"{one_line(file)} is not in {one_line(named)}")
    if path is None:
        library = open_library(os.path.dirname(os.path.realpath(file)))
        path = os.path.basename(os.path.realpath(file))
    return library, path


def _values(catalog: Catalog, found: list[Related]) -> list[dict[str, object]]:
    shared = {each.row.path: list(each.shared) for each in found}
    articles = catalog.articles([each.row.id for each in found])
    return [{**as_json(article), "shared": shared[article.path]} for article in articles]
