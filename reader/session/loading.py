"""Loader processes from the side of whoever asks: entries in order, whatever a file does to them."""

from __future__ import annotations

import fcntl
import mmap
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count, islice

from reader.article import Article, FileStamp, Metadata, Problem
from reader.errors import CatalogUnusable
from reader.library import names
from reader.session.loader import NO_TERMS, frame, frames, packed, unpacked
from reader.store.catalog.entry import Entry, entry

PATIENCE = 60.0  # seconds for one file; the largest that is read takes four
DEATHS = 2  # of a loader on one file, until the file is passed over
MOST_LOADERS = 4  # beyond, the writer is what everybody waits for
FEW = 64  # files that one loader reads sooner than a second one has started

_FILES_AT_ONCE = 16
_BYTES_AT_ONCE = 1 << 20  # of files; a frame of answers is about as large
_PATHS_AT_ONCE = 4 << 10  # bytes of a request, which so takes one page of a pipe
_BESIDE_PATHS = 16  # bytes in a request
_BESIDE_PATH = 40  # bytes for each of its files: two numbers, and what holds them together
_REQUESTS = 4  # that one loader has, so that it need not wait for the next
_BUSY = 2  # requests; loaders that have more to do are not heard answer by answer
_GATHERING = 0.003  # seconds meanwhile; each hearing costs as much as writing an article's rows
_HELD_BACK = 32 << 20  # bytes of answers that wait: for one before them, or for the writer
_BESIDE_ANSWER = 500  # bytes in memory
_LOOK_EVERY = 32  # files that are handed on; loaders have work for twice as many
_PIPE = 1 << 20  # bytes; where a loader goes on for a while without being listened to
_LOOK_AFTER = 0.01  # seconds from one look at the loaders to the next, while a batch is committed

_Numbered = tuple[int, FileStamp]


class _Loader:
    """One process, and the files that it has not answered yet."""

    def __init__(self, root: str, *, terms: bool) -> None:
        # -P: a file yaml.py in the current folder must not become ours.
        command = [sys.executable, "-P", "-m", "reader.session.loader", root]
        if not terms:
            command.append(NO_TERMS)
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd="/",
                bufsize=0,
            )
        except OSError as error:
            raise CatalogUnusable(
                f"Files can't be read: no process can be started ({error.strerror})."
            ) from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._questions = self._process.stdin.fileno()
        self.descriptor = self._process.stdout.fileno()
        self._received = bytearray()
        self.asked: deque[_Numbered] = deque()
        self._size = 0  # bytes of the files in `asked`
        self._length = 0  # characters of their paths
        self._ever_asked = 0  # files
        self._sent: deque[tuple[int, int]] = deque()  # files asked before, pages; maybe not read
        self._pages = _pages(self._questions)
        if hasattr(fcntl, "F_SETPIPE_SZ"):
            with suppress(OSError):  # somebody's limit for pipes; loaders wait more often then
                fcntl.fcntl(self.descriptor, fcntl.F_SETPIPE_SZ, _PIPE)

    def ask(self, files: list[_Numbered]) -> None:
        """Send some files; it never waits where there is room for them."""
        request = [(os.fsencode(stamp.path), stamp.mtime_ns, stamp.size) for _, stamp in files]
        data = frame(request)
        self._sent.append((self._ever_asked, _pages_for(len(data))))
        self._ever_asked += len(files)
        self.asked.extend(files)
        self._size += sum(stamp.size for _, stamp in files)
        self._length += sum(len(stamp.path) for _, stamp in files)
        with suppress(BrokenPipeError):  # it died, and `answers` will tell
            os.write(self._questions, data)

    def has_room(self, stamp: FileStamp) -> bool:
        """Whether its pipe takes a request that begins with a file.

        Else both could wait: it for somebody who listens, and we for it to read.
        """
        answered = self._ever_asked - len(self.asked)
        while self._sent and (self._sent[0][0] < answered or not self.asked):
            self._sent.popleft()  # an answer to its first file: all of it was read
        taken = sum(pages for _, pages in self._sent)
        return (
            not taken
            or taken + _pages_for(_BESIDE_PATHS + _BESIDE_PATH + len(os.fsencode(stamp.path)))
            <= self._pages
        )

    def requests(self) -> float:
        """How many full requests' worth it has not answered yet."""
        return max(
            len(self.asked) / _FILES_AT_ONCE,
            self._size / _BYTES_AT_ONCE,
            self._length / _PATHS_AT_ONCE,
        )

    def answers(self) -> list[tuple[_Numbered, bytes]]:
        """What has arrived, each with its file; waits for something. EOFError where it died."""
        data = os.read(self.descriptor, _PIPE)
        if not data:
            raise EOFError
        self._received += data
        return [(self.answered(), answer) for answer in frames(self._received)]

    def answered(self) -> _Numbered:
        """The first file that it was asked for is done with."""
        number, stamp = self.asked.popleft()
        self._size -= stamp.size
        self._length -= len(stamp.path)
        return number, stamp

    def end(self) -> int:
        """Kill it, if it still lives; how it ended."""
        status = self._process.poll()
        if status is None:
            self._process.kill()
            status = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        return status

    def ending(self) -> int:
        """How it ended; waits until it does."""
        return self._process.wait()


