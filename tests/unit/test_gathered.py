"""The highlights of an article or of a library as they are listed."""

from reader.article import Highlight, Quote
from reader.session.gathered import LOST, of_article, of_library


def one(name: str, path: str, at: float) -> Highlight:
    return Highlight(name, path, Quote(f"words of {name}"), at)


def test_the_lost_ones_of_an_article_stand_last_under_a_heading() -> None:
    entries = of_article([one("a", "a.md", 1)], [one("b", "a.md", 0)])
    assert [(each.highlight.id, each.under, each.lost) for each in entries] == [
        ("a", "", False),
        ("b", LOST, True),
    ]


def test_those_of_the_library_stand_by_article_the_one_highlighted_last_first() -> None:
    every = [one("a", "a.md", 1), one("b", "b.md", 5), one("c", "b.md", 2), one("d", "c.md", 9)]
    entries = of_library(every, {"b.md": "Boats"}, {"d"})
    assert [(each.highlight.id, each.under, each.title) for each in entries] == [
        ("b", "Boats", ""),
        ("c", "Boats", ""),
        ("a", "a.md", ""),
        ("d", LOST, "c.md"),
    ]
