"""The reader of streams that the tests of hostile content rely on sees everything it should."""

import pytest

from tests.hostile import BIDI, C0, C1, SEQUENCES
from tests.stream import faults_of_command, faults_of_interface


@pytest.mark.parametrize("evil", [*C0, *C1, *SEQUENCES, *BIDI[:9]], ids=repr)
def test_nothing_of_another_hand_is_taken_for_ours(evil):
    assert faults_of_command(f"text {evil} text")


def test_what_we_send_ourselves_is_known():
    ours = (
        "\x1b[?1049h\x1b[1;31mé漢\x1b[m\x1b]8;id=a;https://a.example/%1B\x1b\\x\x1b]8;;\x1b\\\r\n"
    )
    assert faults_of_interface(ours.encode()) == []


@pytest.mark.parametrize(
    "evil",
    ["\x1b]8;;file:///x\x1b\\", "\x1b]8;;http://a b\x1b\\", "\x1b]0;t\a", "\x1b[?9h", "\x1bP$q"],
)
def test_what_only_looks_like_ours_is_not(evil):
    assert faults_of_interface(evil.encode())
