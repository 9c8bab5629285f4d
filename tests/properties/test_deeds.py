"""Deeds and undoing them: whatever is done and undone, the state comes back to what it was."""

import itertools
import os
import tempfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Place
from reader.session.deeds import (
    Before,
    Change,
    Deeds,
    Kind,
    facts,
    joined,
    packed,
    sentence,
    undone,
    unpacked,
)
from reader.session.picked import Picked
from reader.session.remember import Memory
from reader.store.hashing import path_hash
from reader.store.rows import Done
from reader.store.state.facts import Reached
from reader.store.state.state import State

NUMBERS = itertools.count()
PATHS = ("a.md", "b/ü.md", "caf\udce9.md", "d.md")
CHANGE = st.builds(
    Change, st.sampled_from(list(Kind)), st.booleans(), st.sampled_from(["", "to-read", "später"])
).map(lambda c: c._replace(tag=c.tag or "x") if c.kind is Kind.TAGGED else c._replace(tag=""))
STEP = st.tuples(
    st.booleans(),  # at once, or in a batch
    st.lists(CHANGE, min_size=1, max_size=2, unique_by=lambda c: (c.kind, c.tag)),
    st.lists(st.sampled_from(PATHS), unique=True, min_size=1),
)


@pytest.fixture(scope="module")
def state():
    with tempfile.TemporaryDirectory() as folder:
        opened = State(os.path.join(folder, "state.db"))
        yield opened
        opened.close()


def begun(state, progress):
    """A library with something done in it, and its memory."""
    library = state.library(f"/{next(NUMBERS)}")
    library.arrived([path_hash("old.md")], first=True)
    library.end_first_indexing()
    library.arrived(map(path_hash, PATHS[:2]), first=False)
    library.write([Reached("d.md", Place(3, 1, "q"), progress, 1.0)])
    library.set_read("caf\udce9.md", True)
    library.set_starred("d.md", True)
    ticks = itertools.count(2_000_000_000)
    clock = lambda: float(next(ticks))  # noqa: E731
    memory = Memory(library, clock)
    return library, memory, Deeds(memory, clock)


def news(state, library):
    row = library.id
    rows = state.read(
        lambda connection: connection.execute(
            "SELECT path_hash FROM known WHERE new AND library = ?", (row,)
        ).fetchall()
    )
    return {row[0] for row in rows}


def known(state, library, memory):
    return [memory.reading(path) for path in PATHS], news(state, library)


def as_done(memory, path, new):
    reading = memory.reading(path)
    return memory.as_of_now(
        Done(path, reading.progress, reading.read, reading.starred, reading.archived, new)
    )


@given(st.lists(STEP, max_size=8), st.integers(0, 100))
def test_undoing_every_deed_gives_the_state_of_before(state, steps, progress):
    library, memory, deeds = begun(state, progress)
    history = [known(state, library, memory)]
    for at_once, changes, paths in steps:
        fresh = news(state, library)
        articles = [as_done(memory, path, path_hash(path) in fresh) for path in paths]
        if at_once:
            done = deeds.do(changes, articles)
        else:
            memory.save()
            done = deeds.do_batch(changes, articles)
            deeds.add(done)
        memory.save()
        if done.articles:
            history.append(known(state, library, memory))
        assert [Memory(library).reading(path) for path in PATHS] == history[-1][0]
    while deeds.latest is not None:
        assert known(state, library, memory) == history.pop()
        if len(history) % 2:
            assert list(deeds.take_back_batches())
        else:
            deeds.take_back()
        memory.save()
        assert [Memory(library).reading(path) for path in PATHS] == known(state, library, memory)[0]
    assert [known(state, library, memory)] == history


@given(
    st.lists(
        st.builds(
            Before,
            st.text(min_size=1, max_size=9).filter(lambda t: "\0" not in t and t.isprintable()),
            st.integers(0, 100),
            st.booleans(),
            st.booleans(),
        ),
        min_size=1,
    )
)
def test_what_is_packed_comes_out_again(befores):
    assert unpacked(packed(befores)) == befores


def test_many_paths_are_kept_in_little():
    befores = [Before(f"some/folder/article-{n}.md", 0, False, False) for n in range(1000)]
    pack = packed(befores)
    assert len(pack.paths) + len(pack.numbers) < 8_000


def test_a_deed_that_changes_nothing_is_none(state):
    _, memory, deeds = begun(state, 0)
    deeds.do([Change(Kind.READ, True)], [as_done(memory, "caf\udce9.md", False)])
    assert deeds.latest is None


def test_a_deed_half_taken_back_can_be_taken_back_to_its_end(state):
    _, memory, deeds = begun(state, 0)
    read = [Change(Kind.READ, True)]
    deeds.add(joined([deeds.do_batch(read, [as_done(memory, p, False)]) for p in PATHS]))
    batches = deeds.take_back_batches()
    next(batches)
    batches.close()
    assert deeds.latest is not None
    assert deeds.latest.articles == 2  # of three, since one was read before
    assert sum(1 for _ in deeds.take_back_batches()) == 2
    assert [memory.reading(path).read for path in PATHS] == [False, False, True, False]


def test_progress_made_after_a_mark_is_kept_when_that_is_taken_back(state):
    _, memory, deeds = begun(state, 30)
    deeds.do([Change(Kind.READ, True)], [as_done(memory, "d.md", False)])
    memory.place("d.md", Place(9), 60)
    deeds.take_back()
    assert memory.reading("d.md")[:3] == (Place(9), 60, False)


def test_what_was_done_is_told_in_words():
    tags = [Change(Kind.TAGGED, True, "a"), Change(Kind.TAGGED, False, "b")]
    for paths, told, back in (
        ("x", "Tagged #a, no longer tagged #b.", "Undone: tagged #a, no longer tagged #b."),
        (
            "xyz",
            "3 articles tagged #a, no longer tagged #b.",
            "Undone: 3 tagged #a, no longer tagged #b.",
        ),
    ):
        with tempfile.TemporaryDirectory() as folder:
            opened = State(os.path.join(folder, "state.db"))
            deeds = Deeds(Memory(opened.library("/x")))
            deed = deeds.do(tags, [Done(path, tags=("b",)) for path in paths])
            assert sentence(deed) == told
            assert undone(deed) == back
            opened.close()


def test_a_change_of_many_is_one_fact_each():
    made = facts(Change(Kind.STARRED, True), PATHS, 5.0)
    assert [fact.path for fact in made] == list(PATHS)


@given(st.lists(st.tuples(st.booleans(), st.lists(st.integers(0, 30), min_size=1, max_size=5))))
def test_what_is_picked_is_a_set(moves):
    picked, expected = Picked(), set()
    for toggles, ids in moves:
        if toggles:
            for article in ids:
                assert picked.toggle(article) is (article not in expected)
                expected ^= {article}
        else:
            picked.add(ids)
            expected |= set(ids)
    assert list(picked.ids) == sorted(expected)
    assert len(picked) == len(expected)
    assert all((article in picked) == (article in expected) for article in range(31))
    assert picked.clear() is bool(expected)
    assert not picked
