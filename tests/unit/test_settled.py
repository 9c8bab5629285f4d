"""What a query says for good that was still being typed."""

import pytest

from reader.query.parse import parse
from reader.query.settled import settled
from tests.match_library import TODAY


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("quantu", "quantu*"),
        ("a -quantu", "a -quantu*"),
        ("author:d", "author:d*"),
        ("tag:qu", "tag:qu*"),
        ("lang:d", "lang:d*"),
        ("(a OR quantu", "(a OR quantu*"),
        ('"quantum comp', '"quantum comp"*'),
        ("don't", "don't*"),
    ],
)
def test_a_word_that_was_being_typed_gets_its_star(typed: str, expected: str) -> None:
    assert settled(typed, TODAY, {}) == expected


@pytest.mark.parametrize(
    "typed",
    ["", "quantu ", '"quantum comp"', "quantum~", "quant*", "(a OR b)", "is:unread", "read:<10"],
)
def test_what_is_finished_stays_as_it_is(typed: str) -> None:
    assert settled(typed, TODAY, {}) == typed


def test_what_is_settled_stays_settled() -> None:
    once = settled("in:mine quantu", TODAY, {"Mine": "a OR b"})
    assert once == "in:mine quantu*"
    assert settled(once, TODAY, {"Mine": "a OR b"}) == once
    assert parse(once, today=TODAY).faults
