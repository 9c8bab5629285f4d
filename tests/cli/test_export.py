"""`reader export`: highlights and notes leave as they are, in three forms, and can be read back."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.article import Highlight, Quote
from reader.characters import clean, is_clean, one_line
from reader.cli.main import main
from reader.markdown.blocks import text_of
from reader.markdown.parse import Text
from reader.session.excerpts import COLUMNS, Excerpts, Source, as_markdown, as_values
from reader.store.state.facts import Anchored, Archived, Erased, Noted, Opened, Starred, Tagged
from reader.store.state.state import State
from tests.catalogs import front, write_library

NOW = 1_700_000_000.0


@pytest.fixture
def library(tmp_path: Path, own_world: Path) -> Path:
    """Two articles with highlights, one with none; one with highlights is gone."""
    root = write_library(
        tmp_path / "articles",
        {
            "old.md": front("Old *stars*", author="Ada", date="2023-05-06"),
            "new.md": front("New", author="[Ada, Bo]", date="2024-02-09"),
            "none.md": front("None"),
        },
    )
    keep(
        root,
        [
            ("old.md", Quote("later words", block=7), "two\nlines\n\n# of a note"),
            ("old.md", Quote("first", block=2), ""),
            ("new.md", Quote("a line\nand > another, \x1bno"), "\x1b[31mred"),
            ("gone.md", Quote("kept"), ""),
        ],
    )
    return root


def keep(root: Path, marks: list[tuple[str, Quote, str]], first: int = 0) -> None:
    state = State()
    kept = state.library(os.path.realpath(root))
    for number, (path, quote, note) in enumerate(marks, first):
        mark = f"{number:032x}"
        cleaned = quote._replace(exact=clean(quote.exact))
        kept.write([Opened(path, NOW, f"Last title of {path}")])
        kept.write([Anchored(path, mark, cleaned, NOW, NOW), Noted(path, mark, clean(note), NOW)])
    state.close()


def export(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["export", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def read_back(markdown: str) -> list[tuple[str, str, str]]:
    """(path, quote, note) of each highlight, by the rules that docs/state.md tells."""
    found: list[tuple[str, str, str]] = []
    path = ""
    for block in re.split(r"(?m)^\n(?=## )", markdown)[1:]:
        _, _, rest = block.partition("\n\n")
        head, _, rest = rest.partition("\n\n")
        path = head.rpartition("\n")[2].strip("`")
        path = path[1:-1] if "`" in path else path
        lines = rest.split("\n")
        while lines and lines[0].startswith(">"):
            count = next((n for n, line in enumerate(lines) if not line.startswith(">")), 0)
            quote = "\n".join(literal(line[2:]) for line in lines[:count][::2])
            after = lines[count:]
            stop = next((n for n, line in enumerate(after) if line.startswith(">")), len(after))
            note = "\n".join(after[1:stop]).removesuffix("\n")
            found.append((path, quote, literal(note)))
            lines = after[stop:]
    return found


def literal(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~\n])", r"\1", text)


def test_markdown_has_the_articles_in_the_order_of_the_list_and_quotes_in_that_of_the_text(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = export(capsys, str(library))
    assert (status, err) == (0, "")
    assert out == (
        "# Highlights in articles\n"
        "\n## New\n\nAda, Bo · 9 February 2024\\\n`new.md`\n"
        "\n> a line\n>\n> and > another, no\n"
        "\nred\n"
        "\n## Old \\*stars\\*\n\nAda · 6 May 2023\\\n`old.md`\n"
        "\n> first\n"
        "\n> later words\n"
        "\ntwo\\\nlines\n\n\\# of a note\n"
        "\n## Last title of gone.md\n\ngone\\\n`gone.md`\n"
        "\n> kept\n"
    )


def test_markdown_reads_back_to_the_same_highlights(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = export(capsys, str(library))[1]
    state = State()
    kept = state.library(os.path.realpath(library)).highlights()
    state.close()
    assert sorted(read_back(out)) == sorted(
        (mark.path, mark.quote.exact, mark.note) for mark in kept
    )


LINES = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")),
        st.sampled_from("\n\n >#-*_`\\[]<&;~$1.)=|:!"),
    ),
    max_size=30,
).map(clean)


@given(st.lists(st.tuples(LINES.filter(bool), LINES), min_size=1, max_size=4))
@example([("\n", "\n\n\na\n"), ("a\\", "\\\n\\"), ("> a", "> b\n>")])
@example([("a", "a\n"), ("b", "\n\n"), ("c", "\nx\n\n")])
def test_any_quote_and_note_reads_back(pairs: list[tuple[str, str]]) -> None:
    marks = tuple(
        Highlight(str(number), "a.md", Quote(quote), NOW, note)
        for number, (quote, note) in enumerate(pairs)
    )
    markdown = "".join(as_markdown("x", [Excerpts(Source("a.md", "A"), marks)]))
    assert [(quote, note) for _, quote, note in read_back(markdown)] == pairs
    assert is_clean(markdown)


SENTENCES = [
    "plain words, and a comma",
    "1. is no list",
    "- nor is this",
    "+ nor that",
    "# no heading",
    "> no quote",
    "*stars* and _lines_ and `ticks` and ~~waves~~",
    "[no](link) and <b>no HTML</b> and &amp; no entity",
    "snake_case, a \\ and $5 to $6",
    "=== and --- and ***",
    "```",
    "| a | b |",
    ": definition",
    "![x](y)",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_markdown_program_shows_the_words_as_they_were_read(sentence: str) -> None:
    mark = Highlight("0", "a.md", Quote(sentence), NOW, sentence)
    markdown = "".join(as_markdown("x", [Excerpts(Source("a.md", sentence), (mark,))]))
    text = Text(markdown)
    texts = []
    number = 0
    while text.has(number):
        texts.append(text_of(text.block(number)))
        number += 1
    assert texts[-4:] == [sentence, "a.md", sentence, sentence]


def test_json_has_an_object_for_each_highlight(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = export(capsys, str(library), "--format", "json")[1]
    found = [json.loads(line) for line in out.splitlines()]
    assert [entry["quote"] for entry in found] == [
        "a line\nand > another, no",
        "first",
        "later words",
        "kept",
    ]
    assert found[0] == {
        "title": "New",
        "authors": ["Ada", "Bo"],
        "published": "2024-02-09",
        "path": "new.md",
        "gone": False,
        "quote": "a line\nand > another, no",
        "note": "red",
        "made": "2023-11-14T22:13:20+00:00",
        "id": f"{2:032x}",
    }
    assert found[3]["gone"]


def test_csv_reads_back_to_the_same_highlights(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = export(capsys, str(library), "--format", "csv")[1]
    assert out.startswith(",".join(COLUMNS) + "\r\n")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert [(row["path"], row["quote"], row["note"]) for row in rows] == [
        ("new.md", "a line\nand > another, no", "red"),
        ("old.md", "first", ""),
        ("old.md", "later words", "two\nlines\n\n# of a note"),
        ("gone.md", "kept", ""),
    ]
    assert rows[0]["authors"] == "Ada, Bo"


def test_a_query_takes_only_what_it_finds(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = export(capsys, str(library), "-q", "title:old", "--format", "json")[1]
    assert {json.loads(line)["path"] for line in out.splitlines()} == {"old.md"}
    status, out, err = export(capsys, str(library), "-q", "title:none")
    assert (status, out) == (1, "")
    assert err == "reader: There are no highlights in these.\n"


def test_a_query_finds_what_is_gone_by_what_is_known_of_it(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = State()
    kept = state.library(os.path.realpath(library))
    kept.write([Tagged("gone.md", "to keep", True, NOW), Starred("gone.md", True, NOW)])
    state.close()
    for query in (
        "kept",
        "title:last",
        'tag:"to keep" is:starred',
        "path:gone -is:read",
        "is:highlighted",
        "las*",
        "nothing OR is:starred",
    ):
        _, out, err = export(capsys, str(library), "-q", query, "--format", "json")
        assert "gone.md" in {json.loads(line)["path"] for line in out.splitlines()}, query
        assert err == "", query
    for query in ("title:old", "-is:starred", "path:old", "title:las", "has:notes"):
        _, out, err = export(capsys, str(library), "-q", query, "--format", "json")
        assert "gone.md" not in {json.loads(line)["path"] for line in out.splitlines()}, query
        assert "gone" not in err, query


def test_what_cannot_be_told_of_what_is_gone_is_said(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for query in ("author:ada", "date:>2000", "-nowhere", "ada OR first"):
        _, out, err = export(capsys, str(library), "-q", query, "--format", "json")
        assert "gone.md" not in {json.loads(line)["path"] for line in out.splitlines()}, query
        assert err.startswith("reader: Of 1 article whose file is gone it can't be told"), query


def test_what_is_put_away_is_exported_and_what_is_erased_is_not(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = State()
    kept = state.library(os.path.realpath(library))
    kept.write([Archived("old.md", True, NOW), Erased("new.md", f"{2:032x}", True, NOW + 1)])
    state.close()
    out = export(capsys, str(library), "--format", "json")[1]
    assert {json.loads(line)["path"] for line in out.splitlines()} == {"old.md", "gone.md"}


def test_nobody_marked_anything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_library(tmp_path / "articles", {"a.md": "Words.\n"})
    status, out, err = export(capsys, str(root))
    assert (status, out) == (1, "")
    assert err.count("\n") == 1


def test_a_file_is_replaced_whole(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "highlights.md"
    target.write_text("older")
    target.chmod(0o640)
    shown = export(capsys, str(library))[1]
    status, out, _ = export(capsys, str(library), "-o", str(target))
    assert (status, out) == (0, "")
    assert target.read_text(encoding="utf-8") == shown
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(tmp_path)) == ["articles", "highlights.md"]


@pytest.mark.parametrize("form", ["md", "json", "csv"])
def test_no_control_character_comes_out(
    library: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    keep(library, [("a\x1b]0;x\x07\n\u202e.md", Quote("evil"), "")], first=9)
    out = export(capsys, str(library), "--format", form)[1].replace("\r\n", "\n")
    assert is_clean(out)
    assert "evil" in out


def test_every_value_has_its_column() -> None:
    mark = Highlight("0", "a.md", Quote("x"), NOW)
    assert tuple(as_values(Source("a.md", one_line("A")), mark)) == COLUMNS
