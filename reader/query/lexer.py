"""Typed text cut into signs and terms; nothing is refused."""

from __future__ import annotations

from enum import Enum, auto

from reader.named import NamedTuple
from reader.patterns import pattern

QUOTES = '"“”„'  # keyboards and pasted text bring typographic ones

_FIELD = pattern(r"([A-Za-z][A-Za-z-]{0,30}):")
_BARE = pattern(f"[^\\s(){QUOTES}]+")
_QUOTED = pattern(f"[{QUOTES}]([^{QUOTES}]*)([{QUOTES}]?)")
_SPACE = pattern(r"\s+")
_DASHES = pattern(r"-+")


class Sign(Enum):
    """What stands between terms."""

    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    NOT = auto()


class Term(NamedTuple):
    """A word, a phrase, or a field with its value."""

    value: str
    field: str = ""  # as typed, without the colon
    quoted: bool = False
    suffix: str = ""  # * or ~ behind it
    last: bool = False  # ends where the typed text ends: it may go on
    opens: bool = False  # a field before a group: the value is what the group holds


Token = Sign | Term


def tokens(typed: str) -> list[Token]:
    """The signs and terms of a typed text, from left to right."""
    found: list[Token] = []
    at, end = 0, len(typed)
    while at < end:
        space = _SPACE.match(typed, at)
        if space:
            at = space.end()
            continue
        char = typed[at]
        if char in "()":
            found.append(Sign.OPEN if char == "(" else Sign.CLOSE)
            at += 1
            continue
        dashes = _DASHES.match(typed, at)
        if dashes:
            at = dashes.end()
            # a dash that stands alone is punctuation of a pasted title
            if at < end and not typed[at].isspace() and typed[at] != ")":
                found.append(Sign.NOT)
            continue
        token, at = _term(typed, at)
        found.append(token)
    return found


def _term(typed: str, at: int) -> tuple[Token, int]:
    field = _FIELD.match(typed, at)
    if field is None or typed.startswith("//", field.end()):  # a pasted address has no field
        return _value(typed, at, "")
    at = field.end()
    if typed.startswith("(", at):
        return Term("", field[1], opens=True), at + 1
    if at == len(typed) or typed[at].isspace() or typed[at] == ")":
        return Term("", field[1], last=at == len(typed)), at
    return _value(typed, at, field[1])


def _value(typed: str, at: int, field: str) -> tuple[Token, int]:
    quoted = _QUOTED.match(typed, at)
    if quoted:
        end = quoted.end()
        suffix = "*" if quoted[2] and typed.startswith("*", end) else ""
        unclosed = not quoted[2]
        return Term(quoted[1], field, True, suffix, unclosed), end + len(suffix)
    bare = _BARE.match(typed, at)
    assert bare is not None  # neither space, parenthesis nor quote stands here
    text, end = bare[0], bare.end()
    if not field and text in ("OR", "NOT", "AND"):
        # AND is what stands between two terms anyway
        return {"OR": Sign.OR, "NOT": Sign.NOT}.get(text, Term("")), end
    value = text.rstrip("*~")
    suffix = text[len(value) : len(value) + 1]
    return Term(value, field, False, suffix, end == len(typed)), end
