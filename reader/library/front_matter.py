"""Front matter read by its parser, or repaired: fields, and a sentence for each that was wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reader.article import Problem
from reader.characters import cut, one_line
from reader.library import fence, metadata, strict, syntax
from reader.library.fence import Fenced
from reader.library.syntax import Refused, Value
from reader.named import NamedTuple
from reader.patterns import pattern

if TYPE_CHECKING:
    from reader.library.repair import Field

MOST_TOLD = 20  # problems; more of them say nothing new

_SHOWN = " Shown in full; the file is unchanged."
_NAMES = {"yaml": "YAML", "toml": "TOML", "json": "JSON"}
_KEY = pattern(r"""^["']?([^\s"'#:=-][^"':=\n]*)(?:["'][ \t]*)?[:=](?=\s|$)""", re.MULTILINE)


class FrontMatter(NamedTuple):
    """What stands before the body, read."""

    fenced: Fenced
    fields: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()
    repaired: bool = False  # the parser refused it


def read(text: str) -> FrontMatter | None:
    """The front matter of a clean text; None where there is none and all of it is body."""
    fenced = fence.split(text)
    return _read(text, fenced) if fenced else None


def _read(text: str, fenced: Fenced) -> FrontMatter | None:
    fields: Mapping[str, Value] | None = None
    if fenced.kind == "yaml" and len(fenced.block) <= syntax.LARGEST:
        fields = syntax.simply_quoted(fenced.block)
    simple = fields is not None  # a strict parser takes it too, and there is nothing to clean
    try:
        if not simple:
            fields = syntax.read(fenced.kind, fenced.block)
    except Refused as refusal:
        shorter = fence.before_prose(text, fenced, metadata.field_of)
        return _read(text, shorter) if shorter else _repaired(fenced, refusal)
    if fields is None or ((fenced.led or not fenced.closed) and not _known(fields)):
        return None
    problems = [*_of_dates(fenced, fields), *_of_fence(fenced), *_of_keys(fenced, fields)]
    refused = strict.refusal(fenced.block) if fenced.kind == "yaml" and not simple else None
    if refused is not None and not any(
        p.line == fenced.block_line + refused.line for p in problems
    ):
        problems.append(_refusal(fenced, refused, "a strict YAML parser refuses the front matter"))
    return FrontMatter(fenced, fields, _bounded(problems))


def _known(keys: Iterable[str]) -> bool:
    """Whether one of the names is a field of an article, so that this is no prose with a colon."""
    return any(metadata.field_of(key) for key in keys)


def _repaired(fenced: Fenced, refused: Refused) -> FrontMatter | None:
    from reader.library.repair import repair  # 4 ms; where the parser refused

    found = repair(fenced.kind, fenced.block, metadata.is_list)
    if not _known(field.key for field in found):
        return None
    fields = {field.key: field.value for field in found}
    problems = [
        *_of_dates(fenced, fields),
        *_of_fence(fenced),
        *_of_fields(fenced, found),
        *_duplicates(fenced, [(field.key, field.line) for field in found]),
    ]
    if not any(field.fault for field in found) and not fenced.cut:
        name = _NAMES[fenced.kind]
        problems.append(_refusal(fenced, refused, f"the front matter is not valid {name}"))
    return FrontMatter(fenced, fields, _bounded(problems), repaired=True)


def _refusal(fenced: Fenced, refused: Refused, what: str) -> Problem:
    reason = one_line(refused.reason).rstrip(".")
    return Problem(fenced.block_line + refused.line, f"{what} ({reason}).{_SHOWN}")


def _name(key: str) -> str:
    return cut(one_line(key), 60)


def _of_dates(fenced: Fenced, fields: Mapping[str, Value]) -> list[Problem]:
    return [
        Problem(
            line_of(fenced, key),
            f"`{_name(key)}` is no date that I can read: {cut(one_line(metadata.shown(fields[key])), 60)}.",
        )
        for key in metadata.unreadable_dates(fields)
    ]


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
            str(field.fault).format(key=_name(field.key), kind=_NAMES[fenced.kind]) + _SHOWN,
        )
        for field in found
        if field.fault
    ]


def _of_keys(fenced: Fenced, fields: Mapping[str, Value]) -> list[Problem]:
    """Keys that stand twice in a block that its parser accepts; TOML never does."""
    if fenced.kind == "json":
        keys = _json_keys(fenced.block, len(fields))
    elif fenced.kind == "toml" or fenced.block.count("\n") == len(fields):
        return []  # a line for each: none stands twice
    else:
        keys = [
            (match[1].strip(), fenced.block.count("\n", 0, match.start()))
            for match in _KEY.finditer(fenced.block)
        ]
    return _duplicates(fenced, keys) if len(keys) > len(fields) else []


def _json_keys(block: str, count: int) -> list[tuple[str, int]]:
    """The names at the top of an object, where some stand twice; without their places."""
    if block.count(":") <= count:
        return []
    import json  # few articles begin so: 3 ms

    pairs = json.loads(block, object_pairs_hook=list)
    return [(key, 0) for key, _ in pairs]


def _duplicates(fenced: Fenced, keys: list[tuple[str, int]]) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for key, line in keys:
        if key in seen:
            name = _name(key)
            problems.append(
                Problem(
                    fenced.block_line + line,
                    f"`{name}` stands here once more; the last one is used.",
                )
            )
        seen.add(key)
    return problems


def _bounded(problems: list[Problem]) -> tuple[Problem, ...]:
    if len(problems) > 1:
        problems.sort(key=lambda problem: problem.line)
    if len(problems) <= MOST_TOLD:
        return tuple(problems)
    more = len(problems) - MOST_TOLD + 1
    last = problems[MOST_TOLD - 1]._replace(message=f"{more} more fields like these.")
    return (*problems[: MOST_TOLD - 1], last)


def line_of(fenced: Fenced, key: str) -> int:
    """The line of the file on which a field of this name begins; that of the block if unknown."""
    for match in _KEY.finditer(fenced.block):
        if match[1].strip() == key:
            return fenced.block_line + fenced.block.count("\n", 0, match.start())
    return fenced.block_line
