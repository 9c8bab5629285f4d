"""Questions in one thread, answers from another; the latest question wins."""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.session import search
from reader.session.library import Library, open_library
from reader.session.search import Answer, Searcher
from reader.store.catalog.relevance import RANKED
from tests.match_library import LIBRARY, many, write

PATIENCE = 20.0  # seconds; a guard against hanging, not a measure


class Asked:
    """A searcher and the answers it gave."""

    def __init__(self, library: Library) -> None:
        self.answers: queue.Queue[Answer] = queue.Queue()
        self.searcher = Searcher(library, self.answers.put)
        self._ticket = 0

    def ask(self, typed: str, *, typing: bool = False) -> int:
        self._ticket += 1
        self.searcher.ask(typed, self._ticket, typing=typing)
        return self._ticket

    def answer(self, typed: str, *, typing: bool = False) -> Answer:
        """The whole answer to a question."""
        ticket = self.ask(typed, typing=typing)
        while True:
            answer = self.answers.get(timeout=PATIENCE)
            complete = answer.listing is None or answer.listing.ids is None
            if answer.ticket == ticket and (
                complete or len(answer.listing.ids) == answer.listing.count  # type: ignore[union-attr, arg-type]
            ):
                return answer


Ask = Callable[[], Asked]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library without a catalog."""
    return open_library(str(tmp_path), state="")


@pytest.fixture
def catalog(library: Library) -> Path:
    """The small one, where the library's catalog lies."""
    path = Path(library.location.path)
    write(path)
    return path


@pytest.fixture
def large(library: Library) -> Path:
    """One with words that stand in more articles than are ranked."""
    path = Path(library.location.path)
    write(path, many(RANKED + 500))
    return path


@pytest.fixture
def ask(library: Library) -> Iterator[Ask]:
    """Makes a searcher of the library."""
    made: list[Asked] = []

    def begin() -> Asked:
        made.append(Asked(library))
        return made[-1]

    yield begin
    for asked in made:
        asked.searcher.close()


def test_a_question_is_answered_with_its_ticket(ask: Ask, catalog: Path) -> None:
    asked = ask()
    answer = asked.answer("quant", typing=True)
    assert (answer.ticket, answer.typed) == (1, "quant")
    assert answer.listing is not None
    assert answer.listing.count == 2
    assert answer.query.words[0].typed == "quant"


def test_no_words_are_the_whole_library(ask: Ask, catalog: Path) -> None:
    answer = ask().answer("")
    assert answer.listing is not None
    assert (answer.listing.count, answer.listing.order.key) == (len(LIBRARY), "date")


def test_notices_of_the_words_and_of_the_search_come_together(ask: Ask, catalog: Path) -> None:
    answer = ask().answer("quantom auther:x")
    assert answer.notices == (
        "no field auther — author?",
        "Nothing for `quantom`; shown is `quantum`.",
    )


def test_suggestions_come_with_the_answer(ask: Ask, catalog: Path) -> None:
    answer = ask().answer("author:li qubit")
    assert [tuple(offer) for offer in answer.suggestions] == [("qubit", 1), ("author:li", 2)]


def test_of_many_questions_the_last_is_answered_and_none_after_it(ask: Ask, large: Path) -> None:
    asked = ask()
    tickets = [asked.ask(f"everywhere {'common ' * (n % 3)}number{n}") for n in range(50)]
    last = asked.answer("everywhere")
    assert last.ticket == tickets[-1] + 1
    late = [asked.answers.get() for _ in range(asked.answers.qsize())]
    assert not [answer for answer in late if answer.ticket < last.ticket]


