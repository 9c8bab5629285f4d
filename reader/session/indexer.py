"""The refresh as the interface runs it: in a child, so that no key waits for it.

In a thread it doubled the delay of a key. Only a catalog in memory, which no child could fill, is
refreshed here.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from reader import errors
from reader.errors import CatalogUnusable, IndexingStopped, ReaderError
from reader.session.library import Library, in_some_place
from reader.session.progress import Progress, Summary, Told, Walked, of_values

ATTEMPTS = 2  # a child that was killed is started once more; what it committed is not done again

OnProgress = Callable[[Progress], None]
OnWalked = Callable[[Walked], None]


class Indexer:
    """One refresh of one library. `run` blocks; `cancel` may be called from any thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._stopped = threading.Event()
        self._child: subprocess.Popen[str] | None = None

    def run(
        self,
        on_progress: OnProgress,
        on_walked: OnWalked = lambda _: None,
        *,
        rebuild: bool = False,
    ) -> Summary:
        """Refresh the catalog; where it can't be written and never was whole, in another place.

        Raises IndexingStopped after `cancel`, and what `refresh` raises.
        """
        return in_some_place(
            self._library, lambda: self._run(on_progress, on_walked, rebuild=rebuild)
        )

    def cancel(self) -> None:
        """Stop; what was committed stays."""
        self._stopped.set()
        child = self._child
        if child is not None:
            child.terminate()

    def _run(self, on_progress: OnProgress, on_walked: OnWalked, *, rebuild: bool) -> Summary:
        if self._library.in_memory:
            return self._run_here(on_progress, on_walked, rebuild=rebuild)
        status = 0
        for _ in range(ATTEMPTS):
            summary, status = self._run_child(on_progress, on_walked, rebuild=rebuild)
            self._stop_if_asked()
            if summary is not None:
                return summary
        raise CatalogUnusable(f"The indexer was ended {ATTEMPTS} times ({_ending(status)}).")

    def _run_here(self, on_progress: OnProgress, on_walked: OnWalked, *, rebuild: bool) -> Summary:
        from reader.session.refresh import refresh

        def tell(progress: Progress) -> None:
            self._stop_if_asked()
            on_progress(progress)

        return refresh(self._library, rebuild=rebuild, on_progress=tell, on_walked=on_walked)

    def _run_child(
        self, on_progress: OnProgress, on_walked: OnWalked, *, rebuild: bool
    ) -> tuple[Summary | None, int]:
        """The child's summary, or none where it was killed; its error is raised here."""
        # -P: a file json.py in the current folder must not become ours.
        command = [sys.executable, "-P", "-m", "reader", "index", "--for-interface"]
        command += ["--rebuild"] if rebuild else []
        with _started([*command, "--", self._library.root], self._library) as child:
            self._child = child
            if self._stopped.is_set():
                child.terminate()
            assert child.stdout is not None
            summary = None
            for line in child.stdout:
                told = _told(line)
                if isinstance(told, Progress):
                    on_progress(told)
                elif isinstance(told, Walked):
                    on_walked(told)
                elif isinstance(told, Summary):
                    summary = told
                elif told is not None:
                    raise told
        self._child = None
        return summary, child.returncode

    def _stop_if_asked(self) -> None:
        if self._stopped.is_set():
            raise IndexingStopped("Stopped reading the folder. Ctrl+R goes on.")


def _started(command: list[str], library: Library) -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "READER_CACHE": library.location.folder},
            cwd="/",
        )
    except OSError as error:
        raise CatalogUnusable(f"The indexer can't be started: {error.strerror}.") from error


def error_values(error: ReaderError) -> dict[str, Any]:
    """An error as the child tells it."""
    return {"error": type(error).__name__, "message": str(error)}


def _told(line: str) -> Told | ReaderError | None:
    """What a line of the child says; None for a line that was cut off when it died."""
    try:
        values = json.loads(line)
    except ValueError:
        return None
    if not isinstance(values, dict):
        return None
    if "error" in values:
        kind = getattr(errors, str(values["error"]), ReaderError)
        if isinstance(kind, type) and issubclass(kind, ReaderError):
            return kind(str(values.get("message")))
        return None
    return of_values(values)


def _ending(status: int) -> str:
    if status < 0:
        try:
            return signal.Signals(-status).name
        except ValueError:
            return f"signal {-status}"
    return f"status {status}"
