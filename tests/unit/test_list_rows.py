from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import ArticleId
from reader.characters import clean, width
from reader.store.rows import Group, Row
from reader.ui import list_rows


def row(**changes: object) -> Row:
    fields: dict[str, object] = {
        "id": ArticleId(1),
        "path": "notes/a.md",
        "title": "A Title",
        "subtitle": "What it is about",
        "authors": "Ann Author",
        "published": date(2024, 2, 9),
        "minutes": 4,
        "progress": 0,
        "read": False,
        "starred": False,
        "new": False,
        "broken": False,
        "shares_title": False,
    }
    return Row(**{**fields, **changes})  # type: ignore[arg-type]


def shown(lines) -> str:
    return "\n".join(line.text.rstrip() for line in lines)


LONG = "The Symphony of Silicon and Soul: How Collaboration is Changing Creative Work for Everyone"


def test_a_long_title_takes_two_lines_and_says_that_it_goes_on():
    lines = list_rows.wide(row(title=LONG), 40, selected=False)
    assert len(lines) == 3
    assert lines[1].text.endswith("…")


def test_a_short_title_takes_one_line():
    assert len(list_rows.wide(row(), 40, selected=False)) == 2


def test_articles_of_one_title_are_told_apart_by_subtitle_then_by_file():
    assert "What it is about" in shown(list_rows.wide(row(shares_title=True), 40, selected=False))
    bare = row(shares_title=True, subtitle="")
    assert "a.md" in shown(list_rows.wide(bare, 40, selected=False))
    assert "a.md" in list_rows.narrow(bare, 80, selected=False).text


def test_the_selection_is_marked_by_a_character_too():
    assert list_rows.wide(row(), 40, selected=True)[0].text.startswith(">")
    assert list_rows.narrow(row(), 80, selected=True).text.startswith(">")


@pytest.mark.parametrize(
    ("changes", "glyph", "plain"),
    [
        ({}, " ", " "),
        ({"new": True}, "●", "+"),
        ({"progress": 31}, "◐", "~"),
        ({"read": True, "progress": 100}, "✓", "x"),
        ({"starred": True, "read": True}, "★", "*"),
    ],
)
def test_what_was_done_with_an_article_is_one_character(changes, glyph, plain):
    assert list_rows.state_glyph(row(**changes)) == glyph
    assert list_rows.state_glyph(row(**changes), ascii_only=True) == plain


def test_how_far_one_got_is_told_until_it_is_read():
    assert "31 %" in list_rows.facts(row(progress=31), 40)
    assert "%" not in list_rows.facts(row(progress=99, read=True), 40)


def test_where_the_facts_are_too_long_the_names_are_cut():
    begun = row(authors="Marguerite Adeyemi, Tomasz Wolny", progress=31, broken=True)
    assert list_rows.facts(begun, 30) == "4 min · Marguerite… · 31 % · !"
    assert list_rows.facts(begun, 12) == "4 min · 31…"


def test_the_foot_of_a_narrow_list_has_the_whole_title():
    assert " ".join(LONG.split()) in " ".join(shown(list_rows.foot(row(title=LONG), 80, 5)).split())


def test_a_group_is_a_day_written_out_and_its_count():
    line = list_rows.group_line(Group("2024-02-09", 0, 58), 40)
    assert line.text.strip().startswith("9 February 2024")
    assert line.text.endswith("58")
    assert "No date" in list_rows.group_line(Group("", 0, 3), 40).text


@given(
    st.text(min_size=1, max_size=400).map(clean).map(lambda text: " ".join(text.split()) or "x"),
    st.integers(8, 90),
    st.booleans(),
)
def test_no_row_is_wider_than_the_pane(title, columns, same):
    made = row(title=title, subtitle=title, shares_title=same)
    lines = list_rows.wide(made, columns, selected=True)
    lines += [list_rows.narrow(made, max(20, columns), selected=False)]
    lines += list_rows.foot(made, columns, 5)
    assert all(width(line.text) <= max(20, columns) for line in lines)
    assert len(lines) <= 3 + 1 + 5
