"""One thing that was looked at, as a line tells it."""

from __future__ import annotations

import os
import shlex
from enum import StrEnum

from reader.characters import one_line
from reader.named import NamedTuple


class Verdict(StrEnum):
    """How it is."""

    GOOD = "good"
    MEND = "mend"  # something can be done about it
    NOTE = "note"  # nothing to mend, but good to know: a limit, or what can't be found out here


class Finding(NamedTuple):
    """One line; texts are clean."""

    name: str  # of what was looked at, in the words of its own world: `escape-time`, `TERM`
    told: str  # how it is
    verdict: Verdict = Verdict.GOOD
    mend: str = ""  # what to do, to be typed or written as it stands; only with MEND


def good(name: str, told: str) -> Finding:
    """Nothing to be done."""
    return Finding(name, told)


def note(name: str, told: str) -> Finding:
    """Nothing to be done, but good to know."""
    return Finding(name, told, Verdict.NOTE)


def bad(name: str, told: str, mend: str) -> Finding:
    """Something to be done."""
    return Finding(name, told, Verdict.MEND, mend)


def typed(word: str) -> str:
    """Any name as one word for a shell; what is not shown as it is goes by number ($'…')."""
    if one_line(word) == word:
        return shlex.quote(word)
    return "$'" + "".join(_by_number(byte) for byte in os.fsencode(word)) + "'"


def _by_number(byte: int) -> str:
    return chr(byte) if 0x20 < byte < 0x7F and byte not in b"'\\" else f"\\x{byte:02x}"
