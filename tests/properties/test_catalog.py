"""What holds of a catalog whatever is written into it, and in whatever steps."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article, FileStamp
from reader.store.catalog.browse import Catalog
from reader.store.catalog.entry import entry
from reader.store.catalog.location import Kind, Location
from reader.store.catalog.orders import reversed_groups, reversed_index, runs, tail_of
from reader.store.catalog.vocabulary import NewTerms
from reader.store.catalog.write import Writer
from reader.store.rows import Group, Order
from tests.catalogs import article, catalog

DAYS = st.none() | st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ARTICLES = st.lists(
    st.builds(
        lambda title, name, published, created, minutes: (title, name, published, created, minutes),
        TEXT.map(lambda text: text or "x"),
        st.none() | TEXT.map(lambda text: text or "y"),
        DAYS,
        DAYS,
        st.integers(1, 5),
    ),
    max_size=30,
)
ORDERS = st.builds(
    Order,
    st.sampled_from(["date", "title", "author", "read", "created", "lastread"]),
    st.booleans(),
)


def made(values: list[tuple[str, str | None, date | None, date | None, int]]) -> list[Article]:
    return [
        article(
            f"{number}.md",
            title,
            authors=() if name is None else (name,),
            published=published,
            created=created,
            minutes=minutes,
        )
        for number, (title, name, published, created, minutes) in enumerate(values)
    ]


@settings(max_examples=60)
@given(ARTICLES, ORDERS, st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_any_window_is_a_slice_of_the_whole(
    values: list[tuple[str, str | None, date | None, date | None, int]],
    order: Order,
    start: int,
    stop: int,
    arranged: bool,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = catalog(Path(folder) / "c.db", made(values), arranged=arranged)
        listing = found.listing(order=order)
        assert listing.count == len(values)
        whole = found.rows(listing, 0, listing.count)
        assert len({row.id for row in whole}) == listing.count
        window, slice_ = found.rows(listing, start, stop), whole[start:stop]
        if not arranged:  # then titles are compared with those beside them alone
            window, slice_ = (
                [r._replace(shares_title=False) for r in each] for each in (window, slice_)
            )
        assert window == slice_
        assert [found.index_of(listing, row.id) for row in whole] == list(range(len(whole)))
        covered = [
            i for group in listing.groups for i in range(group.start, group.start + group.count)
        ]
        assert not listing.groups or covered == list(range(listing.count))
        known = [row.published for row in whole if row.published is not None]
        if order.key == "date":
            assert known == sorted(known, reverse=order.descending)
            assert all(row.published is not None for row in whole[: len(known)])
        found.close()


@given(st.lists(st.integers(1, 5), max_size=6), st.booleans())
def test_the_other_direction_of_groups_is_its_own_inverse(counts: list[int], tail: bool) -> None:
    groups: list[Group] = []
    start = 0
    for number, count in enumerate(counts):
        key = "" if tail and number == len(counts) - 1 else str(number)
        groups.append(Group(key, start, count))
        start += count
    assert reversed_groups(reversed_groups(groups)) == tuple(groups)
    assert tail_of(reversed_groups(groups)) == tail_of(groups)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 40), st.integers(0, 40))
def test_a_window_of_the_other_direction_is_made_of_windows_of_the_index(
    main: int, tail: int, start: int, stop: int
) -> None:
    count = main + tail
    stop = min(stop, count)
    indexes: list[int] = []
    for low, high, turned in runs(start, stop, count, tail):
        part = list(range(low, high))
        indexes += part[::-1] if turned else part
    assert indexes == [reversed_index(index, count, tail) for index in range(start, stop)]
    assert all(
        reversed_index(reversed_index(index, count, tail), count, tail) == index
        for index in range(count)
    )


STEPS = st.lists(
    st.lists(
        st.tuples(st.integers(0, 7), st.none() | st.text("ab ", min_size=1, max_size=6)), max_size=6
    ),
    max_size=5,
)


@settings(max_examples=40)
@given(STEPS)
def test_writing_in_steps_gives_what_writing_at_once_gives(
    steps: list[list[tuple[int, str | None]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        grown = Location(f"{folder}/grown.db", Kind.CACHE)
        files: dict[str, str] = {}
        for step in steps:
            writer = Writer(grown)
            for number, text in step:
                path = f"{number}.md"
                known = {each.stamp.path: each.article for each in writer.indexed()}
                if text is None:
                    files.pop(path, None)
                    writer.remove([known[path]] if path in known else [])
                    continue
                files[path] = text
                rows = _entry(path, text)
                if path in known:
                    writer.replace(known[path], rows)
                else:
                    writer.add(rows)
            writer.commit()
            writer.arrange()
            writer.close()
        fresh = Location(f"{folder}/fresh.db", Kind.CACHE)
        writer = Writer(fresh)
        for path, text in files.items():
            writer.add(_entry(path, text))
        writer.commit()
        writer.arrange()
        writer.close()
        if steps:
            assert _told(Catalog(grown.path)) == _told(Catalog(fresh.path))


def _entry(path: str, text: str):  # type: ignore[no-untyped-def]
    rows = entry(article(path, f"Title {text}"), FileStamp(path, 1, 1), text, text)
    return rows._replace(terms=NewTerms().of(rows.words))


def _told(found: Catalog) -> list[object]:
    listing = found.listing(order=Order("title", descending=False))
    rows = [row._replace(id=0) for row in found.rows(listing, 0, 100)]  # type: ignore[arg-type]
    terms = found.connection.execute("SELECT * FROM term").fetchall()
    answer = [sorted(rows), listing.count, listing.groups, terms, found.summary()]
    found.close()
    return answer
