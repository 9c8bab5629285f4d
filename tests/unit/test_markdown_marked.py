"""Marks on laid-out text."""

from __future__ import annotations

from reader.markdown.flow import Flow
from reader.markdown.lines import Line, Role, Span
from reader.markdown.marked import Mark, marked
from reader.markdown.parse import Text


def test_a_mark_goes_on_in_the_next_row_and_through_emphasis() -> None:
    flow = Flow(Text("> one **two** three four\n"), 12)
    text = "one two three four"
    start, stop = text.index("wo"), text.index("four") + 1
    lines = [marked(line, [Mark(start, stop, "match")]) for line in flow.lines(0)]
    assert "".join(s.text for line in lines for s in line.spans if s.role == "match") == "wothree f"
    assert [line.text for line in lines] == [line.text for line in flow.lines(0)]
    assert all(line.spans[0].role is Role.QUOTE_BAR for line in lines)


def test_later_marks_lie_above_earlier_ones() -> None:
    line = Line((Span("- "), Span("abcdef", at=0)))
    found = marked(line, [Mark(0, 6, "match"), Mark(2, 3, "match_current")])
    assert [(span.text, span.role) for span in found.spans] == [
        ("- ", "text"), ("ab", "match"), ("c", "match_current"), ("def", "match"),
    ]  # fmt: skip
    assert [span.at for span in found.spans] == [-1, 0, 2, 3]


def test_a_mark_elsewhere_leaves_the_line_as_it_is() -> None:
    line = Line((Span("- "), Span("abc", at=10)))
    assert marked(line, [Mark(0, 10, "match"), Mark(13, 20, "match")]) is line
