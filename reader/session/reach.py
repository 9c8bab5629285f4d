"""How far somebody has read: what they passed by reading on or rested on, not what they jumped to."""

from __future__ import annotations

from reader.named import NamedTuple

RESTS = 5.0  # seconds at one place after which it counts; who looks where the end is stays less
LEAPS = 2  # screens that one key goes on, from which on it is a jump: 40j, not 5j

_ROWS = {"down": 0.0, "half_down": 0.5, "page_down": 1.0}  # screens, or one row where 0
_SECTIONS = frozenset(["read_on", "next_section"])


class Reach(NamedTuple):
    """The furthest point that was read, and what is in sight; in percent of the text."""

    read: int = 0
    shown: int = 0
    since: float = 0.0  # when that came into sight, in seconds of a clock that only goes on

    def seen(self, shown: int, now: float) -> Reach:
        """So much lies above the lower edge of the screen, however one came there.

        What stays there for a while counts as read.
        """
        if shown != self.shown:
            return Reach(self.read, shown, now)
        if now - self.since >= RESTS:
            return self._replace(read=max(self.read, shown))
        return self

    def read_on(self, shown: int, now: float) -> Reach:
        """Somebody came there by reading on, or wanted to read on at the end: it counts at once."""
        since = self.since if shown == self.shown else now
        return Reach(max(self.read, shown), shown, since)


def reads(action: str, count: int | None, height: int) -> bool:
    """Whether a key of the page is one by which people read on, on a screen of `height` rows.

    The end, a percentage, contents, hints, marks, hits and far counts are jumps; so is the way back.
    """
    if action in _SECTIONS:
        return (count or 1) <= LEAPS
    screens = _ROWS.get(action)
    if screens is None:
        return False
    return (count or 1) * (screens or 1 / max(1, height)) <= LEAPS
