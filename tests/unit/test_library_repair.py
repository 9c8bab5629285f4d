"""Front matter that its parser refuses, read as it was meant."""

from __future__ import annotations

import pytest

from reader.library.load import load_bytes


def shown(block: str, fence: str = "---") -> dict[str, str]:
    document = load_bytes(f"{fence}\n{block}\n{fence}\nbody\n".encode(), "x.md")
    assert document.body == "body\n"
    return dict(document.metadata.fields)


def problems(block: str) -> list[tuple[int, str]]:
    document = load_bytes(f"---\n{block}\n---\nbody\n".encode(), "x.md")
    return [(problem.line, problem.message) for problem in document.problems]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("'How Falcon's model works'", "How Falcon's model works"),
        ("'It''s Falcon's'", "It's Falcon's"),
        (r"'Falcon\'s model'", "Falcon's model"),
        (r"'The country'\''s best'", "The country's best"),
        ("''Jane's own words''", "Jane's own words"),
        ("'the users''", "the users'"),
        ("'It's here' # and a comment", "It's here"),
        ("'It's # 1'", "It's # 1"),
        ("'Falcon's model’", "Falcon's model"),
        ("'never closed", "never closed"),
        ("'tis the season's best", "'tis the season's best"),
        ('"She said "hi" to us"', 'She said "hi" to us'),
        (r'"She said "hi" \u2014 \ud83d\ude00"', 'She said "hi" — 😀'),
        (r'"C:\Users\me"', r"C:\Users\me"),
        (r'"a \"quoted\" "word""', 'a "quoted" "word"'),
        ("Falcon: how it works: a guide", "Falcon: how it works: a guide"),
        ("Falcon: issue #5 # a comment", "Falcon: issue #5"),
        ("@falcon and friends", "@falcon and friends"),
        ("[Draft] Falcon", "[Draft] Falcon"),
        ("{{ title }}: x", "{{ title }}: x"),
        ("`code` first", "`code` first"),
        ("%done", "%done"),
        ("*bold* move: x", "*bold* move: x"),
    ],
)
def test_a_broken_value_gives_the_text_that_was_meant(written: str, meant: str) -> None:
    fields = shown(f"date: 2024-01-02\ntitle: {written}\nauthor: Jane")
    assert fields == {"date": "2024-01-02", "title": meant, "author": "Jane"}


def test_lines_below_go_on_with_a_field() -> None:
    fields = shown(
        "title: Falcon: a\n  long title\nsubtitle: wrapped\nat the margin it's\nauthor: Jane"
    )
    assert fields["title"] == "Falcon: a long title"
    assert fields["subtitle"] == "wrapped at the margin it's"
    assert fields["author"] == "Jane"


def test_lists_and_mappings_of_a_broken_block_keep_their_parts() -> None:
    fields = shown(
        "tags:\n- it's: fine\n- 'Falcon's'\n- plain\nkeywords: [it's, 'b', c]\n"
        "hero:\n  url: 'Falcon's.jpg'\n  alt: x\nauthor:\n  - name: Jane\ntitle: 'Jane's'"
    )
    assert fields["tags"] == "it's: fine, Falcon's, plain"
    assert fields["keywords"] == "it's, b, c"
    assert fields["hero"] == "url: Falcon's.jpg, alt: x"
    assert fields["author"] == "name: Jane"


def test_tabs_are_taken_for_spaces() -> None:
    assert shown("title: x\nauthor:\n\t- Jane\n\t- Joe")["author"] == "Jane, Joe"


def test_an_indented_block_has_its_margin_further_right() -> None:
    assert shown("  title: 'Falcon's'\n  author: Jane") == {"title": "Falcon's", "author": "Jane"}


def test_comments_between_fields_belong_to_none() -> None:
    assert shown("# first\ntitle: 'Falcon's'\n# second\nauthor: Jane")["title"] == "Falcon's"


def test_each_repaired_field_is_told_with_its_line_and_no_other() -> None:
    assert problems("title: fine\nsubtitle: 'Falcon's'\ncta: 'it's Jane's'\nlang: a: b") == [
        (3, "the apostrophe in `subtitle` was not escaped. Shown in full; the file is unchanged."),
        (4, "the apostrophes in `cta` were not escaped. Shown in full; the file is unchanged."),
        (
            5,
            "the text of `lang` has a colon and no quotation marks. Shown in full; the file is unchanged.",
        ),
    ]


def test_of_many_broken_fields_the_first_are_told() -> None:
    found = problems("title: x\n" + "\n".join(f"k{i}: a: b" for i in range(100)))
    assert len(found) == 20
    assert found[-1][1] == "81 more fields like these."


def test_broken_toml_is_repaired() -> None:
    fields = shown(
        "title = 'Falcon's'\ndate = 2024-01-02\ndraft = true\n[author]\nname = \"Jane\"", "+++"
    )
    assert fields == {"title": "Falcon's", "date": "2024-01-02", "draft": "true", "name": "Jane"}


@pytest.mark.parametrize("separator", [",\n", ", "])
def test_broken_json_is_repaired_on_one_line_or_many(separator: str) -> None:
    pairs = ['"title": "She said "hi""', '"date": "2024-01-02"', '"tags": ["a", "b"]']
    document = load_bytes(("{\n" + separator.join(pairs) + "\n}\nbody\n").encode(), "x.md")
    assert document.body == "body\n"
    assert dict(document.metadata.fields) == {
        "title": 'She said "hi"',
        "date": "2024-01-02",
        "tags": "a, b",
    }


def test_refused_text_between_rules_stays_text() -> None:
    text = "---\nNote: this is: prose\nand more of it.\n---\nbody\n"
    document = load_bytes(text.encode(), "x.md")
    assert document.body == text
    assert not document.metadata.fields
