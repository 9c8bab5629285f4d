"""A tree is written as it would be typed, and a slip finds the name that was meant."""

from __future__ import annotations

from datetime import date

import pytest

from reader.query.nearest import distance, nearest
from reader.query.parse import parse
from reader.query.spell import spell


def spelled(typed: str) -> str:
    tree = parse(typed, today=date(2024, 5, 15)).tree
    return spell(tree) if tree else ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("quantum   computing", "quantum computing"),
        ("a OR b c", "a OR b c"),
        ("((a OR b)) c", "(a OR b) c"),
        ("NOT hype", "-hype"),
        ("-(a b)", "-(a b)"),
        ('"machine learning" -"x y"', '"machine learning" -"x y"'),
        ('"machine lea"* quant* quantom~', '"machine lea"* quant* quantom~'),
        ("tag:(ai OR ethics)", "tag:ai OR tag:ethics"),
        ("path:a:b", 'path:"a:b"'),
        ("read:<10 date:2024.. is:new", "read:<10 date:2024.. is:new"),
        ("https://example.org", "https-example-org"),
        ("author:(David jenkins)", "author:David author:jenkins"),
    ],
)
def test_a_tree_is_written_as_it_would_be_typed(typed: str, expected: str) -> None:
    assert spelled(typed) == expected
    assert spelled(expected) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("author", "author", 0),
        ("auther", "author", 1),
        ("auhtor", "author", 1),
        ("athor", "author", 1),
        ("authorr", "author", 1),
        ("outhar", "author", 2),
        ("xyz", "author", 3),
        ("kitten", "sitting", 3),
    ],
)
def test_a_distance_counts_edits_up_to_its_limit(left: str, right: str, expected: int) -> None:
    assert distance(left, right, 2) == expected
    assert distance(right, left, 2) == expected


def test_the_nearest_name_is_one_that_may_have_been_meant() -> None:
    names = ("author", "title", "tag", "date", "read")
    assert nearest("auther", names) == "author"
    assert nearest("tga", names) == "tag"
    assert nearest("red", names) == "read"
    assert nearest("aut", names) == "author"
    assert nearest("ai", names) is None
    assert nearest("au", names) is None
    assert nearest("publisher", names) is None
    assert nearest("x" * 1000, names) is None
