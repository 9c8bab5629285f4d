"""One line of text around the best hit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.characters import clean, is_clean
from reader.session.snippet import BEFORE, LENGTH, Excerpt, excerpt, snippet

QUANTUM = ((("quantum",),),)
TEXT = (
    "First of all nothing.\n" + "Then come many other words. " * 20 + "A quantum of it.\nThe end."
)


def marked(found: Excerpt) -> list[str]:
    return [found.text[start:end] for start, end in found.hits]


def test_an_excerpt_begins_with_the_sentence_of_its_hit() -> None:
    found = excerpt(TEXT, QUANTUM)
    assert found.text == "A quantum of it. The end."
    assert marked(found) == ["quantum"]


def test_without_a_hit_it_is_the_beginning() -> None:
    found = excerpt(TEXT, ((("absent",),),))
    assert found.text.startswith("First of all nothing. Then come")
    assert found.text.endswith(" …")
    assert found.hits == ()
    assert excerpt("", QUANTUM) == Excerpt("")


def test_within_a_long_sentence_it_begins_with_a_whole_word() -> None:
    found = excerpt("word " * 100 + "quantum " + "word " * 100, QUANTUM)
    assert found.text.startswith("… word ")
    assert found.text.endswith("word …")
    assert marked(found) == ["quantum"]


def test_the_place_with_most_different_hits_is_taken() -> None:
    text = "quantum quantum quantum. " + "Other words stand here. " * 20 + "A quantum machine."
    found = excerpt(text, ((("quantum",),), (("machine",),)))
    assert marked(found) == ["quantum", "machine"]


def test_words_that_stand_together_are_hit_together() -> None:
    dont = ((("don",), ("t",)),)
    assert marked(excerpt("A t. Then don, and don't do it.", dont)) == ["don't"]
    learning = ((("machine",), ("learning", "learn")),)
    assert marked(excerpt("Learning machine. Machine-Learning!", learning)) == ["Machine-Learning"]


def test_forms_beginnings_accents_and_scripts_are_hit() -> None:
    assert marked(excerpt("Models of it", ((("model", "models"),),))) == ["Models"]
    assert marked(excerpt("Quantity of it", ((("quan", "quan*"),),))) == ["Quantity"]
    assert marked(excerpt("Le «Café» là", ((("cafe",),),))) == ["«Café»"]
    assert marked(excerpt("今日は機械学習だ", ((("機",), ("械",)),))) == ["機械"]


@given(
    st.text(alphabet=st.sampled_from("quantum x.\n\u00e9機\u0301"), max_size=600).map(clean),
    st.integers(20, 200),
)
def test_an_excerpt_is_one_short_clean_line_of_the_text(text: str, length: int) -> None:
    found = excerpt(text, QUANTUM, length)
    assert "\n" not in found.text
    assert is_clean(found.text)
    assert len(found.text) <= max(length, BEFORE + 7) + len("…  …") + 7
    assert all(word == "quantum" for word in marked(found))


def test_a_snippet_is_made_from_the_file_without_its_markup(tmp_path: Path) -> None:
    body = "# Title\n\nA [quantum](https://example.org/linkedin) **leap** &#27;[31m."
    (tmp_path / "a.md").write_text(f"---\ntitle: quantum\n---\n{body}\n")
    assert snippet(str(tmp_path), "a.md", QUANTUM) == "A quantum leap ."


@pytest.mark.parametrize("name", ["gone.md", "folder", "../outside.md"])
def test_what_cannot_be_read_has_no_snippet(tmp_path: Path, name: str) -> None:
    root = tmp_path / "library"
    (root / "folder").mkdir(parents=True)
    (tmp_path / "outside.md").write_text("quantum")
    assert snippet(str(root), name, QUANTUM) == ""


def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert snippet(str(tmp_path), "pipe.md", QUANTUM) == ""


def test_a_huge_text_is_looked_at_in_part(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("word " * 200_000 + "quantum")
    assert len(snippet(str(tmp_path), "a.md", QUANTUM)) <= LENGTH + 4


@pytest.mark.parametrize("before", ["https://www.", "x" * 30 + "/", "one-two-" * 4])
def test_an_excerpt_begins_with_a_whole_word_though_no_space_lies_before_its_hit(
    before: str,
) -> None:
    lead = "Some words of a long sentence without an end, and many of them stand here, "
    found = excerpt(f"{lead}{before}quantum.ai, a beacon of it", QUANTUM, before=len(before) - 4)
    assert found.text.startswith(f"… {before}quantum.ai")
    assert marked(found) == ["quantum"]


def test_an_excerpt_of_a_very_long_word_begins_with_a_part_of_it() -> None:
    found = excerpt("x " + "part-" * 90 + "quantum " + "word " * 40, QUANTUM)
    assert found.text.startswith("… part-")
    unspaced = excerpt("漢" * 200 + "字", ((("字",),),))
    assert unspaced.text.startswith("… 漢")
    assert len(unspaced.text) < LENGTH


@given(st.text(alphabet="ab. -/\n", max_size=300), st.integers(1, 60))
def test_where_words_are_short_every_excerpt_begins_with_a_whole_one(
    lead: str, before: int
) -> None:
    text = lead + " quantum " + "end " * 40
    found = excerpt(text, QUANTUM, before=before)
    shown = found.text.removeprefix("… ").removesuffix(" …")
    place = " ".join(text.split()).index(shown)
    assert place == 0 or not (" ".join(text.split())[place - 1 : place + 1]).isalnum()
