"""What holds for anything that is typed."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reader import settings
from reader.characters import is_clean
from reader.query.parse import LEVELS, parse
from reader.query.ranges import days, numbers
from reader.query.spell import spell
from reader.query.tokens import words_of
from reader.query.tree import All, Any, Node, Not, Query, depth
from reader.query.views import key
from reader.session.completion import completions, offers

TODAY = date(2024, 5, 15)

FRAGMENTS = st.sampled_from(
    [
        *"()\"-*~:.,'<>= “”",
        " ",
        "OR",
        "NOT",
        "AND",
        " OR ",
        "a",
        "Quantum",
        "don't",
        "機械学習",
        "Café",
        "हिन्दी",
        "author:",
        "auther:",
        "tag:",
        "is:unread",
        "is:",
        "read:<10",
        "date:2024-02..",
        "date:<30d",
        "sort:-date",
        "path:",
        "\x1b",
        "\u202e",
        "\ud800",
        "🦄",
        "..",
    ]
)
TYPED = st.text(max_size=200) | st.lists(FRAGMENTS, max_size=60).map("".join)


def flat(node: Node | None) -> bool:
    """No group within one of its own kind, none of fewer than two, no negation of a negation."""
    if isinstance(node, Not):
        return not isinstance(node.node, Not) and flat(node.node)
    if isinstance(node, All | Any):
        return len(node.nodes) > 1 and all(
            not isinstance(inner, type(node)) and flat(inner) for inner in node.nodes
        )
    return True


@given(TYPED, st.booleans())
def test_any_typed_text_gives_a_query(typed: str, typing: bool) -> None:
    query = parse(typed, today=TODAY, typing=typing)
    assert isinstance(query, Query)
    assert flat(query.tree)
    assert depth(query.tree) <= 3 * LEVELS
    assert all(text.words and all(text.words) for text in query.words)
    assert all(is_clean(notice) and "\n" not in notice for notice in query.notices)


@given(TYPED)
def test_a_tree_that_is_spelled_is_understood_the_same_way(typed: str) -> None:
    tree = parse(typed, today=TODAY).tree
    if tree is None:
        return
    again = parse(spell(tree), today=TODAY)
    assert again.notices == ()
    assert again.tree is not None
    assert spell(again.tree) == spell(tree)


@given(st.text(max_size=40) | st.from_regex(r"(<|>=)?\d{1,6}(\.\.)?[dwmy]?\d*", fullmatch=True))
def test_any_value_is_a_range_or_none(value: str) -> None:
    bounds = numbers(value)
    assert bounds is None or bounds != (None, None)
    span = days(value, TODAY)
    assert span is None or span != (None, None)


@given(st.text(max_size=100))
def test_words_hold_no_space_and_are_words_themselves(text: str) -> None:
    words = words_of(text)
    assert all(word and not any(char.isspace() for char in word) for word in words)


@given(
    st.text(st.sampled_from("aB1 -_()*~:\"“”„'.+#éß漢!") | st.characters(), min_size=1, max_size=12)
)
def test_a_completed_view_is_named_by_the_query_that_completion_gives(name: str) -> None:
    if settings.wrong_view(name, "telltale"):
        return
    offered = offers("in:", views={name: "telltale"})
    typed = [offer.typed for offer in offered if offer.told == "telltale"]
    assert len(typed) == (1 if key(name) else 0)
    for whole in typed:
        query = parse(whole, today=TODAY, views={name: "telltale"})
        assert not query.faults
        assert query.tree == parse("telltale", today=TODAY).tree
        for end in range(len("in:"), len(whole)):
            begun = completions(whole[:end], views={name: "telltale"})
            assert whole in begun
