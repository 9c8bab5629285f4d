"""The terminal as its environment tells of it: characters, colours, clipboard, programs."""

from __future__ import annotations

import fnmatch
import glob
import locale
import shlex
from collections.abc import Iterator, Mapping

from reader.characters import one_line
from reader.session.doctor.finding import Finding, bad, good, note, typed
from reader.settings import Settings
from reader.terminal import browser, capabilities, clipboard, editor, programs
from reader.terminal.capabilities import Depth, multiplexer
from reader.terminal.findings import Finding as Capability
from reader.terminal.findings import findings
from reader.terminal.questions import Asking
from reader.terminal.terminfo import is_known

PATIENCE = 0.1  # seconds for the terminal's answers, when all else was looked at

NO_TERMINAL = "no terminal here, so this can't be told"

_SHOWN: dict[Depth, str] = {"true": "16 million", "256": "256", "16": "16", "none": "none"}
_ANSWERED = ("links", "synchronised output", "kitty keyboard", "background", "theme")
_SSHD = ("/etc/ssh/sshd_config", "/etc/ssh/sshd_config.d/*.conf")


def characters(environ: Mapping[str, str], wanted: str = "auto") -> Finding:
    """Whether the locale is one of UTF-8; `environ` as the process was started with it.

    `wanted` is the setting `characters`.
    """
    found = capabilities.characters_of(wanted, environ)
    said = one_line(found.how)
    if wanted != "auto":
        return good("locale", f"{'UTF-8' if found.utf8 else 'ASCII'}, since {said}")
    if found.utf8:
        return good("locale", f"UTF-8, since {said}")
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    name = next((name for name in names if environ.get(name)), "LANG")
    there = next(filter(_is_there, ("C.UTF-8", "en_US.UTF-8")), "")
    mend = f"export {name}={there or 'C.UTF-8'}"
    where = "" if there else ", once the system has such a locale (locale -a)"
    return bad("locale", f"all is written in ASCII, since {said}", mend + where)


def _is_there(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_CTYPE, before)
    return True


def terminal(environ: Mapping[str, str], color: str, *, is_terminal: bool) -> Iterator[Finding]:
    """Colours, TERM and clipboard; `color` is the setting of that name."""
    if not is_terminal:
        yield from (note(name, NO_TERMINAL) for name in ("colours", "TERM", "clipboard"))
        return
    yield colours(environ, color)
    yield kind(environ)
    if between := multiplexer(environ):
        yield from _in_screen(environ) if between == "screen" else ()
    if not (environ.get("TMUX") and not programs.forbidden()):  # else tmux tells
        yield _clipboard(environ)


# Colours


def colours(environ: Mapping[str, str], color: str) -> Finding:
    """How many, why, and how there can be more."""
    depth, how = capabilities.depth_of(color, environ)
    told = f"{_SHOWN[depth]}, since {one_line(how)}"
    if color != "auto" or environ.get("NO_COLOR") or depth in ("true", "none"):
        return good("colours", told)
    if multiplexer(environ) == "screen":
        return note("colours", f"{told}; screen has no more than 256")
    if environ.get("TMUX"):
        mend = (
            "in ~/.tmux.conf: set-environment -g COLORTERM truecolor, once it has RGB when attached"
        )
        return bad("colours", told, mend)
    if environ.get("TERM") == "linux" or environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return good("colours", told)
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return bad("colours", told, _over_ssh(depth, accepts_colorterm()))
    return note("colours", f"{told}; a terminal with 16 million sets COLORTERM=truecolor")


def _over_ssh(depth: Depth, accepted: bool | None) -> str:
    home = "at home, in ~/.ssh/config: SendEnv COLORTERM"
    here = "" if accepted else "; here, in /etc/ssh/sshd_config: AcceptEnv COLORTERM"
    no_more = f'if the terminal has no more, in the settings: color = "{depth}"'
    return f"{home}{here}; {no_more}"


def accepts_colorterm(files: tuple[str, ...] = _SSHD) -> bool | None:
    """Whether the ssh server of this machine takes COLORTERM over; None where nobody may look."""
    patterns: list[str] = []
    read = False
    for name in (found for file in files for found in sorted(glob.glob(file))):
        try:
            with open(name, encoding="utf-8", errors="replace") as stream:
                lines = stream.readlines()
        except OSError:
            continue
        read = True
        for line in lines:
            words = line.split()
            if words and words[0].lower() == "acceptenv":
                patterns += words[1:]
    if any(fnmatch.fnmatchcase("COLORTERM", pattern) for pattern in patterns):
        return True
    return False if read else None


