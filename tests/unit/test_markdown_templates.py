"""What only a program understands: templates in running text, and MDX that a file's name tells of."""

from __future__ import annotations

import pytest

from reader.library.load import load_bytes
from reader.markdown.blocks import Code, inlines_of, text_of, within
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


@pytest.mark.parametrize(
    ("opening", "closing", "language"),
    [
        ("{% highlight python %}", "{% endhighlight %}", "python"),
        ("{%- highlight python linenos -%}", "{%- endhighlight -%}", "python"),
        ("{% codeblock A title lang:python %}", "{% endcodeblock %}", "python"),
        ("{% codeblock %}", "{% endcodeblock %}", ""),
        ("{{< highlight python >}}", "{{< /highlight >}}", "python"),
        ('{{% highlight "python" "linenos=table" %}}', "{{% / highlight %}}", "python"),
    ],
)
def test_code_between_tags_is_code(opening: str, closing: str, language: str) -> None:
    body = "def f(): # not a heading\n\n\t{{ x }} = __init__\n```\n"
    for first, rest in (("", ""), ("- ", "  "), ("> ", "> ")):
        lines = f"{opening}\n{body}{closing}".split("\n")
        source = "\n".join([first + lines[0], *(rest + line for line in lines[1:])])
        shown(source + "\n\nText.")
        text = Text(source + "\n\nText.")
        text.find_all()
        code = [each for each in within(text.block(0)) if isinstance(each, Code)]
        assert [(each.text, each.language) for each in code] == [(body, language)]
        assert text.text(1) == "Text."


def test_code_beside_its_tags_is_code() -> None:
    text = Text("{% highlight ruby %}puts 1\nputs 2{% endhighlight %} and text")
    text.find_all()
    assert text.block(0) == Code(0, 51, "puts 1\nputs 2\n", "ruby")
    assert text.text(1).strip() == "and text"


def test_a_tag_of_code_that_is_never_closed_stays_a_tag() -> None:
    assert shown("{% highlight ruby %}\nText.") == "{% highlight ruby %} Text."
    assert shown("`{% highlight x %}`\n\n`{% endhighlight %}`").split("\n") == [
        "{% highlight x %}",
        "{% endhighlight %}",
    ]


def test_what_is_no_template_loses_its_marks_and_keeps_its_text() -> None:
    assert shown("A {% raw %}{{ b }}{% endraw %} c") == "A {{ b }} c"
    assert shown("`{% raw %}{{ b }}{% endraw %}` c") == "{{ b }} c"
    assert shown("{% raw %}`{{ b }}`{% endraw %}") == "{{ b }}"
    assert shown("{% raw %}\n*b*\n{% endraw %}").strip() == "b"
    assert shown("Between `{% raw %}` and `{% endraw %}`") == "Between {% raw %} and {% endraw %}"


def test_a_tag_of_several_lines_is_whole() -> None:
    source = '{{< figure\n  src="a.png"\n  title="A b"\n>}}'
    assert shown(source) == '{{< figure src="a.png" title="A b" >}}'
    quoted = "> " + source.replace("\n", "\n> ")
    assert shown(quoted) == shown(source)
