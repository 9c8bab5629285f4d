"""Front matter of any kind gives a document, and the body is all of it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader.characters import clean, one_line
from reader.library import load
from reader.library.fix import Mended, mend
from reader.library.load import load_bytes

PIECES = (
    *(
        "---",
        "--- ",
        "+++",
        "...",
        "{",
        "}",
        "title",
        "author",
        "tags",
        "date",
        ": ",
        ":",
        " = ",
        "=",
    ),
    *(
        "'",
        '"',
        "''",
        "’",
        "\\'",
        '\\"',
        "\\",
        "\\e",
        "\\u202e",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "  ",
    ),
    *("- ", "? ", "[", "]", ",", "#", " # ", "|", ">", "&a", "*a", "<<: ", "!!x ", "%", "@", "`"),
    *(
        "2024-02-09",
        "it's",
        "word",
        "\x00",
        "\x1b",
        "\x9b",
        "\u202e",
        "\ufeff",
        "é",
        "日本",
        "👋",
        "🇩🇪",
    ),
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join)
fences = st.sampled_from(["---\n", "--- \n", "+++\n", "{", '{"', "\n---\n", ""])


def cleaned(text: str) -> str:
    return clean(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


@given(fences, texts)
def test_any_text_gives_a_document_whose_body_ends_the_text(fence: str, text: str) -> None:
    assume(not any(0xD800 <= ord(char) < 0xE000 for char in text))
    whole = fence + text
    document = load_bytes(whole.encode(), "x.md")
    shown = cleaned(whole)
    assert shown.endswith(document.body)
    if not document.metadata.fields:
        head = shown.removesuffix(document.body) if document.body else shown
        assert document.body == shown or not head.strip("-+.{} \t\n")
    assert document.body_line == shown[: len(shown) - len(document.body)].count("\n") + 1


@given(st.binary(max_size=400))
def test_any_bytes_give_a_document(data: bytes) -> None:
    for prefix in (b"", b"---\n", b"+++\n", b'{"', b"---\ntitle: "):
        load_bytes(prefix + data, "x.md")
        load_bytes(prefix + data + b"\n---\nbody", "x.md")


@given(texts, texts)
def test_what_follows_a_closed_fence_is_the_body(title: str, body: str) -> None:
    assume(not any(0xD800 <= ord(char) < 0xE000 for char in title + body))
    inner = one_line(cleaned(title))
    whole = f"---\nauthor: Jane\ntitle: {inner}\n---\n" + body
    document = load_bytes(whole.encode(), "x.md")
    assert document.body == cleaned(whole)[len(f"---\nauthor: Jane\ntitle: {inner}\n---\n") :]


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="'\"\\#’”“"),
    min_size=1,
)
sentences = st.lists(
    words | st.sampled_from(["Falcon's", "it's", "'90s", "users'"]), min_size=1, max_size=8
)


@given(sentences)
def test_broken_apostrophes_give_the_text_that_was_meant(sentence: list[str]) -> None:
    meant = "Falcon's " + " ".join(sentence) + " end"
    document = load_bytes(f"---\ndate: 2024-01-02\ntitle: '{meant}'\n---\nb\n".encode(), "x.md")
    assert dict(document.metadata.fields)["title"] == clean(meant)
    assert document.metadata.published is not None
    assert document.body == "b\n"


@given(st.lists(words, min_size=1, max_size=5), st.lists(words, min_size=1, max_size=5))
def test_broken_quotation_marks_give_the_text_that_was_meant(
    one: list[str], two: list[str]
) -> None:
    meant = f'{" ".join(one)} said "{" ".join(two)}" twice'
    document = load_bytes(f'---\ntitle: "{meant}"\nauthor: x\n---\nb\n'.encode(), "x.md")
    assert dict(document.metadata.fields) == {"title": clean(meant), "author": "x"}


@given(st.lists(words, min_size=1, max_size=5))
def test_colons_in_text_without_quotes_are_kept(parts: list[str]) -> None:
    meant = "Falcon: " + ": ".join(parts)
    document = load_bytes(f"---\ntitle: {meant}\nauthor: x\n---\nb\n".encode(), "x.md")
    assert dict(document.metadata.fields) == {"title": clean(meant).rstrip(), "author": "x"}


@given(fences, texts, texts)
def test_what_is_mended_reads_as_before_and_keeps_its_body(
    fence: str, text: str, body: str
) -> None:
    assume(not any(0xD800 <= ord(char) < 0xE000 for char in text + body))
    data = f"{fence}title: 'it's'\n{text}\n---\n{body}".encode()
    before = load_bytes(data, "x.md")
    outcome = mend(data, "x.md")
    if not isinstance(outcome, Mended):
        return
    after = load_bytes(outcome.data, "x.md")
    assert (after.metadata, after.body) == (before.metadata, before.body)
    length = len(data) - len(outcome.before.encode())
    assert outcome.data[len(outcome.data) - length :] == data[len(data) - length :]
    block = outcome.after.replace("\r\n", "\n").replace("\r", "\n").split("\n", 1)[1].rstrip("\n")
    yaml.safe_load(block.rsplit("\n", 1)[0] if "\n" in block else "")
    assert mend(outcome.data, "x.md") is None


@given(
    fences,
    texts,
    st.sampled_from(("", "title: x\n---\n", "a: b\n+++\n", 'a": 1}\n')),
    texts,
    st.integers(1, 200),
)
@settings(max_examples=300)
def test_a_long_file_is_read_as_a_short_one_is(
    fence: str, text: str, closing: str, body: str, head: int
) -> None:
    assume(not any(0xD800 <= ord(char) < 0xE000 for char in text + body))
    data = (fence + text + closing + body).encode()
    whole = load_bytes(data, "x.md")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "HEAD", head)
        assert load_bytes(data, "x.md") == whole
