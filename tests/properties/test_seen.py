"""What the parser takes for code, HTML and targets of links."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.markdown.seen import literal_in, seen_by_parser

# What begins or is code, HTML or a link, and what may stand around it
PIECES = st.sampled_from(
    ["a", "b", "[a]", "[", "]", "(b)", "[^1]", ": ", ": /b", "\n", "\n\n", " ", "  ", "   ", "- ",
     "> ", "1. ", "`", "~", "~~~", "<b>", "<!--", "http://a.b", "\t", "|", "---", "!", "$", ":::"]
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_is_literal_is_found_whether_or_not_the_parser_is_asked(source: str) -> None:
    assert literal_in(source) == seen_by_parser(source).literal
