"""`reader index`: bring the catalog of a library up to date, and say what was done."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reader.cli import opening
from reader.cli.output import json_line, tell, write
from reader.errors import CatalogUnwritable, ReaderError
from reader.session.library import Library
from reader.session.progress import Progress, Summary, as_values
from reader.session.refresh import refresh
from reader.store.catalog.location import Kind
from reader.store.catalog.naming import cache_folder

FIELDS = ("articles", "added", "changed", "removed", "problems", "seconds")
_NICENESS = 5  # of the child of an interface; keys go first


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader index`."""
    opening.add_library(parser)
    parser.add_argument(
        "--rebuild", action="store_true", help="read every file, whether it changed or not"
    )
    parser.add_argument("--json", action="store_true", help="print the summary as a JSON object")
    parser.add_argument("--for-interface", action="store_true", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Refresh and print the summary."""
    if args.for_interface:
        return _for_interface(args)
    library = opening.library(args.library)
    _need_a_lasting_place(library)
    with _progress(bar=sys.stderr.isatty()) as on_progress:
        summary = refresh(library, rebuild=args.rebuild, on_progress=on_progress)
    for notice in summary.notices:
        tell(notice)
    write([json_line(_values(summary)) if args.json else _sentence(summary)])
    return 0


def _need_a_lasting_place(library: Library) -> None:
    if library.location.kind is not Kind.CACHE:
        raise CatalogUnwritable(
            f"The cache folder {cache_folder()} can't be written, so nothing of this would last."
        )


def _for_interface(args: argparse.Namespace) -> int:
    """As the child of `session.indexer`: progress, then the summary or the error, a line each."""
    os.nice(_NICENESS)

    def tell_parent(values: dict[str, object]) -> None:
        write([json_line(values)])
        sys.stdout.flush()

    try:
        library = opening.library(args.library)
        _need_a_lasting_place(library)
        summary = refresh(
            library,
            rebuild=args.rebuild,
            on_progress=lambda progress: tell_parent(as_values(progress)),
            on_walked=lambda walked: tell_parent(as_values(walked)),
        )
    except ReaderError as error:
        from reader.session.indexer import error_values

        tell_parent(error_values(error))
        return 1
    tell_parent(as_values(summary))
    return 0


def _values(summary: Summary) -> dict[str, object]:
    values = {name: getattr(summary, name) for name in FIELDS}
    return {**values, "seconds": round(summary.seconds, 3)}


def _sentence(summary: Summary) -> str:
    plural = "" if summary.problems == 1 else "s"
    return (
        f"{summary.articles:,} articles: {summary.added:,} added, {summary.changed:,} changed,"
        f" {summary.removed:,} removed; {summary.problems:,} problem{plural}; {summary.seconds:.1f} s"
    )


@contextmanager
def _progress(*, bar: bool) -> Iterator[Callable[[Progress], None]]:
    """What is shown on stderr meanwhile: a bar on a terminal, else only why it waits."""
    waiting = opening.Waiting()
    if not bar:
        yield waiting
        return
    from rich.console import Console  # 60 ms, only for a terminal
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as shown:
        task = shown.add_task("Reading", total=None, visible=False)

        def on_progress(progress: Progress) -> None:
            waiting(progress)
            if progress.total:
                shown.update(task, completed=progress.done, total=progress.total, visible=True)

        yield on_progress
