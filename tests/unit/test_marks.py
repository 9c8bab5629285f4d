"""Marks, and the way back."""

from reader.article import Article, Metadata
from reader.markdown.lines import Glyphs
from reader.markdown.parse import Text
from reader.session.marks import MOST, History, Marks, Spot, found, spot
from reader.session.page import Page, Position


def page_of(source: str, width: int = 40) -> Page:
    return Page(Article("a.md", "A", Metadata(), 1, 1), Text(source), width, Glyphs())


SOURCE = "\n\n".join(f"Paragraph {n}. " + "Words go on. " * 20 for n in range(20))


def test_one_comes_back_to_the_very_row_that_was_left() -> None:
    page = page_of(SOURCE)
    for top in (Position(0, 1), Position(3, 0), Position(3, 4), Position(20, 2)):
        assert found(page, spot(page, top)) == top


def test_at_another_width_one_comes_back_to_the_same_words() -> None:
    page = page_of(SOURCE)
    one = spot(page, Position(5, 4))
    page.set_width(25)
    place = page.place(found(page, one))
    assert place.block == one.place.block
    assert 0 <= one.place.offset - place.offset < 25


def test_in_a_text_that_was_edited_one_comes_back_to_the_same_words() -> None:
    page = page_of(SOURCE)
    one = spot(page, Position(5, 4))
    edited = page_of("New.\n\n" + SOURCE)
    assert edited.place(found(edited, one)).quote == one.place.quote


def test_the_way_back_is_bounded_and_the_same_spot_counts_once() -> None:
    history = History()
    page = page_of(SOURCE)
    for row in range(3 * MOST):
        one = spot(page, Position(1, 0))._replace(path=str(row))
        history.push(one)
        history.push(one)
    assert len(history) == MOST
    last = history.pop()
    assert last is not None
    assert last.path == str(3 * MOST - 1)
    assert History().pop() is None


def test_each_article_has_its_own_marks() -> None:
    marks = Marks()
    one = spot(page_of(SOURCE), Position(1, 0))
    marks.set("a", one)
    marks.set("b", one)
    marks.set("'", one)
    marks.set("c", one._replace(path="b.md"))
    assert marks.get("a.md", "a") == one
    assert marks.get("b.md", "a") is None
    assert marks.letters("a.md") == "ab"
    assert isinstance(marks.get("b.md", "c"), Spot)
