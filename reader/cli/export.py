"""`reader export`: highlights and notes with where they stand, in reading order."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from reader.cli import opening
from reader.cli.output import json_line, tell
from reader.cli.saving import add_output, save
from reader.session import carry
from reader.session.excerpts import COLUMNS, Excerpts, as_markdown, as_row, as_values, gather

FORMATS = ("md", "json", "csv")
LEFT_OUT = "Of {} whose file is gone it can't be told whether the query finds it; without -q all are exported."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader export`."""
    parser.epilog = (
        "Articles come in the order of the list, their highlights in that of the text, at"
        " last those of articles that are gone, under their last title; with a query as far as what"
        " is known of them can tell. The exit status is 1 when"
        " there are none."
    )
    opening.add_library(parser)
    parser.add_argument(
        "-q",
        "--query",
        metavar="QUERY",
        help="only of articles that a query finds (docs: query)",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="md",
        help="Markdown, JSON Lines, or CSV with a line of headings (docs: state)",
    )
    add_output(parser)
    opening.add_no_refresh(parser)


def run(args: argparse.Namespace) -> int:
    """Write them; 1 where there is none."""
    query = None if args.query is None else opening.query(args.query)
    library = opening.library(args.library)
    state = carry.to_read()
    try:
        for notice in state.notices:
            tell(notice)
        catalog = opening.catalog(library, refresh=not args.no_refresh)
        found, untold = gather(state.library(library.root), catalog, query)
    finally:
        state.close()
    if untold:
        tell(LEFT_OUT.format(f"{untold:,} articles" if untold > 1 else "1 article"))
    if not found:
        tell("There are no highlights." if query is None else "There are no highlights in these.")
        return 1
    save(args.output, _texts(args.format, library.name, found))
    return 0


def _texts(form: str, name: str, found: list[Excerpts]) -> Iterator[str]:
    if form == "md":
        yield from as_markdown(name, found)
        return
    highlights = ((source, each) for source, all_of_it in found for each in all_of_it)
    if form == "json":
        for source, each in highlights:
            yield f"{json_line(as_values(source, each))}\n"
        return
    yield from _csv(COLUMNS, *(as_row(source, each) for source, each in highlights))


def _csv(*rows: tuple[str, ...] | list[str]) -> Iterator[str]:
    """Rows as RFC 4180 has them: lines end in CRLF, cells may hold ends of lines."""
    import csv
    import io

    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow(row)
        yield line.getvalue()
