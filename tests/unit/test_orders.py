"""The orders of a list, and the groups that its rows stand in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from reader.query.parse import parse
from reader.session.dates import long_month
from reader.store.catalog import orders
from reader.store.catalog.browse import Catalog
from reader.store.catalog.orders import coarse
from reader.store.rows import Group, Order
from reader.ui.list_rows import group_name
from tests.match_library import TODAY, Made, names, write
from tests.query_library import NAMES, opened


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    catalog = opened(tmp_path_factory.mktemp("library"))
    yield catalog
    catalog.close()


def listed(catalog: Catalog, typed: str) -> list[str]:
    listing = catalog.listing(parse(typed, today=TODAY))
    return names(catalog, catalog.ids(listing))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("sort:added", ["elephant", "week"]),
        ("sort:lastread", ["euler", "hype", "loop", "models", "weg"]),
        ("sort:-lastread", ["weg", "models", "loop", "hype", "euler"]),
        ("sort:progress", ["loop", "euler", "models", "weg"]),
        ("sort:-words", ["state", "qubits", "euler", "loop"]),
        ("sort:-words,title", ["state", "qubits", "euler", "loop"]),
        ("is:starred sort:title", ["euler", "cafe"]),
        ("in:new", ["elephant", "week"]),
        ("in:new sort:-added", ["week", "elephant"]),
        ('in:"continue reading"', ["euler", "models"]),
        ('-in:new in:"continue reading"', ["euler", "models"]),
    ],
)
def test_an_order_begins_with(catalog: Catalog, typed: str, first: list[str]) -> None:
    assert listed(catalog, typed)[: len(first)] == first


def test_ties_stand_by_date_then_by_creation_then_by_title(tmp_path: Path) -> None:
    day = date(2024, 1, 1)
    made = (
        Made("c", "The Boat", published=day, created=day),
        Made("d", "A Canoe", published=day, created=day),
        Made("b", "Zebra", published=day, created=day + timedelta(1)),
        Made("a", "Last", published=day + timedelta(1)),
        Made("e", "Undated"),
    )
    write(tmp_path / "ties.db", made)
    catalog = Catalog(str(tmp_path / "ties.db"))
    for typed in ("sort:read", "sort:words", "sort:progress", "sort:-words,read"):
        assert listed(catalog, typed) == ["a", "b", "c", "d", "e"]
    for typed in ("sort:-read", "sort:read,-words"):  # what ties is turned round with the last
        assert listed(catalog, typed) == ["e", "d", "c", "b", "a"]
    catalog.close()


def test_chance_is_the_same_as_long_as_one_reads(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = listed(catalog, "sort:random")
    assert set(first) == NAMES
    assert listed(catalog, "sort:random") == first
    assert listed(catalog, "sort:random read:>0") == first
    assert listed(catalog, "sort:-random") == first[::-1]
    ways = set()
    for seed in (12345677, 987654321, 555555555):
        monkeypatch.setattr(orders, "seed", lambda seed=seed: seed)
        ways.add(tuple(listed(catalog, "sort:random")))
    assert len(ways) == 3


def test_arrivals_and_readings_are_divided_by_day(catalog: Catalog) -> None:
    arrivals = catalog.listing(order=Order("added"))
    assert [group.key for group in arrivals.groups] == ["2024-05-15", "2024-05-14", "2024-01-10"]
    assert [group.count for group in arrivals.groups] == [1, 1, len(NAMES) - 2]
    readings = catalog.listing(order=Order("lastread"))
    day = date.fromtimestamp(1000.0).isoformat()
    assert [group.key for group in readings.groups] == [day, ""]
    assert readings.groups[0].count == 5


def test_titles_are_divided_by_the_letter_behind_their_article(catalog: Catalog) -> None:
    groups = catalog.listing(order=Order("title", False)).groups
    letters = [group.key for group in groups]
    assert letters.index("E") < letters.index("W")
    of_e = next(group for group in groups if group.key == "E")
    listing = catalog.listing(order=Order("title", False))
    titles = [row.title for row in catalog.rows(listing, of_e.start, of_e.start + of_e.count)]
    assert titles == ["An Elephant in the Room", "L’Étranger aujourd’hui", "The Euler Identity"]


def days(*counts: tuple[str, int]) -> tuple[Group, ...]:
    """Groups one behind the other."""
    groups: list[Group] = []
    for key, count in counts:
        start = groups[-1].start + groups[-1].count if groups else 0
        groups.append(Group(key, start, count))
    return tuple(groups)


def test_days_of_hardly_more_than_one_article_become_months() -> None:
    single = days(*((f"2024-03-{day:02}", 1) for day in range(20, 10, -1)), ("2024-02-01", 1))
    assert coarse("date", (*single, Group("", 11, 2))) == days(
        ("2024-03", 10), ("2024-02", 1), ("", 2)
    )
    several = days(("2024-03-02", 2), ("2024-03-01", 1))
    assert coarse("date", several) == several


def test_what_months_would_not_gather_and_what_is_no_day_stays() -> None:
    rare = days(("2024-03-02", 1), ("2024-01-01", 1))
    assert coarse("date", rare) == rare
    letters = days(("A", 1), ("B", 1))
    assert coarse("title", letters) == letters


def test_a_group_is_named_as_a_person_reads_it() -> None:
    assert long_month("2024-02") == "February 2024"
    assert group_name("2024-02") == "February 2024"
    assert group_name("2024-02-09") == "9 February 2024"
    assert group_name("", "author") == "No author"
    assert group_name("", "lastread") == "Never opened"
    assert group_name("1984-01", "title") == "1984-01"
