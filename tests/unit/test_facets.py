"""Facets counted by the engine are those that a plain count over the articles gives."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from reader.query import narrow
from reader.query.parse import parse
from reader.session.facets import Facet, Known, buckets, counted
from reader.session.topics import telling
from reader.store.catalog.browse import Catalog
from reader.store.catalog.match import count
from tests.catalogs import article, catalog

AUTHORS = ("Ann Lee", "Bo Writer", "ann lee", "Çem Ünal")
TAGS = ("ai", "machine learning", "machine-learning", "Ethics", "#ai")
TITLES = ("Quantum Computing for All", "The Quantum Leap", "Rust and Rivers", "On Language Models",
          "A Language Model", "Deep Rivers")  # fmt: skip


def _made(number: int) -> list:
    chance = random.Random(7)
    return [
        article(
            f"{chance.choice(('', 'ai/', 'ai/deep/', 'openai/', 'news/'))}{n}.md",
            f"{chance.choice(TITLES)} {n}",
            authors=(chance.choice(AUTHORS),),
            published=chance.choice((None, date(2023, 5, 1 + n % 20), date(2024, 1, 1))),
            minutes=chance.randint(1, 12),
            tags=(chance.choice(TAGS),),
        )
        for n in range(number)
    ]


@pytest.fixture(scope="module")
def articles() -> list:
    return _made(300)


@pytest.fixture(scope="module")
def library(articles: list, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return catalog(Path(tmp_path_factory.mktemp("facets")) / "c.db", articles)


def _facets(library: Catalog, typed: str = "") -> dict[str, Facet]:
    return {
        told.facet.field: told.facet for told in counted(library, typed, {}, Known()) if told.facet
    }


QUERIES = (
    "",
    "quantum",
    "author:bo",
    "read:<4",
    "date:2023 rivers",
    "-quantum OR tag:ethics",
    "nothing",
)


@pytest.mark.parametrize("typed", QUERIES)
def test_every_number_is_that_of_the_narrowed_query(library: Catalog, typed: str) -> None:
    for facet in _facets(library, typed).values():
        for value in facet.values:
            query = parse(narrow.add(typed, value.condition), today=date.today())
            with library.reading() as connection:
                assert count(connection, query) == value.count, value


def test_the_numbers_are_those_of_a_plain_count(library: Catalog, articles: list) -> None:
    facets = {
        field: {value.shown: value.count for value in facet.values}
        for field, facet in _facets(library).items()
    }
    years = Counter(str(a.metadata.published.year) for a in articles if a.metadata.published)
    assert facets["year"] == years
    authors = Counter(a.metadata.authors[0].lower() for a in articles)
    assert {name.lower(): n for name, n in facets["author"].items()} == authors
    tags = Counter(a.metadata.tags[0].lower().lstrip("#").replace("-", " ") for a in articles)
    assert {name.lower().replace("-", " "): n for name, n in facets["tag"].items()} == tags
    folders = Counter(
        "/".join(a.path.split("/")[:depth]) + "/"
        for a in articles
        for depth in range(1, a.path.count("/") + 1)
    )
    assert facets["folder"] == folders
    assert sum(facets["read"].values()) == len(articles)


def test_the_total_comes_first(library: Catalog, articles: list) -> None:
    assert next(counted(library, "", {}, Known())).total == len(articles)
    assert next(counted(library, "nothing", {}, Known())).total == 0


def test_topics_join_forms_and_leave_out_what_says_nothing(library: Catalog) -> None:
    topics = {value.shown: value for value in _facets(library)["topic"].values}
    assert {"Quantum Leap", "Quantum Computing"} <= set(topics)
    joined = [value for shown, value in topics.items() if shown.lower().startswith("language")]
    assert len(joined) == 1
    assert joined[0].condition in ("title:language-models", "title:language-model")
    assert not {"The", "On", "For", "All", "A"} & set(topics)


def test_a_topic_stands_in_three_titles_and_in_no_more_than_a_third() -> None:
    titles = ["Rare Bird"] * 2 + ["Common Thing"] * 9 + ["The Other", "One More", "And Nothing"]
    assert telling(titles, str, lambda _: {}) == []


@pytest.mark.parametrize(
    ("minutes", "bounds"),
    [
        ([(1, 1), (10, 6)], [(None, 7), (8, None)]),
        ([], []),
        ([(3, 50)], []),
        ([(2, 200), (3, 368), (4, 81)], [(None, 2), (3, 3), (4, None)]),
    ],
)
def test_buckets_follow_the_library(minutes: list, bounds: list) -> None:
    assert buckets(minutes) == bounds


def test_buckets_part_a_library_of_long_articles_at_ends_that_read_well() -> None:
    found = buckets([(n, 10) for n in range(1, 101)])
    assert found[0][0] is None
    assert found[-1][1] is None
    assert len(found) in (4, 5)
    assert all(high in (20, 45, 60, 90) for _, high in found[:-1])


def test_stretches_of_han_that_return_are_topics_whole_and_not_in_pieces() -> None:
    titles = [f"{what}{n}" for n in range(5) for what in (
        "机器学习的方法", "如何使用机器学习", "深度学习与我们", "春天的花", "コンピュータの歴史",
        "新しいコンピュータ", "การอ่านหนังสือ", "A Plain One",
    )]  # fmt: skip
    found = {topic.shown for topic in telling(titles, str, lambda _: {})}
    assert {"机器学习", "深度学习", "コンピュータ", "歴史"} <= found
    assert not {"器学", "机器学", "学习的", "我们", "如何", "การอ่านหนังสือ"} & found


def test_a_topic_of_han_finds_its_articles(tmp_path: Path) -> None:
    titles = ("机器学习的方法", "机器学习入门", "关于机器学习", *(f"Number {n}" for n in range(9)))
    made = [article(f"{n}.md", title) for n, title in enumerate(titles)]
    topics = _facets(catalog(tmp_path / "c.db", made))["topic"].values
    assert ("机器学习", "title:机器学习", 3) in topics
