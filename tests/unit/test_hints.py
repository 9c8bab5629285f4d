"""Letters for what can be acted on, and what that is."""

import pytest

from reader.article import Article, Metadata
from reader.markdown.lines import Glyphs
from reader.markdown.parse import Text
from reader.session.hints import HOME_ROW, Found, Kind, labels, on_screen
from reader.session.page import Page, Position


@pytest.mark.parametrize("count", [0, 1, 8, 9, 10, 17, 18, 50, 80, 81, 82, 400, 676, 1000])
def test_labels_are_short_and_none_begins_another(count: int) -> None:
    made = labels(count)
    assert len(made) == len(set(made)) == min(count, 676)
    assert all(len(label) in (1, 2) for label in made)
    assert not any(one != two and two.startswith(one) for one in made for two in made)
    if count <= 81:
        assert set("".join(made)) <= set(HOME_ROW)


def test_as_many_labels_as_can_be_have_one_letter() -> None:
    assert [len(label) for label in labels(10)] == [1] * 8 + [2] * 2


def found_in(source: str, width: int = 30, hero: str = "") -> tuple[list[Found], Page]:
    metadata = Metadata(hero_image=hero)
    page = Page(Article("a.md", "A", metadata, 1, 1), Text(source), width, Glyphs())
    page.text.find_all()
    rows = page.rows(Position(0, 0), 200)
    return on_screen(rows, lambda part: page.text.block(part - 1) if part else None), page


def test_a_link_over_two_rows_is_one_and_two_of_one_target_are_two() -> None:
    found, _ = found_in(
        "Some [words that go on for more than a row](a.md) and [two](b.md) [x](b.md)"
    )
    assert [one.link for one in found] == ["a.md", "b.md", "b.md"]
    assert found[0].column == len("Some")  # the blank before it


def test_a_link_with_a_bold_word_in_it_is_one() -> None:
    found, _ = found_in("[a **bold** link](a.md)[another](b.md)")
    assert [one.column for one in found] == [-1, len("a bold link")]


def test_a_cell_that_wraps_holds_one_link() -> None:
    found, _ = found_in(
        "| a | b |\n|---|---|\n| [a long link of many words](a.md) | [another one that is long](b.md) |"
    )
    assert [(one.kind, one.link) for one in found] == [
        (Kind.TABLE, ""),
        (Kind.LINK, "a.md"),
        (Kind.LINK, "b.md"),
    ]


def test_code_and_tables_within_lists_and_quotes_are_found() -> None:
    found, _ = found_in(
        "- item\n\n  ```\n  code\n  ```\n\n> | a |\n> |---|\n> | b |\n\n```py\nx = 1\n```"
    )
    assert [one.kind for one in found] == [Kind.CODE, Kind.TABLE, Kind.CODE]


def test_the_hero_image_is_one_target_however_many_rows_it_takes() -> None:
    found, _ = found_in("Text.", hero="https://example.org/" + "long/" * 20)
    assert len(found) == 1
    assert found[0].position.part == 0


def test_a_block_that_begins_above_the_screen_is_marked_at_its_first_row_on_it() -> None:
    _, page = found_in("```\n" + "line\n" * 50 + "```")
    rows = page.rows(Position(1, 20), 10)
    found = on_screen(rows, lambda part: page.text.block(part - 1) if part else None)
    assert [one.position for one in found] == [Position(1, 20)]
