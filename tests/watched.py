"""What a session of a test starts, writes and opens, by Python's audit events and by strace."""

from __future__ import annotations

import os
import re
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

# What Python, the C library and ncurses are made of, and what the kernel tells of this process
_TREES = (
    *(ROOT, *filter(None, sys.path), sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib")),
    *("/usr", "/lib", "/lib64", "/etc/terminfo", "/etc/xdg/reader", "/proc", "/sys/devices/system"),
)
OF_THE_SYSTEM = (
    *(os.path.realpath(path) + "/" for path in _TREES),
    *("/etc/ld.so.", "/etc/localtime", "/etc/locale.alias", "/etc/mime.types", "/dev/urandom"),
    "/etc/ssl/openssl.cnf",  # which the system's own Python reads for hashlib
)
_PROGRAMS = re.compile(r"(os\.(exec|fork|forkpty|posix_spawn|spawn|system|startfile)|pty\.spawn)")
_CHANGES = re.compile(
    r"os\.(mkdir|rename|remove|rmdir|link|symlink|truncate|chmod|chown|utime|setxattr)"
    r"|shutil\.|tempfile\."
)
_NETWORK = re.compile(r"socket\.(connect|bind|sendto|getaddrinfo|gethostby)|urllib\.|webbrowser\.")


class Watched:
    """What happened, as sentences, that should not have."""

    def __init__(self, inside: Sequence[str], kept: Sequence[str]) -> None:
        self.faults: list[str] = []
        self.opened = 0  # files that were looked at, so that a test sees that it watches at all
        self.started: list[str] = []
        self._inside = tuple(os.path.realpath(path) for path in inside)
        self._kept = tuple(os.path.realpath(path) for path in kept)

    def _below(self, path: str, folders: Sequence[str]) -> bool:
        return any(path == folder or path.startswith(folder + "/") for folder in folders)

    def open(self, path: str, flags: int) -> None:
        """A file was opened; a path that is not absolute is none of ours."""
        self.opened += 1
        real = os.path.realpath(path)
        if self._below(real, self._kept) or real in ("/dev/null", "/dev/tty", "/dev/ptmx"):
            return
        if real.startswith("/dev/pts/"):
            return
        if flags & WRITES:
            self.faults.append(f"wrote {path}")
        elif not self._below(real, self._inside) and not f"{real}/".startswith(OF_THE_SYSTEM):
            self.faults.append(f"opened {path}")

    def change(self, event: str, path: str) -> None:
        """Something was made, renamed or removed."""
        if not self._below(os.path.realpath(path), self._kept):
            self.faults.append(f"{event} {path}")

    def audit(self, event: str, args: tuple[object, ...]) -> None:
        """One event of Python's."""
        if event == "open":
            path, _, flags = args
            if isinstance(path, str | bytes):
                self.open(os.fsdecode(path), flags if isinstance(flags, int) else 0)
        elif event in ("os.scandir", "os.listdir", "os.chdir"):
            if isinstance(args[0], str | bytes):
                self.open(os.fsdecode(args[0]), 0)
        elif event == "subprocess.Popen":
            self.started.append(str(args[1]))
        elif _PROGRAMS.match(event) or _NETWORK.match(event):
            self.faults.append(f"{event} {args}")
        elif _CHANGES.match(event) and isinstance(args[0], str | bytes):
            self.change(event, os.fsdecode(args[0]))


_watching: Watched | None = None
_hooked = False


def _hook(event: str, args: tuple[object, ...]) -> None:
    if _watching is not None:
        _watching.audit(event, args)


@contextmanager
def watched(inside: Sequence[str], kept: Sequence[str]) -> Iterator[Watched]:
    """Watch this process: `inside` may be read, `kept` written, no program be started."""
    global _watching, _hooked
    if not _hooked:
        sys.addaudithook(_hook)  # it stays for ever, and looks at nothing afterwards
        _hooked = True
    _watching = found = Watched(inside, kept)
    try:
        yield found
    finally:
        _watching = None


# strace

CALLS = (
    "execve,execveat,open,openat,openat2,creat,mkdir,mkdirat,mknod,mknodat,rename,renameat,"
    "renameat2,unlink,unlinkat,rmdir,link,linkat,symlink,symlinkat,truncate,chmod,fchmodat,chown,"
    "lchown,fchownat,connect,bind"
)
_CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|\?)")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


def traced(lines: Sequence[str], inside: Sequence[str], kept: Sequence[str]) -> Watched:
    """What strace saw of a session; calls that failed have done nothing."""
    found = Watched(inside, kept)
    for line in lines:
        call = _CALL.match(line)
        if call is None or call[3].startswith("-"):
            continue
        name, told = call[1], call[2]
        texts = [_unquoted(text) for text in _TEXT.findall(told)]
        if name.startswith("exec"):
            found.started.append(" ".join(texts[1:]))
        elif name.startswith("open") or name == "creat":
            flags = WRITES if name == "creat" or re.search(r"O_(WRONLY|RDWR|CREAT)", told) else 0
            found.open(texts[0], flags)
        elif name in ("connect", "bind"):
            found.faults.append(line)
        else:
            for text in texts:
                found.change(name, text)
    return found


def _unquoted(text: str) -> str:
    raw = text.encode("latin-1", "backslashreplace").decode("unicode_escape").encode("latin-1")
    return os.fsdecode(raw)
