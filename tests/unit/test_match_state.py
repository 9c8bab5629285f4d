"""What a person did with articles is found beside what stands in them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reader.article import Place, Quote
from reader.query.parse import parse
from reader.store.catalog.browse import Catalog
from reader.store.hashing import path_hash
from reader.store.state.facts import Anchored, Archived, Noted, Opened, Tagged
from reader.store.state.state import State
from tests.match_library import LIBRARY, TODAY, names, write

ALL = {made.name for made in LIBRARY}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    folder = tmp_path_factory.mktemp("library")
    write(folder / "catalog.db")
    state = State(str(folder / "state.db"))
    mine = state.library(str(folder))
    mine.begin_visit()
    mine.arrived([path_hash(f"{made.name}.md") for made in LIBRARY[1:]], first=True)
    mine.end_first_indexing()
    mine.arrived([path_hash("qubits.md")], first=False)
    mine.remember("models.md", Place(), 40)
    mine.set_read("hype.md", True)
    mine.write([Opened("models.md", 1000.0), Opened("hype.md", 2000.0)])
    mine.set_starred("cafe.md", True)
    mine.write([Archived("cafe.md", True, 3000.0), Tagged("models.md", "Mine", True, 3000.0)])
    mine.write([Tagged("hype.md", "\u00dcber STRASSE", True, 3000.0)])
    for name in ("models", "hype"):
        mine.write([Anchored(f"{name}.md", name * 4, Quote("words"), 1.0, 1.0)])
    mine.write([Noted("hype.md", "hype" * 4, "Is it so?", 2.0)])
    state.close()
    catalog = Catalog(str(folder / "catalog.db"), root=str(folder), state=str(folder / "state.db"))
    yield catalog
    catalog.close()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("is:new", {"qubits"}),
        ("is:read", {"hype"}),
        ("is:reading", {"models"}),
        ("is:starred", {"cafe"}),
        ("is:unread", ALL - {"hype", "models"}),
        ("-is:unread", {"hype", "models"}),
        ("machine is:unread", {"machines", "qubits"}),
        ("machine -is:read", {"machines", "qubits", "models"}),
        ("is:archived", {"cafe"}),
        ("tag:mine", {"models"}),
        ("tag:MINE", {"models"}),
        ("tag:\u00fcber-stra\u00dfe", {"hype"}),
        ("tag:u\u0308ber*", {"hype"}),
        ("is:highlighted", {"models", "hype"}),
        ("has:notes", {"hype"}),
        ("is:new OR is:starred", {"qubits", "cafe"}),
        ("is:new is:unread quantum", {"qubits"}),
    ],
)
def test_a_state_finds_its_articles(catalog: Catalog, typed: str, expected: set[str]) -> None:
    listing = catalog.listing(parse(typed, today=TODAY))
    assert set(names(catalog, listing.ids)) == expected


def test_what_was_opened_last_comes_first_and_the_rest_by_date(catalog: Catalog) -> None:
    listing = catalog.listing(parse("machine sort:lastread", today=TODAY))
    assert names(catalog, listing.ids) == ["hype", "models", "qubits", "machines"]
    turned = catalog.listing(parse("machine sort:-lastread", today=TODAY))
    assert names(catalog, turned.ids) == ["models", "hype", "machines", "qubits"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("is:starred", set()),
        ("is:starred is:archived", {"cafe"}),
        ("-is:archived", ALL - {"cafe"}),
        ("is:archived OR is:read", {"cafe", "hype"}),
        ("sort:title,-date", ALL - {"cafe"}),
        ("sort:title", ALL - {"cafe"}),
        ("sort:created", ALL - {"cafe"}),
        ("", ALL - {"cafe"}),
    ],
)
def test_what_is_archived_is_left_out_unless_the_query_speaks_of_it(
    catalog: Catalog, typed: str, expected: set[str]
) -> None:
    listing = catalog.listing(parse(typed, today=TODAY), archived=False)
    assert set(names(catalog, catalog.ids(listing))) == expected
    assert listing.count == len(expected)
    assert sum(group.count for group in listing.groups) in (0, listing.count)
