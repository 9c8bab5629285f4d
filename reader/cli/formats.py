"""`--format`: a line for each article, in a form of one's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from reader.characters import one_line
from reader.errors import UsageError
from reader.patterns import pattern
from reader.query.nearest import nearest

_PART = pattern(r"\{\{|\}\}|\{([^{}]*)\}|\\([tn\\])|([{}])|[^{}\\]+|\\", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "\\": "\\"}


def formatter(form: str, names: tuple[str, ...]) -> Callable[[Mapping[str, Any]], str]:
    """What writes the values of an article in a form; UsageError where the form is not understood."""
    parts: list[tuple[str, str]] = []  # text as it is, then the name of a field
    for part in _PART.finditer(form):
        field, escaped, lonely = part.groups()
        if lonely:
            raise UsageError(f"a brace of --format has no other; {lonely * 2} prints one")
        if field is not None:
            parts.append(("", _known(field.strip(), names)))
        elif escaped:
            parts.append((_ESCAPED[escaped], ""))
        else:
            parts.append((part[0][:1] if part[0] in ("{{", "}}") else part[0], ""))

    if not any(name for _, name in parts):
        raise UsageError(
            f"--format names no field, as '{{title}}' does; there are {', '.join(names)}"
        )

    def write(values: Mapping[str, Any]) -> str:
        return "".join(_text(values[name]) if name else text for text, name in parts)

    return write


def _known(field: str, names: tuple[str, ...]) -> str:
    name = field.lower()
    if name in names:
        return name
    meant = nearest(name, names)
    if meant:
        raise UsageError(f"no field {{{field}}} of --format — {{{meant}}}?")
    raise UsageError(f"no field {{{field}}} of --format; there are {', '.join(names)}")


def _text(value: Any) -> str:
    """A value on one line: lists with commas, problems as their sentences, what is missing empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        texts = (each["message"] if isinstance(each, dict) else each for each in value)
        return one_line(", ".join(map(str, texts)))
    return one_line(str(value))
