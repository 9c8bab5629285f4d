"""Whatever is typed runs against a real catalog, and finds what a plain reading of it finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query.parse import parse
from reader.query.tokens import words_of
from reader.query.tree import All, Any, Node, Not, Text
from reader.store.catalog import match
from reader.store.catalog.browse import Catalog
from tests.match_library import LIBRARY, TODAY, Made, write

WORDS = sorted(
    {word for made in LIBRARY for word in words_of(f"{made.title} {made.text}", limit=None)}
)
FRAGMENTS = st.sampled_from(
    [
        *"()\"-*~:.,'<>= ",
        " OR ",
        " NOT ",
        " ",
        "qua",
        "machine",
        "don't",
        "機械学習",
        "Café",
        "हिन्दी",
        "author:",
        "tag:",
        "subtitle:",
        "title:(",
        "is:unread",
        "is:",
        "read:<10",
        "words:5..",
        "date:2024-02..",
        "created:<30d",
        "sort:-date",
        "sort:lastread",
        "sort:-relevance",
        "path:",
        "\x00",
        "\ud800",
        "🦄",
        "\u0301",
        "\U000e0100",
        "ꟃ",
    ]
)
TYPED = st.text(max_size=200) | st.lists(FRAGMENTS, max_size=40).map("".join)
QUOTED = st.sampled_from(WORDS).map(lambda word: f'"{word}"')
NESTED = st.recursive(
    QUOTED,
    lambda inner: (
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})")
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})")
        | inner.map(lambda part: f"-{part}")
    ),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    path = tmp_path_factory.mktemp("catalog") / "small.db"
    write(path)
    catalog = Catalog(str(path))
    yield catalog
    catalog.close()


def holds(node: Node | None, made: Made) -> bool:
    """Whether an article has what a tree of exact words wants."""
    match node:
        case None:
            return True
        case Text(words):
            about = "\n".join((made.subtitle, made.description, *made.tags))
            columns = (made.title, about, "\n".join(made.authors), made.text)
            return any(words[0] in words_of(column, limit=None) for column in columns)
        case Not(inner):
            return not holds(inner, made)
        case All(nodes):
            return all(holds(inner, made) for inner in nodes)
        case Any(nodes):
            return any(holds(inner, made) for inner in nodes)
    raise AssertionError(node)


@given(typed=TYPED, typing=st.booleans())
def test_any_typed_text_runs_against_a_catalog(catalog: Catalog, typed: str, typing: bool) -> None:
    query = parse(typed, today=TODAY, typing=typing)
    with catalog.reading() as connection:
        *_, last = match.finds(connection, query)
    assert last.complete
    assert last.listing.ids is not None
    assert len(set(last.listing.ids)) == last.listing.count <= len(LIBRARY)
    assert sum(group.count for group in last.listing.groups) in (0, last.listing.count)


@given(typed=NESTED)
def test_exact_words_find_what_a_plain_reading_finds(catalog: Catalog, typed: str) -> None:
    query = parse(typed, today=TODAY)
    with catalog.reading() as connection:
        listing = match.search(connection, query)
    assert listing.ids is not None
    expected = [n for n, made in enumerate(LIBRARY, 1) if holds(query.tree, made)]
    assert sorted(listing.ids) == expected
