"""`--state` and `--user`: whose state a command reads and writes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

OPTIONS = ("--state", "--user")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what every command takes."""
    parser.add_argument(
        "--state",
        metavar="FILE",
        help="the file that keeps what you do (docs: state); before --user and $READER_STATE",
    )
    parser.add_argument(
        "--user",
        metavar="NAME",
        help="a state of one's own on a shared account; before $READER_STATE and $READER_USER",
    )


def settle(args: argparse.Namespace) -> None:
    """Let what was asked for hold, also for the processes that are started.

    UsageError where it can name no file.
    """
    if args.state is not None:
        os.environ["READER_STATE"] = _path(args.state)
    elif args.user is not None:
        from reader.store.state.path import check_user

        os.environ["READER_USER"] = check_user(args.user)
        os.environ.pop("READER_STATE", None)


def _path(named: str) -> str:
    from reader.errors import UsageError

    if not named or "\0" in named:
        raise UsageError("--state takes the path of a file")
    return os.path.abspath(os.path.expanduser(named))


def behind(argv: Sequence[str]) -> list[str]:
    """The arguments with such options that stand before the command behind it.

    So `alias reader='reader --user ann'` serves the commands too.
    """
    first = list(argv)
    options: list[str] = []
    while first:
        name, joint, _ = first[0].partition("=")
        if name not in OPTIONS or not (joint or len(first) > 1):
            break
        count = 1 if joint else 2
        options += first[:count]
        first = first[count:]
    return [*first[:1], *options, *first[1:]] if first else options
