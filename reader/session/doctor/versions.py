"""Versions of the program and of what it leans on, and whether they are new enough."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from importlib import metadata

from reader import __version__
from reader.patterns import pattern
from reader.session.doctor.finding import Finding, bad, good

DISTRIBUTION = "reader-tui"
SHOWN = ("textual", "apsw", "pyromark")  # each has a line; the others only where something is wrong
PYTHON = (3, 11)
SQLITE = (3, 43)  # contentless_delete of FTS5

_AT_LEAST = pattern(r"([A-Za-z0-9._-]+)\s*>=\s*([0-9.]+)")


def versions() -> Iterator[Finding]:
    """A line for each."""
    yield good("reader", __version__)
    yield _python()
    wanted = needed(_requirements())
    for name in dict.fromkeys((*SHOWN, *wanted)):
        found = _package(name, wanted.get(name, ""))
        if name in SHOWN or found.mend:
            yield found
        if name == "apsw" and not found.mend:
            yield _sqlite()


def _python() -> Finding:
    found = platform.python_version()
    if platform.python_version_tuple() and _numbers(found) < PYTHON:
        return bad("Python", found, "make PYTHON=python3.11 run, or newer")
    return good("Python", found)


def _requirements() -> list[str]:
    try:
        return metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return []  # run from its folder, without having been installed


def needed(requirements: list[str]) -> dict[str, str]:
    """The least version of each package that is always needed."""
    found = {}
    for requirement in requirements:
        match = _AT_LEAST.match(requirement)
        if match and "extra ==" not in requirement:
            found[match[1]] = match[2]
    return found


def _package(name: str, least: str) -> Finding:
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return bad(name, "it is not installed", f"pip install '{name}{least and '>='}{least}'")
    if least and _numbers(found) < _numbers(least):
        return bad(name, f"{found}, {least} is needed", f"pip install -U '{name}>={least}'")
    return good(name, found)


def _sqlite() -> Finding:
    import apsw

    found = apsw.sqlite_lib_version()
    if _numbers(found) < SQLITE or "ENABLE_FTS5" not in apsw.compile_options:
        told = f"{found}{'' if 'ENABLE_FTS5' in apsw.compile_options else ' without FTS5'}"
        return bad("SQLite", told, "pip install --force-reinstall --no-cache-dir apsw")
    return good("SQLite", found)


def _numbers(version: str) -> tuple[int, ...]:
    """A version to be compared, as far as it is made of numbers."""
    numbers = re.match(r"[0-9]+(?:\.[0-9]+)*", version)
    return tuple(map(int, numbers[0].split("."))) if numbers else ()
