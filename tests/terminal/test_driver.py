"""Keys, answers and sizes on a real terminal."""

import time

import pytest

ANSWERS = [
    b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
    b"\x1b]52;c;aGVsbG8=\x07",
    b"\x1bP1$r0m\x1b\\",
    b"\x1bP>|XTerm(380)\x1b\\",
    b"\x1b[?62;22;52c",
    b"\x1b[>41;380;0c",
    b"\x1b[?2048;0$y",
    b"\x1b[?1u",
    b"\x1b[24;80R",
    b"\x1b[8;24;80t",
]


def test_the_screen_follows_the_size_of_the_terminal(start):
    terminal = start(columns=100, rows=30)
    terminal.until(lambda text: "ready 100x30" in text)
    terminal.resize(60, 20)
    terminal.until(lambda text: "ready 60x20" in text)


def test_the_background_that_the_terminal_tells_reaches_the_app(start):
    start().until(lambda text: "background: 30 30 30" in text)


def test_a_terminal_that_answers_nothing_is_not_waited_for(start):
    terminal = start(answering=False)
    terminal.press("ab")
    terminal.until(lambda text: "keys: a b" in text)


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_late_answer_is_no_key(start, answer):
    terminal = start()
    terminal.press(b"a" + answer + b"b")
    terminal.until(lambda text: "keys: a b" in text)


def test_answers_cut_anywhere_are_no_keys(start):
    terminal = start()
    for answer in ANSWERS:
        for byte in range(len(answer)):
            terminal.press(answer[byte : byte + 1])
            time.sleep(0.003)
    terminal.press("b")
    text = terminal.until(lambda text: " b" in text)
    assert "keys: b" in text


def test_escape_alone_and_alt_are_keys(start):
    terminal = start()
    terminal.press("\x1b")
    terminal.until(lambda text: "keys: escape" in text)
    terminal.press("\x1bx")
    terminal.until(lambda text: "keys: escape alt+x" in text)
    terminal.press("\x1b[A\x1bOB")
    terminal.until(lambda text: "keys: escape alt+x up down" in text)


def test_what_is_pasted_is_no_key(start):
    terminal = start()
    terminal.press("\x1b[200~quit: q\x1b[201~")
    terminal.until(lambda text: "pasted: quit: q" in text)
    assert "keys:   " in terminal.text()


def test_what_acts_on_a_terminal_is_no_part_of_a_paste_and_no_key(start):
    terminal = start()
    terminal.press("\x1b[200~one \x1b]52;c;RQ==\x07\x1bq\x03\x9b31m\u202e two\x1b[201~")
    terminal.until(lambda text: "pasted: one ]52;c;RQ==q" in text)
    assert terminal.process.poll() is None


def test_a_byte_that_is_no_utf_8_ends_nothing(start):
    terminal = start()
    terminal.press(b"a\xff\xfeb\xc3")
    terminal.press(b"\xa9")
    terminal.until(lambda text: "keys: a b é" in text)


def test_after_a_flood_that_nobody_read_the_screen_is_right(start):
    terminal = start()
    terminal.press("f")
    time.sleep(0.5)
    terminal.press("a")
    terminal.settle(0.5)
    terminal.until(lambda text: "keys: f a" in text and "xxxx" not in text)
    assert "ready 80x24" in terminal.text()


def test_at_rest_not_one_byte_is_written(start):
    terminal = start()
    terminal.settle(0.5)
    assert terminal.settle(1.0, within=1.0) == b""
