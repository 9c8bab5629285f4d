"""Small marks of other dialects: what they say goes, what they stand beside stays."""

from __future__ import annotations

import pytest

from reader.markdown.blocks import Definitions, Heading, inlines_of, text_of
from reader.markdown.lines import Role
from reader.markdown.outline import block_of, headings
from reader.markdown.parse import Text
from reader.markdown.rendered import rendered


def shown(source: str) -> str:
    """The text of all blocks, which is that of the catalog."""
    text = Text(source)
    text.find_all()
    found = "\n".join(text_of(text.block(index)) for index in range(text.count)).strip()
    assert found.split() == rendered(source).text.split()
    return found


def marked(source: str) -> str:
    text = Text(source)
    text.find_all()
    spans = [span for each in inlines_of(text.block(0)) for span in each]
    return "".join(span.text for span in spans if span.role is Role.MARKED)


def test_marked_text_is_marked() -> None:
    assert marked("A ==marked *word*== and more.") == "marked word"
    assert marked("- ==one== ==two==") == "onetwo"


@pytest.mark.parametrize(
    "text",
    ["a == b and c == d", "x==1 and y==2", "`==a==`", "== a ==", "a ==b", "====", "C++ and i++"],
)
def test_comparisons_are_no_marks(text: str) -> None:
    assert shown(text) == text.strip("`")
    assert not marked(text)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A %%said to oneself%% text.", "A text."),
        ("A text. ^block-id", "A text."),
        ("- A text. ^a1b2c3", "A text."),
        ("A text.\n{: .lead #one title=\"x y\"}", "A text."),
        ("A [link](/x){: .button} and *text*{:.red}.", "A link and text."),
        ("![A picture](x.png){width=50% .right}", "A picture"),
        ("[TOC]\n\nText.", "Text."),
        ("[[_TOC_]]\n\nText.", "Text."),
        ("* TOC\n{:toc}\n\nText.", "Text."),
        ("1. Contents\n{:toc}\n\nText.", "Text."),
        ("{::comment}\n\nText.", "Text."),
    ],
)  # fmt: skip
def test_marks_that_are_no_text_go(source: str, expected: str) -> None:
    assert shown(source) == expected


@pytest.mark.parametrize(
    "text",
    [
        "100%% of 20%%",
        "2 ^12",
        "a ^b",
        "f(x){a}",
        "{: this is a smiley}",
        "See [TOC] below.",
        "#tag and #other/tag",
        "Text {:.red} apart",
    ],
)
def test_text_that_only_looks_like_marks_stays(text: str) -> None:
    assert shown(text) == text


def test_code_keeps_all_of_it() -> None:
    code = "==a==\n%%b%%\n[TOC]\n{: .c}\n*[d]: e\nf ^block-id"
    assert shown(f"```\n{code}\n```") == code


def test_ids_are_anchors() -> None:
    source = "# One {: #first .x }\n\n## Two\n{: #second}\n\nText.\n{: #third}\n\nMore. ^some-id"
    text = Text(source)
    assert [entry.text for entry in headings(text)] == ["One", "Two"]
    assert next(entry.id for entry in headings(text)) == "first"
    assert [block_of(text, name) for name in ("first", "#second", "third", "^some-id")] == [
        0,
        1,
        2,
        3,
    ]
    heading = text.block(0)
    assert isinstance(heading, Heading)


def test_abbreviations_are_a_list_of_definitions() -> None:
    source = "HTML and CSS.\n\n*[HTML]: Hyper *Text*\n*[CSS]: Style"
    assert shown(source) == "HTML and CSS.\nHTML\nHyper Text\nCSS\nStyle"
    text = Text(source)
    text.find_all()
    assert isinstance(text.block(1), Definitions)
