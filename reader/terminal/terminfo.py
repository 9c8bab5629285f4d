"""What a terminal of one kind understands, beyond what every one does: asked of terminfo."""

from __future__ import annotations

import os
import re

from reader.named import NamedTuple


class Terminfo(NamedTuple):
    """Which sequences may be sent; those that VT100 had (cursor, EL, SGR, margins) always may."""

    fills: bool = False  # erased cells take the background that is set (bce)
    erases: bool = False  # ECH
    repeats: bool = False  # REP
    scrolls: bool = False  # SU and SD; else line feeds at the margins
    columns: bool = False  # CHA
    rows: bool = False  # VPA
    unsets: bool = False  # single attributes and colours can be taken back
    returns: bool = False  # a line feed begins the row: the tty's setting (ONLCR), not terminfo's


VT100 = Terminfo()
_SCREEN = Terminfo(scrolls=True, columns=True, rows=True, unsets=True)
_LINUX = Terminfo(fills=True, erases=True, columns=True, rows=True, unsets=True)
_XTERM = _LINUX._replace(scrolls=True)

# Where there is no terminfo: by the beginning of $TERM, without what only some of a name do.
_BUILT_IN = {
    "xterm": _XTERM,
    "tmux": _SCREEN,
    "screen": _SCREEN,
    "linux": _LINUX,
    "rxvt": _XTERM,
    "alacritty": _XTERM,
    "foot": _XTERM,
    "kitty": _XTERM,
    "wezterm": _XTERM,
    "st": _XTERM,
}


def terminfo(term: str | None = None) -> Terminfo:
    """What a kind of terminal understands; that of $TERM unless told.

    A process can ask for one kind only. It takes 1 ms: not before the first paint.
    """
    return known_terminfo(os.environ.get("TERM", "") if term is None else term)[0]


def known_terminfo(term: str) -> tuple[Terminfo, str]:
    """The same, and how it became known."""
    if not is_known(term):
        family = _family(term)
        known = family if family in _BUILT_IN else "vt100"
        return built_in(term), f"terminfo has no {term or 'TERM'}: {known} is assumed"
    import _curses

    def has(name: str, begin: bytes = b"\x1b[") -> bool:
        return (_curses.tigetstr(name) or b"").startswith(begin)

    found = Terminfo(
        fills=_curses.tigetflag("bce") == 1,
        erases=has("ech"),
        repeats=b"\x1b[" in (_curses.tigetstr("rep") or b""),
        scrolls=has("indn") and has("rin"),
        columns=has("hpa"),
        rows=has("vpa"),
        unsets=has("rmul", b"\x1b[24m") and (not _curses.tigetstr("setaf") or has("op")),
    )
    return found, f"terminfo tells so of {term}"


def colours_of(term: str) -> int | None:
    """How many colours terminfo has for a kind of terminal, 0 for none; None where it is not known."""
    if not is_known(term):
        return None
    import _curses

    if _curses.tigetflag("RGB") == 1 or _curses.tigetflag("Tc") == 1:
        return 1 << 24
    return max(0, _curses.tigetnum("colors"))


def built_in(term: str) -> Terminfo:
    """The same without terminfo."""
    return _BUILT_IN.get(_family(term), VT100)


def _family(term: str) -> str:
    """What stands before the first sign: xterm of xterm-256color; st52 is no st."""
    return re.split("[-.+]", term, maxsplit=1)[0]


def is_known(term: str) -> bool | None:
    """Whether there is a description of that kind of terminal here; None where none can be asked.

    A process can ask for one kind only: that of $TERM.
    """
    try:
        import _curses
    except ImportError:
        return None
    try:
        _curses.setupterm(term, 1)
    except _curses.error:
        return False
    except OSError:
        return None
    return True
