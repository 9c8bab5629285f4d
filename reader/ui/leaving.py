"""The ways out: whatever happens, the place is saved and the terminal is left as it was found.

A key, SIGTERM, SIGHUP, an exception and a vanished terminal all end here. Nothing waits for more
than 0.2 s: not for a terminal that nobody reads, not for a disk, not for a thread that works on.
"""

from __future__ import annotations

import _thread
import contextlib
import faulthandler
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from rich.console import RenderableType
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.screen import Screen
from textual.worker import WorkerFailed

from reader import __version__
from reader.characters import one_line
from reader.errors import ReaderError
from reader.ui.driver import INPUT_THREAD, ReaderDriver

PATIENCE = 0.2  # seconds for saving, and at the same time for the terminal
_LAST_RESORT = 1.0  # seconds after which the process ends though the terminal took no restoring
_LOG_LIMIT = 1 << 20  # bytes of log that are kept; then it begins anew
_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)


class LeavingApp(App[int]):
    """An app whose exceptions go to the log plainly, and not, with every local, to the screen.

    What it shows goes to its driver as strips, and not as text with sequences.
    """

    _dropped = False  # something was painted while updates were held back

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        # Textual takes it for shown: a layout for another size would be missed for good.
        self._dropped = self._dropped or (renderable is not None and self._batch_count > 0)
        driver = self._driver
        if not isinstance(driver, ReaderDriver) or not isinstance(
            renderable, LayoutUpdate | ChopsUpdate
        ):
            super()._display(screen, renderable)
            return
        if self._running and not self._closed and not self._batch_count:
            driver.show(renderable, self.place_of_cursor(), self.console._color_system)
        self.post_display_hook()

    def place_of_cursor(self) -> tuple[int, int] | None:
        """Row and column where the cursor is to be left; None where it does not matter."""
        x, y = self.screen.outer_size.clamp_offset(self.cursor_position)
        return (y, x) if x or y else None  # at first it is nowhere

    def _end_batch(self) -> None:
        super()._end_batch()
        if self._dropped and not self._batch_count:
            self._dropped = False
            self.screen.refresh()

    @property
    def seconds_to_rest(self) -> float:
        """How long a key that is held down on a slow line must rest; 0 where none is."""
        driver = self._driver
        return driver.frames.seconds_to_rest if isinstance(driver, ReaderDriver) else 0.0

    def more_comes(self, seconds: float) -> None:
        """What belongs to what is painted now comes within so many seconds: `Frames.more_comes`."""
        if isinstance(self._driver, ReaderDriver):
            self._driver.frames.more_comes(seconds)

    def panic(self, *renderables: Any) -> None:
        """End with an error; what was to be printed is logged."""
        for renderable in renderables:
            print(renderable, file=sys.__stderr__, flush=True)
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()


def run(
    app: App[int],
    *,
    log: str,
    on_leave: Callable[[], None],
    on_suspend: Callable[[], None] | None = None,
) -> int:
    """Run an app on the terminal; the exit status.

    `on_leave` saves what must be saved; it may be called in any thread and more than once.
    `on_suspend`, by default the same, is called before the process sleeps (Ctrl+Z) and goes on
    later. `log` is the file that stands for stderr meanwhile; an exception prints one sentence
    with its path. Once the terminal is given back the process ends within 0.4 s, even where a
    thread still works.
    """
    departure = _Departure(app, on_leave, log)
    with _stderr_in(log) as stderr:
        departure.stderr = stderr
        for number in _SIGNALS:
            signal.signal(number, departure.on_signal)
        ReaderDriver.on_suspend = partial(_beside, on_suspend or on_leave)
        ReaderDriver.on_left = departure.on_left
        threading.excepthook = departure.on_exception_in_thread
        error: BaseException | None = None
        try:
            app.run()
        except BaseException as raised:
            # The outermost place of all: it is logged, told and turned into a status below.
            error = raised
        return departure.end(app.return_code or 0, error or app._exception)