def kind(environ: Mapping[str, str]) -> Finding:
    """Whether the machine has a description of this kind of terminal (terminfo)."""
    term = one_line(environ.get("TERM", ""))
    if term in ("", "dumb", "unknown"):
        said = f"it is {term}" if term else "it is not set"
        return bad("TERM", f"{said}: only reader list, search and show work", "ssh -t, else TERM")
    known = is_known(term)
    if known is None:
        return note(
            "TERM", f"{term}; this Python can't ask terminfo, so little is taken for granted"
        )
    if known:
        return good("TERM", f"{term}, which terminfo knows")
    told = f"terminfo does not know {term}, so little is taken for granted"
    if environ.get("SSH_CONNECTION"):
        return bad("TERM", told, f"at home: infocmp -x {typed(term)} | ssh HOST tic -x -")
    return bad("TERM", told, "install the terminal's terminfo, or export TERM=xterm-256color")


def _in_screen(environ: Mapping[str, str]) -> Iterator[Finding]:
    if "256color" in environ.get("TERM", ""):
        yield good("screen", "256 colours, and no links to be clicked")
    else:
        yield bad("screen", "it shows 16 colours", "in ~/.screenrc: term screen-256color")


# What the terminal says itself


def answered(
    asking: Asking | None, settings: Settings, environ: Mapping[str, str]
) -> Iterator[Finding]:
    """What it said, if it did so by now or within PATIENCE."""
    if asking is None:
        yield note("answers", "the terminal can't be asked from here")
        return
    answers = asking.wait(PATIENCE)
    if answers.complete:
        yield good("answers", "the terminal answers what it is asked")
    else:
        yield note("answers", "none yet: on a slow line they come too late to be told here")
    ours = capabilities.characters_of(settings.characters)
    yield from _characters_shown(ours.utf8, asking.utf8)
    known = findings(
        answers,
        color=settings.color,
        characters=settings.characters,
        theme=settings.theme,
        environ=environ,
    )
    for found in known:
        if found.name in _ANSWERED:
            yield _answer(found)


def _characters_shown(sent: bool, shown: bool | None) -> Iterator[Finding]:
    """Whether the terminal shows the characters that it is sent; nothing where it does not say."""
    if shown:
        yield good("characters", "the terminal shows UTF-8")
    elif shown is False and not sent:
        yield good("characters", "ASCII is sent, which the terminal shows, UTF-8 it would not")
    elif shown is False:
        mend = "set the terminal to UTF-8 (screen: screen -U), or the setting characters to ascii"
        yield bad("characters", "UTF-8 is sent, the terminal takes it for something else", mend)


def _answer(found: Capability) -> Finding:
    words = {True: "yes", False: "no", None: "not known"}
    value = found.value if isinstance(found.value, str) else words[found.value]
    told = one_line(f"{value}, since {found.how}")
    return good(found.name, told) if found.value else note(found.name, told)


# Programs


def _clipboard(environ: Mapping[str, str]) -> Finding:
    """How a copy reaches the person; from tmux around us, tmux tells."""
    most = f"{clipboard.LIMIT:,} bytes at most"
    if environ.get("TERM", "") in ("linux", "dumb", ""):
        return note("clipboard", "this terminal has none")
    if environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return note("clipboard", "Terminal takes nothing that is sent to it (OSC 52)")
    between = multiplexer(environ)
    if between == "screen":
        return good("clipboard", f"sent through screen (OSC 52), {most}")
    if between == "tmux":
        told = "sent to tmux (OSC 52), which drops it unless it has: set -s set-clipboard on"
        return note("clipboard", told)
    return good("clipboard", f"sent to the terminal (OSC 52), {most}; it never says if it took it")


def _words(command: str) -> list[str]:
    """A command as the shell reads it; nothing where it can't."""
    try:
        return shlex.split(command)
    except ValueError:
        return []


def helpers(environ: Mapping[str, str]) -> Iterator[Finding]:
    """The editor and the browser that would be started."""
    if why := programs.forbidden():
        yield note("editor", one_line(why))
        return
    words = editor.command(environ)
    wanted = next((name for name in ("VISUAL", "EDITOR") if environ.get(name, "").strip()), "")
    if words is None:
        yield bad("editor", "there is none", "export EDITOR=nano, once it is installed")
    elif wanted and _words(environ[wanted]) != words:
        told = f"${wanted} is {one_line(environ[wanted])}, which is not found; {words[0]} is used"
        yield bad("editor", one_line(told), f"export {wanted}={typed(words[0])}")
    else:
        why = "" if wanted else ", since neither $VISUAL nor $EDITOR is set"
        yield good("editor", one_line(" ".join(words)) + why)
    opener = browser.command(environ)
    if opener is None:
        yield note("browser", "there is none here; addresses can be copied")
    else:
        yield good("browser", one_line(" ".join(opener)))
