"""Textual's driver for our terminal: nothing waits for the other end, and answers are not keys."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import time
from codecs import getincrementaldecoder
from collections.abc import Callable
from threading import Event, Lock, Thread, get_ident
from typing import TYPE_CHECKING, Any, ClassVar

from textual import constants, events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from reader.characters import clean, is_clean
from reader.terminal.capabilities import encoding
from reader.terminal.questions import LAST, Answers, heard, questions
from reader.terminal.replies import Replies
from reader.terminal.tty import Tty
from reader.terminal.writer import Writer
from reader.ui.frames import Frames, Update

if TYPE_CHECKING:
    from rich.color import ColorSystem
    from textual.app import App

_DRAIN = 0.08  # seconds for the last frame to be taken, then as long for putting the screen back
INPUT_THREAD = "terminal-input"
_ROUND_TRIP = 0.1  # seconds that an end waits for an answer which the shell would get else
_LONG_WAY = 0.6  # the same at most where answers are known to take their time


class BackgroundReported(Message):
    """The terminal told its background, red, green and blue from 0 to 255; once, early or late."""

    def __init__(self, red: int, green: int, blue: int) -> None:
        self.red, self.green, self.blue = red, green, blue
        super().__init__()


class _Keys:
    """From bytes to Textual's events: answers are taken out, then Textual's parser reads the rest."""

    def __init__(self, driver: ReaderDriver) -> None:
        self._driver = driver
        self._replies = Replies()
        self._parser = XTermParser(driver._debug)
        # A stray byte is no reason to end: Textual's own reading is strict.
        self._decode = getincrementaldecoder(encoding())("ignore").decode
        self._parser_until = 0.0  # until when the parser may wait for the rest of a sequence

    def timeout(self) -> float | None:
        """Milliseconds until `tick` has something to do; None, at rest, costs no wake-up at all."""
        times = [at for at in (self._replies.due(), self._parser_until) if at]
        return max(0.0, min(times) - time.monotonic()) * 1000 + 1 if times else None

    def read(self, data: bytes) -> list[bytes]:
        """Send on what is a key; the answers."""
        keys = self._replies.feed(data, time.monotonic())
        if keys:
            self._driver.frames.key_came()
        self._send(keys)
        return self._replies.take()

    def tick(self) -> None:
        """Send on what has waited long enough to be a key after all."""
        now = time.monotonic()
        late = self._replies.expire(now)
        if late == b"\x1b":
            self._driver.process_message(events.Key("escape", "\x1b"))
        else:
            self._send(late)
        for message in self._parser.tick():
            if (safe := cleaned(message)) is not None:
                self._driver.process_message(safe)
        if self._parser_until and now >= self._parser_until:
            self._parser_until = 0.0

    def end(self) -> None:
        """Let the parser go."""
        with contextlib.suppress(EOFError, ParseError):
            for _ in self._parser.feed(""):
                pass

    def _send(self, data: bytes) -> None:
        text = self._decode(data)
        if not text:  # which would mean the end to the parser
            return
        if "\x1b" in text:
            self._parser_until = time.monotonic() + 2 * constants.ESCAPE_DELAY
        for message in self._parser.feed(text):
            if (safe := cleaned(message)) is not None:
                self._driver.process_message(safe)


def cleaned(message: Message) -> Message | None:
    """A message of the parser without what acts on a terminal: what is typed or pasted will be shown.

    A key that is nothing else is none. Control characters up to DEL are keys by their names.
    """
    if isinstance(message, events.Paste) and not is_clean(message.text):
        return events.Paste(clean(message.text))
    if isinstance(message, events.Key) and (message.character or "") > "\x7f":
        return message if is_clean(message.character or "") else None
    return message


class ReaderDriver(LinuxDriver):
    """A terminal that is left as it was found whatever happens.

    Ctrl+Z calls `on_suspend` first. A vanished terminal comes as SIGHUP, whoever sent it.
    """

    active: ClassVar[ReaderDriver | None] = None
    """The driver that has a terminal, for whoever has to put it back in a hurry."""

    on_suspend: ClassVar[Callable[[], None] | None] = None
    on_left: ClassVar[Callable[[], None] | None] = None
    """Called when the terminal was given back for good."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        self.tty = Tty()
        super().__init__(app, debug=debug, mouse=mouse, size=size or self.tty.size())
        self.fileno = self.tty.input
        self.input_tty = True
        self._changing = Lock()  # held while the terminal changes hands
        self._writer: Writer | None = None
        self._keys: Thread | None = None
        self._wake: tuple[int, int] | None = None
        self.frames = Frames(self._loop, self.write, self._keys_wait, lambda: self.tty.returns)
        self.frames.screen.shows_cursor = getattr(app, "linear", False)
        self.answers = Answers()  # what the terminal told of itself
        self._answered = Event()  # it answered the last question, so nothing is under way
        self._read = Event()  # it answered a frame
        self._heard = self._reckoned = 0  # answers to frames: read, and known to the frames
        self._asked_at = 0.0
        self._asked_bytes = 0
        self._asked = False
        self._stopping = False
        self._suspending = False
        ReaderDriver.active = self

    # Output

    def write(self, data: str) -> None:
        """Write soon, in order; never waits, and does nothing once the terminal was left."""
        # The shape of the mouse's pointer (OSC 22) would have to be put back, and is not worth it.
        writer = self._writer  # once, since another thread may be leaving
        if writer is not None and not data.startswith("\x1b]22;"):
            writer.write(data)

    def _get_terminal_size(self) -> tuple[int, int]:
        return self.tty.size()

    def show(
        self, update: Update, cursor: tuple[int, int] | None, colours: ColorSystem | None
    ) -> None:
        """What Textual wants to be seen, as soon as the terminal has taken what was sent before."""
        self.frames.put(update, cursor, colours)

    def paint_anew(self) -> None:
        """Every cell again: something else wrote to the terminal."""
        self.frames.forget()

    def _paint_anew(self) -> None:
        self._in_loop(self.paint_anew)

    def _keys_wait(self) -> bool:
        """Whether keys were read that the app has not looked at."""
        return not self._app._message_queue.empty()

    def _send_size(self) -> None:
        size = Size(*self.tty.size())
        asyncio.run_coroutine_threadsafe(
            self._app._post_message(events.Resize(size, size)), loop=self._loop
        )

    def _resized(self) -> None:
        # Terminals differ in what they keep of the rows. In the signal's handler any line of ours
        # may be half done.
        self._in_loop(self.frames.forget)
        self._send_size()

    def _frame_answered(self, at: float) -> None:
        self._reckoned += 1
        self.frames.answered(at)

    # The beginning and the end

    def start_application_mode(self) -> None:
        """Take the terminal over and begin to read keys."""
        with self._changing:
            rest = self.tty.enter()
            if rest is None:
                return  # another thread is ending the process
            self._writer = Writer(self.tty.output, self.tty.never_blocks, self._paint_anew)
            self._writer.start()
            self._writer.write(rest)
        self.frames.begin()
        signal.signal(signal.SIGWINCH, lambda *_: self._resized())
        self._send_size()
        self._answered.clear()
        self._asked_at = time.monotonic()
        asked = LAST if self._asked else questions(os.environ.get("TERM", ""))
        self._asked_bytes = len(asked)
        self.write(asked)
        self._asked = True
        self._stopping = False
        self._wake = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        self._keys = Thread(target=self._read_keys, name=INPUT_THREAD, daemon=True)
        self._keys.start()

    def disable_input(self) -> None:
        """Stop reading keys; at once."""
        # An answer that comes after the end would be typed into the shell.
        if self._keys is not None and not self._stopping:
            if time.monotonic() - self._asked_at < 1.0:
                self._answered.wait(_ROUND_TRIP)
            self._wait_for_answers(self._reckoned + self.frames.stop())
        self._stop_keys()

    def _wait_for_answers(self, to_come: int) -> None:
        now = time.monotonic()
        patience = 2 * self.frames.pacing.answered_in(now)
        deadline = now + min(_LONG_WAY, max(_ROUND_TRIP, patience))
        while True:
            self._read.clear()
            left = deadline - time.monotonic()
            if self._heard >= to_come or left <= 0:
                return
            self._read.wait(left)

    def _stop_keys(self) -> None:
        self._stopping = True
        if self._wake is not None:
            os.write(self._wake[1], b".")
            if self._keys is not None:
                self._keys.join(_ROUND_TRIP)
            for end in self._wake:
                os.close(end)
            self._wake = self._keys = None

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was found."""
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self.disable_input()
        self._leave(for_good=not self._suspending)
        if not self._suspending and ReaderDriver.on_left is not None:
            ReaderDriver.on_left()

    def leave(self) -> None:
        """Give the terminal back for good, from any thread, within 0.2 s."""
        self._leave(for_good=True)

    def _leave(self, *, for_good: bool) -> None:
        with self._changing:
            writer, self._writer = self._writer, None
            try:
                if writer is not None:
                    writer.finish(_DRAIN)
            finally:
                cut_off = writer is not None and writer.cut_off
                self.tty.leave(for_good=for_good, cut_off=cut_off, patience=_DRAIN)

    def close(self) -> None:
        """Nothing is left open but the terminal itself, which may be entered again."""

    def suspend_application_mode(self) -> None:
        """Lend the terminal to another program."""
        self._suspending = True
        self.stop_application_mode()

    def resume_application_mode(self) -> None:
        """Take the terminal back from it."""
        self._suspending = False
        self.start_application_mode()

    # Ctrl+Z, fg, and being stopped by someone else

    def _sigtstp_application(self, *_: object) -> None:
        # Never within what the loop is doing now: that may be a transaction, and the process
        # would sleep on its lock.
        self._in_loop(self._suspend)

    def _suspend(self) -> None:
        if self._suspending:
            return
        self._suspending = True
        try:
            if ReaderDriver.on_suspend is not None:
                ReaderDriver.on_suspend()
            in_front = self.tty.is_entered
            if in_front:  # else another program has it, and the app waits for that
                self.stop_application_mode()
            # The system's own SIGTSTP, not SIGSTOP: it does nothing where no shell could ever
            # continue the program, and it is delivered to this very thread before the next line.
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            signal.pthread_kill(get_ident(), signal.SIGTSTP)
            signal.signal(signal.SIGTSTP, self._sigtstp_application)
            if in_front and self._auto_restart:
                self.start_application_mode()
                self.send_message(Driver.SignalResume())
        finally:
            self._suspending = False

    def _sigcont_application(self, *_: object) -> None:
        self._in_loop(self._continue)

    def _continue(self) -> None:
        # After `_suspend` the terminal has been taken over already.
        if not self._suspending and self.tty.is_entered:
            self.write(self.tty.enter_again())
            self.paint_anew()

    # Input

    def _read_keys(self) -> None:
        """In the thread: read until stopped, or until the terminal is gone."""
        assert self._wake is not None
        stop = self._wake[0]
        keys = _Keys(self)
        ready = select.poll()
        ready.register(self.fileno, select.POLLIN)
        ready.register(stop, select.POLLIN)
        while True:
            found = dict(ready.poll(keys.timeout()))
            if stop in found or self._stopping:
                keys.end()
                return
            if self.fileno in found:
                try:
                    data = os.read(self.fileno, 4096)
                except OSError:
                    data = b""
                if not data:
                    os.kill(os.getpid(), signal.SIGHUP)
                    return
                self._hear(keys.read(data))
            keys.tick()

    def _hear(self, answers: list[bytes]) -> None:
        now = time.monotonic()
        for answer in answers:
            if answer.endswith(b"R"):
                self._heard += 1
                self._read.set()
                self._in_loop(self._frame_answered, now)
            before, self.answers = self.answers, heard(self.answers, answer)
            if answer.endswith(b"c"):
                took = now - self._asked_at
                self._in_loop(self.frames.pacing.heard, took, self._asked_bytes)
                self._answered.set()
            if self.answers.synchronised:
                self.frames.screen.synchronised = True
            wants_kitty = self.answers.kitty and not constants.DISABLE_KITTY_KEY
            if wants_kitty and (learnt := self.tty.learn_kitty()):
                self.write(learnt)
            colour = self.answers.background
            if colour is not None and colour != before.background:
                self.send_message(BackgroundReported(*colour))

    def _in_loop(self, call: Callable[..., None], *arguments: float) -> None:
        # It may have ended meanwhile: of the next moments Ctrl+Z and answers ask nothing any more
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(call, *arguments)
