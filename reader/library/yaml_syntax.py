"""YAML by PyYAML, through python-frontmatter's handler, behind guards.

A module of its own, since front matter that is simply quoted is read without either.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from reader.library.syntax import DEEPEST, TOO_DEEP, Refused
from reader.patterns import pattern

# A text with fewer brackets, and no line that begins far to the right or with many indicators, can't
# nest deeper than DEEPEST: a block level takes a column, and a list may stand in its key's.
_FEW_BRACKETS = 30
_FAR_RIGHT = pattern(r"^[ \t?:-]{16}", re.MULTILINE)


def parse(block: str) -> Any:
    """What a block says, every scalar a string; Refused for all that a parser may do."""
    guard(block)
    try:
        return YAMLHandler().load(block, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        raise refused(error) from error


def guard(block: str) -> None:
    """Refused where YAML nests so deep that a loader would recurse to its end."""
    brackets = block.count("[") + block.count("{")
    if brackets <= _FEW_BRACKETS and not _FAR_RIGHT.search(block):
        return
    depth = 0
    try:
        # Events come one by one from a parser that does not recurse
        for event in yaml.parse(block, Loader=yaml.CBaseLoader):
            if isinstance(event, (SequenceStartEvent, MappingStartEvent)):
                depth += 1
                if depth > DEEPEST:
                    mark: Any = event.start_mark
                    raise Refused(TOO_DEEP, mark.line)
            elif isinstance(event, (SequenceEndEvent, MappingEndEvent)):
                depth -= 1
    except yaml.YAMLError as error:
        raise refused(error) from error


def refused(error: yaml.YAMLError) -> Refused:
    """What PyYAML raised, with the line on which it happened."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark: Any = error.problem_mark or error.context_mark
        return Refused(str(error.problem), mark.line if mark else 0)
    return Refused(str(error).partition("\n")[0])
