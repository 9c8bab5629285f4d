"""What Textual wants to be seen becomes frames for the terminal, no faster than it takes them.

Textual gives strips, with what they cover of the screen. A frame ends in a question for the cursor:
the answer tells that the terminal has read it, wherever on the way bytes queue up (a pty holds 12 KB,
sshd 3 MB). `pacing` tells from the answers when the next may go out, with all that has changed since.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from functools import lru_cache

from rich.color import ColorSystem
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

from reader.terminal.cells import (
    BLINK,
    BOLD,
    DIM,
    ITALIC,
    PLAIN,
    REVERSE,
    STRIKE,
    UNDERLINE,
    Look,
    Row,
    blank_row,
)
from reader.terminal.pacing import Pacing
from reader.terminal.screen import Screen

Update = LayoutUpdate | ChopsUpdate

ASKED = "\x1b[6n"
"""Where the cursor is (DSR); every terminal answers, and none with what a key sends."""

_KEY = 0.05  # seconds in which what a key asked for is surely known; the frame waits for it
_HELD = 0.12  # seconds between two keys up to which one is held down; the slowest repeats in 0.09
_PAUSE = 0.5  # and from which on what was before tells nothing
_GAPS = 4  # between keys, that tell how evenly they come
_RESTS = 1.5  # times as long without another key, and it was released
_FRESH = 0.01  # seconds in which a frame need not wait for what belongs to it
_KEYS = 0.1  # seconds that a frame waits at most for keys that were typed and not yet heeded

# Rich's bits of a style, of which double underline is one underline here.
_ATTRIBUTES = (
    (1 << 0, BOLD), (1 << 1, DIM), (1 << 2, ITALIC), (1 << 3 | 1 << 9, UNDERLINE),
    (1 << 4 | 1 << 5, BLINK), (1 << 6, REVERSE), (1 << 8, STRIKE),
)  # fmt: skip


@lru_cache(maxsize=4096)
def look(style: Style, colours: ColorSystem | None) -> Look:
    """A style in the colours that the terminal has; None for none at all.

    Then a background becomes reverse: it is how Textual tells the row that is chosen.
    """
    front = back = ""
    if colours is not None:
        if style.color is not None and not style.color.is_default:
            front = ";".join(style.color.downgrade(colours).get_ansi_codes())
        if style.bgcolor is not None and not style.bgcolor.is_default:
            back = ";".join(style.bgcolor.downgrade(colours).get_ansi_codes(foreground=False))
    on = style._attributes & style._set_attributes
    attributes = sum(ours for bits, ours in _ATTRIBUTES if on & bits)
    if colours is None and style.bgcolor is not None and not style.bgcolor.is_default:
        attributes |= REVERSE
    found = Look(front, back, attributes, style.link or "")
    return PLAIN if found == PLAIN else found


class Frames:
    """The screen as it is wanted, and when it is sent; all on the loop's thread but `key_came`."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        write: Callable[[str], None],
        keys_wait: Callable[[], bool],
        returns: Callable[[], bool],
    ) -> None:
        self.screen = Screen()
        self.pacing = Pacing()
        self._loop = loop
        self._write = write
        self._keys_wait = keys_wait
        self._returns = returns
        self._rows: list[Row] = []
        self._cursor: tuple[int, int] | None = None
        self._due = False  # something is to be sent
        self._since = 0.0  # when that began
        self._timer: asyncio.TimerHandle | None = None
        self._stopped = True
        self._frames = 0
        self._key_at = 0.0
        self._gaps: tuple[float, ...] = ()  # seconds between the latest keys
        self._put_at = 0.0
        self._more_until = 0.0

    # What is wanted

    def put(
        self, update: Update, cursor: tuple[int, int] | None, colours: ColorSystem | None
    ) -> None:
        """Show this, soon. The cursor by row and column, where it matters."""
        if isinstance(update, LayoutUpdate):
            self._put_all(update, colours)
        else:
            self._put_some(update, colours)
        self._cursor = cursor
        self._put_at = time.monotonic()
        self._want()

    def _put_all(self, update: LayoutUpdate, colours: ColorSystem | None) -> None:
        left, top, columns, height = update.region
        if (left, top) == (0, 0) and (
            len(self._rows) != height or (height and len(self._rows[0].cells) != columns)
        ):
            self._rows = [blank_row(columns) for _ in range(height)]
        for y, strips in enumerate(update.strips, top):
            x = left
            for strip in strips:
                if strip is not None:
                    x = self._strip(x, y, strip, colours)

    def _put_some(self, update: ChopsUpdate, colours: ColorSystem | None) -> None:
        for y, start, stop in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x < stop and end > start:
                    self._strip(x, y, strip, colours)

    def _strip(self, x: int, y: int, strip: Strip, colours: ColorSystem | None) -> int:
        """Put a strip at a cell; where it ends."""
        end = x + strip.cell_length
        if 0 <= y < len(self._rows) and x >= 0:
            row = self._rows[y]
            columns = min(end, len(row.cells)) - x
            if columns > 0:
                row.put(x, _runs(strip, colours), columns)
        return end

    # When it is sent

    def begin(self) -> None:
        """The terminal is ours, and nothing is known of its screen."""
        self._stopped = False
        self.pacing.begin()
        if self._frames:
            self._learn()  # the tty's settings may be others by now
        self.forget()

    def forget(self) -> None:
        """Send everything anew, now or with what comes next."""
        self.screen.forget()
        if self._rows:
            self._want()

    def stop(self) -> int:
        """Send nothing more; how many answers are still to come."""
        self._stopped = True
        self._due = False
        return self.pacing.unanswered

    def key_came(self) -> None:
        """A key was read, in whatever thread: the next frame had better show what it does."""
        now = time.monotonic()
        gap = now - self._key_at
        self._gaps = (*self._gaps[1 - _GAPS :], gap) if gap < _PAUSE else ()
        self._key_at = now

    @property
    def seconds_to_rest(self) -> float:
        """Where a key is held down on a slow line, how long until it would have come again; else 0.

        On a line that stutters that is longer, and one gap is no release.
        """
        gaps = self._gaps
        quick = [gap for gap in gaps if gap <= _HELD]
        if not self.pacing.is_slow or not (len(quick) > 1 or (quick and gaps[-1] <= _HELD)):
            return 0.0
        return max(0.0, self._key_at + max(_KEY, _RESTS * max(quick)) - time.monotonic())

    def more_comes(self, seconds: float) -> None:
        """What belongs to what is wanted now will be wanted in so many seconds at most.

        One frame shows both, unless the line is free for this one at once: on its way a moment
        later, it would stand before the other.
        """
        self._more_until = time.monotonic() + seconds

    def answered(self, at: float) -> None:
        """The terminal has read the oldest frame that was on its way; when that was known."""
        self.pacing.answered(at)
        if self._due:
            self._send()

    def _want(self) -> None:
        if not self._due:
            self._due = True
            self._since = time.monotonic()
        self._send()

    def _send(self) -> None:
        """Send a frame, or see to it that this is called again when it may be."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._stopped or not self._due:
            return
        now = time.monotonic()
        wait = self._wait(now)
        if wait > 0:
            self._timer = self._loop.call_later(wait, self._send)
            return
        self._due = False
        if self._frames == 1:
            self._learn()
        text = self.screen.frame(self._rows, self._cursor)
        if not text:
            return
        self._frames += 1
        self._write(text + ASKED)
        size = len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
        self.pacing.sent(now, size + len(ASKED))

    def _learn(self) -> None:
        from reader.terminal.terminfo import terminfo  # 1 ms that the first paint goes without

        self.screen.learn(terminfo()._replace(returns=self._returns()))

    def _wait(self, now: float) -> float:
        """Seconds until a frame may be sent; none, or less than that, when now."""
        if (wait := self.pacing.wait(now)) > 0:
            return wait
        if now < self._since + _KEYS:
            if self._keys_wait():
                return 0.002
            if self._put_at < self._key_at and now < self._key_at + _KEY:
                return self._key_at + _KEY - now
        if now > self._put_at + _FRESH:
            return self._more_until - now
        return 0.0


def _runs(strip: Strip, colours: ColorSystem | None) -> Iterable[tuple[str, Look]]:
    for text, style, control in strip:
        if not control:
            yield text, look(style, colours) if style else PLAIN
