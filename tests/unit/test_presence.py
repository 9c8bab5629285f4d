"""A file is gone when two looks have missed it, and back when one finds it."""

from reader.session.presence import Presence, Then, looked


def told(*looks):
    """What follows from these looks, one after another."""
    presence, said = Presence.THERE, []
    for found in looks:
        presence, then = looked(presence, found=found)
        said.append(then)
    return said


def test_a_file_that_is_missed_once_is_looked_for_again():
    assert told(False, True) == [Then.LOOK_AGAIN, Then.NOTHING]


def test_a_file_that_is_missed_twice_is_gone_and_that_is_said_once():
    assert told(False, False, False, False) == [
        Then.LOOK_AGAIN,
        Then.SAY_GONE,
        Then.NOTHING,
        Then.NOTHING,
    ]


def test_a_file_that_was_gone_is_back_at_the_first_look_that_finds_it():
    assert told(False, False, True, True) == [
        Then.LOOK_AGAIN,
        Then.SAY_GONE,
        Then.SAY_BACK,
        Then.NOTHING,
    ]
