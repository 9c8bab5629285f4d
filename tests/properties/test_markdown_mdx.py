"""MDX and templates among any other text: the page and the catalog read alike, within the width."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.characters import clean, is_clean, width
from reader.markdown import parts, scan
from reader.markdown.flow import Flow
from reader.markdown.parse import Text, text_of
from reader.markdown.rendered import rendered
from tests.properties.test_markdown import PIECES

PROGRAMS = [
    "import A from 'a'\n", "import {\n  b,\n  c\n} from \"b\";\n\n", "import './a.css'\n", "import ", "export ",
    "export const d = {\n  e: [1],\n\n  f: 2\n}\n\n", "export default A\n", "export function g() {\n  return `{`\n}\n",
    "{/* gone */}", "{/* gone\n\nand gone */}\n", "{/*", "*/}", "<Tabs items={['a', \"b\"]}>\n", "<Tab a={x > 1} {...b}>",
    "</Tab>", "</Tabs>\n", "<A.B c='{' />", "<A", "{1 + 2}", "{", "}", "{{< ref \"a_b\" >}}", "{{% note %}}\n", "{% raw %}",
    "{{ page.title | upcase }}", "{{", "}}", "{%", "%}", "{{<\n  a\n>}}\n", "-->", "<!--", "'", '"',
]  # fmt: skip
# Without lists of definitions: what ends one depends on what stands before it.
OTHERS = [piece for piece in PIECES if ": " not in piece]
SOURCES = (
    st.lists(st.one_of(st.sampled_from(PROGRAMS), st.sampled_from(OTHERS)), max_size=20)
    .map("".join)
    .map(clean)
)


@given(SOURCES, st.booleans())
@settings(max_examples=400)
def test_program_is_in_neither_text_or_in_both(source: str, mdx: bool) -> None:
    text = Text(source, mdx=mdx)
    text.find_all()
    read = [text_of(text.block(index)) for index in range(text.count)]
    assert rendered(source, mdx=mdx).text.split() == " ".join(read).split()
    assert all(is_clean(each) for each in read)


@given(SOURCES, st.booleans(), st.integers(2, 80))
def test_what_remains_of_it_is_shown_within_the_width(source: str, mdx: bool, cells: int) -> None:
    text = Text(source, mdx=mdx)
    flow = Flow(text, cells)
    text.find_all()
    for index in range(text.count):
        for line in flow.lines(index):
            assert width(line.text) <= cells
            assert is_clean(line.text)


@given(st.lists(st.sampled_from(("import A from 'a'\n\n", "export const d = {\n  e: 1,\n\n  f: 2\n}\n\n",
    "{/* gone\n\nand gone */}\n\n", "<Tabs items={['a']}>\n\n", "</Tabs>\n\n", "words *here*\n\n", "- item\n\n")),
    min_size=2, max_size=12).map("".join), st.integers(60, 300))  # fmt: skip
@settings(max_examples=200)
def test_program_found_in_pieces_is_hidden_as_a_whole(source: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "CHUNK", size)
        patch.setattr(parts, "PART", size)
        text = Text(source, mdx=True)
        text.find_all()
        pieces = " ".join(text_of(text.block(index)) for index in range(text.count))
    assert pieces.split() == rendered(source, mdx=True).text.split()
