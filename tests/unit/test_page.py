from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Article, Metadata, Place, Problem
from reader.characters import width
from reader.library.load import load_bytes
from reader.markdown.lines import ASCII_GLYPHS, Glyphs, Role
from reader.session.header import EMPTY, header, minutes_text, stated_minutes
from reader.session.page import Page, Position
from reader.session.read import page_of

PROSE = "\n\n".join(
    f"Paragraph {number} begins here. " + "The river bends and the road follows it. " * 9
    for number in range(40)
)


def page(source: str, columns: int = 68, glyphs: Glyphs | None = None) -> Page:
    return page_of(load_bytes(source.encode(), "a.md"), columns, glyphs or Glyphs())


def article(**fields: object) -> Article:
    meta = Metadata(**{"title": "A Title", **fields})  # type: ignore[arg-type]
    return Article("a.md", meta.title, meta, minutes=4, words=900)


def text_of(lines) -> str:
    return "\n".join(line.text for line in lines)


def test_the_header_tells_the_stated_reading_time_only_where_it_differs():
    assert minutes_text(article(read_time="8 mins")) == "4 min (stated: 8 mins)"
    assert minutes_text(article(read_time="4 min read")) == "4 min"
    assert minutes_text(article()) == "4 min"


@pytest.mark.parametrize(
    ("stated", "minutes"),
    [("8 mins", 8), ("about 12", 12), ("", None), ("long", None), ("٥", None)],
)
def test_a_stated_reading_time_is_the_first_number_in_it(stated, minutes):
    assert stated_minutes(stated) == minutes


def test_the_header_tells_the_created_day_where_it_is_far_from_the_published_one():
    far = text_of(header(article(published=date(2024, 2, 9), created=date(2025, 2, 9)), 68))
    near = text_of(header(article(published=date(2024, 2, 9), created=date(2024, 2, 20)), 68))
    assert "9 Feb 2024 (created 9 Feb 2025)" in far
    assert "9 Feb 2024 · " in near
    assert "created" not in near


def test_the_header_has_the_hero_link_whole_with_its_target():
    url = "https://images.example.org/" + "a-long-name-" * 9 + ".webp"
    lines = header(article(hero_image=url), 40)
    linked = [span for line in lines for span in line.spans if span.link]
    assert {span.link for span in linked} == {url}
    assert "".join(span.text for span in linked) == url.removeprefix("https://")


def test_losses_stand_on_the_page_and_repairs_do_not():
    lost = Problem(12, "3 bytes are not UTF-8 and show as �.", loss=True)
    mended = Problem(3, "the apostrophe in `subtitle` was not escaped.")
    meta = Metadata(title="T")
    shown = text_of(header(Article("a.md", "T", meta, 1, 1, (lost, mended)), 68))
    assert "Line 12: 3 bytes" in shown
    assert "apostrophe" not in shown


def test_an_article_without_text_says_so():
    assert EMPTY in text_of(
        line for _, line in page("---\ntitle: T\n---\n").rows(Position(0, 0), 20)
    )


def test_the_call_to_action_stands_at_the_end_after_a_rule():
    source = "---\ntitle: T\ncta: Write to us.\n---\n\nText.\n"
    rows = [line for _, line in page(source).rows(Position(0, 0), 50)]
    assert rows[-1].text == "Write to us."
    assert rows[-1].spans[0].role is Role.CTA
    assert rows[-3].spans[0].role is Role.RULE


def test_a_call_to_action_that_the_text_ends_in_is_not_said_twice():
    source = "---\ntitle: T\ncta: Write to us, today.\n---\n\nText.\n\n**Write to us**, today.\n"
    shown = page(source)
    assert text_of(line for _, line in shown.rows(Position(0, 0), 50)).count("Write") == 1
    assert shown.ending_text == ""
    said_before = page(
        source.replace("Text.\n\n**Write to us**, today.", "Write to us, today.\n\nText.")
    )
    assert text_of(line for _, line in said_before.rows(Position(0, 0), 50)).count("Write") == 2


def test_the_header_and_the_end_are_written_in_ascii_where_that_is_asked():
    source = (
        "---\ntitle: The café — “open”\nsubtitle: It’s 5 €\nauthor: José\nread_time: ½ hour\n"
        "publish_date: 2024-02-09\ncta: Écris…\n---\n\nText.\n"
    )
    shown = page(source, glyphs=ASCII_GLYPHS)
    text = text_of(line for _, line in shown.rows(Position(0, 0), 50))
    assert text.isascii()
    assert 'The cafe -- "open"' in text
    assert "Jose - 9 Feb 2024 - 1 min" in text
    assert "Ecris..." in text
    assert shown.article.title == "The café — “open”"
    for position, line in shown.rows(Position(0, 0), 50):
        whole = shown.text_of(position.part - 1)
        for span in line.spans:
            assert span.at < 0 or whole[span.at :].startswith(span.text)


