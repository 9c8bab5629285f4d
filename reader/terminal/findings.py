"""All that is known of a terminal, with how it became known: for whoever wants to see what is wrong."""

from __future__ import annotations

import os
from collections.abc import Mapping

from reader.named import NamedTuple
from reader.terminal import capabilities, colours
from reader.terminal.questions import Answers
from reader.terminal.terminfo import known_terminfo


class Finding(NamedTuple):
    """One capability."""

    name: str  # a word or two, for a person and, as they are, for programs
    value: str | bool | None  # None: not known
    how: str  # how it became known: the end of a sentence that begins with "since"


def findings(
    answers: Answers,
    *,
    color: str = "auto",
    characters: str = "auto",
    theme: str = "auto",
    environ: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """Each capability; `color`, `characters` and `theme` as the settings and flags have them.

    `answers` are the terminal's own (`questions.asking`), Answers() where it was not asked.
    """
    told = os.environ if environ is None else environ
    term = told.get("TERM", "")
    depth = capabilities.depth_of(color, environ)
    shown = capabilities.characters_of(characters, environ)
    between = capabilities.multiplexer(environ)
    has, source = known_terminfo(term)
    return (
        Finding("colours", depth.depth, depth.how),
        Finding("characters", "UTF-8" if shown.utf8 else "ASCII", shown.how),
        Finding("multiplexer", between or "none", _multiplexer(told, between)),
        Finding("links", capabilities.has_hyperlinks(environ), _links(told, between)),
        _answered("synchronised output", answers.synchronised, answers),
        _answered("kitty keyboard", answers.kitty, answers),
        _background(answers),
        _theme(theme, answers, told),
        Finding(
            "sequences",
            " ".join(name for name, there in has._asdict().items() if there) or "none",
            source,
        ),
    )


def _multiplexer(environ: Mapping[str, str], between: str) -> str:
    for variable in ("TMUX", "STY"):
        if environ.get(variable) and between == {"TMUX": "tmux", "STY": "screen"}[variable]:
            return f"{variable} is set"
    return f"TERM is {environ.get('TERM') or 'not set'}"


def _links(environ: Mapping[str, str], between: str) -> str:
    if between == "screen":
        return "screen drops them"
    if version := capabilities.old_tmux(environ):
        return f"tmux {version} drops them, 3.4 would not"
    if environ.get("TERM_PROGRAM") == "Apple_Terminal" and not environ.get("TMUX"):
        return "TERM_PROGRAM is Apple_Terminal"
    return f"TERM is {environ.get('TERM') or 'not set'}"


def _answered(name: str, value: bool | None, answers: Answers) -> Finding:
    if value is not None:
        return Finding(name, value, "the terminal said so")
    if answers.complete:
        return Finding(name, False, "the terminal answers, but not to this")
    return Finding(name, None, "the terminal did not answer")


def _background(answers: Answers) -> Finding:
    if answers.background is None:
        found = _answered("background", None, answers)
        return found._replace(value=None)
    red, green, blue = answers.background
    return Finding("background", f"#{red:02x}{green:02x}{blue:02x}", "the terminal said so")


def _theme(theme: str, answers: Answers, environ: Mapping[str, str]) -> Finding:
    if theme != "auto":
        return Finding("theme", theme, capabilities.CHOSEN)
    if answers.background is not None:
        return Finding("theme", colours.theme_for(*answers.background), "the background says so")
    guess = colours.guessed_theme(environ)
    told = environ.get("COLORFGBG")
    return Finding("theme", guess, f"COLORFGBG is {told}" if told else "nothing says otherwise")
