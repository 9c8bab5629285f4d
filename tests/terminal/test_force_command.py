"""Readers behind a real sshd, by the very lines that `docs/ssh.md` recommends: they read, and nothing else."""

import grp
import os
import re
import shlex
import shutil
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests import outside
from tests.terminal.conftest import ROOT
from tests.terminal.ssh import SERVER, WHERE, Server
from tests.terminal.terminal import Terminal

WAYS = ("ForceCommand", "authorized_keys")
SENTENCE = "reader: this opens a library on a terminal and takes no command: "
TAKEN = {"COLORTERM", "LANG", "LC_ALL", "LC_TIME"}  # of what the client sends
SENT = {
    "COLORTERM": "truecolor",
    "LANG": "C.UTF-8",
    "LC_ALL": "../../../../tmp/evil",
    "LC_TIME": "C",
    "EDITOR": "touch {0}",
    "PAGER": "touch {0}",
    "BROWSER": "touch {0}",
    "READER_LIBRARY": "/etc",
    "READER_CACHE": "/tmp",
    "PYTHONSTARTUP": "{0}",
    "PYTHONPATH": "/tmp",
    "LD_PRELOAD": "/tmp/evil.so",
    "XDG_CONFIG_HOME": "/tmp",
    "ENV": "{0}",
}
WORLD = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")

_SCRIPT = """#!/bin/sh
env >> {seen}
printf '%s\\n' "$*" >> {arguments}
exec {python} -m reader "$@"
"""


def blocks():
    """The indented blocks of the page, by the file that they belong to."""
    page = Path(ROOT, "docs", "ssh.md").read_text(encoding="utf-8")
    found = re.findall(r"`([^`\n]*)`[^`]*:\n\n```\n(.*?)```", page, re.DOTALL)
    return {os.path.basename(name): text for name, text in found}


