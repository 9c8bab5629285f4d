"""When the next frame may be sent: no sooner than the line has carried what was sent before.

Each frame ends in a question, and its answer tells that the terminal has read it. Waiting for it is
safe and slow: with 300 ms to the other end a held key would be three frames a second. So what answers
took so far tells how long the way is and what a byte costs, and a frame goes out when those before it
have left, by this reckoning; where an answer is later than it says, nothing more is sent until it is
there. All times are monotonic, in seconds.
"""

from __future__ import annotations

from collections import deque

from reader.named import NamedTuple
from reader.terminal.line import Line

MOST = 24
"""Frames that may be on their way at once."""

_PATIENCE = 2.0  # seconds for an answer of a terminal that has answered before
_PATIENCE_AT_FIRST = 1.0  # the same before; then it is one that never does
_UNANSWERED = 0.03  # seconds between frames where nobody answers
_BYTES_A_SECOND = 8_000  # taken for granted there
_KNOWN = 3  # answers from which on the line is thought to be known
_KEPT = 32  # frames whose answers are not waited for any more, and may come
_LOST = 5.0  # seconds after which an answer never comes
_LATE = 0.05  # seconds by which an answer may be late, and a quarter of the way
_HEAVY = 4_000  # bytes of a frame with another page beside the list
_SLOW = 0.2  # seconds for it from which on a line is slow; answers at a screen's pace stay below


class _Sent(NamedTuple):
    at: float
    size: int  # bytes


class Pacing:
    """One line, and what is on its way there."""

    def __init__(self) -> None:
        self._sent: deque[_Sent] = deque()  # and not answered
        self._given_up: deque[_Sent] = deque(maxlen=_KEPT)  # whose answers may still come
        self._last = _Sent(0.0, 0)
        self._line = Line()
        self._left_at = 0.0  # when the last frame that was answered had left
        self._answered_at = 0.0
        self._late = False  # the last answer was that did not come behind another
        self._answers = 0  # of which it is known what they answer
        self._heard = False  # there was an answer at all
        self._silent = False  # this terminal does not answer

    @property
    def unanswered(self) -> int:
        """Answers that are still to come."""
        return len(self._sent)

    @property
    def way(self) -> float:
        """Seconds to the terminal and back, for hardly a byte; 0 while nobody knows."""
        return self._line.way

    def answered_in(self, now: float) -> float:
        """Seconds until all answers should be there."""
        return max(0.0, self._leaves()[-1] + self.way - now) if self.unanswered else 0.0

    @property
    def is_slow(self) -> bool:
        """Whether a page takes so long that nobody wants every one of a row of pages."""
        return self._answers >= _KNOWN and _HEAVY * self._line.price > _SLOW

    def begin(self) -> None:
        """Nothing is on its way: the terminal was somebody else's."""
        self._sent.clear()
        self._given_up.clear()

    def sent(self, now: float, size: int) -> None:
        """A frame of so many bytes, its question included, was sent."""
        self._last = _Sent(now, size)
        (self._given_up if self._silent else self._sent).append(self._last)

    def heard(self, took: float, size: int) -> None:
        """So many bytes with a question were answered in so many seconds, before any frame."""
        self._line.alone(size, took)

    def answered(self, now: float) -> None:
        """The terminal has read the oldest frame that it had not answered."""
        while self._given_up and now > self._given_up[0].at + _LOST:
            self._given_up.popleft()
        if self._given_up:
            self._given_up.popleft()
        elif self._sent:
            self._learn(now, self._sent.popleft())
        self._silent = False
        self._heard = True
        self._answered_at = now

    def _learn(self, now: float, frame: _Sent) -> None:
        took = now - frame.at
        if frame.at + self.way >= self._answered_at:
            late = took > self.way + frame.size * self._line.price + self._tolerance
            if late and self._late:  # once, somebody was busy
                self._line.changed()
            self._late = late and self._answers >= _KNOWN
            self._line.alone(frame.size, took)
        elif not self._late:  # else it tells nothing
            self._line.behind(frame.size, now - self._answered_at)
        self._left_at = now - self.way
        self._answers += 1

    @property
    def _tolerance(self) -> float:
        """Seconds that an answer may be late."""
        return _LATE + self.way / 4

    def _give_up(self) -> None:
        self._given_up.extend(self._sent)
        self._sent.clear()

    def wait(self, now: float) -> float:
        """Seconds until a frame may be sent if no answer comes before; 0 when now."""
        if self._silent:
            spent = self._last.size / _BYTES_A_SECOND
            return max(0.0, self._last.at + _UNANSWERED + spent - now)
        if not self._sent:
            return 0.0
        leaves = self._leaves()
        answer = leaves[0] + self.way
        late = answer + self._tolerance
        if self._answers >= _KNOWN and len(leaves) < MOST and max(now, leaves[-1]) < late:
            return max(0.0, leaves[-1] - now)
        patience = _PATIENCE if self._heard else _PATIENCE_AT_FIRST
        given_up = max(self._sent[0].at, self._answered_at) + patience
        if now < given_up:
            return given_up - now
        self._silent = not self._heard
        self._give_up()
        return 0.0

    def _leaves(self) -> list[float]:
        """When each frame that is not answered has left, or will have."""
        at, found = self._left_at, []
        for frame in self._sent:
            at = max(at, frame.at) + frame.size * self._line.price
            found.append(at)
        return found
