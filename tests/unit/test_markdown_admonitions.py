"""Boxes beside the text, in every dialect that has them."""

from __future__ import annotations

import pytest

from reader.markdown.blocks import Block, Code, Quote, Summary, children_of, text_of, within
from reader.markdown.flow import Flow
from reader.markdown.parse import Text
from reader.markdown.rendered import rendered


def blocks(source: str) -> list[Block]:
    """All blocks, whose text is that of the catalog."""
    text = Text(source)
    text.find_all()
    found = [text.block(index) for index in range(text.count)]
    assert "\n".join(map(text_of, found)).split() == rendered(source).text.split()
    return found


def quotes(source: str) -> list[tuple[str, str]]:
    """Kind and text of each quotation, the outer ones first."""
    inner = [each for block in blocks(source) for each in within(block)]
    return [(each.kind, text_of(each).strip()) for each in inner if isinstance(each, Quote)]


def shown(source: str, cells: int = 60) -> list[str]:
    text = Text(source)
    text.find_all()
    flow = Flow(text, cells)
    return [line.text for index in range(text.count) for line in flow.lines(index)]


@pytest.mark.parametrize(
    "source",
    [
        ":::note\nBody.\n:::",
        "::: note\n\nBody.\n\n:::",
        ":::::note\nBody.\n:::::",
        ":::{note}\nBody.\n:::",
        "::: {.note}\nBody.\n:::",
        "::: {#a .callout-note}\nBody.\n:::",
        "!!! note\n    Body.",
        "!!! note inline end\n\n    Body.",
        "??? note\n    Body.",
        "???+ note\n\tBody.",
        "> [!note]- \n> Body.",
        ">[!NOTE]+\n>Body.",
    ],
)
def test_a_box_without_a_title_is_set_as_an_alert(source: str) -> None:
    assert quotes(source) == [("note", "Body.")]
    assert shown(source) == shown("> [!NOTE]\n> Body.")


@pytest.mark.parametrize(
    "source",
    [
        ":::tip A *fine* title\nBody.\n:::",
        ":::tip[A *fine* title]\nBody.\n:::",
        ':::tip{title="A *fine* title"}\nBody.\n:::',
        '!!! tip "A *fine* title"\n    Body.',
        '??? tip "A *fine* title"\n\n    Body.',
        "> [!tip] A *fine* title\n> Body.",
        "> [!hint|left]- A *fine* title\n> Body.",
    ],
)
def test_a_title_of_its_own_stands_behind_the_glyph(source: str) -> None:
    assert shown(source) == ["│ ✦ A fine title", "│ Body."]
    assert quotes(source)[0][1] == "A fine title\nBody."


def test_a_kind_that_nobody_knows_has_its_own_name_as_a_title() -> None:
    for source in (":::recipe\nBread.\n:::", "!!! recipe\n    Bread.", "> [!recipe]\n> Bread."):
        assert shown(source) == ["│ ◇ Recipe", "│ Bread."]
        assert quotes(source) == [("recipe", "Recipe\nBread.")]


def test_boxes_stand_in_boxes() -> None:
    source = "::::warning\nOuter.\n\n:::note\nInner.\n:::\n\nEnd.\n::::\n\nText."
    assert [kind for kind, _ in quotes(source)] == ["warning", "note"]
    assert text_of(blocks(source)[-1]) == "Text."
    source = '!!! danger "One"\n    A.\n\n    ??? bug "Two"\n        B.\n\n    C.\n\nText.'
    assert quotes(source) == [("danger", "One\nA.\nTwo\nB.\nC."), ("bug", "Two\nB.")]
    assert text_of(blocks(source)[-1]) == "Text."
    assert quotes("> [!a] A\n> b\n>\n> > [!c] C\n> > d")[1] == ("c", "C\nd")


def test_boxes_stand_in_lists_and_quotes() -> None:
    for box in (":::note\nBody.\n\nMore.\n:::", "!!! note\n    Body.\n\n    More."):
        for first, rest in (("- ", "  "), ("1. ", "   "), ("> ", "> ")):
            lines = box.split("\n")
            inside = [first + "Item.", rest.rstrip(), *(rest + line for line in lines)]
            found = quotes("\n".join(line.rstrip() for line in inside))
            assert ("note", "Body.\nMore.") in found


def test_code_in_a_box_is_code() -> None:
    source = ":::note\n```python\n:::tip\nx\n\n:::\n```\n:::"
    (box,) = blocks(source)
    code = [each for each in within(box) if isinstance(each, Code)]
    assert [each.text for each in code] == [":::tip\nx\n\n:::\n"]


def test_what_is_set_in_columns_only_is_text() -> None:
    source = ":::: columns\n::: {.column width=50%}\nLeft.\n:::\n::: column\nRight.\n:::\n::::"
    assert quotes(source) == []
    assert shown(source) == ["Left.", "", "Right."]


@pytest.mark.parametrize(
    "source",
    [
        ":::note\nNever closed.",
        "!!! note that this is no box\nText.",
        "!!! Wow\n\nText.",
        "??? what\n",
        "Text :::note\n\nText.",
        "`:::note`\n\nText.",
        "```\n:::note\nText.\n:::\n```",
        "    :::note\n    Text.\n    :::",
        "> Text.\n> [!info] in the middle",
        "> [!info](there) is a link",
        "[!info] in no quotation",
    ],
)
def test_what_is_no_box_stays_as_it_is(source: str) -> None:
    found = blocks(source)
    assert not [each for each in found if isinstance(each, Quote) and each.kind]
    assert not [each for block in found for each in within(block) if isinstance(each, Summary)]


def test_nothing_behind_a_box_is_drawn_into_it() -> None:
    source = "!!! note\n    Body.\nText behind."
    assert [text_of(block).strip() for block in blocks(source)] == ["Body.", "Text behind."]
    source = ":::note\nBody.\n:::\nText behind."
    assert [text_of(block).strip() for block in blocks(source)] == ["Body.", "Text behind."]


def test_a_box_keeps_its_bytes() -> None:
    source = "Über.\n\n:::note Ä\nBödy.\n:::\n\n!!! tip\n    Ünd.\n\nText."
    text = Text(source)
    text.find_all()
    assert [text.slice(index).strip() for index in range(text.count)] == [
        "Über.",
        ":::note Ä\nBödy.\n:::",
        "!!! tip\n    Ünd.",
        "Text.",
    ]


@pytest.mark.parametrize(
    "source",
    [
        ":::note\n" + "line\n\n" * 15_000,
        ":::note\n" * 10_000,
        ":::note\n" * 10_000 + ":::\n" * 10_000,
        "!!! note\n" + "    line\n\n" * 15_000,
        "".join("    " * depth + "!!! note\n" for depth in range(300)),
        "> " * 300 + "[!x] y",
        "{% highlight x %}\n" * 20_000,
        "{% highlight x %}\n" + "line\n\n" * 15_000 + "{% endhighlight %}",
        "{{< " * 10_000 + "\n>}}" * 10_000,
        "{% raw %}" * 20_000 + "{% endraw %}",
    ],
)
def test_hostile_boxes_and_tags_are_read(source: str) -> None:
    text = Text(source)
    text.find_all()
    assert text.count
    rendered(source)


def test_a_box_longer_than_any_is_text_of_its_own_blocks() -> None:
    text = Text(":::note\n" + "A line of text.\n\n" * 10_000 + ":::\n")
    text.find_all()
    assert text.count > 9_000
    assert not children_of(text.block(0))
