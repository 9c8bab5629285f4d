"""`reader __complete WORD [WORDS]`: what a shell offers for a word of a query. No command of people."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.store.catalog.browse import Catalog

NAME = "__complete"


def run(words: Sequence[str]) -> int:
    """Print a completion a line; nothing where anything is in the way.

    `words` are the one to complete and those of the command line, the command's name left out: the
    last one that names a folder is the library, and `--user` and `--state` hold as they would.
    """
    from reader.cli.output import write
    from reader.session.completion import completions

    typed = words[0].lstrip("\"'") if words else ""
    try:
        write(completions(typed, lambda: _catalog(words[1:])))
    except (ReaderError, OSError, ValueError):
        return 0  # whoever presses Tab wants no sentence in the middle of the line
    return 0


def _catalog(words: Sequence[str]) -> Catalog | None:
    from reader import settings
    from reader.cli import whose
    from reader.session.library import open_library, resolve

    words = whose.heed(words)
    chosen, _ = settings.read()
    folders = [
        expanded
        for word in words[1:]  # the first one is the command
        if os.path.isdir(expanded := os.path.expanduser(word.strip("\"'")))
    ]
    return open_library(resolve(folders[-1] if folders else None, chosen)).catalog()
