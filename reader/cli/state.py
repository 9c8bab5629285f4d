"""`reader state`: where what you did is kept; carried to another machine, and what is gone forgotten."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date

from reader.characters import one_line
from reader.cli.output import json_line, tell, write
from reader.cli.saving import add_output, save
from reader.errors import OutputUnwritable, UsageError
from reader.session import carry, queries
from reader.session.dates import short_day
from reader.store.state.copies import copies
from reader.store.state.forget import Forgotten, drop
from reader.store.state.overview import Kept, overview
from reader.store.state.path import state_path
from reader.store.state.records import records
from reader.store.state.state import State

FAULTS_TOLD = 20  # lines of a dump that are no records; the rest is counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader state`."""
    parser.epilog = (
        "A dump is JSON Lines. Merged twice, or several in any order, the same comes out: of each"
        " thing the later holds."
    )
    parser.add_argument(
        "library",
        nargs="?",
        metavar="LIBRARY",
        help="with --dump: this one alone; with --load: the folder here that the dump is of",
    )
    parser.add_argument("--dump", action="store_true", help="print all that is kept, as JSON Lines")
    parser.add_argument("--load", metavar="FILE", help="merge a dump; - reads standard input")
    parser.add_argument(
        "--forget",
        action="store_true",
        help="tell what is kept of articles and libraries that are gone and were not touched for"
        " a year",
    )
    parser.add_argument("--yes", action="store_true", help="with --forget: let it go")
    add_output(parser)


def run(args: argparse.Namespace) -> int:
    """Tell, dump, load or forget."""
    _check(args)
    if args.dump:
        return _dump(args.library, args.output)
    if args.load is not None:
        return _load(args.load, args.library)
    return _forget(write_it=args.yes) if args.forget else _overview()


def _check(args: argparse.Namespace) -> None:
    if (args.dump, args.load is not None, args.forget).count(True) > 1:
        raise UsageError("one of --dump, --load and --forget at a time")
    if args.yes and not args.forget:
        raise UsageError("--yes does something only with --forget")
    if args.output is not None and not args.dump:
        raise UsageError("-o does something only with --dump")
    if args.library is not None and not args.dump and args.load is None:
        raise UsageError("LIBRARY means something only with --dump and --load")


def _told(state: State) -> State:
    for notice in state.notices:
        tell(notice)
    return state


# Where it is


def _overview() -> int:
    state = _told(carry.to_read())
    try:
        write(_lines(overview(state)))
    finally:
        state.close()
    return 0


def _lines(libraries: Iterable[Kept]) -> Iterator[str]:
    path = state_path()
    yield f"{one_line(path)}, {_size(path)}"
    days = [day for day, _ in copies(path)]
    yield f"daily copies: {', '.join(days) if days else 'none yet'}"
    if asked := len(queries.read(queries.file_beside(path))):
        yield f"queries: the latest {asked}"
    for kept in libraries:
        yield ""
        there = "" if os.path.isdir(kept.root) else " (not there now)"
        yield f"{one_line(kept.root)}{there}"
        if kept.visited_at:
            yield f"  last visit {_day(kept.visited_at)}"
        counts = [
            f"{number:,} {noun if number == 1 else noun + ending}"
            for number, noun, ending in (
                (kept.opened, "opened", ""),
                (kept.read, "read", ""),
                (kept.starred, "starred", ""),
                (kept.archived, "archived", ""),
                (kept.tags, "tag", "s"),
                (kept.highlights, "highlight", "s"),
                (kept.notes, "note", "s"),
                (kept.visits, "reading", "s"),
            )
            if number
        ]
        yield f"  {', '.join(counts) if counts else 'nothing read yet'}"


def _size(path: str) -> str:
    try:
        size = sum(
            os.stat(path + sidecar).st_size
            for sidecar in ("", "-wal")
            if os.path.exists(path + sidecar)
        )
    except OSError:
        return "not readable"
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.0f} KB"


def _day(moment: float) -> str:
    return short_day(date.fromtimestamp(moment))


# To another machine


def _dump(named: str | None, output: str | None) -> int:
    state = _told(carry.to_read())
    try:
        root = None if named is None else carry.root_of(state, named)
        count = 0

        def lines() -> Iterator[str]:
            nonlocal count
            for record in carry.everything(state) if root is None else records(state, root):
                count += 1
                yield f"{json_line(record)}\n"

        save(output, lines())
    finally:
        state.close()
    tell(f"{_records(count - 1)} written.")  # the first tells the version
    return 0


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count:,} records"


def _load(file: str, named: str | None) -> int:
    found, faults = carry.parse(_bytes(file))
    shown = "standard input" if file == "-" else one_line(file)
    for fault in faults[:FAULTS_TOLD]:
        print(f"{shown}:{fault.line}: {one_line(fault.sentence)}", file=sys.stderr)
    if (more := len(faults) - FAULTS_TOLD) > 0:
        tell(f"{more:,} more lines are no records.")
    if not found:
        tell("Nothing was merged.")
        return 1
    state = _told(carry.to_write())
    try:
        root = None if named is None else carry.root_of(state, named)
        count = carry.load(state, found, root)
    finally:
        state.close()
    tell(f"{_records(count)} merged{', the rest is as it was' if faults else ''}.")
    return 1 if faults else 0


def _bytes(file: str) -> list[bytes]:
    if file == "-":
        if sys.stdin is None:
            raise OutputUnwritable("There is no standard input to be read.")
        return sys.stdin.buffer.read().split(b"\n")
    try:
        with open(file, "rb") as stream:
            return stream.read().split(b"\n")
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", "") or "it is not a path").lower()
        raise OutputUnwritable(f"{one_line(file)} can't be read: {reason}.") from error


# What is gone


def _forget(*, write_it: bool) -> int:
    state = _told(carry.to_write() if write_it else carry.to_read())
    try:
        forgotten, before = carry.gone(state)
        write(_gone(forgotten))
        if forgotten and write_it:
            drop(state, forgotten, before)
    finally:
        state.close()
    tell(_summary(forgotten, write_it=write_it))
    return 0


def _gone(forgotten: Forgotten) -> Iterator[str]:
    for library in forgotten.libraries:
        visited = f"last visited {_day(library.visited_at)}" if library.visited_at else "no visit"
        yield (
            f"{one_line(library.root)}: the folder is gone, {visited},"
            f" {_count(library.articles, 'article')}, {_count(library.highlights, 'highlight')}"
        )
    for article in forgotten.articles:
        title = f"{one_line(article.title)} " if article.title else ""
        path = one_line(os.path.join(article.root, article.path))
        yield (
            f"{title}({path}): last touched {_day(article.touched_at)},"
            f" {_count(article.highlights, 'highlight')}"
        )


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"


def _summary(forgotten: Forgotten, *, write_it: bool) -> str:
    if not forgotten:
        return "There is nothing to forget."
    highlights = sum(article.highlights for article in forgotten.articles)
    highlights += sum(library.highlights for library in forgotten.libraries)
    parts = [
        _count(len(forgotten.articles), "article") if forgotten.articles else "",
        _count(len(forgotten.libraries), "folder") if forgotten.libraries else "",
        _count(highlights, "highlight") if highlights else "",
        _count(forgotten.tombstones, "deletion") if forgotten.tombstones else "",
    ]
    what = ", ".join(part for part in parts if part)
    return f"Forgotten: {what}." if write_it else f"To be forgotten: {what}; with --yes it is."
