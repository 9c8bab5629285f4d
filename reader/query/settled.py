"""A query as somebody leaves it who has stopped typing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reader.query.parse import parse
from reader.query.tree import All, Any, Form, Node, Not, Tag, Text

_BEGUN = (Form.TYPING, Form.OPEN)


def settled(typed: str, today: date, views: Mapping[str, str]) -> str:
    """What says for good what `typed` says while it is being typed: `quantu*` for `quantu`.

    Unchanged where the last word stands for nothing but itself, behind a space for instance.
    """
    wanted = parse(typed, today=today, typing=True, views=views).tree
    if parse(typed, today=today, views=views).tree == wanted:
        return typed
    written = typed.rstrip()
    for starred in (f"{written}*", f'{written}"*'):  # the latter for a phrase that is still open
        if parse(starred, today=today, views=views).tree == _prefixed(wanted):
            return starred
    return typed


def _prefixed(node: Node | None) -> Node | None:
    """A tree with a star behind each word that was being typed."""
    match node:
        case Text() | Tag() if node.form in _BEGUN:
            return node._replace(form=Form.PREFIX)
        case Not(inner):
            prefixed = _prefixed(inner)
            return node if prefixed is None else Not(prefixed)
        case All(nodes):
            return All(tuple(found for each in nodes if (found := _prefixed(each))))
        case Any(nodes):
            return Any(tuple(found for each in nodes if (found := _prefixed(each))))
    return node
