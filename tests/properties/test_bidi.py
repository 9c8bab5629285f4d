"""From right to left: our order of a row against that of the Unicode consortium's algorithm in Rust."""

from __future__ import annotations

import unicodedata

import pytest
from bidi import get_display
from hypothesis import example, given
from hypothesis import strategies as st

from reader.characters import width
from reader.markdown.bidi import joined, visual
from reader.markdown.blocks import text_of
from reader.markdown.flow import Flow
from reader.markdown.lines import Line, Role, Span
from reader.markdown.marked import Mark, marked
from reader.markdown.parse import Text

LETTERS = "אבגדabc 123.,+-%$()[]«»<>!?:/سلام٣٤"
MIXED = st.text(alphabet=LETTERS, min_size=1, max_size=40)
ANY = st.lists(
    st.one_of(
        MIXED, st.sampled_from(("\u0301", "👩\u200d👩", "漢", "שָׁ", "اللّٰه", "\u200f", "\u200e"))
    ),
    max_size=12,
).map("".join)
CLOSING = str.maketrans(")]»>", "([«<")


@given(MIXED, st.booleans())
@example("אבג abc (def) דהו", True)
def test_a_row_is_ordered_as_uax_9_says(text: str, right: bool) -> None:
    wanted = get_display(text, base_dir="R" if right else "L")  # which mirrors nothing
    drawn = visual(Line((Span(text, at=0),), rtl=int(right))).text
    assert drawn.translate(CLOSING) == wanted.translate(CLOSING)


@given(ANY, st.integers(0, 60))
def test_no_character_is_lost_and_each_knows_where_it_stands(text: str, rtl: int) -> None:
    line = Line((Span(text[:5], at=0), Span(text[5:], Role.LINK, at=5)), rtl=rtl)
    drawn = visual(line)
    told = [span for span in drawn.spans if span.at >= 0]
    for span in told:
        there = text[span.at : span.at + len(span.text)]
        assert there[1:] == span.text[1:]
        assert there[:1] == span.text[:1] or unicodedata.mirrored(there[0])
    assert sum(len(span.text) for span in told) == len(text)
    assert sorted(place for span in told for place in range(span.at, span.at + len(span.text))) == [
        *range(len(text))
    ]
    assert "".join(span.text for span in joined(drawn.spans)) == drawn.text


def drawn(source: str, cells: int = 30) -> list[str]:
    text = Text(source)
    text.find_all()
    flow = Flow(text, cells)
    return [visual(line).text.rstrip() for index in range(text.count) for line in flow.lines(index)]


def test_a_paragraph_is_aligned_right_and_reads_from_there() -> None:
    assert drawn("שלום עולם (2024), hello.") == ["      .hello ,(2024) םלוע םולש"]


def test_a_foreign_word_is_turned_around_where_it_stands() -> None:
    assert drawn("The word שלום means peace.") == ["The word םולש means peace."]


def test_markers_and_bars_stand_at_the_right() -> None:
    assert drawn("1. שלום\n2. hello", 14) == ["       םולש .1", "2. hello"]
    assert drawn("> שלום\n>\n> עולם", 14) == [
        "        םולש │",
        "             │",
        "        םלוע │",
    ]


def test_facts_are_ordered_one_by_one() -> None:
    byline = Line((Span("דוד · 3 Nov 2022 · 2 min"),), rtl=24)
    assert visual(byline).text == "2 min · 3 Nov 2022 · " + "דוד"[::-1]
    row = Line((Span(" ◐ "), Span("4 min · דוד · 31 %")))
    assert visual(row).text == " ◐ 4 min · דוד · 31 %".replace("דוד", "דוד"[::-1])


def test_the_columns_of_a_table_stand_from_right_to_left() -> None:
    assert drawn("|שם|year|\n|-|-:|\n|דוד|1948|\n", 14) == [
        "    year │  םש",
        "    ─────┼────",
        "    1948 │ דוד",
    ]


def test_a_cell_is_turned_around_by_itself() -> None:
    assert drawn("|name|word|\n|-|-|\n|אב|גד|\n") == ["name │ word", "─────┼─────", "בא   │ דג"]


def test_marks_are_found_in_turned_text() -> None:
    text = Text("שלום עולם")
    line = Flow(text, 20).lines(0)[0]
    found = visual(marked(line, [Mark(5, 9, "hit")]))
    assert "".join(span.text for span in found.spans if span.role == "hit") == "םלוע"
    assert text_of(text.block(0))[5:9] == "עולם"


def test_a_terminal_that_turns_text_around_itself_gets_it_as_it_is_read() -> None:
    line = Flow(Text("שלום עולם"), 20).lines(0)[0]
    assert visual(line, reorder=False).text == " " * 11 + "שלום עולם"


@pytest.mark.parametrize("text", ["", "hello", "漢字"])
def test_what_has_nothing_of_the_kind_is_the_same_line(text: str) -> None:
    line = Line((Span(text, at=0),))
    assert visual(line) is line


@given(st.lists(ANY, max_size=4).map("\n\n".join), st.integers(2, 60))
def test_no_row_gets_wider(source: str, cells: int) -> None:
    text = Text(source)
    text.find_all()
    flow = Flow(text, cells)
    for index in range(text.count):
        for line in flow.lines(index):
            assert width("".join(span.text for span in visual(line).spans)) <= cells
