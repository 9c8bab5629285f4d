"""`reader check`: what is wrong in the files, and broken front matter mended when asked twice."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader import settings
from reader.article import Problem
from reader.characters import clean, one_line
from reader.errors import ArticleGone, ArticleUnwritable, LibraryUnreadable
from reader.library import fix
from reader.library.load import LARGEST, load_bytes, read_bytes
from reader.library.replace import replace
from reader.library.walk import FolderProblem, walk
from reader.session.library import resolve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader check`."""
    parser.add_argument(
        "path",
        metavar="FOLDER|FILE",
        nargs="?",
        help="the library or the one article to check; without it $READER_LIBRARY, the setting, or this folder",
    )
    parser.add_argument("--json", action="store_true", help="print an object for each problem")
    parser.add_argument(
        "--fix",
        action="store_true",
        help="print what would mend broken YAML front matter, as a unified diff",
    )
    parser.add_argument("--yes", action="store_true", help="with --fix: write it to the files")


def run(args: argparse.Namespace) -> int:
    """List each problem as `path:line: sentence`; 1 where there is any."""
    root, found = _articles(resolve(args.path, settings.read()[0]))
    if args.fix:
        return _fix(root, found, as_json=args.json, write=args.yes)
    if args.yes:
        print("reader: --yes does something only with --fix.", file=sys.stderr)
        return 2
    status = 0
    for finding in _findings(root, found):
        _tell(finding, as_json=args.json)
        status = 1
    return status


@dataclass(frozen=True, slots=True)
class _Finding:
    """One line of output."""

    path: str
    problem: Problem


def _articles(path: str) -> tuple[str, Iterable[str | FolderProblem]]:
    """A folder and the files in it to look at: all of them, or the one that was named."""
    if os.path.isdir(path):
        walked = walk(path)
        return path, (item if isinstance(item, FolderProblem) else item.path for item in walked)
    if not os.path.lexists(path):
        raise LibraryUnreadable(f"{one_line(path)} is neither a folder nor a file.")
    real = os.path.realpath(path)
    return os.path.dirname(real), [os.path.basename(real)]


def _findings(root: str, found: Iterable[str | FolderProblem]) -> Iterator[_Finding]:
    for item in found:
        if isinstance(item, FolderProblem):
            yield _Finding(item.path, Problem(0, item.message))
            continue
        try:
            data, info = read_bytes(root, item)
        except ArticleGone as error:
            yield _Finding(item, Problem(0, str(error)))
            continue
        for problem in load_bytes(data, item, size=info.st_size).problems:
            yield _Finding(item, problem)


def _tell(finding: _Finding, *, as_json: bool) -> None:
    problem = finding.problem
    if as_json:
        # The path as it is: JSON escapes what a terminal would obey and what no text can hold
        _print_json(
            path=finding.path, line=problem.line, message=problem.message, loss=problem.loss
        )
        return
    place = f"{_shown(finding.path)}:{problem.line}" if problem.line else _shown(finding.path)
    print(f"{place}: {one_line(problem.message)}")


def _shown(path: str) -> str:
    """A path on one line, with nothing in it that a terminal would obey."""
    return clean(path.replace("\n", "\\n").replace("\t", "\\t")) or "."


def _print_json(**values: object) -> None:
    print(json.dumps(values, ensure_ascii=True))


def _fix(root: str, found: Iterable[str | FolderProblem], *, as_json: bool, write: bool) -> int:
    """Print the diffs to stdout and what can't be mended to stderr; 1 while anything is wrong."""
    mended = left = 0
    for item in found:
        if isinstance(item, FolderProblem):
            left += 1
            _complain(item.path, item.message)
            continue
        outcome = _fix_one(root, item, write=write)
        if isinstance(outcome, fix.Mended):
            mended += 1
            if as_json:
                _print_json(path=item, diff=fix.diff(outcome), written=write)
            else:
                print(fix.diff(outcome), end="")
        elif outcome:
            left += 1
            _complain(item, outcome)
    _summary(mended, left, write=write)
    return 1 if left or (mended and not write) else 0


def _fix_one(root: str, path: str, *, write: bool) -> fix.Mended | str | None:
    """What was mended, or why nothing was; None for a file that needs nothing."""
    try:
        data, info = read_bytes(root, path)
        if info.st_size > LARGEST:
            return "Files over 64 MiB are left as they are."
        outcome = fix.mend(data, path)
        if isinstance(outcome, fix.Mended) and write:
            replace(root, path, outcome.data, info)
    except (ArticleGone, ArticleUnwritable) as error:
        return str(error)
    return outcome.message if isinstance(outcome, fix.LeftAlone) else outcome


def _complain(path: str, message: str) -> None:
    print(f"{_shown(path)}: {one_line(message)}", file=sys.stderr)


def _summary(mended: int, left: int, *, write: bool) -> None:
    files = "1 file" if mended == 1 else f"{mended:,} files"
    if mended and write:
        print(f"{files} mended.", file=sys.stderr)
    elif mended:
        print(f"{files} can be mended; with --yes that is written.", file=sys.stderr)
    elif not left:
        print("Nothing to mend.", file=sys.stderr)
