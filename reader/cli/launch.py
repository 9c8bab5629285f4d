"""`reader [LIBRARY or FILE]`: the interface."""

from __future__ import annotations

import argparse
import gc
import os
import sys

from reader import settings
from reader.characters import one_line
from reader.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `reader` without a command."""
    parser.add_argument(
        "library",
        nargs="?",
        metavar="LIBRARY",
        help="a folder of articles, or one article; else $READER_LIBRARY, the setting, or here",
    )
    parser.add_argument(
        "--color",
        choices=("auto", "true", "256", "16", "none"),
        help="how many colours to use (setting: color)",
    )
    parser.add_argument(
        "--theme", choices=("auto", "dark", "light"), help="for a dark or a light background"
    )
    parser.add_argument(
        "--ascii",
        dest="characters",
        action="store_const",
        const="ascii",
        help="draw everything in ASCII (setting: characters)",
    )
    parser.add_argument(
        "--linear",
        action="store_const",
        const=True,
        help="for screen readers and braille lines: one pane, no drawing (setting: linear)",
    )
    parser.add_argument(
        "--measure", type=_measure, metavar="COLUMNS", help="the widest a line of text gets"
    )


def _measure(text: str) -> int:
    if not text.isdecimal() or not settings.NARROWEST <= int(text) <= settings.WIDEST:
        raise argparse.ArgumentTypeError(f"takes {settings.NARROWEST} to {settings.WIDEST}")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Open the library, or the one article, and read."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        if not args.allowed.elsewhere:
            raise UsageError("this opens a library on a terminal and takes no command: ssh -t HOST")
        raise UsageError(
            "the interface needs a terminal; reader list, search and show work without one"
        )
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        return _do_without(args.library)
    chosen, problems = settings.read()
    for name in ("color", "theme", "characters", "linear", "measure"):
        if getattr(args, name) is not None:
            chosen = chosen._replace(**{name: getattr(args, name)})
    from reader.session.desk import Desk
    from reader.terminal import capabilities

    terminal = capabilities.ask(chosen.color, characters=chosen.characters)
    # Textual asks for itself, and would find another number where the flag or NO_COLOR says so.
    os.environ["TEXTUAL_COLOR_SYSTEM"] = _TEXTUALS_NAMES[terminal.depth]
    # Its screen paints at once after a rest, but a second time only with the next tick: the page
    # behind the list, the results behind the letter. At rest there are no ticks.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    # What is made until the first paint stays; looking for cycles in it takes 12 ms.
    gc.disable()
    desk = Desk.open(args.library, chosen)
    desk.notices += problems
    _load_asyncio()
    # Textual takes 0.2 s to import; what could be told without it has been told by now.
    from reader.ui.app import read

    return read(desk, chosen, terminal, args.allowed)


def _do_without(name: str | None) -> int:
    """Where no cursor can be placed: one article through the pager, else a sentence."""
    lacks = "this terminal can't place a cursor (TERM is dumb or not set)"
    if name is None or not os.path.isfile(name):
        raise UsageError(f"{lacks}; reader list, search and show FILE work here")
    print(f"reader: {lacks}, so this is reader show {one_line(name)}.", file=sys.stderr)
    from reader.cli import main, show

    return show.run(main.command_parser("show").parse_args(["--", name]))


def _load_asyncio() -> None:
    """Load asyncio as where there is no `ssl`, which it allows for.

    OpenSSL is 3 % of the start and some megabytes; the interface opens no connection. Whoever wants
    `ssl` later imports it as ever.
    """
    if "ssl" in sys.modules or "asyncio" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # what makes an import fail
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]


_TEXTUALS_NAMES = {"true": "truecolor", "256": "256", "16": "standard", "none": "standard"}
# With none, what is painted loses its colours on the way out: `app.ReaderApp`.
