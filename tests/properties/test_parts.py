"""Blocks are found alike with and without their inline markup, and long ones cut without a loss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.characters import clean
from reader.markdown import parts, scan
from reader.markdown.flow import Flow
from reader.markdown.parse import Text, text_of
from tests.documents import WORD, documents, edited_documents

ANY = st.one_of(documents(), edited_documents()).map(clean)


def found(source: str) -> list[tuple[str, int, int]]:
    text = Text(source)
    text.find_all()
    return [(text.kind(index), *text.span(index)) for index in range(text.count)]


@contextmanager
def cut_at(size: int) -> Iterator[None]:
    """Blocks of more than so many bytes are cut where they can be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "CHUNK", size)
        patch.setattr(parts, "PART", size)
        yield


def words(source: str) -> list[str]:
    text = Text(source)
    text.find_all()
    return WORD.findall("\n".join(text_of(text.block(index)) for index in range(text.count)))


@given(ANY)
@settings(max_examples=300)
def test_blocks_lie_where_the_parser_finds_them_with_all_markup(source: str) -> None:
    exact = found(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "MASKED", 0)
        assert found(source) == exact


SENTENCE = "zqone *zqtwo* [zqsix](https://example.org/a) zqten `zqnet` **zqbig zqend** zqout.\n"

LONG: dict[str, Callable[[int], str]] = {
    "paragraph": lambda count: SENTENCE * count,
    "one line": lambda count: SENTENCE.replace("\n", " ") * count + "\n",
    "list": lambda count: ("- " + SENTENCE) * count,
    "numbers": lambda count: ("7. " + SENTENCE) * count,
    "quote": lambda count: ("> " + SENTENCE) * count,
    "alert": lambda count: "> [!NOTE]\n" + ("> " + SENTENCE + ">\n") * count,
    "table": lambda count: "|zqhea|zqdea|\n|-|-:|\n" + ("|" + SENTENCE[:-1] + "|zqcel|\n") * count,
    "bare table": lambda count: "zqhea|zqdea\n-|-:\n" + (SENTENCE[:-1] + "|zqcel\n") * count,
    "html": lambda count: "<div>\n" + ("<p>zqone zqtwo</p>\n<!-- zqnot\n -->\n" * count) + "</div>\n",
    "code": lambda count: "```\n" + SENTENCE * count + "```\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", LONG)
def test_a_long_block_is_cut_into_parts_that_hold_every_word_once(kind: str) -> None:
    for size in (300, 1_000):
        source = LONG[kind](90) + "\nzqfin\n"
        whole = words(source)
        with cut_at(size):
            assert len(found(source)) > 3
            assert words(source) == whole


@pytest.mark.parametrize("kind", [kind for kind in LONG if kind != "alert"])
def test_a_long_block_looks_as_if_it_were_one(kind: str) -> None:
    source = LONG[kind](60) + "\nzqfin\n"

    def shown() -> list[str]:
        text = Text(source)
        flow = Flow(text, 2_000)
        text.find_all()
        lines = [line.text for index in range(text.count) for line in flow.lines(index)]
        # The columns of a table of which not all is known have room to spare, and so has its rule.
        return " ".join(
            line.removeprefix("│") for line in lines if not set(line) <= {*"─┼"}
        ).split()

    whole = shown()
    with cut_at(500):
        assert shown() == whole


def test_an_alert_is_named_once_and_its_parts_stand_apart() -> None:
    with cut_at(500):
        text = Text(LONG["alert"](30))
        flow = Flow(text, 200)
        text.find_all()
        lines = [line.text for index in range(text.count) for line in flow.lines(index)]
    assert sum("Note" in line for line in lines) == 1
    assert all(line.startswith("│") for line in lines)
    assert [not line.strip("│ ") for line in lines[1:]] == [False, True] * 29 + [False]


def test_rows_of_a_long_table_stand_below_each_other() -> None:
    with cut_at(500):
        text = Text("|a|b|c|\n|-|-:|-|\n" + "|some words|7|x|\n|other|12,345|yy|\n" * 100)
        flow = Flow(text, 60)
        text.find_all()
        lines = [line.text for index in range(text.count) for line in flow.lines(index)]
    assert text.count > 4
    assert len(lines) == 2 + 200
    assert len({line.index("│") for line in lines if "│" in line}) == 1


def test_the_address_of_a_picture_is_not_cut() -> None:
    source = "before ![a cat](data:image/png;base64," + "A" * 200_000 + ") after\n"
    text = Text(source)
    text.find_all()
    read = " ".join(text.text(index) for index in range(text.count))
    assert " ".join(read.split()) == "before a cat after"


# Without brackets: what a target or a note is depends on the whole source.
@given(ANY.map(lambda source: source.replace("[", "(")), st.integers(200, 2_000))
@settings(max_examples=150)
def test_documents_in_small_chunks_keep_their_words(source: str, size: int) -> None:
    whole = Counter(words(source))
    with cut_at(size):
        assert not whole - Counter(words(source))
