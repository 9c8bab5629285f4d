"""One condition more in a typed query, or one less; the rest of it stays as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reader.query.lexer import QUOTES, Sign, Term, tokens
from reader.query.parse import parse
from reader.query.spell import spell
from reader.query.tree import Node, Query, all_of, parts

# Two spaces tell parentheses that were added here from those that somebody typed.
_OPENED = "  ("

_TODAY = date(2000, 1, 1)  # relative dates are compared with one another alone
_NO_VIEWS: Mapping[str, str] = {}


def condition(field: str, value: str) -> str:
    """A field with a value as it is typed: `tag:ai`, `author:"Ann Lee"`."""
    text = " ".join("".join(" " if char in QUOTES else char for char in value).split())
    if not text:
        return ""
    bare = not any(char.isspace() or char in "()" for char in text)
    if bare and text[0] != "-" and text[-1] not in "*~" and ":" not in text:
        return f"{field}:{text}"
    return f'{field}:"{text}"'


def add(typed: str, condition: str) -> str:
    """The query with a condition before it; OR is put in parentheses, so that both sides have it."""
    if not typed:
        return condition
    if _is_wrapped(typed):
        return f"{condition}{_OPENED}{typed})"
    return f"{condition} {typed}"


def remove(typed: str, condition: str, views: Mapping[str, str] = _NO_VIEWS) -> str:
    """The query without a condition that all articles have to meet; `typed` where it has none.

    What `add` gave becomes again what it was, to the letter. A condition that was typed otherwise
    than it is spelt here is found too; then the rest is spelt anew. `views` are the person's own,
    for `in:`.
    """
    found = _unwrapped(typed, condition)
    if found is not None:
        return found
    node = node_of(condition)
    query = _read(typed, views)
    left = [part for part in parts(query.tree) if part != node]
    if node is None or len(left) == len(parts(query.tree)):
        return typed
    rest = all_of(left)
    for text in _without(typed, condition):
        other = _read(text, views)
        if (other.tree, other.sort, other.faults) == (rest, query.sort, query.faults):
            return text
    order = [f"sort:{'-' if key.reverse else ''}{key.key}" for key in query.sort]
    return " ".join([*([spell(rest)] if rest else []), *order])


def has(typed: str, condition: str, views: Mapping[str, str] = _NO_VIEWS) -> bool:
    """Whether all that a query finds has to meet a condition, however it is typed there."""
    node = node_of(condition)
    return node is not None and node in in_force(typed, views)


def in_force(typed: str, views: Mapping[str, str] = _NO_VIEWS) -> frozenset[Node]:
    """The conditions that all articles which a query finds have to meet, to look many up."""
    return frozenset(parts(_read(typed, views).tree))


def node_of(condition: str) -> Node | None:
    """A condition as a part of a tree."""
    return _read(condition, _NO_VIEWS).tree


def _read(typed: str, views: Mapping[str, str]) -> Query:
    return parse(typed, today=_TODAY, views=views)


def _unwrapped(typed: str, condition: str) -> str | None:
    """What `condition` was added to; None where it does not stand at the beginning."""
    if typed == condition:
        return ""
    if not typed.startswith(f"{condition} "):
        return None
    inner = typed[len(condition) + len(_OPENED) : -1]
    if add(inner, condition) == typed:
        return inner
    rest = typed[len(condition) + 1 :]
    return rest if add(rest, condition) == typed else None


def _without(typed: str, condition: str) -> list[str]:
    """The text without one of the places where a condition stands, and without one space there."""
    found = []
    at = typed.find(condition)
    while at >= 0:
        end = at + len(condition)
        before, after = typed[:at], typed[end:]
        # Parentheses that were added for this condition go with it, where it was the last of some
        if after.startswith(_OPENED) and after.endswith(")") and before.endswith(" "):
            inner = after[len(_OPENED) : -1]
            if _is_wrapped(inner):
                found.append(f"{before[:-1]}{after}")
        if after.startswith(" "):
            found.append(before + after[1:])
        elif before.endswith(" "):
            found.append(before[:-1] + after)
        else:
            found.append(before + after)
        at = typed.find(condition, end)
    return found


def _is_wrapped(typed: str) -> bool:
    """Whether a condition before a text would belong to a part of it alone, or be read as such."""
    if typed.startswith(_OPENED[1:]):
        return True
    level = 0
    for token in tokens(typed):
        if token is Sign.OPEN or (isinstance(token, Term) and token.opens):
            level += 1
        elif token is Sign.CLOSE:
            if not level:
                return False  # it closes nothing, and ends what OR holds together
            level -= 1
        elif token is Sign.OR and not level:
            return True
    return False
