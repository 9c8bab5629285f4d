"""What a person did, one fact each, with the moment; frozen, so that they can wait to be written."""

from __future__ import annotations

from typing import NamedTuple

from reader.article import Place


class Opened(NamedTuple):
    """An article was opened, so it is not new any more."""

    path: str
    at: float  # seconds since the epoch, here and below


class Reached(NamedTuple):
    """Somebody was at a place; the furthest progress is kept, the latest place."""

    path: str
    place: Place
    progress: int  # percent
    at: float


class Marked(NamedTuple):
    """Marked as read or unread; unread begins anew, without progress."""

    path: str
    read: bool
    at: float


class Starred(NamedTuple):
    """A star given or taken."""

    path: str
    starred: bool
    at: float


Fact = Opened | Reached | Marked | Starred
