"""The command line: the first word is a command, else the library or the article to open."""

from __future__ import annotations

import gc
import os
import sys

from reader import __version__
from reader.errors import ReaderError, UsageError

TYPE_CHECKING = False  # `typing` takes 4 ms to load, `argparse` 7; `reader status` needs neither
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import Any, Protocol

    class Command(Protocol):
        """What a module of a subcommand offers."""

        def add_arguments(self, parser: argparse.ArgumentParser) -> None:
            """Declare the command's arguments."""

        def run(self, args: argparse.Namespace) -> int:
            """Do it; the exit status."""


# Name to the sentence of the help; the module of the same name below reader.cli is imported when
# it is called, so that no command pays for another.
COMMANDS = {
    "list": "List the articles of a library.",
    "search": "Search a library.",
    "related": "List the articles that are like one.",
    "show": "Print one article, set as the page is.",
    "facets": "Count authors, tags, folders, years, reading times or topics.",
    "index": "Bring the catalog of a library up to date.",
    "check": "List what is wrong in the files, and mend the front matter.",
    "export": "Write highlights and notes, with where they stand.",
    "history": "List what was read when.",
    "status": "Print one line: what is new, begun and unread.",
    "state": "Tell where what you did is kept; carry it, merge it, forget what is gone.",
    "doctor": "Tell what the terminal and the set-up can do, and what would mend them.",
    "completion": "Print the completion script of a shell.",
}


def module(name: str) -> Command:
    """The module of a subcommand."""
    import importlib

    found: Any = importlib.import_module(f"reader.cli.{name}")
    command: Command = found
    return command


def command_parser(name: str) -> argparse.ArgumentParser:
    """The parser of one subcommand."""
    from reader.cli import whose
    from reader.cli.parser import Parser

    parser = Parser(
        prog=f"reader {name}",
        description=COMMANDS[name],
        allow_abbrev=False,
        dashes=name == "search",
    )
    module(name).add_arguments(parser)
    whose.add_arguments(parser)
    return parser


def launch_parser() -> argparse.ArgumentParser:
    """The parser of `reader [LIBRARY]`."""
    import argparse

    from reader.cli import launch, whose
    from reader.cli.parser import Parser

    commands = "\n".join(f"  {name:<12}{text}" for name, text in COMMANDS.items())
    parser = Parser(
        prog="reader",
        description="Read a folder of Markdown articles in the terminal.",
        epilog=f"commands (reader COMMAND --help tells more):\n{commands}\n\n"
        "A folder that is called like a command is opened with ./ before it.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    launch.add_arguments(parser)
    whose.add_arguments(parser)
    return parser


def run(argv: Sequence[str]) -> int:
    """One command; the exit status. Errors of ours come out as exceptions."""
    if argv and argv[0] == "status":
        from reader.cli.status import quick

        if (status := quick(argv[1:])) is not None:
            return status
    if argv and argv[0] == "__complete":
        from reader.cli import complete

        return complete.run(argv[1:])
    from reader.cli import whose

    argv = whose.behind(argv)
    if argv and argv[0] in COMMANDS:
        # What a short command makes stays until its end; looking for cycles in it takes 4 ms.
        gc.set_threshold(20_000, 20, 20)
        name, rest = argv[0], argv[1:]
        args = command_parser(name).parse_args(rest)
        whose.settle(args, name)
        return module(name).run(args)
    if argv and not argv[0].startswith("-") and not os.path.lexists(argv[0]):
        _refuse_misspelt(argv)
    from reader.cli import launch

    args = launch_parser().parse_args(argv)
    whose.settle(args)
    return launch.run(args)


def _refuse_misspelt(argv: Sequence[str]) -> None:
    """UsageError for a word that is no folder and nearly a command."""
    from difflib import get_close_matches  # 4 ms, where something is wrong anyway

    near = get_close_matches(argv[0].lower(), COMMANDS, 1, 0.7)
    if near:
        rest = " …" if len(argv) > 1 else ""
        raise UsageError(f"there is no folder or command “{argv[0]}”. Try: reader {near[0]}{rest}")


def main(argv: Sequence[str] | None = None) -> int:
    """Run and turn whatever happened into a status and at most one sentence on stderr."""
    _stand_in_for_closed_streams()
    if any(stream.isatty() for stream in (sys.stdout, sys.stderr)):
        from reader.terminal.capabilities import is_utf8  # the interface asks it anyway

        if not is_utf8():
            from reader.cli.output import fit_the_terminal  # 1 ms

            fit_the_terminal()
    try:
        status = run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except UsageError as error:
        _tell(error)
        return 2
    except ReaderError as error:
        _tell(error)
        return 1
    except BrokenPipeError:
        _drop_output()  # `reader list | head -1`: whoever read has seen enough
        return 0
    except OSError as error:
        # Files are translated where they are read; what is left is the stream we write to.
        _drop_output()
        print(f"reader: the output can't be written: {error.strerror}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return status


def _tell(error: ReaderError) -> None:
    from reader.characters import clean

    print(f"reader: {clean(str(error))}", file=sys.stderr)


def _drop_output() -> None:
    """Let what is still buffered go nowhere, or it would be flushed into a broken stream at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stand_in_for_closed_streams() -> None:
    """A stream that the caller closed (`>&-`) is None in Python, which `print` alone puts up with."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
