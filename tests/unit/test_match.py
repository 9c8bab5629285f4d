"""Which articles a query finds, in which order, and what is said where it finds none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from reader.errors import SearchInterrupted
from reader.query.parse import parse
from reader.store.catalog import forms, match, orders, relevance
from reader.store.catalog.browse import Catalog
from reader.store.catalog.match import Found
from tests.match_library import LIBRARY, TODAY, Made, many, names, write


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    path = tmp_path_factory.mktemp("catalog") / "small.db"
    write(path)
    catalog = Catalog(str(path))
    yield catalog
    catalog.close()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    path = tmp_path_factory.mktemp("catalog") / "large.db"
    write(path, many(relevance.RANKED + 1000))
    catalog = Catalog(str(path))
    yield catalog
    catalog.close()


def finds(catalog: Catalog, typed: str, typing: bool = False, at_once: int = 0) -> list[Found]:
    query = parse(typed, today=TODAY, typing=typing)
    with catalog.reading() as connection:
        return list(match.finds(connection, query, at_once=at_once))


def found(catalog: Catalog, typed: str, typing: bool = False) -> list[str]:
    last = finds(catalog, typed, typing)[-1]
    assert last.complete
    assert last.listing.ids is not None
    assert len(set(last.listing.ids)) == last.listing.count
    return names(catalog, last.listing.ids)


ALL = {made.name for made in LIBRARY}

FINDS: list[tuple[str, set[str]]] = [
    # words
    ("quantum", {"qubits", "gates"}),
    ("QUANTUM", {"qubits", "gates"}),
    ("quantum gates", {"gates"}),
    ("quantum nothing", set()),
    ("machine", {"models", "machines", "hype", "qubits"}),
    # forms of a stem
    ("modeling", {"models", "machines"}),
    ("algorithm", {"qubits"}),
    ("trains", {"models"}),
    ("книге", {"russian"}),
    # phrases
    ('"machine learning"', {"models", "hype", "qubits"}),
    ('"learning machine"', set()),
    ('"models are trained"', {"models"}),
    ('"model are"', set()),
    ('"state of the art"', {"gates", "state"}),
    ('-"machine learning" machine', {"machines"}),
    # without
    ("machine -hype", {"models", "machines", "qubits"}),
    ("machine NOT hype", {"models", "machines", "qubits"}),
    ("-machine -quantum author:li", set()),
    ("-quantum", ALL - {"qubits", "gates"}),
    ("-(quantum OR machine)", ALL - {"qubits", "gates", "models", "machines", "hype"}),
    ("-is:draft -date:2020..", {"same-1", "same-2"}),
    # or, nesting
    ("qubit OR café", {"qubits", "cafe"}),
    ("(qubit OR tide) machine", {"qubits", "machines"}),
    ("qubit OR tide machine", {"qubits", "machines"}),
    ("quantum (gates OR (state -noisy))", {"gates", "qubits"}),
    ("((((quantum))))", {"qubits", "gates"}),
    ("tide OR is:broken", {"machines", "broken"}),
    ("(tide OR is:broken) -quote", {"machines"}),
    ("-(tide OR is:broken) author:li", {"hype"}),
    # prefixes
    ("quant*", {"qubits", "gates"}),
    ('"machine lear"*', {"models", "hype", "qubits"}),
    ("title:gat*", {"gates"}),
    # one typo
    ("quantom~", {"qubits", "gates"}),
    ("tdie~", {"machines"}),
    # apostrophes and hyphens
    ("don't", {"hype"}),
    ("don’t", {"hype"}),
    ("o'brien", {"state"}),
    ("state-of-the-art", {"gates", "state"}),
    ("c++", {"state"}),
    ("3.14", {"state"}),
    # accents
    ("cafe", {"cafe"}),
    ("CAFÉ", {"cafe"}),
    ("naive", {"cafe"}),
    ("sao", {"cafe"}),
    ("muller", {"cafe"}),
    ("елка", {"russian"}),
    # other scripts
    ("機械学習", {"kanji"}),
    ("学習", {"kanji"}),
    ("習入", {"kanji"}),
    ("械学東", set()),
    ("京", {"kanji"}),
    ("gpt模型", {"kanji"}),
    ("author:山田", {"kanji"}),
    ("हिन्दी", {"hindi"}),
    ("한국어", {"korean"}),
    ("한국*", {"korean"}),
    # fields
    ("title:quantum", {"qubits"}),
    ("title:(machine OR model)", {"machines", "models"}),
    ("author:jenkins", {"qubits", "gates"}),
    ('author:"maria garcía"', {"gates", "models"}),
    ("author:(jenkins garcia)", {"gates"}),
    ("author:li -title:hype", {"machines"}),
    ("subtitle:qubit", {"qubits"}),
    ("subtitle:gates", set()),
    ("description:gates", {"gates"}),
    ("description:gate", {"gates"}),
    ("text:qubit", {"qubits"}),
    ("text:jenkins", set()),
    ("path:drafts/", {"drafts/plan"}),
    ("path:SAME", {"same-1", "same-2"}),
    ("tag:ai", {"models", "machines"}),
    ("tag:machine-learning", {"models", "qubits"}),
    ('tag:"machine learning"', {"models", "qubits"}),
    ("tag:(quantum OR ethics)", {"qubits", "gates", "machines", "hype"}),
    ("tag:mach*", {"models", "qubits"}),
    ("tag:ethcs~", {"machines", "hype"}),
    ("tag:ai -tag:ethics", {"models"}),
    # numbers
    ("read:<3", {"cafe", "korean", "hindi", "russian", "undated", "broken", "drafts/plan", "same-1", "same-2"}),
    ("read:>=15", {"hype", "state"}),
    ("read:4..8", {"gates", "machines", "qubits"}),
    ("read:12", {"models"}),
    ("words:>1000", {"qubits", "state"}),
    ("-read:..14", {"hype", "state"}),
    # dates; an article without publication stands under its creation
    ("date:2023", {"machines"}),
    ("date:2024-02", {"qubits"}),
    ("date:2024-02-09", {"qubits"}),
    ("date:2024-02..2024-04", {"qubits", "gates", "models", "state"}),
    ("date:2024-05-01..", {"kanji", "hype"}),
    ("date:..2019", {"same-1", "same-2"}),
    ("date:<2w", {"hype"}),
    ("date:yesterday", {"hype"}),
    ("date:last-month", {"models", "state"}),
    ("date:2020-02-29", {"broken"}),
    ("created:2024", {"state"}),
    ("updated:<30d", {"state"}),
    ("-date:1000..", {"undated", "drafts/plan"}),
    # states that the file has
    ("is:broken", {"broken"}),
    ("is:draft", {"undated", "drafts/plan"}),
    ("is:draft -path:drafts", {"undated"}),
    ("is:read", set()),
    ("is:unread", ALL),
    # together
    ('quantum "machine learning" -hype author:jenkins tag:(quantum OR ethics) read:<10', {"qubits"}),
    ("machine date:2024 read:>10 sort:date", {"models", "hype"}),
    # half-typed and pasted
    ("quantum AND", {"qubits", "gates"}),
    ("(quantum", {"qubits", "gates"}),
    ("quantum 🦄 !!!", {"qubits", "gates"}),
    ("", ALL),
    ("sort:title", ALL),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), FINDS)
def test_a_query_finds_its_articles(catalog: Catalog, typed: str, expected: set[str]) -> None:
    assert set(found(catalog, typed)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("qua", {"qubits", "gates"}),
        ("quantum g", {"gates"}),
        ("q", {"qubits", "gates"}),  # one letter: words that titles have, and itself
        ("qub", {"qubits"}),
        ("machine lea", {"models", "machines", "hype", "qubits"}),
        ('"machine lea', {"models", "hype", "qubits"}),
        ("author:jen", {"qubits", "gates"}),
        ("tag:mach", {"models", "qubits"}),
        ("title:gat", {"gates"}),
        ("subtitle:qub", {"qubits"}),
        ("한국", {"korean"}),
        ("кни", {"russian"}),
        ("gpt模", {"kanji"}),
        ("qua ", set()),
    ],
)
def test_the_last_word_finds_what_it_begins_while_typed(
    catalog: Catalog, typed: str, expected: set[str]
) -> None:
    assert set(found(catalog, typed, typing=True)) == expected


def test_a_word_as_typed_ranks_before_its_other_forms(catalog: Catalog) -> None:
    assert found(catalog, "modelled") == ["machines", "models"]
    assert found(catalog, "model") == ["models", "machines"]


def test_other_forms_rank_before_what_a_word_begins_and_that_word_before_both(
    tmp_path: Path,
) -> None:
    made = (
        Made("begun", "Modelesque, Modelesque", "A modelesque modelesque thing."),
        Made("stem", "Unnamed", "They were modelling all day in the rain, far from home."),
        Made("exact", "Another", "There was one model among a hundred other words of prose."),
    )
    path = tmp_path / "ranked.db"
    write(path, made)
    catalog = Catalog(str(path))
    assert found(catalog, "model", typing=True) == ["exact", "stem", "begun"]
    assert found(catalog, "model~") == ["exact"]
    catalog.close()


def test_a_hit_in_the_title_ranks_before_one_in_the_text(catalog: Catalog) -> None:
    assert found(catalog, "quantum") == ["qubits", "gates"]
    assert found(catalog, "circuits")[0] == "gates"
    assert found(catalog, "hope")[0] == "hype"


def test_scores_fall_from_the_first_hit_to_the_last(catalog: Catalog) -> None:
    listing = finds(catalog, "machine OR model OR quantum")[-1].listing
    assert listing.scores is not None
    assert listing.order.key == "relevance"
    assert list(listing.scores) == sorted(listing.scores, reverse=True)
    assert len(listing.scores) == listing.count


def test_relevance_can_be_turned_round(catalog: Catalog) -> None:
    assert found(catalog, "machine sort:-relevance") == found(catalog, "machine")[::-1]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("machine sort:date", ["hype", "models", "qubits", "machines"]),
        ("machine sort:-date", ["machines", "qubits", "models", "hype"]),
        ("machine sort:read", ["machines", "qubits", "models", "hype"]),
        ("machine sort:-read", ["hype", "models", "qubits", "machines"]),
        ("machine sort:title", ["hype", "machines", "qubits", "models"]),
        ("machine sort:author", ["qubits", "hype", "machines", "models"]),
        ("machine sort:author,-date", ["qubits", "machines", "hype", "models"]),
        ("is:draft OR title:hype sort:-date", ["hype", "drafts/plan", "undated"]),
        ("is:draft OR title:hype sort:date", ["hype", "undated", "drafts/plan"]),
        ("title:state OR title:hype sort:created", ["state", "hype"]),
        ("title:state OR title:hype sort:-created", ["state", "hype"]),
    ],
)
def test_an_order_is_kept_and_what_lacks_its_key_comes_last(
    catalog: Catalog, typed: str, expected: list[str]
) -> None:
    assert found(catalog, typed) == expected


def test_conditions_without_words_are_listed_by_date_in_groups(catalog: Catalog) -> None:
    listing = finds(catalog, "date:2019..2020 OR is:draft")[-1].listing
    assert [(group.key, group.start, group.count) for group in listing.groups] == [
        ("2020-02-29", 0, 1),
        ("2019-01-01", 1, 2),
        ("", 3, 2),
    ]
    turned = finds(catalog, "date:2019..2020 OR is:draft sort:-date")[-1].listing
    assert [(group.key, group.start, group.count) for group in turned.groups] == [
        ("2019-01-01", 0, 2),
        ("2020-02-29", 2, 1),
        ("", 3, 2),
    ]


def test_a_typo_is_allowed_where_nothing_else_is_found_and_said(catalog: Catalog) -> None:
    (last,) = finds(catalog, "qubti quantum")
    assert last.listing.ids is not None
    assert names(catalog, last.listing.ids) == ["qubits"]
    assert last.notices == ("Nothing for `qubti`; shown is `qubit`.",)


@pytest.mark.parametrize(
    ("typo", "word"),
    [("uantum", "quantum"), ("quantumm", "quantum"), ("quxntum", "quantum"), ("quatnum", "quantum"),
     ("jenkns", "jenkins"), ("machnie", "machine"), ("garcja", "garcia"), ("хнига", "книга")],
)  # fmt: skip
def test_any_one_typo_is_found(catalog: Catalog, typo: str, word: str) -> None:
    (last,) = finds(catalog, typo)
    assert last.listing.count
    assert f"`{word}`" in last.notices[0]


def test_a_typo_in_a_field_stays_in_the_field(catalog: Catalog) -> None:
    (last,) = finds(catalog, "author:jenkns gates")
    assert last.listing.count == 1
    assert last.notices == ("Nothing for `author:jenkns`; shown is `jenkins`.",)


def test_who_looks_for_an_author_alone_gets_the_latest_first(catalog: Catalog) -> None:
    for typed, key in (
        ("author:jenkins", "date"),
        ("author:jenkins -hype", "date"),
        ("author:jenkins machine", "relevance"),
        ("author:jenkins sort:relevance", "relevance"),
    ):
        assert finds(catalog, typed)[-1].listing.order.key == key


@pytest.mark.parametrize("key", sorted(orders.INDEXED))
@pytest.mark.parametrize("typed", ["", "date:2019.. OR is:draft"])
def test_one_key_reversed_is_the_same_from_the_end_whoever_sorts_it(
    catalog: Catalog, key: str, typed: str
) -> None:
    def listed(order: str) -> tuple[list[str], int]:
        listing = finds(catalog, f"{typed} sort:{order}")[-1].listing
        last = listing.groups[-1] if listing.groups else None
        lacking = last.count if last and not last.key else 0
        return names(catalog, catalog.ids(listing)), listing.count - lacking

    (along, having), (turned, _) = listed(key), listed(f"-{key}")
    assert turned == along[:having][::-1] + along[having:][::-1]
    # as the engine sorts it, without an index that has it
    assert listed(f"-{key},-{key}")[0] == turned


def test_where_nothing_is_found_the_nearest_queries_are_offered_with_counts(
    catalog: Catalog,
) -> None:
    (last,) = finds(catalog, "author:garcia qubit machine")
    assert last.listing.count == 0
    assert [tuple(offer) for offer in last.suggestions] == [
        ("qubit machine", 1),
        ("author:garcia machine", 1),
    ]
    assert last.notices == ()


def test_conditions_that_exclude_one_another_are_offered_one_by_one(catalog: Catalog) -> None:
    (last,) = finds(catalog, "author:li title:café tag:quantum")
    assert [tuple(offer) for offer in last.suggestions] == [
        ("title:café", 1),
        ("author:li", 2),
        ("tag:quantum", 2),
    ]


@pytest.mark.parametrize(
    ("typed", "offer"),
    [
        ("author:qubit", ("qubit", 1)),
        ("tag:hope", ("hope", 1)),
        ('"gates quantum"', ("gates quantum", 1)),
        ("title:東京", ("東京", 1)),
        ('title:"tide slowly"', ("tide slowly", 1)),
    ],
)
def test_where_one_condition_finds_nothing_its_words_anywhere_are_offered(
    catalog: Catalog, typed: str, offer: tuple[str, int]
) -> None:
    (last,) = finds(catalog, typed)
    assert last.listing.count == 0
    assert [tuple(suggestion) for suggestion in last.suggestions] == [offer]


def test_nothing_is_offered_for_a_single_word_that_nothing_has(catalog: Catalog) -> None:
    (last,) = finds(catalog, "xyzzyx")
    assert (last.listing.count, last.suggestions, last.notices) == (0, (), ())


@pytest.mark.parametrize("typed", ["everywhere", "everyw", "everywhere -rare", "number1 OR rare"])
@pytest.mark.parametrize("at_once", [1, 256, 700, 2_500])
def test_of_many_hits_the_best_come_first_and_then_all(
    large: Catalog, typed: str, at_once: int
) -> None:
    found = finds(large, typed, typing=True, at_once=at_once)
    whole = found[-1].listing
    assert whole.ids is not None
    assert whole.scores is not None
    assert len(whole.ids) == len(set(whole.ids)) == whole.count
    assert list(whole.scores) == sorted(whole.scores, reverse=True)
    if whole.count > at_once:
        first = found[0].listing
        assert first.count == whole.count
        assert first.ids == whole.ids[:at_once]
        assert first.scores == whole.scores[:at_once]
    else:
        assert len(found) == 1


def test_every_one_of_very_many_hits_is_listed(large: Catalog) -> None:
    (last,) = finds(large, "everywhere")
    assert last.listing.ids is not None
    assert set(last.listing.ids) == set(range(1, relevance.RANKED + 1001))


def test_of_very_many_hits_those_in_titles_stand_first(large: Catalog) -> None:
    ids = finds(large, "everywhere")[-1].listing.ids
    assert ids is not None
    in_titles = (relevance.RANKED + 1000) // 10
    assert all(article % 10 == 1 for article in ids[:in_titles])


def test_conditions_hold_for_very_many_hits_too(large: Catalog) -> None:
    last = finds(large, "everywhere read:2..3 -title:everywhere")[-1]
    total = relevance.RANKED + 1000
    expected = [n for n in range(total) if n % 5 in (1, 2) and n % 10]
    assert last.listing.count == len(expected)
    assert last.listing.ids is not None
    assert sorted(last.listing.ids) == [n + 1 for n in expected]


def test_a_rare_word_is_found_among_very_many(large: Catalog) -> None:
    ids = finds(large, "everywhere rare")[-1].listing.ids
    assert ids is not None
    assert sorted(ids) == [n + 1 for n in range(7, relevance.RANKED + 1000, 1000)]


def test_a_completion_of_very_many_hits_is_found_whole(large: Catalog) -> None:
    last = finds(large, "everyw", typing=True)[-1]
    assert last.complete
    assert last.listing.count == relevance.RANKED + 1000


def test_the_first_letters_of_a_name_find_an_author(catalog: Catalog) -> None:
    assert set(found(catalog, "author:m", typing=True)) == {"gates", "models", "cafe"}
    assert set(found(catalog, "author:je", typing=True)) == {"qubits", "gates"}
    assert "gates" in found(catalog, "author:d", typing=True)


def test_a_search_that_nobody_waits_for_stops_before_its_next_statement(catalog: Catalog) -> None:
    query = parse("quantum", today=TODAY)
    asked = iter([True, True, True, False])
    with catalog.reading() as connection, pytest.raises(SearchInterrupted):
        list(match.finds(connection, query, lambda: next(asked, False)))
    assert found(catalog, "quantum") == ["qubits", "gates"]


def test_a_catalog_lists_what_match_finds(catalog: Catalog) -> None:
    listing = catalog.listing(parse("machine sort:read", today=TODAY))
    assert [row.path for row in catalog.rows(listing, 0, 2)] == ["machines.md", "qubits.md"]
    assert catalog.index_of(listing, catalog.rows(listing, 1, 2)[0].id) == 1


def test_a_word_that_was_added_is_found_by_the_same_connection(tmp_path: Path) -> None:
    path = tmp_path / "grown.db"
    write(path, LIBRARY[:2])
    catalog = Catalog(str(path))
    assert found(catalog, "modelling") == []
    write(path, LIBRARY[2:4])
    assert sorted(found(catalog, "modelling")) == ["machines", "models"]
    assert found(catalog, "mod", typing=True) != []
    catalog.close()


def test_dates_count_from_the_day_that_is_given(catalog: Catalog) -> None:
    query = parse("date:today", today=date(2023, 12, 31))
    assert names(catalog, catalog.listing(query).ids) == ["machines"]


@pytest.mark.parametrize(
    "typed",
    [
        "(" * 500 + "quantum" + ")" * 500,
        "(quantum OR -(machine " * 40,
        "-(quantum OR (machine -(tide OR (" * 40,
        " OR ".join(f"word{number}" for number in range(99)) + " OR quantum",
        " ".join(f'"word{number} the"*' for number in range(100)),
        "-" * 4000 + "quantum",
        "a-" * 2000,
    ],
)
def test_no_query_is_too_deep_or_too_long(catalog: Catalog, typed: str) -> None:
    assert finds(catalog, typed)[-1].complete


def test_a_first_letter_knows_the_names_that_begin_so_wherever_they_are_in_the_alphabet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "NAMES", 3)
    authors = ("Ann Zander", "Bo Young", "Cy Xu", "Dee Zola", "Zoe Young", "Zora Ames")
    write(tmp_path / "a.db", [Made(f"{n}", "Text.", authors=(a,)) for n, a in enumerate(authors)])
    catalog = Catalog(str(tmp_path / "a.db"))
    with catalog.reading() as connection:
        found = forms.Forms().completions(connection, "z", "author")
    catalog.close()
    assert set(found) == {"zander", "zoe", "zora"}  # what begins a later name; no second name there
