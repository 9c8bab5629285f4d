"""Choosing words by keys: what a key chooses, and that it is always something of the text."""

from __future__ import annotations

from reader.markdown.parse import Text
from reader.session import choice as choices
from reader.session.choice import Choice, Unit
from reader.session.stretch import Spot

SOURCE = """# The title

Dr. Smith came home. He was tired! “Was he?” she asked.

- one item
- another item

The end is near.
"""


def said(text: Text, choice: Choice | None) -> str:
    assert choice is not None
    start, stop, _ = choice
    blocks = range(start.block, stop.block + 1)
    return "|".join(
        text.text(block)[
            start.offset if block == start.block else 0 : stop.offset
            if block == stop.block
            else None
        ]
        for block in blocks
    )


def begun() -> tuple[Text, Choice]:
    text = Text(SOURCE, title="The title")
    choice = choices.first(text, Spot(0, 0))
    assert choice is not None
    return text, choice


def test_the_first_sentence_is_the_first_that_is_shown() -> None:
    text, choice = begun()
    assert text.hidden(0)
    assert said(text, choice) == "Dr. Smith came home."


def test_an_abbreviation_ends_no_sentence() -> None:
    text = Text("We met Mr. Fox and A. B. Tree, e.g. at noon. Then we left.")
    assert text.has(0)
    assert len(choices.units(text, 0, Unit.SENTENCE)) == 2


def test_another_sentence_is_the_next_one_also_in_the_next_block() -> None:
    text, choice = begun()
    one = choices.another(text, choice, 1)
    assert said(text, one) == "He was tired!"
    assert said(text, choices.another(text, one, 3)) == "another item"
    assert said(text, choices.another(text, one, 99)) == "The end is near."
    assert choices.another(text, one, -1)[:2] == choice[:2]
    assert choices.another(text, one, -9)[:2] == choice[:2]


def test_the_end_grows_and_shrinks_by_words_sentences_and_paragraphs() -> None:
    text, choice = begun()
    more = choices.grown(text, choice, Unit.WORD, 2)
    assert said(text, more) == "Dr. Smith came home. He was"
    assert said(text, choices.grown(text, more, Unit.SENTENCE, 1)).endswith("He was tired!")
    assert said(text, choices.grown(text, more, Unit.PARAGRAPH, 1)).endswith("she asked.")
    assert said(text, choices.grown(text, choice, Unit.PARAGRAPH, 2)).endswith("|one item")
    assert said(text, choices.grown(text, choice, Unit.WORD, -1)) == "Dr. Smith came home"
    assert said(text, choices.grown(text, choice, Unit.WORD, -99)) == "Dr"


def test_with_the_ends_swapped_the_beginning_moves_and_the_last_word_stays() -> None:
    text, choice = begun()
    other = choices.swapped(choices.another(text, choice, 1))
    assert said(text, choices.grown(text, other, Unit.WORD, 1)) == "was tired!"
    assert said(text, choices.grown(text, other, Unit.WORD, 99)) == "tired!"
    assert said(text, choices.grown(text, other, Unit.WORD, -1)) == "home. He was tired!"
    assert said(text, choices.grown(text, other, Unit.SENTENCE, -1)).startswith("Dr. Smith")


def test_the_first_sentence_that_begins_on_the_screen_is_taken_first() -> None:
    text, _ = begun()
    found = choices.beginning_in(text, Spot(1, 4), Spot(1, 60))
    assert said(text, found) == "He was tired!"
    long = choices.beginning_in(text, Spot(1, 4), Spot(1, 10))
    assert said(text, long) == "Dr. Smith came home."


def test_what_the_mouse_selected_loses_the_blanks_at_its_ends() -> None:
    text, _ = begun()
    found = choices.chosen(text, Spot(1, 20), Spot(2, 0))
    assert said(text, found) == "He was tired! “Was he?” she asked."
    assert choices.chosen(text, Spot(1, 20), Spot(1, 21)) is None
    all_of_it = choices.chosen(text, Spot(-1, 5), Spot(99, 0))
    assert said(text, all_of_it).startswith("Dr.")
    assert said(text, all_of_it).endswith("near.")


def test_where_there_are_no_words_nothing_is_chosen() -> None:
    assert choices.first(Text("---\n"), Spot(0, 0)) is None
    assert choices.first(Text(""), Spot(0, 0)) is None
