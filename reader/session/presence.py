"""Whether the file of an article is there, told by looks at it one after another."""

from __future__ import annotations

from enum import Enum


class Presence(Enum):
    """What the looks at a file have shown so far."""

    THERE = "it was there at the last look"
    MISSED = "it was not there once: an editor may be about to put the new file in its place"
    GONE = "it was not there twice"


class Then(Enum):
    """What follows from a look."""

    NOTHING = "go on as before"
    LOOK_AGAIN = "look again in a moment"
    SAY_GONE = "say that it is gone"
    SAY_BACK = "say that it is back"


_TABLE = {
    (Presence.THERE, True): (Presence.THERE, Then.NOTHING),
    (Presence.THERE, False): (Presence.MISSED, Then.LOOK_AGAIN),
    (Presence.MISSED, True): (Presence.THERE, Then.NOTHING),
    (Presence.MISSED, False): (Presence.GONE, Then.SAY_GONE),
    (Presence.GONE, True): (Presence.THERE, Then.SAY_BACK),
    (Presence.GONE, False): (Presence.GONE, Then.NOTHING),
}


def looked(before: Presence, *, found: bool) -> tuple[Presence, Then]:
    """What is known after a look, and what follows from it."""
    return _TABLE[before, found]
