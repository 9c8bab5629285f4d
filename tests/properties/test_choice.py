"""Whatever keys choose, it is a range of the text, and it is found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.markdown.parse import Text
from reader.session import choice as choices
from reader.session.choice import Unit
from reader.session.highlights import look, made, well_anchored
from reader.session.stretch import Spot

PIECES = st.sampled_from(
    ["A word. ", "“Is it?” ", "e.g. this ", "漢字。", "\n\n", "\n- item ", "> quoted ", "## Head\n",
     "`code` ", "| a | b |\n|---|---|\n| 1 | 2 |\n", "\n---\n", "[^1] ", "\n[^1]: A note.\n", "🙂 ",
     "سوق ", "\n```\nx = 1\n```\n", "<!-- c -->\n\n", "[link](x) ", "Some more words follow here. "]
)  # fmt: skip
SOURCES = st.lists(PIECES, min_size=1, max_size=25).map("".join)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(Unit), st.integers(-4, 4)), st.integers(-3, 3), st.just("o")
    ),
    max_size=12,
)


@given(SOURCES, STEPS, st.integers(0, 8), st.integers(0, 30))
def test_any_keys_choose_a_range_of_the_text(
    source: str,
    steps: list[tuple[Unit, int] | int | str],
    block: int,
    offset: int,
) -> None:
    text = Text(source)
    choice = choices.first(text, Spot(block, offset) if text.has(block) else Spot(0, 0))
    if choice is None:
        assert not any(choices.units(text, each, Unit.SENTENCE) for each in range(text.count))
        return
    for step in steps:
        if isinstance(step, tuple):
            choice = choices.grown(text, choice, *step)
        elif isinstance(step, int):
            choice = choices.another(text, choice, step)
        else:
            choice = choices.swapped(choice)
        start, stop, _ = choice
        assert start < stop
        for spot in (start, stop):
            assert text.has(spot.block)
            assert 0 <= spot.offset <= len(text.text(spot.block))
    one = made(text.again(), "a.md", choice.start, choice.stop, 0)
    quote = well_anchored(text.again(), choice.start, choice.stop)
    assert quote.exact == one.quote.exact
    one = one._replace(quote=quote)
    looked = look(text.again(), (one,))
    if any(map(str.isalnum, one.quote.exact)):
        assert [each[:2] for each in looked.lit] == [choice[:2]]
        assert not looked.moved
    assert len(looked.lit) + len(looked.lost) == 1


@pytest.mark.parametrize("unit", Unit)
@given(SOURCES)
def test_units_are_in_order_and_hold_something(unit: Unit, source: str) -> None:
    text = Text(source)
    text.find_all()
    for block in range(text.count):
        end = 0
        for start, stop in choices.units(text, block, unit):
            assert end <= start < stop <= len(text.text(block))
            assert text.text(block)[start:stop].strip()
            end = stop
