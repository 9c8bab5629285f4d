"""The folders that are written to, and whether the kernel tells of changes in a library."""

from __future__ import annotations

import errno
import os
import sys

from reader import folders
from reader.characters import one_line
from reader.errors import UsageError
from reader.session.doctor.finding import Finding, bad, good, note
from reader.store.catalog.naming import cache_folder
from reader.store.filesystem import is_remote
from reader.store.state.path import state_path

LEAST = 50_000_000  # bytes free; the catalog of 7,000 articles takes as many

_LIMITS = "/proc/sys/fs/inotify"


def written() -> list[Finding]:
    """Where catalogs, state, settings and log go. Nothing is made: what is missing can be or not."""
    try:
        state = os.path.dirname(state_path())
    except UsageError:
        state = ""  # told where the state is
    found = [
        _folder("cache", cache_folder(), "READER_CACHE", "else catalogs last for one session"),
        _folder("settings", os.path.dirname(folders.settings_file()), "", "views can't be saved"),
        _folder("log", os.path.dirname(folders.log()), "XDG_STATE_HOME", "faults leave no trace"),
    ]
    if state:
        lost = "what you do is not remembered"
        found.insert(1, _folder("data", state, "READER_STATE", lost))
    return found


def _folder(name: str, folder: str, variable: str, lost: str) -> Finding:
    shown = one_line(folder)
    if why := unwritable(folder):
        mend = f"make it writable, or name another place with ${variable}" if variable else ""
        return bad(name, f"{shown} {why}: {lost}", mend or "make it writable")
    free = _free(folder)
    if free < LEAST:
        told = f"{shown}: {free / 1e6:,.0f} MB are free"
        return bad(name, told, f"make room, {LEAST / 1e6:,.0f} MB at least")
    if is_remote(_nearest(folder)):
        if name == "cache":
            told = f"{shown} is on a network file system, which makes searching slow"
            return bad(name, told, "name a folder of this machine: export READER_CACHE=…")
        return note(name, f"{shown}, on a network file system")
    missing = "" if os.path.isdir(folder) else " (made when it is needed)"
    return good(name, f"{shown}{missing}")


def unwritable(folder: str) -> str:
    """Why no file can be made in a folder, or it can't be made itself; empty where it can."""
    there = _nearest(folder)
    if not os.path.isdir(there):
        return "can't be a folder" if there != folder else "is no folder"
    if not os.access(there, os.W_OK | os.X_OK):
        return "can't be written" if there == folder else f"can't be made in {one_line(there)}"
    return ""


def _nearest(path: str) -> str:
    """The path itself, or the nearest above it that is there."""
    while not os.path.lexists(path) and os.path.dirname(path) != path:
        path = os.path.dirname(path)
    return path


def _free(folder: str) -> int:
    found = os.statvfs(_nearest(folder))
    return found.f_bavail * found.f_frsize


def watching(root: str) -> Finding:
    """Whether the kernel would tell of changes in a folder; tried, and let go at once."""
    if sys.platform != "linux":
        return note("inotify", "Linux alone has it: the open article is looked at once a second")
    if is_remote(root):
        return note("inotify", "a network file system tells nothing: Ctrl+R looks for changes")
    from reader.library.watch import Folders

    watches, instances = _limit("max_user_watches"), _limit("max_user_instances")
    try:
        watch = Folders()
        try:
            watch.add(root)
        finally:
            watch.close()
    except OSError as error:
        told = f"changes are not noticed: {one_line(error.strerror or str(error)).lower()}"
        if error.errno == errno.EMFILE:
            return bad("inotify", told, _raised("max_user_instances", instances))
        if error.errno in (errno.ENOSPC, errno.ENOMEM):
            return bad("inotify", told, _raised("max_user_watches", watches))
        return note("inotify", told)
    return good(
        "inotify", f"changes are told; {watches:,} folders and {instances:,} sessions a person"
    )


def _raised(name: str, limit: int) -> str:
    return f"sysctl fs.inotify.{name}={max(limit * 4, 1024)}, and in /etc/sysctl.d to keep it"


def _limit(name: str) -> int:
    try:
        with open(f"{_LIMITS}/{name}", encoding="ascii") as stream:
            return int(stream.read())
    except (OSError, ValueError):
        return 0
