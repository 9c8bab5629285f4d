"""Dates as people and programs write them, to the day."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from reader.patterns import pattern

LONGEST = 60  # characters; dateutil takes its time over more, and no date has them

_ISO = pattern(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_EAST_ASIAN = pattern(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")
# dateutil fills what is missing from a default: a date that two defaults agree on states its year
_DEFAULTS = (datetime(2000, 1, 1), datetime(2001, 1, 1))


def read(text: str) -> date | None:
    """The day that a text states, as it stands there, whatever the time zone; None if none.

    Month and day may be left out and are then the first.
    """
    text = text.strip()
    return _read_short(text) if len(text) <= LONGEST else _read(text)


def _read(text: str) -> date | None:
    match = _ISO.match(text) or _EAST_ASIAN.match(text)
    if match:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    if not 4 <= len(text) <= LONGEST or not any(char.isdigit() for char in text):
        return None
    from dateutil import parser  # 15 ms, only where a date is not ISO 8601

    found: set[date] = set()
    for default in _DEFAULTS:
        try:
            found.add(parser.parse(text, default=default, ignoretz=True).date())
        # What dateutil raises on text that was never a date, by its documentation and by fuzzing
        except (ValueError, OverflowError, TypeError, AttributeError, ArithmeticError):
            return None
    return found.pop() if len(found) == 1 else None


_read_short = lru_cache(maxsize=2048)(_read)  # a library has many articles of each day
