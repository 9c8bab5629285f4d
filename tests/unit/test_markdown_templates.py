"""What only a program understands: templates in running text, and MDX that a file's name tells of."""

from __future__ import annotations

import pytest

from reader.library.load import load_bytes
from reader.markdown.blocks import inlines_of, text_of
from reader.markdown.flow import Flow
from reader.markdown.lines import Glyphs, Role
from reader.markdown.parse import Text
from reader.markdown.rendered import rendered
from reader.session.read import page_of


def shown(source: str, *, mdx: bool = False) -> str:
    """The text of all blocks, which is that of the catalog."""
    text = Text(source, mdx=mdx)
    text.find_all()
    found = "\n".join(text_of(text.block(index)) for index in range(text.count))
    assert found.split() == rendered(source, mdx=mdx).text.split()
    return found


@pytest.mark.parametrize(
    ("source", "role"),
    [
        (r"$\frac{{a}}{{b}}$", Role.MATHS),
        (r"with $x^{{2}}$ and", Role.MATHS),
        (r"$\mathbf{{x}}_{{i}}$", Role.MATHS),
        ("{{ x^2 }} costs $5", Role.TEMPLATE),
        ("{{$a}} b {{$c}}", Role.TEMPLATE),
        ("v{{ site.version }}", Role.TEMPLATE),
    ],
)
def test_braces_of_tex_are_no_templates(source: str, role: Role) -> None:
    text = Text(source)
    assert text.has(0)
    found = {span.role for spans in inlines_of(text.block(0)) for span in spans}
    assert role in found
    assert len(found & {Role.MATHS, Role.TEMPLATE}) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "export const in prose is a strange word.",
        "export default values are set by hand.",
        "export function of the menu.",
        "export class of goods is growing.",
        "import taxes rose.",
        "import {a, b} where you can.",
        "import 'y' is how it is written.",
        "Text\n\nexport default App;",
        "Text\n\nimport React from 'react';",
    ],
)
def test_prose_that_begins_like_a_program_is_shown(sentence: str) -> None:
    assert shown(sentence).split() == sentence.replace("\\", "").split()


@pytest.mark.parametrize(
    "sentence",
    [
        "export const in prose is a strange word.",
        "import taxes rose.",
        "export default values are.",
    ],
)
def test_even_in_mdx_a_sentence_is_shown(sentence: str) -> None:
    assert shown(f"Text\n\n{sentence}", mdx=True) == f"Text\n{sentence}"


@pytest.mark.parametrize(
    "program",
    [
        "export const meta = {\n  a: 1,\n\n  b: 2\n}",
        "export const a: string = 'x';",
        "export let [a, b] = pair",
        "export default function Layout({ children }) {\n  return children\n}",
        "export default Layout",
        "export default Layout;",
        "export default ({ children }) => children",
        "export async function load() {\n  return 1\n}",
        "export class A extends B {}",
        "export * from './b'",
        "export { a, b } from './b'",
        "import A, { b } from './b'",
        "import {\n  a,\n  b,\n} from './b'",
        "import './a.css'",
    ],
)
def test_a_file_named_mdx_needs_no_import_above(program: str) -> None:
    source = f"Text\n\n{program}\n\nMore <A b={{1}}>*here*</A>{{/* not this */}}.\n"
    assert shown(source, mdx=True).split() == ["Text", "More", "here."]
    assert program.split()[0] in shown(source).split()


def test_the_page_of_a_file_named_mdx_hides_its_program() -> None:
    source = b"{/* a\n\nb */}\n\n<Note kind={'x'}>\n\nWords *here*.\n\n</Note>\n"
    for name, words in (("a.mdx", 2), ("a.MDX", 2), ("a.md", 9)):
        page = page_of(load_bytes(source, name), 60, Glyphs())
        page.text.find_all()
        flow = Flow(page.text, 60)
        lines = [line.text for index in range(page.text.count) for line in flow.lines(index)]
        assert (" ".join(lines).split() == ["Words", "here."]) == (words == 2)
        assert (page.article.words == 2) == (words == 2)
