"""`reader show`: one article to stdout, set as the page is."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator

from reader import settings
from reader.article import Document
from reader.characters import one_line
from reader.cli import ansi
from reader.cli.output import take_all
from reader.errors import ArticleGone, LibraryUnreadable
from reader.library import load
from reader.markdown.blocks import Inline
from reader.markdown.lines import STRIKE, Line, Role, Span, glyphs_for
from reader.session.manner import manner_of
from reader.session.names import FolderNames
from reader.session.page import Page, Position
from reader.session.read import page_of
from reader.session.targets import WIKI
from reader.terminal import capabilities, colours

ROWS_AT_ONCE = 64  # written as they are laid out, so that the first lines of a book come at once


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader show`."""
    parser.add_argument("file", metavar="FILE", help="the article; - reads standard input")
    parser.add_argument(
        "--source",
        action="store_true",
        help="the file as it is, without what acts on a terminal; its lines are wrapped only where"
        " --width is given",
    )
    parser.add_argument(
        "--width",
        type=_width,
        metavar="COLUMNS",
        help="the widest line; else the terminal's width, at most the measure",
    )
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="whether to colour; auto does on a terminal",
    )
    parser.add_argument(
        "--links",
        choices=("inline", "footnotes", "none"),
        help="where targets go: into the text, as OSC 8, for a terminal (inline), numbered at the"
        " end (footnotes), or nowhere; else inline on a terminal and footnotes elsewhere",
    )


def _width(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 10_000:
        raise argparse.ArgumentTypeError("takes a number of columns, 1 to 10000")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Print the page, through the pager where a terminal can't place a cursor."""
    from reader.terminal import pager

    if not (sys.stdout.isatty() and pager.is_wanted(os.environ)):
        return _show(args, on_terminal=sys.stdout.isatty())
    with pager.through_pager(os.environ):
        _show(args, on_terminal=True)
    return 0


def _show(args: argparse.Namespace, *, on_terminal: bool) -> int:
    chosen, problems = settings.read()
    for problem in problems:
        print(f"reader: {problem}", file=sys.stderr)
    wanted = "none" if args.color == "never" else chosen.color
    terminal = capabilities.ask(wanted, characters=chosen.characters)
    colourful = args.color == "always" or (args.color == "auto" and on_terminal)
    depth = terminal.depth
    if args.color == "always" and depth == "none":
        depth = "16"  # asked for by name, against what the environment says
    columns = shutil.get_terminal_size().columns
    width = args.width or min(chosen.measure, columns)
    links = args.links or ("inline" if on_terminal else "footnotes")
    paints = colourful and depth != "none"
    notes = _Notes(numbers=links == "footnotes", strikes=not paints)
    glyphs = glyphs_for(ascii_only=not terminal.utf8, linear=chosen.linear)
    theme = colours.theme_here(chosen.theme, depth, colours.guessed_theme())
    take_all()
    # A file and a pipe get text in the order in which it is read, to be searched and passed on.
    reorder = chosen.right_to_left == "reorder" and (on_terminal or paints)
    if args.source:
        from reader.cli import show_source  # only where it is asked for

        show_source.write(
            _bytes(args.file)[0],
            theme if paints else None,
            width=args.width or 0,
            hyperlinks=args.links != "none" and links == "inline",
            reorder=reorder,
            ascii_only=on_terminal and not terminal.utf8,
        )
        return 0
    document, folder = _document(args.file)
    names = FolderNames(folder)
    manner = manner_of(chosen, sideways=False)
    page = page_of(document, width, glyphs, change=notes, root=folder, names=names, manner=manner)
    if on_terminal and not args.width:
        page.set_width(width, columns - width)  # code and tables take what is free
    for lines in _lines(page):
        for line in lines:
            if paints:
                print(ansi.painted(line, theme, hyperlinks=links == "inline", reorder=reorder))
            else:
                print(ansi.plain(line, reorder=reorder))
        sys.stdout.flush()
    if notes.targets:
        print()
    for target, number in notes.targets.items():
        print(f"[{number}] {target}")
    return 0


def _document(name: str) -> tuple[Document, str]:
    """The document, and the folder that its links are looked up in."""
    data, info = _bytes(name)
    if info is None:
        return load.load_bytes(data, "standard input"), "."
    folder, file = os.path.split(os.path.realpath(name))
    document = load.load_bytes(data, file, size=info.st_size, mtime_ns=info.st_mtime_ns)
    return document, folder


def _bytes(name: str) -> tuple[bytes, os.stat_result | None]:
    """What is in a file, and its state; or in standard input, which has none."""
    if name == "-":
        if sys.stdin is None:
            raise LibraryUnreadable("There is no standard input to be read.")
        return sys.stdin.buffer.read(load.LARGEST + 1), None
    # A link that was named is followed; only within a library do links stay inside.
    folder, file = os.path.split(os.path.realpath(name))
    try:
        return load.read_bytes(folder, file)
    except ArticleGone as error:
        sentence = str(error).removeprefix(one_line(file))
        raise LibraryUnreadable(one_line(name or ".") + sentence) from error


def _lines(page: Page) -> Iterator[list[Line]]:
    """The rows of the page, as many at once as are written at once."""
    position = Position(0, 0)
    while rows := page.rows(position, ROWS_AT_ONCE):
        yield [line for _, line in rows]
        if len(rows) < ROWS_AT_ONCE:
            return
        position = page.forward(rows[-1][0], 1)
        if position == rows[-1][0]:
            return


class _Notes:
    """Adds to inline text what a stream without looks can't show otherwise."""

    def __init__(self, *, numbers: bool, strikes: bool) -> None:
        self._numbers = numbers
        self._strikes = strikes
        self.targets: dict[str, int] = {}  # in the order in which they were met

    def __call__(self, spans: Inline) -> Inline:
        shown: list[Span] = []
        for index, span in enumerate(spans):
            struck = self._strikes and span.marks & STRIKE
            shown.append(span._replace(text=f"~~{span.text}~~") if struck else span)
            following = spans[index + 1].link if index + 1 < len(spans) else ""
            if self._numbers and span.link != following and _leads_out(span.link):
                number = self.targets.setdefault(span.link, len(self.targets) + 1)
                shown.append(Span(f"[{number}]", Role.DIM))
        return tuple(shown)


def _leads_out(link: str) -> bool:
    """Whether a target says more than the text: not within the article, nor another by its title."""
    return bool(link) and not link.startswith(("#", WIKI))