class Loading:
    """A few loaders for one library. A context manager: none of them outlives it."""

    def __init__(
        self, root: str, loaders: int, *, terms: bool = True, patience: float = PATIENCE
    ) -> None:
        self._root = root
        self._terms = terms
        self._patience = patience
        self._loaders = [_Loader(root, terms=terms) for _ in range(loaders)]
        self._deaths: dict[str, int] = {}
        self._coming: Iterator[_Numbered] = iter(())
        self._waiting: deque[_Numbered] = deque()
        # As they came: unpacked a second before they are written, they would be out of every cache.
        self._ready: dict[int, tuple[FileStamp, bytes]] = {}
        self._held = 0  # bytes of these

    def __enter__(self) -> Loading:
        return self

    def __exit__(self, *_: object) -> None:
        for loader in self._loaders:
            loader.end()

    def entries(self, stamps: Iterable[FileStamp]) -> Iterator[tuple[FileStamp, Entry | None]]:
        """Each file with its entry, in the order given; None where it is gone.

        A file that ended its loader twice gets an entry with a problem in place of its text. The
        stamps are asked for a few at a time, since they may be a million.
        """
        self._coming = enumerate(stamps)
        for number in count():
            if number % _LOOK_EVERY == 0:  # else they would wait as long as enough is ready
                self._distribute()
                self._hear(0)
            while number not in self._ready:
                self._distribute()
                if not any(loader.asked for loader in self._loaders):
                    return  # nothing is left
                self._collect()
            stamp, answer = self._ready.pop(number)
            self._held -= len(answer) + _BESIDE_ANSWER
            made = unpacked(answer)
            yield stamp, Entry._make(made) if isinstance(made, tuple) else None

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Let the loaders work on while the caller waits for something else, such as a disk.

        A thread asks and listens meanwhile; what to do about a loader that died is left to `entries`.
        """
        ended = threading.Event()
        thread = threading.Thread(target=self._go_on, args=(ended,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _go_on(self, ended: threading.Event) -> None:
        while not ended.wait(_LOOK_AFTER) and self._held < _HELD_BACK:
            self._distribute()
            try:
                for loader in self._answering(0):
                    self._take(loader)
            except EOFError:
                return

    def _distribute(self) -> None:
        if self._held >= _HELD_BACK and any(loader.asked for loader in self._loaders):
            return
        for requests in range(_REQUESTS):  # in turns, so that all have something to do
            for loader in self._loaders:
                if (
                    loader.requests() <= requests
                    and self._fetch()
                    and loader.has_room(self._waiting[0][1])
                ):
                    loader.ask(_portion(self._waiting))

    def _fetch(self) -> bool:
        """Have a portion of files waiting; False where there are none any more."""
        missing = _FILES_AT_ONCE - len(self._waiting)
        if missing > 0:
            self._waiting.extend(islice(self._coming, missing))
        return bool(self._waiting)

    def _collect(self) -> None:
        """Take what the loaders have answered; wait for something."""
        if all(loader.requests() > _BUSY for loader in self._loaders):
            time.sleep(_GATHERING)
        if not self._hear(self._patience):
            for loader in [loader for loader in self._loaders if loader.asked]:
                self._lost(loader, f"took longer than {self._patience:.0f} seconds")

    def _hear(self, patience: float) -> bool:
        """Take what loaders answer within so many seconds; False where nothing came."""
        answering = self._answering(patience)
        for loader in answering:
            try:
                self._take(loader)
            except EOFError:
                self._lost(loader, _ending(loader.ending()))
        return bool(answering)

    def _answering(self, patience: float) -> list[_Loader]:
        """Those that have answered, or died; none where nothing came in so many seconds."""
        poll = select.poll()
        busy = {loader.descriptor: loader for loader in self._loaders if loader.asked}
        for descriptor in busy:
            poll.register(descriptor, select.POLLIN)
        return [busy[descriptor] for descriptor, _ in poll.poll(patience * 1000)]

    def _take(self, loader: _Loader) -> None:
        for (number, stamp), answer in loader.answers():
            self._keep(number, stamp, answer)

    def _keep(self, number: int, stamp: FileStamp, answer: bytes) -> None:
        self._ready[number] = (stamp, answer)
        self._held += len(answer) + _BESIDE_ANSWER

    def _lost(self, loader: _Loader, reason: str) -> None:
        """A loader died, or has to: another one takes its files, and tries the first of them again."""
        loader.end()
        number, stamp = loader.answered()
        deaths = self._deaths[stamp.path] = self._deaths.get(stamp.path, 0) + 1
        if deaths >= DEATHS:
            self._keep(number, stamp, packed(tuple(passed_over(stamp, reason))))
        else:
            loader.asked.appendleft((number, stamp))
        self._waiting.extendleft(reversed(loader.asked))
        self._loaders[self._loaders.index(loader)] = _Loader(self._root, terms=self._terms)


def passed_over(stamp: FileStamp, reason: str) -> Entry:
    """What the catalog keeps of a file that can't be read without dying."""
    problem = Problem(
        0,
        f"Reading this file failed {DEATHS} times: its reader {reason}. It is not read again"
        " until it changes.",
        loss=True,
    )
    article = Article(
        stamp.path, names.title_from_path(stamp.path), Metadata(), 1, 0, problems=(problem,)
    )
    return entry(article, stamp, "", "")


