"""Front matter read by its parser, or repaired: fields, and a sentence for each that was wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reader.article import Problem
from reader.characters import one_line
from reader.library import fence, metadata, strict, syntax
from reader.library.fence import Fenced
from reader.library.repair import Field, repair
from reader.library.syntax import Refused, Value

MOST_TOLD = 20  # problems; more of them say nothing new

_SHOWN = " Shown in full; the file is unchanged."
_NAMES = {"yaml": "YAML", "toml": "TOML", "json": "JSON"}
_KEY = re.compile(r"""^["']?([^\s"'#:=-][^"':=\n]*?)["']?[ \t]*[:=](?=\s|$)""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before the body, read."""

    fenced: Fenced
    fields: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()
    repaired: bool = False  # the parser refused it


def read(text: str) -> FrontMatter | None:
    """The front matter of a clean text; None where there is none and all of it is body."""
    fenced = fence.split(text)
    if fenced is None:
        return None
    try:
        fields = syntax.read(fenced.kind, fenced.block)
    except Refused as refusal:
        return _repaired(text, fenced, refusal)
    if fields is None or ((fenced.led or not fenced.closed) and not _known(fields)):
        return None
    return FrontMatter(fenced, fields, (*_of_fence(fenced), *_accepted(fenced, fields)))


def _known(keys: Iterable[str]) -> bool:
    """Whether one of the names is a field of an article, so that this is no prose with a colon."""
    return any(metadata.field_of(key) for key in keys)


def _repaired(text: str, fenced: Fenced, refusal: Refused) -> FrontMatter | None:
    shorter = fence.before_prose(text, fenced, metadata.field_of)
    if shorter is not None:
        fenced = shorter
        try:
            parsed = syntax.read(fenced.kind, fenced.block)
        except Refused as error:
            refusal = error
        else:
            if parsed and _known(parsed):
                return FrontMatter(fenced, parsed, tuple(_of_fence(fenced)))
    found = repair(fenced.kind, fenced.block, metadata.is_list)
    if not _known(field.key for field in found):
        return None
    fields = {field.key: field.value for field in found}
    problems = [*_of_fence(fenced), *_of_fields(fenced, found)]
    if not any(field.fault for field in found):
        problems.append(
            Problem(
                fenced.block_line + refusal.line,
                f"the front matter is not the {_NAMES[fenced.kind]} it should be "
                f"({one_line(refusal.reason)}); its fields were read one by one.",
            )
        )
    problems += _duplicates(fenced, [(field.key, field.line) for field in found])
    return FrontMatter(fenced, fields, _bounded(problems), repaired=True)


def _of_fence(fenced: Fenced) -> list[Problem]:
    problems = []
    if fenced.cut:
        problems.append(
            Problem(
                fenced.body_line,
                f"the front matter has more than {fence.LONGEST:,} lines; "
                "from here on it is shown as text.",
            )
        )
    elif not fenced.closed:
        mark = "+++" if fenced.kind == "toml" else "---"
        problems.append(
            Problem(
                fenced.block_line - 1,
                f"the front matter is not closed by {mark}; it is taken to end before line {fenced.body_line}.",
            )
        )
    return problems


def _of_fields(fenced: Fenced, found: list[Field]) -> list[Problem]:
    return [
        Problem(
            fenced.block_line + field.fault_line,
            str(field.fault).format(key=one_line(field.key)) + _SHOWN,
        )
        for field in found
        if field.fault
    ]


def _accepted(fenced: Fenced, fields: Mapping[str, Value]) -> list[Problem]:
    """What is wrong with a block that its parser accepts."""
    if fenced.kind == "toml":
        return []  # TOML refuses both of these
    problems = []
    keys: list[tuple[str, int]] = []
    if fenced.kind == "json":
        keys = _json_keys(fenced.block, len(fields))
    elif fenced.block.count("\n") != len(fields):  # else a line for each: none stands twice
        keys = [(match[1], match.start()) for match in _KEY.finditer(fenced.block)]
    if len(keys) > len(fields):
        lines = [(key, fenced.block.count("\n", 0, start)) for key, start in keys]
        problems += _duplicates(fenced, lines)
    if fenced.kind == "yaml":
        refusal = strict.refusal(fenced.block)
        if refusal is not None:
            reason = one_line(refusal.reason)
            problems.append(
                Problem(
                    fenced.block_line + refusal.line,
                    f"a strict YAML parser refuses the front matter ({reason}).{_SHOWN}",
                )
            )
    return problems


def _json_keys(block: str, count: int) -> list[tuple[str, int]]:
    """The names at the top of an object, where some stand twice; without their places."""
    if block.count(":") <= count:
        return []
    pairs = json.loads(block, object_pairs_hook=list)
    return [(key, 0) for key, _ in pairs]


def _duplicates(fenced: Fenced, keys: list[tuple[str, int]]) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for key, line in keys:
        if key in seen:
            name = one_line(key)
            problems.append(
                Problem(
                    fenced.block_line + line,
                    f"`{name}` stands here once more; the last one is used.",
                )
            )
        seen.add(key)
    return problems


def _bounded(problems: list[Problem]) -> tuple[Problem, ...]:
    problems.sort(key=lambda problem: problem.line)
    if len(problems) <= MOST_TOLD:
        return tuple(problems)
    more = len(problems) - MOST_TOLD + 1
    last = replace(problems[MOST_TOLD - 1], message=f"{more} more fields like these.")
    return (*problems[: MOST_TOLD - 1], last)


def line_of(fenced: Fenced, key: str) -> int:
    """The line of the file on which a field of this name begins; that of the block if unknown."""
    for match in _KEY.finditer(fenced.block):
        if match[1] == key:
            return fenced.block_line + fenced.block.count("\n", 0, match.start())
    return fenced.block_line
