"""Blocks are found alike with and without their inline markup, and long ones cut without a loss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.characters import clean
from reader.markdown import html_cuts, joints, parts, scan, table
from reader.markdown.blocks import Table
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
        patch.setattr(scan, "PIECE", size)
        patch.setattr(joints, "PIECE", size // 4)
        patch.setattr(html_cuts, "PIECE", size // 4)
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


LONG_BLOCKS = {
    "an item of paragraphs": "- a\n\n" + "  some words of a paragraph\n\n" * 5_000,
    "an item of code": "- a\n\n  ```\n" + "  x = 1\n" * 16_000 + "  ```\n",
    "a quote in a list in a quote": "> - > a\n" + ">   > some words of a quote\n" * 5_000,
    "a note": "[^1]: a\n\n" + "    some words of a note\n\n" * 5_000 + "\nuse[^1]\n",
    "a definition": "a\n: b\n\n" + "  some words that define\n\n" * 5_000,
    "a line of HTML": "<div>" + "<p>some <b>words</b></p>" * 6_000 + "</div>\n",
    "a table of HTML": "<table>" + "<tr><td>some</td><td>words</td></tr>" * 4_000 + "</table>\n",
    "short items": "- a\n" * 30_000,
    "a heading": "# " + "some words " * 12_000 + "\n",
}


@pytest.mark.parametrize("kind", LONG_BLOCKS)
def test_no_part_of_a_long_block_is_much_longer_than_what_is_scanned_at_once(kind: str) -> None:
    source = LONG_BLOCKS[kind]
    text = Text(source)
    text.find_all()
    sizes = [stop - start for start, stop in map(text.span, range(text.count))]
    assert len(source) > 100_000
    assert max(sizes) <= 2 * scan.CHUNK


def test_comments_alone_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = Text("<!-- a -->\n\n" * 500 + "a\n")
    parsed: list[int] = []
    parse = Text._parse_slice
    monkeypatch.setattr(Text, "_parse_slice", lambda self, at: parsed.append(at) or parse(self, at))
    flow = Flow(text, 68)
    text.find_all()
    assert [index for index in range(text.count) if flow.lines(index)] == [500]
    assert set(parsed) == {500}


def test_the_columns_of_a_long_table_are_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[Table] = []
    shares = table.shares
    monkeypatch.setattr(
        table, "shares", lambda one, *rest: measured.append(one) or shares(one, *rest)
    )
    with cut_at(500):
        text = Text("|a|b|\n|-|-|\n" + "|some words|other words|\n" * 200)
        flow = Flow(text, 60)
        text.find_all()
        assert sum(len(flow.lines(index)) for index in range(text.count)) == 202
    assert text.count > 4
    assert len(measured) == 1


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
    "html on one line": lambda count: "<div>" + "<p>zqone <b>zqtwo</b></p><!-- zqnot -->" * (count * 2) + "</div>\n",
    "text in html": lambda count: "<div>\n" + "zqone zqtwo zqsix\n" * (count * 4) + "</div>\n",
    "list of html": lambda count: "<ol start=3>" + "<li>zqone zqtwo</li>" * (count * 4) + "</ol>\n",
    "item of html": lambda count: "<ol>\n<li>zqfir" + "<p>zqone zqtwo</p>" * (count * 4) + "<li>zqlas</ol>\n",
    "table of html": lambda count: "<table>" + "<tr><td>zqone</td><td>zqtwo</td></tr>" * (count * 2) + "</table>\n",
    "pre of html": lambda count: "<pre>\n" + "zqone\n\n  zqtwo\n" * (count * 4) + "</pre>\n",
    "pre within html": lambda count: "<div><pre>\n" + "zqone\n  zqtwo\n" * (count * 4) + "</pre>zqend</div>\n",
    "comment": lambda count: "<div>zqone <!--\n" + "zqnot\n" * (count * 50) + "--> zqtwo " + "zqsix\n" * (count * 8) + "</div>\n",
    "code": lambda count: "```\n" + SENTENCE * count + "```\n",
    "paragraphs of an item": lambda count: "- zqfir\n\n" + ("  " + SENTENCE + "\n") * count + "- zqlas\n",
    "one paragraph of an item": lambda count: "12. " + SENTENCE + ("    " + SENTENCE) * count + "13. zqlas\n",
    "lazy lines of an item": lambda count: "- [x] " + SENTENCE * count + "- [ ] zqlas\n",
    "list in a list": lambda count: "3) zqfir\n" + ("   - " + SENTENCE) * count + "4) zqlas\n",
    "numbers in a list in a quote": lambda count: "> - zqfir\n" + (">   1. " + SENTENCE) * count,
    "code in an item": lambda count: "- zqfir\n\n  ```py\n" + ("  " + SENTENCE) * count + "  ```\n- zqlas\n",
    "indented code in an item": lambda count: "- zqfir\n\n" + ("      " + SENTENCE) * count + "- zqlas\n",
    "quote in an item": lambda count: "*   zqfir\n" + ("    > " + SENTENCE) * count + "*   zqlas\n",
    "table in an item": lambda count: "- |zqhea|zqdea|\n  |-|-:|\n" + ("  |" + SENTENCE[:-1] + "|zqcel|\n") * count,
    "html in an item": lambda count: "- zqfir\n\n  <div>\n" + "  <p>zqone zqtwo</p>\n" * (count * 2) + "  </div>\n- zqlas\n",
    "list in a quote": lambda count: ("> 1. " + SENTENCE) * count,
    "code in a quote": lambda count: "> ~~~\n" + ("> " + SENTENCE) * count + "> ~~~\n> zqlas\n",
    "quote in a list in a quote": lambda count: "> - > " + SENTENCE + (">   >\n>   > " + SENTENCE) * count,
    "note": lambda count: "zqfir[^1]\n\n[^1]: zqsec\n\n" + ("    " + SENTENCE + "\n") * count,
    "note of one paragraph": lambda count: "zqfir[^1]\n\n[^1]: " + SENTENCE * count,
    "code in a note": lambda count: "zqfir[^1]\n\n[^1]: zqsec\n\n    ```\n" + ("    " + SENTENCE) * count + "    ```\n",
    "definition": lambda count: "zqfir\n: " + ("  " + SENTENCE + "\n")[2:] * 1 + ("  " + SENTENCE + "\n") * count,
    "definition of one paragraph": lambda count: "zqfir\n: " + SENTENCE + ("  " + SENTENCE) * count,
    "definitions of one term": lambda count: "zqfir\n" + (": " + SENTENCE) * count,
    "heading": lambda count: "# " + SENTENCE.replace("\n", " ") * count + "\n",
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
        kept = " ".join(line for line in lines if not set(line.strip()) <= {*"─┼"})
        return kept.replace("│", " ").split()

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
