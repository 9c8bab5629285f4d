"""Finding against a naive search, over any text."""

from __future__ import annotations

import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from reader.markdown.find import folded, hits, pattern
from reader.markdown.finder import Finder, Hit
from reader.markdown.parse import Text

PIECES = st.sampled_from(
    [
        *"aeAE sSß-–'’\"“ \n\téÉıİﬁﬃ…½ก็กำがか각",
        "\u0301",
        "\u0323",
        "\u3099",
        "\u00ad",
        "\u200d",
        "👨‍👩‍👧",
        "👍🏽",
        "❤️",
        "🇩🇪",
        "ᄀ",
        "ᅡ",
        "ᆨ",
        "\u0301" * 40,
        "ो",
        "हि",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)
TYPED = st.lists(PIECES, min_size=1, max_size=4).map("".join)


@given(TEXTS)
def test_every_place_of_the_folded_text_leads_back_to_what_folds_to_it(text: str) -> None:
    form = folded(text)
    for place, char in enumerate(form.text):
        start, stop = form.range(place, place + 1)
        assert 0 <= start < stop <= len(text)
        assert char in folded(text[start:stop]).text
    if form.text:
        assert folded(text[slice(*form.range(0, len(form.text)))]).text == form.text


@given(TEXTS, TYPED)
def test_hits_hold_what_was_typed_ascend_and_lie_apart(text: str, typed: str) -> None:
    wanted = pattern(typed)
    if wanted is None:
        return
    last = 0
    for start, stop in hits(text, wanted):
        assert last <= start < stop <= len(text)
        assert wanted.search.search(folded(text[start:stop]).text)
        last = stop


@given(TEXTS, TYPED)
def test_what_a_naive_search_finds_is_found(text: str, typed: str) -> None:
    wanted = pattern(typed)
    if wanted is None or wanted.units:
        return
    needle = " ".join(wanted.needle.split())
    plain = " ".join(folded(text).text.split())
    if needle == wanted.needle:
        assert bool(hits(text, wanted)) == (needle in plain)


@given(TEXTS, TYPED)
def test_composition_does_not_matter(text: str, typed: str) -> None:
    wanted, other = (pattern(unicodedata.normalize(form, typed)) for form in ("NFC", "NFD"))
    assume("\u0301" * 20 not in text + typed)  # more marks than are taken as one piece
    assert (wanted is None) == (other is None)
    if wanted is not None and other is not None:
        apart = unicodedata.normalize("NFD", text)
        assert wanted.needle == other.needle
        assert len(hits(text, wanted)) == len(hits(apart, other))


@given(st.lists(TEXTS, min_size=1, max_size=6), TYPED)
def test_a_finder_finds_what_its_blocks_hold(paragraphs: list[str], typed: str) -> None:
    wanted = pattern(typed)
    text = Text("\n\n".join(paragraphs))
    finder = Finder(text)
    finder.look_for(wanted)
    list(finder.count())
    expected = [
        Hit(block, start, stop)
        for block in range(text.count)
        for start, stop in (hits(text.text(block), wanted) if wanted else ())
    ]
    assert [hit for block in range(text.count) for hit in finder.hits(block)] == expected
    assert finder.found == len(expected)
