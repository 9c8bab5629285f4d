"""What was read when, as it is told: by day, the latest first."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from reader.article import Visit
from reader.characters import one_line
from reader.named import NamedTuple
from reader.session.dates import long_day


class Told(NamedTuple):
    """One reading of an article, in the time of the place one is in."""

    day: date
    clock: str  # `21:04`, when it was opened
    minutes: int  # at least 1
    title: str
    progress: int  # percent, where it was left
    path: str  # as in FileStamp


def told(visits: Iterable[Visit]) -> list[Told]:
    """Visits as they are told."""
    return [_told(visit) for visit in visits]


def _told(visit: Visit) -> Told:
    opened = datetime.fromtimestamp(visit.opened_at)
    minutes = max(1, round((visit.left_at - visit.opened_at) / 60))
    title = visit.title or one_line(os.path.basename(visit.path))
    clock = f"{opened.hour:02}:{opened.minute:02}"
    return Told(opened.date(), clock, minutes, title, visit.progress, visit.path)


def heading(each: Told, before: Told | None) -> str:
    """The day of a reading, where the one before it in the list was on another."""
    return "" if before is not None and before.day == each.day else long_day(each.day)


def as_values(visit: Visit) -> dict[str, Any]:
    """A visit as the values of one JSON object."""
    return {
        "opened": _iso(visit.opened_at),
        "left": _iso(visit.left_at),
        "minutes": _told(visit).minutes,
        "title": _told(visit).title,
        "path": visit.path,
        "progress": visit.progress,
    }


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment).astimezone().isoformat(timespec="seconds")
