"""Words divided at the end of a line, where a person wants it."""

from __future__ import annotations

from reader.article import Article, Metadata
from reader.markdown.flow import Flow
from reader.markdown.lines import Glyphs, Manner
from reader.markdown.parse import Text
from reader.session.manner import manner_of
from reader.session.page import Page
from reader.settings import Settings

ENGLISH = "The collaboration between typographers and programmers is remarkable."


def rows(source: str, cells: int, language: str = "en") -> list[str]:
    flow = Flow(Text(source), cells, manner=Manner(hyphens=language))
    return [line.text for line in flow.lines(0)]


def test_a_long_word_is_divided_and_the_hyphen_is_decoration() -> None:
    flow = Flow(Text(ENGLISH), 18, manner=Manner(hyphens="en"))
    lines = flow.lines(0)
    assert lines[0].text == "The collaboration"
    assert any(line.text.endswith("-") for line in lines)
    told = "".join(span.text for line in lines for span in line.spans if span.at >= 0)
    assert "".join(told.split()) == "".join(ENGLISH.split())
    assert "-" not in told


def test_each_language_has_its_rules() -> None:
    word = "Wir Donaudampfschifffahrt"
    assert rows(word, 16, "de") != rows(word, 16, "ja")
    assert rows(word, 16, "ja") == ["Wir", "Donaudampfschiff", "fahrt"]


def test_code_addresses_and_headings_are_left_alone() -> None:
    assert "-" not in "".join(rows("see the `extraordinarily_long` thing", 16))
    assert "-" not in "".join(rows("we see extraordinarily.example.org now", 18))
    assert "-" not in "".join(rows("# The extraordinarily remarkable title", 16))


def test_no_more_than_two_lines_in_a_row_end_in_a_hyphen() -> None:
    shown = rows("typographically " * 30, 24)
    ends = "".join("-" if row.endswith("-") else "." for row in shown)
    assert "--" in ends
    assert "---" not in ends


def test_nothing_is_divided_unless_a_person_wants_it() -> None:
    assert not manner_of(Settings(), sideways=True).hyphens
    assert manner_of(Settings(hyphenation=True), sideways=True).hyphens == "en"


def test_the_article_names_its_language() -> None:
    article = Article("a.md", "A", Metadata(lang="de"), 1, words=3)
    source = Text("Wir sehen Rechtschreibung und Silbentrennung.")
    page = Page(article, source, 20, Glyphs(), manner=Manner(hyphens="en"))
    assert [line.text for line in page.lines(1)] == [
        line.text for line in Flow(source, 20, manner=Manner(hyphens="de")).lines(0)
    ]
