"""The gate: what it lets through, and that no text is lost in it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.characters import clean, counted, is_clean, without_unspaced

plain = st.text("ab[]()0123456789;:m *_\n日é")
looks = st.tuples(st.sampled_from(("\x1b[", "\x9b")), st.text("0123456789;:", max_size=8)).map(
    lambda two: f"{two[0]}{two[1]}m"
)


@given(st.lists(st.one_of(plain, looks)))
def test_what_changes_colours_goes_whole_and_all_text_around_stays(parts: list[str]) -> None:
    assert clean("".join(parts)) == "".join(part for part in parts if is_clean(part))


@given(st.text("\x1b\x9b[]()01;m?Kab\x07\u202e"))
def test_of_other_sequences_only_what_acts_goes(text: str) -> None:
    found = clean(text)
    assert is_clean(found)
    assert clean(found) == found
    kept = re.sub("(?:\x1b\\[|\x9b)[0-9;:]*m", "", text)
    assert found == kept.translate({0x1B: "", 0x9B: "", 7: "", 0x202E: "⟨RLO⟩"})


@given(st.text("ab1 \t\n\x1f\x1d\u00a0\u2003\u3000\u2019\u2014é日คx\u0085"))
def test_words_are_counted_as_they_are_split(text: str) -> None:
    spaced, unspaced = without_unspaced(text)
    assert counted(text) == (len(spaced.split()), unspaced)
