"""Answers of the terminal are taken out of the keys, wherever a read ends."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.terminal.replies import Replies

ANSWERS = st.sampled_from(
    [
        b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
        b"\x1b]4;7;rgb:ff/ff/ff\x07",
        b"\x1b]52;c;aGVsbG8=\x1b\\",
        b"\x1bP1$r4:3m\x1b\\",
        b"\x1bP0+r524742\x1b\\",
        b"\x1bP>|kitty(0.35)\x1b\\",
        b"\x1b[?62;22c",
        b"\x1b[>1;10;0c",
        b"\x1b[?2048;4$y",
        b"\x1b[?1u",
        b"\x1b[12;40R",
        b"\x1b[0n",
        b"\x1b[4;600;800t",
        b"\x1b[?997;1n",
    ]
)
KEYS = st.sampled_from(
    [
        b"j",
        b"\r",
        "é".encode(),
        "漢".encode(),
        b"\x1b[A",
        b"\x1b[1;5C",
        b"\x1bOP",
        b"\x1b[15~",
        b"\x1bx",
        b"\x1b[<0;10;10M",
        b"\x1b[<35;10;10m",
        b"\x1b[I",
        b"\x1b[97;5u",
        b"\x1b[200~pasted \x1b]11;x text\x1b[201~",
        b"\x03",
    ]
)
PIECES = st.lists(st.tuples(st.booleans(), KEYS, ANSWERS), max_size=8)


def cut(data, places):
    edges = sorted({0, len(data), *(place % (len(data) + 1) for place in places)})
    return [data[one:other] for one, other in pairwise(edges)]


@given(PIECES, st.lists(st.integers(0, 10_000), max_size=12))
def test_keys_come_through_and_answers_are_taken_however_the_reads_are_cut(pieces, places):
    replies = Replies()
    data = b"".join(key if is_key else answer for is_key, key, answer in pieces)
    keys = b"".join(replies.feed(part, 0.0) for part in cut(data, places))
    keys += replies.expire(1e9)
    # what acts within a paste goes
    wanted = (key.replace(b" \x1b]", b" ]") for is_key, key, _ in pieces if is_key)
    assert keys == b"".join(wanted)
    assert replies.take() == [answer for is_key, _, answer in pieces if not is_key]


@given(st.binary(max_size=200), st.lists(st.integers(0, 10_000), max_size=6))
def test_any_bytes_are_read_and_a_key_comes_through_in_the_end(data, places):
    replies = Replies()
    for part in cut(data, places):
        replies.feed(part, 0.0)
    replies.expire(10.0)
    # a paste has no end but its own
    assert (
        replies.feed(b"\x1b[201~", 20.0) + replies.expire(30.0) + replies.feed(b"\rj", 40.0)
    ).endswith(b"\rj")


@given(st.text(alphabet="abc ü漢\x1b[]P1;$", max_size=60))
def test_nothing_that_is_typed_slowly_is_lost(text):
    replies = Replies()
    came = b""
    for number, byte in enumerate(text.encode()):
        came += replies.feed(bytes([byte]), float(number))
        came += replies.expire(number + 0.9)
    assert came == text.encode()
    assert replies.take() == []


def test_escape_alone_is_a_key_after_a_tenth_of_a_second():
    replies = Replies()
    assert replies.feed(b"\x1b", 5.0) == b""
    assert replies.expire(5.05) == b""
    assert replies.due() == pytest.approx(5.1)
    assert replies.expire(5.1) == b"\x1b"
    assert replies.due() is None


def test_at_rest_nothing_is_due():
    replies = Replies()
    replies.feed(b"j\x1b[A\x1b[?62c", 0.0)
    assert replies.due() is None


def test_an_answer_without_an_end_locks_nobody_out():
    replies = Replies()
    assert replies.feed(b"\x1b]52;c;aGVs", 0.0) == b""
    assert replies.feed(b"\x03", 0.1) == b"\x03"
    assert replies.feed(b"q", 0.2) == b"q"
    replies.feed(b"\x1b]52;c;aGVs", 1.0)
    assert replies.expire(6.1) == b""
    assert replies.feed(b"q", 6.2) == b"q"


def test_of_a_huge_answer_only_the_beginning_is_kept():
    replies = Replies()
    replies.feed(b"\x1b]52;c;" + b"A" * 1_000_000, 0.0)
    replies.feed(b"A" * 1_000_000 + b"\x1b\\", 0.1)
    [answer] = replies.take()
    assert len(answer) < 5000
    assert replies.feed(b"q", 0.2) == b"q"


def test_what_textual_asked_for_is_both_an_answer_and_passed_on():
    replies = Replies()
    assert replies.feed(b"\x1b[?2026;2$y", 0.0) == b"\x1b[?2026;2$y"
    assert replies.take() == [b"\x1b[?2026;2$y"]
