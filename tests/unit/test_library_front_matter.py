"""Front matter that parses, and what else may stand before a text."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reader.article import Document
from reader.library.fix import mend
from reader.library.load import load_bytes


def read(text: str) -> Document:
    return load_bytes(text.encode(), "x.md")


def test_values_stay_strings_as_they_were_written() -> None:
    fields = dict(
        read("---\ntitle: Yes\nsubtitle: 2024\nread_time: 12:30\nlang: no\n---\n").metadata.fields
    )
    assert fields == {"title": "Yes", "subtitle": "2024", "read_time": "12:30", "lang": "no"}


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Falcon\ndate: 2024-02-09\ntags: [a, b]\n---\nbody\n",
        '+++\ntitle = "Falcon"\ndate = 2024-02-09\ntags = ["a", "b"]\n+++\nbody\n',
        '{"title": "Falcon", "date": "2024-02-09",\n"tags": ["a", "b"]}\nbody\n',
    ],
)
def test_three_formats_say_the_same(text: str) -> None:
    document = read(text)
    assert document.body == "body\n"
    assert document.metadata.title == "Falcon"
    assert document.metadata.published is not None
    assert document.metadata.published.isoformat() == "2024-02-09"
    assert document.metadata.tags == ("a", "b")
    assert document.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "---\nHello\n\n---\nmore\n",
        "---\n# A heading\n---\nmore\n",
        "---\n- a\n- b\n---\nmore\n",
        "+++\n",
        "---",
        "***\n---\n",
        "a line\n---\ntitle: x\n---\n",
        "---\n\nA rule above: and a colon.\n",
    ],
)
def test_a_block_that_is_no_mapping_is_body(text: str) -> None:
    document = read(text)
    assert document.body == text
    assert document.body_line == 1
    assert document.metadata.fields == ()
    assert document.problems == ()


def test_an_empty_block_is_front_matter_without_fields() -> None:
    document = read("---\n---\nbody\n")
    assert (document.body, document.body_line) == ("body\n", 3)


def test_an_unclosed_fence_ends_before_the_text_and_is_told() -> None:
    document = read("---\ntitle: Falcon\nauthor: Jane\n\nText, and a rule.\n\n---\n\nmore\n")
    assert document.metadata.title == "Falcon"
    assert document.metadata.authors == ("Jane",)
    assert document.body == "\nText, and a rule.\n\n---\n\nmore\n"
    assert [problem.line for problem in document.problems] == [1]


def test_an_unclosed_fence_before_prose_with_a_colon_is_a_rule() -> None:
    document = read("---\nNote: this is prose\n\nmore\n")
    assert document.body == "---\nNote: this is prose\n\nmore\n"


def test_a_key_that_stands_twice_is_told_on_its_line_and_the_last_one_holds() -> None:
    document = read("---\ntitle: one\nauthor: x\ntitle: two\n---\nbody\n")
    assert document.metadata.title == "two"
    assert [(p.line, p.message) for p in document.problems] == [
        (4, "`title` stands here once more; the last one is used.")
    ]
    assert read('{"title": "one", "title": "two"}\nbody\n').problems
    assert not read("---\ntitle: one\nhero: {title: two}\ncta: |\n  title: x\n---\nbody\n").problems


def test_a_date_that_is_none_is_told_on_its_line() -> None:
    document = read("---\ntitle: x\ndate: soon\npublished: false\ncreated:\n---\nbody\n")
    assert [(p.line, p.message) for p in document.problems] == [
        (3, "`date` is no date that I can read: soon.")
    ]
    assert document.metadata.draft


@pytest.mark.parametrize("value", ["!!python/object:os.system x", "2024-13-45", "="])
def test_what_only_a_strict_parser_refuses_is_told_once(value: str) -> None:
    document = read(f"---\ntitle: x\nwhen: {value}\n---\nbody\n")
    assert [problem.line for problem in document.problems] == [3]
    assert "strict" in document.problems[0].message


@pytest.mark.parametrize("value", ["2024-01-02", "'!x'", "a = b", "Wow! Great", "2024-01-02 # day"])
def test_what_everybody_accepts_is_not_told(value: str) -> None:
    assert not read(f"---\ntitle: x\nwhen: {value}\n---\nbody\n").problems


def test_an_empty_file_and_one_without_text_are_told() -> None:
    assert [p.message for p in read("").problems] == ["This file is empty."]
    assert [p.message for p in read("---\ntitle: x\n---\n").problems] == [
        "This article has front matter but no text."
    ]


def test_an_alias_bomb_is_an_article_with_a_problem() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for one, other in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{other}: &{other} [{', '.join([f'*{one}'] * 9)}]")
    document = read("---\ntitle: Falcon\n" + "\n".join(lines) + "\n---\nbody\n")
    assert document.metadata.title == "Falcon"
    assert document.body == "body\n"
    assert document.problems
    assert sum(len(value) for _, value in document.metadata.fields) < 100_000


def test_merges_of_merges_are_not_followed() -> None:
    lines = ["a: &a {k: v}"]
    for one, other in zip("abcdefghijkl", "bcdefghijklm", strict=True):
        lines.append(f"{other}: &{other} {{<<: [{', '.join([f'*{one}'] * 9)}]}}")
    text = "---\ntitle: Falcon\n" + "\n".join(lines) + "\n---\nbody\n"
    assert (read(text).metadata.title, read(text).body) == ("Falcon", "body\n")
    mend(text.encode(), "x.md")


def test_a_value_that_holds_itself_is_an_article_with_a_problem() -> None:
    document = read("---\ntitle: Falcon\na: &a [*a]\n---\nbody\n")
    assert (document.metadata.title, document.body) == ("Falcon", "body\n")


def test_ten_megabytes_of_front_matter_keep_their_title_and_body() -> None:
    for filling in ("x" * (10 << 20), "k: v\n" * 9_000 + "y"):
        document = read(f"---\ntitle: Falcon\ncta: {filling}\n---\nbody\n")
        assert document.metadata.title == "Falcon"
        assert document.body == "body\n"


DEEP = """
import sys
from reader.library.load import load_bytes
opening, closing, text = sys.argv[1:4]
inner = opening * 100_000 + closing * 100_000
document = load_bytes(text.replace("DEEP", inner).encode(), "x.md")
print(document.metadata.title, repr(document.body[-5:]), len(document.problems) > 0)
"""


@pytest.mark.parametrize(
    ("opening", "closing", "text"),
    [
        ("[", "", "---\ntitle: Falcon\na: DEEP\n---\nbody\n"),
        ("[", "]", "---\ntitle: Falcon\na: DEEP\n---\nbody\n"),
        ("{a: ", "", "---\ntitle: Falcon\na: DEEP\n---\nbody\n"),
        ("- ", "", "---\ntitle: Falcon\na:\n  DEEP\n---\nbody\n"),
        ("? ", "", "---\ntitle: Falcon\na:\n  DEEP\n---\nbody\n"),
        ("[", "]", "+++\ntitle = 'Falcon'\na = DEEP\n+++\nbody\n"),
        ("a.", "", "+++\ntitle = 'Falcon'\nDEEPa = 1\n+++\nbody\n"),
        ("[", "]", '{"title": "Falcon", "a": DEEP}\nbody\n'),
        ('{"a":', "}", '{"title": "Falcon", "b": DEEP}\nbody\n'),
    ],
)
def test_a_hundred_thousand_levels_are_an_article_with_a_problem(
    opening: str, closing: str, text: str
) -> None:
    # In a child, since what this guards against ends the process
    child = subprocess.run(
        [sys.executable, "-c", DEEP, opening, closing, text],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert child.stdout == "Falcon 'body\\n' True\n", child.stderr


def test_sixty_levels_are_read() -> None:
    document = read(f"---\ntitle: x\na: {'[' * 60}deep{']' * 60}\n---\nbody\n")
    assert dict(document.metadata.fields)["a"] == "deep"
    assert not document.problems


ESCAPES = [
    '---\ntitle: "a\\e]52;c;x\\x07\\x9b\\u202e\\N\\_b"\n---\nbody\n',
    '---\ntitle: "a\\e["b" \\x9b \\u202e\\u001b\'s"\nauthor: x\n---\nbody\n',
    '---\n"ti\\etle": x\ntags: ["\\e", {"\\x9b": "\\u202e"}]\n---\nbody\n',
    '+++\ntitle = "a\\u001b]52;c;x\\u0007\\u009b\\u202e"\n+++\nbody\n',
    '{"title": "a\\u001b]52\\u009b\\u202e\\ud800", "\\u001b": ["\\u0007"]}\nbody\n',
    '{"title": "a\\u001b "x" \\u202e\\u009b"}\nbody\n',
]


@pytest.mark.parametrize("text", ESCAPES)
def test_no_parser_makes_an_escape_live(text: str) -> None:
    metadata = read(text).metadata
    said = "".join(
        [metadata.title, *metadata.tags, *(part for pair in metadata.fields for part in pair)]
    )
    assert said
    assert not set(said) & {"\x1b", "\x07", "\x9b", "\u202e", "\x85", "\ud800"}
