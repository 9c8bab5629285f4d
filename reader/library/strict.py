"""Whether YAML that we can read is YAML for everybody: the question that `--fix` answers to."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from reader.library.syntax import Refused
from reader.patterns import pattern

# Scalars without quotes that a loader which gives types may choke on: tags, merges, the `=` of
# YAML 1.1, and days that are in no calendar. Nothing else makes it worth to parse a second time.
# Each pattern begins with a character that the search can jump to.
_TAG = pattern(r"!(?<=[\s\[{,]!)")
_MERGE = pattern(r"<<[ \t]*:")
_EQUALS = pattern(r"=(?<=[\s\[{,]=)[ \t]*(?:$|[,\]}])", re.MULTILINE)
LARGEST_WITH_TABS = 32 << 10  # characters; the scanner in Python takes 7 ms for a KB
MOST_MERGED = 10  # aliases in a block with merges
_DAY = pattern(r"[ \t\[{,](\d{4}-\d\d?-\d\d?)(?![^Tt \t,\]}\n])([Tt ][^\n,\]}]*)?")


def refusal(block: str) -> Refused | None:
    """Why a strict parser refuses a block that `syntax.read` accepts; None where it takes it too."""
    if _explodes(block):
        return None  # nobody can tell without dying of it
    typed = (
        block.startswith("!")
        or "\t" in block
        or any(p.search(block) for p in (_TAG, _MERGE, _EQUALS))
    )
    odd = next((match for match in _DAY.finditer(block) if not _is_day(match)), None)
    if not typed and odd is None:
        return None
    try:
        read(block)
    except Refused as refusal:
        if not refusal.line and odd:  # what a constructor raises has no line
            return Refused(refusal.reason, block.count("\n", 0, odd.start(1)))
        return refusal
    return None


def read(block: str) -> Any:
    """What a strict parser makes of a block, with types; Refused for all that it may do."""
    from yaml import CSafeLoader, SafeLoader, YAMLError, load

    from reader.library.yaml_syntax import guard, refused

    guard(block)
    if _explodes(block):
        raise Refused("it has too many merges")
    try:
        # libyaml lets a tab stand before a value, PyYAML's own scanner does not.
        tabbed = "\t" in block and len(block) <= LARGEST_WITH_TABS
        return load(block, Loader=SafeLoader if tabbed else CSafeLoader)  # noqa: S506 - both are
    except YAMLError as error:
        raise refused(error) from error
    # Numbers and days out of range, keys that are lists, more levels than it can construct
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Refused(str(error)) from error


def _explodes(block: str) -> bool:
    """Whether merges of merges may make a strict parser copy fields without end.

    Ten aliases can't multiply anything by more than some forty.
    """
    return "<<" in block and block.count("*") > MOST_MERGED


def _is_day(match: re.Match[str]) -> bool:
    if match[2] and match[2].strip():
        return False
    try:
        date.fromisoformat(match[1])
    except ValueError:
        return False
    return True
