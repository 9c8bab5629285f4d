"""Pictures that stand alone, and the one that is the article's hero once more."""

from __future__ import annotations

import pytest

from reader.library.load import load_bytes
from reader.markdown.blocks import Image, within
from reader.markdown.find import pattern
from reader.markdown.finder import Finder
from reader.markdown.flow import Flow
from reader.markdown.lines import Glyphs
from reader.markdown.parse import Text
from reader.session.contents import Contents
from reader.session.read import page_of

HERO = "https://images.example.org/2025/river-at-dawn.jpg"


@pytest.mark.parametrize(
    "written",
    [
        f"![Dawn]({HERO}?w=800)",
        f"[![Dawn]({HERO}?w=200)]({HERO})",
        f'<img src="{HERO}" alt="Dawn">',
        f'<p align="center"><a href="{HERO}"><img src="{HERO}?w=9"></a></p>',
    ],
)
def test_a_picture_that_repeats_the_hero_is_hidden(written: str) -> None:
    text = Text(f"Words.\n\n{written}\n", hero=HERO)
    text.find_all()
    assert [text.hidden(index) for index in range(text.count)] == [False, True]
    assert Flow(text, 40).lines(1) == ()
    assert Flow(text, 40).height(1) == 0


@pytest.mark.parametrize(
    "written",
    [
        "![Dusk](https://images.example.org/2025/river-at-dusk.jpg)",
        f"[![Dawn]({HERO})](https://example.org/elsewhere)",
        f"![Dawn]({HERO}) and words",
        f'<figure><img src="{HERO}"><figcaption>By whom</figcaption></figure>',
        f"[Dawn]({HERO})",
        f"```\n![Dawn]({HERO})\n```",
        f'<video src="{HERO}"></video>',
    ],
)
def test_what_says_or_leads_to_something_else_is_shown(written: str) -> None:
    text = Text(written, hero=HERO)
    assert not text.hidden(0)


def test_without_a_hero_no_picture_is_hidden() -> None:
    assert not Text(f"![Dawn]({HERO})").hidden(0)


def test_the_title_below_the_hero_is_hidden_too() -> None:
    text = Text(f"![Dawn]({HERO})\n\n# The title\n\nWords.", title="The Title", hero=HERO)
    assert [text.hidden(index) for index in range(3)] == [True, True, False]
    assert Flow(text, 40).lines(2)[0].text == "Words."


def test_neither_find_nor_contents_lead_to_a_hidden_picture() -> None:
    source = (
        f"---\nheroImage: {HERO}\n---\n![Dawn]({HERO})\n\nWords of dawn.\n\n![Dusk](dusk.jpg)\n"
    )
    page = page_of(load_bytes(source.encode(), "a.md"), 60, Glyphs())
    finder = Finder(page.text)
    finder.look_for(pattern("dawn"))
    assert list(finder.count())[-1] == 1
    contents = Contents(page)
    assert contents.gather(60)
    assert [entry.text for entry in contents.entries] == ["Dusk"]


@pytest.mark.parametrize(
    ("written", "link", "source"),
    [
        ("![a](p.png)", "p.png", ""),
        ("[![a](p.png)](to.html)", "to.html", "p.png"),
        ('<a href="to.html"><img src="p.png"></a>', "to.html", "p.png"),
        ('[<img src="p.png">](to.html)', "to.html", "p.png"),
        ("[![a](p.png) ![b](q.png)](to.html)", "to.html", ""),
        ('<a href="to.html"><img src="p.png"><img src="q.png"></a>', "to.html", ""),
        ("<div>\n<a href='to.html'><img src='p.png'></a>\n</div>", "to.html", "p.png"),
    ],
)
def test_a_picture_knows_its_own_address_beside_where_it_leads(
    written: str, link: str, source: str
) -> None:
    text = Text(written)
    assert text.has(0)
    found = [block for block in within(text.block(0)) if isinstance(block, Image)]
    assert [(block.link, block.source) for block in found] == [(link, source)]


def test_the_hero_image_shown_by_a_name_is_not_shown_twice() -> None:
    source = "![A view][hero]\n\nText. ![A view][other]\n\n[hero]: https://example.org/a/view.png\n"
    text = Text(source, hero="https://example.org/a/view.png")
    assert text.hidden(0)
    assert not text.hidden(1)
    assert not Text(source, hero="https://example.org/a/sea.png").hidden(0)
