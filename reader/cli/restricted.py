"""`--restricted`: what the commands may still do, and what of the environment is heeded.

The arguments are the administrator's (docs/ssh.md), `--state` among them; the keys are anybody's.
Of the environment what starts a program, names other settings or other room to write is dropped;
PATH, HOME and the other XDG variables are the account's, and sshd must accept none of them from
outside.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from typing import TYPE_CHECKING

from reader import folders, settings
from reader.allowed import NO_PROGRAMS, RESTRICTED, Allowed
from reader.characters import one_line
from reader.errors import UsageError
from reader.terminal import programs

if TYPE_CHECKING:
    import argparse

COMMANDS = frozenset(
    ("list", "search", "related", "show", "facets", "index", "check", "export", "history", "status")
)
"""Those that read the library, or write no more than its catalog."""

_DROPPED = {
    *("EDITOR", "VISUAL", "PAGER", "BROWSER"),
    # where to look for what a terminal can do, and for room to write
    *("TERMINFO", "TERMINFO_DIRS", "TERMCAP", "SQLITE_TMPDIR", "TMPDIR", "TEMP", "TMP"),
    "XDG_CONFIG_DIRS",  # where the settings of the system would be
}
# Textual can be told by the environment to write logs and pictures, and to import a driver.
_DROPPED_BEGINNINGS = ("READER_", "TEXTUAL")
_LOCALE = ("LANG", "LANGUAGE", "LC_")  # what ssh passes on; a path in it would be opened


def begin() -> Allowed:
    """Restrict this process from now on, and with it whatever it starts; what it may do still."""
    forget(os.environ)
    # One's own settings could name another library: those of the system alone hold.
    os.environ["READER_CONFIG"] = folders.shared_settings_file()
    # What Python keeps of modules is a file too.
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    programs.forbid(NO_PROGRAMS)
    return RESTRICTED


def forget(environ: MutableMapping[str, str]) -> None:
    """Take out of an environment what would start, read or write something else."""
    for name, value in list(environ.items()):
        dropped = name in _DROPPED or name.startswith(_DROPPED_BEGINNINGS)
        leads_away = name == "TZ" and (value.startswith((":", "/")) or ".." in value)
        if dropped or leads_away or (name.startswith(_LOCALE) and "/" in value):
            del environ[name]


def check(command: str, args: argparse.Namespace) -> None:
    """UsageError for what a restricted session does not do; paths count from the library.

    `command` is empty for the interface. The library is the one that the settings of the system
    name; without one, that of the arguments, else the current folder.
    """
    if command and command not in COMMANDS:
        raise UsageError(f"reader {command} is not there in a restricted session")
    if getattr(args, "fix", False):
        raise UsageError("articles are not changed in a restricted session")
    if getattr(args, "output", None):
        raise UsageError("no file is written in a restricted session; leave --output out")
    top = settings.read()[0].library
    named = getattr(args, "library", None)
    if named is not None and top:
        args.library = _inside(top, named)
    for name in ("file", "path"):
        given = getattr(args, name, None)
        if given is not None:
            setattr(args, name, _inside(top or named or ".", given))


def _inside(root: str, given: str) -> str:
    """A path in a library, counted from it; UsageError where it leads out, also behind links."""
    top = os.path.realpath(root)
    try:
        found = os.path.realpath(os.path.join(top, given))
    except ValueError:
        found = ""
    if given == "-" or (found != top and not found.startswith(top.rstrip("/") + "/")):
        raise UsageError(f"“{one_line(given)}” is not in the library")
    return found
