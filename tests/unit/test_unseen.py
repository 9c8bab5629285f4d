"""A title of which nothing is to be seen is none."""

from __future__ import annotations

import pytest

from reader.characters import is_seen
from reader.library.load import load_bytes
from reader.session.read import measured

UNSEEN = ["\u200b\u200b\u2060", "\u3164", "\u2800 \u115f", "\u00ad", "\u200f\u200e", "\u0301", " "]


def title(text: str, path: str = "the-file.md") -> str:
    return measured(load_bytes(text.encode(), path))[0].title


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_a_title_that_nobody_sees_gives_way(unseen: str) -> None:
    assert not is_seen(unseen)
    assert title(f"---\ntitle: '{unseen}'\n---\n\n# A Heading\n") == "A Heading"
    assert title(f"---\ntitle: '{unseen}'\n---\n\n# {unseen}\n\nText.\n") == "The file"
    assert title("Text.\n", f"{unseen}.md") == f"{unseen.strip()}.md"


@pytest.mark.parametrize(
    "seen", ["a", "é", "漢", "👩‍👧", "?", "\u3164a", "e\u0301", "ก็"], ids=ascii
)
def test_whatever_is_seen_is_a_title(seen: str) -> None:
    assert is_seen(seen)
    assert title(f"---\ntitle: '{seen}'\n---\n\n# A Heading\n") == seen
