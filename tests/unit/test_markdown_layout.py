"""How blocks look at a width."""

from __future__ import annotations

import pytest

from reader.markdown.flow import Flow
from reader.markdown.lines import ASCII_GLYPHS, STRONG, Glyphs, Manner, Role
from reader.markdown.parse import Text
from reader.markdown.plain import balanced, wrap_plain
from reader.markdown.sideways import window
from reader.markdown.wrap import wrap


def page(source: str, width: int = 40, *, title: str = "", glyphs: Glyphs | None = None) -> str:
    text = Text(source, title=title)
    text.find_all()
    flow = Flow(text, width, glyphs)
    lines = [line.text.rstrip() for index in range(text.count) for line in flow.lines(index)]
    return "\n".join(lines)


def test_headings_stand_apart_from_what_is_above() -> None:
    assert page("# A\n\ntext\n\n## B\n### C\n\ntext\n") == "A\n\ntext\n\n\nB\n\nC\n\ntext"


def test_headings_are_bold_and_balanced() -> None:
    flow = Flow(Text("# One two three four five six seven eight nine ten"), 30)
    first, second = flow.lines(0)
    assert first.spans[0].role is Role.HEADING_1
    assert first.spans[0].marks & STRONG
    assert abs(len(first.text) - len(second.text)) < 6


def test_what_comes_first_has_no_blank_line_above() -> None:
    assert page("<!-- nothing -->\n\n# Title\n\nText\n", title="title") == "Text"


def test_markers_hang_and_lists_nest() -> None:
    source = "- one two three four five six\n  - inner\n    1. first\n- [x] done\n- [ ] open\n"
    assert page(source, 20) == (
        "• one two three four\n  five six\n  ◦ inner\n    1. first\n☑ done\n☐ open"
    )


def test_numbers_are_aligned_by_their_last_digit() -> None:
    assert page("9. a\n10. b\n") == " 9. a\n10. b"


def test_a_loose_list_has_air() -> None:
    assert page("- a\n\n- b\n\n  c\n") == "• a\n\n• b\n\n  c"


def test_quotes_have_a_bar() -> None:
    assert page("> a\n>\n> > b\n") == "│ a\n│\n│ │ b"


def test_code_is_indented_below_its_language() -> None:
    assert page("```py\na = 1\n\n\tb\n```\n") == "  Python\n  a = 1\n\n      b"


def test_long_code_goes_on_below_a_sign() -> None:
    shown = page("```\n    call(first_argument, second_argument, third)\n```\n", 40)
    assert shown == "      call(first_argument,\n↳         second_argument, third)"


def test_code_is_coloured_where_its_language_is_known() -> None:
    flow = Flow(Text("```python\ndef f():\n\treturn 'x' # y\n```\n"), 60)
    roles = {span.text: span.role for line in flow.lines(0) for span in line.spans}
    assert roles["def"] is Role.CODE_KEYWORD
    assert roles["f"] is Role.CODE_NAME
    assert roles["# y"] is Role.CODE_COMMENT
    assert roles["Python"] is Role.CODE_LANGUAGE


@pytest.mark.parametrize("language", ["nosuchlanguage", "", "text"])
def test_code_of_an_unknown_language_is_plain(language: str) -> None:
    flow = Flow(Text(f"```{language}\ndef f(): pass\n```\n"), 60)
    assert flow.lines(0)[-1].spans[-1].role is Role.CODE


def test_a_table_gets_the_width_it_needs_and_no_more() -> None:
    assert page("|a|long word|\n|-|-:|\n|1|x|\n") == "a │ long word\n──┼──────────\n1 │         x"


def test_cells_wrap_and_wide_characters_align() -> None:
    shown = page("|名前|text|\n|-|-|\n|漢字|one two three four five six|\n|x|y|\n", 24)
    assert shown == (
        "名前 │ text\n─────┼──────────────────\n漢字 │ one two three\n     │ four five six\nx    │ y"
    )


def test_a_table_too_wide_for_columns_is_set_as_records() -> None:
    head = "|" + "|".join(f"head {number}" for number in range(8)) + "|\n" + "|-" * 8 + "|\n"
    shown = page(head + "|" + "|".join(f"cell {number}" for number in range(8)) + "|\n", 30)
    assert shown.split("\n") == [
        "head 0, head 1, head 2,",
        "head 3, head 4, head 5,",
        "head 6, head 7",
        "",
        "cell 0",
        *(f"head {number}  cell {number}" for number in range(1, 8)),
    ]


WIDE_TABLE = (
    "|" + "|".join(f"head {number}" for number in range(8)) + "|\n" + "|-" * 8 + "|\n"
    "|" + "|".join(f"cell {number}" for number in range(8)) + "|\n"
)