class Inn:
    """A server that lets readers in one of the two ways."""

    def __init__(self, folder, way, world):
        self.library = outside.make(folder)
        self.evil = folder / "evil"
        self._seen, self._arguments = folder / "seen", folder / "arguments"
        program = folder / "bin" / "reader"
        program.parent.mkdir()
        words = {"seen": self._seen, "arguments": self._arguments, "python": sys.executable}
        program.write_text(
            _SCRIPT.format(**{name: shlex.quote(str(word)) for name, word in words.items()})
        )
        program.chmod(stat.S_IRWXU)
        environ = {name: os.environ[name] for name in WORLD}
        environ["PATH"] = f"{program.parent}:{os.environ['PATH']}"
        environ["PYTHONPATH"] = ROOT
        environ["PYTHONDONTWRITEBYTECODE"] = "1"
        own = "SetEnv " + " ".join(f'"{name}={value}"' for name, value in environ.items())
        settings, keys = f"Subsystem sftp internal-sftp\n{own}\n", {"person": ""}
        lines = blocks()
        if way == "ForceCommand":
            group = grp.getgrgid(os.getgid()).gr_name
            settings += lines["sshd_config"].replace("Group readers", f"Group {group}")
        else:
            settings += lines["sshd_config"].splitlines()[0] + "\n"  # AcceptEnv
            said = re.findall(
                r"^(.*) ssh-ed25519 \S+ (\w+)$", lines["authorized_keys"], re.MULTILINE
            )
            keys = {name: options for options, name in said}
            assert list(keys) == ["ann", "bo"]
        self.key = next(iter(keys))
        self.data = world / "data" / "reader"
        at = str(self.library)
        self.server = Server(
            self._folder(folder),
            settings=settings.replace("/srv/articles", at),
            keys={name: said.replace("/srv/articles", at) for name, said in keys.items()},
        )

    @staticmethod
    def _folder(folder):
        (folder / "ssh").mkdir()
        return folder / "ssh"

    def run(self, *argv, environ=None, within=20):
        """A client that has no terminal; what became of it."""
        return subprocess.run(
            argv,
            env={**os.environ, **(environ or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=within,
            check=False,
        )

    def ssh(self, *more, command="", key=None):
        """The command line of ssh."""
        return self.server.argv(command, key=key or self.key, more=more)

    def environ(self):
        """What `reader` was given by the server."""
        return dict(
            line.split("=", 1) for line in self._seen.read_text().splitlines() if "=" in line
        )

    def arguments(self):
        """The command lines of `reader`."""
        return self._arguments.read_text().splitlines() if self._arguments.exists() else []


@pytest.fixture(params=WAYS)
def inn(request, tmp_path, own_world):
    if SERVER is None or shutil.which("ssh") is None:
        pytest.skip("sshd is not installed")
    inn = Inn(tmp_path, request.param, own_world)
    with inn.server:
        yield inn


@pytest.fixture
def listening():
    """A port of this machine that somebody listens at, and who called there."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        over = threading.Event()

        def listen():
            while not over.is_set():
                try:
                    calls.append(server.accept())
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], calls
        over.set()
        thread.join()


def test_on_a_terminal_one_reads_whatever_one_asked_for(inn):
    asked = f"touch {inn.evil}; reader --version; sh"
    with Terminal(inn.ssh("-tt", command=asked), columns=120, rows=30) as terminal:
        terminal.until(lambda text: "First" in text and "Fourth" in text)
        terminal.press("\r")
        terminal.until(lambda text: "rivers and roads" in text)
        terminal.press("E")
        terminal.settle(0.5)
        terminal.press("Q")
        assert terminal.wait() == 0
        assert terminal.differences() == []
        assert terminal.unread() == b""
    assert not inn.evil.exists()
    (only,) = [line for line in inn.arguments() if line.startswith("--restricted")]
    assert only.endswith(f" {inn.library}")


def test_without_a_terminal_there_is_one_sentence(inn):
    for command in ("", "ls /", "reader show ../elsewhere/secret.md", "reader --version"):
        done = inn.run(*inn.ssh("-T", command=command))
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.startswith(SENTENCE)
        assert done.stderr.count("\n") == 1
    assert len(set(inn.arguments())) == 1


def test_no_file_is_carried_in_or_out(inn, tmp_path):
    mine, theirs = tmp_path / "mine", inn.library / "a.md"
    mine.write_text("mine")
    port = ["-o", f"Port={inn.server.port}"]
    options = [*inn.server.options(inn.key), *port]
    for old in ([], ["-O"]):
        inn.run("scp", *old, *options, str(mine), f"{WHERE}:{inn.evil}")
        done = inn.run("scp", *old, *options, f"{WHERE}:{theirs}", str(tmp_path / "taken"))
        assert done.returncode != 0
    batch = tmp_path / "batch"
    batch.write_text(f"put {mine} {inn.evil}\nget {theirs} {tmp_path / 'taken'}\n")
    assert inn.run("sftp", *options, "-b", str(batch), WHERE).returncode != 0
    assert not inn.evil.exists()
    assert not (tmp_path / "taken").exists()


def test_no_port_is_forwarded(inn, listening):
    port, calls = listening
    inn.run(*inn.ssh("-W", f"127.0.0.1:{port}"))
    assert calls == []
    with socket.create_server(("127.0.0.1", 0)) as free:
        other = free.getsockname()[1]
    there = f"{other}:127.0.0.1:{port}"
    done = inn.run(*inn.ssh("-N", "-o", "ExitOnForwardFailure=yes", "-R", there))
    assert done.returncode == 255
    assert "forwarding failed" in done.stderr
    held = subprocess.Popen(inn.ssh("-N", "-L", there), stderr=subprocess.DEVNULL)
    try:
        assert asked(other) == b""
        assert calls == []
    finally:
        held.kill()  # a signal that it is told of just before it waits is lost: it sleeps on
        held.wait()


def asked(port):
    """What a port answers once somebody listens there; nothing where it hangs up."""
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), 0.1) as end:
                end.settimeout(10)
                end.sendall(b"hello\n")
                return end.recv(100)
        except ConnectionRefusedError:
            threading.Event().wait(0.05)
        except ConnectionResetError:
            return b""
    raise AssertionError("nobody ever listened")


def test_of_what_the_client_sends_of_its_environment_nothing_acts(inn):
    sent = {name: value.format(inn.evil) for name, value in SENT.items()}
    with Terminal(
        inn.ssh("-tt", "-A", "-o", f"SendEnv={' '.join(sent)}"), env=sent, columns=120, rows=30
    ) as terminal:
        terminal.until(lambda text: "First" in text and "Fourth" in text)
        terminal.press("\rEyo\x1b")
        terminal.settle(0.5)
        terminal.press("Q")
        assert terminal.wait() == 0
    given = inn.environ()
    assert {name for name, value in sent.items() if given.get(name) == value} == TAKEN
    assert "SSH_AUTH_SOCK" not in given
    assert not inn.evil.exists()
    assert inn.data.exists()


def test_each_key_of_an_account_has_a_state_of_its_own(inn):
    if inn.key != "ann":
        return  # here each has an account
    for key in ("ann", "bo"):
        with Terminal(inn.ssh("-tt", key=key), columns=120, rows=30) as terminal:
            terminal.until(lambda text: "First" in text and "Fourth" in text)
            assert "1 starred" not in terminal.text()
            terminal.press("*")
            terminal.settle(0.5)
            terminal.press("Q")
            assert terminal.wait() == 0
    states = {path.name for path in inn.data.glob("state*.db")}
    assert states == {"state-ann.db", "state-bo.db"}