def test_a_question_is_overtaken_while_its_answer_is_looked_for(
    ask: Ask, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, go_on = threading.Event(), threading.Event()
    original = search.finds

    def slow(
        connection: object, query: object, wanted: Callable[[], bool], **options: object
    ) -> object:
        inside.set()
        assert go_on.wait(PATIENCE)
        return original(connection, query, wanted, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(search, "finds", slow)
    asked = ask()
    asked.ask("quantum")
    assert inside.wait(PATIENCE)
    asked.ask("machine")
    go_on.set()
    assert asked.answers.get(timeout=PATIENCE).ticket == 2
    assert asked.answers.empty()


def test_many_hits_are_answered_twice_first_with_the_best(ask: Ask, large: Path) -> None:
    asked = ask()
    asked.ask("everywhere")
    first, whole = (asked.answers.get(timeout=PATIENCE) for _ in range(2))
    assert first.ticket == whole.ticket
    assert first.listing is not None
    assert whole.listing is not None
    assert first.listing.count == whole.listing.count == RANKED + 500
    assert len(first.listing.ids or ()) == search.AT_ONCE
    assert len(whole.listing.ids or ()) == RANKED + 500


def test_a_key_behind_the_best_hits_spares_the_search_for_the_others(
    ask: Ask, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "PAUSE", PATIENCE)
    asked = ask()
    asked.ask("everywhere")
    assert asked.answers.get(timeout=PATIENCE).ticket == 1
    asked.ask("rare")
    assert asked.answers.get(timeout=PATIENCE).ticket == 2
    assert asked.answers.empty()


def test_without_a_catalog_the_answer_is_a_sentence_and_later_ones_are_found(
    ask: Ask, library: Library
) -> None:
    asked = ask()
    answer = asked.answer("quantum auther:x")
    assert answer.listing is None
    assert answer.notices == ("no field auther — author?", "There is no catalog of this library.")
    write(Path(library.location.path))
    found = asked.answer("quantum")
    assert found.listing is not None
    assert found.listing.count == 2


@pytest.mark.parametrize("typed", ["", "quantum"])
def test_a_catalog_deleted_under_the_search_is_told_and_its_successor_used(
    ask: Ask, catalog: Path, typed: str
) -> None:
    asked = ask()
    assert asked.answer(typed).listing is not None
    for name in os.listdir(catalog.parent):
        os.unlink(catalog.parent / name)
    assert asked.answer(typed).listing is None
    write(catalog, LIBRARY[:1])
    rebuilt = asked.answer(typed)
    assert rebuilt.listing is not None
    assert rebuilt.listing.count == 1
    os.replace(catalog, catalog.with_suffix(".aside"))
    write(catalog, LIBRARY[:2])
    replaced = asked.answer(typed)
    assert replaced.listing is not None
    assert replaced.listing.count == 2


def test_a_catalog_of_garbage_is_told_and_its_successor_used(ask: Ask, catalog: Path) -> None:
    asked = ask()
    assert asked.answer("quantum").listing is not None
    with open(catalog, "r+b") as stream:
        stream.write(os.urandom(os.path.getsize(catalog)))
    answer = asked.answer("machine")
    assert answer.listing is None or answer.listing.count  # pages may still be in memory
    os.unlink(catalog)
    write(catalog)
    healed = asked.answer("machine")
    assert healed.listing is not None
    assert healed.listing.count == 4


def test_asking_never_waits_for_a_search(ask: Ask, large: Path) -> None:
    asked = ask()
    before = sys.getswitchinterval()
    started = time.monotonic()
    for number in range(200):
        asked.ask(f"everywhere OR common OR n{number}*", typing=True)
    assert time.monotonic() - started < PATIENCE
    assert asked.answer("rare").listing is not None
    assert sys.getswitchinterval() == before


def test_a_callback_that_raises_costs_its_answer_alone(
    library: Library, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda hook: raised.append(hook.exc_value))
    answers: queue.Queue[Answer] = queue.Queue()

    def on_answer(answer: Answer) -> None:
        if answer.ticket == 1:
            raise ValueError("no screen")
        answers.put(answer)

    searcher = Searcher(library, on_answer)
    searcher.ask("quantum", 1)
    deadline = time.monotonic() + PATIENCE
    while not raised and time.monotonic() < deadline:
        time.sleep(0.01)
    searcher.ask("quantum", 2)
    assert answers.get(timeout=PATIENCE).ticket == 2
    searcher.close()


def test_after_closing_the_thread_ends_and_nothing_is_answered(ask: Ask, catalog: Path) -> None:
    asked = ask()
    asked.answer("quantum")
    thread = asked.searcher._behind._thread
    assert thread is not None
    asked.searcher.close()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    asked.ask("quantum")
    assert asked.answers.empty()
