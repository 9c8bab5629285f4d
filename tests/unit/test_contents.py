"""Contents look closely only where there may be something to find."""

from __future__ import annotations

import pytest

from reader.library.load import load_bytes
from reader.markdown.lines import Glyphs
from reader.markdown.parse import MOST_BEFORE_TITLE, Text
from reader.session.contents import Contents, Kind
from reader.session.read import page_of


def test_what_holds_nothing_bold_and_no_picture_is_not_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = "some words\n\n- an item\n\n<div>\n<p>of HTML</p>\n</div>\n\n"
    source = plain * 20 + "**A lead.** And more.\n\n<b>Another.</b> And more.\n"
    contents = Contents(page_of(load_bytes(source.encode(), "a.md"), 68, Glyphs()))
    parsed: list[int] = []
    parse = Text._parse_slice
    monkeypatch.setattr(Text, "_parse_slice", lambda self, at: parsed.append(at) or parse(self, at))
    while not contents.gather(1):
        pass
    assert contents.kind is Kind.LEAD_INS
    assert [entry.text for entry in contents.entries] == ["A lead", "Another"]
    # Above these a heading may repeat the title, which is looked for among the first.
    assert [index for index in parsed if index > MOST_BEFORE_TITLE] == [60, 61]
