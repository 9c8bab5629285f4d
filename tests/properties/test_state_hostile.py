"""A dump that anybody may have written: a sentence for each line that is none, and the rest loads."""

from __future__ import annotations

import itertools
import json
import os
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Place, Quote
from reader.characters import is_clean
from reader.session.carry import load, parse
from reader.store.state.facts import Anchored, Left, Lettered, Noted, Opened, Reached, Tagged
from reader.store.state.records import records
from reader.store.state.state import State

NUMBERS = itertools.count()
FACTS = (
    Opened("a.md", 5.0, "Title"),
    Reached("a.md", Place(1, 2, "q", "b"), 40, 6.0),
    Tagged("a.md", "later", True, 6.0),
    Lettered("a.md", "x", Place(1), 6.0),
    Anchored("a.md", "1" * 32, Quote("words"), 6.0, 6.0),
    Noted("a.md", "1" * 32, "A thought.", 7.0),
    Left("a.md", 5.0, 30, 8.0),
)
EVIL = st.one_of(
    st.sampled_from(
        [
            None, True, -1, 10**30, -(10**30), 1 << 63, 1e308, -0.5, float("nan"), float("inf"),
            float("-inf"), "", "x" * 5000, "\x1b]52;c;aGk=\x07", "\u202eevil", "\ud800", "\x00",
            "/etc/passwd", "../../etc/passwd", "a\nb", [], {}, [[[[]]]], {"a": {"b": []}},
        ]
    ),
    st.integers(),
    st.floats(),
    st.text(st.characters(), max_size=8),
)  # fmt: skip


@pytest.fixture(scope="module")
def state() -> Iterator[State]:
    with tempfile.TemporaryDirectory() as folder:
        opened = State(os.path.join(folder, "state.db"))
        opened.library("/good").write(FACTS)
        yield opened
        opened.close()


@given(st.data())
@settings(max_examples=150)
def test_any_value_in_any_field_is_taken_as_one_may_be_or_refused_with_its_line(
    state: State, data: st.DataObject
) -> None:
    head, *told = records(state, "/good")
    root = f"/{next(NUMBERS)}"
    good = [{**record, "library": root} for record in told]
    bad = dict(data.draw(st.sampled_from(good)))
    field = data.draw(st.sampled_from([*bad, "nothing that is known"]))
    bad[field] = data.draw(EVIL)
    lines = [json.dumps(each).encode() for each in (head, bad, *good)]
    found, faults = parse(lines)
    assert [fault.line for fault in faults] in ([], [2])
    assert len(found) == 1 + len(good) + (not faults)
    for fault in faults:
        assert is_clean(fault.sentence)
        assert "\n" not in fault.sentence
        assert len(fault.sentence) < 200
    load(state, found, None)
    kept = list(records(state))
    for record in kept:
        for name, value in record.items():
            if isinstance(value, str) and name not in ("path", "library", "new_path"):
                assert is_clean(value)
    known = state.library(root).reading("a.md")
    assert 0 <= known.progress <= 100
    again = [json.dumps(each).encode() for each in kept]
    assert parse(again)[1] == []


LINES = st.one_of(
    st.binary(max_size=20),
    st.sampled_from(
        [
            b"[" * 100_000, b'{"kind":' * 50_000, b'{"kind": ' + b"9" * 10_000 + b"}", b"\xff\xfe",
            b"null", b"[]", b"0", b'"kind"', b'{"kind": ["tag"]}', b'{"kind": "tag", "library": 3}',
            b'{"kind": "reader state", "version": 99}', b'{"kind": "reader state", "version": NaN}',
        ]
    ),
)  # fmt: skip


@given(st.lists(LINES, max_size=5))
@settings(max_examples=60)
def test_any_line_among_records_is_a_fault_or_nothing(state: State, lines: list[bytes]) -> None:
    good = [json.dumps(each).encode() for each in records(state, "/good")]
    found, faults = parse([good[0], *lines, *good[1:]])
    assert len(found) >= len(good)
    assert all(1 < fault.line <= 1 + len(lines) for fault in faults)


@given(st.dictionaries(st.text(max_size=5), EVIL, max_size=4))
def test_a_record_of_anything_is_told_in_one_sentence(record: dict[str, Any]) -> None:
    head = b'{"kind": "reader state", "version": 2}'
    _, faults = parse([head, json.dumps({"kind": "tag", **record}).encode()])
    assert len(faults) == 1
