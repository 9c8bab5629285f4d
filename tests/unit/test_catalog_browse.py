"""What a catalog promises to whoever reads it."""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from reader.article import Article, ArticleId, Place, Problem
from reader.errors import (
    ArticleGone,
    CatalogBusy,
    CatalogDamaged,
    CatalogMissing,
    CatalogUnusable,
    SearchInterrupted,
)
from reader.query.fields import SORT_NAMES
from reader.store.catalog import location
from reader.store.catalog.browse import Catalog
from reader.store.catalog.positions import MILESTONE
from reader.store.rows import Group, Order
from reader.store.state.state import State
from tests.catalogs import article, catalog, fill
from tests.damage import break_table

NEW_YEAR = date(2024, 1, 1)
ORDERS = [
    Order(key, descending)
    for key in SORT_NAMES
    if key != "relevance"
    for descending in (True, False)
]


def many(count: int) -> list[Article]:
    """Enough articles for a few milestones; every seventh without a date, every ninth unsigned."""
    return [
        article(
            f"{number:05}.md",
            f"Title {number * 7919 % 1000}",
            authors=() if number % 9 == 0 else (f"Author {number % 5}",),
            published=None if number % 7 == 0 else NEW_YEAR + timedelta(number * 31 % 90),
            created=NEW_YEAR + timedelta(number % 40) if number % 7 else None,
            minutes=number % 12 + 1,
        )
        for number in range(count)
    ]


def read_through(found: Catalog) -> None:
    """Every row of the list."""
    listing = found.listing()
    for start in range(0, listing.count, 50):
        found.rows(listing, start, start + 50)


@pytest.mark.parametrize("arranged", [True, False])
@pytest.mark.parametrize("order", ORDERS)
def test_windows_put_together_are_the_whole_list_in_order(
    tmp_path: Path, order: Order, arranged: bool
) -> None:
    found = catalog(tmp_path / "c.db", many(3 * MILESTONE), arranged=arranged)
    listing = found.listing(order=order)
    rows = [
        row
        for start in range(0, listing.count, 100)
        for row in found.rows(listing, start, start + 100)
    ]
    assert len({row.id for row in rows}) == listing.count == 3 * MILESTONE
    keys = {
        "date": lambda row: row.published,
        "title": lambda row: row.title.lower(),
        "author": lambda row: row.authors.lower() or None,
        "read": lambda row: row.minutes,
    }
    if order.key in keys:
        values = [keys[order.key](row) for row in rows]
        known = [value for value in values if value is not None]
        assert values == known + [None] * (len(values) - len(known)), "what lacks the key is last"
        assert known == sorted(known, reverse=order.descending)
    assert list(found.ids(listing)) == [row.id for row in rows]
    for index in (0, 1, 255, 256, 500, listing.count - 1):
        assert found.index_of(listing, rows[index].id) == index


@pytest.mark.parametrize("arranged", [True, False])
@pytest.mark.parametrize("order", ORDERS)
def test_groups_cover_a_listing_without_a_gap(tmp_path: Path, order: Order, arranged: bool) -> None:
    found = catalog(tmp_path / "c.db", many(400), arranged=arranged)
    listing = found.listing(order=order)
    if not listing.groups:
        assert order.key in ("read", "words", "progress", "random")
        return
    start = 0
    for group in listing.groups:
        assert group.start == start
        start += group.count
        rows = found.rows(listing, group.start, group.start + group.count)
        if order.key == "date":
            assert {r.published and r.published.isoformat() for r in rows} == {group.key or None}
        elif order.key == "author":
            assert {r.authors for r in rows} == {group.key}
    assert start == listing.count
    assert len({group.key for group in listing.groups}) == len(listing.groups)


def test_groups_are_the_same_whether_written_down_or_counted(tmp_path: Path) -> None:
    written = catalog(tmp_path / "a.db", many(300))
    counted = catalog(tmp_path / "b.db", many(300), arranged=False)
    for order in ORDERS:
        assert written.listing(order=order).groups == counted.listing(order=order).groups