def test_a_rule_is_drawn_in_ascii_where_that_is_asked():
    source = "---\ntitle: T\ncta: Write to us.\n---\n\nText.\n"
    rows = [line for _, line in page(source, glyphs=ASCII_GLYPHS).rows(Position(0, 0), 50)]
    assert text_of(rows).isascii()


def test_forward_and_backward_meet_the_same_rows():
    shown = page(PROSE)
    rows = [position for position, _ in shown.rows(Position(0, 0), 500)]
    for start in (0, 7, 40):
        assert shown.forward(rows[start], 30) == rows[start + 30]
        assert shown.backward(rows[start + 30], 30) == rows[start]
    assert shown.forward(rows[0], 10**6) == rows[-1] == shown.last()
    assert shown.backward(rows[-1], 10**6) == rows[0]


def test_the_first_screen_lays_out_only_what_it_shows():
    shown = page(PROSE * 20)
    shown.rows(Position(0, 0), 40)
    assert shown.flow.laid_out < 12


def test_the_end_lays_out_only_what_it_shows():
    shown = page(PROSE * 20)
    shown.lowest_top(40)
    assert shown.flow.laid_out < 12


@given(
    block=st.integers(0, 39), share=st.floats(0, 1), other=st.sampled_from([20, 40, 55, 90, 140])
)
def test_a_place_survives_another_width(block, share, other):
    shown = page(PROSE)
    rows = len(shown.lines(block + 1))
    here = Position(block + 1, min(rows - 1, int(rows * share)))
    place = shown.place(here)
    shown.set_width(other)
    there = shown.find(place)
    assert there.part == here.part
    offset = shown.flow.offset_at(block, there.row)
    after = shown.flow.offset_at(block, there.row + 1)
    assert offset <= place.offset <= max(after, offset + other * 2)
    shown.set_width(68)
    assert shown.place(shown.find(place)).offset == place.offset


def test_a_place_is_found_again_when_paragraphs_were_put_before_it():
    before = page(PROSE)
    place = before.place(Position(21, 1))
    after = page("A new beginning.\n\nAnd more of it.\n\n" + PROSE)
    found = after.find(place)
    assert found == Position(23, 1)
    assert place.quote[:20] in after.text.text(found.part - 1)


def test_a_place_whose_text_is_gone_leads_near_it():
    place = Place(block=5, offset=3, quote="this sentence was deleted")
    shown = page(PROSE)
    assert shown.find(place).part == 6
    assert page("Short.").find(Place(50, 9, "gone")) == page("Short.").last()


def test_the_share_grows_from_nought_to_one():
    shown = page("---\ntitle: T\ncta: End.\n---\n" + PROSE)
    rows = [position for position, _ in shown.rows(Position(0, 0), 1000)]
    shares = [shown.share(position) for position in rows]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] == 1
    for share in (0.1, 0.5, 0.9):
        assert abs(shown.share(shown.at_share(share)) - share) < 0.05


@given(st.text(max_size=300), st.integers(1, 120))
def test_no_row_of_any_page_is_wider_than_asked(source, columns):
    shown = page("---\ntitle: 'A quite long title for a narrow page'\n---\n" + source, columns)
    for _, line in shown.rows(Position(0, 0), 200):
        assert width(line.text) <= max(columns, 2)


def test_a_byline_that_needs_two_rows_is_parted_between_two_facts() -> None:
    told = article(authors=("Ann Author",), published=date(2024, 2, 4), read_time="8 mins")
    assert text_of(header(told, 40)).split("\n")[2:4] == [
        "Ann Author · 4 Feb 2024",
        "4 min (stated: 8 mins)",
    ]
    assert "Ann Author · 4 Feb 2024 · 4 min" in text_of(header(told, 68))
    assert all(width(line.text) <= 9 for line in header(told, 9))


def test_blocks_that_show_nothing_are_laid_out_once_however_many_there_are(monkeypatch):
    monkeypatch.setattr("reader.markdown.flow.KEPT_LINES", 10)
    shown = page("<!-- a comment -->\n\n" * 50 + "The text.")
    assert text_of(line for _, line in shown.rows(Position(1, 0), 9)) == "The text."
    laid_out = shown.flow.laid_out
    assert shown.flow.height(7) == 0
    shown.rows(Position(0, 0), 9)
    shown.backward(shown.last(), 9)
    assert shown.flow.laid_out == laid_out
