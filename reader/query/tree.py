"""A query as a tree: what is to be found, freed of how it was typed and of how it is looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as member
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Form(StrEnum):
    """How closely a text has to be met."""

    WORD = "word"  # itself, or another form of its stem
    TYPING = "typing"  # still being typed: also as the beginning of a word
    PREFIX = "prefix"  # word*
    PHRASE = "phrase"  # in quotes: exactly these words, side by side
    OPEN = "open"  # a phrase whose quote is still open: its last word may go on
    NEAR = "near"  # word~: with one typo


class State(StrEnum):
    """What `is:` knows."""

    NEW = "new"
    UNREAD = "unread"
    READING = "reading"
    READ = "read"
    STARRED = "starred"
    BROKEN = "broken"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Text:
    """Words that have to stand in an article, side by side where they are several."""

    words: tuple[str, ...]  # as the index has them: folded, unspaced scripts by character
    form: Form
    typed: str = member(compare=False)  # without quotes, star or tilde; the words tell
    field: str = ""  # title, subtitle, description, author or text; empty: anywhere


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, met as a whole; as the beginning of one where the form says so."""

    words: tuple[str, ...]
    form: Form
    typed: str


@dataclass(frozen=True, slots=True)
class InPath:
    """A part of the path, case ignored."""

    typed: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two bounds, both included; None is no bound."""

    field: str
    low: int | None
    high: int | None
    typed: str


@dataclass(frozen=True, slots=True)
class Days:
    """A date between two days, both included; None is no bound."""

    field: str
    first: date | None
    last: date | None
    typed: str


@dataclass(frozen=True, slots=True)
class Is:
    """A state that the article is in."""

    state: State


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be."""

    node: Node


@dataclass(frozen=True, slots=True)
class All:
    """Everything in here holds; never nested in another All, never of fewer than two."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Something in here holds; never nested in another Any, never of fewer than two."""

    nodes: tuple[Node, ...]


Leaf = Text | Tag | InPath | Number | Days | Is
Node = Leaf | Not | All | Any


class Sort(NamedTuple):
    """One key of the order; each has a direction of its own, which `-` reverses."""

    key: str
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood, and a sentence for what was not."""

    typed: str
    tree: Node | None = None  # None: every article
    sort: tuple[Sort, ...] = ()
    notices: tuple[str, ...] = ()
    words: tuple[Text, ...] = ()  # those that an article is to have: what excerpts mark


def all_of(nodes: list[Node]) -> Node | None:
    """The nodes ANDed and flattened; None for no node at all."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, All) else (node,))
    return _joined(flat, All)


def any_of(nodes: list[Node]) -> Node | None:
    """The nodes ORed and flattened; None for no node at all."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, Any) else (node,))
    return _joined(flat, Any)


def _joined(flat: list[Node], join: type[All] | type[Any]) -> Node | None:
    unique = tuple(dict.fromkeys(flat))
    if len(unique) < 2:
        return unique[0] if unique else None
    return join(unique)


def none_of(node: Node) -> Node:
    """The negation of a node; two negations are none."""
    return node.node if isinstance(node, Not) else Not(node)


def parts(tree: Node | None) -> tuple[Node, ...]:
    """What all has to hold: the conditions that can be dropped one by one."""
    if tree is None:
        return ()
    return tree.nodes if isinstance(tree, All) else (tree,)


def positive_texts(tree: Node | None) -> Iterator[Text]:
    """The texts that are not below a negation, from left to right."""
    if isinstance(tree, Text):
        yield tree
    elif isinstance(tree, All | Any):
        for node in tree.nodes:
            yield from positive_texts(node)


def depth(tree: Node | None) -> int:
    """Levels of the tree; a leaf is one."""
    if isinstance(tree, All | Any):
        return 1 + max(depth(node) for node in tree.nodes)
    if isinstance(tree, Not):
        return 1 + depth(tree.node)
    return 0 if tree is None else 1
