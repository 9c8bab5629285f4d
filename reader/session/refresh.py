"""Bringing a catalog up to date: walk, compare, load what changed, write it in batches."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import islice

from reader.article import FileStamp
from reader.characters import one_line
from reader.errors import CatalogDamaged, CatalogMissing, CatalogUnwritable
from reader.library.changes import Changes, diff
from reader.library.walk import FolderProblem, Walk
from reader.session.library import Library, in_some_place
from reader.session.progress import Progress, Summary, Walked
from reader.store.catalog import location as places
from reader.store.catalog import lock
from reader.store.catalog.write import Writer

# Seconds from one commit to the next: the first articles show at once, and later a commit, which
# costs the same for ten articles as for a hundred, comes seldom.
COMMIT_AFTER = (0.05, 0.2, 0.5, 1.0, 1.0, 1.0, 2.0)
TELL_AFTER = 0.1  # seconds between two reports of progress
HEAD = 2000  # files, which take 12 ms to walk: a folder with more is a large one
SCREENFUL = 32  # articles
PATIENCE = 3600.0  # seconds to wait for another session: the largest first indexing

MOST_FOLDERS = 2000  # that are told: the kernel watches some 8,000 for each person

OnProgress = Callable[[Progress], None]
OnWalked = Callable[[Walked], None]


def refresh(
    library: Library,
    *,
    rebuild: bool = False,
    patience: float = PATIENCE,
    on_progress: OnProgress = lambda _: None,
    on_walked: OnWalked = lambda _: None,
) -> Summary:
    """Make the catalog of a library tell what its folder holds; where nothing changed, write nothing.

    A catalog that can't be used is put aside and built anew, with a notice in the summary. What
    was committed stays when this is killed, and the next time goes on from there. Raises
    CatalogBusy when another session writes for longer than `patience`, CatalogUnwritable where
    there is no room, and LibraryUnreadable.
    """
    started = time.monotonic()
    waits = Progress(0, 0, 0, waiting=True)
    with lock.held(library.location, patience=patience, on_wait=lambda: on_progress(waits)):
        notices: tuple[str, ...] = ()
        suspected = places.is_suspected(library.location.path)
        if rebuild or suspected:
            _put_aside(library)
        if suspected and not rebuild:
            notices = ("The catalog was damaged. It was built anew.",)
        try:
            summary = _refreshed(library, on_progress, on_walked)
        except (CatalogDamaged, CatalogMissing) as error:
            _put_aside(library)
            notices = (f"{error} It was built anew.",)
            summary = _refreshed(library, on_progress, on_walked)
    articles, added, changed, removed, problems = summary
    seconds = time.monotonic() - started
    return Summary(articles, added, changed, removed, problems, seconds, notices)


def bring_up_to_date(
    library: Library, *, rebuild: bool = False, on_progress: OnProgress = lambda _: None
) -> Summary:
    """As `refresh`; where the catalog can't be written and never was whole, in the next place."""
    return in_some_place(
        library, lambda: refresh(library, rebuild=rebuild, on_progress=on_progress)
    )


def _put_aside(library: Library) -> None:
    if library.in_memory:
        writer = Writer(library.location)
        writer.clear()
        writer.close()
        return
    path = library.location.path
    try:
        places.put_aside(path)
    except OSError as error:
        raise CatalogUnwritable(
            f"The catalog {one_line(path)} can't be replaced: {error.strerror}."
        ) from error


