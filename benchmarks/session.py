"""reader and the bare app at rest, side by side, and keys typed to either."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.screen import Screen, Seen, frames, painted
from benchmarks.terminal import Piece, Recorder
from benchmarks.world import Unmeasurable, World, hello, reader

_PATIENCE = 12.0  # seconds for what shall be seen in the end: the last word of 10 MB too
_QUIET_BARE = 0.03  # seconds after which the bare app has surely painted, on a machine at rest


class Session:
    """A program that runs, and its screen as far as it was looked at."""

    def __init__(self, terminal: Recorder) -> None:
        self.terminal = terminal
        self.screen = Screen()
        self.catch_up()

    def catch_up(self) -> None:
        """Bring the screen up to date with what came unasked."""
        self.terminal.read_until_quiet(0.05)
        self.follow(self.terminal.take())

    def follow(self, pieces: list[Piece]) -> None:
        """Bring the screen up to date with what was recorded."""
        for _ in frames(self.screen, pieces):
            pass

    def press(self, key: str, quiet: float) -> list[Piece]:
        """Type a key, and follow what comes until it is quiet; that."""
        _, pieces = self.record(key, quiet)
        self.follow(pieces)  # else the differences that come later would be to another screen
        return pieces

    def record(self, key: str, quiet: float) -> tuple[float, list[Piece]]:
        """Type a key; when, and all that came until it was quiet, which is still to be followed."""
        at = self.terminal.press(key)
        self.terminal.read_until_quiet(quiet)
        return at, self.terminal.take()

    def time(self, key: str, quiet: float, *seen: Seen) -> tuple[list[float | None], int]:
        """Type a key; the milliseconds until each thing was painted, and all bytes that came."""
        at, pieces = self.record(key, quiet)
        found = painted(self.screen, pieces, *seen)
        size = sum(len(piece.data) for piece in pieces)
        while None in found and time.monotonic() < at + _PATIENCE:
            self.terminal.read_until_quiet(quiet)
            late = self.terminal.take()
            size += sum(len(piece.data) for piece in late)
            found = [
                one or other
                for one, other in zip(found, painted(self.screen, late, *seen), strict=True)
            ]
        return [1000 * (moment - at) if moment else None for moment in found], size


class Counter(Session):
    """The bare app, in which each key counts on."""

    count = 0

    def key(self) -> float:
        """Milliseconds of one key."""
        self.count += 1
        word = f"hello {self.count}"
        (taken,), _ = self.time("j", _QUIET_BARE, lambda screen: screen.shows(word))
        if taken is None:
            raise Unmeasurable("the bare app does not count keys")
        return taken


@contextmanager
def both(world: World) -> Iterator[tuple[Session, Counter]]:
    """reader on its list, its indexer done, and the bare app."""
    with (
        Recorder([*reader(), world.library], world.environ()) as terminal,
        Recorder(hello(), world.environ()) as bare,
    ):
        if not terminal.read_until(world.listed[0].on_page):
            raise Unmeasurable(f"no page was painted: {terminal.said()}")
        bare.read_until("hello")
        terminal.read_until_quiet(0.2)
        terminal.wait_for_children()
        yield Session(terminal), Counter(bare)