class _Departure:
    """One leaving, whoever asks for it first."""

    def __init__(self, app: App[int], on_leave: Callable[[], None], log: str) -> None:
        self._app = app
        self._on_leave = on_leave
        self._log = log
        self._begun = threading.Lock()
        self.stderr = 2  # the descriptor of the real one

    def on_signal(self, number: int, _frame: object) -> None:
        """Leave in a thread, since what the signal interrupted may hold what saving needs."""
        # Not threading.Thread: the signal may have interrupted that very module's locks.
        _thread.start_new_thread(self._leave, (128 + number, None))

    def on_exception_in_thread(self, what: threading.ExceptHookArgs) -> None:
        """Log it; and leave when nobody reads the keys any more."""
        # Textual takes sys.stderr for itself, so the usual hook would write to nowhere.
        if what.thread is not None and what.thread.name == INPUT_THREAD:
            self._leave(1, what.exc_value)
        else:
            traceback.print_exception(what.exc_value, file=sys.__stderr__)

    def on_left(self) -> None:
        """The terminal is back: now the app may not keep its person waiting for its threads."""
        _thread.start_new_thread(self._leave_soon, ())

    def _leave_soon(self) -> None:
        time.sleep(PATIENCE)
        error = self._app._exception
        self._leave(self._app.return_code or int(error is not None), error)

    def _leave(self, status: int, error: BaseException | None) -> None:
        if not self._begun.acquire(blocking=False):
            return
        try:
            _thread.start_new_thread(_exit_after, (_LAST_RESORT, status))
            self._finish()
            self._tell(error)
        finally:
            os._exit(status)

    def _finish(self) -> None:
        # The app may be at work meanwhile: it gives way a hundred times as often from here on.
        sys.setswitchinterval(0.00005)
        driver = ReaderDriver.active
        _beside(self._on_leave, driver.leave if driver else lambda: None)

    def _tell(self, error: BaseException | None) -> None:
        if error is None:
            return
        if isinstance(error, WorkerFailed):
            error = error.error  # which knows where it happened
        traceback.print_exception(error, file=sys.__stderr__)
        with contextlib.suppress(OSError):
            os.write(self.stderr, _told(error, self._log).encode("utf-8", "replace"))

    def end(self, status: int, error: BaseException | None) -> int:
        """After the app: save, see that the terminal is back, say what went wrong; the status."""
        if not self._begun.acquire(blocking=False):
            time.sleep(3 * PATIENCE)  # somebody was quicker and ends the process
        self._finish()
        self._tell(error)
        status = status or int(error is not None)
        # Threads that are not daemons are waited for at exit.
        _thread.start_new_thread(_exit_after, (PATIENCE, status))
        return status


def _beside(save: Callable[[], None], task: Callable[[], None] = lambda: None) -> None:
    """Save in another thread while a task is done, and wait for PATIENCE in all.

    So its errors go to the log, and a slow disk holds nothing up.
    """
    deadline = time.monotonic() + PATIENCE
    saving = threading.Thread(target=save, name="saving", daemon=True)
    saving.start()
    task()
    saving.join(max(0.0, deadline - time.monotonic()))


def _exit_after(seconds: float, status: int) -> None:
    time.sleep(seconds)
    os._exit(status)


def _told(error: BaseException, log: str) -> str:
    if isinstance(error, ReaderError):
        return f"reader: {one_line(str(error))}\n"
    what = one_line(traceback.format_exception_only(error)[-1])[:200]
    return f"reader: it ended by a fault of its own ({what}). Details: {one_line(log)}\n"


@contextlib.contextmanager
def _stderr_in(path: str) -> Iterator[int]:
    """Descriptor 2 is a log meanwhile, since a library's warning would tear the screen; the real one.

    Where no log can be written, nothing is.
    """
    real = os.dup(2)
    try:
        log = _opened(path)
        os.dup2(log, 2)
        os.close(log)
        print(
            f"--- reader {__version__}, {time.strftime('%Y-%m-%d %H:%M:%S')}", file=sys.__stderr__
        )
        faulthandler.enable()
        yield real
    finally:
        faulthandler.disable()
        if sys.__stderr__ is not None:
            sys.__stderr__.flush()
        os.dup2(real, 2)
        os.close(real)


def _opened(path: str) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        log = os.open(path, flags, 0o600)
    except OSError:
        return os.open(os.devnull, os.O_WRONLY)
    if os.fstat(log).st_size > _LOG_LIMIT:
        os.ftruncate(log, 0)
    return log
