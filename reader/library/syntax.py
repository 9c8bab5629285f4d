"""The parsers of front matter behind guards: they give strings, or refuse, and never more.

YAML is read by the loader that makes a string of every scalar, so `title: Yes`, `2024` and `12:30`
stay as they were written and no constructor runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, TypeAlias

from reader.characters import clean
from reader.library.fence import Kind
from reader.patterns import pattern

LARGEST = 256 << 10  # characters
DEEPEST = 64  # levels; the C loader recurses, and some 100,000 kill the process
MOST = 20_000  # values after aliases are followed: a few lines of them may stand for billions

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

TOO_DEEP = f"it nests deeper than {DEEPEST} levels"
_TOML_STRING = pattern(r"""\"(?:[^"\\\n]|\\.)*+\"|'[^'\n]*+'""")


class Refused(Exception):
    """A parser does not accept a block; `line` counts from 0 within it."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def read(kind: Kind, block: str) -> Mapping[str, Value] | None:
    """The fields of a block with every string clean; None where it parses but is no mapping.

    An empty block has no fields. Raises Refused for all that a parser may do.
    """
    if len(block) > LARGEST:
        raise Refused(f"it is larger than {LARGEST >> 10} KB")
    if not block.strip():
        return {}
    value = {"yaml": _yaml, "toml": _toml, "json": _json}[kind](block)
    if not isinstance(value, dict):
        return None
    return _Plain().mapping(value)


def _yaml(block: str) -> Any:
    found = _simply(block)
    if not isinstance(found, int):
        return found
    _refuse_broken(block, found)
    from reader.library import yaml_syntax  # 16 ms; many libraries never need it

    return yaml_syntax.parse(block)


_NO_PLACE = "\ufeff\ufffe\uffff"  # characters that YAML has no place for
_NAME = pattern(r"[A-Za-z][A-Za-z0-9_-]{0,99}")
# Behind a value in quotes, a letter: whatever follows, the parser finds no key there.
_BROKEN = pattern(rf"{_NAME.pattern}: '(?:[^'\n]|'')*+'[A-Za-z0-9]")


@lru_cache(maxsize=512)  # the same dozen names in every file of a library
def is_name(key: str) -> bool:
    """Whether a key is a plain name, which no reader of YAML takes for anything else."""
    return _NAME.fullmatch(key) is not None


def simply_quoted(block: str) -> dict[str, str] | None:
    """The fields of a block of which every line is `key: 'value'`; None for any other.

    What a CMS exports, with no escape but `''` in single quotes. PyYAML reads the same out of it (a
    property holds it to that), in thirty times the time: more than all else that an article costs.
    """
    return None if isinstance(found := _simply(block), int) else found


def _simply(block: str) -> dict[str, str] | int:
    """The fields, or the number of the first line that is otherwise, counted from 0."""
    fields: dict[str, str] = {}
    if not block.isascii() and any(char in block for char in _NO_PLACE):
        return 0
    for number, line in enumerate(block.removesuffix("\n").split("\n")):
        key, _, value = line.partition(": ")
        value = value.rstrip(" ")
        quote, inner = value[:1], value[1:-1]
        if len(value) < 2 or value[-1] != quote or key in fields or not is_name(key):
            return number
        if quote == "'":
            if "'" in inner:
                if "'" in inner.replace("''", ""):
                    return number
                inner = inner.replace("''", "'")
        elif quote != '"' or '"' in inner or "\\" in inner:
            return number
        fields[key] = inner
    return fields


def _refuse_broken(block: str, number: int) -> None:
    """Refused, in the parser's words, where a line behind simple ones is plainly broken.

    An apostrophe that nobody escaped: one article in five of some libraries. To ask the parser
    takes ten times as long.
    """
    lines = block.split("\n", number + 1)
    if _BROKEN.match(lines[number]) and not any(char in block for char in _NO_PLACE):
        raise Refused("did not find expected key", number)


def _toml(block: str) -> Any:
    import tomllib  # 2 ms; few articles have it

    if block.count(".") > DEEPEST:
        for number, line in enumerate(_TOML_STRING.sub("", block).split("\n")):
            if line.count(".") > DEEPEST:  # a key of many parts takes tomllib the square of them
                raise Refused(TOO_DEEP, number)
    try:
        # python-frontmatter's handler wants the package `toml`; the standard library does it
        return tomllib.loads(block, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        raise Refused(str(error), int(place[1]) - 1 if place else 0) from error
    except (ValueError, RecursionError) as error:  # a date or a number out of range, a deep list
        raise Refused(TOO_DEEP if isinstance(error, RecursionError) else str(error)) from error


def _json(block: str) -> Any:
    from frontmatter.default_handlers import JSONHandler  # 20 ms; few articles have it

    try:
        return JSONHandler().load(block, parse_int=str, parse_float=str, parse_constant=str)
    except ValueError as error:
        raise Refused(str(error), getattr(error, "lineno", 1) - 1) from error
    except RecursionError as error:
        raise Refused(TOO_DEEP) from error


class _Plain:
    """Turns what a parser gives into clean strings, lists and mappings, up to a number of them."""

    def __init__(self) -> None:
        self._left = MOST

    def mapping(self, held: Mapping[Any, Any], depth: int = 1) -> dict[str, Value]:
        return {_key(clean(str(key))): self.value(value, depth) for key, value in held.items()}

    def value(self, held: Any, depth: int) -> Value:
        self._left -= 1
        if self._left < 0:
            raise Refused("its aliases stand for too many values")
        if isinstance(held, str):
            # Printable text has nothing to clean, and to ask costs a tenth
            return held if held.isprintable() else clean(held)
        if depth > DEEPEST:
            raise Refused(TOO_DEEP)
        if isinstance(held, Mapping):
            return self.mapping(held, depth + 1)
        if isinstance(held, Sequence):
            return [self.value(item, depth + 1) for item in held]
        if held is None:
            return ""
        if isinstance(held, bool):
            return "true" if held else "false"
        if isinstance(held, (datetime, date, time)):
            return held.isoformat()
        return str(held)


def _key(key: str) -> str:
    return " ".join(key.split())