def test_where_rows_can_be_moved_a_table_keeps_its_columns() -> None:
    flow = Flow(Text(WIDE_TABLE), 30, manner=Manner(sideways=True))
    head, rule, row = flow.lines(0)
    assert head.text.startswith("head 0 │ head 1 │ head 2")
    assert row.text.endswith("cell 7")
    assert head.held == rule.held == row.held == 0
    assert window(row, 30, 0, Glyphs()).text == "cell 0 │ cell 1 │ cell 2 │ ce›"
    assert window(row, 30, 40, Glyphs()).text == "‹4 │ cell 5 │ cell 6 │ cell 7"


WIDE = (
    "| name | what it does | since |\n|-|-|-|\n"
    "| timeout | seconds until a request is given up | 1.0 |\n"
)
LINE = "call(" + ", ".join(f"argument_{number}" for number in range(5)) + ")"


def beyond(source: str, width: int, cells: int) -> list[str]:
    flow = Flow(Text(source), width, beyond=cells)
    flow.text.find_all()
    return [line.text.rstrip() for i in range(flow.text.count) for line in flow.lines(i)]


def test_a_table_takes_what_is_free_beside_the_text_where_it_needs_it() -> None:
    assert beyond(WIDE, 40, 40)[-1] == "timeout │ seconds until a request is given up │ 1.0"
    assert max(map(len, beyond(WIDE, 40, 5))) == 45
    assert beyond("| a | b |\n|-|-|\n| c | d |\n", 40, 40)[-1] == "c │ d"


def test_what_is_free_beside_the_text_makes_no_line_of_a_table_longer_than_the_text() -> None:
    prose = "| a | b |\n|-|-|\n| c | " + "many words " * 20 + "|\n"
    assert 40 < max(map(len, beyond(prose, 40, 200))) < 45


def test_code_takes_what_is_free_beside_the_text_and_paragraphs_do_not() -> None:
    assert beyond(f"```\n{LINE}\n```\n", 40, 60) == ["  " + LINE]
    assert max(map(len, beyond("many words " * 20, 40, 60))) <= 40


def test_what_stands_in_a_quote_or_a_list_ends_where_the_rest_does() -> None:
    quoted = "> " + WIDE.replace("\n", "\n> ", 2)
    assert beyond(quoted, 40, 17)[-1] == "│ timeout │ seconds until a request is given up │ 1.0"
    assert max(map(len, beyond(quoted, 40, 5))) == 45


def test_a_row_that_can_be_moved_keeps_what_stands_before_it() -> None:
    flow = Flow(Text("> - " + WIDE_TABLE.replace("\n", "\n>   ")), 30, manner=Manner(sideways=True))
    row = flow.lines(0)[-1]
    assert row.held == 4
    assert window(row, 30, 40, Glyphs()).text == "│   ‹4 │ cell 5 │ cell 6 │ ce›"


def test_code_runs_on_where_it_is_to_be_moved() -> None:
    code = "```\n" + "word " * 20 + "\nshort\n```\n"
    flow = Flow(Text(code), 40, manner=Manner(scrolled_code=True))
    first, second = flow.lines(0)
    assert first.text == "  " + "word " * 20
    assert window(first, 20, 3, Glyphs()).text == "  ‹ word word word ›"
    assert window(second, 20, 30, Glyphs()).text == "  ‹"


def test_a_line_of_code_beyond_all_measure_is_wrapped_in_any_case() -> None:
    flow = Flow(Text("```\n" + "x" * 5_000 + "\n```\n"), 40, manner=Manner(scrolled_code=True))
    assert all(len(line.text) <= 40 for line in flow.lines(0))


def test_a_picture_is_one_dim_line_with_its_link() -> None:
    flow = Flow(Text("![a cat](cat.png)"), 40)
    (line,) = flow.lines(0)
    assert line.text == "Image  a cat"
    assert line.spans[-1].link == "cat.png"


def test_notes_stand_at_the_foot_behind_their_numbers() -> None:
    source = "a[^x]\n\n[^x]: one two three four five\n\nb[^y][^x]\n\n[^y]: six\n\n    seven\n"
    assert page(source, 16).replace("\N{NO-BREAK SPACE}", " ") == (
        "a¹\n\nb² ¹\n\n────────────\n\n1. one two three\n   four five ↩\n\n2. six\n\n   seven ↩"
    )


def test_the_numbers_of_notes_are_aligned_and_short_notes_stand_close() -> None:
    source = "".join(f"[^{n}]" for n in range(10)) + "\n\n"
    source += "".join(f"[^{n}]: note\n\n" for n in reversed(range(10)))
    assert page(source, 40).split("\n")[4:] == [
        f"{number:>2}. note\N{NO-BREAK SPACE}↩" for number in range(1, 11)
    ]


