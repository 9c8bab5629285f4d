"""What stands before the lines of a container."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.markdown import leads
from reader.markdown.leads import Standing, is_blank, length_of, lines_from

LINE = st.sampled_from(["", "> a", "> > b", ">", "  c", "d", "> "])
INDENT = st.sampled_from(["> ", "> > ", "  "])


@given(st.lists(LINE, max_size=12), st.lists(st.tuples(INDENT, st.data()), max_size=8))
def test_what_is_remembered_of_lines_is_what_a_look_at_each_tells(
    lines: list[str], asked: list[tuple[str, st.DataObject]]
) -> None:
    source = "\n".join(lines)
    starts = [0, *(place + 1 for place, letter in enumerate(source) if letter == "\n")]
    standing = Standing(source)
    for indent, data in asked:
        start = data.draw(st.sampled_from(starts))
        stop = data.draw(st.integers(start, len(source) + 1))
        looked = all(
            is_blank(indent, line.text) or length_of(indent, line.text) >= 0
            for line in lines_from(source, start, stop - start)
        )
        assert standing.together(indent, start, stop) == looked


def test_lines_are_looked_at_once_for_all_forms_that_begin_among_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[str] = []
    monkeypatch.setattr(
        leads, "length_of", lambda indent, line: looks.append(line) or length_of(indent, line)
    )
    source = "> a\n" * 100 + "b\n" + "> a\n" * 100
    standing = Standing(source)
    for start in range(0, len(source), 4):
        standing.together("> ", start, len(source))
        if source[start + 4 : start + 5] == "b":
            break
    assert len(looks) == 101
