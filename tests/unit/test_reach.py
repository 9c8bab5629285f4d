"""What counts as read: passed by reading on, or rested on; not jumped to."""

import pytest

from reader.session.reach import RESTS, Reach, reads


def test_a_jump_to_the_end_counts_for_nothing_by_itself():
    reach = Reach().read_on(20, 1.0).seen(100, 2.0).seen(100, 2.0 + RESTS / 2)
    assert reach.read == 20
    assert reach.seen(12, 2.0 + RESTS).read == 20


def test_who_stays_where_they_jumped_to_has_read_it():
    reach = Reach().seen(100, 2.0)
    assert reach.seen(100, 2.0 + RESTS).read == 100


def test_time_at_one_place_is_not_time_at_another():
    reach = Reach().seen(60, 0.0).seen(100, RESTS - 1).seen(100, RESTS + 1)
    assert reach.read == 0


def test_reading_on_from_where_one_jumped_counts():
    assert Reach().seen(60, 0.0).read_on(61, 0.5).read == 61
    assert Reach().seen(100, 0.0).read_on(100, 0.5).read == 100


def test_what_was_read_stays_read_further_up():
    assert Reach().read_on(80, 1.0).seen(10, 2.0).read_on(20, 3.0).read == 80


@pytest.mark.parametrize(
    ("action", "count", "is_reading"),
    [
        ("down", None, True),
        ("down", 5, True),
        ("down", 500, False),
        ("half_down", None, True),
        ("page_down", 2, True),
        ("page_down", 9, False),
        ("read_on", 1, True),
        ("next_section", None, True),
        ("next_section", 9, False),
        ("up", None, False),
        ("previous_section", None, False),
        ("bottom", None, False),
        ("percent", 99, False),
        ("go_to_mark", None, False),
        ("next_hit", None, False),
    ],
)
def test_keys_by_which_people_read_on_are_told_from_jumps(action, count, is_reading):
    assert reads(action, count, 30) is is_reading
