"""Queries find what a plain reading of the articles finds, are sorted as they say, and never fail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query.parse import parse
from reader.query.tree import Sort
from reader.session.completion import completions
from reader.store.catalog import match
from reader.store.catalog.browse import Catalog
from tests import oracle
from tests.match_library import TODAY, Made, names
from tests.oracle import Asked
from tests.query_library import ARTICLES, opened

VIEWS = {"Mine": "quantum OR machine", "Of the second": "in:mine -is:read"}
BY_NAME = {made.name: made for made in ARTICLES}

TEXTS = [
    text
    for made in ARTICLES
    for text in (made.title, made.text, made.subtitle, made.description, *made.authors)
    if text
]
WORDS = sorted(
    {
        word
        for text in TEXTS
        for word in text.split()
        if len(oracle.tokens(word)) == 1 and word.isalnum()
    }
)
LATIN = [word for word in WORDS if word.isascii() and word.isalpha() and len(word) > 3]
FIELDS = st.sampled_from(["", "", "", "title", "author", "text", "subtitle", "description"])
CASES = st.sampled_from([str.lower, str.upper, str.title, str])
ENDINGS = st.sampled_from(["s", "ing", "ed", "ly", ""])
DAYS = st.one_of(
    st.sampled_from([oracle.day_of(made, "date") for made in ARTICLES]),
    st.integers(-900, 10).map(lambda days: TODAY + timedelta(days)),
)
BOUNDS = st.none() | st.sampled_from([0, 1, 2, 3, 8, 15, 40, 75, 100, 1200, 7000])


@st.composite
def _words(draw: st.DrawFn) -> Asked:
    word = draw(st.sampled_from(WORDS))
    if word.isascii():
        word = draw(CASES)(word) + (draw(ENDINGS) if word.isalpha() else "")
    return oracle.words(
        word.replace("OR", "Or").replace("NOT", "Not").replace("AND", "And"), "", draw(FIELDS)
    )


@st.composite
def _phrases(draw: st.DrawFn) -> Asked:
    there = draw(st.sampled_from(TEXTS)).replace('"', "").replace("“", "").split()
    start = draw(st.integers(0, len(there) - 1))
    chosen = there[start : start + draw(st.integers(1, 3))]
    typed = " ".join(chosen)
    field = draw(FIELDS) if oracle.tokens(typed) else ""
    return oracle.words(typed if oracle.tokens(typed) else "quantum", '"', field)


@st.composite
def _stretches(draw: st.DrawFn) -> Asked:
    texts = [text for text in TEXTS if len(text.split()) < 3 and not text.isascii()]
    there = draw(st.sampled_from([t for t in texts if oracle._is_unspaced(t[0])]))
    run = there.split()[0].rstrip("。")
    start = draw(st.integers(0, len(run) - 1))
    stretch = run[start : start + draw(st.integers(1, 6))]
    return oracle.words(stretch if oracle.tokens(stretch) else run, '"')


@st.composite
def _beginnings(draw: st.DrawFn) -> Asked:
    word = draw(st.sampled_from(LATIN))
    return oracle.words(word[: draw(st.integers(1, len(word)))], "*", draw(FIELDS))


@st.composite
def _typos(draw: st.DrawFn) -> Asked:
    word = draw(st.sampled_from(LATIN)).lower()
    at = draw(st.integers(0, len(word) - 1))
    typo = draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + "x" + word[at:],
                word[:at] + "x" + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
            ]
        )
    )
    return oracle.words(typo, "~", draw(st.sampled_from(["", "title", "text"])))


@st.composite
def _numbers(draw: st.DrawFn) -> Asked:
    low, high = draw(BOUNDS), draw(BOUNDS)
    field = draw(st.sampled_from(["read", "words", "progress"]))
    return oracle.number(field, 0 if low is high is None else low, high)


@st.composite
def _days(draw: st.DrawFn) -> Asked:
    field = draw(st.sampled_from(["date", "created", "updated", "added"]))
    first, last = draw(st.none() | DAYS), draw(st.none() | DAYS)
    return oracle.days(field, date(2024, 1, 1) if first is last is None else first, last)


STATES = [
    "new",
    "unread",
    "reading",
    "read",
    "starred",
    "archived",
    "highlighted",
    "draft",
    "broken",
]
PARTS = ["hero", "cta", "code", "table", "image", "math", "footnotes", "notes"]
TAGS = sorted({tag for made in ARTICLES for tag in made.tags} | {"mine", "to do", "Über Strasse"})
MINE = oracle.either([oracle.words("quantum"), oracle.words("machine")])
LEAVES = st.one_of(
    _words(),
    _phrases(),
    _stretches(),
    _beginnings(),
    _typos(),
    _numbers(),
    _days(),
    st.sampled_from(STATES).map(oracle.state),
    st.sampled_from(PARTS).map(oracle.part),
    st.sampled_from(TAGS).map(oracle.tag),
    st.sampled_from(["de", "de-at", "en", "fr", "fr-fr", "english", "x"]).map(oracle.lang),
    st.sampled_from(["drafts", ".md", "SAME", "über", "notes/"]).map(oracle.path),
    st.sampled_from(
        [
            oracle.view("mine", MINE),
            oracle.view("Of-the second", oracle.both([MINE, oracle.without(oracle.state("read"))])),
            oracle.view("all", Asked("", lambda made: True)),
            oracle.view("continue reading", oracle.state("reading")),
        ]
    ),
)
QUERIES = st.recursive(
    LEAVES,
    lambda inner: (
        inner.map(oracle.without)
        | st.lists(inner, min_size=2, max_size=4).map(oracle.both)
        | st.lists(inner, min_size=2, max_size=4).map(oracle.either)
    ),
    max_leaves=10,
)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    catalog = opened(tmp_path_factory.mktemp("library"))
    yield catalog
    catalog.close()


@given(asked=QUERIES)
def test_a_query_finds_what_a_plain_reading_finds(catalog: Catalog, asked: Asked) -> None:
    query = parse(asked.typed, today=TODAY, views=VIEWS)
    assert query.faults == ()
    with catalog.reading() as connection:
        *begun, found = match.finds(connection, query, at_once=3)
    for first in begun:
        assert catalog.ids(first.listing) == catalog.ids(found.listing)[:3]
        assert first.listing.count == found.listing.count > 3
    expected = oracle.found(asked)
    if found.notices:  # nothing has the words; a typo was allowed, and that was said
        assert expected == set()
        return
    assert set(names(catalog, catalog.ids(found.listing))) == expected
    assert found.listing.count == len(expected)


ORDERS = ["date", "created", "author", "read", "words", "progress", "added", "lastread"]
SORTS = st.lists(
    st.builds(Sort, st.sampled_from(ORDERS), st.booleans()),
    min_size=2,
    max_size=4,
    unique_by=lambda sort: sort.key,
)


@given(asked=LEAVES, sorts=SORTS)
def test_hits_are_sorted_by_each_key_in_turn(
    catalog: Catalog, asked: Asked, sorts: list[Sort]
) -> None:
    keys = ",".join(f"{'-' if sort.reverse else ''}{sort.key}" for sort in sorts)
    query = parse(f"{asked.typed} sort:{keys}", today=TODAY, views=VIEWS)
    with catalog.reading() as connection:
        *_, found = match.finds(connection, query)
    listed = [BY_NAME[name] for name in names(catalog, catalog.ids(found.listing))]
    ties = [Sort(key) for key in ("date", "created")]
    for before, behind in pairwise(listed):
        assert not _stands_before(behind, before, sorts)
        if not _stands_before(before, behind, sorts):
            # What ties is turned round as a whole where the last key is
            pair = (before, behind) if sorts[-1].reverse else (behind, before)
            assert not _stands_before(*pair, ties)
    assert sum(group.count for group in found.listing.groups) in (0, len(listed))


def _stands_before(one: Made, other: Made, sorts: list[Sort]) -> bool:
    """Whether the keys say so; False too where they say nothing."""
    for sort in sorts:
        left, right = oracle.keyed(one, sort.key), oracle.keyed(other, sort.key)
        if left == right:
            continue
        if left is None or right is None:
            return right is None  # what lacks the key comes last in either direction
        return (left > right) if sort.reverse else (left < right)  # type: ignore[operator]
    return False


FRAGMENTS = st.sampled_from(
    [
        *"()\"-*~:.,'<>=% ",
        *[
            " OR ",
            " NOT ",
            "in:",
            "in:mine",
            'in:"of the second"',
            "in:all",
            "lang:",
            "lang:d",
            "added:",
            "added:<2w",
        ],
        *[
            "progress:",
            "progress:5",
            "has:",
            "has:no",
            "is:",
            "sort:",
            "sort:random",
            "sort:-progress,added",
        ],
        *[
            "date:2024-",
            "read:1..",
            "tag:",
            "path:",
            "author:(",
            "qua",
            "machine",
            "don't",
            "機械",
            "หนังสือ",
            "Café",
        ],
        *"\x00\ud800\u0301",
    ]
)
TYPED = st.text(max_size=200) | st.lists(FRAGMENTS, max_size=40).map(lambda t: "".join(t)[:200])


@given(typed=TYPED)
def test_whatever_is_typed_letter_by_letter_runs(catalog: Catalog, typed: str) -> None:
    for end in range(len(typed) + 1):
        query = parse(typed[:end], today=TODAY, typing=True, views=VIEWS)
        with catalog.reading() as connection:
            *_, found = match.finds(connection, query, archived=False)
        ids = catalog.ids(found.listing)
        assert len(set(ids)) == found.listing.count <= len(ARTICLES)


def test_views_of_views_come_to_an_end(catalog: Catalog) -> None:
    views = {f"v{n}": f"in:v{n + 1} (machine OR -(in:v{n + 1}))" for n in range(200)}
    query = parse("in:v0", today=TODAY, views=views)
    assert query.notices
    assert catalog.listing(query).count <= len(ARTICLES)


@given(typed=TYPED)
def test_whatever_is_typed_can_be_completed(catalog: Catalog, typed: str) -> None:
    for found in completions(typed, lambda: catalog, VIEWS):
        assert parse(found, today=TODAY, typing=True, views=VIEWS)
        assert len(found) >= 3
