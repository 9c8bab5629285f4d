"""Fields under any of their names."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from reader.article import Metadata
from reader.library import dates
from reader.library.metadata import ALIASES, read
from reader.library.syntax import Value


def test_every_alias_fills_its_field() -> None:
    assert set(ALIASES) == set(Metadata._fields) - {"fields"}
    for field, names in ALIASES.items():
        for name in names:
            value = "2024-02-09" if field in ("published", "created", "updated") else "true"
            filled = getattr(read({name: value}), field)
            assert filled not in ("", (), None, False), name


@pytest.mark.parametrize("name", ["publishDate", "Publish_Date", "publish-date", "PUBLISH DATE"])
def test_capitals_and_separators_make_no_difference(name: str) -> None:
    assert read({name: "2024-02-09"}).published == date(2024, 2, 9)


def test_of_several_names_the_first_that_says_something_is_used() -> None:
    metadata = read(
        {
            "summary": "second",
            "date": "2023-01-01",
            "description": " ",
            "publish_date": "2024-01-01",
        }
    )
    assert metadata.description == "second"
    assert metadata.published == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("fields", "authors"),
    [
        ({"author": "Doe, Jane"}, ("Doe, Jane",)),
        ({"authors": "Jane Doe, Joe Poe and Ann Other"}, ("Jane Doe", "Joe Poe", "Ann Other")),
        ({"author": ["Jane", "Joe", "jane"]}, ("Jane", "Joe")),
        ({"author": {"name": "Jane", "url": "x"}}, ("Jane",)),
        (
            {"authors": [{"name": "Jane"}, "Joe", {"email": "ann@example.org"}]},
            ("Jane", "Joe", "ann@example.org"),
        ),
        ({"byline": "By Jane Doe"}, ("Jane Doe",)),
        ({"author": "", "by": "Jane"}, ("Jane",)),
        ({}, ()),
    ],
)
def test_authors_are_named_in_many_ways(fields: dict[str, Value], authors: tuple[str, ...]) -> None:
    assert read(fields).authors == authors


def test_tags_come_from_every_field_that_holds_some() -> None:
    metadata = read(
        {"tags": "ai, #ethics", "categories": ["AI", "Law, old"], "category": {"name": "x"}}
    )
    assert metadata.tags == ("ai", "ethics", "Law, old", "x")


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ("https://example.org/a.jpg", "https://example.org/a.jpg"),
        ("images.example.org/a.jpg", "https://images.example.org/a.jpg"),
        ("example.org", "https://example.org"),
        ("example.org:8080/a", "https://example.org:8080/a"),
        ("//example.org/a.jpg", "https://example.org/a.jpg"),
        ("hero.jpg", "hero.jpg"),
        ("./a/hero.jpg", "./a/hero.jpg"),
        ("../images/hero.png", "../images/hero.png"),
        ("/images/hero.png", "/images/hero.png"),
        ("images/hero.png", "images/hero.png"),
        ("data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
        ({"url": "a/b.jpg", "alt": "x"}, "a/b.jpg"),
        ({"alt": "", "src": "example.org/b"}, "https://example.org/b"),
        ([{"path": "a.jpg"}], "a.jpg"),
        ([], ""),
        ("", ""),
    ],
)
def test_a_hero_image_is_a_link_or_a_path(value: Value, link: str) -> None:
    assert read({"heroImage": value}).hero_image == link


def test_texts_are_one_line_and_fields_stay_as_written() -> None:
    metadata = read({"title": "a\n b", "Odd Key": "c\n\nd", "list": ["x", {"y": "z"}]})
    assert metadata.title == "a b"
    assert metadata.fields == (("title", "a\n b"), ("Odd Key", "c\n\nd"), ("list", "x, y: z"))


@pytest.mark.parametrize(
    ("fields", "draft"),
    [
        ({"draft": "true"}, True),
        ({"draft": "Yes"}, True),
        ({"draft": "false"}, False),
        ({"published": "false"}, True),
        ({}, False),
    ],
)
def test_a_draft_says_so(fields: dict[str, Value], draft: bool) -> None:
    assert read(fields).draft is draft


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-02-09", date(2024, 2, 9)),
        ("2024-2-9", date(2024, 2, 9)),
        ("2024/02/09", date(2024, 2, 9)),
        ("2024-02-09T23:30:00-08:00", date(2024, 2, 9)),
        ("2024-02-09 23:30", date(2024, 2, 9)),
        ("February 9, 2024", date(2024, 2, 9)),
        ("Fri, 09 Feb 2024 23:30:00 +0000", date(2024, 2, 9)),
        ("9 Feb 2024", date(2024, 2, 9)),
        ("Feb 2024", date(2024, 2, 1)),
        ("2024-02", date(2024, 2, 1)),
        ("2024", date(2024, 1, 1)),
        ("2024年2月9日", date(2024, 2, 9)),
        ("2024-02-30", None),
        ("9 February", None),
        ("23:30", None),
        ("8 mins", None),
        ("soon", None),
        ("", None),
        ("1" * 50_000, None),
        ("99999-01-01", None),
    ],
)
def test_a_date_is_the_day_that_was_written(text: str, day: date | None) -> None:
    assert dates.read(text) == day


def test_dates_of_the_standard_need_no_library() -> None:
    code = "import sys; from reader.library import dates; dates.read('2024-02-09'); print('dateutil' in sys.modules)"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert child.stdout == "False\n"
