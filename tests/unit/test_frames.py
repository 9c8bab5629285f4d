"""When a frame waits for what belongs to it; in a time of its own."""

from types import SimpleNamespace

import pytest
from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from reader.ui import frames
from reader.ui.frames import Frames


class Loop:
    """What is due later, and the time."""

    def __init__(self):
        self.now = 100.0
        self.due = []

    def call_later(self, seconds, call):
        entry = [self.now + seconds, call]
        self.due.append(entry)
        return SimpleNamespace(cancel=lambda: self.due.remove(entry) if entry in self.due else None)

    def pass_by(self, seconds):
        end = self.now + seconds
        while True:
            entry = min(self.due, key=lambda each: each[0], default=None)
            if entry is None or entry[0] > end:
                break
            self.due.remove(entry)
            self.now = max(self.now, entry[0])
            entry[1]()
        self.now = end


class Session:
    """Frames on a terminal that never answers: so they go by time, each 0.03 s and its bytes."""

    def __init__(self, monkeypatch):
        self.loop = Loop()
        monkeypatch.setattr(frames, "time", SimpleNamespace(monotonic=lambda: self.loop.now))
        self.sent = []
        self.frames = Frames(self.loop, self.sent.append, lambda: False, lambda: True)
        self.frames.begin()
        self.put("first")
        self.loop.pass_by(5.0)
        self.sent.clear()

    def put(self, text):
        strips = [[Strip.blank(20).join([Strip.blank(0)])], [_strip(text)]]
        self.frames.put(LayoutUpdate(strips, Region(0, 0, 20, 2)), None, None)

    @property
    def seen(self):
        """How many frames were sent."""
        return len(self.sent)


def _strip(text):
    from rich.segment import Segment

    return Strip([Segment(text)]).adjust_cell_length(20)


@pytest.fixture
def session(monkeypatch):
    return Session(monkeypatch)


def test_what_is_wanted_while_the_line_is_free_goes_at_once_also_where_more_comes(session):
    session.frames.more_comes(0.2)
    session.put("list")
    assert session.seen == 1


def test_what_waits_for_the_line_waits_for_what_belongs_to_it_too(session):
    session.put("one")
    session.frames.more_comes(0.2)
    session.put("two")
    session.loop.pass_by(0.15)
    assert session.seen == 1
    session.put("two and page")
    assert session.seen == 2
    session.loop.pass_by(1.0)
    assert session.seen == 2


def test_it_does_not_wait_longer_than_was_said(session):
    session.put("one")
    session.frames.more_comes(0.2)
    session.put("two")
    session.loop.pass_by(0.25)
    assert session.seen == 2


def test_where_nothing_belongs_to_it_it_goes_when_the_line_is_free(session):
    session.put("one")
    session.put("two")
    session.loop.pass_by(0.1)
    assert session.seen == 2


def keys(session, *gaps):
    """Keys that come so many seconds after each other, on a line that is slow; what it rests then."""
    session.frames.pacing = SimpleNamespace(is_slow=True)
    session.loop.now += 10.0
    session.frames.key_came()
    for gap in gaps:
        session.loop.now += gap
        session.frames.key_came()
    return session.frames.seconds_to_rest


def test_a_key_that_comes_evenly_is_released_when_half_a_step_is_missing(session):
    assert keys(session, 0.033, 0.033, 0.033) == pytest.approx(0.05)
    assert keys(session, 0.09, 0.09, 0.09) == pytest.approx(0.135)


def test_one_that_comes_unevenly_may_be_later(session):
    assert keys(session, 0.033, 0.1, 0.01, 0.033) == pytest.approx(0.15)


def test_one_gap_is_no_release(session):
    assert keys(session, 0.033, 0.033, 0.25) > 0


def test_what_is_typed_at_leisure_is_shown_at_once(session):
    assert keys(session) == 0
    assert keys(session, 0.25, 0.2) == 0
    assert keys(session, 0.033, 0.033, 0.6) == 0


def test_on_a_quick_line_no_key_is_waited_for(session):
    keys(session, 0.033, 0.033)
    session.frames.pacing = SimpleNamespace(is_slow=False)
    assert session.frames.seconds_to_rest == 0
