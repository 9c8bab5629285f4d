"""When frames go out, on lines of many kinds: a model of the line, in its own time."""

import heapq

import pytest

from reader.terminal.pacing import MOST, Pacing

EVERY = 1 / 30  # seconds between two keys of one that is held
TICK = 0.001


class Line:
    """So many bytes a second and so many seconds to the other end, which answers each frame."""

    def __init__(self, rate, delay, answers=True):
        self.rate, self.delay, self.answers = rate, delay, answers
        self.now = self.free_at = 0.0
        self.pacing = Pacing()
        self.coming = []  # when an answer arrives
        self.frames = []  # (when it was sent, when it was seen, bytes)
        self.most = 0  # bytes that waited in front of the line

    def send(self, size):
        self.pacing.sent(self.now, size)
        self.most = max(self.most, (self.free_at - self.now) * self.rate)
        self.free_at = max(self.now, self.free_at) + size / self.rate
        self.frames.append((self.now, self.free_at + self.delay, size))
        if self.answers:
            heapq.heappush(self.coming, self.free_at + 2 * self.delay)

    def tick(self):
        self.now += TICK
        while self.coming and self.coming[0] <= self.now:
            heapq.heappop(self.coming)
            self.pacing.answered(self.now)

    def hold(self, seconds, size_of):
        """Hold a key; when the last was pressed. The frames of before make the line known."""
        for size in (100, 4000, 300, 600):
            while self.pacing.wait(self.now) > 0:
                self.tick()
            self.send(size)
        while self.pacing.unanswered:
            self.tick()
        begin = self.now
        keys = [begin + n * EVERY + self.delay for n in range(int(seconds / EVERY))]
        last = keys[-1] - self.delay
        wanted = 0
        while keys or wanted:
            while keys and keys[0] <= self.now:
                keys.pop(0)
                wanted += 1
            if wanted and self.pacing.wait(self.now) == 0:
                self.send(size_of(wanted))
                wanted = 0
            self.tick()
        return last


def line_alone(lines):
    return min(3_000, 100 + 80 * lines)


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.15, 0.4])
@pytest.mark.parametrize("rate", [8_000, 30_000, 1_000_000])
def test_a_held_key_has_shown_all_it_did_within_a_round_trip_a_frame_and_a_tenth(rate, delay):
    line = Line(rate, delay)
    last = line.hold(3.0, line_alone)
    _, seen, size = line.frames[-1]
    assert seen - last <= 2 * delay + size / rate + 0.1


@pytest.mark.parametrize("delay", [0.0, 0.15, 0.4])
def test_however_much_a_key_changes_hardly_a_frame_waits_in_front_of_the_line(delay):
    line = Line(8_000, delay)
    line.hold(3.0, lambda lines: min(3_500, 600 * lines))
    assert line.most <= 3_500 * 0.25


@pytest.mark.parametrize("delay", [0.02, 0.1, 0.15])
def test_a_long_way_is_no_reason_to_show_fewer_frames(delay):
    line = Line(1_000_000, delay)
    line.hold(3.0, line_alone)
    assert len(line.frames) >= 3.0 / EVERY * 0.8


def test_a_line_that_is_not_known_gets_one_frame_at_a_time():
    pacing = Pacing()
    pacing.sent(0.0, 100)
    assert pacing.wait(0.1) > 0
    pacing.answered(0.2)
    assert pacing.wait(0.2) == 0
    pacing.sent(0.2, 100)
    assert pacing.wait(0.3) > 0


def known(delay=0.15):
    line = Line(1_000_000, delay)
    line.hold(1.0, line_alone)
    while line.pacing.unanswered:
        line.tick()
    return line


def test_when_an_answer_is_late_nothing_more_is_sent():
    line = known()
    line.answers = False
    begin = line.now
    sent = 0
    while line.now < begin + 1.9:
        if line.pacing.wait(line.now) == 0:
            line.send(500)
            sent += 1
        line.tick()
    assert 1 <= sent <= MOST
    while line.pacing.wait(line.now) > 0:  # and some time later it is tried again
        line.tick()
    assert line.now - begin < 2.5


def test_after_a_way_has_become_longer_its_frames_are_not_held_back_for_good():
    line = known(0.01)
    line.delay = 0.2
    line.hold(6.0, line_alone)
    before = len(line.frames)
    line.hold(3.0, line_alone)
    assert len(line.frames) - before >= 3.0 / EVERY * 0.8


def test_a_way_that_has_become_longer_than_a_question_told_is_not_taken_for_a_slow_line():
    line = Line(1_000_000, 0.0025)
    line.pacing.heard(0.005, 60)
    line.hold(2.0, line_alone)
    assert line.pacing.way == pytest.approx(0.005, abs=0.002)
    line.delay = 0.15
    line.hold(3.0, line_alone)
    assert not line.pacing.is_slow
    assert line.pacing.way == pytest.approx(0.3, abs=0.03)


@pytest.mark.parametrize("delay", [0.0, 0.15])
def test_while_all_frames_are_large_what_a_question_told_keeps_them_from_waiting(delay):
    line = Line(8_000, delay)
    line.pacing.heard(2 * delay + 0.001, 10)
    line.hold(10.0, lambda _: 3_500)
    assert line.most <= 8_000 * 0.25
    assert line.pacing.is_slow


def test_a_terminal_that_never_answers_gets_frames_by_time():
    line = Line(8_000, 0.0, answers=False)
    begin = line.now
    while line.now < begin + 3.0:
        if line.pacing.wait(line.now) == 0:
            line.send(800)
        line.tick()
    assert 15 <= len(line.frames) <= 25
    assert line.pacing.unanswered == 0


def test_one_that_answers_after_all_is_believed():
    pacing = Pacing()
    pacing.sent(0.0, 100)
    assert pacing.wait(1.5) == 0
    pacing.sent(1.5, 100)
    pacing.answered(1.6)
    pacing.answered(1.7)
    pacing.sent(1.8, 100)
    assert pacing.unanswered == 1
    assert pacing.wait(1.9) > 1


def test_a_late_answer_is_not_taken_for_that_of_a_later_frame():
    line = known()
    way = line.pacing.way
    line.answers = False
    line.send(500)
    sent = line.now
    while line.now < sent + 2.1:
        line.tick()
    assert line.pacing.wait(line.now) == 0
    line.answers = True
    line.send(500)
    line.tick()
    line.pacing.answered(line.now)  # it comes now, that of the first
    assert line.pacing.unanswered == 1
    assert line.pacing.way == pytest.approx(way, abs=0.01)


def test_what_a_page_takes_tells_a_slow_line_from_a_long_one():
    slow, long = Line(8_000, 0.15), Line(1_000_000, 0.15)
    for line in (slow, long):
        line.hold(1.0, line_alone)
    assert slow.pacing.is_slow
    assert not long.pacing.is_slow
