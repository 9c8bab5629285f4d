"""Where front matter ends."""

from __future__ import annotations

import pytest

from reader.library.fence import LONGEST, split


@pytest.mark.parametrize(
    ("text", "kind", "block", "body", "body_line"),
    [
        ("---\na: b\n---\nbody\n", "yaml", "a: b\n", "body\n", 4),
        ("---  \na: b\n--- \t\nbody", "yaml", "a: b\n", "body", 4),
        ("---\na: b\n...\nbody", "yaml", "a: b\n", "body", 4),
        ("---\na: b\n---", "yaml", "a: b\n", "", 3),
        ("---\n---\n\nbody", "yaml", "", "\nbody", 3),
        ("+++\na = 1\n+++\nbody", "toml", "a = 1\n", "body", 4),
        ('{"a": "}"}\nbody', "json", '{"a": "}"}', "body", 2),
        ('{\n"a": {"b": "\\"}"}\n}\n\nbody', "json", '{\n"a": {"b": "\\"}"}\n}', "\nbody", 4),
        ('{\n"a": "x"y"\n}\nbody', "json", '{\n"a": "x"y"\n}', "body", 4),
        ("---\na: b\n\nbody", "yaml", "a: b\n", "\nbody", 3),
        ("\n\n---\na: b\n---\nbody", "yaml", "a: b\n", "body", 6),
    ],
)
def test_a_text_is_cut_at_its_fence(
    text: str, kind: str, block: str, body: str, body_line: int
) -> None:
    fenced = split(text)
    assert fenced is not None
    assert (fenced.kind, fenced.block, fenced.body, fenced.body_line) == (
        kind,
        block,
        body,
        body_line,
    )
    assert text.endswith(body)
    assert text[fenced.start :].startswith(block)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "body",
        "----\na: b\n----\n",
        "--- title\na: b\n---\n",
        " ---\na: b\n---\n",
        "{{< shortcode >}}\n",
        "{% raw %}\n",
        '{"a": 1} is an object\n',
        '{"a": 1',
        "{}\n",
    ],
)
def test_other_beginnings_are_body(text: str) -> None:
    assert split(text) is None


def test_front_matter_beyond_its_longest_goes_on_as_body() -> None:
    fenced = split("---\n" + "a: b\n" * (LONGEST + 5) + "---\nbody\n")
    assert fenced is not None
    assert fenced.cut
    assert fenced.block.count("\n") == LONGEST
    assert fenced.body == "a: b\n" * 5 + "---\nbody\n"
    assert fenced.body_line == LONGEST + 2