def loaders_for(files: int) -> int:
    """How many loaders are worth starting."""
    if files <= FEW:
        return 1
    return max(1, min(MOST_LOADERS, _processors()))


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1


def _portion(waiting: deque[_Numbered]) -> list[_Numbered]:
    portion: list[_Numbered] = []
    size, length = 0, _BESIDE_PATHS
    while waiting and len(portion) < _FILES_AT_ONCE:
        stamp = waiting[0][1]
        size += stamp.size
        length += _BESIDE_PATH + len(os.fsencode(stamp.path))
        if portion and (size > _BYTES_AT_ONCE or length > _PATHS_AT_ONCE):
            break
        portion.append(waiting.popleft())
    return portion


def _pages(pipe: int) -> int:
    """What a pipe takes without being read: writes share a page only where all of them fits it."""
    try:
        return max(1, fcntl.fcntl(pipe, fcntl.F_GETPIPE_SZ) // mmap.PAGESIZE)
    except (AttributeError, OSError):  # not on macOS
        return 1


def _pages_for(length: int) -> int:
    return -(-length // _PATHS_AT_ONCE)


def _ending(status: int) -> str:
    if status < 0:
        try:
            return f"was ended by {signal.Signals(-status).name}"
        except ValueError:
            return f"was ended by signal {-status}"
    return f"ended with status {status}"
