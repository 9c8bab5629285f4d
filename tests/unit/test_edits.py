"""What changed in a text, and where a place in it is afterwards."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Place
from reader.markdown.parse import Text
from reader.session import edits, places
from reader.session.places import Grade

LINES = st.lists(st.sampled_from(["", "alpha", "beta", "gamma", "delta", "alpha beta", "é"]))


def source(lines):
    return "\n".join(lines).encode()


def applied(old, new, found):
    """The old text with the edits done to it."""
    pieces, place = [], 0
    for edit in found:
        pieces += [old[place : edit.old_start], new[edit.start : edit.stop]]
        place = edit.old_stop
    return b"".join([*pieces, old[place:]])


@given(LINES.map(source), LINES.map(source))
def test_edits_applied_give_the_new_text(old, new):
    found = edits.edits(old, new)
    assert applied(old, new, found) == new
    assert all(
        a.old_stop <= b.old_start and a.stop <= b.start for a, b in itertools.pairwise(found)
    )


@given(LINES.map(source))
def test_a_text_has_no_edits_against_itself(text):
    assert edits.edits(text, text) == ()


def test_only_what_changed_is_an_edit():
    old = b"one\n\ntwo\n\nthree\n\nfour\n"
    new = b"one\n\n2\n\nthree\n\nnew\n\nfour\n"
    found = edits.edits(old, new)
    assert [(old[a:b].strip(), new[c:d].strip()) for a, b, c, d in found] == [
        (b"two", b"2"),
        (b"", b"new"),
    ]


def test_two_long_texts_of_blank_and_equal_lines_are_compared_in_no_time():
    old = b"\n".join([b"a", b"", b"b", b""] * 20_000)
    new = b"\n".join([b"b", b"", b"c", b"a"] * 20_000)
    assert applied(old, new, edits.edits(old, new)) == new


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("one\n\ntwo\n", "one\n\nnew\n\ntwo\n", ["new"]),
        ("one\n\ntwo\n\nthree\n", "one\n\nthree\n", ["three"]),
        ("one\n\ntwo\n", "one\n", ["one"]),
        ("one\n\ntwo\n", "one\n\n\n\ntwo\n", ["two"]),
        ("one\n", "", []),
        ("", "one\n", ["one"]),
    ],
)
def test_blocks_that_changed_are_marked_or_the_one_behind_what_went(old, new, marked):
    text = Text(new)
    text.find_all()
    signs = edits.Marked(text.source, edits.edits(old.encode(), text.source))
    met = [text.text(i) for i in range(text.count) if signs.meets(*text.span(i))]
    assert met == marked


# Places

PARTS = [
    f"Part {name} begins here and has a few words of its own, {name} again."
    for name in ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove")
]


def carried(old_parts, place, new_parts):
    old, new = Text("\n\n".join(old_parts)), Text("\n\n".join(new_parts))
    found = edits.edits(old.source, new.source)
    now = places.carried(places.left(old, place), new, found)
    return now, new.text(now.block)[now.offset :] if new.has(now.block) else ""


def in_part(number, words):
    offset = PARTS[number].index(words)
    return Place(number, offset, PARTS[number][offset : offset + places.QUOTE])


@pytest.mark.parametrize("number", range(7))
def test_a_place_is_carried_over_what_was_put_in_above(number):
    _, rest = carried(PARTS, in_part(number, "few words"), ["New.", "Newer.", *PARTS])
    assert rest == PARTS[number][PARTS[number].index("few words") :]


def test_a_place_in_an_edited_sentence_stays_at_its_words():
    edited = [*PARTS]
    edited[3] = edited[3].replace("begins here", "starts in this place").replace("few", "couple of")
    now, rest = carried(PARTS, in_part(3, "has a few"), ["New.", *edited])
    assert now.block == 4
    assert rest.startswith("has a couple of words")


def test_a_place_whose_paragraph_went_is_at_the_next():
    now, rest = carried(PARTS, in_part(3, "has a few"), PARTS[:3] + PARTS[4:])
    assert now.block == 3
    assert rest == PARTS[4]


def test_a_place_moves_with_its_paragraph():
    _, rest = carried(PARTS, in_part(1, "birch begins"), [PARTS[0], *PARTS[2:], PARTS[1]])
    assert rest.startswith("birch begins")


def test_a_place_in_a_paragraph_that_was_cut_in_two_is_in_the_right_half():
    cut = PARTS[2].replace("and has a", "and that was that.\n\nIt has some")
    now, rest = carried(PARTS, in_part(2, "few words"), [*PARTS[:2], cut, *PARTS[3:]])
    assert now.block == 3
    assert rest.startswith("few words of its own")


@given(st.lists(st.sampled_from(PARTS)), st.lists(st.sampled_from(PARTS)), st.integers(0, 9))
def test_a_place_is_always_somewhere(old_parts, new_parts, block):
    old = Text("\n\n".join(old_parts))
    place = Place(block)
    if old.has(block):
        place = places.at(old, places.Spot(block, 5))
    now, rest = carried(old_parts, place, new_parts) if new_parts else (Place(), "")
    assert rest.startswith(now.quote)


# Places that nobody carried over


def test_words_of_a_place_are_found_where_some_of_them_were_edited():
    new = [part.replace("few words", "single word") for part in PARTS]
    spot, grade = places.found(Text("\n\n".join(["New."] * 3 + new)), in_part(4, "ember begins"))
    assert spot.block == 7
    assert grade is Grade.CHANGED
    assert new[4][spot.offset :].startswith("ember begins")


def test_words_across_markup_and_line_ends_are_found():
    text = Text(
        "New.\n\n"
        + "\n\n".join(PARTS)
        .replace("begins here", "*begins*\nhere")
        .replace("few words", "[few words](http://example.org/a/very/long/address/indeed.html)")
    )
    spot, _ = places.found(text, in_part(4, "begins here"))
    assert spot == (5, PARTS[4].index("begins here"))


def test_the_nearest_of_equal_words_is_taken():
    same = "The same words stand in each of these paragraphs here."
    text = Text("\n\n".join(["First.", *[same] * 9]))
    assert places.found(text, Place(0, 0, same[:48])).spot == (1, 0)
    assert places.found(text, Place(7, 0, same[:48])).spot == (7, 0)


def test_words_of_a_script_without_spaces_are_found_in_part():
    old = "長江の水は東へ流れていき、海に注ぐ前に大きな湖をいくつも作るのである。そして人々はそこで魚を取る。"
    new = old.replace("大きな湖", "小さな池")
    spot, grade = places.found(Text("新しい段落。\n\n" + new), Place(0, 0, old[:48]))
    assert spot == (1, 0)
    assert grade is Grade.CHANGED


def test_words_that_are_nowhere_are_said_to_be_gone():
    kept = places.found(Text("\n\n".join(PARTS)), Place(2, 0, "nothing like it at all"))
    assert kept == ((2, 0), Grade.GONE)
    assert places.found(Text("Short."), Place(50, 9, "gone")) is None
