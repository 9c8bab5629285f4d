"""Facts about reading: however they are grouped and whoever writes them, the later one holds."""

import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Place, Reading
from reader.session.remember import Memory
from reader.session.unwritten import status
from reader.store.state import schema
from reader.store.state.facts import Marked, Opened, Reached, Starred
from reader.store.state.state import State

NUMBERS = itertools.count()  # a library of its own for each example
PATHS = st.sampled_from(["a.md", "b/ü.md", "caf\udce9.md"])
FACT = st.one_of(
    st.builds(Opened, PATHS, st.just(0.0), st.just(""), st.just(0)),
    st.builds(
        Reached,
        PATHS,
        st.builds(
            Place,
            st.integers(0, 99),
            st.integers(0, 999),
            st.text(max_size=5).filter(str.isprintable),
        ),
        st.integers(0, 100),
        st.just(0.0),
    ),
    st.builds(Marked, PATHS, st.booleans(), st.just(0.0)),
    st.builds(Starred, PATHS, st.booleans(), st.just(0.0)),
)


def timed(facts):
    """The same facts, a second apart."""
    return [fact._replace(at=float(number)) for number, fact in enumerate(facts, start=1)]


def by_hand(facts):
    """What is known after facts in the order of their moments."""
    place, progress, read, starred, opened_at = Place(), 0, False, False, 0.0
    for fact in facts:
        match fact:
            case Opened():
                opened_at = fact.at
            case Reached():
                place, progress = fact.place, max(progress, fact.progress)
            case Marked():
                read = fact.read
                progress = 0 if fact.anew and not fact.read else progress
            case Starred():
                starred = fact.starred
    return Reading(place, progress, read, starred, opened_at)


@pytest.fixture(scope="module")
def state():
    with tempfile.TemporaryDirectory() as folder:
        opened = State(os.path.join(folder, "state.db"))
        yield opened
        opened.close()


@given(st.lists(FACT, max_size=12), st.integers(0, 2**32))
def test_however_facts_are_grouped_the_reading_is_what_they_say(state, facts, seed):
    chance = random.Random(seed)
    library = state.library(f"/{next(NUMBERS)}")
    facts = timed(facts)
    rest = facts
    while rest:
        count = chance.randint(1, len(rest))
        batch, rest = rest[:count], rest[count:]
        library.write(chance.sample(batch, len(batch)))
    for path in {fact.path for fact in facts}:
        expected = by_hand([fact for fact in facts if fact.path == path])
        assert library.reading(path) == expected


@given(st.lists(FACT, max_size=10), st.integers(0, 2**32))
def test_sessions_that_write_out_of_order_agree(state, facts, seed):
    chance = random.Random(seed)
    library = state.library(f"/{next(NUMBERS)}")
    facts = timed(facts)
    for fact in chance.sample(facts, len(facts)):
        library.write([fact])
    for path in {fact.path for fact in facts}:
        assert library.reading(path) == by_hand([fact for fact in facts if fact.path == path])


def test_marked_as_unread_late_an_article_keeps_what_another_session_read_since(state):
    one, other = (state.library(f"/{n}") for n in [next(NUMBERS)] * 2)
    other.write([Reached("a.md", Place(4), 60, 1.0)])
    other.write([Reached("a.md", Place(1), 20, 3.0)])
    one.write([Marked("a.md", False, 2.0)])
    assert one.reading("a.md").progress == 20


@given(st.booleans(), st.integers(0, 100))
def test_the_word_of_a_reading_is_the_same_in_python_and_in_sql(read, progress):
    query = f"SELECT {schema.STATUS} FROM (SELECT ? AS read, ? AS progress)"
    [(word,)] = apsw.Connection(":memory:").execute(query, (read, progress))
    assert status(Reading(progress=progress, read=read)) == word


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["opened", "place", "read", "unread", "star", "save"]),
            st.integers(0, 100),
        ),
        max_size=20,
    )
)
def test_what_memory_says_is_what_is_written_once_it_is_saved(state, deeds):
    library = state.library(f"/{next(NUMBERS)}")
    ticks = iter(range(1, 10_000))
    memory = Memory(library, clock=lambda: float(next(ticks)))
    for deed, number in deeds:
        match deed:
            case "opened":
                memory.opened("a.md")
            case "place":
                memory.place("a.md", Place(number), number)
            case "read" | "unread":
                memory.set_read("a.md", deed == "read")
            case "star":
                memory.set_starred("a.md", number > 50)
            case "save":
                memory.save()
    memory.save()
    assert memory.is_saved
    assert library.reading("a.md") == memory.reading("a.md")


WRITER = """
import sys
from reader.article import Place
from reader.session.remember import Memory
from reader.store.state.state import State

path, name = sys.argv[1:]
memory = Memory(State(path).library("/books"))
for number in range(1, 100_000):
    memory.place(name, Place(number), 50)
    memory.save()
    if memory.is_saved:
        print(number, flush=True)
"""


def test_sessions_that_are_killed_lose_at_most_what_they_were_writing(tmp_path):
    path = str(tmp_path / "state.db")
    State(path).close()
    chance = random.Random(7)
    for round_number in range(4):
        names = [f"{round_number}-{number}.md" for number in range(2)]
        writers = [
            subprocess.Popen([sys.executable, "-c", WRITER, path, name], stdout=subprocess.PIPE)
            for name in names
        ]
        for writer in writers:
            writer.stdout.readline()
        time.sleep(chance.random() / 10)
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
        for name, writer in zip(names, writers, strict=True):
            numbers = [int(line) for line in writer.communicate()[0].split(b"\n") if line.strip()]
            kept = State(path).library("/books").reading(name).place.block
            assert kept >= max(numbers, default=0) - 1
    assert apsw.Connection(path).pragma("integrity_check") == "ok"


def test_read_again_before_it_is_saved_an_article_has_still_forgotten_its_progress(state):
    memory = Memory(state.library("/forgotten"), clock=iter(range(1, 100)).__next__)
    memory.place("a.md", Place(1), 40)
    memory.save()
    memory.set_read("a.md", False)
    memory.set_read("a.md", True)
    memory.save()
    kept = state.library("/forgotten").reading("a.md")
    assert kept.read
    assert kept.progress == 0
