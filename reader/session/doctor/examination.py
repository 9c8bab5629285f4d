"""All that is looked at, in the order in which it is told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import apsw

from reader import folders, settings
from reader.characters import one_line
from reader.errors import ReaderError
from reader.session.doctor import folders as places
from reader.session.doctor import kept, terminal, tmux, versions
from reader.session.doctor.finding import Finding, note
from reader.terminal import capabilities
from reader.terminal.questions import Asking

# What the system, the engine and our own packages raise; anything else is a mistake of ours.
_RAISED = (OSError, ValueError, ReaderError, apsw.Error)

Look = Callable[[], "Finding | Iterable[Finding]"]


def examination(
    named: str | None,
    *,
    is_terminal: bool,
    asking: Asking | None = None,
    whole: bool = False,
) -> Iterator[Finding]:
    """A finding for each thing, as soon as it is known; what can't be found out is one too.

    Nothing is written, mended or put aside. `named` is the folder of a library, as the person
    wrote it; `asking` the terminal that was asked, whose answers are told late, so that hardly
    anybody waits for them; with `whole` a large catalog is read to its end.
    """
    environ = os.environ
    started_with = capabilities.initial_environment()
    chosen, problems = settings.read()
    yield from looked("locale", lambda: terminal.characters(started_with, chosen.characters))
    yield from looked(
        "terminal",
        lambda: terminal.terminal(environ, chosen.color, is_terminal=is_terminal),
    )
    yield from looked("tmux", lambda: tmux.around(environ))
    yield from looked("programs", lambda: terminal.helpers(environ))
    yield from looked("folders", places.written)
    root = ""
    try:
        root, library = kept.root(named, chosen)
        yield library
    except _RAISED as error:
        yield _unknown("library", error)
    if root:
        yield from looked("inotify", partial(places.watching, root))
        yield from looked("catalog", partial(kept.catalog, root, whole=whole))
    yield from looked("state", kept.state)
    path = folders.settings_file()
    yield from looked("config.toml", lambda: kept.settings_file(path, problems))
    yield from looked("reader.log", lambda: kept.last_fault(folders.log()))
    yield from looked("answers", lambda: terminal.answered(asking, chosen, environ))
    yield from looked("versions", versions.versions)


def looked(name: str, look: Look) -> Iterator[Finding]:
    """What a look found, or why it found nothing."""
    try:
        found = look()
        yield from [found] if isinstance(found, Finding) else found
    except _RAISED as error:
        yield _unknown(name, error)


def _unknown(name: str, error: Exception) -> Finding:
    return note(name, f"it can't be found out: {one_line(str(error)) or type(error).__name__}")
