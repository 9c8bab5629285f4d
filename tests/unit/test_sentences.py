"""The best sentences of the articles in sight, and how a row shows one."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.characters import clean, width
from reader.session.sentences import NOTHING, READ, Sentences, Wish
from reader.session.snippet import Excerpt, excerpt
from reader.ui import row_sentence

QUANTUM = ((("quantum",),),)


def wished(root: Path, *paths: str, length: int = 60) -> Sentences:
    sentences = Sentences(str(root))
    sentences.look_for(Wish(QUANTUM, length, 15))
    future = sentences.make(paths)
    assert future is not None
    assert future.result(timeout=10)
    return sentences


def test_a_sentence_is_read_from_the_file_around_its_hit(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\nNothing.\n\nA *quantum* of it.\n")
    sentences = wished(tmp_path, "a.md")
    said = sentences.of("a.md")
    assert said is not None
    assert said.text == "A quantum of it."
    assert said.text[slice(*said.hits[0])] == "quantum"
    assert sentences.make(["a.md"]) is None
    sentences.close()


def test_a_file_that_is_gone_says_nothing(tmp_path: Path) -> None:
    sentences = wished(tmp_path, "gone.md")
    assert sentences.of("gone.md") == NOTHING
    sentences.close()


def test_of_a_long_file_the_beginning_is_read_in_its_own_encoding(tmp_path: Path) -> None:
    line = "Ein größeres Wort steht hier. "
    (tmp_path / "long.md").write_text(line * (2 * READ // len(line)) + "\n\nquantum")
    sentences = wished(tmp_path, "long.md")
    said = sentences.of("long.md")
    assert said is not None
    assert said.text.startswith("Ein größeres Wort")
    sentences.close()


def test_another_wish_makes_them_anew(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A quantum of it, and a leap.")
    sentences = wished(tmp_path, "a.md")
    assert sentences.look_for(Wish(((("leap",),),), 60, 15))
    assert sentences.of("a.md") is None
    sentences.close()


def test_a_wish_that_was_overtaken_is_not_fulfilled(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}.md").write_text("A quantum of it. " * 999)
    sentences = Sentences(str(tmp_path))
    sentences.look_for(Wish(QUANTUM, 60, 15))
    first = sentences.make([f"{number}.md" for number in range(50)])
    second = sentences.make(["49.md"])
    assert first is not None
    assert second is not None
    assert second.result(timeout=10)
    assert not first.result(timeout=10)
    sentences.close()


texts = st.text(max_size=200).map(clean)


@given(texts, texts, st.integers(2, 60), st.booleans(), st.booleans())
def test_a_row_has_as_many_lines_with_a_sentence_as_without(
    text: str, word: str, room: int, selected: bool, ascii_only: bool
) -> None:
    said = excerpt(f"{text} quantum {word}", QUANTUM, *row_sentence.length(room))
    for sentence in (said, Excerpt(""), None):
        lines = row_sentence.lines(
            "4 min · ", sentence, room, selected=selected, ascii_only=ascii_only
        )
        assert len(lines) == row_sentence.ROWS
        for spans in lines:
            assert sum(width(span.text) for span in spans) <= max(3, room)


def test_a_hit_keeps_its_mark_where_signs_are_written_in_ascii() -> None:
    said = row_sentence.written(
        Excerpt("… a “quantum” of", ((5, 12),)), lambda text: text.replace("…", "...")
    )
    assert said.text == "... a “quantum” of"
    assert said.text[slice(*said.hits[0])] == "quantum"


def test_hits_are_marked_also_across_two_lines() -> None:
    lines = row_sentence.lines("4 min · ", Excerpt("so machine learning goes", ((3, 19),)), 18)
    assert [[span.text for span in spans if span.role == "match"] for spans in lines] == [
        ["machine"],
        ["learning"],
    ]
