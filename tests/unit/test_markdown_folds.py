"""Details that hold Markdown: one box, its summary above its text."""

from __future__ import annotations

from reader.markdown.blocks import Code, Quote, text_of, within
from reader.markdown.flow import Flow
from reader.markdown.parse import Text
from reader.markdown.rendered import rendered

DETAILS = (
    "<details>\n<summary>More</summary>\n\nText with **bold**.\n\n```py\nx = 1\n```\n\n</details>"
)


def shown(source: str) -> list[str]:
    """The lines; the text of all blocks is that of the catalog."""
    text = Text(source)
    text.find_all()
    found = "\n".join(text_of(text.block(index)) for index in range(text.count))
    assert found.split() == rendered(source).text.split()
    flow = Flow(text, 60)
    return [line.text for index in range(text.count) for line in flow.lines(index)]


def test_details_with_markdown_within_are_one_box() -> None:
    lines = shown(DETAILS + "\n\nBehind.")
    assert [line.rstrip() for line in lines[:3]] == ["│ ▾ More", "│", "│ Text with bold."]
    assert all(line.startswith("│") for line in lines[:-2])
    assert lines[-1] == "Behind."
    text = Text(DETAILS)
    text.find_all()
    assert text.count == 1
    assert any(isinstance(each, Code) for each in within(text.block(0)))


def test_details_stand_in_details_and_in_lists() -> None:
    inner = DETAILS.replace("More", "Less")
    source = DETAILS.replace("Text with", f"{inner}\n\nText with")
    text = Text(source)
    text.find_all()
    boxes = [each for each in within(text.block(0)) if isinstance(each, Quote)]
    assert text.count == 1
    assert len(boxes) == 2
    shown(source)
    listed = "- Item\n\n  " + DETAILS.replace("\n", "\n  ")
    assert any(line.startswith("  │ ▾ More") for line in shown(listed))


def test_what_is_no_whole_box_stays_html() -> None:
    for source in (
        "<details><summary>A</summary>Text.</details>",
        "<details>\n<summary>A</summary>\n\nNever closed.",
        "```\n<details>\n\n</details>\n```",
        "`<details>`\n\n`</details>`",
        "- <details>\n\n</details>",
    ):
        text = Text(source)
        text.find_all()
        blocks = [each for index in range(text.count) for each in within(text.block(index))]
        assert not [each for each in blocks if isinstance(each, Quote)]
        shown(source)


def test_hostile_details_are_read() -> None:
    for source in ("<details>\n" * 5_000, "<details>\n\n" * 2_000 + "</details>\n" * 2_000):
        text = Text(source)
        text.find_all()
        rendered(source)
