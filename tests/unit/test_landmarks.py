"""What a text without headings is found one's way in by."""

from reader.markdown.landmarks import images, lead_ins, leaves
from reader.markdown.parse import Text, text_of

NESTED = (
    "- **One:** text\n  - *two*\n\n    ```\n    code\n    ```\n- [x] three\n\n> **Four**\n> more"
)


def test_the_offset_of_a_leaf_is_where_its_text_stands_in_the_block() -> None:
    text = Text(NESTED)
    text.find_all()
    for index in range(text.count):
        whole = text.text(index)
        for leaf in leaves(text.block(index)):
            assert whole[leaf.offset : leaf.offset + leaf.length] == text_of(leaf.block)


def test_a_lead_in_is_the_bold_beginning_of_a_paragraph() -> None:
    text = Text("**One:** text\n\ntext **no**\n\n- **Two.**\n\n**" + "long " * 60 + "**")
    text.find_all()
    found = [mark for index in range(text.count) for mark in lead_ins(text.block(index), index)]
    assert [(mark.text, mark.level) for mark in found] == [("One", 1), ("Two", 2)]


def test_pictures_are_found_in_running_text_and_alone() -> None:
    text = Text("![alone](a.png)\n\ntext ![within](b.png)\n\n- item ![in a list](c.png)")
    text.find_all()
    found = [mark for index in range(text.count) for mark in images(text.block(index), index)]
    assert [mark.text for mark in found] == ["alone", "within", "in a list"]
    for mark in found:
        assert text.text(mark.block)[mark.offset :].startswith(mark.text)
