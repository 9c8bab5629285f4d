"""The tmux around us: which of its settings stand between the program and the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reader.characters import one_line
from reader.session.doctor.finding import Finding, bad, good, note
from reader.terminal import tmux
from reader.terminal.tmux import Tmux

LONGEST_ESCAPE = 100  # milliseconds that tmux may hold Esc back

_CONF = "in ~/.tmux.conf: "
_TELLS_FEATURES = (3, 2)  # as does `load-buffer -w`, by which copies go on to the terminal


def around(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Nothing outside of tmux."""
    if not environ.get("TMUX"):
        return
    found = tmux.ask(environ)
    if found is None:
        yield note("tmux", "it does not answer, so its settings can't be told")
    else:
        yield from findings(found, environ.get("TERM", ""))


def findings(found: Tmux, term: str) -> Iterator[Finding]:
    """What is set how; `term` is $TERM within."""
    if not found.terminal:
        yield note(
            "tmux", f"{found.version}; nobody is attached, so of the terminal little is known"
        )
    else:
        yield good("tmux", f"{found.version}, shown on {found.terminal}")
        yield _colours(found)
    yield _clipboard(found)
    yield _set_clipboard(found)
    yield _escape_time(found)
    yield _default_terminal(found, term)


def _colours(found: Tmux) -> Finding:
    if "RGB" in found.features:
        return good("RGB", "16 million colours reach the terminal")
    told = "tmux hands 256 colours on at most"
    if found.number < _TELLS_FEATURES:
        old = f"set -ga terminal-overrides ',{found.terminal}:Tc'"
        return note(
            "RGB", f"tmux {found.version} does not tell; if colours are wrong, {_CONF}{old}"
        )
    if found.terminal.startswith(("linux", "vt")):
        return note("RGB", f"{told}; {found.terminal} has fewer")
    new = f"set -as terminal-features ',{found.terminal}:RGB'"
    return bad("RGB", told, f"{_CONF}{new}, if the terminal shows more")


def _clipboard(found: Tmux) -> Finding:
    if found.number < _TELLS_FEATURES:
        told = f"tmux {found.version} keeps copies to itself (prefix ] pastes)"
        return bad("clipboard", told, "tmux 3.2 or later passes them on")
    if not found.terminal:
        return note("clipboard", "copied through tmux; nobody is attached who could get it")
    if "clipboard" in found.features:
        return good("clipboard", "through tmux to the terminal's, which never says if it took it")
    new = f"set -as terminal-features ',{found.terminal}:clipboard'"
    told = f"tmux keeps copies to itself (prefix ] pastes): it takes {found.terminal} to have none"
    return bad("clipboard", told, f"{_CONF}{new}, if it has one")


def _set_clipboard(found: Tmux) -> Finding:
    if found.set_clipboard == "on":
        return good("set-clipboard", "on: programs that run over ssh in here can copy too")
    # Copies of ours go by `load-buffer -w`, which asks no option.
    told = f"{found.set_clipboard or 'not told'}; a program that runs over ssh in here can copy"
    return note("set-clipboard", f"{told} only with: set -s set-clipboard on")


def _escape_time(found: Tmux) -> Finding:
    if found.escape_time < 0:
        return note("escape-time", "tmux does not tell it")
    told = f"{found.escape_time} ms"
    if found.escape_time <= LONGEST_ESCAPE:
        return good("escape-time", told)
    return bad("escape-time", f"{told}: so long Esc is held back", f"{_CONF}set -s escape-time 10")


def _default_terminal(found: Tmux, term: str) -> Finding:
    name, term = found.default_terminal, one_line(term)
    mend = f"{_CONF}set -g default-terminal tmux-256color"
    if "256color" not in term:
        return bad("default-terminal", f"TERM is {term} in here, which has 16 colours", mend)
    if name.startswith("screen"):
        return bad("default-terminal", f"{name}, which has no italics", mend)
    return good("default-terminal", name)
