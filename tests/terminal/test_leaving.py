"""Whatever ends the program, the terminal is as it was found and the place is saved."""

import signal
import time

import pytest

LEAVES_WITHIN = 1.0  # hang guard: five times the 0.2 s that leaving may take


def test_while_it_runs_the_terminal_is_taken_over(start):
    terminal = start()
    assert terminal.is_raw()
    assert {1049, 1000, 1006, 2004, 1004} <= terminal.modes
    assert not {7, 25} & terminal.modes
    assert terminal.kitty == 1


def test_a_key_that_quits(start, saved):
    terminal = start()
    terminal.press("q")
    assert terminal.wait() == 0
    assert terminal.differences() == []
    assert saved() >= 1


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"])
def test_a_signal(start, saved, name):
    terminal = start()
    number = getattr(signal, name)
    terminal.signal(number)
    assert terminal.wait(LEAVES_WITHIN) == 128 + number
    assert terminal.differences() == []
    assert saved() == 1


def test_a_signal_while_the_program_is_busy(start, saved):
    terminal = start()
    terminal.press("l")
    time.sleep(0.2)
    terminal.signal(signal.SIGTERM)
    assert terminal.wait(LEAVES_WITHIN) == 128 + signal.SIGTERM
    assert terminal.differences() == []
    assert saved() == 1


def test_a_signal_before_anything_is_painted(start):
    terminal = start(until_ready=False, cold=True)
    while not terminal.output:
        terminal.read(0.05)
    terminal.signal(signal.SIGTERM)
    assert terminal.wait() in (128 + signal.SIGTERM, -signal.SIGTERM)
    assert terminal.differences() == []


def test_two_signals_at_once(start, saved):
    terminal = start()
    terminal.signal(signal.SIGTERM)
    terminal.signal(signal.SIGHUP)
    assert terminal.wait(LEAVES_WITHIN) in (128 + signal.SIGTERM, 128 + signal.SIGHUP)
    assert terminal.differences() == []
    assert saved() == 1


def test_an_exception_is_one_sentence_and_the_path_of_a_log(start, saved, log):
    terminal = start()
    terminal.press("e")
    assert terminal.wait() == 1
    assert terminal.differences() == []
    assert saved() >= 1
    printed = terminal.output.rpartition(b"\x1b[?25h")[2].decode().split("\r\n")
    assert printed[-1] == ""
    assert "fault of its own (ValueError: a fault [/b]" in printed[0]
    assert printed[0].endswith("reader.log")
    assert len(printed) == 2
    assert b"\x1b]0;" not in terminal.output
    assert "Traceback" in log()
    assert "raise ValueError" in log()


def test_an_exception_in_a_worker_is_told_like_any_other(start, saved, log):
    terminal = start()
    terminal.press("r")
    assert terminal.wait() == 1
    assert terminal.differences() == []
    assert saved() >= 1
    printed = terminal.output.rpartition(b"\x1b[?25h")[2].decode().split("\r\n")
    assert len(printed) == 2
    assert "(ValueError: a fault of a worker)" in printed[0]
    assert printed[0].endswith("reader.log")
    assert "in fail" in log()


def test_an_exception_in_a_thread_is_logged_and_reading_goes_on(start, log):
    terminal = start()
    terminal.press("y")
    terminal.press("a")
    terminal.until(lambda text: "keys: y a" in text)
    terminal.press("q")
    assert terminal.wait() == 0
    assert terminal.differences() == []
    assert b"ZeroDivisionError" not in terminal.output
    assert "ZeroDivisionError" in log()


def test_a_vanished_terminal(start, saved):
    terminal = start()
    terminal.hang_up()
    terminal.wait(LEAVES_WITHIN, reading=False)
    assert saved() == 1


def fill(terminal):
    """Let the program write until nobody could take more, and stop reading."""
    terminal.press("f")
    time.sleep(0.3)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_on_a_terminal_that_nobody_reads(start, saved, name):
    terminal = start()
    fill(terminal)
    terminal.signal(getattr(signal, name))
    terminal.wait(LEAVES_WITHIN, reading=False)
    assert saved() == 1
    while terminal.read(0):  # whoever looks again finds the terminal as it was
        pass
    assert terminal.differences() == []


def test_a_key_that_quits_on_a_terminal_that_nobody_reads(start, saved):
    terminal = start()
    fill(terminal)
    terminal.press("q")
    assert terminal.wait(5 * LEAVES_WITHIN, reading=False) == 0
    assert saved() >= 1
    while terminal.read(0):
        pass
    assert terminal.differences() == []


def test_an_exception_on_a_terminal_that_nobody_reads(start, saved, log):
    terminal = start()
    fill(terminal)
    terminal.press("e")
    assert terminal.wait(5 * LEAVES_WITHIN, reading=False) == 1
    assert saved() >= 1
    assert "raise ValueError" in log()
    while terminal.read(0):
        pass
    assert terminal.differences() == []


