"""A window in a real tmux for tests, which nobody looks at but by tmux itself."""

import os
import shlex
import subprocess

from tests.terminal.conftest import ROOT
from tests.terminal.screen import Emulator

COLUMNS, ROWS = 120, 40


class Tmux:
    """One window in a tmux of its own, and no client."""

    def __init__(self, folder, environ):
        self.socket = str(folder / "socket")
        self._environ = environ

    def run(self, *arguments):
        command = ["tmux", "-S", self.socket, "-f", "/dev/null", *arguments]
        environ = {**os.environ, **self._environ}
        done = subprocess.run(command, env=environ, check=True, capture_output=True, timeout=20)
        return done.stdout.decode()

    def start(self, argv):
        size = ("-x", str(COLUMNS), "-y", str(ROWS))
        settings = ("set", "-g", "status", "off", ";", "set", "-g", "default-terminal")
        self.run("new-session", "-d", *size, "sleep 600", ";", *settings, "tmux-256color")
        environ = [f"{name}={value}" for name, value in self._environ.items()]
        command = shlex.join(["env", *environ, *argv])
        self.run("new-window", "-n", "w", "-c", ROOT, f"exec {command}")
        self.run("set", "-w", "-t", "w", "window-size", "manual")
        self.resize(COLUMNS, ROWS)
        return self.run("display", "-p", "#{socket_path},#{pid},0").strip()

    def press(self, keys):
        self.run("send-keys", "-t", "w", "-H", *(f"{byte:x}" for byte in keys.encode()))

    def resize(self, columns, rows):
        self.run("resize-window", "-t", "w", "-x", str(columns), "-y", str(rows))

    def cells(self, columns, rows):
        emulator = Emulator(columns, rows)
        emulator.feed(b"\x1b[?7l")
        captured = self.run("capture-pane", "-p", "-e", "-N", "-t", "w").split("\n")
        for number, row in enumerate(captured[:rows]):
            emulator.feed(f"\x1b[{number + 1};1H{row}".encode())
        return emulator.screen.cells()

    def text(self):
        """The rows of the window, without colours."""
        return self.run("capture-pane", "-p", "-t", "w")

    def tell(self, *formats):
        """What tmux knows of the window, by the names of its formats."""
        asked = "\n".join(f"{name}=#{{{name}}}" for name in formats)
        told = self.run("display", "-p", "-t", "w", asked)
        return dict(line.split("=", 1) for line in told.splitlines())

    def end(self):
        """All of it, where it is still there."""
        subprocess.run(
            ["tmux", "-S", self.socket, "kill-server"], capture_output=True, check=False, timeout=20
        )
