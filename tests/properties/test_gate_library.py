"""Nothing hostile passes any parser of front matter, and no name does."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from reader.article import Document
from reader.characters import is_clean
from reader.library.load import load_bytes
from reader.library.names import title_from_path

HOSTILE = ("\x1b", "\x07", "\x00", "\x7f", "\x9b", "\x85", "\u202e", "\u2066", "\u2028", "\r", "\n")
WRITTEN = (
    *(
        "\\e",
        "\\x9b",
        "\\x1b",
        "\\u202e",
        "\\u001b",
        "\\U0000009b",
        "\\N",
        "\\L",
        "\\P",
        "\\a",
        "\\0",
    ),
    *("\\ud800", "\\n", "\\r", "\\t", "\\_", "\\\\", '\\"', "\\'"),
)
values = st.lists(
    st.sampled_from([*HOSTILE, *WRITTEN, "'", '"', "it's", "[", "]", ": ", "]52;c;x"]), max_size=12
).map("".join)


def strings(document: Document) -> list[str]:
    found = [document.body, *(problem.message for problem in document.problems)]
    for held in document.metadata:
        if isinstance(held, str):
            found.append(held)
        elif isinstance(held, tuple):
            for item in held:
                found.extend([item] if isinstance(item, str) else item)
    return found


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@given(values, values)
def test_no_front_matter_brings_anything_live(one: str, two: str) -> None:
    for text in (
        f'---\ntitle: "{one}"\n"k{two}": ["{two}", {{"{one}": "{two}"}}]\n---\n{two}',
        f"---\ntitle: '{one}'\nauthor: {two}\ndate: {one}\n---\n{two}",
        f"---\ntitle: |\n  {one}\ntags:\n- {two}\n---\n{two}",
        f'+++\ntitle = "{one}"\n"{two}" = ["{two}"]\ndate = "{two}"\n+++\n{two}',
        f'{{"title": "{one}", "k{two}": ["{two}"]}}\n{two}',
        f"---\n{one}: {two}\ntitle: {two}\n{two}",
    ):
        for said in strings(load_bytes(encoded(text), "x.md")):
            assert is_clean(said), text


@given(st.lists(st.sampled_from(HOSTILE), min_size=1).map("".join))
def test_json_in_its_own_escapes_brings_nothing_live(hostile: str) -> None:
    text = json.dumps({"title": hostile, "tags": [hostile], hostile: {hostile: hostile}})
    document = load_bytes(text.encode(), "x.md")
    assert document.body == ""
    assert all(is_clean(said) for said in strings(document))


@given(
    st.lists(st.sampled_from([*HOSTILE, "a", "-", "_", "/", ".md", "\udcff", "index"])).map("".join)
)
def test_no_name_becomes_a_hostile_title(path: str) -> None:
    title = title_from_path(path)
    assert title.strip()
    assert is_clean(title)
    assert "\n" not in title
