"""The pager, for terminals that can't place a cursor: what is longer than they are would be gone."""

from __future__ import annotations

import contextlib
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping

from reader.terminal import programs

FALLBACKS = ("more", "less")
"""What there is where nobody chose: `less` complains of such terminals, `more` does not."""


def is_wanted(environ: Mapping[str, str]) -> bool:
    """Whether a terminal can't scroll back by itself, as far as its name tells."""
    return environ.get("TERM", "") in ("", "dumb", "unknown")


def command(environ: Mapping[str, str]) -> list[str] | None:
    """The pager of $PAGER, else one there is; None where none is, or no program may be started."""
    if programs.forbidden():
        return None
    path = environ.get("PATH")
    try:
        words = shlex.split(environ.get("PAGER", ""))
    except ValueError:
        words = []
    if words and programs.found(words[0], path):
        return words
    return next(([name] for name in FALLBACKS if programs.found(name, path)), None)


@contextlib.contextmanager
def through_pager(environ: Mapping[str, str]) -> Iterator[None]:
    """What is printed goes through the pager; where there is none, as ever. Ends when it has ended.

    A pager that is left early ends the printing, and that is no error.
    """
    words = command(environ)
    try:
        pager = subprocess.Popen(words, stdin=subprocess.PIPE) if words else None
    except OSError:
        pager = None
    if pager is None or pager.stdin is None:
        yield
        return
    before = sys.stdout
    before.flush()
    sys.stdout = open(  # noqa: SIM115  # closed below, before the pager is waited for
        pager.stdin.fileno(), "w", encoding=before.encoding, errors=before.errors, closefd=False
    )
    try:
        with contextlib.suppress(BrokenPipeError):
            yield
            sys.stdout.flush()
    finally:
        ours, sys.stdout = sys.stdout, before
        with contextlib.suppress(BrokenPipeError):
            ours.close()
        with contextlib.suppress(BrokenPipeError):
            pager.stdin.close()
        while pager.poll() is None:
            with contextlib.suppress(KeyboardInterrupt):  # which the pager heeds or not
                pager.wait()
