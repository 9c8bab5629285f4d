"""Programs on terminals that begin where everything is imported already: a third of a second each.

A server imports what the interface and its demo import, and forks for each that is to run. What a
program is told by its surroundings (arguments, environment, folder, streams, terminal) is as if it
had been executed; what only a start of the interpreter can change is started as ever.
"""

from __future__ import annotations

import atexit
import fcntl
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import termios
from collections.abc import Callable
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_LOCALE = {"LC_ALL": "C.UTF-8"}
# Read by the interpreter, by the C library or by modules as they are imported
_EARLY = ("PYTHON", "LC_", "LANG", "TZ", "TEXTUAL", "TERM_PROGRAM", "MALLOC_", "LD_")
_PACKAGES = ("store", "library", "query", "markdown", "terminal", "session", "ui")
_LAST = "reader.ui.app"  # what the program imports once it knows its terminal
_HAS_TERMINAL = "textual.constants"  # and what of Textual tells what the environment tells


# In the tests


class Process:
    """A program that the server runs, as `subprocess.Popen` has them."""

    def __init__(self, server: Server, pid: int) -> None:
        self._server, self.pid = server, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """How it ended, negative for a signal; None while it lives."""
        if self.returncode is None:
            self.returncode = self._server.ask({"ended": self.pid, "wait": False})
        return self.returncode

    def wait(self) -> int | None:
        """The same once it has."""
        if self.returncode is None:
            self.returncode = self._server.ask({"ended": self.pid, "wait": True})
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Whatever it does."""
        self.send_signal(signal.SIGKILL)


class Server:
    """The process that has imported everything; one for each process of tests."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.terminal.warm", str(theirs.fileno())],
            cwd=ROOT,
            env=_as_here(dict(os.environ)) | _LOCALE | {"PYTHONPATH": ROOT},
            pass_fds=(theirs.fileno(),),
        )
        theirs.close()
        self._answers = self._ours.makefile("r")
        self._environ = dict(os.environ)
        atexit.register(self.close)

    def takes(self, environ: dict[str, str]) -> bool:
        """Whether a program with these variables can do without a start of its own."""
        return _as_here(environ) == _as_here(self._environ) | _LOCALE

    def ask(self, question: dict[str, object], *descriptors: int) -> int | None:
        """Send a question, and perhaps a terminal; its answer."""
        data = json.dumps(question).encode() + b"\n"
        socket.send_fds(self._ours, [len(data).to_bytes(4, "big")], descriptors)
        self._ours.sendall(data)
        answer: int | None = json.loads(self._answers.readline())
        return answer

    def start(
        self, argv: list[str], terminal: int, environ: dict[str, str], cwd: str | None
    ) -> Process:
        """Run `python argv` on a terminal that becomes its own."""
        job = {"argv": argv, "environ": environ, "cwd": cwd or os.getcwd()}
        pid = self.ask({"start": job}, terminal)
        assert pid is not None
        return Process(self, pid)

    def close(self) -> None:
        """End it."""
        self._answers.close()
        self._ours.close()
        self._process.wait()


def _as_here(environ: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if name.startswith(_EARLY)}


# In the server


class _Reader(MetaPathFinder):
    """Has Textual look at the environment once more, where a program would import it."""

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """Nothing is found here."""
        if fullname == _LAST:
            importlib.reload(sys.modules[_HAS_TERMINAL])
        return None


def load() -> None:
    """Import what the programs import."""
    os.environ["TEXTUAL_FPS"] = "240"  # as `launch` has it; Textual remembers it
    from reader.cli import launch, main, parser, whose  # noqa: F401

    launch._load_asyncio()
    for package in _PACKAGES:
        folder = os.path.join(ROOT, "reader", package)
        for found in pkgutil.walk_packages([folder], f"reader.{package}."):
            if found.name != _LAST and not found.name.endswith("__main__"):
                importlib.import_module(found.name)
    del os.environ["TEXTUAL_FPS"]
    assert _LAST not in sys.modules
    sys.meta_path.insert(0, _Reader())


def serve(questions: socket.socket) -> Callable[[], None]:
    """Answer until nobody asks any more; returns in what was forked, with what is to be run."""
    while size := socket.recv_fds(questions, 4, 1):
        if not size[0]:
            break
        question = json.loads(_received(questions, int.from_bytes(size[0], "big")))
        answer: int | None
        if job := question.get("start"):
            (terminal,) = size[1]
            ready, begun = os.pipe()
            answer = os.fork()
            if not answer:
                os.close(ready)
                return lambda: run(terminal, job["argv"], job["environ"], job["cwd"], begun)
            os.close(terminal)
            os.close(begun)
            os.read(ready, 1)  # its end: the terminal is taken over
            os.close(ready)
        else:
            pid, status = os.waitpid(question["ended"], 0 if question["wait"] else os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        questions.sendall(json.dumps(answer).encode() + b"\n")
    return lambda: None


def _received(questions: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        data += questions.recv(size - len(data))
    return data


def run(terminal: int, argv: list[str], environ: dict[str, str], cwd: str, begun: int) -> None:
    """Become the program; `begun` is closed once the terminal is its own."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    os.setsid()
    for stream in range(3):
        os.dup2(terminal, stream)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    os.close(begun)
    os.closerange(3, 256)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environ)
    if argv[0] == "-m":
        sys.argv = argv[1:]
        runpy.run_module(argv[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = argv
        sys.path[0] = os.path.dirname(argv[0])
        runpy.run_path(argv[0], run_name="__main__")


if __name__ == "__main__":
    load()
    import gc

    gc.freeze()
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        begin = serve(asked)
    begin()
