"""How long a text takes."""

from __future__ import annotations

from reader.library.reading_time import minutes


def test_nothing_takes_less_than_a_minute() -> None:
    assert minutes(0) == 1
    assert minutes(12) == 1


def test_prose_is_read_at_238_words_a_minute() -> None:
    assert minutes(238 * 5) == 5
    assert minutes(238 * 5 + 119) == 6


def test_characters_without_spaces_are_read_at_500_a_minute() -> None:
    assert minutes(0, cjk=2500) == 5


def test_code_takes_four_times_as_long() -> None:
    assert minutes(0, code_words=238) == 4
    assert minutes(238, cjk=500, code_words=238) == 6
