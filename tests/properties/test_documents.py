"""Documents of every construct, whole and damaged: no word that Markdown keeps is lost."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pyromark
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from reader.characters import clean, width
from reader.markdown.flow import Flow
from reader.markdown.lines import ASCII_GLYPHS, Glyphs
from reader.markdown.parse import Text, text_of
from reader.markdown.rendered import rendered
from reader.markdown.shape import shaped
from reader.markdown.syntax import DIALECT
from tests.documents import WORD, documents, edited_documents
from tests.reference import shown_words

ANY = st.one_of(documents(), edited_documents()).map(clean)
WIDE = 2000  # cells; no word is broken


def made_up(text: str) -> Counter[str]:
    """The words of the documents' own, also where they were raised, lowered or slanted."""
    return Counter(WORD.findall(unicodedata.normalize("NFKC", text)))


def shown_words_of(text: str) -> Counter[str]:
    """Those of what is shown, whatever blanks a formula has where its source has none, or none."""
    return made_up("".join(text.split()))


def closes_its_quotes(source: str) -> bool:
    """Whether the values in all tags end; else a browser takes for one what follows, often all."""
    tags = re.findall(r"<[^<>]*>?", source)
    return all(tag.count("'") % 2 == 0 == tag.count('"') % 2 for tag in tags)


def expected(source: str) -> Counter[str]:
    """The made-up words that a browser would show of the parser's own HTML.

    What has the form of another dialect is given to it in its own.
    """
    html = pyromark.html(shaped(source).text, options=DIALECT)
    html = re.sub(r"<\?.*?\?>", "", html, flags=re.DOTALL)
    return made_up(" ".join(shown_words(html)))


def read(source: str) -> str:
    text = Text(source)
    text.find_all()
    return "\n".join(text_of(text.block(index)) for index in range(text.count))


def rows(source: str, cells: int, glyphs: Glyphs | None = None) -> list[str]:
    text = Text(source)
    flow = Flow(text, cells, glyphs)
    text.find_all()
    return [line.text for index in range(text.count) for line in flow.lines(index)]


@given(ANY)
@example("[^note]: \\[ zq\\[ zqaaa_i = x^2 \\]")
@settings(max_examples=100)
def test_every_word_is_read_and_shown(source: str) -> None:
    assume(closes_its_quotes(source))
    wanted = expected(source)
    assert not wanted - shown_words_of(read(source))
    assert not wanted - shown_words_of("\n".join(rows(source, WIDE)))


@given(ANY)
@settings(max_examples=100)
def test_no_word_goes_with_the_form_of_another_dialect(source: str) -> None:
    said = re.sub(r"\{(?:%|\{[<%])-?\s*(?:highlight|codeblock)[^\n]*|\{[^{}\n]*\}", "", source)
    mended = shaped(source)
    assert not made_up(said) - made_up(mended.text)
    size = len(mended.text.encode())
    ways = [mended.origin(offset) for offset in range(size + 1)]
    assert ways == sorted(ways)
    assert ways[-1] == len(source.encode())


@given(ANY)
@settings(max_examples=100)
def test_every_word_is_found_by_a_search(source: str) -> None:
    assume(closes_its_quotes(source))
    assert not expected(source) - shown_words_of(rendered(source).text)


@given(ANY, st.integers(1, 120), st.sampled_from((Glyphs(), ASCII_GLYPHS)))
@settings(max_examples=100)
def test_no_line_is_wider_than_asked(source: str, cells: int, glyphs: Glyphs) -> None:
    assert [row for row in rows(source, cells, glyphs) if width(row) > cells] == []


@given(ANY)
@example("[known]: /target\n\n|a|\n|:-:|\n|{{ [known] }}|")
@example("|a|\n|:-:|\n|\\([b][known]\\)|\n\n[known]: /target\n")
@settings(max_examples=100)
def test_the_catalog_reads_what_the_page_reads(source: str) -> None:
    assert rendered(source).text.split() == read(source).split()
