"""The library, its catalog, the state of the person, and the settings."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from reader.characters import one_line
from reader.errors import ReaderError, UsageError
from reader.session.doctor.finding import Finding, bad, good, note, typed
from reader.session.which import which
from reader.settings import Settings
from reader.store.catalog import health as catalogs
from reader.store.catalog.glance import last_library
from reader.store.catalog.naming import cache_folder, file_name
from reader.store.catalog.schema import READING, SCHEMA
from reader.store.filesystem import is_remote
from reader.store.state import health as states
from reader.store.state.path import state_path
from reader.store.state.schema import MIGRATIONS


def root(named: str | None, settings: Settings) -> tuple[str, Finding]:
    """The real path of the library that is meant, empty where it can't be read; and how it is."""
    try:
        folder = which(named, settings.library, lambda: last_library(state_path()))
    except UsageError:
        return "", note("library", "none is meant here: reader doctor FOLDER")
    except ReaderError as error:
        return "", bad("library", one_line(str(error)), "name one: reader doctor FOLDER")
    shown = one_line(folder)
    try:
        found = os.path.realpath(folder, strict=True)
        os.scandir(found).close()
    except (OSError, ValueError) as error:
        why = one_line(getattr(error, "strerror", "") or str(error)).lower()
        mend = "name a folder that can be read"
        if not named:
            mend += ", in $READER_LIBRARY or the setting library"
        return "", bad("library", f"{shown} can't be read: {why}", mend)
    if is_remote(found):
        return found, note("library", f"{one_line(found)}, on a network file system")
    return found, good("library", one_line(found))


def catalog(library: str, *, whole: bool = False) -> Finding:
    """How the catalog of a library is; a large one is read to its end only where that is wanted."""
    path = os.path.join(cache_folder(), file_name(library))
    version = f"schema {SCHEMA}.{READING}"
    found = catalogs.health(path, whole=whole)
    if found is None:
        return note("catalog", f"none of {version} yet; it is made by the first start")
    if found.untold:
        return note("catalog", found.untold)
    if found.fault:
        mend = f"rm {typed(path)}*, and it is made anew"
        return bad("catalog", f"it can't be used: {found.fault}", mend)
    if not found.complete:
        return note("catalog", f"{found.articles:,} articles so far; the next start goes on")
    seen = "whole" if found.whole else "sound as far as was looked in so short a time (--whole)"
    return good("catalog", f"{found.articles:,} articles, {_size(found.size)}, {version}, {seen}")


def state() -> Finding:
    """How the person's state is; it is read whole."""
    try:
        path = state_path()
    except UsageError as error:
        return bad("state", one_line(str(error)), "name a user by letters: --user NAME")
    shown = one_line(path)
    found = states.health(path)
    if found is None:
        return note("state", f"{shown}: nothing is kept yet")
    if found.foreign:
        mend = "name another one: --state FILE"
        mend = f"update reader, or {mend}" if os.path.isfile(path) else mend
        return bad("state", f"{shown}: {found.fault}", mend)
    if not os.access(path, os.R_OK | os.W_OK):
        told = f"{shown} can't be {'written' if os.access(path, os.R_OK) else 'read'}"
        return bad("state", f"{told}: what you do is not remembered", f"chmod u+rw {typed(path)}")
    if found.untold:
        return note("state", f"{shown}: {found.untold}")
    if found.fault:
        told = f"{shown} can't be used: {found.fault}"
        return bad("state", told, _from_a_copy(found.days))
    version = f"format {found.format} of {len(MIGRATIONS)}"
    copies = f"daily copies of {', '.join(found.days)}" if found.days else "no daily copy yet"
    return good("state", f"{shown}, {_size(found.size)}, {version}, whole; {copies}")


def _from_a_copy(days: tuple[str, ...]) -> str:
    if not days:
        return "start reader, which puts it aside and begins anew: there is no daily copy"
    return f"start reader, which puts it aside and takes the copy of {days[0]}"


def settings_file(path: str, problems: tuple[str, ...]) -> Iterator[Finding]:
    """What is wrong in the settings, a line each."""
    for problem in problems:
        yield bad("config.toml", one_line(problem), f"edit {typed(path)}")
    if not problems:
        there = os.path.exists(path)
        yield good(
            "config.toml", "all of it is understood" if there else "none, and none is needed"
        )


def last_fault(path: str) -> Finding:
    """Whether the interface left something in its log."""
    try:
        found = os.stat(path)
    except OSError:
        return good("reader.log", "there is none")
    if not found.st_size:
        return good("reader.log", "it is empty")
    day = time.strftime("%Y-%m-%d", time.localtime(found.st_mtime))
    return note("reader.log", f"{one_line(path)} was written to on {day}")


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.0f} KB"
