"""The state carried between machines: merged twice or in any order, it is the same."""

from __future__ import annotations

import itertools
import json
import os
import random
import tempfile
from collections.abc import Iterator
from typing import NamedTuple

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Place, Quote
from reader.store.state.checking import BadRecord
from reader.store.state.facts import (
    Anchored,
    Archived,
    Erased,
    Fact,
    Left,
    Lettered,
    Marked,
    Noted,
    Opened,
    Reached,
    Starred,
    Tagged,
)
from reader.store.state.library import library_row
from reader.store.state.merging import Merging
from reader.store.state.records import merge, records
from reader.store.state.state import State

NUMBERS = itertools.count()
PATHS = st.sampled_from(["a.md", "b/ü.md", "caf\udce9.md"])
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=5)
AT = st.integers(1, 6).map(float)  # few moments, so that ties are met
IDS = st.sampled_from(["0" * 32, "1" * 32])
PLACE = st.builds(Place, st.integers(0, 9), st.integers(0, 9), TEXT, TEXT)
QUOTE = st.builds(Quote, TEXT.map("x".__add__), TEXT, TEXT, st.integers(0, 9), st.integers(0, 9))
FACT: st.SearchStrategy[Fact] = st.one_of(
    st.builds(Opened, PATHS, AT, TEXT, st.integers(0, 3)),
    st.builds(Reached, PATHS, PLACE, st.integers(0, 100), AT),
    st.builds(Marked, PATHS, st.booleans(), AT),
    st.builds(Starred, PATHS, st.booleans(), AT),
    st.builds(Archived, PATHS, st.booleans(), AT),
    st.builds(Tagged, PATHS, st.sampled_from(["to read", "ü"]), st.booleans(), AT),
    st.builds(Lettered, PATHS, st.sampled_from("ab"), st.none() | PLACE, AT),
    st.builds(Anchored, PATHS, IDS, QUOTE, AT, AT),
    st.builds(Noted, PATHS, IDS, TEXT, AT),
    st.builds(Erased, PATHS, IDS, st.booleans(), AT),
    st.builds(Left, PATHS, AT, st.integers(0, 100), AT),
)
FACTS = st.lists(FACT, max_size=10)


@pytest.fixture(scope="module")
def state() -> Iterator[State]:
    with tempfile.TemporaryDirectory() as folder:
        opened = State(os.path.join(folder, "state.db"))
        yield opened
        opened.close()


def dump(state: State, root: str) -> list[dict[str, object]]:
    """The records of a library under a name that does not tell which, as they go through JSON."""
    return [{**json.loads(json.dumps(record)), "library": "/"} for record in records(state, root)]


def library_with(state: State, facts: list[Fact], session: int) -> list[dict[str, object]]:
    """What a session that did this dumps."""
    root = f"/{next(NUMBERS)}"
    state.session = session
    state.library(root).write(facts)
    return dump(state, root)


def merged(state: State, *dumps: list[dict[str, object]]) -> list[dict[str, object]]:
    root = f"/{next(NUMBERS)}"
    for one in dumps:
        merge(state, one, root)
    return dump(state, root)


@given(FACTS, FACTS)
@settings(max_examples=60)
def test_two_states_give_the_same_in_either_order_and_twice(
    state: State, mine: list[Fact], theirs: list[Fact]
) -> None:
    one, other = library_with(state, mine, 1), library_with(state, theirs, 2)
    both = merged(state, one, other)
    assert merged(state, other, one) == both
    assert merged(state, one, other, one, other) == both
    assert merged(state, both, one) == both


@given(FACTS, FACTS, FACTS)
@settings(max_examples=30)
def test_three_states_give_the_same_however_they_meet(
    state: State, a: list[Fact], b: list[Fact], c: list[Fact]
) -> None:
    one, two, three = (library_with(state, facts, n) for n, facts in enumerate((a, b, c), 1))
    assert merged(state, merged(state, one, two), three) == merged(
        state, one, merged(state, two, three)
    )


@given(FACTS)
@settings(max_examples=60)
def test_what_was_dumped_and_loaded_is_what_was_there(state: State, facts: list[Fact]) -> None:
    one = library_with(state, facts, 1)
    assert merged(state, one) == one


class Renamed(NamedTuple):
    """A file got another name after all that was done."""

    path: str
    new: str
    at: float


RENAMED = st.builds(
    Renamed,
    PATHS,
    st.sampled_from(["new.md", "below/ü.md", "once more.md"]),
    st.integers(7, 9).map(float),
)
NAMES = st.lists(RENAMED, max_size=3, unique_by=lambda one: one.path)


def of_one_article(fact: Fact) -> Fact:
    """The same fact; a highlight is of one article for ever."""
    if isinstance(fact, Anchored | Noted | Erased):
        return fact._replace(id=os.fsencode(fact.path).hex().rjust(32, "0"))
    return fact


OF_FILES = st.lists(FACT.map(of_one_article), max_size=8)


def rename(state: State, root: str, renamed: Renamed) -> None:
    def move(connection: apsw.Connection) -> None:
        merging = Merging(connection, library_row(connection, os.fsencode(root)))
        merging.move(os.fsencode(renamed.path), os.fsencode(renamed.new), renamed.at, 1)

    state.write(move)


@given(OF_FILES, NAMES, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_facts_written_in_any_order_are_the_records_of_each_merged_in_any_other(
    state: State, facts: list[Fact], names: list[Renamed], chance: random.Random
) -> None:
    done: list[Fact | Renamed] = [*facts, *names]
    dumps = []
    roots = [f"/{next(NUMBERS)}" for _ in range(2)]
    state.session = 1
    for root in roots:
        for one in chance.sample(done, len(done)):
            alone = f"/{next(NUMBERS)}"
            for place in (root, alone):
                if isinstance(one, Renamed):
                    rename(state, place, one)
                else:
                    state.library(place).write([one])
            dumps.append(dump(state, alone))
    directly = dump(state, roots[0])
    assert dump(state, roots[1]) == directly
    assert merged(state, *chance.sample(dumps, len(dumps))) == directly
    assert merged(state, directly) == directly


@given(OF_FILES, OF_FILES, NAMES)
@settings(max_examples=40)
def test_after_a_rename_is_heard_of_nothing_is_left_under_the_old_name(
    state: State, mine: list[Fact], theirs: list[Fact], names: list[Renamed]
) -> None:
    here, there = (f"/{next(NUMBERS)}" for _ in range(2))
    state.library(here).write(mine)
    state.library(there).write(theirs)
    for one in names:
        rename(state, here, one)
    both = merged(state, dump(state, there), dump(state, here))
    assert merged(state, dump(state, here), dump(state, there)) == both
    old = {one.path for one in names}
    assert not [r for r in both if r["kind"] != "move" and r.get("path") in old]


BAD = [
    {"path": "\ud800.md"},
    {"block": None},
    {"opened_at": 1e300},
    {"starred_at": -1.0},
    {"library": "/\ud800"},
]


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_what_comes_before_something_that_is_no_record_is_merged(
    state: State, bad: dict[str, object]
) -> None:
    told = library_with(state, [Opened("a.md", 1.0), Opened("b.md", 2.0)], 1)
    head, first, second = told
    root = f"/{next(NUMBERS)}"
    with pytest.raises(BadRecord):
        merge(state, [head, {**first, "library": root}, {**second, "library": root, **bad}])
    assert [record.get("path") for record in dump(state, root)] == [None, "a.md"]
