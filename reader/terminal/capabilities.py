"""What a terminal can do, as far as its environment tells; decided once, without asking it.

Each decision comes with how it became known, so that a person can mend what is wrong with it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Literal, cast

from reader.named import NamedTuple

Depth = Literal["true", "256", "16", "none"]
"""How many colours are used; the values of the setting `color`, but auto."""

# Terminals that paint 24 bits, by the beginning of $TERM.
_TRUE_TERMS = ("xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour", "rio")
_TRUE_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio"})
_COLOURLESS = ("dumb", "vt100", "vt102", "vt220", "vt320", "vt52", "unknown", "network")
# Names behind which stand terminals of eight colours and more; what others have, terminfo knows.
_SIXTEEN = frozenset(
    {"xterm", "screen", "screen-bce", "tmux", "linux", "rxvt", "ansi", "cygwin", "putty", "konsole"}
)


class Capabilities(NamedTuple):
    """What may be sent to one terminal."""

    depth: Depth
    utf8: bool  # else everything drawn is ASCII
    hyperlinks: bool  # OSC 8
    multiplexer: Literal["", "tmux", "screen"]


class Depths(NamedTuple):
    """How many colours, and how that became known: the end of a sentence."""

    depth: Depth
    how: str


class Characters(NamedTuple):
    """Whether the terminal's characters are UTF-8, and how that became known."""

    utf8: bool
    how: str


CHOSEN = "it was chosen"
"""How what a setting or a flag says became known."""


def ask(
    color: str = "auto", environ: Mapping[str, str] | None = None, characters: str = "auto"
) -> Capabilities:
    """Everything at once; `color` and `characters` are the settings or flags of that name.

    Here and below, without a mapping the process's own environment is asked.
    """
    return Capabilities(
        colours(color, environ),
        characters_of(characters, environ).utf8,
        has_hyperlinks(environ),
        multiplexer(environ),
    )


def colours(color: str = "auto", environ: Mapping[str, str] | None = None) -> Depth:
    """How many colours: what is wished for, else NO_COLOR (no-color.org), COLORTERM and TERM."""
    return depth_of(color, environ).depth


def depth_of(color: str = "auto", environ: Mapping[str, str] | None = None) -> Depths:
    """The same, and why."""
    if color != "auto":
        return Depths(cast(Depth, color), CHOSEN)
    environ = os.environ if environ is None else environ
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR"):
        return Depths("none", "NO_COLOR is set")
    if not term:
        return Depths("none", "TERM is not set")
    if term.startswith(_COLOURLESS):
        return Depths("none", f"TERM is {term}")
    between = multiplexer(environ)
    if between == "screen":
        # it hands COLORTERM on, but understands 24 bits in few releases, and there on demand only
        return _few(term)
    if (colorterm := environ.get("COLORTERM")) in ("truecolor", "24bit"):
        return Depths("true", f"COLORTERM is {colorterm}")
    if term.endswith("-direct") or (not between and term.startswith(_TRUE_TERMS)):
        return Depths("true", f"TERM is {term}")
    # In tmux TERM_PROGRAM may be that of the terminal in which it was started.
    program = "" if between else environ.get("TERM_PROGRAM", "")
    if program in _TRUE_PROGRAMS:
        return Depths("true", f"TERM_PROGRAM is {program}")
    if program == "Apple_Terminal":
        return Depths("256", f"TERM_PROGRAM is {program}")
    return _few(term)


def _few(term: str) -> Depths:
    how = f"TERM is {term}"
    if "256color" in term:
        return Depths("256", how)
    if term in _SIXTEEN:
        return Depths("16", how)
    from reader.terminal.terminfo import colours_of  # 1 ms, where the name says nothing

    number = colours_of(term)
    if number is None:
        return Depths("16", f"{how}, which terminfo does not know")
    how = f"terminfo has {number} colours for {term}"
    depth: Depth = "true" if number >= 1 << 24 else "256" if number >= 256 else "16"
    return Depths(depth if number >= 8 else "none", how)


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
    return characters_of("auto", environ).utf8


def characters_of(characters: str = "auto", environ: Mapping[str, str] | None = None) -> Characters:
    """The same, or what is wished for, and why."""
    if characters != "auto":
        return Characters(characters == "utf-8", CHOSEN)
    variable, name = _locale(initial_environment() if environ is None else environ)
    if not name:
        return Characters(False, "no locale is set")
    utf8 = name.lower().replace("-", "").partition("@")[0].endswith("utf8")
    return Characters(utf8, f"{variable} is {name}")


def encoding(environ: Mapping[str, str] | None = None) -> str:
    """The encoding of what is typed, by a name that Python knows; UTF-8 where the locale has none."""
    name = _locale(initial_environment() if environ is None else environ)[1]
    charset = name.partition("@")[0].partition(".")[2] or ("latin-1" if "_" in name else "")
    import codecs

    try:
        return codecs.lookup(charset).name if charset else "utf-8"
    except LookupError:
        return "utf-8"


def _locale(environ: Mapping[str, str]) -> tuple[str, str]:
    """The variable that names the locale's characters, and the name."""
    for variable in ("LC_ALL", "LC_CTYPE", "LANG"):
        if name := environ.get(variable):
            return variable, name
    return "", ""


def has_hyperlinks(environ: Mapping[str, str] | None = None) -> bool:
    """Whether OSC 8 is understood, or at least passed over without a trace."""
    environ = os.environ if environ is None else environ
    term = environ.get("TERM", "")
    if not term or is_plain(term) or term.startswith("eterm"):
        return False
    if environ.get("TERM_PROGRAM") == "Apple_Terminal" and not environ.get("TMUX"):
        return False
    if old_tmux(environ):
        return False
    return multiplexer(environ) != "screen"


def old_tmux(environ: Mapping[str, str]) -> str:
    """The version of a tmux around us that drops links, as those before 3.4 do; else empty."""
    version = environ.get("TERM_PROGRAM_VERSION", "")
    if not environ.get("TMUX") or environ.get("TERM_PROGRAM") != "tmux":
        return ""
    number = re.match(r"(\d+)\.(\d+)", version)
    return version if number and (int(number[1]), int(number[2])) < (3, 4) else ""


def is_plain(term: str) -> bool:
    """Whether terminals of that name know no control strings (OSC), and may print them."""
    return term.startswith((*_COLOURLESS, "linux", "cygwin"))


def initial_environment() -> Mapping[str, str]:
    """The environment as the process was started with it."""
    try:
        with open("/proc/self/environ", "rb") as stream:
            entries = stream.read().split(b"\0")
    except OSError:
        return os.environ
    pairs = (os.fsdecode(entry).partition("=") for entry in entries if entry)
    return {name: value for name, _, value in pairs}