def test_a_number_leads_to_its_note_and_the_note_back() -> None:
    text = Text("a[^x y]\n\n[^X y]: b\n")
    text.find_all()
    flow = Flow(text, 40)
    assert flow.lines(0)[0].spans[1] == ("¹", Role.NOTE, 0, "#fn:x y", 1)
    assert flow.lines(1)[-1].spans[-1] == ("↩", Role.NOTE, 0, "#fnref:X y", -1)


def test_in_ascii_numbers_of_notes_stand_in_brackets_and_know_their_place() -> None:
    flow = Flow(Text("one[^1] two[^2][^1] three\n\n[^1]: a\n[^2]: b"), 17, ASCII_GLYPHS)
    first, second = flow.lines(0)
    assert (first.text, second.text) == ("one[1] two[2] [1]", "three")
    assert [(span.text, span.at) for span in (*first.spans, *second.spans)] == [
        ("one", 0), ("[1]", 3), (" two", 4), ("[2]", 8), (" ", 9), ("[1]", 10), ("three", 12),
    ]  # fmt: skip


def test_bare_addresses_are_links_but_file_names_are_not() -> None:
    flow = Flow(
        Text("See https://example.org/a_(b), www.example.org. and README.md or me@e.org"), 80
    )
    links = [span.link for span in flow.lines(0)[0].spans if span.link]
    assert links == ["https://example.org/a_(b)", "http://www.example.org", "mailto:me@e.org"]
    code = Flow(Text("`https://example.org`"), 80)
    assert not code.lines(0)[0].spans[0].link


def test_everything_can_be_drawn_in_ascii() -> None:
    source = (
        "- a[^1]\n- [x] b\n\n[^1]: d\n\n> c\n\n---\n\n|a|b|\n|-|-|\n\n```\n"
        + "word " * 12
        + "\n```\n"
    )
    assert page(source, 40, glyphs=ASCII_GLYPHS).isascii()


def test_where_it_is_narrow_indentation_gives_way_to_text() -> None:
    shown = page("> " * 20 + "some words that are quoted deeply", 20)
    assert all(len(line) <= 20 for line in shown.split("\n"))
    assert "some words" in shown


def test_lines_that_go_on_say_so() -> None:
    flow = Flow(Text("one two three\n\nfour"), 8)
    assert [line.continues for line in flow.lines(0)] == [True, False]


def test_a_place_is_found_again_at_another_width() -> None:
    source = "- " + "word " * 200 + "\n- second item of the list\n\n> quote " + "more " * 50
    text = Text(source)
    wide, narrow = Flow(text, 100), Flow(text, 30)
    for index in (0, 1):
        for row, line in enumerate(narrow.lines(index)):
            again = wide.row_of(index, line.start)
            assert wide.lines(index)[again].start <= line.start
            assert narrow.row_of(index, narrow.offset_at(index, row)) >= row


def test_nothing_is_laid_out_but_what_is_asked_for() -> None:
    text = Text("A paragraph.\n\n" * 5_000)
    flow = Flow(text, 40)
    flow.lines(0)
    flow.lines(3)
    flow.lines(3)
    assert flow.laid_out == 2
    assert sum(flow.height(index) for index in range(100)) > 100
    assert flow.laid_out == 2


def test_counted_heights_are_near_the_true_ones() -> None:
    source = (
        "# Heading\n\n"
        + "Some words of [prose](http://example.org/with/a/long/target) here. " * 9
        + "\n\n"
        "- one\n- two\n- three\n\n```\na\nb\n```\n\n" + "汉字" * 90 + "\n\n"
    ) * 20
    text = Text(source)
    text.find_all()
    flow = Flow(text, 60)
    counted = sum(flow.height(index) for index in range(text.count))
    exact = sum(len(flow.lines(index)) for index in range(text.count))
    assert abs(counted - exact) < exact // 10


def test_a_long_list_has_no_gap_between_its_parts() -> None:
    shown = page("".join(f"- item {number}\n" for number in range(5_000)))
    assert shown.split("\n") == [f"• item {number}" for number in range(5_000)]


def test_dashes_and_hyphens_let_a_line_end() -> None:
    def lines(text: str, cells: int) -> list[str]:
        return [text[start:stop] for start, stop in wrap(text, cells)]

    assert lines("state-of-the-art", 10) == ["state-of-", "the-art"]
    assert lines("just—it’s", 6) == ["just—", "it’s"]
    assert lines("from -5 to", 6) == ["from", "-5 to"]
    assert lines("https://example.org/path", 12) == ["https://", "example.org/", "path"]
    assert lines("これは「本」です。", 8) == ["これは", "「本」で", "す。"]


