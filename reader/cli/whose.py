"""Whose state a command reads and writes (`--state`, `--user`), and whether it does more (`--restricted`)."""

from __future__ import annotations

import os
from collections.abc import Sequence

from reader.allowed import EVERYTHING

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    import argparse

OPTIONS = ("--state", "--user")
FLAGS = ("--restricted",)


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
    parser.add_argument(
        "--restricted",
        action="store_true",
        help="for strangers: nothing but reading, and nothing outside of the library (docs: ssh)",
    )


def settle(args: argparse.Namespace, command: str = "") -> None:
    """Let what was asked for hold, also for the processes that are started; `args.allowed` says it.

    UsageError where it can name no file, or where the command may not do what it is asked for.
    """
    args.allowed = EVERYTHING
    if args.restricted:
        from reader.cli import restricted  # few sessions are

        args.allowed = restricted.begin()
        restricted.check(command, args)
    _settle(args.state, args.user)


def heed(words: Sequence[str]) -> list[str]:
    """Let hold what such options ask for among words that are not finished; the other words.

    UsageError where one can name no file.
    """
    others, waiting, named = [], list(words), {}
    while waiting:
        word = waiting.pop(0)
        name, joint, value = word.partition("=")
        if name not in OPTIONS:
            others.append(word)
        elif joint or waiting:
            named[name] = (value if joint else waiting.pop(0)).strip("\"'")
    _settle(named.get("--state"), named.get("--user"))
    return others


def _settle(state: str | None, user: str | None) -> None:
    if state is not None:
        os.environ["READER_STATE"] = _path(state)
    elif user is not None:
        from reader.store.state.path import check_user

        os.environ["READER_USER"] = check_user(user)
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
        if name in FLAGS and not joint:
            options.append(first.pop(0))
            continue
        if name not in OPTIONS or not (joint or len(first) > 1):
            break
        count = 1 if joint else 2
        options += first[:count]
        first = first[count:]
    return [*first[:1], *options, *first[1:]]
