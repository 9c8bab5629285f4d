"""Any sequence of tags and words: nothing raises, and every word is read, within the width."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.characters import clean, is_clean, width
from reader.markdown.blocks import Block, children_of, inlines_of, text_of
from reader.markdown.flow import Flow
from reader.markdown.parse import Text
from reader.markdown.rendered import rendered

# All that mean something but those whose content vanishes, and some that mean nothing.
NAMES = re.findall(
    r"\S+",
    "a img br hr p h1 h2 h6 strong em b i u del s ins mark code kbd samp pre sub sup q abbr ul ol li"
    " dl dt dd blockquote table caption thead tbody tfoot tr td th details summary figure figcaption"
    " picture source audio iframe center div span section title textarea ruby rt input object embed"
    " foo svg BR o:p",
)
ATTRIBUTES = (
    "", "", "", ' title="&#27;[31mx"', ' href="javascript:alert(1)"', ' href="http://e.org/?a&lt=1"', " src=a/b.png",
    ' alt="alt"', " start=3", ' colspan="3"', " rowspan=2", " align=right", ' class="language-py"',
    " type=checkbox checked", ' title="x > y"', " open", "/", " data-x='\n'",
)  # fmt: skip
OPENING = st.builds("<{}{}>".format, st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES))
CLOSING = st.builds("</{}>".format, st.sampled_from(NAMES))
BETWEEN = st.sampled_from(
    ("\n", "\n\n", " ", "&amp;", "&#27;", "&#x202e;", "漢字\n漢", "- ", "> ", "**", "*", "|", "1. ", "# ", "\t")
)  # fmt: skip
WORD = object()


@st.composite
def _pages(draw: st.DrawFn) -> tuple[str, list[str]]:
    pieces = draw(
        st.lists(st.one_of(OPENING, CLOSING, BETWEEN, st.just(WORD), st.just(WORD)), max_size=40)
    )
    words = []
    for index, piece in enumerate(pieces):
        if piece is WORD:
            words.append(f"word{index:02}")
            pieces[index] = words[-1] + " "
    return clean("".join(map(str, pieces))), words


def blocks_of(source: str) -> tuple[Text, list[Block]]:
    text = Text(source)
    text.find_all()
    return text, [text.block(index) for index in range(text.count)]


def plain(text: str) -> str:
    """Raised and lowered digits and letters as they stand on the line."""
    from unicodedata import normalize

    return normalize("NFKC", text)


@given(_pages())
@settings(max_examples=300)
def test_no_word_is_lost(page: tuple[str, list[str]]) -> None:
    source, words = page
    shown = plain(" ".join(text_of(block) for block in blocks_of(source)[1]))
    assert [word for word in words if word not in shown] == []


@given(_pages())
@settings(max_examples=200)
def test_the_catalog_reads_the_same(page: tuple[str, list[str]]) -> None:
    source, _ = page
    text = " ".join(text_of(block) for block in blocks_of(source)[1])
    assert rendered(source).text.split() == text.split()


@given(_pages(), st.integers(2, 80))
@settings(max_examples=200)
def test_every_line_is_within_the_width_and_does_no_harm(
    page: tuple[str, list[str]], cells: int
) -> None:
    text, blocks = blocks_of(page[0])
    flow = Flow(text, cells)
    for index, block in enumerate(blocks):
        read = text_of(block)
        assert is_clean(read)
        for spans in inlines_of(block):
            assert all(is_clean(span.link) and "\n" not in span.link for span in spans)
        for line in flow.lines(index):
            assert width(line.text) <= cells
            for span in line.spans:
                assert is_clean(span.text)
                assert "\n" not in span.text
                there = read[span.at : span.at + len(span.text)] if span.at >= 0 else ""
                assert there.replace("\t", " ") == span.text or span.at < 0 or "\t" in there


@given(st.lists(st.sampled_from(("<ul><li>", "<div>", "<blockquote>", "<table><td>")), max_size=99))
def test_depth_is_bounded(tags: list[str]) -> None:
    for block in blocks_of("".join(tags) + "deep")[1]:
        depth, inner = 0, block
        while children_of(inner):
            depth, inner = depth + 1, children_of(inner)[0]
        assert depth <= 45
        assert text_of(block).strip("• \n") == "deep"
