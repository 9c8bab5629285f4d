"""Bytes of any encoding as clean text."""

from __future__ import annotations

import pytest

from reader.library.decode import decode, encoding_of


def test_utf8_with_or_without_a_mark_is_read_and_needs_no_word() -> None:
    assert decode("Grüße".encode()) == ("Grüße", ())
    assert decode(b"\xef\xbb\xbf---\n") == ("---\n", ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_known_by_their_mark(encoding: str) -> None:
    mark = "" if encoding in ("utf-16", "utf-32") else "\ufeff"
    assert decode((mark + "Grüße 👋\r\nb").encode(encoding)) == ("Grüße 👋\nb", ())


def test_every_line_end_becomes_a_newline() -> None:
    assert decode(b"a\r\nb\rc\nd\r\r\n") == ("a\nb\nc\nd\n\n", ())


def test_western_text_is_read_and_told() -> None:
    text, problems = decode(b"first\ncaf\xe9 \x93here\x94, it\x92s nice to be here\n")
    assert text == "first\ncafé “here”, it’s nice to be here\n"
    assert [(problem.line, problem.loss) for problem in problems] == [(2, False)]
    assert "Windows-1252" in problems[0].message


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("cp1251", "Привет, как дела? Это статья о погоде и о море.\n"),
        ("shift_jis", "日本語の文章です。今日は天気がいいですね。散歩に行きましょう。\n"),
    ],
)
def test_other_encodings_are_found_by_how_they_look(encoding: str, written: str) -> None:
    assert decode(written.encode(encoding))[0] == written


def test_stray_bytes_in_utf8_are_replaced_counted_and_told() -> None:
    text, problems = decode(
        "Grüße\r\nüber \udcff\udcfe und \udc80\r\n".encode(errors="surrogateescape")
    )
    assert text == "Grüße\nüber �� und �\n"
    assert [(p.line, p.message, p.loss) for p in problems] == [
        (2, "3 bytes are not UTF-8 and show as �.", True)
    ]


def test_a_character_cut_in_half_is_told() -> None:
    text, problems = decode("Grüße — ü".encode()[:-1])
    assert text == "Grüße — �"
    assert problems[0].message == "1 byte is not UTF-8 and shows as �."


def test_half_a_character_of_utf16_is_told() -> None:
    text, problems = decode("ab".encode("utf-16") + b"\x00")
    assert text.startswith("ab")
    assert problems[0].loss


def test_control_characters_go_and_are_told_once() -> None:
    text, problems = decode(b"a\n\x1b[31mred\x1b[0m\x07\n")
    assert text == "a\nred\n"
    assert [(p.line, p.loss) for p in problems] == [(2, False)]
    assert problems[0].message.startswith("3 control characters are left out")


def test_any_bytes_give_text() -> None:
    text, _ = decode(bytes(range(256)) * 8)
    assert "\x1b" not in text
    assert decode(b"") == ("", ())


def test_the_encoding_is_named_as_it_is_read() -> None:
    assert encoding_of(b"plain") == "utf-8"
    assert encoding_of("ü".encode() + b"\xff") == "utf-8"
    assert encoding_of(b"caf\xe9 noir") == "cp1252"
    assert encoding_of("a".encode("utf-16")) == "utf-16-le"
