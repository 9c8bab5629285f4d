"""A note while it is typed."""

from reader.session.draft import MOST_LINES, Draft


def test_a_note_is_gone_on_with_at_its_last_line() -> None:
    assert Draft.of("one\ntwo").line == "two"
    assert Draft.of("").line == ""


def test_a_line_begins_at_the_cursor_and_is_joined_again() -> None:
    draft = Draft.of("one two").broken(4)
    assert draft.lines == ("one ", "two")
    assert draft.line == "two"
    joined, cursor = draft.joined()
    assert joined.note == "one two"
    assert cursor == 4
    assert joined.joined() == (joined, 0)


def test_any_line_can_be_edited() -> None:
    draft = Draft.of("one\ntwo\nthree").moved(-1).typed("2")
    assert draft.note == "one\n2\nthree"
    assert draft.moved(-9).line == "one"
    assert draft.moved(9).line == "three"


def test_a_pasted_text_keeps_its_lines_and_loses_what_no_terminal_may_get() -> None:
    draft, cursor = Draft.of("before after").pasted("1\r\n2\x1b[31m\r3 ", 7)
    assert draft.lines[0] == "before 1"
    assert draft.lines[-1] == "3 after"
    assert cursor == 2
    assert "\x1b" not in draft.note


def test_blank_lines_around_a_note_are_not_kept() -> None:
    assert Draft.of("").broken(0).typed("x  ").broken(3).note == "x"


def test_a_note_is_no_article() -> None:
    draft, _ = Draft().pasted("x\n" * 5000, 0)
    assert len(draft.lines) == MOST_LINES
    assert len(draft.broken(0).lines) == MOST_LINES
