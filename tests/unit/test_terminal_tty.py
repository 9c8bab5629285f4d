"""Taking a terminal over and giving it back, and writing to one that is slow or gone."""

import os
import pty
import re
import termios
import threading
import time

import pytest

from reader.terminal.tty import ENTER, LEAVE, LEAVE_SCREEN, Tty, raw
from reader.terminal.writer import BACKLOG, Writer


@pytest.fixture
def terminal():
    main, other = pty.openpty()
    os.set_blocking(other, False)
    open_ones = {main, other}
    yield main, other, open_ones
    for descriptor in open_ones:
        os.close(descriptor)


def test_raw_hands_over_each_key_and_leaves_the_output_as_it_was(terminal):
    attributes = termios.tcgetattr(terminal[1])
    changed = raw(attributes)
    assert not changed[3] & (termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)
    assert not changed[0] & (termios.IXON | termios.ICRNL)
    assert (changed[6][termios.VMIN], changed[6][termios.VTIME]) == (1, 0)
    assert changed[1] == attributes[1]
    assert attributes == termios.tcgetattr(terminal[1])


def read_all(main, wanted, within=10.0):
    """What a slow reader gets, until it ends with the bytes that are wanted."""
    os.set_blocking(main, False)
    data, end = b"", time.monotonic() + within
    while not data.endswith(wanted) and time.monotonic() < end:
        try:
            data += os.read(main, 4096)
        except BlockingIOError:
            time.sleep(0.001)
    return data


def test_everything_is_written_in_order_however_slowly_it_is_read(terminal):
    main, other, _ = terminal
    attributes = termios.tcgetattr(other)
    attributes[1] &= ~termios.OPOST
    termios.tcsetattr(other, termios.TCSANOW, attributes)
    writer = Writer(other, True, lambda: None)
    writer.start()
    texts = [f"{number} {'ü' * 500};" for number in range(200)]
    for text in (*texts, "end"):
        writer.write(text)
    assert read_all(main, b"end").decode() == "".join(texts) + "end"
    writer.finish(1.0)
    assert not writer.cut_off
    assert not writer.is_alive()


def test_a_terminal_that_nobody_reads_stops_nobody(terminal):
    _, other, _ = terminal
    writer = Writer(other, True, lambda: None)
    writer.start()
    for _ in range(100):
        writer.write("x" * 10_000)
    writer.finish(0.05)
    assert writer.cut_off
    assert not writer.is_alive()
    writer.write("after the end")  # does nothing


def test_too_much_is_dropped_and_the_gap_is_told_when_somebody_reads_again(terminal):
    main, other, _ = terminal
    gap = threading.Event()
    writer = Writer(other, True, gap.set)
    writer.start()
    writer.write("first")
    for _ in range(3 * BACKLOG // 10_000):
        writer.write("x" * 10_000)
    assert not gap.is_set()
    os.set_blocking(main, False)
    end = time.monotonic() + 30
    while not gap.wait(0.001) and time.monotonic() < end:
        try:
            while os.read(main, 1 << 16):
                pass
        except BlockingIOError:
            pass
    assert gap.is_set()
    writer.finish(1.0)


def test_a_terminal_that_is_gone_is_no_error(terminal):
    main, other, open_ones = terminal
    writer = Writer(other, True, lambda: None)
    writer.start()
    os.close(main)
    open_ones.discard(main)
    writer.write("x")
    writer.finish(1.0)
    assert not writer.is_alive()


def test_every_mode_that_is_set_is_reset():
    set_ = set(re.findall(r"\?(\d+)h", ENTER)) | set(re.findall(r"\?(\d+)l", ENTER))
    reset = set(re.findall(r"\?(\d+)[lh]", LEAVE + LEAVE_SCREEN))
    assert set_ <= reset


def test_without_a_terminal_there_is_none_to_take_over():
    child = os.fork()
    if child == 0:
        os.setsid()  # without a terminal that controls it, /dev/tty is not there
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        try:
            Tty()
        except OSError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
