"""A query as a tree: what is to be found, freed of how it was typed and of how it is looked up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from reader.named import NamedTuple

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from typing import TypeVar

    _Kind = TypeVar("_Kind", bound=tuple[object, ...])


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
    ARCHIVED = "archived"
    HIGHLIGHTED = "highlighted"
    BROKEN = "broken"
    DRAFT = "draft"


class Part(StrEnum):
    """What `has:` knows."""

    HERO = "hero"
    CTA = "cta"
    CODE = "code"
    TABLE = "table"
    IMAGE = "image"
    MATH = "math"
    FOOTNOTES = "footnotes"
    NOTES = "notes"


def _by_kind(node: type[_Kind]) -> type[_Kind]:
    """A node that equals only nodes of its kind: `All` and `Any` of the same are one tuple.

    Not dataclasses: a search loads eleven of these, which would take 7 ms with their module.
    """

    def equal(self: _Kind, other: object) -> bool:
        return other.__class__ is node and tuple.__eq__(self, other)

    def unequal(self: _Kind, other: object) -> bool:
        return not equal(self, other)

    node.__eq__ = equal  # type: ignore[method-assign, assignment]
    node.__ne__ = unequal  # type: ignore[method-assign, assignment]
    return node


class Text(NamedTuple):
    """Words that have to stand in an article, side by side where they are several."""

    words: tuple[str, ...]  # as the index has them: folded, unspaced scripts by character
    form: Form
    typed: str  # without quotes, star or tilde; not compared, the words tell
    field: str = ""  # title, subtitle, description, author or text; empty: anywhere

    def __eq__(self, other: object) -> bool:
        return other.__class__ is Text and self._compared() == other._compared()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._compared())

    def _compared(self) -> tuple[object, ...]:
        return self.words, self.form, self.field


@_by_kind
class Tag(NamedTuple):
    """A tag, met as a whole; as the beginning of one where the form says so."""

    words: tuple[str, ...]
    form: Form
    typed: str


@_by_kind
class InPath(NamedTuple):
    """A part of the path, case ignored."""

    typed: str


@_by_kind
class Number(NamedTuple):
    """A number between two bounds, both included; None is no bound."""

    field: str
    low: int | None
    high: int | None
    typed: str


@_by_kind
class Days(NamedTuple):
    """A date between two days, both included; None is no bound."""

    field: str
    first: date | None
    last: date | None
    typed: str


@_by_kind
class Is(NamedTuple):
    """A state that the article is in."""

    state: State


@_by_kind
class Has(NamedTuple):
    """Something that the article has."""

    part: Part


@_by_kind
class Lang(NamedTuple):
    """The language that an article states: `de` is also de-AT; as a beginning while it is typed."""

    tag: str  # in small letters, with dashes
    beginning: bool
    typed: str


@_by_kind
class Not(NamedTuple):
    """What must not be."""

    node: Node


@_by_kind
class All(NamedTuple):
    """Everything in here holds; never nested in another All, never of fewer than two."""

    nodes: tuple[Node, ...]


@_by_kind
class Any(NamedTuple):
    """Something in here holds; never nested in another Any, never of fewer than two."""

    nodes: tuple[Node, ...]


Leaf = Text | Tag | InPath | Number | Days | Is | Has | Lang
Node = Leaf | Not | All | Any


EVERYTHING: Node = Number("words", 0, None, ">=0")
"""What a view without conditions stands for, where it is part of something else."""


class Sort(NamedTuple):
    """One key of the order; each has a direction of its own, which `-` reverses."""

    key: str
    reverse: bool = False


class Query(NamedTuple):
    """What was understood, and a sentence for what was not."""

    typed: str
    tree: Node | None = None  # None: every article
    sort: tuple[Sort, ...] = ()
    notices: tuple[str, ...] = ()
    faults: tuple[
        str, ...
    ] = ()  # those of the notices that tell what was left out as not understood
    words: tuple[Text, ...] = ()  # those that an article is to have: what excerpts mark


def all_of(nodes: list[Node]) -> Node | None:
    """The nodes ANDed and flattened; None for no node at all."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, All) else (node,))
    if len(flat) > 1:
        flat = [node for node in flat if node != EVERYTHING] or [EVERYTHING]
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


def speaks_of(tree: Node | None, leaf: Leaf) -> bool:
    """Whether a leaf stands anywhere in a tree, below a negation too."""
    match tree:
        case All(nodes) | Any(nodes):
            return any(speaks_of(node, leaf) for node in nodes)
        case Not(node):
            return speaks_of(node, leaf)
        case _:
            return tree == leaf


def depth(tree: Node | None) -> int:
    """Levels of the tree; a leaf is one."""
    if isinstance(tree, All | Any):
        return 1 + max(depth(node) for node in tree.nodes)
    if isinstance(tree, Not):
        return 1 + depth(tree.node)
    return 0 if tree is None else 1
