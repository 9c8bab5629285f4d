"""`reader show`: one article to stdout, set as the page is."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator

from reader import settings
from reader.article import Document
from reader.characters import clean
from reader.cli import ansi
from reader.errors import ArticleGone, LibraryUnreadable
from reader.library import load
from reader.markdown.lines import ASCII_GLYPHS, Glyphs, Line
from reader.session.page import Page, Position
from reader.session.read import page_of
from reader.terminal import capabilities, colours

ROWS_AT_ONCE = 64  # written as they are laid out, so that the first lines of a book come at once


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader show`."""
    parser.add_argument("file", metavar="FILE", help="the article; - reads standard input")
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
    """Print the page."""
    chosen, problems = settings.read()
    for problem in problems:
        print(f"reader: {problem}", file=sys.stderr)
    wanted = "none" if args.color == "never" else chosen.color
    terminal = capabilities.ask(wanted)
    on_terminal = sys.stdout.isatty()
    colourful = args.color == "always" or (args.color == "auto" and on_terminal)
    depth = terminal.depth
    if args.color == "always" and depth == "none":
        depth = "16"  # asked for by name, against what the environment says
    width = args.width or min(chosen.measure, shutil.get_terminal_size().columns)
    page = page_of(_document(args.file), width, Glyphs() if terminal.utf8 else ASCII_GLYPHS)
    links = args.links or ("inline" if on_terminal else "footnotes")
    theme = colours.theme(chosen.theme, depth, colours.guessed_theme())
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a Latin-1 terminal
    targets: dict[str, int] = {}
    for line in _lines(page):
        shown = _numbered(line, targets) if links == "footnotes" else line
        if colourful and depth != "none":
            print(ansi.painted(shown, theme, hyperlinks=links == "inline"))
        else:
            print(ansi.plain(shown))
    for target, number in targets.items():
        if number == 1:
            print()
        print(f"[{number}] {target}")
    return 0


def _document(name: str) -> Document:
    if name == "-":
        return load.load_bytes(sys.stdin.buffer.read(load.LARGEST + 1), "-")
    try:
        return load.load(*os.path.split(os.path.abspath(name)))
    except ArticleGone as error:
        raise LibraryUnreadable(f"{clean(name)} can't be read: {error}") from error


def _lines(page: Page) -> Iterator[Line]:
    position = Position(0, 0)
    while rows := page.rows(position, ROWS_AT_ONCE):
        for _, line in rows:
            yield line
        if len(rows) < ROWS_AT_ONCE:
            return
        position = page.forward(rows[-1][0], 1)
        if position == rows[-1][0]:
            return


def _numbered(line: Line, targets: dict[str, int]) -> Line:
    """The line with a number after the last span of each link, as the targets stand at the end."""
    spans = []
    for index, span in enumerate(line.spans):
        spans.append(span)
        following = line.spans[index + 1].link if index + 1 < len(line.spans) else ""
        if span.link and span.link != following and span.text.strip():
            number = targets.setdefault(span.link, len(targets) + 1)
            spans.append(span._replace(text=f"[{number}]", link=""))
    return line._replace(spans=tuple(spans))
