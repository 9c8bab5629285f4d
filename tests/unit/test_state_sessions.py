"""Four sessions of one person at once: the union of what they did holds, and nobody waits in vain."""

import pickle
import random
import subprocess
import sys
import time
from pathlib import Path

from reader.article import Place, Quote
from reader.errors import StateBusy
from reader.store.state.facts import (
    Anchored,
    Archived,
    Erased,
    Left,
    Lettered,
    Marked,
    Noted,
    Opened,
    Reached,
    Starred,
    Tagged,
)
from reader.store.state.records import records
from reader.store.state.state import State

ROOT = Path(__file__).parents[2]
SESSIONS = 4
OPERATIONS = 2000  # of each session; 2 s
LIBRARY = "/books"


def fact(chance):
    """Something that a person may do, now."""
    at = round(time.time(), 2)  # sessions do things at the same moment
    path = f"{chance.randrange(20)}.md"
    mark = f"{chance.randrange(2000, 2040):032x}"
    text = f"{int(mark, 16) % 20}.md"  # a highlight is one of the same article for ever
    place = Place(chance.randrange(50), chance.randrange(9), "words")
    on = chance.random() < 0.6
    return chance.choice(
        (
            Opened(path, at, f"Title {chance.randrange(3)}"),
            Reached(path, place, chance.randrange(101), at),
            Marked(path, on, at),
            Starred(path, on, at),
            Archived(path, on, at),
            Tagged(path, chance.choice("abc"), on, at),
            Lettered(path, chance.choice("xyz"), place if on else None, at),
            Anchored(text, mark, Quote("x", "y", "z", place.block), 1.0, at),
            Noted(text, mark, f"note {chance.randrange(9)}", at),
            Erased(text, mark, on, at),
            Left(path, at - 1, chance.randrange(101), at),
        )
    )


def session(path, seed, count, output):
    """One session: `count` operations in batches, each tried until it is written."""
    chance = random.Random(seed)
    state = State(path)
    library = state.library(LIBRARY)
    written = []
    while len(written) < count:
        batch = [fact(chance) for _ in range(min(chance.randrange(1, 12), count - len(written)))]
        while True:
            try:
                library.write(batch)
                break
            except StateBusy:
                continue  # as session.remember does a second later, and nobody is told
        library.reading(batch[0].path)
        library.highlights(batch[0].path)
        written += batch
    with open(output, "wb") as stream:
        pickle.dump((state.session, written), stream)
    state.close()


TOGETHER = """
import os, sys
from reader.store.state.state import State

for number in range(20):
    at, go = os.pipe()
    begun = []
    for _ in range(8):
        if not (child := os.fork()):
            os.close(go)
            os.read(at, 1)  # until the gate opens for all
            State(sys.argv[1] + str(number)).close()
            os._exit(0)
        begun.append(child)
    os.close(go)
    os.close(at)
    ended = [os.waitpid(child, 0)[1] for child in begun]
    assert not any(ended), (number, ended)
"""


def test_sessions_that_begin_a_file_in_the_same_moment_all_have_it(tmp_path):
    argv = [sys.executable, "-c", TOGETHER, str(tmp_path / "state.db")]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_the_union_of_what_four_sessions_did_holds(tmp_path):
    path = str(tmp_path / "state.db")
    code = (
        "import sys; from tests.unit.test_state_sessions import session;"
        " session(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])"
    )
    outputs = [str(tmp_path / f"{number}.facts") for number in range(SESSIONS)]
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, path, str(number), str(OPERATIONS), output],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        for number, output in enumerate(outputs)
    ]
    for child in children:
        _, errors = child.communicate(timeout=300)
        assert child.returncode == 0, errors.decode()

    together, alone = State(path), State(str(tmp_path / "alone.db"))
    for output in outputs:
        with open(output, "rb") as stream:
            alone.session, facts = pickle.load(stream)
        assert len(facts) == OPERATIONS
        alone.library(LIBRARY).write(facts)
    assert list(records(together)) == list(records(alone))
    together.close()
    alone.close()
