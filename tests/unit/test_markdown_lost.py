"""Code whose fences were lost is shown as code; prose never is."""

from __future__ import annotations

import pytest

from reader.markdown.blocks import Code, Heading, List, Paragraph
from reader.markdown.flow import Flow
from reader.markdown.lost import lost_fences
from reader.markdown.mend import mend
from reader.markdown.parse import Text, text_of
from reader.markdown.rendered import rendered

CLASS = """Here it is:

python
import math

class Circle:
    def __init__(self, radius):
        self.radius = radius

    # The area
    def area(self):
        return math.pi * self.radius ** 2

# Try it
print(Circle(2).area())


That was all. *Really*.
"""


def test_code_without_fences_becomes_one_block() -> None:
    text = Text(CLASS)
    text.find_all()
    before, code, after = (text.block(index) for index in range(text.count))
    assert isinstance(before, Paragraph)
    assert isinstance(code, Code)
    assert code.language == "python"
    assert "def __init__(self, radius):" in code.text
    assert code.text.endswith("print(Circle(2).area())\n")
    assert isinstance(after, Paragraph)
    assert not any(isinstance(block, Heading) for block in (before, code, after))


def test_ranges_lie_in_the_source_as_it_is() -> None:
    text = Text(CLASS)
    text.find_all()
    assert text.slice(1).startswith("python\nimport math")
    assert text.slice(1).endswith("area())")
    assert text.slice(2).startswith("That was all.")
    assert text.source.decode() == CLASS


def test_the_catalog_counts_it_as_code() -> None:
    found = rendered(CLASS)
    assert found.code
    assert found.code_words > 20
    assert found.heading == ""
    assert "__init__" in found.text


def test_code_within_a_list_stays_there() -> None:
    source = (
        "1. First:\n    python\n    x = load(*args)\n    \n\n2. Second:\n\n   bash\n   pip install it\n   \n\n"
        "   Goes on.\n"
    )
    text = Text(source)
    block = text.block(0) if text.has(0) else None
    assert isinstance(block, List)
    first, second = block.items
    assert isinstance(first.children[1], Code)
    assert isinstance(second.children[1], Code)
    assert text_of(second).endswith("Goes on.")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bash", "pip install reader"),
        ("sh", "# prepare\ncd src && \\\n  make"),
        ("dockerfile", 'FROM python:3.11-slim\n\nRUN pip install x\nCOPY . .\n\nCMD ["x"]'),
        ("javascript", "const a = () => {\n  return 1;\n};"),
        ("json", '{\n  "a": 1\n}'),
        ("yaml", "services:\n  web:\n    image: x"),
        ("sql", "SELECT a, b\nFROM t\nWHERE a > 1;"),
        ("html", "<div>\n  <p>x</p>\n</div>"),
        ("go", "package main\n\nfunc main() {\n\tprintln(1)\n}"),
        ("java", "public class A {\n    int b = 1;\n}"),
        ("Python", "for x in y:\n    print(x)"),
        ("rust", 'fn main() {\n    println!("x");\n}'),
        ("r", "x <- c(1, 2)\nmean(x)"),
        ("css", "p {\n  color: red;\n}"),
    ],
)
def test_languages_are_told_by_their_first_line(name: str, code: str) -> None:
    (found,) = lost_fences(f"Text.\n\n{name}\n{code}\n\n\nThis is what it does in the end.\n")
    assert found.stop == len(f"Text.\n\n{name}\n{code}")


@pytest.mark.parametrize(
    "prose",
    [
        "Python\nThis language is used by many people.\n",
        "python\nThe import of goods = the export of others, said the minister of trade.\n",
        "go\nand see the world while you are young.\n",
        "Swift\nwas an Irish author; he wrote satire.\n",
        "c\nis the third letter of the alphabet and the speed of light.\n",
        "sql\nSelect the rows that you want to keep, and drop the others from the list.\n",
        "bash\nMake sure that you have everything you need before you begin.\n",
        "r\n\nx <- 1\n",
        "json\nJason and the Argonauts sailed for the golden fleece.\n",
        "html\n**Bold** words are no markup of that kind.\n",
        "Ruby\n- red\n- precious\n",
        "yaml\nNote: this is important, and nobody reads it.\n",
        "some text before\npython\nimport math\n",
    ],
)
def test_prose_is_never_taken_for_code(prose: str) -> None:
    assert lost_fences(prose) == []
    assert mend(prose).text == prose


def test_code_that_has_its_fences_is_left_alone() -> None:
    source = "```\n\npython\nimport math\n```\n"
    text = Text(source)
    text.find_all()
    assert text.count == 1
    assert text_of(text.block(0)) == "\npython\nimport math"


def test_the_end_is_found_before_prose_headings_and_lists() -> None:
    for after in (
        "## A heading\n",
        "# A heading\n\nText.\n",
        "- a list\n- of things\n",
        "1. One\n",
        "![picture](a.png)\n",
        "Then the text goes on for a while.\n",
        "> quoted\n",
    ):
        code = "python\nx = 1\nprint(x)"
        for blank in ("\n\n\n",):
            (found,) = lost_fences(code + blank + after)
            assert found.stop == len(code), after


def test_a_comment_behind_a_blank_line_needs_code_behind_it() -> None:
    code = "python\nx = 1"
    (found,) = lost_fences(code + "\n\n# Next\n\nThe text goes on for a while.\n")
    assert found.stop == len(code)
    (found,) = lost_fences(code + "\n\n# Next\n\ny = 2\n")
    assert found.stop == len(code + "\n\n# Next\n\ny = 2")


def test_the_shown_lines_name_the_language() -> None:
    flow = Flow(Text(CLASS), 60)
    lines = [line.text for line in flow.lines(1)]
    assert lines[:3] == ["", "  Python", "  import math"]
    assert "      def __init__(self, radius):" in lines
