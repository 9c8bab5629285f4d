"""`reader status`: one line for a login or a status bar, in little more than Python's own start."""

from __future__ import annotations

import sys

from reader.session.status import NAMES, status

TYPE_CHECKING = False  # `typing` takes 4 ms to load, `argparse` 7
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader status`."""
    from reader.cli import opening

    parser.epilog = (
        "Nothing is refreshed: the numbers are those of the last time. What is new is unread too;"
        " what is put away counts as articles alone. The exit status is 1 where the folder was"
        " never read."
    )
    opening.add_library(parser)
    parser.add_argument("--json", action="store_true", help="print an object, for status bars")


def run(args: argparse.Namespace) -> int:
    """Print the line."""
    return _print(args.library, as_json=args.json)


def quick(argv: Sequence[str]) -> int | None:
    """The same for arguments that need no parser: --json, a folder; None for any others."""
    named = [argument for argument in argv if argument != "--json"]
    if len(named) > 1 or any(argument.startswith("-") for argument in named):
        return None
    return _print(named[0] if named else None, as_json="--json" in argv)


def _print(named: str | None, *, as_json: bool) -> int:
    root, numbers = status(named)
    if as_json:
        from reader.cli.output import json_line

        line = json_line({"library": root, **dict(zip(NAMES, numbers, strict=True))})
    else:
        new, begun, unread, _ = numbers
        line = f"{new:,} new, {begun:,} begun, {unread:,} unread"
    sys.stdout.write(f"{line}\n")
    return 0
