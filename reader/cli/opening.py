"""What every command that reads a library does first: find it, and bring its catalog up to date."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date

from reader import settings
from reader.cli.output import columns, tell
from reader.errors import CatalogBusy, CatalogMissing, CatalogUnwritable, UsageError
from reader.session.library import Library, is_complete, open_library, resolve
from reader.store.catalog.browse import Catalog

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import Any

    from reader.query.tree import Query
    from reader.session.progress import Progress
    from reader.store.catalog.match import Found
    from reader.store.rows import Row


MOST_DIGITS = 9  # of a number of articles


def add_library(parser: argparse.ArgumentParser) -> None:
    """The argument LIBRARY."""
    parser.add_argument(
        "library",
        nargs="?",
        metavar="LIBRARY",
        help="the folder of articles; without it $READER_LIBRARY, the setting “library”, or the"
        " current folder",
    )


def add_no_refresh(parser: argparse.ArgumentParser) -> None:
    """The option --no-refresh."""
    parser.add_argument(
        "--no-refresh",
        action="store_true",
        help="take the catalog as it is, without a look at the files",
    )


def add_limit(
    parser: argparse.ArgumentParser, of: str = "articles", default: int | None = None
) -> None:
    """The option --limit, a number of what is listed."""

    def count(text: str) -> int:
        if not text.isascii() or not text.isdecimal() or len(text) > MOST_DIGITS:
            raise argparse.ArgumentTypeError(f"takes a number of {of}")
        return int(text)

    told = "" if default is None else f" ({default})"
    parser.add_argument(
        "--limit", type=count, default=default, metavar="N", help=f"no more than N {of}{told}"
    )


def add_query(parser: argparse.ArgumentParser, what: str) -> None:
    """The option --query, of which is told what it does."""
    parser.add_argument("-q", "--query", metavar="QUERY", default="", help=f"{what} (docs: query)")


def add_forms(parser: argparse.ArgumentParser, of_json: str) -> None:
    """The options --json, --format and --count."""
    parser.add_argument("--json", action="store_true", help=of_json)
    parser.add_argument(
        "--format",
        metavar="FORM",
        help="a line for each article, '{title} — {authors}': any field of --json; {{ prints a"
        " brace, \\t a tab, \\n an end of line",
    )
    parser.add_argument("--count", action="store_true", help="only how many there are")


def form(args: argparse.Namespace, names: tuple[str, ...]) -> Callable[[Any], str] | None:
    """What writes an article as --format wants; UsageError where that can't be."""
    if (args.format is not None) + args.json + args.count > 1:
        raise UsageError("of --json, --format and --count, only one can be")
    if args.format is None:
        return None
    from reader.cli.formats import formatter  # only who wants one pays for it

    return formatter(args.format, names)


def library(named: str | None) -> Library:
    """The library that is meant; what is wrong with the settings is told."""
    chosen, problems = settings.read()
    for problem in problems:
        tell(problem)
    return open_library(resolve(named, chosen))


def query(typed: str) -> Query:
    """The query that was typed; UsageError where a part of it is not understood.

    In the search bar that part is left out while one types on. A script would take what is found
    without it for the answer.
    """
    from reader.query.parse import parse

    # One's own views are in the settings file; few queries name one.
    views = settings.read()[0].views if "in:" in typed.lower() else {}
    found = parse(typed, today=date.today(), views=views)
    if found.faults:
        told = "; ".join(found.faults)
        raise UsageError(told if told.endswith("?") else f"{told}.")
    for notice in found.notices:
        tell(notice)
    return found


def nothing(query: Query, found: Found) -> str:
    """The sentence for a query that finds nothing: what would find something."""
    from reader.characters import one_line

    sentence = f"Nothing for `{one_line(query.typed)}`."
    if found.suggestions:
        offers = " · ".join(f"`{typed}` ({count:,})" for typed, count in found.suggestions)
        sentence += f" Would find something: {offers}."
    return sentence


def catalog(library: Library, *, refresh: bool = True) -> Catalog:
    """The library's catalog, up to date where that can be; what was in the way is told."""
    if refresh:
        _refresh(library)
    try:
        return library.catalog()
    except CatalogMissing as error:
        raise CatalogMissing(
            f"{library.name} was not read yet; without --no-refresh it is read first."
        ) from error


def _refresh(library: Library) -> None:
    from reader.session.refresh import bring_up_to_date

    try:
        summary = bring_up_to_date(library, on_progress=Waiting())
    except (CatalogUnwritable, CatalogBusy) as error:
        if not is_complete(library):
            raise
        tell(f"{error} What is listed is as of the last time.")
        return
    for notice in summary.notices:
        tell(notice)


class Waiting:
    """Says once that another session is in the way, and that a first reading takes a while."""

    def __init__(self) -> None:
        self._told = False

    def __call__(self, progress: Progress) -> None:
        if self._told:
            return
        if progress.waiting:
            self._told = True
            tell("Another session is reading this library; waiting for it.")
        elif progress.first and progress.total - progress.done > 2000 and sys.stderr.isatty():
            self._told = True
            tell(f"First reading of this folder, {progress.total:,} files.")


def for_scripts(row: Row) -> str:
    """A line with tabs between its columns."""
    day = row.published.isoformat() if row.published else ""
    return columns(day, str(row.minutes), row.title, row.authors, row.path)


def for_people(row: Row) -> str:
    """A line for a terminal."""
    day = row.published.isoformat() if row.published else ""
    title = columns(row.title)
    authors = f" · {columns(row.authors)}" if row.authors else ""
    return f"{day:10}  {row.minutes:>3} min  {title}{authors}"
