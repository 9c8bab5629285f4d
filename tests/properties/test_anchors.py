"""Places and highlights are found again after edits that nobody saw."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Quote
from reader.markdown.parse import Text
from reader.session.quotes import Grade, find_quote, find_quotes, quote_of
from reader.session.stretch import Spot, Stretch, letters
from tests import anchors

CASES = 400  # edits; 5,000 and any folder by `python -m tests.anchors`


@cache
def outcomes():
    return list(anchors.outcomes(anchors.articles([anchors.SAMPLES]), CASES, seed=50_000))


def test_all_but_one_in_a_hundred_are_found_where_their_sentence_still_exists():
    there = [outcome for outcome in outcomes() if outcome.exists]
    assert len(there) > CASES
    assert sum(outcome.found for outcome in there) >= 0.99 * len(there)


def test_nothing_is_found_at_a_wrong_sentence_without_saying_so():
    assert [outcome for outcome in outcomes() if outcome.wrong] == []


def test_little_is_said_where_there_is_nothing_to_say():
    same = [outcome for outcome in outcomes() if outcome.exists and not outcome.edited]
    assert sum(outcome.needless for outcome in same) <= 0.1 * len(same)


# Quotes of any text

PIECES = ["alpha", "beta gamma", "delta", "“epsilon”", "ζ", "漢字", "--", "*eta*", "", "x²", "a_b"]
SOURCES = st.lists(st.lists(st.sampled_from(PIECES)).map(" ".join), max_size=12).map("\n\n".join)


@st.composite
def quoted(draw):
    text = Text(draw(SOURCES))
    text.find_all()
    if not text.count:
        return text, Spot(0, 0), Spot(0, 0)
    ends = []
    for _ in range(2):
        block = draw(st.integers(0, text.count - 1))
        ends.append(Spot(block, draw(st.integers(0, len(text.text(block))))))
    return text, min(ends), max(ends)


@given(quoted())
def test_a_quote_is_found_where_it_was_made(made):
    text, start, stop = made
    if not text.count:
        return
    quote = quote_of(text, start, stop)
    found = find_quote(text, quote)
    if letters(quote.exact):
        assert found is not None
        assert found.grade is Grade.SAME
        stretch = Stretch(text, found.start.block, found.stop.block)
        words = stretch.text[stretch.offset(found.start) : stretch.offset(found.stop)]
        assert letters(words) == letters(quote.exact)


@given(quoted(), SOURCES)
def test_whatever_became_of_a_text_a_quote_is_found_within_it_or_lost(made, source):
    text, start, stop = made
    quote = quote_of(text, start, stop) if text.count else Quote("word", block=7)
    other = Text(source)
    found = find_quote(other, quote)
    if found is None:
        return
    assert Spot(0, 0) <= found.start <= found.stop
    assert found.stop.offset <= len(other.text(found.stop.block))
    assert found.start.offset <= len(other.text(found.start.block))


# Single cases

PARTS = [
    f"Part {name} begins here. It has a few words of its own, {name} again, and goes on."
    for name in ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove")
]


def quote_in(part, words):
    text = Text("\n\n".join(PARTS))
    text.find_all()
    start = PARTS[part].index(words)
    return quote_of(text, Spot(part, start), Spot(part, start + len(words)))


def test_a_quote_has_the_text_around_it_across_blocks():
    quote = quote_in(2, "Part cedar begins here.")
    assert quote.exact == "Part cedar begins here."
    assert quote.prefix == PARTS[1][-31:] + "\n"
    assert quote.suffix == PARTS[2][23:55]
    assert (quote.block, quote.offset) == (2, 0)


def test_a_quote_across_paragraphs_is_found_where_other_paragraphs_stand_before():
    text = Text("\n\n".join(PARTS))
    text.find_all()
    quote = quote_of(text, Spot(1, 25), Spot(3, 10))
    found = find_quote(Text("\n\n".join(["New.", "Newer.", *PARTS])), quote)
    assert found == (Spot(3, 25), Spot(5, 10), Grade.SAME)


def test_a_changed_word_within_a_quote_is_said():
    parts = [*PARTS]
    parts[4] = parts[4].replace("few words", "number of sentences")
    found = find_quote(Text("\n\n".join(parts)), quote_in(4, "It has a few words of its own"))
    assert found.grade is Grade.CHANGED
    words = parts[4][found.start.offset : found.stop.offset]
    assert words == "It has a number of sentences of its own"


def test_a_word_that_became_another_is_found_between_its_neighbours():
    parts = [*PARTS]
    parts[4] = parts[4].replace("begins", "starts")
    found = find_quote(Text("\n\n".join(parts)), quote_in(4, "begins"))
    assert found.grade is Grade.CHANGED
    assert parts[4][found.start.offset : found.stop.offset] == "starts"


def test_a_quote_that_is_gone_is_lost_though_a_sentence_like_it_remains():
    text = Text("\n\n".join(PARTS[:4] + PARTS[5:]))
    found = find_quote(text, quote_in(4, "ember again"))
    assert found is None or found.grade is Grade.CHANGED
    assert find_quote(Text("Another text."), quote_in(4, "ember again")) is None


def test_the_same_words_in_other_surroundings_are_said_to_be_elsewhere():
    sentence = "the river bends and the road follows it all the way"
    text = Text(f"One begins: {sentence} down to the mill.\n\nAnother paragraph.")
    text.find_all()
    quote = quote_of(text, Spot(0, 12), Spot(0, 12 + len(sentence)))
    found = find_quote(Text(f"Now, as if {sentence} through another country, we go."), quote)
    assert found.grade is Grade.MOVED


def test_many_quotes_are_found_as_each_of_them_would_be():
    quotes = [quote_in(part, words) for part in range(7) for words in ("begins here", "goes on")]
    after = "\n\n".join(["New.", *PARTS[3:], *PARTS[:2]])
    together = find_quotes(Text(after), quotes)
    assert together == [find_quote(Text(after), quote) for quote in quotes]


def test_quotes_that_are_where_they_were_cost_no_search(monkeypatch):
    text = Text("\n\n".join(PARTS * 400))
    quotes = [
        quote._replace(block=quote.block + 7 * 200)
        for quote in (quote_in(2, "few"), quote_in(3, "own"))
    ]
    monkeypatch.setattr("reader.session.quotes.runs.places_of", None)
    found = find_quotes(text, quotes)
    assert [each.start.block for each in found] == [1402, 1403]
    assert not text.complete


@pytest.mark.parametrize("repeated", ["the same words again and again. ", "字" * 40, "a " * 40])
def test_a_long_text_of_equal_words_holds_nobody_up(repeated):
    text = Text("\n\n".join([repeated] * 20_000))
    quote = Quote("other words " + repeated, "before it ", " behind it", 9, 3)
    assert len(find_quotes(text, [quote] * 20)) == 20
