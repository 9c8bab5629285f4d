"""A tree written as a person would type it; reading it again gives the same tree."""

from __future__ import annotations

from reader.query.lexer import QUOTES
from reader.query.tree import (
    All,
    Any,
    Days,
    Form,
    Has,
    InPath,
    Is,
    Lang,
    Leaf,
    Node,
    Not,
    Number,
    Tag,
    Text,
)

_SUFFIX = {Form.PREFIX: "*", Form.NEAR: "~"}


def spell(node: Node) -> str:
    """The node as typed text."""
    match node:
        case Not(inner):
            return f"-{_grouped(inner)}"
        case All(nodes):
            return " ".join(spell(n) if not isinstance(n, Any) else _grouped(n) for n in nodes)
        case Any(nodes):
            return " OR ".join(spell(n) for n in nodes)
        case _:
            return _leaf(node)


def _grouped(node: Node) -> str:
    return f"({spell(node)})" if isinstance(node, All | Any | Not) else spell(node)


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Text(words, form, typed, field):
            return _named(field, _value(typed, form, words))
        case Tag(words, form, typed):
            # A tag is met as written, signs and all; in quotes it is the same one.
            quoted = form is Form.WORD and _is_special(typed)
            return _named("tag", _quoted(typed) if quoted else _value(typed, form, words))
        case InPath(typed):
            return _named("path", _quoted(typed))
        case Number(field, _, _, typed) | Days(field, _, _, typed):
            return f"{field}:{typed}"
        case Is(state):
            return f"is:{state}"
        case Has(part):
            return f"has:{part}"
        case Lang(_, _, typed):
            return _named("lang", _quoted(typed))


def _named(field: str, value: str) -> str:
    return f"{field}:{value}" if field else value


def _value(typed: str, form: Form, words: tuple[str, ...]) -> str:
    if form in (Form.PHRASE, Form.OPEN):
        return f'"{typed}"'
    if form is Form.PREFIX and _is_special(typed):
        return f'"{typed}"*'
    # without quotes, so that it stays open to other forms; signs within a word only join
    text = "-".join(words) if _is_special(typed) else typed
    return text + _SUFFIX.get(form, "")


def _quoted(typed: str) -> str:
    return f'"{typed}"' if _is_special(typed) else typed


def _is_special(typed: str) -> bool:
    signs = any(c.isspace() or c in "():" or c in QUOTES for c in typed)
    ends = not typed or typed[0] == "-" or typed[-1] in "*~"
    return signs or ends or typed in ("OR", "AND", "NOT")
