"""What a person does to articles from the list or the page, one or a million, and takes back.

A deed is remembered by what it changed: where an article was read already, marking it as read did
nothing, and taking that back does nothing to it. The latest deeds are taken back one by one.
"""

from __future__ import annotations

import os
import zlib
from array import array
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.named import NamedTuple
from reader.session.remember import Memory
from reader.store.rows import Done
from reader.store.state.facts import Archived, Fact, Marked, Reached, Starred, Tagged

if TYPE_CHECKING:
    from reader.store.catalog.browse import Catalog

KEPT = 100  # deeds that can be taken back
MANY = 500  # articles from which on a deed is done behind the interface, in batches
BATCH = 1000  # articles written in one transaction: other sessions wait 20 ms for it, up to 40

_NEW, _KEPT_UNREAD = 1 << 8, 1 << 9  # beside a percentage


class Kind(StrEnum):
    """What can be done."""

    READ = "read"
    STARRED = "starred"
    ARCHIVED = "archived"
    TAGGED = "tagged"


class Change(NamedTuple):
    """One thing about an article that shall be so."""

    kind: Kind
    value: bool
    tag: str = ""  # where it is about one


class Before(NamedTuple):
    """What a change of an article has to be told to be taken back."""

    path: str
    progress: int  # percent
    new: bool
    kept_unread: bool  # as `Memory.keeps_unread` says


class Pack(NamedTuple):
    """Many of them, in some five bytes each."""

    paths: bytes
    numbers: bytes


class Step(NamedTuple):
    """A change, and the articles that were otherwise before."""

    change: Change
    packs: tuple[Pack, ...]
    count: int  # type: ignore[assignment]  # hides that of a tuple

    def befores(self) -> Iterator[list[Before]]:
        """What was before, batch by batch."""
        for pack in self.packs:
            yield unpacked(pack)


class Deed(NamedTuple):
    """What was done with one key: one step, or one for each tag."""

    steps: tuple[Step, ...]

    @property
    def articles(self) -> int:
        """How many articles it changed, or at least that many."""
        return max((step.count for step in self.steps), default=0)


def packed(befores: Sequence[Before]) -> Pack:
    """Befores, small; `unpacked` gives them back."""
    names = b"\0".join(os.fsencode(before.path) for before in befores)
    numbers = array(
        "H",
        (b.progress | b.new * _NEW | b.kept_unread * _KEPT_UNREAD for b in befores),
    )
    return Pack(zlib.compress(names, 1), zlib.compress(numbers.tobytes(), 1))


def unpacked(pack: Pack) -> list[Before]:
    """What was packed."""
    numbers = array("H", zlib.decompress(pack.numbers))
    paths = zlib.decompress(pack.paths).split(b"\0")
    return [
        Before(os.fsdecode(path), number & 0xFF, bool(number & _NEW), bool(number & _KEPT_UNREAD))
        for path, number in zip(paths, numbers, strict=True)
    ]


def holds(change: Change, done: Done) -> bool:
    """Whether it is so already."""
    match change.kind:
        case Kind.READ:
            now = done.read
        case Kind.STARRED:
            now = done.starred
        case Kind.ARCHIVED:
            now = done.archived
        case Kind.TAGGED:
            now = change.tag in done.tags
    return now == change.value


def joined(deeds: Sequence[Deed]) -> Deed:
    """Deeds of the same changes, done batch by batch, as one."""
    steps: list[Step] = []
    for parts in zip(*(deed.steps for deed in deeds), strict=True):
        packs = tuple(pack for part in parts for pack in part.packs)
        steps.append(Step(parts[0].change, packs, sum(part.count for part in parts)))
    return Deed(tuple(steps))


def facts(change: Change, paths: Iterable[str], at: float) -> list[Fact]:
    """A change of many articles, as the state takes it."""
    match change.kind:
        case Kind.READ:
            return [Marked(path, change.value, at) for path in paths]
        case Kind.STARRED:
            return [Starred(path, change.value, at) for path in paths]
        case Kind.ARCHIVED:
            return [Archived(path, change.value, at) for path in paths]
        case Kind.TAGGED:
            return [Tagged(path, change.tag, change.value, at) for path in paths]


_SAID = {
    (Kind.READ, True): "marked as read",
    (Kind.READ, False): "marked as unread",
    (Kind.STARRED, True): "starred",
    (Kind.STARRED, False): "no longer starred",
    (Kind.ARCHIVED, True): "archived",
    (Kind.ARCHIVED, False): "taken back from the archive",
}


def told(change: Change) -> str:
    """What was done: `archived`, `tagged to-read`."""
    if change.kind is Kind.TAGGED:
        return f"{'tagged' if change.value else 'no longer tagged'} #{change.tag}"
    return _SAID[change.kind, change.value]


def sentence(deed: Deed) -> str:
    """What a deed did: `Archived.`, `12 articles starred.`, `Tagged #a, no longer tagged #b.`"""
    what = ", ".join(told(step.change) for step in deed.steps if step.count)
    if deed.articles > 1:
        return f"{deed.articles:,} articles {what}."
    return f"{what[:1].upper()}{what[1:]}."


