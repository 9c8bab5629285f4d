"""The vocabulary has the terms that the full-text table has."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from reader.article import FileStamp
from reader.characters import spread
from reader.store.catalog.entry import entry
from reader.store.catalog.location import Kind, Location
from reader.store.catalog.schema import TABLES
from reader.store.catalog.vocabulary import LONGEST, NewTerms, stem, terms
from reader.store.catalog.write import Writer
from tests.catalogs import article

TEXTS = (
    "don't stop_me now, state-of-the-art (2024) v1.2 C++ x² ½",
    "It’s “quoted” — naïve café, Größe, Ångström",
    "हिन्दी में लिखा है; தமிழ் எழுத்து; বাংলা",
    "日本語のテキスト。東京タワー 한국어 텍스트",
    "ภาษาไทย ພາສາລາວ ភាសាខ្មែរ မြန်မာ",
    "עברית עם נִקּוּד וגרשיים צה״ל; العربيّة",
    "Ελληνικά και русский язык",
    "private \ue000use emoji 👩‍🚀 e\u0301 combining ﬁ ligature",
    "word_with_underscores __init__ 1_000",
)


@pytest.mark.parametrize("text", TEXTS)
def test_terms_are_cut_as_the_engine_cuts_them(text: str) -> None:
    connection = apsw.Connection(":memory:")
    connection.execute(TABLES)
    connection.execute("INSERT INTO words (rowid, text) VALUES (1, ?)", (spread(text),))
    indexed = {str(term) for (term,) in connection.execute("SELECT term FROM term")}
    assert terms([spread(text)]) == indexed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("networks", "networking"),
        ("quantum", "quantum"),
        ("книгами", "книга"),
        ("running", "runs"),
    ],
)
def test_forms_of_a_word_share_their_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("term", ["日", "2024", "v2", "ab", "שלום", "🎉"])
def test_what_has_no_forms_is_its_own_stem(term: str) -> None:
    assert stem(term) == term


def test_a_term_is_given_once() -> None:
    new = NewTerms()
    assert set(new.of(["one two"])) == {"one", "two"}
    assert set(new.of(["two three"])) == {"three"}


def test_a_term_too_long_to_complete_is_left_out() -> None:
    assert terms(["x" * LONGEST, "y" * (LONGEST + 1)]) == {"x" * LONGEST}


def test_a_term_that_is_known_keeps_its_row(tmp_path: Path) -> None:
    location = Location(str(tmp_path / "c.db"), Kind.CACHE)
    for number, text in enumerate(("one two", "two three")):
        writer = Writer(location)
        rows = entry(article(f"{number}.md"), FileStamp(f"{number}.md", 1, 1), "", text)
        writer.add(rows._replace(terms=NewTerms().of(rows.words)))
        writer.commit()
        writer.close()
    found = apsw.Connection(location.path).execute("SELECT term, reversed FROM vocabulary")
    assert dict(found)["three"] == "eerht"  # type: ignore[call-overload]
