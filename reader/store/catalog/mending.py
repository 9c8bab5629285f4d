"""Where nothing is found: one typo allowed, else queries that would find something."""

from __future__ import annotations

from collections.abc import Callable

from reader.query.spell import spell
from reader.query.tokens import can_go_on
from reader.query.tree import All, Any, Form, Node, Tag, Text, all_of, any_of, parts, positive_texts
from reader.store.catalog.expressions import Expressions
from reader.store.catalog.match import Suggestion

SUGGESTIONS = 3
_DROPPED = 8  # conditions that are left out one by one
_TOLD = 3  # words that a typo may have meant

Count = Callable[[Node], int]


def with_typos(tree: Node, expressions: Expressions, count: Count) -> tuple[Node | None, str]:
    """The tree with a typo allowed in each word that nothing has, and a sentence that says so.

    None where no word has one.
    """
    meant: dict[Text, Text] = {}
    told: list[str] = []
    for text in dict.fromkeys(positive_texts(tree)):
        if text.form not in (Form.WORD, Form.TYPING) or count(text):
            continue
        near = text._replace(form=Form.NEAR)
        if count(near):
            meant[text] = near
            words = " ".join(f"`{word}`" for word in expressions.near(text)[:_TOLD])
            told.append(f"Nothing for `{spell(text)}`; shown is {words}.")
    return (_replaced(tree, meant), " ".join(told)) if meant else (None, "")


def suggestions(tree: Node, count: Count) -> tuple[Suggestion, ...]:
    """What is less strict and finds something; the fewest hits first.

    The query without one of its conditions, else each of them alone, else its words anywhere: in
    place of a tag, of a phrase or in a field.
    """
    nodes = parts(tree)[:_DROPPED]
    found: list[Suggestion] = []
    if len(nodes) > 1:
        rests = [all_of([node for node in nodes if node is not dropped]) for dropped in nodes]
        found = _counted([rest for rest in rests if rest], count)
    if not found and len(nodes) > 2:
        found = _counted(list(nodes), count)
    if not found:
        loose = _loosened(tree)
        found = _counted([loose] if loose != tree else [], count)
    return tuple(sorted(found, key=lambda suggestion: suggestion.count)[:SUGGESTIONS])


def _counted(trees: list[Node], count: Count) -> list[Suggestion]:
    found = [Suggestion(spell(tree), count(tree)) for tree in trees]
    return [suggestion for suggestion in found if suggestion.count]


def _loosened(tree: Node) -> Node:
    match tree:
        case Text(words, form, _, field) if field or (form is Form.PHRASE and len(words) > 1):
            return _anywhere(words)
        case Tag(words):
            return _anywhere(words)
        case All(nodes):
            return all_of([_loosened(node) for node in nodes]) or tree
        case Any(nodes):
            return any_of([_loosened(node) for node in nodes]) or tree
    return tree


def _anywhere(words: tuple[str, ...]) -> Node:
    # Characters of a script without spaces were one word to whoever typed them.
    apart = [(word,) for word in words] if all(map(can_go_on, words)) else [words]
    texts: list[Node] = [Text(part, Form.WORD, "".join(part)) for part in apart]
    return all_of(texts) or texts[0]


def _replaced(tree: Node, by: dict[Text, Text]) -> Node:
    match tree:
        case Text():
            return by.get(tree, tree)
        case All(nodes):
            return all_of([_replaced(node, by) for node in nodes]) or tree
        case Any(nodes):
            return any_of([_replaced(node, by) for node in nodes]) or tree
    return tree