def test_the_usual_order_is_newest_first_and_undated_last(tmp_path: Path) -> None:
    found = catalog(
        tmp_path / "c.db",
        [
            article("old", "Old", published=date(2020, 5, 1)),
            article("none", "None"),
            article("created", "Created", created=date(2023, 1, 1)),
            article("new", "New", published=date(2024, 5, 1)),
        ],
    )
    listing = found.listing()
    assert [row.title for row in found.rows(listing, 0, 9)] == ["New", "Created", "Old", "None"]
    assert listing.groups == (
        Group("2024-05-01", 0, 1),
        Group("2023-01-01", 1, 1),
        Group("2020-05-01", 2, 1),
        Group("", 3, 1),
    )
    oldest = found.listing(order=Order("date", descending=False))
    assert [row.title for row in found.rows(oldest, 0, 9)] == ["Old", "Created", "New", "None"]


def test_titles_are_sorted_without_their_quotation_marks_and_accents(tmp_path: Path) -> None:
    titles = ["“Zoo”", "Älter", "apple", "7 ways", "(b)", "漢字", "Žena", "🎉"]
    found = catalog(tmp_path / "c.db", [article(title, title) for title in titles])
    listing = found.listing(order=Order("title", descending=False))
    assert [row.title for row in found.rows(listing, 0, 9)] == [
        *("7 ways", "🎉", "Älter", "apple", "(b)", "Žena", "“Zoo”", "漢字"),
    ]
    assert [group.key for group in listing.groups] == ["#", "A", "B", "Z", "文"]


def test_articles_of_the_same_title_are_told_apart(tmp_path: Path) -> None:
    found = catalog(
        tmp_path / "c.db",
        [article("a", "The Same"), article("b", "the same"), article("c", "Another")],
    )
    rows = found.rows(found.listing(order=Order("title", descending=False)), 0, 3)
    assert [(row.title, row.shares_title) for row in rows] == [
        ("Another", False),
        ("The Same", True),
        ("the same", True),
    ]


def test_a_path_that_is_no_text_comes_back_as_it_was(tmp_path: Path) -> None:
    path = os.fsdecode(b"caf\xe9/\n[x].md")
    found = catalog(tmp_path / "c.db", [article(path)])
    assert found.rows(found.listing(), 0, 1)[0].path == path
    known = found.id_of(path)
    assert known is not None
    assert found.article(known).path == path


def test_an_article_comes_back_whole(tmp_path: Path) -> None:
    made = article(
        "a.md",
        "T",
        authors=("B", "A"),
        tags=("y", "x"),
        published=date(2024, 2, 29),
        problems=(Problem(3, "One.", loss=True), Problem(0, "Two.")),
    )
    found = catalog(tmp_path / "c.db", [made])
    assert found.article(ArticleId(1)) == made
    assert found.problems() == [("a.md", problem) for problem in made.problems]
    assert found.summary().problems == 1
    assert found.rows(found.listing(), 0, 1)[0].broken


def test_an_article_that_vanished_is_a_sentence(tmp_path: Path) -> None:
    found = catalog(tmp_path / "c.db", [article("a.md")])
    with pytest.raises(ArticleGone, match="not in the library"):
        found.article(ArticleId(7))
    assert found.index_of(found.listing(), ArticleId(7)) is None
    assert found.id_of("b.md") is None


def test_reading_an_absent_catalog_does_not_make_one(tmp_path: Path) -> None:
    with pytest.raises(CatalogMissing):
        Catalog(os.fspath(tmp_path / "c.db"))
    assert list(tmp_path.iterdir()) == []


def test_a_catalog_that_is_only_begun_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "c.db").touch()
    with pytest.raises(CatalogMissing):
        Catalog(os.fspath(tmp_path / "c.db"))


def test_garbage_is_no_catalog(tmp_path: Path) -> None:
    (tmp_path / "c.db").write_bytes(os.urandom(50_000))
    with pytest.raises(CatalogDamaged, match="damaged"):
        Catalog(os.fspath(tmp_path / "c.db"))


