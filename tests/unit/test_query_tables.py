"""The help, the documentation and the language say the same of fields and values: one table."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.article import Article, Metadata
from reader.query.fields import FIELDS, HAS, RANGES, SORTS, STATES, SYNTAX, Field, Kind, wants
from reader.query.parse import parse
from reader.query.tree import Part, Sort, State
from reader.query.views import BUILT_IN, every, key, typed
from reader.session import phrases
from reader.session.export import FIELDS as EXPORTED
from reader.session.export import as_json
from reader.store.rows import Order
from reader.ui.keys import Where
from reader.ui.sheet_texts import help_text
from tests.match_library import TODAY

PAGE = (Path(__file__).parents[2] / "docs" / "query.md").read_text(encoding="utf-8")
ENTRIES = [
    *((field.example, field.help) for field in FIELDS),
    *((syntax.example, syntax.help) for syntax in (*SYNTAX, *RANGES)),
    *((f"is:{state.name}", state.help) for state in STATES),
    *((f"has:{part.name}", part.help) for part in HAS),
    *((f"sort:{sort.name}", sort.help) for sort in SORTS),
    *((typed(view.name), view.help) for view in BUILT_IN),
]


@pytest.mark.parametrize(("example", "meaning"), ENTRIES, ids=[entry[0] for entry in ENTRIES])
def test_help_and_documentation_tell_of_it_and_it_is_understood(example: str, meaning: str) -> None:
    sheet = " ".join(
        "\n".join(line.text for line in help_text(Where.LIST, single=False)(200)).split()
    )
    assert f"`{example}`" in PAGE
    assert meaning in PAGE
    assert " ".join(example.split()) in sheet
    assert " ".join(meaning.split()) in sheet
    for each in example.split(", "):
        query = parse(each, today=TODAY)
        assert query.notices == ()


def test_the_tables_hold_every_state_part_and_kind() -> None:
    assert {state.name for state in STATES} == set(State)
    assert {part.name for part in HAS} == set(Part)
    assert {field.kind for field in FIELDS} == set(Kind)


@pytest.mark.parametrize("field", FIELDS, ids=[field.name for field in FIELDS])
def test_a_field_without_a_value_tells_what_it_takes(field: Field) -> None:
    (fault,) = parse(f"{field.name}:", today=TODAY).faults
    assert fault == wants(field)
    assert fault.startswith(f"{field.name}: takes ")


def test_every_order_has_words_in_both_directions() -> None:
    for sort in SORTS:
        ways = {phrases.order(Order.of(Sort(sort.name, reverse))) for reverse in (False, True)}
        assert len(ways) == 2


def test_every_view_is_named_as_it_is_shown() -> None:
    for view in BUILT_IN:
        assert parse(typed(view.name), today=TODAY).faults == ()
        assert parse(view.query, today=TODAY).notices == ()
    assert len(every({})) == len(BUILT_IN)
    assert every({"NEW": "is:starred"})[key("new")].query == "is:starred"


def test_the_fields_of_a_form_are_those_of_json() -> None:
    assert tuple(as_json(Article("a.md", "A", Metadata(), 1, 1))) == EXPORTED
