"""`reader history`: what was read when."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from reader.cli import opening
from reader.cli.output import json_line, tell, write
from reader.session import carry
from reader.session.history import Told, as_values, heading, told


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader history`."""
    parser.epilog = (
        "By day, the latest first: when an article was opened, for how many minutes, its title,"
        " and where it was left. The exit status is 1 when nothing was read."
    )
    opening.add_library(parser)
    opening.add_limit(parser, "readings")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(args: argparse.Namespace) -> int:
    """Print it; 1 where nothing was read."""
    library = opening.library(args.library)
    state = carry.to_read()
    try:
        for notice in state.notices:
            tell(notice)
        limit = -1 if args.limit is None else args.limit
        visits = state.library(library.root).visits(limit)
    finally:
        state.close()
    if not visits:
        tell(f"Nothing was read in {library.name} yet.")
        return 1
    write(map(json_line, map(as_values, visits)) if args.json else _lines(told(visits)))
    return 0


def _lines(readings: list[Told]) -> Iterator[str]:
    before: Told | None = None
    for each in readings:
        if day := heading(each, before):
            yield from ([""] if before else [])
            yield day
        yield f"  {each.clock}  {each.minutes:>4} min  {each.title} · {each.progress} %"
        before = each