def test_a_catalog_cut_in_half_is_told_and_does_not_end_the_program(tmp_path: Path) -> None:
    path = fill(tmp_path / "c.db", many(2000))
    os.truncate(path, os.path.getsize(path) // 2)
    with pytest.raises(CatalogDamaged):
        read_through(Catalog(path))


def test_a_catalog_cut_in_half_under_a_reader_is_told(tmp_path: Path) -> None:
    path = fill(tmp_path / "c.db", many(3000))
    found = Catalog(path)
    found.rows(found.listing(), 0, 10)
    os.truncate(path, os.path.getsize(path) // 2)
    with pytest.raises(CatalogDamaged):
        read_through(found)
    assert location.is_suspected(path), "the next refresh is told"


def test_a_catalog_deleted_under_a_reader_is_told(tmp_path: Path) -> None:
    path = fill(tmp_path / "c.db", many(10))
    found = Catalog(path)
    listing = found.listing()
    shutil.rmtree(tmp_path)
    with pytest.raises(CatalogMissing):
        found.rows(listing, 0, 5)


def test_a_catalog_replaced_under_a_reader_is_told(tmp_path: Path) -> None:
    path = fill(tmp_path / "c.db", many(10))
    found = Catalog(path)
    os.replace(fill(tmp_path / "other.db", many(5)), path)
    with pytest.raises(CatalogMissing):
        found.summary()


def test_an_interrupted_listing_is_told_from_a_broken_one(tmp_path: Path) -> None:
    found = catalog(tmp_path / "c.db", many(500), arranged=False)
    found.connection.set_progress_handler(lambda: found.interrupt() or False, 10)
    with pytest.raises(SearchInterrupted):
        found.listing(order=Order("created"))


def test_a_reader_that_a_writer_keeps_out_says_who(tmp_path: Path) -> None:
    import apsw

    path = fill(tmp_path / "c.db", many(10))
    writer = apsw.Connection(path)
    writer.execute("PRAGMA journal_mode = DELETE").fetchall()
    found = Catalog(path)
    writer.execute("BEGIN EXCLUSIVE")
    found.connection.set_busy_timeout(10)
    with pytest.raises(CatalogBusy, match="Another session"):
        found.listing()


def test_what_was_done_is_seen_beside_the_articles(tmp_path: Path) -> None:
    path = fill(tmp_path / "c.db", [article("a.md", "A"), article("b.md", "B")])
    state_path = os.fspath(tmp_path / "state.db")
    found = Catalog(path, root="/library", state=state_path)
    listing = found.listing(order=Order("title", descending=False))
    assert [row.starred for row in found.rows(listing, 0, 2)] == [False, False]
    assert found.summary().begun == 0
    # The state is younger than the connection, as at the very first start.
    state = State(state_path)
    kept = state.library("/library")
    kept.remember("a.md", Place(1, 2, "quote"), 40)
    kept.set_starred("b.md", starred=True)
    kept.arrived(found.arrivals(), first=False)
    rows = found.rows(listing, 0, 2)
    assert [(row.progress, row.starred, row.new) for row in rows] == [
        (40, False, True),
        (0, True, True),
    ]
    assert found.summary()[:3] == (2, 1, 2)
    assert found.arrivals() == []
    state.close()


def test_the_last_opened_comes_first_and_what_was_never_opened_last(tmp_path: Path) -> None:
    path = fill(tmp_path / "c.db", [article(f"{name}.md", name) for name in "abcd"])
    state = State(os.fspath(tmp_path / "state.db"))
    kept = state.library("/library")
    kept.opened("c.md")
    kept.opened("b.md")
    found = Catalog(path, root="/library", state=state.place)
    listing = found.listing(order=Order("lastread", descending=True))
    assert [row.title for row in found.rows(listing, 0, 4)] == ["b", "c", "a", "d"]
    state.close()


def test_damage_of_the_state_is_not_taken_for_damage_of_the_catalog(tmp_path: Path) -> None:
    path = fill(tmp_path / "c.db", [article(f"{n}.md", f"T{n}") for n in range(50)])
    state = State(os.fspath(tmp_path / "state.db"))
    kept = state.library("/library")
    for number in range(400):
        kept.remember(f"{number}.md", Place(1, 2, "quote " * 100), 40)
    state.close()
    break_table(os.fspath(tmp_path / "state.db"), "reading")
    found = Catalog(path, root="/library", state=os.fspath(tmp_path / "state.db"))
    with pytest.raises(CatalogUnusable, match="The articles can"):
        read_through(found)
    read_through(found)
    assert not location.is_suspected(path)


def test_a_state_that_cannot_be_read_leaves_the_list_readable(tmp_path: Path) -> None:
    path = fill(tmp_path / "c.db", [article("a.md", "A")])
    (tmp_path / "state.db").write_bytes(b"no database at all" * 100)
    found = Catalog(path, root="/library", state=os.fspath(tmp_path / "state.db"))
    assert [row.title for row in found.rows(found.listing(), 0, 1)] == ["A"]
    assert found.summary().articles == 1