def test_titles_are_balanced_and_never_cut_within_a_word() -> None:
    title = "The Symphony of Silicon and Soul: How AI and Human Collaboration Works"
    first, second = balanced(title, 60)
    assert abs(len(first) - len(second)) < 12
    assert balanced("word", 10) == ["word"]
    assert balanced("", 10) == [""]


def test_a_title_is_not_parted_at_a_hyphen_where_a_space_serves() -> None:
    title = "Revolutionizing Solar Energy: Building a Production-Ready Forecasting System"
    assert balanced(title, 68) == [
        "Revolutionizing Solar Energy: Building",
        "a Production-Ready Forecasting System",
    ]
    assert balanced("production-" * 6 + "ready", 40)[0].endswith("-")


def test_what_belongs_together_is_not_parted_at_a_space() -> None:
    def lines(text: str, cells: int) -> list[str]:
        return [text[start:stop] for start, stop in wrap(text, cells)]

    assert lines("Vous dites oui !", 15) == ["Vous dites", "oui !"]
    assert lines("Elle a dit « oui »", 16) == ["Elle a dit", "« oui »"]
    assert lines("a path/to/it", 9) == ["a", "path/to/", "it"]
    assert lines("it is C++ code", 8) == ["it is", "C++ code"]
    assert lines("word—another", 6) == ["word—", "anothe", "r"]


def test_thai_and_khmer_go_on_in_their_line_and_keep_their_syllables() -> None:
    def lines(text: str, cells: int) -> list[str]:
        return [text[start:stop] for start, stop in wrap(text, cells)]

    assert lines("คำว่า สวัสดีครับทุกคน", 10) == ["คำว่า สวัสดีค", "รับทุกคน"]
    assert lines("แมวเดินเล่น", 4) == ["แมว", "เดิน", "เล่น"]
    assert all(not line.startswith("\u17d2") for line in lines("ខ្ញុំស្រឡាញ់ភាសាខ្មែរ" * 4, 5))


def test_a_paragraph_does_not_end_in_one_short_word() -> None:
    assert page("one two three four five six", 24) == "one two three four\nfive six"
    assert page("one two three four five sixteenth", 24).endswith("\nsixteenth")
    assert page("one extraordinarilylong six", 24) == "one extraordinarilylong\nsix"
    assert page("一二三四五六七八九十一二。", 24) == "一二三四五六七八九十\n一二。"


def test_in_a_very_long_table_numbers_that_grow_stay_on_their_line() -> None:
    rows = "".join(f"|row {number}|{number * 37}|\n" for number in range(20_000))
    text = Text("|name|value|\n|-|-:|\n" + rows)
    text.find_all()
    flow = Flow(text, 40)
    shown = [line.text for index in range(text.count) for line in flow.lines(index)]
    assert text.count > 1
    assert len(shown) == 20_002


def test_an_alert_has_a_sign_a_title_and_a_bar_of_its_kind() -> None:
    flow = Flow(Text("> [!WARNING]\n> Mind *this*.\n"), 40)
    title, text = flow.lines(0)
    assert (title.text, text.text) == ("│ ▲ Warning", "│ Mind this.")
    assert {title.spans[0].role, title.spans[1].role, text.spans[0].role} == {Role.ALERT_WARNING}
    assert text.spans[1].role is Role.TEXT
    assert page("> [!TIP]\n> x\n", glyphs=ASCII_GLYPHS) == "| (*) Tip\n| x"


def test_definitions_stand_below_their_terms() -> None:
    assert page("Apple\n: A fruit\n\nPear\n: Another\n") == "Apple\n    A fruit\nPear\n    Another"
    tight = "Apple\n: A fruit\n: A firm\n\nPear\n: Another\n"
    assert page(tight) == "Apple\n    A fruit\n    A firm\n\nPear\n    Another"
    assert page(tight.replace("Pear\n:", "Pear\n\n:")) == (
        "Apple\n    A fruit\n    A firm\n\nPear\n    Another"
    )


def test_code_stands_below_its_title_and_its_language() -> None:
    assert page("```js title='a.js'\nx\n```\n") == "  a.js  JavaScript\n  x"
    assert page("```mermaid\nx\n```\n") == "  Mermaid diagram\n  x"
    assert page("```text\nx\n```\n") == "  x"
    assert page("```c title='a very long title of code'\nx\n```\n", 20) == (
        "  a very long title…\n  C\n  x"
    )


@pytest.mark.parametrize("dash", ["-", "–", "—", "--"])
@pytest.mark.parametrize("more", ["", " 物"])
def test_a_dash_between_spaces_ends_a_line_and_begins_none(dash: str, more: str) -> None:
    text = f"Some words {dash} and others{more}"
    for cells in range(4 + len(dash), 30):
        lines = wrap_plain(text, cells)
        room = cells >= len(f"words {dash}")
        assert not room or not any(line.startswith(dash) for line in lines), lines
