"""What a person did, one fact each, with the moment; frozen, so that they can wait to be written.

Of two facts about one thing the later holds; of two at the same moment that of the session with the
higher number, so that every order of writing gives the same state.
"""

from __future__ import annotations

from reader.article import Place, Quote
from reader.named import NamedTuple


class Opened(NamedTuple):
    """An article was opened, so it is not new any more."""

    path: str
    at: float  # seconds since the epoch, here and below
    title: str = ""  # as it is now, for when the file is gone
    body: int = 0  # the catalog's body_hash, for when it gets another name; 0 where unknown


class Reached(NamedTuple):
    """Somebody was at a place; the furthest progress is kept, the latest place."""

    path: str
    place: Place
    progress: int  # percent
    at: float


class Marked(NamedTuple):
    """Marked as read or unread; unread begins anew, without progress, unless a mark is taken back."""

    path: str
    read: bool
    at: float
    anew: bool = True  # False for unread: the progress stays, for a mark as read was a mistake
    new: bool = False  # and it is new again, if it was never opened


class Starred(NamedTuple):
    """A star given or taken."""

    path: str
    starred: bool
    at: float


class Archived(NamedTuple):
    """Put away, or taken back."""

    path: str
    archived: bool
    at: float


class Tagged(NamedTuple):
    """A tag of one's own given or taken."""

    path: str
    tag: str
    given: bool
    at: float


class Lettered(NamedTuple):
    """A letter set on a place, or taken from it."""

    path: str
    letter: str
    place: Place | None
    at: float


class Anchored(NamedTuple):
    """Words highlighted, or found again elsewhere."""

    path: str
    id: str  # as in Highlight
    quote: Quote
    made_at: float
    at: float


class Noted(NamedTuple):
    """What somebody thought of highlighted words; an empty note is none."""

    path: str
    id: str
    note: str
    at: float


class Erased(NamedTuple):
    """A highlight taken away, or brought back."""

    path: str
    id: str
    erased: bool
    at: float


class Left(NamedTuple):
    """An article was left, or is still open a while later: one line of the history."""

    path: str
    opened_at: float
    progress: int  # percent, where it was left
    at: float


Fact = (
    Opened
    | Reached
    | Marked
    | Starred
    | Archived
    | Tagged
    | Lettered
    | Anchored
    | Noted
    | Erased
    | Left
)
