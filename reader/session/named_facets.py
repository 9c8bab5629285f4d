"""Authors and tags that articles have in common, each with the number that its condition finds.

A condition may find more than one spelling: `author:"Ann Lee"` is a phrase and finds Ann Lee-Jones
too, `tag:ai-art` stands for `AI art`. Where that may be, articles are counted by the condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.named import NamedTuple
from reader.patterns import pattern
from reader.query import narrow
from reader.query.tokens import words_of
from reader.query.tree import Node, Tag, Text
from reader.session.overlaps import Name, overlapping
from reader.store.catalog import facets
from reader.store.catalog.conditions import tag_keys
from reader.store.catalog.match import counts_within
from reader.store.catalog.statements import Statements

MOST = 1000  # values; beyond, nobody would find one by looking for it among them
_SIGNS = pattern(r"[\s_-]+")


class _Found(NamedTuple):
    """A name as it is written most often, and what a query has for it."""

    name: str
    condition: str
    node: Node
    count: int | None  # type: ignore[assignment]  # None where only the condition tells


def authors(statements: Statements, table: str) -> Iterator[tuple[str, str, int]]:
    """(name, condition, articles) of authors, the most frequent first."""
    groups: dict[Name, list[tuple[str, int]]] = {}
    for key, count in facets.authors(statements, table):
        groups.setdefault(words_of(key), []).append((key, count))
    groups.pop((), None)
    best = sorted(groups, key=lambda name: (-sum(n for _, n in groups[name]), name))[:MOST]
    within = overlapping(best, groups)
    found = []
    for words in best:
        (key, count), *others = groups[words]
        name = facets.written(statements, "author", key)
        condition = narrow.condition("author", name)
        node = narrow.node_of(condition)
        if isinstance(node, Text):
            sure = not others and words not in within and node.words == words
            found.append(_Found(name, condition, node, count if sure else None))
    return _counted(statements, table, found)


def tags(statements: Statements, table: str) -> Iterator[tuple[str, str, int]]:
    """(name, condition, articles) of tags, of the authors and one's own, the most frequent first."""
    counts: dict[str, int] = {}
    groups: dict[str, set[str]] = {}  # keys that are one for a query
    own: dict[str, str] = {}
    shared: set[str] = set()  # keys that are both the authors' and one's own
    for key, count in facets.tags(statements, table):
        counts[key] = count
        groups.setdefault(_joined(key), set()).add(key)
    for tag, key, count in facets.own_tags(statements, table):
        if key in counts:
            shared.add(key)
        counts[key] = counts.get(key, 0) + count
        own.setdefault(_joined(key), tag)
        groups.setdefault(_joined(key), set()).add(key)
    total = {name: sum(counts[key] for key in keys) for name, keys in groups.items()}
    found: dict[frozenset[str], _Found] = {}
    for group in sorted(groups, key=lambda name: (-total[name], name))[:MOST]:
        most = max(groups[group], key=lambda key: (counts[key], key))
        name = own.get(group) or facets.written(statements, "tag", most)
        condition = narrow.condition("tag", name)
        node = narrow.node_of(condition)
        if isinstance(node, Tag):
            keys = frozenset(key for key in tag_keys(node.typed)[1] if key in counts)
            if keys & groups[group]:  # else it has signs that can't be typed
                sure = keys == groups[group] and len(keys) == 1 and not keys & shared
                number = counts[most] if sure else None
                found.setdefault(keys, _Found(name, condition, node, number))
    return _counted(statements, table, found.values())


def _joined(key: str) -> str:
    """What is one for a query: spaces, dashes or underscores, where all of a tag's are the same."""
    name = _SIGNS.sub(" ", key.lstrip("#")).strip()
    return name if key in tag_keys(name)[1] else key


def _counted(
    statements: Statements, table: str, found: Iterable[_Found]
) -> Iterator[tuple[str, str, int]]:
    every = list(found)
    unsure = [each for each in every if each.count is None]
    numbers = dict(
        zip(
            (each.condition for each in unsure),
            counts_within(statements, (each.node for each in unsure), table),
            strict=True,
        )
    )
    values = [
        (each.name, each.condition, numbers[each.condition] if each.count is None else each.count)
        for each in every
    ]
    values.sort(key=lambda value: (-value[2], value[0]))
    return iter([value for value in values if value[2]])
