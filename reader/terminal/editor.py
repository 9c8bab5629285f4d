"""Which editor a person uses, and how it is told the line to open a file at."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping

from reader.terminal import programs

FALLBACKS = ("editor", "nano", "vi")
"""What there is where nobody chose: Debian's own choice, the one that tells its keys, POSIX's."""

NONE = "There is no editor here; $EDITOR names one."

# How each takes a line; what is not listed gets the file alone.
_PLUS = {
    *("vi", "vim", "nvim", "view", "gvim", "vis", "nvi", "ex", "elvis", "nano", "pico", "rnano"),
    *("emacs", "emacsclient", "mg", "jed", "joe", "jmacs", "jpico", "jstar", "rjoe", "micro"),
    *("kak", "ne", "mcedit", "editor", "sensible-editor"),
}  # +LINE FILE
_COLON = frozenset(("hx", "helix", "subl", "zed", "amp"))  # FILE:LINE
_GOTO = frozenset(("code", "code-insiders", "codium", "vscodium", "cursor"))  # --goto FILE:LINE


def command(environ: Mapping[str, str]) -> list[str] | None:
    """The editor of $VISUAL or $EDITOR, else one there is; without the file, None where none is."""
    path = environ.get("PATH")
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(name, ""))
        except ValueError:
            continue
        if words and programs.found(words[0], path):
            return words
    return next(([name] for name in FALLBACKS if programs.found(name, path)), None)


def opening(words: list[str], file: str, line: int) -> list[str]:
    """The whole command to edit a file, given by its absolute path, from a line on (1 the first)."""
    name = os.path.basename(words[0])
    if line <= 1:
        return [*words, file]
    if name in _PLUS:
        return [*words, f"+{line}", file]
    if name in _COLON:
        return [*words, f"{file}:{line}"]
    if name in _GOTO:
        return [*words, "--goto", f"{file}:{line}"]
    return [*words, file]


def edit(file: str, line: int, environ: Mapping[str, str]) -> None:
    """Edit a file in front; returns when the editor ends. NotStarted with a sentence."""
    if why := programs.forbidden():
        raise programs.NotStarted(why)
    words = command(environ)
    if words is None:
        raise programs.NotStarted(NONE)
    status = programs.run_in_front(opening(words, file, line))
    if status:
        raise programs.NotStarted(f"{os.path.basename(words[0])} ended with an error ({status}).")
