"""A server of ssh for tests, on a free port of this machine; its keys and settings are in a folder."""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import time

SERVER = shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")

_SETTINGS = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized
PidFile none
StrictModes no
UsePAM no
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
PrintLastLog no
"""
_OPTIONS = (
    "IdentitiesOnly=yes", "IdentityAgent=none", "StrictHostKeyChecking=no", "LogLevel=ERROR",
    "GlobalKnownHostsFile=/dev/null", "UserKnownHostsFile=/dev/null",
)  # fmt: skip


WHERE = f"{getpass.getuser()}@127.0.0.1"
"""Whoever runs the tests, on this machine."""


class Server:
    """One server; `argv` is how to come in.

    `settings` are added to its own, `keys` are what `authorized_keys` says before the key of each
    person.
    """

    def __init__(self, folder, *, settings="", keys=None):
        self._folder = str(folder)
        keys = keys or {"person": ""}
        for name in ("host", *keys):
            path = os.path.join(self._folder, name)
            make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path]
            subprocess.run(make, check=True)
        with open(os.path.join(self._folder, "authorized"), "w", encoding="utf-8") as stream:
            for name, options in keys.items():
                with open(os.path.join(self._folder, f"{name}.pub"), encoding="utf-8") as public:
                    stream.write(f"{options} {public.read()}".lstrip())
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._settings = os.path.join(self._folder, "settings")
        with open(self._settings, "w", encoding="utf-8") as stream:
            stream.write(_SETTINGS.format(port=self.port, folder=self._folder) + settings)
        if os.geteuid() == 0:
            os.makedirs("/run/sshd", mode=0o755, exist_ok=True)  # where it locks itself in

    def __enter__(self):
        command = [SERVER, "-D", "-e", "-f", self._settings]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE)
        end = time.monotonic() + 10
        while time.monotonic() < end and self._process.poll() is None:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            time.sleep(0.02)
        self._process.kill()
        raise AssertionError(self._process.communicate()[1].decode())

    def __exit__(self, *_):
        self._process.terminate()
        self._process.communicate()

    def options(self, key="person"):
        """For ssh, scp and sftp: how to come in with a key, and nothing of this machine's own."""
        words = [word for option in _OPTIONS for word in ("-o", option)]
        return ["-F", "/dev/null", *words, "-i", os.path.join(self._folder, key)]

    def argv(self, command, port=None, *, key="person", more=("-tt",)):
        """To run a command of the shell on a terminal there, by another port where one leads there.

        No command where it is empty.
        """
        where = ["-p", str(port or self.port), WHERE]
        return ["ssh", *self.options(key), *more, *where, *([command] if command else [])]
