"""Names in double brackets, emoji by their names, raised and lowered text within words."""

from __future__ import annotations

import sys

import pytest

from reader.markdown.blocks import Image, Paragraph, text_of
from reader.markdown.lines import Role
from reader.markdown.parse import Text
from reader.markdown.rendered import rendered


def paragraph(source: str) -> Paragraph:
    text = Text(source)
    text.find_all()
    block = text.block(0)
    assert isinstance(block, Paragraph)
    assert rendered(source).text.split()[: len(text_of(block).split())] == text_of(block).split()
    return block


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("x^2^ and 1^st^", "x² and 1ˢᵗ"),
        ("H~2~O, CO~2~.", "H₂O, CO₂."),
        ("(a+b)^n-1^", "(a+b)ⁿ⁻¹"),
        ("x^Q^ y^(a, b)^", "x^Q y^(a, b)^"),
        ("x^AQ^", "x^(AQ)"),
        ("2^10 and 3^4", "2^10 and 3^4"),
        ("^up^ ^_^ a^^b^^", "^up^ ^_^ a^^b^^"),
        ("~gone~ ~~gone~~", "gone gone"),
        ("`x^2^` `H~2~O`", "x^2^ H~2~O"),
        ("~/a~b/c", "~/a~b/c"),
        ("です~よ~", "です~よ~"),
        (":smile: :+1: :heavy_check_mark: :rocket:", "😄 👍 ✔️ 🚀"),
        (":nosuchname: 12:30:45 a:b:c `:smile:`", ":nosuchname: 12:30:45 a:b:c :smile:"),
        ("a:smile:b :smile:b", "a:smile:b :smile:b"),
        ("[[Name]] [[Name|shown]] [[Name#Part]] [[#Part]]", "Name shown Name#Part Part"),
        ("[[1, 2]] [[ -f x ]] [[]] [[a]", "[[1, 2]] [[ -f x ]] [[]] [[a]"),
        ("[[1]](https://example.org)", "[1]"),
        ("`[[Name]]` [see [[Name]]](/x)", "[[Name]] see [[Name]]"),
        ("a ![[pictures/a cat.png]] b ![[x.png|A dog]] ![[x.png|300]]", "a a cat.png b A dog x.png"),
        ("![[Another note]]", "Another note"),
    ],
)  # fmt: skip
def test_shorthand_is_shown_as_what_it_means(source: str, shown: str) -> None:
    assert text_of(paragraph(source)) == shown


def test_a_name_in_brackets_is_a_link_to_an_article() -> None:
    spans = paragraph("see [[A  Name#Its part|the *other*]] there [[snake_case_name]]").spans
    links = [(span.text, span.link, span.role) for span in spans if span.link]
    assert links == [("snake_case_name", "wiki:snake_case_name", Role.LINK)]
    spans = paragraph("see **[[A  Name#Its part|the other]]** there").spans
    links = [(span.text, span.link, span.role) for span in spans if span.link]
    assert links == [("the other", "wiki:A Name#Its part", Role.LINK)]


def test_a_picture_in_brackets_alone_is_a_block() -> None:
    block = Text("![[a cat.png|300]]")
    block.find_all()
    image = block.block(0)
    assert isinstance(image, Image)
    assert (text_of(image), image.link) == ("a cat.png", "a cat.png")
    assert rendered("![[a.png]]").image


def test_references_go_before_names() -> None:
    assert text_of(paragraph("[[a]]\n\n[a]: /target\n")) == "[a]"


def test_the_names_of_emoji_are_not_loaded_for_times() -> None:
    sys.modules.pop("emoji", None)
    paragraph("From 12:30:45 to 13:00:00, a ratio of 1:2:3 :4:")
    assert "emoji" not in sys.modules
