"""What a copy holds of blocks, and which text lies under the pointer."""

from __future__ import annotations

import pytest

from reader.characters import width
from reader.markdown.copying import copied, leaf_at, word_at
from reader.markdown.flow import Flow
from reader.markdown.lines import Line, Span
from reader.markdown.parse import Text
from reader.session.selection import Spot, between, spot


def parsed(source: str) -> Text:
    text = Text(source)
    text.find_all()
    return text


def copy(source: str, start: str = "", stop: str = "") -> str:
    """What is copied of a block from the first of these words to the end of the second."""
    text = parsed(source)
    block, whole = text.block(0), text.text(0)
    end = whole.index(stop) + len(stop) if stop else len(whole)
    return copied(block, whole.index(start), end)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One **two**\nthree.", "One two three."),
        ("> One\n> two.\n>\n> Three.", "One two.\n\nThree."),
        ("- one\n- two", "- one\n- two"),
        ("- [x] one\n- [ ] two", "- [x] one\n- [ ] two"),
        ("3. one\n4. two\n\n   more", "3. one\n\n4. two\n\n   more"),
        ("- one\n  - deep\n  - deeper\n- two", "- one\n  - deep\n  - deeper\n- two"),
        ("- only", "only"),
        ("```\n  a\n\tb\n```", "  a\n\tb"),
        ("|a|b|\n|-|-|\n|c d|e|", "a\tb\nc d\te"),
    ],
)
def test_a_whole_block_is_copied_as_one_would_type_it(source: str, expected: str) -> None:
    assert copy(source) == expected


def test_a_part_of_a_block_is_copied_without_what_lies_around() -> None:
    assert copy("- one two\n- three four", "two", "three") == "- two\n- three"
    assert copy("- one two three", "two", "two") == "two"
    assert copy("4. one\n5. two\n6. three", "two", "three") == "5. two\n6. three"
    assert copy("|a|b|\n|-|-|\n|c d|e|\n|f|g|", "d", "f") == "d\te\nf"
    assert copy("> one\n>\n> two", "two", "two") == "two"


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("one two-three", "wo-", "two"),
        ("it isn't so", "n't", "isn't"),
        ("the 3,000th", "000", "3,000th"),
        ("naïve café", "fé", "café"),
        ("a  b", "  ", "  "),
        ("end", "d", "end"),
    ],
)
def test_a_word_is_what_unicode_takes_for_one(text: str, at: str, expected: str) -> None:
    start, stop = word_at(text, text.index(at))
    assert text[start:stop] == expected


def test_a_word_far_into_a_long_one_is_looked_for_nearby() -> None:
    start, stop = word_at("a" * 1_000_000, 500_000)
    assert start <= 500_000 < stop
    assert word_at("one", 99) == (3, 3)


def test_the_leaf_at_an_offset_is_the_paragraph_of_an_item() -> None:
    text = parsed("- one\n\n  two\n- three")
    leaf = leaf_at(text.block(0), text.text(0).index("wo"))
    assert leaf is not None
    assert text.text(0)[leaf.start : leaf.stop] == "two"


SOURCES = (
    "> - 東京の天気 and **bold** `code` of some length, 👨‍👩‍👧 too\n> - two",
    "| a | 東京 | c |\n|---|:-:|--:|\n| one two three four five six | x | 👍🏽 |\n",
    "```python\nif x:\n\treturn '東京'\n```",
)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("cells", [24, 40])
def test_every_cell_of_a_row_leads_to_the_text_that_it_shows(source: str, cells: int) -> None:
    flow = Flow(parsed(source), cells)
    text = flow.text.text(0)
    for line in flow.lines(0):
        cell = 0
        for span in line.spans:
            for column in range(width(span.text)):
                found = spot(0, line, cell + column)
                if found is not None and span.at >= 0:
                    shown = text[found.start : found.stop].replace("\t", " ")
                    assert shown in span.text
                    assert width(span.text[: found.start - span.at]) <= column or "\t" in text
                elif found is not None:
                    assert found.start == found.stop
            cell += width(span.text)


def test_beside_the_text_is_the_place_next_to_it() -> None:
    line = Line((Span("- "), Span("one", at=4), Span(" | "), Span("two", at=8)))
    assert spot(0, line, 0) == Spot(0, 4, 4)
    assert spot(0, line, 6) == Spot(0, 7, 7)
    assert spot(0, line, 99) == Spot(0, 11, 11)
    assert spot(0, Line((Span("────"),)), 2) is None


def test_a_selection_holds_both_its_ends_in_either_direction() -> None:
    one, two = Spot(0, 4, 5), Spot(0, 9, 10)
    assert between(one, two) == between(two, one)
    assert between(one, two).within(0) == (4, 10)
    assert between(one, Spot(3, 2, 3)).within(1) == (0, 1 << 62)
    assert between(one, Spot(3, 2, 3)).within(3) == (0, 3)
    assert between(one, two).within(1) is None
