"""How an article becomes rows."""

from __future__ import annotations

import os

import pytest

from reader.article import FileStamp
from reader.store.catalog.entry import ARTICLE, entry, targets
from reader.store.catalog.schema import LAST, LAST_NAME
from reader.store.catalog.titles import letter, title_key_of, title_keys
from tests.catalogs import article


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("“Quoted”", "quoted”"),
        ("  The End", "end, the"),
        ("“A” Day", "a” day"),
        ("The", "the"),
        ("The!", "the!"),
        ("Theory", "theory"),
        ("Die Hard", "die hard"),
        ("Ärger", "arger"),
        ("10 things", "10 things"),
        ("???", "???"),
        ("x" * 400, "x" * 120),
    ],
)
def test_titles_are_compared_from_their_first_letter_on(title: str, key: str) -> None:
    assert title_key_of(title) == key


ENGLISH = "The rest of it is in the hands of those who wait and see. "
GERMAN = "Der Rest ist nicht von Belang, und das ist mit den Jahren klar. "


@pytest.mark.parametrize(
    ("title", "lang", "text", "key"),
    [
        ("Der Weg", "de", "", "weg, der"),
        ("Der Weg", "de-AT", "", "weg, der"),
        ("Der Weg", "German", "", "weg, der"),
        ("Der Weg", "", GERMAN, "weg, der"),
        ("Der Weg", "", ENGLISH, "der weg"),
        ("Der Weg", "", "", "der weg"),
        ("Die Hard", "en", GERMAN, "die hard"),
        ("The Wall", "de", "", "the wall"),
        ("L’Étranger", "fr", "", "etranger, l'"),
        ("L'étranger", "", "", "l'etranger"),
        ("Los «Otros»", "es", "", "otros», los"),
        ("The Ύ", "ja", "", "the υ"),
    ],
)
def test_a_leading_article_of_its_language_stands_behind_a_title(
    title: str, lang: str, text: str, key: str
) -> None:
    assert title_key_of(title, lang, text) == key
    assert key in title_keys(title)


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("apple", "A"),
        ("Éclair", "E"),
        ("10 things", "#"),
        ("🎉 party", "P"),
        ("🎉", "#"),
        ("", "#"),
        ("漢字", "文"),
        ("ひらがな", "文"),
        ("한글", "ᄒ"),
        ("Ωmega", "Ω"),
        ("яблоко", "Я"),
        ("שלום", "ש"),
        ("ǆ", "D"),
    ],
)
def test_every_title_has_a_heading(title: str, heading: str) -> None:
    assert letter(title_key_of(title)) == heading


@pytest.mark.parametrize(
    ("path", "link", "found"),
    [
        ("a.md", "https://example.org/x#y", ("https://example.org/x#y",)),
        ("a.md", "mailto:somebody@example.org", ("mailto:somebody@example.org",)),
        ("a.md", "//example.org/x", ("//example.org/x",)),
        ("a/b.md", "c.md", ("a/c.md",)),
        ("a/b.md", "../c.md#part", ("c.md",)),
        ("a/b.md", "/c.md", ("c.md",)),
        ("a/b.md", "with%20space.md", ("a/with space.md",)),
        ("a/b.md", "../../etc/passwd", ()),
        ("a.md", "#part", ()),
        ("a.md", "", ()),
        ("a.md", "..", ()),
    ],
)
def test_links_are_resolved_within_the_library(
    path: str, link: str, found: tuple[str, ...]
) -> None:
    assert targets(path, (link,)) == found


def test_what_an_article_lacks_sorts_last() -> None:
    made = entry(article("a.md"), FileStamp("a.md", 1, 2), "body", "text")
    row = dict(zip(ARTICLE, made.article, strict=True))
    assert (row["date_key"], row["created_key"], row["author_key"]) == (LAST, LAST, LAST_NAME)
    assert row["path"] == os.fsencode("a.md")


def test_the_words_of_a_field_are_found_in_its_column() -> None:
    made = article("a.md", "Die Größe", authors=("Žižek",), tags=("日本語",))
    rows = entry(made, FileStamp("a.md", 1, 2), "", "Ein Text.")
    title, about, author, text = rows.words
    assert title == "die grosse"
    assert about.split() == ["about", "die", "grosse", "日", "本", "語"]
    assert author == "zizek"
    assert text == "ein text."
