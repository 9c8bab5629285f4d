"""`reader doctor`: what the terminal and the set-up can do, a line each, and what would mend them."""

from __future__ import annotations

import argparse
import os
import stat
import sys
import textwrap
from contextlib import nullcontext

from reader.cli import opening
from reader.cli.output import json_line, write
from reader.session.doctor.finding import Finding, Verdict

SIGNS = {Verdict.GOOD: "✓", Verdict.MEND: "✗", Verdict.NOTE: "–"}
IN_ASCII = {Verdict.GOOD: "ok", Verdict.MEND: "!!", Verdict.NOTE: "--"}
_NAMES = 19  # columns; the longest is `synchronised output`


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `reader doctor`."""
    parser.epilog = (
        "✓ is as it should be, ✗ has something to mend, which stands behind it, – is good to know."
        " Without UTF-8 the signs are ok, !! and --. Nothing is written and nothing is mended. The"
        " exit status is 1 where a line has ✗, else 0. Without a terminal, the lines about it say so."
    )
    opening.add_library(parser)
    parser.add_argument(
        "--whole",
        action="store_true",
        help="read a large catalog to its end: some 20 s for each GB",
    )
    parser.add_argument("--json", action="store_true", help="print an object for each line")


def run(args: argparse.Namespace) -> int:
    """Look at everything; 1 where something can be mended."""
    from reader import settings
    from reader.terminal.capabilities import characters_of
    from reader.terminal.questions import asking

    ascii_only = not characters_of(settings.read()[0].characters).utf8
    width = _width()
    mend = False
    with asking() if _may_ask() else nullcontext() as terminal:
        from reader.session.doctor.examination import examination  # while the terminal answers

        for finding in examination(
            args.library, is_terminal=_has_terminal(), asking=terminal, whole=args.whole
        ):
            mend = mend or finding.verdict is Verdict.MEND
            if args.json:
                write([json_line(as_values(finding))])
            else:
                write(lines(finding, width, ascii_only=ascii_only))
            sys.stdout.flush()
    return 1 if mend else 0


def as_values(finding: Finding) -> dict[str, str | None]:
    """What --json prints of a line."""
    return {
        "name": finding.name,
        "verdict": finding.verdict.value,
        "told": finding.told,
        "mend": finding.mend or None,
    }


def lines(finding: Finding, width: int, *, ascii_only: bool) -> list[str]:
    """A finding on one line, or on several of a terminal so wide; 0 for no terminal."""
    signs = IN_ASCII if ascii_only else SIGNS
    begin = f"{signs[finding.verdict]} {finding.name:<{_NAMES}} "
    parts = [finding.told, *([f"→ {finding.mend}"] if finding.mend else [])]
    if ascii_only:
        from reader.markdown.ascii_signs import written

        parts = [written(part) for part in parts]
    whole = begin + " ".join(parts)
    if len(whole) <= width or width <= len(begin) + 20:
        return [whole]
    # What is to be typed begins a line, so that it can be copied from one.
    broken = [
        textwrap.wrap(part, width - len(begin), break_long_words=False, break_on_hyphens=False)
        for part in parts
    ]
    return [
        f"{' ' * len(begin) if number else begin}{line}"
        for number, line in enumerate(line for part in broken for line in part)
    ]


def _may_ask() -> bool:
    """Whether nobody else reads the terminal: what stands behind a pipe (`less`) may do so."""
    if os.environ.get("TERM", "") in ("", "dumb"):
        return False
    try:
        return not stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def _has_terminal() -> bool:
    """Whether somebody sits at a terminal, wherever the output goes."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _width() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 0
