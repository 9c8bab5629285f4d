"""Bringing a catalog up to date: walk, compare, load what changed, write it in batches."""

from __future__ import annotations

import time
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import chain, islice
from operator import itemgetter

from reader.article import ArticleId, FileStamp
from reader.characters import one_line
from reader.errors import CatalogDamaged, CatalogMissing, CatalogUnwritable
from reader.library.changes import Change, Gone, differences
from reader.library.walk import FolderProblem, Walk
from reader.session.library import Library, in_some_place
from reader.session.progress import Progress, Summary, Walked
from reader.store.catalog import location as places
from reader.store.catalog import lock
from reader.store.catalog.write import Writer
from reader.store.spool import Spool

# Seconds from one commit to the next: the first articles show at once, and later a commit, which
# costs the same for ten articles as for a hundred, comes seldom.
COMMIT_AFTER = (0.05, 0.2, 0.5, 1.0, 1.0, 1.0, 2.0)
TELL_AFTER = 0.1  # seconds between two reports of progress
HEAD = 2000  # files, which take 12 ms to walk: a folder with more is a large one
SCREENFUL = 32  # articles
SORTED = 10_000  # changed files that are brought into the order of their ids together
FORGOTTEN_AT_ONCE = 1000  # articles
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
        fresh = not writer.count()
        walk = Walk(library.root)
        folders: list[tuple[str, str]] = []
        walked = _files(walk, folders)
        head = list(islice(walked, HEAD)) if fresh else []
        counts = [0, 0, 0]
        if len(head) == HEAD:
            # A large folder, read for the first time: there is a screenful before it is walked.
            screenful = _Work(map(Change, head[:SCREENFUL]))
            teller = _Teller(writer, on_progress, first=True)
            counts[0] += _apply(library.root, writer, screenful, teller, of=HEAD)[0]
        work = _Work(differences(chain(head, walked), writer.indexed()))
        on_walked(Walked(tuple(walk.folders(MOST_FOLDERS)), began))
        writer.set_folder_problems(folders)
        if work.total:
            teller = _Teller(writer, on_progress, first=not writer.is_complete())
            done = _apply(library.root, writer, work, teller)
            counts = [sum(both) for both in zip(counts, done, strict=True)]
        writer.commit()
        writer.arrange()
        articles, problems = writer.count(), writer.problems()
    finally:
        writer.close()
    if fresh and not library.in_memory:
        places.remove_outdated(library.location.path)
    return (articles, counts[0], counts[1], counts[2], problems)


def _files(walk: Walk, folders: list[tuple[str, str]]) -> Iterator[FileStamp]:
    """The files of a walk; `folders` gets what could not be walked, with the reason."""
    for found in walk:
        if isinstance(found, FolderProblem):
            folders.append((found.path, found.message))
        else:
            yield found


class _Work:
    """What a refresh has to do, known to the end before it begins, in the order in which it is done."""

    def __init__(self, differences: Iterable[Change | Gone]) -> None:
        self.gone = array("q")
        self._changed, self._added = Spool(), Spool()
        for found in differences:
            if isinstance(found, Gone):
                self.gone.append(found.article)
            elif found.article is None:
                self._added.append(tuple(found.stamp))
            else:
                self._changed.append((*found.stamp, found.article))

    @property
    def files(self) -> int:
        """How many are to be read."""
        return len(self._changed) + len(self._added)

    @property
    def total(self) -> int:
        """How many are to be read or forgotten."""
        return self.files + len(self.gone)

    def changes(self) -> Iterator[Change]:
        """The files to be read: those that are known by ascending id, as far as memory goes."""
        changed = iter(self._changed)
        while some := list(islice(changed, SORTED)):
            for path, mtime_ns, size, article in sorted(some, key=itemgetter(-1)):
                yield Change(FileStamp(path, mtime_ns, size), ArticleId(article))
        for stamp in self._added:
            yield Change(FileStamp(*stamp))


def _apply(
    root: str, writer: Writer, work: _Work, teller: _Teller, *, of: int = 0
) -> tuple[int, int, int]:
    """Write the changes, committing now and then; how many were added, changed and removed.

    `of` is how many there are in all, where it is known that these are not.
    """
    from reader.session import loading  # subprocess, 14 ms: only where something changed

    teller.total = max(of, work.total)
    for start in range(0, len(work.gone), FORGOTTEN_AT_ONCE):
        forgotten = work.gone[start : start + FORGOTTEN_AT_ONCE]
        writer.remove(map(ArticleId, forgotten))
        teller.done(len(forgotten))
    added, changed, removed = 0, 0, len(work.gone)
    terms = writer.is_complete()  # else the writer takes them from the index of words
    asked: deque[ArticleId | None] = deque()  # what the files are known by that are being read

    def stamps() -> Iterator[FileStamp]:
        for stamp, article in work.changes():
            asked.append(article)
            yield stamp

    with loading.Loading(root, loading.loaders_for(work.files), terms=terms) as loaders:
        teller.meanwhile = loaders.going_on
        for _, entry in loaders.entries(stamps()):
            known = asked.popleft()
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
