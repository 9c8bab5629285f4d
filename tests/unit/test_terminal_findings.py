"""What a terminal is asked once, and all that is known of it."""

import os

import pytest

from reader.terminal.findings import findings
from reader.terminal.questions import LAST, Answers, asking, heard, questions

ALL = (
    b"\x1b]11;rgb:fafa/fafa/fafa\x1b\\",
    b"\x1b[?0u",
    b"\x1b[?2026;2$y",
    b"\x1b[?62;22c",
)
TERMINAL = {"TERM": "xterm-256color", "LANG": "en_US.UTF-8"}


def told(*answers):
    known = Answers()
    for answer in answers:
        known = heard(known, answer)
    return known


def by_name(*args, **kwargs):
    return {found.name: found for found in findings(*args, **kwargs)}


def test_answers_are_gathered_in_any_order():
    whole = Answers((250, 250, 250), synchronised=True, kitty=True, complete=True)
    assert told(*ALL) == told(*reversed(ALL)) == whole


def test_what_is_not_asked_changes_nothing():
    assert told(b"\x1b[2;1R", b"\x1b]10;rgb:00/00/00\a", b"\x1b[?25;1$y") == Answers()


@pytest.mark.parametrize(("state", "known"), [(0, False), (1, True), (2, True), (4, False)])
def test_synchronised_output_is_there_where_the_mode_is_known(state, known):
    assert told(b"\x1b[?2026;%d$y" % state).synchronised is known


@pytest.mark.parametrize("term", ["linux", "vt100", "dumb"])
def test_terminals_that_might_print_a_question_are_asked_what_vt100_knew(term):
    assert questions(term) == LAST
    assert questions("xterm") != LAST


def test_each_capability_tells_how_it_became_known():
    known = by_name(told(*ALL), environ=TERMINAL)

    assert known["colours"][1:] == ("256", "TERM is xterm-256color")
    assert known["characters"][1:] == ("UTF-8", "LANG is en_US.UTF-8")
    assert known["multiplexer"][1:] == ("none", "TERM is xterm-256color")
    assert known["links"][1:] == (True, "TERM is xterm-256color")
    assert known["synchronised output"][1:] == (True, "the terminal said so")
    assert known["kitty keyboard"][1:] == (True, "the terminal said so")
    assert known["background"][1:] == ("#fafafa", "the terminal said so")
    assert known["theme"][1:] == ("light", "the background says so")
    assert all(found.how for found in known.values())


def test_what_was_not_answered_is_told_from_what_is_not_there():
    silent, short = by_name(Answers(), environ=TERMINAL), by_name(told(ALL[3]), environ=TERMINAL)

    assert silent["kitty keyboard"][1:] == (None, "the terminal did not answer")
    assert short["kitty keyboard"][1:] == (False, "the terminal answers, but not to this")
    assert short["background"][1:] == (None, "the terminal answers, but not to this")
    assert short["theme"][1:] == ("dark", "nothing says otherwise")


def test_what_was_chosen_goes_before_what_was_found():
    known = by_name(told(*ALL), color="16", characters="ascii", theme="dark", environ=TERMINAL)
    for name, value in (("colours", "16"), ("characters", "ASCII"), ("theme", "dark")):
        assert known[name][1:] == (value, "it was chosen")


def test_a_multiplexer_is_told_with_what_names_it():
    known = by_name(Answers(), environ={"TERM": "screen", "STY": "1.pts", "COLORTERM": "24bit"})
    assert known["multiplexer"][1:] == ("screen", "STY is set")
    assert known["links"][1:] == (False, "screen drops them")
    assert known["colours"].value == "16"


def test_without_a_terminal_nobody_is_asked():
    if os.fork() == 0:
        os.setsid()  # no terminal of its own any more
        with asking() as asked:
            os._exit(0 if asked is None else 1)
    assert os.waitstatus_to_exitcode(os.wait()[1]) == 0
