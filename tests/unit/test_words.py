"""The words of a query, looked for in the fields of an article and in its text."""

from hypothesis import given
from hypothesis import strategies as st

from reader.characters import clean, one_line
from reader.library.load import load_bytes
from reader.markdown.find import folded
from reader.markdown.finder import STRETCH, Finder
from reader.markdown.lines import ASCII_GLYPHS, Glyphs
from reader.markdown.parse import Text
from reader.session.page import Page
from reader.session.read import page_of
from reader.session.words import Words
from reader.ui.row_hits import in_line, marked

HERON = ((("heron", "herons"),), "")
PHRASE = ((("two",), ("heron", "herons")), "text")
SOURCE = """---
title: Heron and Stork by Ann
subtitle: Of Ann’s herons
author: Ann Heron, Bo Min
publish_date: 2024-02-09
heroImage: https://example.org/heron.jpg
---
Herons, two

herons.
"""


def page(glyphs: Glyphs | None = None) -> Page:
    return page_of(load_bytes(SOURCE.encode(), "a.md"), 40, glyphs or Glyphs())


def found_above(made: Page, *marks: object) -> list[str]:
    words = Words("", marks, made.fields)  # type: ignore[arg-type]
    text = made.header_text
    return [text[a:b] for a, b in words.ranges(folded(text), text, above=True)]


def test_a_word_is_met_in_the_fields_of_a_header_and_not_in_its_facts():
    assert found_above(page(), HERON) == ["Heron", "herons", "Heron"]  # not in the hero's address
    assert found_above(page(), ((("min",),), "")) == ["Min"]  # not in 1 min
    assert found_above(page(), ((("2024",),), "")) == []


def test_a_word_of_a_field_is_met_there_alone():
    for field, expected in (("title", ["Ann"]), ("author", ["Ann"]), ("subtitle", ["Ann"])):
        assert found_above(page(), ((("ann",),), field)) == expected
    assert found_above(page(), ((("herons",),), "text")) == []


def test_fields_are_known_where_signs_are_written_in_ascii_too():
    made = page(ASCII_GLYPHS)
    assert [made.header_text[a:b] for _, a, b in made.fields] == [
        "Heron and Stork by Ann",
        "Of Ann's herons",
        "Ann Heron, Bo Min",
    ]


def test_a_phrase_over_the_end_of_a_block_is_a_range_on_either_side():
    words = Words("", (PHRASE,))
    text = "Herons, two\0herons.\0Two herons"
    assert [text[a:b] for a, b in words.ranges(folded(text), text)] == [
        "two",
        "herons",
        "Two herons",
    ]


def test_what_stands_above_the_text_may_have_all_that_is_looked_for():
    made = page()
    for marks, expected in (
        ((HERON,), True),
        ((HERON, ((("stork",),), "")), True),
        ((HERON, ((("crane",),), "")), False),
        ((HERON, PHRASE), False),
        ((((("ann",),), "title"),), True),
    ):
        assert Words("", marks, made.fields).all_above(made.header_text) is expected


def test_a_query_of_fields_looks_through_no_text():
    assert Words("", (HERON,)).in_text
    assert not Words("", (((("ann",),), "title"),)).in_text


@given(
    st.text(max_size=60).map(clean).map(one_line),
    st.lists(st.integers(0, 60), max_size=6),
    st.integers(1, 30),
)
def test_marks_in_a_row_change_no_character_of_it(text, ends, room):
    places = sorted({min(end, len(text)) for end in ends})
    ranges = list(zip(places[::2], places[1::2], strict=False))
    assert "".join(span.text for span in marked(text, "row", ranges)) == text
    at, hits = 0, 0
    for start in range(0, len(text), room):
        line = text[start : start + room]
        inside, at = in_line(line, text, ranges, at)
        assert all(0 <= first < last <= len(line) for first, last in inside)
        hits += sum(last - first for first, last in inside)
    assert hits == sum(last - first for first, last in ranges)


@given(st.integers(0, 60), st.booleans())
def test_a_phrase_over_the_end_of_a_stretch_is_marked_on_both_sides(
    far: int, counted: bool
) -> None:
    words = Words("", (PHRASE,))
    blocks = [
        "x" * (STRETCH - 60 + far),
        "There are two",
        "herons here",
        "y" * STRETCH,
        "two",
        "owls",
    ]
    text = Text("\n\n".join(blocks))
    finder = Finder(text)
    finder.look_for(words)
    if counted:
        assert list(finder.count())[-1] == 2
    text.find_all()
    hits = [hit for block in range(text.count) for hit in finder.hits(block)]
    assert [text.text(block)[start:stop] for block, start, stop in hits] == ["two", "herons"]


def test_a_part_of_a_word_beyond_the_end_of_a_stretch_is_no_word_of_a_phrase() -> None:
    words = Words("", (PHRASE,))
    long = "x" * STRETCH + " fort" + "two" * 300
    text = Text(f"{long}\n\nherons here")
    finder = Finder(text)
    finder.look_for(words)
    assert list(finder.count())[-1] == 0
