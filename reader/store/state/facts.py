"""What a person did, one fact each, with the moment; frozen, so that they can wait to be written."""

from __future__ import annotations

from dataclasses import dataclass

from reader.article import Place


@dataclass(frozen=True, slots=True)
class Opened:
    """An article was opened, so it is not new any more."""

    path: str
    at: float  # seconds since the epoch, here and below


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody was at a place; the furthest progress is kept, the latest place."""

    path: str
    place: Place
    progress: int  # percent
    at: float


@dataclass(frozen=True, slots=True)
class Marked:
    """Marked as read or unread; unread begins anew, without progress."""

    path: str
    read: bool
    at: float


@dataclass(frozen=True, slots=True)
class Starred:
    """A star given or taken."""

    path: str
    starred: bool
    at: float


Fact = Opened | Reached | Marked | Starred
