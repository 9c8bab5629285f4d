"""Footnotes: their numbers, their order, and the way there and back."""

from __future__ import annotations

import pytest

from reader.characters import spread
from reader.markdown import notes, scan
from reader.markdown.notes import first_reference, note_block, quick_survey, survey
from reader.markdown.parse import Text
from reader.markdown.rendered import rendered

SOURCE = """\
One[^long label] and two[^B].

[^b]: Bee, with one of its own[^c].

Again[^Long Label].

[^unused]: Nobody mentions it.
[^c]: Sea.

> Quoted[^q].
>
> [^q]: It stays here.

[^long label]: First.

    More of it.
"""


def texts(text: Text) -> list[str]:
    text.find_all()
    return [text.text(index) for index in range(text.count)]


def test_numbers_follow_the_first_mention_and_notes_stand_at_the_foot() -> None:
    text = Text(SOURCE)
    assert texts(text) == [
        "One¹ and two².",
        "Again¹.",
        "Quoted³.\nIt stays here.",
        "First.\nMore of it.",
        "Bee, with one of its own⁴.",
        "Sea.",
        "Nobody mentions it.",
    ]
    assert text.first_note == 3
    assert text.note_label(4) == "b"


def test_the_catalogs_text_has_the_same_order() -> None:
    assert rendered(SOURCE).text.split() == " ".join(texts(Text(SOURCE))).split()


def test_a_reference_leads_to_its_note_and_back() -> None:
    text = Text(SOURCE)
    assert [note_block(text, label) for label in ("LONG  label", "b", "q", "none")] == [
        3,
        4,
        2,
        None,
    ]
    assert first_reference(text, "long label") == (0, 3)
    assert first_reference(text, "C") == (4, 24)
    assert first_reference(text, "unused") is None


def test_what_was_read_before_a_block_ascends_to_the_end() -> None:
    text = Text(SOURCE)
    text.find_all()
    places = [text.place(index) for index in range(text.count)]
    assert places == sorted(places)
    assert places[3] == text.readable < len(text.source)
    assert [text.first_from(place) for place in places] == list(range(text.count))


def test_a_byte_within_a_note_belongs_to_it() -> None:
    text = Text(SOURCE)
    assert text.block_at(SOURCE.index("Bee")) == 4
    assert text.block_at(SOURCE.index("Again")) == 1


def test_a_note_after_a_definition_of_a_link_keeps_what_follows() -> None:
    text = Text("a[^1]\n\n[^1]: [x]\n\n[x]: /y\n\n- item\n")
    assert texts(text) == ["a¹", "item", "x"]


def test_two_notes_of_one_label_are_both_kept() -> None:
    source = "a[^1] b[^2]\n\n[^2]: two\n[^1]: one\n[^1]: again\n"
    assert texts(Text(source)) == ["a¹ b²", "one", "again", "two"]
    assert rendered(source).text.split() == ["a¹", "b²", "one", "again", "two"]


@pytest.mark.parametrize("source", [SOURCE.replace("> ", "").replace(">", ""), "a[^1]", "[^1]: a"])
def test_a_long_source_is_looked_through_quickly_with_the_same_numbers(source: str) -> None:
    assert quick_survey(source.encode()) == survey(source)


def test_the_first_screen_needs_no_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "CHUNK", 1_000)
    monkeypatch.setattr(notes, "EXACT", 1_000)
    text = Text("Some words[^9].\n\n" * 5_000 + "[^9]: The note.\n")
    assert text.text(0) if text.has(0) else False
    assert text.text(0) == "Some words¹."
    assert not text.complete


def test_a_word_with_a_note_is_found_by_itself() -> None:
    assert spread("Word¹² x²") == "word 12 x 2"
    assert spread("H₂O") == "h2o"
