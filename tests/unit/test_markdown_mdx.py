"""MDX and template languages: what is program is hidden, what is a tag is dimmed, text stays."""

from __future__ import annotations

import pytest

from reader.markdown.blocks import Code, Heading, Paragraph, Quote
from reader.markdown.lines import Role
from reader.markdown.mdx import is_mdx
from reader.markdown.parse import Text, text_of
from reader.markdown.rendered import rendered


def read(source: str) -> list[str]:
    text = Text(source)
    text.find_all()
    texts = [text.text(index) for index in range(text.count)]
    assert rendered(source).text.split() == " ".join(texts).split()
    return [each for each in texts if each]


MDX = """\
import Tabs from '@theme/Tabs';
import {
  A, B
} from "./x"

export const meta = {
  title: 'x',

  nested: { a: [1, 2] },
}

# Hello {props.name}

{/* hidden **comment** */}

<Tabs items={['a', "b"]} style={{ color: 'red' }}>
**Bold** text in it.

- item <Badge color={x > 1}>New</Badge> here
</Tabs>

<Card title={x}>Text *inside*</Card> after
"""


def test_program_is_hidden_and_the_text_of_components_is_markdown() -> None:
    assert read(MDX) == [
        "Hello {props.name}",
        "Bold text in it.",
        "item New here",
        "Text inside after",
    ]


def test_code_in_mdx_keeps_what_looks_like_program() -> None:
    source = "import a from 'b'\n\n```js\nimport c from 'd'\n<Tabs a={1}>\n```\n\n`<Tabs a={1}>` {1 + 1}\n"
    assert read(source) == ["import c from 'd'\n<Tabs a={1}>", "<Tabs a={1}> {1 + 1}"]


@pytest.mark.parametrize(
    "source",
    [
        "Text first.\n\nimport a from 'b'\n",
        "import this, she said, from nowhere.\n",
        "export is the word of the day\n",
        "export const a = {\n\nnever closed\n",
        "Some React:\n\nimport React from 'react';\n\nexport default App;\n",
    ],
)
def test_what_does_not_begin_with_an_import_is_no_mdx(source: str) -> None:
    assert not is_mdx(source)
    assert " ".join(read(source)).split() == source.split()


def test_in_mdx_what_is_not_closed_is_text() -> None:
    source = "import a from 'b'\n\n{/* open\n\nexport const x = {\n\n<Tabs a={1\n\nend\n"
    assert " ".join(read(source)).split() == source.split()[4:]


def test_a_statement_within_a_paragraph_is_text() -> None:
    assert read("import a from 'b'\n\nProse says\nimport c from 'd'\n") == [
        "Prose says import c from 'd'"
    ]


@pytest.mark.parametrize(
    "tag",
    [
        '{{< figure src="a_b*c*.png" >}}',
        "{{% note %}}",
        "{{<img src='x'>}}",
        "{{ page.title | upcase }}",
        "{{a}}{{b}}",
        "{% include x.html a=*b* %}",
        "{{ a & b }}",
    ],
)
def test_template_tags_are_left_as_written_and_dimmed(tag: str) -> None:
    text = Text(f"before *{tag}* behind")
    text.find_all()
    block = text.block(0)
    assert isinstance(block, Paragraph)
    dimmed = [span.text for span in block.spans if span.role is Role.TEMPLATE]
    assert "".join(dimmed) == tag
    assert read(f"before *{tag}* behind") == [f"before {tag} behind"]


def test_template_tags_are_no_mathematics_and_stand_in_tables() -> None:
    assert read("{{ $a }} and {{ $b }} cost $5") == ["{{ $a }} and {{ $b }} cost $5"]
    assert read("| {{ x }} | b |\n|---|---|\n| {{ y }} | d |\n") == ["{{ x }}\nb\n{{ y }}\nd"]


@pytest.mark.parametrize("source", ["`{{ code }}`", "    {{ code }}\n"])
def test_template_tags_in_code_are_code(source: str) -> None:
    text = Text(source)
    text.find_all()
    block = text.block(0)
    if isinstance(block, Paragraph):
        assert [span.role for span in block.spans] == [Role.CODE]
    else:
        assert isinstance(block, Code)
    assert text.text(0) == "{{ code }}"


@pytest.mark.parametrize(
    ("source", "shown", "given"),
    [
        ("# Sets {1, 2}", "Sets {1, 2}", ""),
        ("# A {b}", "A {b}", ""),
        ("# A {#b}", "A", "b"),
        ("# A {.b}", "A", ""),
        ("# A {b=c}", "A", ""),
        ("# A {#b x}", "A {#b x}", ""),
        ("> A {}\n> ===", "A {}", ""),
        ("# A \\{b}", "A {b}", ""),
        ("# `a` *{b}*", "a {b}", ""),
    ],
)
def test_braces_behind_a_heading_are_text_where_they_name_nothing(
    source: str, shown: str, given: str
) -> None:
    text = Text(source)
    text.find_all()
    block = text.block(0)
    if isinstance(block, Quote):
        block = block.children[0]
    assert isinstance(block, Heading)
    assert (text.text(0), block.id) == (shown, given)
    assert rendered(source).heading == shown


def test_braces_in_code_stay_as_they_are() -> None:
    assert read("```sh\n# x {a}\n```\n\n    # y {b}\n") == ["# x {a}", "# y {b}"]


@pytest.mark.parametrize(
    "source",
    [
        "<!--</Tabs>\n\npython\nimport os\n\n\n",
        "import B from 'b'\n\n<div>\nhtml\n</div>\n<!--\n\n{/* c */}",
        "import B from 'b'\n\ntext\n<!--\n\n{/* c */}",
    ],
)
def test_a_comment_of_html_that_is_open_hides_no_more_than_it_did(source: str) -> None:
    text = Text(source, mdx=True)
    text.find_all()
    read = " ".join(text_of(text.block(index)) for index in range(text.count))
    assert rendered(source, mdx=True).text.split() == read.split()
