"""A file's name as a title."""

from __future__ import annotations

import pytest

from reader.characters import is_clean
from reader.library.names import is_article, title_from_path


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("how-things-work.md", "How things work"),
        ("a/b/state_of_the_art.markdown", "State of the art"),
        ("2024-02-09-a-post.md", "A post"),
        ("2024-02-09.md", "2024 02 09"),
        ("Already a title - with a dash.MD", "Already a title - with a dash"),
        ("[Needs topic/.md", "[Needs topic"),
        ("essays/index.md", "Essays"),
        (".md", ".md"),
        ("notes.v2.txt", "Notes.v2"),
        ("---.md", "---.md"),
        ("日本語.md", "日本語"),
    ],
)
def test_a_name_becomes_readable(path: str, title: str) -> None:
    assert title_from_path(path) == title


def test_a_hostile_name_becomes_a_clean_title() -> None:
    for path in ("a\x1b[31m\nb.md", "\udcff\udcfe.md", "\u202e.md", "\x1b.md/.md"):
        title = title_from_path(path)
        assert title
        assert is_clean(title)
        assert "\n" not in title


def test_what_programs_leave_beside_a_file_is_no_article() -> None:
    assert is_article(".md")
    assert is_article("A.MDX")
    assert not is_article("._a.md")
    assert not is_article(".#a.md")
    assert not is_article("a.md.bak")
    assert not is_article("md")