def _refreshed(
    library: Library, on_progress: OnProgress, on_walked: OnWalked
) -> tuple[int, int, int, int, int]:
    began = time.time_ns()
    writer = Writer(library.location)
    try:
        known = writer.stamps()
        walk = Walk(library.root)
        walked = iter(walk)
        found = [] if known else list(islice(walked, HEAD))
        counts = [0, 0, 0]
        if len(found) == HEAD:
            # A large folder, read for the first time: there is a screenful before it is walked.
            screenful = diff(_stamps(found)[:SCREENFUL], ())
            teller = _Teller(writer, on_progress, first=True)
            counts[0] += _apply(library.root, writer, screenful, teller, of=HEAD)[0]
        found += walked
        on_walked(Walked(tuple(walk.folders(MOST_FOLDERS)), began))
        folders = [(i.path, i.message) for i in found if isinstance(i, FolderProblem)]
        changes = diff(_stamps(found), writer.stamps() if counts[0] else known)
        writer.set_folder_problems(folders)
        if changes:
            teller = _Teller(writer, on_progress, first=not writer.is_complete())
            done = _apply(library.root, writer, changes, teller)
            counts = [sum(both) for both in zip(counts, done, strict=True)]
        writer.commit()
        writer.arrange()
        articles, problems = writer.count(), writer.problems()
    finally:
        writer.close()
    if not known and not library.in_memory:
        places.remove_outdated(library.location.path)
    return (articles, counts[0], counts[1], counts[2], problems)


def _stamps(found: Iterable[FileStamp | FolderProblem]) -> list[FileStamp]:
    return [item for item in found if isinstance(item, FileStamp)]


def _apply(
    root: str, writer: Writer, changes: Changes, teller: _Teller, *, of: int = 0
) -> tuple[int, int, int]:
    """Write the changes, ascending by id, committing now and then; added, changed, removed.

    `of` is how many there are in all, where it is known that these are not.
    """
    from reader.session import loading  # subprocess, 14 ms: only where something changed

    ids = writer.ids([*changes.removed, *(stamp.path for stamp in changes.changed)])
    files = [*sorted(changes.changed, key=lambda stamp: ids[stamp.path]), *changes.added]
    teller.total = max(of, len(files) + len(changes.removed))
    if changes.removed:
        writer.remove(ids[path] for path in changes.removed)
        teller.done(len(changes.removed))
    added, changed, removed = 0, 0, len(changes.removed)
    terms = writer.is_complete()  # else the writer takes them from the index of words
    with loading.Loading(root, loading.loaders_for(len(files)), terms=terms) as loaders:
        teller.meanwhile = loaders.going_on
        for stamp, entry in loaders.entries(files):
            known = ids.get(stamp.path)
            if known is not None and entry is not None:
                writer.replace(known, entry)
                changed += 1
            elif known is not None:  # deleted since the walk
                writer.remove((known,))
                removed += 1
            elif entry is not None:
                writer.add(entry)
                added += 1
            teller.done(1)
        teller.meanwhile = nullcontext
    teller.end()
    return added, changed, removed


class _Teller:
    """Decides when to commit and when to tell."""

    def __init__(self, writer: Writer, on_progress: OnProgress, *, first: bool) -> None:
        self._writer = writer
        self._on_progress = on_progress
        self._first = first
        self._pauses: Iterator[float] = iter(COMMIT_AFTER)
        self._pause = next(self._pauses)
        self._committed_at = self._told_at = 0.0  # from the first file on
        self._articles = writer.count()
        self._done = 0
        self.total = 0
        self.meanwhile: Callable[[], AbstractContextManager[None]] = nullcontext

    def done(self, files: int) -> None:
        """Some files more are written."""
        self._done += files
        now = time.monotonic()
        if not self._committed_at:
            self._committed_at = self._told_at = now
        if now - self._committed_at >= self._pause or self._writer.must_commit:
            self._pause = next(self._pauses, self._pause)
            self._commit()
        elif now - self._told_at >= TELL_AFTER:
            self._tell(committed=False)

    def end(self) -> None:
        """All files are written."""
        self._commit()

    def _commit(self) -> None:
        with self.meanwhile():
            committed = self._writer.commit()
        self._articles = self._writer.count()
        self._committed_at = time.monotonic()
        self._tell(committed=committed)

    def _tell(self, *, committed: bool) -> None:
        self._told_at = time.monotonic()
        progress = Progress(
            self._done, self.total, self._articles, committed=committed, first=self._first
        )
        self._on_progress(progress)
