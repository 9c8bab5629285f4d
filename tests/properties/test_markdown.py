"""Any text at any width: nothing raises, nothing is too wide, lost or hostile."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.characters import clean, is_clean, width
from reader.markdown import mend, parts, scan
from reader.markdown.ascii_signs import pieces, replaced
from reader.markdown.blocks import Block, Maths, Table, children_of, inlines_of, with_inlines
from reader.markdown.flow import Flow
from reader.markdown.in_ascii import ascii_spans
from reader.markdown.landmarks import spans_in
from reader.markdown.lines import ASCII_GLYPHS, Glyphs, Line, Manner
from reader.markdown.links import with_bare_links
from reader.markdown.notes import NOTE_LINK, first_reference, label_of, note_block
from reader.markdown.outline import headings
from reader.markdown.parse import Text, text_of
from reader.markdown.raised import plain_number
from reader.markdown.rendered import rendered
from reader.markdown.sideways import window

PIECES = [
    "# Heading\n", "Title\n===\n", "word ", "two words", "**bold**", "*em*", "`code`", "~~gone~~",
    "\n", "\n\n", "  \n", "\\\n", "- item\n", "  - nested\n", "1. one\n", "7) seven\n",
    "- [ ] open\n", "- [x] done\n", "> quote\n", "> > deeper\n", "> [!NOTE]\n> mind\n",
    "```python\nx = 1\n\n# two\n```\n", "~~~\nplain\n", "    indented\n", "\tcode\n", "---\n",
    "| a | b |\n|---|:-:|\n| c | d |\n", "|x|\n|-|\n", "|", "\\|",
    "[link](http://example.org/a_b)", "[ref]", "[ref]: /target\n", "![alt](pic.png)", "![](pic.png)",
    "<https://example.org>", "https://example.org/x?y=1", "www.example.org", "me@example.org",
    "[[Name]]", "[[Name#h|shown *x*]]", "![[a b.png|90]]", "[[", "]]", "|", ":smile:", ":+1:", ":a:", ":", "x^2^", "H~2~O", "^", "a^b_c^",
    "\\:smile\\:", "&colon;smile:", "\\[[x]]",
    "{{ a|b_c_ }}", "{{< x \"y*\" >}}", "{% if *a* %}", "{{", "}}", "{%", "{/* c */}", "{/*", "<Box a={x > 1}>", "</Box>",
    "import A from 'x'\n\n", "\nexport const a = {\n\n  b: 1 }\n", "# A {b c}\n", "{x}",
    "term\n: meaning\n", ": second\n", "\n: loose\n\n", "> [!TIP]\n", "```js:a.js title='b'\nx\n```\n",
    "[^n]", "[^n]: note\n", "[^N]", "[^m]", "[^m]: other[^n] [^k]\n", "> [^k]: inner\n", "[^1]: one\n\n    two\n", "<div>\nhtml\n</div>\n", "<b>", "</b>", "<br>", "<!-- hidden -->", "<!--",
    "<script>", "</script>", "<style>a</style>", "<title>", "</title>", "<xmp>", "<img src=a alt='b'>",
    "&amp;", "&#27;", "&#x202e;", "&#x9b;", "&nbsp;", "\\[ a_b \\]", "\\( x*y* \\)", "\\[", "\\*",
    "$x_i$", "$$\n\\frac{a}{b}\n+ c\n$$\n", "$$ \\sum_{i=1}^n i $$", "$5 and $6", "$$", "$", "\\]", "\\)",
    "\\begin{align}\na &= b \\\\\n&= c\n\\end{align}\n", "\n> $$\n> x^2\n> $$\n", "```math\n\\sqrt{x}\n```\n",
    "\npython\nimport os\n\n\n", "日本語の文章。", "漢字\n漢字", "👩‍👩‍👧", "e\u0301", "שלום", "สวัสดี",
    "*", "_", "[", "]", "(", ")", "<", ">", "`", "```\n", "~", "!", "#", "\t", " ", "{#id}", "{.c}",
]  # fmt: skip
SOURCES = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=16).map(
        lambda pieces: "import B from 'b'\n\n" + "".join(pieces)
    ),
    st.lists(st.sampled_from(PIECES), max_size=24).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=16).map("".join),
).map(clean)


def blocks_of(text: Text) -> list[Block]:
    text.find_all()
    return [text.block(index) for index in range(text.count)]


def has_table(block: Block) -> bool:
    return isinstance(block, Table) or any(has_table(child) for child in children_of(block))


def has_maths(block: Block) -> bool:
    return isinstance(block, Maths) or any(has_maths(child) for child in children_of(block))


def written(block: Block) -> str:
    """What a page in ASCII shows: formulas as their source."""
    if isinstance(block, Maths):
        return block.text
    children = children_of(block)
    return "\n".join(written(child) for child in children) if children else text_of(block)


def in_ascii(block: Block) -> Block:
    """The block as a page in ASCII reads it: its text, and its code."""
    return with_inlines(block, ascii_spans, lambda code: replaced(code, pieces(code, maths=False)))


def letters(text: str) -> Counter[str]:
    """Letters and digits, whatever their size and place: a formula in two dimensions has others."""
    return Counter(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def visible(text: str) -> str:
    """All but white space; numbers of notes as they are in ASCII, without their brackets."""
    return plain_number("".join(text.split()))


def is_within(wanted: str, shown: str) -> bool:
    """Whether all characters come in that order."""
    rest = iter(shown)
    return all(char in rest for char in wanted)


@given(SOURCES, st.integers(2, 200), st.sampled_from((Glyphs(), ASCII_GLYPHS)))
@example("~~~\n日本語の文章。", 2, ASCII_GLYPHS)
@settings(max_examples=300)
def test_every_character_is_shown_in_order_within_the_width(
    source: str, cells: int, glyphs: Glyphs
) -> None:
    text = Text(source)
    flow = Flow(text, cells, glyphs)
    for index, block in enumerate(blocks_of(text)):
        lines = flow.lines(index)
        assert all(width(line.text) <= cells for line in lines)
        read = text_of(in_ascii(block) if glyphs is ASCII_GLYPHS else block)
        wanted, shown = visible(read), visible("".join(line.text for line in lines))
        if has_maths(block):
            asked = written(in_ascii(block)) if glyphs is ASCII_GLYPHS else wanted
            assert not letters(asked) - letters(shown)
        elif has_table(block):
            assert not Counter(wanted) - Counter(shown)
        else:
            assert is_within(wanted, shown)


@given(SOURCES, st.integers(2, 200))
def test_every_span_knows_where_its_text_stands(source: str, cells: int) -> None:
    text = Text(source)
    flow = Flow(text, cells)
    for index, block in enumerate(blocks_of(text)):
        read = text_of(block)
        told = [span for line in flow.lines(index) for span in line.spans if span.at >= 0]
        for span in told:
            there = read[span.at : span.at + len(span.text)]
            assert there == span.text or there.replace("\t", " ") == span.text or "\t" in there
        if not has_maths(block):  # in two dimensions only words stand anywhere
            shown = Counter(visible("".join(span.text for span in told)))
            assert not Counter(visible(read)) - shown


@given(SOURCES, st.integers(2, 60), st.sampled_from(("en", "de", "xx")))
def test_hyphens_make_no_line_too_wide_and_are_no_text(
    source: str, cells: int, language: str
) -> None:
    text = Text(source + "extraordinarily remarkable typography " * 3)
    flow = Flow(text, cells, manner=Manner(hyphens=language))
    for index, block in enumerate(blocks_of(text)):
        read, lines = text_of(block), flow.lines(index)
        assert all(width(line.text) <= cells for line in lines)
        if has_maths(block):
            continue
        told = [span for line in lines for span in line.spans if span.at >= 0]
        shown = Counter(visible("".join(span.text for span in told)))
        assert not Counter(visible(read)) - shown
        assert shown.total() <= len(visible(read))


@given(SOURCES, st.integers(2, 60), st.integers(0, 60))
def test_what_is_in_sight_of_wide_rows_is_within_the_width(
    source: str, cells: int, shift: int
) -> None:
    text = Text(source)
    flow = Flow(text, cells, manner=Manner(sideways=True, scrolled_code=True))
    for index in range(len(blocks_of(text))):
        for line in flow.lines(index):
            seen = window(line, cells, shift, flow.glyphs)
            assert width(seen.text) <= cells
            assert is_shown_safely(seen)
            assert (line.held is not None) or width(line.text) <= cells


@given(SOURCES)
def test_one_column_holds(source: str) -> None:
    text = Text(source)
    flow = Flow(text, 1)
    for index in range(len(blocks_of(text))):
        assert all(width(line.text) <= 1 for line in flow.lines(index))


@given(SOURCES, st.integers(2, 80))
@settings(max_examples=200)
def test_offsets_ascend_and_lead_back_to_their_rows(source: str, cells: int) -> None:
    text = Text(source)
    flow = Flow(text, cells)
    for index, block in enumerate(blocks_of(text)):
        lines = flow.lines(index)
        starts = [line.start for line in lines]
        assert starts == sorted(starts)
        assert all(0 <= start <= len(text_of(block)) for start in starts)
        for row in range(len(lines)):
            offset = flow.offset_at(index, row)
            assert flow.offset_at(index, flow.row_of(index, offset)) == offset


@given(SOURCES)
@settings(max_examples=300)
def test_nothing_hostile_comes_out(source: str) -> None:
    text = Text(source)
    flow = Flow(text, 40)
    for index, block in enumerate(blocks_of(text)):
        assert is_clean(text_of(block))
        for spans in map(with_bare_links, inlines_of(block)):
            assert not any("\n" in span.link for span in spans)
            assert all(is_clean(span.text) and is_clean(span.link) for span in spans)
        assert all(is_shown_safely(line) for line in flow.lines(index))
    found = rendered(source)
    assert is_clean(found.text)
    assert is_clean(found.heading)
    assert all(is_clean(link) for link in found.links)


def is_shown_safely(line: Line) -> bool:
    return all(
        is_clean(span.text) and not {"\n", "\t"} & set(span.text) and is_clean(span.link)
        for span in line.spans
    )


@given(SOURCES)
@settings(max_examples=300)
@example("漢字\n漢字 *a*\n漢")
@example(" > - \\[ a \\]\n    > - $$…b$$")
@example("\\[ a \\]\n    > - \\[ b \\]")
def test_the_catalogs_text_is_that_of_the_blocks(source: str) -> None:
    text = Text(source)
    words = " ".join(text_of(block) for block in blocks_of(text)).split()
    assert rendered(source).text.split() == words


@given(SOURCES)
def test_the_outline_names_the_headings_of_the_text(source: str) -> None:
    text = Text(source)
    for entry in headings(text):
        assert text.kind(entry.block) == "Heading"
        assert entry.text == " ".join(text.text(entry.block).split())


PLAIN = st.lists(
    st.sampled_from(
        (
            "word another\n",
            "- item\n- next\n  - below\n- last\n",
            "3. three\n4. four\n5. five\n",
            "```\ncode\n\nmore\n```\n",
            "    indented\n    code\n",
            "> quote\n> goes on\n",
            "one two three four five six seven eight nine ten\n" * 3,
            "# Heading\n",
            "漢字の文章\n",
            "\n",
        )
    ),
    min_size=2,
    max_size=12,
).map("\n".join)


@given(PLAIN, st.integers(16, 200))
@settings(max_examples=200)
def test_blocks_found_in_pieces_hold_all_the_text(source: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "CHUNK", size)
        patch.setattr(parts, "PART", size)
        pieces = Text(source)
        shown = "".join(visible(text_of(block)) for block in blocks_of(pieces))
    whole = "".join(visible(text_of(block)) for block in blocks_of(Text(source)))
    assert shown == whole


@given(SOURCES)
def test_blocks_lie_in_the_source_in_order(source: str) -> None:
    text = Text(source)
    place = 0
    for index, block in enumerate(blocks_of(text)):
        start, stop = text.span(index)
        place = place if index != text.first_note else 0  # footnotes stand behind the text
        if index < text.first_note:
            assert place <= start
        assert start <= stop <= len(text.source)
        assert start <= block.start <= block.stop
        assert text.span(text.block_at(start))[0] == start
        place = stop
    places = [text.place(index) for index in range(text.count)]
    assert places == sorted(places)
    assert all(text.first_from(place) == places.index(place) for place in places)


@given(SOURCES)
def test_every_number_of_a_note_leads_to_that_note_and_back(source: str) -> None:
    text = Text(source)
    for index, block in enumerate(blocks_of(text)):
        for offset, span in spans_in(block):
            if span.link.startswith(NOTE_LINK):
                label = span.link[len(NOTE_LINK) :]
                found = note_block(text, label)
                first = first_reference(text, label)
                assert found is not None
                assert first is not None
                assert first <= (index, offset)
                assert text.kind(found) != "FootnoteDefinition" or text.note_label(
                    found
                ) == label_of(label)


@given(SOURCES)
@example("[toc]")
@example("{:toc}")
@example("a ^b")
@example("<details>")
def test_other_dialects_are_seen_whatever_stands_around_them(source: str) -> None:
    assert mend._has_other_forms(source) == any(form in source for _, form in mend._OTHER_DIALECTS)
