"""Finding in a text as read: what matters, what does not, and where it stands."""

from __future__ import annotations

import unicodedata

import pytest

from reader.markdown.find import LONGEST, folded, hits, pattern
from reader.markdown.finder import HEADER, STRETCH, Finder, Hit
from reader.markdown.parse import Text


def found(text: str, typed: str) -> list[str]:
    wanted = pattern(typed)
    assert wanted is not None
    return [text[start:stop] for start, stop in hits(text, wanted)]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Cafe CAFÉ café", "cafe", ["Cafe", "CAFÉ", "café"]),
        ("Cafe CAFÉ café", "Cafe", ["Cafe"]),
        ("Cafe CAFÉ café", "café", ["CAFÉ", "café"]),
        ("Straße STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("Strasse", "Straße", ["Strasse"]),
        ("oﬃce, ﬁne", "fi", ["ﬃ", "ﬁ"]),
        ("ﬀ", "f", ["ﬀ"]),
        ("don’t don't", "don't", ["don’t", "don't"]),
        ("don’t don't", "don’t", ["don’t"]),
        ("1990–95 and 1990-95", "1990-95", ["1990–95", "1990-95"]),
        ("one\ntwo one  \n two onetwo", "one two", ["one\ntwo", "one  \n two"]),
        ("co\u00adoperate", "coop", ["co\u00adop"]),
        ("family 👨‍👩‍👧 and 👨", "👨", ["👨‍👩‍👧", "👨"]),
        ("I ❤️ it, ❤ it", "❤", ["❤️", "❤"]),
        ("İstanbul", "istanbul", ["İstanbul"]),
        ("東京の天気", "京の", ["京の"]),
        ("हिन्दी में", "हिन्दी", ["हिन्दी"]),
        ("aAa", "Aa", ["Aa"]),
        ("a*b (c) [d]", "(c) [", ["(c) ["]),
    ],
)
def test_what_is_found(text: str, typed: str, expected: list[str]) -> None:
    assert found(text, typed) == expected


@pytest.mark.parametrize("typed", ["", " ", "\u0301", "\u200d", "\x00"])
def test_what_leaves_nothing_to_look_for_is_no_pattern(typed: str) -> None:
    assert pattern(typed) is None


@pytest.mark.parametrize("word", ["café", "が", "각", "কো", "Ṩ"])
def test_composed_and_decomposed_text_are_the_same(word: str) -> None:
    apart = unicodedata.normalize("NFD", word)
    assert found(f"x {word} y {apart} z", word) == [word, apart]
    assert found(f"x {word} y {apart} z", apart) == [word, apart]


def test_a_kana_is_not_found_in_its_voiced_form() -> None:
    assert found("が か\u3099 か", "か") == ["か"]


def test_ranges_behind_what_folds_to_more_or_less_are_exact() -> None:
    text = "ß é\u0301 e\u0301e\u0301 ﬃ … 👍🏽 end"
    assert found(text, "end") == ["end"]
    assert folded(text).text.endswith(" end")


def test_a_pasted_book_is_cut_to_what_can_be_a_pattern() -> None:
    wanted = pattern("word " * 10_000)
    assert wanted is not None
    assert len(wanted.typed) <= LONGEST


def test_hostile_runs_of_spaces_and_marks_cost_no_square() -> None:
    spaces = "a" + " " * 200_000
    assert found(spaces + "b", "a b") == [spaces + "b"]
    assert found(spaces, " b") == []
    assert found("e" + "\u0301\u0323" * 100_000 + " end", "end") == ["end"]


# In a long text


def finder(source: str, typed: str, header: str = "") -> Finder:
    made = Finder(Text(source), header)
    made.look_for(pattern(typed))
    return made


PARAGRAPHS = "\n\n".join(f"Paragraph {n} with **em**phasis and a\nline." for n in range(3000))


LEAST = len("Paragraph 0 with **em**phasis and a\nline.\n\n")


def blocks_read(made: Finder) -> int:
    return made._text.block.cache_info().misses


def first(made: Finder, block: int, offset: int, *, back: bool = False) -> Hit | None:
    return next(filter(None, made.seek(block, offset, back=back)), None)


def test_the_first_hit_is_found_without_reading_the_rest() -> None:
    made = finder(PARAGRAPHS, "emphasis")
    assert first(made, 0, 0) == Hit(0, 17, 25)
    assert blocks_read(made) < 2 * STRETCH / LEAST
    assert not made.complete


def test_looking_on_gives_every_hit_once_and_then_begins_again() -> None:
    made = finder(PARAGRAPHS, "a line")
    *_, total = made.count()
    assert total == made.found == 3000
    assert made.complete
    hit, seen = first(made, 0, 0), []
    while hit is not None and (not seen or hit != seen[0]):
        seen.append(hit)
        hit = first(made, hit.block, hit.start + 1)
    assert [made.ordinal(each) for each in seen] == list(range(1, 3001))
    last = first(made, 0, 0, back=True)
    assert last == seen[-1]


def test_the_header_comes_before_the_text() -> None:
    made = finder("One river.\n\nTwo rivers.", "river", "A River\nby Ann")
    assert first(made, 0, 0) == Hit(0, 4, 9)
    assert first(made, 0, 4, back=True) == Hit(HEADER, 2, 7)
    assert first(made, 1, 5) == Hit(HEADER, 2, 7)
    assert made.hits(HEADER) == [Hit(HEADER, 2, 7)]
    assert list(made.count())[-1] == 3


def test_the_ending_comes_behind_the_text() -> None:
    made = Finder(Text("One river.\n\nTwo rivers."), "A River", "To the river")
    made.look_for(pattern("river"))
    assert first(made, 1, 5) == Hit(2, 7, 12)
    assert first(made, 2, 8) == Hit(HEADER, 2, 7)
    assert first(made, HEADER, 0, back=True) == Hit(2, 7, 12)
    assert made.hits(2) == [Hit(2, 7, 12)]
    assert list(made.count())[-1] == 4
    assert made.ordinal(Hit(2, 7, 12)) == 4
    assert made.complete


def test_nothing_is_found_across_blocks_nor_in_a_hidden_heading() -> None:
    made = Finder(Text("# The Title\n\none\n\ntwo", title="The Title"))
    for typed in ("one two", "title"):
        made.look_for(pattern(typed))
        assert first(made, 1, 0) is None
        assert list(made.count())[-1] == 0


def test_another_pattern_does_not_read_the_text_again() -> None:
    made = finder(PARAGRAPHS, "p")
    list(made.count())
    blocks = blocks_read(made)
    made.look_for(pattern("Paragraph 29"))
    assert list(made.count())[-1] == 111
    assert blocks_read(made) == blocks


def test_a_slice_of_a_search_reads_one_stretch() -> None:
    made = finder(PARAGRAPHS, "nowhere in it")
    before = slices = 0
    for _ in made.seek(0, 0):
        assert blocks_read(made) - before < 2 * STRETCH / LEAST
        before, slices = blocks_read(made), slices + 1
    assert before == 3000
    assert slices >= len(PARAGRAPHS) // STRETCH
