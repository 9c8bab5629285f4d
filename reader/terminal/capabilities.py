"""What a terminal can do, as far as its environment tells; decided once, without asking it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal, NamedTuple, cast

Depth = Literal["true", "256", "16", "none"]
"""How many colours are used; the values of the setting `color`, but auto."""

# Terminals that paint 24 bits, by the beginning of $TERM.
_TRUE_TERMS = ("xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour", "rio")
_TRUE_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio"})
_COLOURLESS = ("dumb", "vt100", "vt102", "vt220", "vt320", "vt52", "unknown", "network")


class Capabilities(NamedTuple):
    """What may be sent to one terminal."""

    depth: Depth
    utf8: bool  # else everything drawn is ASCII
    hyperlinks: bool  # OSC 8
    multiplexer: Literal["", "tmux", "screen"]


def ask(color: str = "auto", environ: Mapping[str, str] | None = None) -> Capabilities:
    """Everything at once; `color` is the setting or flag of that name.

    Here and below, without a mapping the process's own environment is asked.
    """
    return Capabilities(
        colours(color, environ), is_utf8(environ), has_hyperlinks(environ), multiplexer(environ)
    )


def colours(color: str = "auto", environ: Mapping[str, str] | None = None) -> Depth:
    """How many colours: what is wished for, else NO_COLOR (no-color.org), COLORTERM and TERM."""
    if color != "auto":
        return cast(Depth, color)
    environ = os.environ if environ is None else environ
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR") or not term or term.startswith(_COLOURLESS):
        return "none"
    few: Depth = "256" if "256color" in term else "16"
    if multiplexer(environ) == "screen":
        return few  # it hands COLORTERM on, but understands 24 bits in no release
    if environ.get("COLORTERM") in ("truecolor", "24bit") or _paints_24_bits(environ, term):
        return "true"
    return "256" if environ.get("TERM_PROGRAM") == "Apple_Terminal" else few


def _paints_24_bits(environ: Mapping[str, str], term: str) -> bool:
    if multiplexer(environ) == "tmux":
        return False  # TERM_PROGRAM may be that of the terminal in which tmux was started
    direct = term.endswith("-direct") or term.startswith(_TRUE_TERMS)
    return direct or environ.get("TERM_PROGRAM") in _TRUE_PROGRAMS


def multiplexer(environ: Mapping[str, str] | None = None) -> Literal["", "tmux", "screen"]:
    """What stands between the program and the terminal, if anything."""
    environ = os.environ if environ is None else environ
    term = environ.get("TERM", "")
    # Over ssh from within either, only TERM tells; tmux itself may call itself screen.
    if environ.get("TMUX") or term.startswith("tmux"):
        return "tmux"
    return "screen" if environ.get("STY") or term.startswith("screen") else ""


def is_utf8(environ: Mapping[str, str] | None = None) -> bool:
    """Whether the locale's characters are UTF-8 (POSIX: LC_ALL before LC_CTYPE before LANG).

    Without a mapping it is the environment of the start: Python changes LC_CTYPE (PEP 538).
    """
    environ = initial_environment() if environ is None else environ
    name = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    return name.lower().replace("-", "").partition("@")[0].endswith("utf8")


def has_hyperlinks(environ: Mapping[str, str] | None = None) -> bool:
    """Whether OSC 8 is understood, or at least passed over without a trace."""
    environ = os.environ if environ is None else environ
    term = environ.get("TERM", "")
    if not term or term.startswith((*_COLOURLESS, "linux", "cygwin", "eterm")):
        return False
    if environ.get("TERM_PROGRAM") == "Apple_Terminal" and not environ.get("TMUX"):
        return False
    return multiplexer(environ) != "screen"


def initial_environment() -> Mapping[str, str]:
    """The environment as the process was started with it."""
    try:
        with open("/proc/self/environ", "rb") as stream:
            entries = stream.read().split(b"\0")
    except OSError:
        return os.environ
    pairs = (os.fsdecode(entry).partition("=") for entry in entries if entry)
    return {name: value for name, _, value in pairs}
