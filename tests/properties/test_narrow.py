"""A condition added to a query and taken away: the query is again what it was, to the letter."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.query.narrow import add, condition, has, remove
from reader.query.parse import parse
from reader.query.tree import All, Any, all_of, parts

TODAY = date(2000, 1, 1)
CONDITIONS = (
    'author:"Ann Lee"', "tag:ai", "date:2024", "read:4..6", "title:machine-learning",
    'path:"/a b/"', "author:Jenkins",
)  # fmt: skip
WORDS = st.sampled_from(
    ["ai", "OR", "NOT", "-", "(", ")", '"', " ", "  ", "tag:(", "tag:ai", '"a b"', "author:x",
     "sort:title", "  (", "is:unread", "in:unread", 'author:"Ann Lee"', "date:2024", "*", "~"]
)  # fmt: skip
TYPED = st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=12).map("".join))


@given(TYPED, st.sampled_from(CONDITIONS))
@example("(ai OR ethics)", "tag:ai")
@example(" (ai OR ethics)", "tag:ai")
@example("ai OR ethics", "tag:ai")
@example("  (a) OR (b)", "tag:ai")
@example('"half a phra', "tag:ai")
@example("tag:ai", "tag:ai")
@example("  ", "tag:ai")
def test_what_was_added_and_taken_away_leaves_the_query_as_it_was(typed: str, more: str) -> None:
    assert remove(add(typed, more), more) == typed


@given(TYPED, st.sampled_from(CONDITIONS))
@example("a) OR b", "tag:ai")
@example("a OR b) c", "tag:ai")
def test_all_that_is_found_meets_what_was_added_and_what_was_asked_before(
    typed: str, more: str
) -> None:
    before, after = parse(typed, today=TODAY), parse(add(typed, more), today=TODAY)
    wanted = all_of([*parts(parse(more, today=TODAY).tree), *parts(before.tree)])
    assert after.tree == wanted
    assert after.sort == before.sort
    assert has(add(typed, more), more)


@given(st.lists(st.sampled_from(CONDITIONS), unique=True, max_size=5), TYPED, st.data())
def test_conditions_are_taken_away_in_any_order(
    added: list[str], typed: str, data: st.DataObject
) -> None:
    wanted = parse(typed, today=TODAY)
    if any(has(typed, more) for more in added) or any(
        not isinstance(part, All | Any) and part == parse(more, today=TODAY).tree
        for part in parts(wanted.tree)
        for more in added
    ):
        return
    text = typed
    for more in added:
        text = add(text, more)
    for more in data.draw(st.permutations(added)):
        text = remove(text, more)
        assert not has(text, more)
    found = parse(text, today=TODAY)
    assert (found.tree, found.sort) == (wanted.tree, wanted.sort)


@pytest.mark.parametrize(
    ("typed", "more", "left"),
    [
        ('quantum author:"Ann Lee" -hype', 'author:"Ann Lee"', "quantum -hype"),
        ("quantum author:“ann lee”", 'author:"Ann Lee"', "quantum"),
        ("tag:ai quantum tag:ai", "tag:ai", "quantum tag:ai"),
        ("-tag:ai quantum", "tag:ai", "-tag:ai quantum"),
        ("tag:ai OR x", "tag:ai", "tag:ai OR x"),
        ('"tag:ai" x', "tag:ai", '"tag:ai" x'),
        ("tag:ain x", "tag:ai", "tag:ain x"),
        ("read:4..6 tag:ai  (a OR b)", "tag:ai", "read:4..6  (a OR b)"),
        ("(tag:ai x) sort:title", "tag:ai", "(x) sort:title"),
        ("x TAG:AI", "tag:AI", "x"),
    ],
)
def test_only_the_condition_itself_is_taken_away(typed: str, more: str, left: str) -> None:
    assert remove(typed, more) == left


def test_a_value_is_quoted_where_it_needs_it() -> None:
    assert condition("tag", "ai") == "tag:ai"
    assert condition("author", "Ann Lee") == 'author:"Ann Lee"'
    assert condition("author", 'Ann "the Pen" Lee') == 'author:"Ann the Pen Lee"'
    assert condition("path", "/a(b)/") == 'path:"/a(b)/"'
    assert condition("tag", "-x") == 'tag:"-x"'
    assert condition("author", '"') == ""
