"""Wrapping: no line over the width, no character lost, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.characters import clean, width
from reader.markdown.code import hanging, wrapped
from reader.markdown.plain import wrap_plain
from reader.markdown.wrap import balance, wrap

WORDS = st.text(alphabet="abcXYZ -—/.,'\"()’“”é", max_size=120)
SCRIPTS = st.text(
    alphabet="ab 日本語。「」、สวัสดีหกำ한국어עבריתहिन्दी\u0301\u200d\u200b👩👧🏿🇩🇪✈️\ufe0f\u3000",
    max_size=80,
)
ANY = st.one_of(WORDS, SCRIPTS, st.text(max_size=80).map(clean))
LINES = st.lists(ANY, max_size=4).map(lambda parts: clean("\n".join(parts)).replace("\t", " "))


@given(LINES, st.integers(2, 200), st.integers(2, 200))
def test_no_line_is_wider_than_its_room(text: str, cells: int, first: int) -> None:
    for number, (start, stop) in enumerate(wrap(text, cells, first)):
        assert width(text[start:stop]) <= (cells if number else first)


@given(WORDS, st.just(1))
def test_one_column_is_enough_for_narrow_characters(text: str, cells: int) -> None:
    assert all(stop - start <= 1 for start, stop in wrap(text, cells))


@given(LINES, st.integers(1, 200))
def test_only_spaces_and_newlines_lie_between_lines(text: str, cells: int) -> None:
    place = 0
    for start, stop in wrap(text, cells):
        assert place <= start <= stop
        assert not text[place:start].strip(" \n")
        assert "\n" not in text[start:stop]
        place = stop
    assert not text[place:].strip(" \n")


@given(LINES, st.integers(2, 200))
def test_balanced_lines_are_as_few_and_no_wider(text: str, cells: int) -> None:
    balanced = balance(text, cells)
    assert len(balanced) <= len(wrap(text, cells))
    assert all(width(text[start:stop]) <= cells for start, stop in balanced)
    shown = "".join(text[start:stop] for start, stop in balanced)
    assert "".join(shown.split()) == "".join(text.split())


@given(LINES, st.integers(1, 200))
def test_plain_wrapping_gives_at_least_one_line(text: str, cells: int) -> None:
    lines = wrap_plain(text, cells)
    assert lines
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(ANY.map(lambda text: text.replace("\n", "").replace("\t", " ")), st.integers(2, 60))
def test_code_is_wrapped_without_losing_a_space(text: str, room: int) -> None:
    place, hang = 0, hanging(text, room)
    for stop in wrapped(text, room, hang):
        assert stop > place or not text
        assert width(text[place:stop]) <= (room - hang if place else room)
        place = stop
    assert place == len(text)
