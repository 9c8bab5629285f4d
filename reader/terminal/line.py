"""What a line is like, from what answers took: seconds there and back, and seconds for a byte.

A frame that found the line free took the way and its bytes; one that stood behind another came as
much later as its own bytes take, however long the way is. Both are equations in two unknowns, and
a Kalman filter of two states solves what they say together. Times are in seconds.
"""

from __future__ import annotations

_WAY_AT_FIRST, _PRICE_AT_FIRST = 0.5**2, 1e-4**2  # how little is known: variances
_WAY_DRIFTS, _PRICE_DRIFTS = 0.002**2, 2e-6**2  # and by how much less with each answer
_JITTER = 0.01**2
_MOST = 0.1  # by which one answer may surprise: a machine that was busy is no slow line


class Line:
    """The way and the price of a byte, as far as they are known."""

    def __init__(self) -> None:
        self.way = self.price = 0.0
        self._ways, self._both, self._prices = _WAY_AT_FIRST, 0.0, _PRICE_AT_FIRST

    def alone(self, size: int, took: float) -> None:
        """So many bytes were answered in so many seconds."""
        self._learn(1.0, size, took)

    def changed(self) -> None:
        """The way is another one now; a byte takes what it took."""
        self._ways, self._both = _WAY_AT_FIRST, 0.0

    def behind(self, size: int, later: float) -> None:
        """So many bytes were answered so much later than those they followed without a gap."""
        self._learn(0.0, size, later)

    def _learn(self, ways: float, size: int, seconds: float) -> None:
        surprise = seconds - ways * self.way - size * self.price
        # What the answer says of each, and how sure it is of that
        of_way = ways * self._ways + size * self._both
        of_price = ways * self._both + size * self._prices
        certain = ways * of_way + size * of_price + _JITTER
        most = max(_MOST, 3 * certain**0.5)
        heeded = max(-most, min(surprise, most)) / certain
        self.way = max(0.0, self.way + of_way * heeded)
        self.price = max(0.0, self.price + of_price * heeded)
        self._ways += _WAY_DRIFTS - of_way * of_way / certain
        self._both -= of_way * of_price / certain
        self._prices += _PRICE_DRIFTS - of_price * of_price / certain
