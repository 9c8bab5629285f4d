"""What a line is like is found from answers, whatever frames there were."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.terminal.line import Line

WAYS = st.floats(0.0, 0.8)
PRICES = st.sampled_from([1e-6, 1e-5, 5e-5, 1.25e-4, 4e-4])


@given(WAYS, PRICES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_small_and_large_frames_tell_the_way_from_the_bytes(way, price, chance):
    line = Line()
    for _ in range(40):
        size = chance.choice([60, 300, 900, 3300])
        line.alone(size, way + size * price + chance.uniform(0, 0.004))
    assert line.way == pytest.approx(way + 0.002, abs=0.006)
    assert line.price == pytest.approx(price, abs=3e-6)


@given(WAYS, PRICES)
@settings(max_examples=60, deadline=None)
def test_frames_of_one_size_tell_it_where_some_stood_behind_others(way, price):
    line = Line()
    for _ in range(20):
        line.alone(900, way + 900 * price)
        line.behind(900, 900 * price)
    assert line.way == pytest.approx(way, abs=0.005)
    assert line.price == pytest.approx(price, abs=3e-6)


def test_what_is_believed_is_never_less_than_nothing():
    line = Line()
    chance = random.Random(1)
    for _ in range(200):
        line.alone(chance.randrange(4000), chance.uniform(0, 0.01))
        line.behind(chance.randrange(4000), 0.0)
        assert line.way >= 0
        assert line.price >= 0


def test_one_answer_that_took_a_second_moves_little():
    line = Line()
    for size in (100, 3000) * 10:
        line.alone(size, 0.3 + size * 1.25e-4)
    line.alone(700, 1.4)
    assert line.way == pytest.approx(0.3, abs=0.06)
    assert line.price == pytest.approx(1.25e-4, rel=0.15)


def test_a_way_that_changed_is_believed_at_once():
    line = Line()
    for size in (100, 3000) * 10:
        line.alone(size, 0.01 + size * 1e-6)
    line.changed()
    line.alone(700, 0.4)
    assert line.way == pytest.approx(0.4, abs=0.01)
    assert line.price == pytest.approx(1e-6, abs=1e-6)
