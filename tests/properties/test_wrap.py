"""Wrapping: no line over the width, no character lost, whatever the text."""

from __future__ import annotations

import itertools

import apsw.unicode
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.characters import clean, width
from reader.markdown.code import hanging, wrapped
from reader.markdown.plain import wrap_plain
from reader.markdown.wrap import _wrap_any, balance, without_widow, wrap

UNSPACED_BY_CLUSTER = frozenset("สวัสดีหกำ")
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


SIGNS = "abcX 1.,:;!?%$()[]«»“”‘’\"'—–-/…é"
SIMPLE = st.lists(st.text(alphabet=SIGNS, max_size=14), max_size=14).map(
    lambda words: " ".join(words).strip()
)


def breaks(text: str) -> set[int]:
    """Where UAX #14 lets a line begin."""
    found, place = set(), 0
    while place < len(text):
        place = apsw.unicode.line_break_next_break(text, place)
        found.add(place)
    return found


@given(st.one_of(SIMPLE, SCRIPTS.map(lambda text: text.replace("\n", ""))), st.integers(20, 80))
def test_lines_begin_where_uax_14_lets_them(text: str, cells: int) -> None:
    allowed = breaks(text)
    lines = wrap(text, cells)
    for (begin, stop), (start, _) in itertools.pairwise(lines):
        if start not in allowed:
            held_by_no_line = not any(begin < place <= stop for place in allowed)
            assert held_by_no_line or not {*text[begin:stop]}.isdisjoint(UNSPACED_BY_CLUSTER)


def wrap_any(text: str, cells: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    _wrap_any(text, 0, len(text), cells, cells, lines)
    return lines


@given(SIMPLE, st.integers(20, 80))
def test_the_short_way_fills_lines_as_the_tables_do(text: str, cells: int) -> None:
    spaces = [0, *sorted(place for place in breaks(text) if text[place - 1] == " "), len(text)]
    whole = all(after - before <= cells for before, after in itertools.pairwise(spaces))
    assume(whole)  # a word that no line holds may be cut elsewhere
    assert wrap(text, cells) == wrap_any(text, cells)


@given(LINES, st.integers(2, 200))
def test_without_a_widow_no_line_is_too_wide_and_none_is_lost(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    mended = without_widow(text, lines, cells)
    assert len(mended) == len(lines)
    assert all(width(text[start:stop]) <= cells for start, stop in mended)
    assert "".join("".join(text[a:b] for a, b in mended).split()) == "".join(text.split())


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
