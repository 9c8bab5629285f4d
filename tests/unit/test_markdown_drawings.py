"""Trees and boxes that were drawn with lines, without the fences that would keep these."""

import pytest

from reader.markdown.blocks import Code
from reader.markdown.drawings import lost_drawings
from reader.markdown.flow import Flow
from reader.markdown.mend import mend
from reader.markdown.parse import Text, text_of
from reader.markdown.rendered import rendered

TREE = "project/\n├── src/\n│   └── a_b_c.py\n└── *notes*.txt"


def rows(source: str, cells: int = 40) -> list[str]:
    text = Text(source)
    text.find_all()
    flow = Flow(text, cells)
    return [line.text for index in range(text.count) for line in flow.lines(index)]


def test_a_tree_keeps_its_lines_and_the_folder_above_it() -> None:
    shown = rows(f"The structure:\n\n{TREE}\n\nIt is small.")
    assert [row.strip() for row in shown if row.strip()] == [
        "The structure:", *(line.strip() for line in TREE.split("\n")), "It is small."
    ]  # fmt: skip


def test_a_sentence_above_a_tree_stays_a_paragraph() -> None:
    text = Text("Here is what it looks like:\n├── a\n└── b")
    text.find_all()
    assert text_of(text.block(0)) == "Here is what it looks like:"
    assert isinstance(text.block(1), Code)


def test_a_drawn_box_is_code() -> None:
    assert "│ a │" in "\n".join(rows("┌───┐\n│ a │\n└───┘"))


@pytest.mark.parametrize("source", ["│ alone in its line\n\ntext", "a ├── b\nc └── d", "text\n"])
def test_what_is_not_drawn_over_lines_is_text(source: str) -> None:
    assert lost_drawings(source) == []


def test_a_tree_in_a_fence_or_in_code_that_is_known_is_not_touched() -> None:
    for source in (f"```\n{TREE}\n```", f"```text\n{TREE}\n```\n\nmore"):
        assert "```" not in "\n".join(rows(source))
        assert rows(source)[0].strip() == "project/"


def test_a_tree_in_a_list_belongs_to_its_item() -> None:
    indented = "\n".join("   " + line for line in TREE.split("\n"))
    shown = rows(f"1. One\n\n{indented}\n\n2. Two")
    assert "     ├── src/" in [row.rstrip() for row in shown]
    assert shown[-1] == "2. Two"


def test_what_is_searched_is_what_is_read() -> None:
    source = f"Before\n\n{TREE}\n\nAfter"
    text = Text(source)
    text.find_all()
    assert "a_b_c.py" in rendered(source).text
    assert (
        rendered(source).text.split()
        == " ".join(text_of(text.block(index)) for index in range(text.count)).split()
    )


def test_drawings_are_found_in_the_time_of_their_length() -> None:
    source = "\n".join("├── a\n└── b\n\npython\nimport os\n" for _ in range(8_000))
    assert len(lost_drawings(source)) == 8_000
    assert mend(source * 5).text.count("```") >= 80_000
