"""What a page has to go to, and where a link within it leads."""

from __future__ import annotations

import pytest

from reader.markdown.outline import block_of, headings, slug
from reader.markdown.parse import Text
from reader.markdown.raised import lowered, raised, raised_number


@pytest.mark.parametrize(
    ("heading", "made"),
    [
        ("Getting Started", "getting-started"),
        ("What's new? (2.0)", "whats-new-20"),
        ("A  b", "a-b"),
        ("snake_case - and dash", "snake_case---and-dash"),
        ("Über Größe", "über-größe"),
        ("हिन्दी में", "हिन्दी-में"),
        ("日本語、です", "日本語です"),
        ("!?", ""),
    ],
)
def test_a_slug_is_made_as_github_makes_it(heading: str, made: str) -> None:
    assert slug(heading) == made


def test_headings_of_the_same_words_are_told_apart() -> None:
    source = "# A\n\n# A-1\n\n# A\n\n# A\n\n## b {#a-2}\n"
    assert [entry.id for entry in headings(Text(source))] == ["a", "a-1", "a-2", "a-3", "a-2"]


def test_a_link_leads_to_a_heading_by_id_or_slug() -> None:
    text = Text("# One *two*\n\ntext\n\n## Three {#Mine}\n\n> # Quoted\n\n# One two\n\nÄ\n===\n")
    assert block_of(text, "one-two") == 0
    assert block_of(text, "#One-Two") == 0
    assert block_of(text, "mine") == 2
    assert block_of(text, "three") is None
    assert block_of(text, "quoted") == 3
    assert block_of(text, "one-two-1") == 4
    assert block_of(text, "%C3%A4") == 5
    assert block_of(text, "") is None


def test_a_link_leads_to_a_tag_with_that_id_or_name() -> None:
    text = Text(
        "a\n\n<a id='x'></a>\n\nb <a class=c NAME=y></a>\n\n```\n<a id=z>\n```\n\n<h2 id=q>Q</h2>\n"
    )
    assert block_of(text, "x") == 1
    assert block_of(text, "Y") == 2
    assert block_of(text, "z") is None
    assert block_of(text, "q") == 4


def test_only_the_blocks_up_to_a_heading_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.markdown.scan.CHUNK", 1_000)
    text = Text("# First\n\n" + "word\n\n" * 10_000)
    assert block_of(text, "first") == 0
    assert not text.complete


def test_raised_and_lowered_text_has_unicodes_own_characters_where_there_are_all() -> None:
    assert raised("2") == "²"
    assert raised("n-1") == "ⁿ⁻¹"
    assert lowered("2") == "₂"
    assert raised("Q") == "^Q"
    assert raised("(C)") == "^((C))"
    assert lowered("max, b") == "_(max, b)"
    assert raised(" ") == " "
    assert raised_number(120) == "¹²⁰"
