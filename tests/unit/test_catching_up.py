"""When the list is brought up to date after files have changed."""

from reader.ui.catching_up import LATEST, QUIET, SPARING, wait


def test_one_change_is_listed_a_moment_later():
    assert wait(10.0, 10.0, 10.0, 0.0) == QUIET


def test_while_changes_go_on_it_waits_but_not_for_ever():
    assert wait(11.0, 10.0, 11.0, 0.0) == QUIET
    assert wait(10.0 + LATEST, 10.0, 10.0 + LATEST, 0.0) == 0


def test_what_took_long_is_not_done_again_at_once():
    assert wait(10.0, 10.0, 10.0, 10.0 + SPARING) == SPARING
