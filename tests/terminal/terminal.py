"""A terminal for tests: a program on a real pseudo-terminal, its screen, and what became of it.

    with Terminal([sys.executable, "-m", "reader", folder]) as terminal:
        terminal.until(lambda text: "Quick start" in text)
        terminal.press("q")
        assert terminal.wait() == 0
        assert terminal.differences() == []

It answers what terminals are asked, and knows the modes that a program may leave behind.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from functools import cache

from tests.terminal.screen import Emulator
from tests.terminal.warm import Server

_KITTY = re.compile(rb"\x1b\[([<>])(\d*)u")

SHELL = os.path.join(os.path.dirname(__file__), "shell.py")
DEMO = os.path.join(os.path.dirname(__file__), "demo.py")
_AT_ONCE = 128  # bytes that a slow terminal reads in one go
ON_AT_FIRST = frozenset({7, 25})  # wrapping and the cursor; every other mode is off


@cache
def _server():
    return Server()


def _server_for(argv, environ):
    """What runs such a program without starting an interpreter; None where nothing does."""
    if argv[0] != sys.executable or not (argv[1:3] == ["-m", "reader"] or argv[1] == DEMO):
        return None
    return _server() if _server().takes(environ) else None


class Terminal:
    """One program on one pseudo-terminal.

    `answering` is False for a terminal that tells nothing, `late` the seconds it takes to answer,
    `rate` the bytes a second that it reads at most.
    With `shell` the program has a shell above it that can stop and continue it. `cold` starts an
    interpreter also where `warm` could do without.
    """

    def __init__(
        self,
        argv,
        *,
        columns=80,
        rows=24,
        env=None,
        cwd=None,
        answering=True,
        late=0.0,
        rate=None,
        shell=False,
        cold=False,
    ):
        self.argv, self.columns, self.rows = argv, columns, rows
        self.output = b""
        self.kitty = 0
        self._emulator = Emulator(columns, rows, self._obey)
        self._shell = shell
        self._answering, self._late = answering, late
        self._rate, self._busy_until = rate, 0.0
        self._due = []  # (when, answer)
        self.master, self._slave = pty.openpty()
        self._resize(columns, rows)
        self.before = termios.tcgetattr(self._slave)
        environ = {
            name: value
            for name, value in os.environ.items()
            if name not in ("CI", "NO_COLOR", "COLUMNS", "LINES", "TMUX", "STY", "PYTHONWARNINGS")
        }
        environ.update(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8")
        environ.update(env or {})
        self.started = time.monotonic()
        if not shell and not cold and (server := _server_for(argv, environ)):
            self.process = server.start(argv[1:], self._slave, environ, cwd)
            return
        self.process = subprocess.Popen(
            [sys.executable, SHELL, *argv] if shell else argv,
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env=environ,
            cwd=cwd,
            preexec_fn=self._take_over,
            close_fds=True,
        )

    @staticmethod
    def _take_over():
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # as in a terminal, also below nohup
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            os.killpg(self.pid if self._shell else self.process.pid, signal.SIGKILL)
            self.process.kill()
            self.process.wait()
        self.hang_up()
        os.close(self._slave)

    # What the person does

    def press(self, keys):
        """Type; each call arrives as one piece."""
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns, rows):
        """Another size, with the signal that goes with it."""
        self._resize(columns, rows)
        self.screen.resize(rows, columns)
        self.columns, self.rows = columns, rows

    def _resize(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def pid(self):
        """The program's process."""
        if not self._shell:
            return self.process.pid
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as children:
            return int(children.read().split()[0])

    def signal(self, number):
        """Send the program a signal."""
        os.kill(self.pid, number)

    def bring_back(self):
        """What `fg` does, for a program below a shell."""
        self.process.send_signal(signal.SIGUSR1)

    def hang_up(self):
        """Take the terminal away."""
        if self.master is not None:
            os.close(self.master)
            self.master = None

    # What is seen

    def text(self):
        """The rows of the screen."""
        return "\n".join(self.screen.display)

    def until(self, holds, within=20.0):
        """Read until a predicate of the screen's text holds; its text. AssertionError in vain."""
        end = time.monotonic() + within
        while not holds(self.text()):
            if time.monotonic() > end or (not self.read(0.05) and self.process.poll() is not None):
                self.read(0.05)
                if holds(self.text()):
                    break
                raise AssertionError(f"in vain; status {self.process.poll()}:\n{self.text()}")
        return self.text()

    def settle(self, idle=0.3, within=10.0):
        """Read until nothing has come for `idle` seconds; the bytes that came."""
        before, end = len(self.output), time.monotonic() + within
        while time.monotonic() < end and self.read(idle):
            pass
        return self.output[before:]

    def read(self, seconds):
        """Read once, waiting so long at most; whether anything came."""
        end = time.monotonic() + seconds
        while True:
            self._answer_what_is_due()
            left = end - time.monotonic()
            wait = min([left, *(when - time.monotonic() for when, _ in self._due)])
            if self.master is None:
                return False
            if self._busy_until > time.monotonic():
                time.sleep(max(0.0, min(wait, self._busy_until - time.monotonic())))
            elif select.select([self.master], [], [], max(0.0, wait))[0]:
                break
            if left <= 0:
                return False
        try:
            data = os.read(self.master, _AT_ONCE if self._rate else 1 << 16)
        except OSError:
            return False
        if self._rate:
            self._busy_until = (
                max(self._busy_until, time.monotonic() - 0.01) + len(data) / self._rate
            )
        self._see(data)
        return bool(data)

    @property
    def screen(self):
        """What is shown."""
        return self._emulator.screen

    @property
    def modes(self):
        """The private modes that are set."""
        return self._emulator.modes

    def _see(self, data):
        self.output += data
        self._emulator.feed(data)

    def _obey(self, sequence):
        if kitty := _KITTY.fullmatch(sequence):
            self.kitty += 1 if kitty[1] == b">" else -int(kitty[2] or 1)
            return True
        return self._ask(sequence)

    def _ask(self, sequence):
        """Answer a query as a terminal would; whether it was one."""
        if sequence in (b"\x1b[c", b"\x1b[0c"):
            answer = b"\x1b[?62;22c"
        elif sequence == b"\x1b[6n":
            self._emulator.show_held()
            column = min(self.screen.cursor.x + 1, self.screen.columns)
            answer = b"\x1b[%d;%dR" % (self.screen.cursor.y + 1, column)
        elif mode := re.fullmatch(rb"\x1b\[\?(\d+)\$p", sequence):
            answer = b"\x1b[?%s;2$y" % mode[1]
        elif sequence.startswith(b"\x1b]11;?"):
            answer = b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"
        elif sequence == b"\x1b[?u":
            answer = b"\x1b[?0u"
        else:
            return False
        if self._answering:
            self._due.append((time.monotonic() + self._late, answer))
            self._answer_what_is_due()
        return True

    def _answer_what_is_due(self):
        now = time.monotonic()
        while self._due and self._due[0][0] <= now and self.master is not None:
            os.write(self.master, self._due.pop(0)[1])

    # What became of it

    def wait(self, within=20.0, *, reading=True):
        """The exit status, negative for a signal. AssertionError when the program lives on."""
        end = time.monotonic() + within
        while self.process.poll() is None:
            if time.monotonic() > end:
                raise AssertionError(f"still there after {within} s:\n{self.text()}")
            if not reading or not self.read(0.02):
                time.sleep(0.005)
        while reading and self.read(0):
            pass
        return self.process.returncode

    def until_stopped(self, within=20.0):
        """Read until the program is stopped, as by Ctrl+Z."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            with open(f"/proc/{self.pid}/stat", encoding="utf-8") as stat:
                state = stat.read().rpartition(")")[2].split()[0]
            if state == "T":
                self.settle(0.05)
                return
            self.read(0.02)
        raise AssertionError(f"not stopped after {within} s")

    def differences(self):
        """What is not as it was found, a sentence each."""
        found = []
        if termios.tcgetattr(self._slave) != self.before:
            found.append("the terminal's attributes differ")
        found += [f"mode {mode} is still set" for mode in sorted(self.modes - ON_AT_FIRST)]
        found += [f"mode {mode} is not set any more" for mode in sorted(ON_AT_FIRST - self.modes)]
        if self.kitty:
            found.append("the kitty keyboard protocol is still on")
        return found

    def is_raw(self):
        """Whether the program reads each key."""
        return not termios.tcgetattr(self._slave)[3] & termios.ICANON

    def unread(self):
        """What was typed or answered and nobody read: the shell would take it for a command."""
        waiting = struct.unpack("i", fcntl.ioctl(self._slave, termios.FIONREAD, b"\0" * 4))[0]
        return os.read(self._slave, waiting) if waiting else b""