def test_a_terminal_that_vanishes_while_nobody_reads_it(start, saved):
    terminal = start()
    fill(terminal)
    terminal.hang_up()
    terminal.wait(LEAVES_WITHIN, reading=False)
    assert saved() == 1


def test_a_thread_that_never_ends_keeps_nobody_waiting(start, saved):
    terminal = start()
    terminal.press("t")
    terminal.press("q")
    assert terminal.wait(5 * LEAVES_WITHIN) == 0
    assert terminal.differences() == []
    assert saved() >= 1


def test_saving_that_never_ends_keeps_nobody_waiting(start, tmp_path):
    terminal = start()
    (tmp_path / "slow").touch()
    terminal.signal(signal.SIGTERM)
    assert terminal.wait(LEAVES_WITHIN) == 128 + signal.SIGTERM
    assert terminal.differences() == []


def test_what_a_library_prints_goes_to_the_log(start, log):
    terminal = start()
    terminal.press("w")
    terminal.until(lambda text: "keys: w" in text)
    terminal.press("q")
    terminal.wait()
    assert b"a warning" not in terminal.output
    assert "a warning of a library" in log()


def test_an_answer_that_would_come_after_the_end_is_waited_for(start):
    terminal = start(late=0.05, until_ready=False)
    while b"2026$p" not in terminal.output:
        terminal.read(0.05)
    terminal.press("q")
    assert terminal.wait() == 0
    assert terminal.unread() == b""


@pytest.mark.parametrize("way", ["the key", "the signal"])
def test_suspended_the_terminal_is_given_back_and_taken_over_again(start, saved, way):
    terminal = start(shell=True)
    terminal.press("z") if way == "the key" else terminal.signal(signal.SIGTSTP)
    terminal.until_stopped()
    assert terminal.differences() == []
    assert saved() == 1
    terminal.screen.reset()
    terminal.bring_back()
    terminal.until(lambda text: "ready 80x24" in text and "background" in text)
    assert terminal.is_raw()
    assert 1049 in terminal.modes
    terminal.press("ab")
    terminal.until(lambda text: "a b" in text)
    terminal.press("q")
    assert terminal.wait() == 0
    assert terminal.differences() == []


def test_suspended_on_a_terminal_that_nobody_reads(start, saved):
    terminal = start(shell=True)
    fill(terminal)
    terminal.signal(signal.SIGTSTP)
    terminal.until_stopped()
    terminal.settle(0.1)
    assert terminal.differences() == []
    assert saved() == 1
    terminal.screen.reset()
    terminal.bring_back()
    terminal.until(lambda text: "ready 80x24" in text and "background" in text)


def test_ctrl_z_while_it_ends_is_no_error(start):
    terminal = start()
    terminal.press("q")
    while terminal.process.poll() is None:  # orphaned: the system itself stops nothing
        terminal.signal(signal.SIGTSTP)
        terminal.signal(signal.SIGCONT)
        terminal.read(0)
    assert terminal.wait() == 0
    assert terminal.differences() == []


def test_the_title_is_left_alone(start):
    terminal = start()
    terminal.press("q")
    terminal.wait()
    for title in (b"\x1b]0;", b"\x1b]1;", b"\x1b]2;", b"\x1bk"):
        assert title not in terminal.output


def test_suspended_twice(start):
    terminal = start(shell=True)
    for _ in range(2):
        terminal.press("z")
        terminal.until_stopped()
        assert terminal.differences() == []
        terminal.bring_back()
        terminal.screen.reset()
        terminal.until(lambda text: "ready 80x24" in text)
    terminal.press("q")
    assert terminal.wait() == 0
    assert terminal.differences() == []


def test_resized_while_suspended_it_fits_the_new_size(start):
    terminal = start(shell=True)
    terminal.signal(signal.SIGTSTP)
    terminal.until_stopped()
    terminal.resize(100, 30)
    terminal.bring_back()
    terminal.until(lambda text: "ready 100x30" in text)


def test_where_no_shell_could_continue_it_suspending_does_nothing(start):
    terminal = start()
    terminal.press("z")
    terminal.press("a")
    terminal.until(lambda text: "keys: z a" in text)
    assert terminal.is_raw()


def test_stopped_and_continued_by_somebody_else_it_paints_everything_anew(start):
    terminal = start(shell=True)
    terminal.signal(signal.SIGSTOP)
    terminal.until_stopped()
    terminal.screen.reset()
    terminal.bring_back()
    terminal.until(lambda text: "ready 80x24" in text and "background" in text)


def test_killed_while_suspended(start):
    terminal = start(shell=True)
    terminal.signal(signal.SIGTSTP)
    terminal.until_stopped()
    terminal.signal(signal.SIGTERM)
    terminal.bring_back()
    assert terminal.wait(5 * LEAVES_WITHIN) == 128 + signal.SIGTERM
    assert terminal.differences() == []
