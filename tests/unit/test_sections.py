"""Which section a row of a page belongs to."""

from reader.article import Article, Metadata
from reader.markdown.lines import Glyphs
from reader.markdown.parse import Text
from reader.session.page import Page, Position
from reader.session.sections import Sections


def page_of(source: str) -> Page:
    return Page(Article("a.md", "A", Metadata(), 1, 1), Text(source), 40, Glyphs())


def test_a_section_begins_at_the_row_of_its_heading() -> None:
    page = page_of("Above.\n\n# One\n\nText.\n\n# Two\n\nText.")
    sections = Sections(page)
    one = sections.beyond(Position(0, 0), 1)
    assert one is not None
    start = sections.start(one)
    assert start == Position(2, 2)  # below two blank rows
    assert sections.current(start) == one
    assert sections.current(Position(2, 1)) is None
    assert sections.beyond(start, -1) is None
    assert sections.beyond(Position(2, 3), -1) == one


def test_headings_without_text_are_no_sections() -> None:
    page = page_of("#\n\nText.\n\n# One\n\n#\n\nText.\n\n" + "#\n\n" * 500 + "# Two")
    sections = Sections(page)
    assert sections.beyond(Position(0, 0), 5).text == "One"


def test_to_know_the_section_nothing_is_laid_out_but_what_is_shown() -> None:
    page = page_of("\n\n".join(f"# Heading {n}\n\nText {n}." for n in range(20_000)))
    page.text.find_all()
    top = Position(30_000, 0)
    page.rows(top, 20)
    before = page.flow.laid_out
    sections = Sections(page)
    assert sections.current(top).text == "Heading 14999"
    assert page.flow.laid_out == before


def test_the_way_to_the_next_section_finds_no_more_blocks_than_it_needs() -> None:
    page = page_of("\n\n".join(f"# Heading {n}\n\n{'Text. ' * 100}" for n in range(2_000)))
    assert Sections(page).beyond(Position(0, 0), 3).text == "Heading 2"
    assert not page.text.complete


def test_who_went_to_the_last_section_is_in_it_though_the_page_ends_above() -> None:
    page = page_of("# One\n\nText.\n\n# Two\n\nText.")
    sections = Sections(page)
    two = sections.beyond(Position(0, 0), 2)
    sections.aim(Position(0, 0), two)
    assert sections.current(Position(0, 0)) == two
    assert sections.beyond(Position(0, 0), -1).text == "One"
    assert sections.beyond(Position(0, 0), 1) is None


def test_read_is_the_section_that_most_of_the_screen_shows() -> None:
    page = page_of("# One\n\nText.\n\n# Two\n\n" + "Text.\n\n" * 20)
    sections = Sections(page)
    one, two = (sections.beyond(Position(0, 0), steps) for steps in (1, 2))
    tail_of_one = Position(2, 1)
    assert sections.current(tail_of_one) == one
    assert sections.read(tail_of_one, Position(6, 0)) == two
    sections.aim(tail_of_one, one)
    assert sections.read(tail_of_one, Position(6, 0)) == one


def test_headings_written_as_html_begin_sections_too() -> None:
    page = page_of("Above.\n\n<h2>From HTML</h2>\n\nText.\n\n<p>none</p>\n\n# Two")
    sections = Sections(page)
    first = sections.beyond(Position(0, 0), 1)
    assert first is not None
    assert first.text == "From HTML"
    assert sections.current(page.last()).text == "Two"
