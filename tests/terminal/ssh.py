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
AuthorizedKeysFile {folder}/person.pub
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


class Server:
    """One server; `argv` is how to come in."""

    def __init__(self, folder):
        self._folder = str(folder)
        for name in ("host", "person"):
            path = os.path.join(self._folder, name)
            make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path]
            subprocess.run(make, check=True)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._settings = os.path.join(self._folder, "settings")
        with open(self._settings, "w", encoding="utf-8") as stream:
            stream.write(_SETTINGS.format(port=self.port, folder=self._folder))
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

    def argv(self, command, port=None):
        """To run a command of the shell on a terminal there, by another port where one leads there."""
        options = [word for option in _OPTIONS for word in ("-o", option)]
        key = os.path.join(self._folder, "person")
        where = ["-p", str(port or self.port), "-i", key, f"{getpass.getuser()}@127.0.0.1"]
        return ["ssh", "-tt", "-F", "/dev/null", *options, *where, command]
