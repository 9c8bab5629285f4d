"""What a facet counts is what Enter lists, whatever names, tags, folders and titles there are."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.article import Article
from reader.query import narrow
from reader.query.parse import parse
from reader.session.facets import Known, counted
from reader.session.overlaps import overlapping
from reader.store.catalog.browse import Catalog
from reader.store.catalog.match import count
from reader.store.state.facts import Tagged
from reader.store.state.state import State
from tests.catalogs import article, fill

# Names within names, in other letters, with other signs, over the end of one and the beginning of
# the next, and of signs alone; the same of tags.
NAMES = ("David Jenkins", "David Jenkins Smith", "david jenkins", "Dávid Jenkins", "Jenkins David",
         "Jenkins", "O'Neil", "O Neil", "Ann O'Neil-David", "Zoë", "Zoe 'Z' Lee", "“Bo”", "***",
         "李明", "李明华", "AND", "-x", "a:b", "Lee (Ed.)")  # fmt: skip
TAGS = ("ai", "AI", "#ai", "Café", "cafe", "machine learning", "Machine-Learning", "machine_learning",
        "machine-learning_x", "machine learning x", "machine--learning", "-ai", "a:b", 'a"b', "学习",
        "*", "ai*", "OR")  # fmt: skip
FOLDERS = ("", "ai/", "AI/", "news/ai/", "openai/", "a b/", "é/", "e/", "a(b)/x/", "-x/")
WORDS = (
    "Quantum",
    "Quanta",
    "Leap",
    "Leaps",
    "Rivers",
    "机器学习",
    "学习",
    "コンピュータ",
    "of",
    "2024",
)
QUERIES = ("", "sort:-title", "leap OR rivers", "tag:ai", "author:david", "-author:jenkins", "read:2..3",
           "path:ai", "nothing at all")  # fmt: skip

made = st.builds(
    lambda folder, authors, tags, words, year, minutes: (
        folder, tuple(authors), tuple(tags), " ".join(words), date(year, 1, 1), minutes
    ),
    st.sampled_from(FOLDERS),
    st.lists(st.sampled_from(NAMES), max_size=3),
    st.lists(st.sampled_from(TAGS), max_size=3),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
    st.integers(2020, 2023),
    st.integers(1, 9),
)  # fmt: skip


def _articles(parts: list) -> list[Article]:
    return [
        article(f"{folder}{n}.md", title, authors=names, tags=tags, published=day, minutes=minutes)
        for n, (folder, names, tags, title, day, minutes) in enumerate(parts)
    ]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[State]:
    """One for all examples, each of which is a library of its own: making one takes its time."""
    state = State(str(tmp_path_factory.mktemp("state") / "state.db"))
    yield state
    state.close()


@settings(max_examples=40)
@given(
    st.lists(made, min_size=1, max_size=14),
    st.lists(st.tuples(st.integers(0, 13), st.sampled_from(TAGS)), max_size=6),
    st.sampled_from(QUERIES),
)
@example(
    [("", ("Ann David", "Jenkins Bo"), (), "Leap", date(2020, 1, 1), 1),
     ("", ("David Jenkins",), (), "Leap", date(2020, 1, 1), 1)], [], "",
)  # fmt: skip
@example(
    [("ai/", ("David Jenkins", "david jenkins"), ("machine learning", "Machine-Learning"), "Leap",
      date(2020, 1, 1), 1)], [(0, "machine_learning"), (0, "AI")], "",
)  # fmt: skip
def test_the_number_of_a_value_is_that_of_the_articles_listed_after_enter(
    state: State, parts: list, own: list[tuple[int, str]], typed: str
) -> None:
    articles = _articles(parts)
    with tempfile.TemporaryDirectory() as folder:
        mine = state.library(os.path.realpath(folder))
        mine.write([Tagged(articles[n % len(articles)].path, tag, True, 1.0) for n, tag in own])
        path = fill(Path(folder) / "c.db", articles)
        library = Catalog(path, root=os.path.realpath(folder), state=state.place)
        told = [each.facet for each in counted(library, typed, {}, Known()) if each.facet]
        for facet in told:
            conditions = [value.condition for value in facet.values]
            assert len(conditions) == len(set(conditions))
            for value in facet.values:
                query = parse(narrow.add(typed, value.condition), today=date.today())
                assert not query.notices
                with library.reading() as connection:
                    assert count(connection, query) == value.count, value
        library.close()


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(tuple), max_size=8))
def test_names_within_others_and_over_two_of_them_are_known(names: list[tuple[str, ...]]) -> None:
    known = set(names)
    found = overlapping(known, known)

    def stands(name: tuple[str, ...], within: tuple[str, ...]) -> bool:
        return any(within[at : at + len(name)] == name for at in range(len(within)))

    for name in known:
        if any(stands(name, other) for other in known - {name}):
            assert name in found
        if any(stands(name, (*a, *b)) for a in known for b in known if name not in (a, b)):
            assert name in found
