"""The file of an article as it is: its lines, their looks, and the way between it and the page."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Place
from reader.library.load import load
from reader.markdown.lines import STRONG, Glyphs, Role
from reader.markdown.source import LONGEST, SourceFlow, SourceText
from reader.markdown.source_colours import Within, coloured
from reader.session.page import Position
from reader.session.read import page_of
from reader.session.source import from_source, open_source, to_source

ARTICLE = """\
---
title: 'A Title'
tags: [one, two]
---

# A Title

The *first* paragraph, with [a link](http://example.org/x) and `code`.
It goes on in a second line of the source.

- one item
- another item with **strong** words

```python
# no heading
x = 1
```

## Below

The last paragraph ends here.
"""


def opened(tmp_path, text=ARTICLE, columns=68):
    (tmp_path / "a.md").write_text(text)
    page = page_of(load(str(tmp_path), "a.md"), columns, Glyphs())
    return page, open_source(str(tmp_path), page.article, columns, Glyphs())


def rows(page, count=100):
    return [line.text for _, line in page.rows(Position(0, 0), count)]


def test_the_source_is_the_file_line_by_line_with_numbers(tmp_path):
    _, source = opened(tmp_path, columns=100)
    assert rows(source) == [
        f"{number:>3}  {line}" for number, line in enumerate(ARTICLE.splitlines(), 1)
    ]


@pytest.mark.parametrize("columns", [1, 7, 20, 40, 120])
def test_no_row_of_a_source_is_wider_than_its_width_and_nothing_is_lost(tmp_path, columns):
    _, source = opened(tmp_path, columns=columns)
    shown = rows(source, 2000)
    assert all(len(row) <= columns for row in shown)
    if columns < 25:
        assert re.sub(r"\s", "", "".join(shown)) == re.sub(r"\s", "", ARTICLE)


@given(st.text(alphabet="ab é長\t\n`#*-[]<>&|$~_:", max_size=300), st.integers(0, 60))
def test_colours_change_no_character(text, cells):
    lines = SourceText(text)
    lines.find_all()
    assert "\n".join(map(lines.text, range(lines.count))) == text.expandtabs(4).removesuffix("\n")
    flow = SourceFlow(lines, 1 + cells, Glyphs())
    for index in range(lines.count):
        for line in flow.lines(index):
            for span in line.spans:
                if span.at >= 0:
                    assert lines.text(index)[span.at :].startswith(span.text)


def test_a_very_long_line_is_laid_out_in_pieces():
    text = "é" * (2 * LONGEST) + "\nshort"
    lines = SourceText(text)
    lines.find_all()
    assert "".join(map(lines.text, range(lines.count - 1))) == "é" * (2 * LONGEST)
    assert lines.number(lines.count - 1) == 2
    flow = SourceFlow(lines, 60, Glyphs())
    assert flow.lines(0)[0].text.startswith("  1  ")
    assert flow.lines(1)[0].text.startswith("     é")


def roles(line, within=Within.TEXT):
    return [(span.text, span.role) for span in coloured(line, within)]


def test_markdown_is_coloured_lightly():
    assert roles("## A *b*") == [
        ("##", Role.MARKER),
        (" A ", Role.HEADING_2),
        ("*b*", Role.HEADING_2),
    ]
    assert roles("title: x: y", Within.FRONT) == [
        ("title", Role.CODE_NAME),
        (":", Role.DIM),
        (" x: y", Role.TEXT),
    ]
    assert ("`code`", Role.CODE) in roles("some `code` here")
    assert ("https://example.org/a", Role.LINK) in roles("see https://example.org/a now")
    assert coloured("**strong**", Within.TEXT)[0].marks == STRONG
    assert roles("- [x] done")[0] == ("- [x] ", Role.MARKER)
    links = [span.link for span in coloured("[a](b.md) and ![c](d.png)", Within.TEXT) if span.link]
    assert links == ["b.md", "d.png"]


def test_what_stands_in_a_fence_is_code(tmp_path):
    _, source = opened(tmp_path)
    source.source.find_all()
    by_line = {source.source.number(i): source.source.within(i) for i in range(source.source.count)}
    assert by_line[2] is Within.FRONT
    assert by_line[6] is Within.TEXT
    assert by_line[14] is Within.FENCE
    assert by_line[15] is by_line[16] is Within.CODE
    assert by_line[17] is Within.FENCE
    assert by_line[19] is Within.TEXT


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("The first paragraph", 8),
        ("one item", 11),
        ("no heading", 15),
        ("Below", 19),
        ("The last paragraph", 21),
    ],
)
def test_page_and_source_lead_to_each_other(tmp_path, words, line):
    page, source = opened(tmp_path)
    position = next(place for place, row in page.rows(Position(0, 0), 99) if words in row.text)
    there = to_source(page, position, source)
    assert source.source.number(there.block) == line
    back = from_source(source, source.find(there), page)
    assert page.find(back) == position


def test_in_a_long_paragraph_the_way_leads_to_the_row(tmp_path):
    words = " ".join(f"word{number}" for number in range(400))
    page, source = opened(tmp_path, f"---\ntitle: T\n---\n\n{words}\n")
    position = Position(1, 20)
    there = to_source(page, position, source)
    first = page.lines(1)[20].text.split()[0]
    assert source.lines(source.find(there).part)[source.find(there).row].text.find(first) >= 0
    assert page.find(from_source(source, source.find(there), page)) in (
        position,
        Position(1, 19),
    )


def test_the_top_of_one_is_the_top_of_the_other(tmp_path):
    page, source = opened(tmp_path)
    assert to_source(page, Position(0, 0), source) == Place()
    assert from_source(source, Position(0, 0), page) == Place()
    assert from_source(source, Position(2, 0), page) == Place()


def test_a_file_without_front_matter_and_an_empty_one_have_a_source(tmp_path):
    page, source = opened(tmp_path, "Just words.\n")
    assert rows(source) == ["  1  Just words."]
    assert to_source(page, Position(1, 0), source).block == 0
    page, source = opened(tmp_path, "")
    assert rows(source) == []
    assert to_source(page, page.last(), source) == Place()
