"""Opening a web address outside of the terminal, where there is something that can."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping

from reader.errors import ReaderError
from reader.terminal import programs


class NotOpened(ReaderError):
    """No program took the address."""


def command(environ: Mapping[str, str], platform: str = sys.platform) -> list[str] | None:
    """The program that opens addresses, without the address; None where there is none.

    That of $BROWSER (a list, as the shell writes it), else that of the desktop, where there is a
    display. A browser that runs in the terminal itself would write over the page: only $BROWSER
    can ask for one.
    """
    if programs.forbidden():
        return None
    for one in environ.get("BROWSER", "").split(os.pathsep):
        try:
            words = shlex.split(one)
        except ValueError:
            continue
        if words and shutil.which(words[0], path=environ.get("PATH")):
            return words
    names: tuple[str, ...] = ()
    away = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))
    if platform == "darwin":
        names = () if away else ("open",)  # else it would open before somebody else's eyes
    elif environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        names = ("xdg-open",)
    elif environ.get("WSL_DISTRO_NAME"):
        names = ("wslview",)
    for name in names:
        if shutil.which(name, path=environ.get("PATH")):
            return [name]
    return None


def open_address(address: str, environ: Mapping[str, str]) -> str:
    """Hand an address to the browser; the sentence that tells so. NotOpened where that failed.

    `address` is that of a Web target: encoded, so that it is one word that begins with its scheme.
    """
    words = command(environ)
    if words is None:
        raise NotOpened("There is no browser here; y copies the address.")
    if any("%s" in word for word in words[1:]):
        words = [word.replace("%s", address) for word in words]
    else:
        words = [*words, address]
    try:
        # In a session of its own: what it writes, and Ctrl+C here, are none of each other's.
        subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise NotOpened(f"{words[0]} can't be started: {error.strerror}.") from error
    return "Handed to the browser."