def undone(deed: Deed) -> str:
    """The same of one that was taken back: `Undone: 12 marked as read.`"""
    what = ", ".join(told(step.change) for step in deed.steps if step.count)
    return f"Undone: {deed.articles:,} {what}." if deed.articles > 1 else f"Undone: {what}."


class Deeds:
    """The deeds of one session; what concerns few articles shows at once, by the memory.

    `do` and `take_back` are for few, in the interface's thread; `do_batch` and `take_back_batch`
    write at once, from any thread, with what `Memory.write_now` raises.
    """

    def __init__(self, memory: Memory, clock: Callable[[], float] | None = None) -> None:
        self._memory = memory
        self._clock = clock or memory.now
        self._done: deque[Deed] = deque(maxlen=KEPT)

    def do(self, changes: Sequence[Change], articles: Sequence[Done]) -> Deed:
        """Do something to a few articles; it can be taken back."""
        steps: list[Step] = []
        for change in changes:
            befores = self._befores(change, articles)
            for before in befores:
                self._set(change, before.path)
            steps.append(_step(change, befores))
        deed = Deed(tuple(steps))
        self.add(deed)
        return deed

    def do_batch(self, changes: Sequence[Change], articles: Sequence[Done]) -> Deed:
        """Do something to a part of many articles, now; `add` the whole when it is done."""
        steps: list[Step] = []
        for change in changes:
            befores = self._befores(change, articles)
            if befores:
                paths = (before.path for before in befores)
                self._memory.write_now(facts(change, paths, self._clock()))
            steps.append(_step(change, befores))
        return Deed(tuple(steps))

    def add(self, deed: Deed) -> None:
        """Something was done that can be taken back."""
        if deed.articles:
            self._done.append(deed)

    @property
    def latest(self) -> Deed | None:
        """What is taken back next."""
        return self._done[-1] if self._done else None

    def take_back(self) -> Deed | None:
        """Take back the latest deed, which concerns few articles; None where there is none."""
        if not self._done:
            return None
        deed = self._done.pop()
        for step in reversed(deed.steps):
            for befores in step.befores():
                for before in befores:
                    self._set_back(step.change, before)
        return deed

    def take_back_batches(self) -> Generator[int, None, None]:
        """Take back the latest deed in batches, each as one asks for the next: how many are done.

        Where it is left or fails half-way, the rest can be taken back later.
        """
        deed = self._done.pop()
        count = 0
        try:
            while deed.articles:
                *others, step = (step for step in deed.steps if step.count)
                befores = unpacked(step.packs[-1])
                self._memory.write_now(self._facts_back(step.change, befores))
                left = Step(step.change, step.packs[:-1], step.count - len(befores))
                deed = Deed((*others, left))
                count += len(befores)
                yield count
        finally:
            self.add(deed)

    def _befores(self, change: Change, articles: Sequence[Done]) -> list[Before]:
        memory = self._memory
        return [
            Before(done.path, done.progress, done.new, memory.keeps_unread(done.path))
            for done in articles
            if not holds(change, done)
        ]

    def _set(self, change: Change, path: str) -> None:
        match change.kind:
            case Kind.READ:
                self._memory.set_read(path, change.value)
            case Kind.STARRED:
                self._memory.set_starred(path, change.value)
            case Kind.ARCHIVED:
                self._memory.set_archived(path, change.value)
            case Kind.TAGGED:
                self._memory.set_tag(path, change.tag, change.value)

    def _set_back(self, change: Change, before: Before) -> None:
        if change.kind is Kind.READ:
            self._memory.mark_back(
                before.path,
                not change.value,
                progress=before.progress,
                new=before.new,
                kept=before.kept_unread,
            )
        else:
            self._set(change._replace(value=not change.value), before.path)

    def _facts_back(self, change: Change, befores: Sequence[Before]) -> list[Fact]:
        now = self._clock()
        if change.kind is not Kind.READ:
            back = change._replace(value=not change.value)
            return facts(back, (before.path for before in befores), now)
        if change.value:
            return [Marked(b.path, False, now, anew=b.kept_unread, new=b.new) for b in befores]
        found: list[Fact] = [Marked(b.path, True, now) for b in befores]
        for before in befores:
            if before.progress:
                place = self._memory.reading(before.path).place
                found.append(Reached(before.path, place, before.progress, now))
        return found


def _step(change: Change, befores: Sequence[Before]) -> Step:
    return Step(change, (packed(befores),) if befores else (), len(befores))


def toggled(kind: Kind, found: Sequence[Done]) -> tuple[Change, ...]:
    """It shall be so for all, unless it is so for all."""
    change = Change(kind, True)
    return (change._replace(value=not all(holds(change, done) for done in found)),)


def wanted(
    catalog: Catalog, ids: array[int], changes: Callable[[Sequence[Done]], Sequence[Change]]
) -> Sequence[Change]:
    """The changes of all, which may depend on what there is: one that lacks it is enough."""
    wanted: Sequence[Change] = ()
    for start in range(0, len(ids), BATCH):
        wanted = changes(catalog.done(ids[start : start + BATCH]))
        if all(change.value for change in wanted):
            break
    return wanted
