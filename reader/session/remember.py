"""Remembering, while a library is open, where somebody is and what they did.

Everything is kept in memory first and written together: whoever shows the library calls `save`
about once a second, on leaving an article and on leaving the program.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence

from reader.article import Highlight, Place, Quote, Reading, Visit
from reader.errors import StateBusy, StateUnusable
from reader.session import unwritten
from reader.session.moments import Moments
from reader.session.waiting import Names, Waiting
from reader.store.rows import Done
from reader.store.state.facts import (
    Anchored,
    Archived,
    Erased,
    Fact,
    Lettered,
    Marked,
    Noted,
    Opened,
    Reached,
    Starred,
    Tagged,
)
from reader.store.state.library import LibraryState
from reader.store.state.schema import FINISHED

_PATIENCE = 0.1  # seconds, for our own thread and again for another session: 0.2 in all
_PATIENCE_WITH_MANY = 10.0  # nobody waits for what is done behind the interface


class Memory:
    """What is remembered of one library; any thread may call, `save` also while it runs."""

    def __init__(self, library: LibraryState, clock: Callable[[], float] = time.time) -> None:
        self._library = library
        self.now = Moments(clock).now
        self._readings: dict[str, Reading] = {}  # as they will be once all is written
        self._waiting = Waiting()
        self._kept_unread: set[str] = set()  # marked as unread while open: stay so until reopened
        self._new: dict[str, bool] = {}  # where it is otherwise than the catalog's list may know
        self._changing = threading.Lock()  # held for a few lines of Python, never while writing
        self._saving = threading.Lock()
        self._notice = ""
        self._told = ""
        self._notices_seen = len(library.state.notices)
        self._names = Names()

    def begin_visit(self) -> float:
        """Count a visit; when the one before was, in seconds since the epoch, or 0."""
        try:
            return self._library.begin_visit(self.now())
        except StateBusy:
            return 0.0  # somebody opens another library this very moment: that is the last one
        except StateUnusable as error:
            self._tell(f"What you do now is not remembered. {error}")
            return 0.0

    def opened(self, path: str, title: str = "", body: int = 0) -> Reading:
        """An article was opened now; what is known of it, with the place to open it at.

        It is asked anew, since another session may have read on. Title and the hash of the text
        are for when the file is gone or has another name.
        """
        self._names.forget(path)  # whatever was called so before
        try:
            stored = self._library.reading(path)
        except StateUnusable as error:
            stored = self._readings.get(path, Reading())
            self._tell(str(error))
        now = self.now()
        with self._changing:
            if path in self._waiting.paths():
                stored = self._readings.get(path, stored)
            self._kept_unread.discard(path)
            self._new[path] = False
            # What was read to its end is opened at its beginning.
            self._waiting.opened(path, 0 if stored.read else stored.progress)
            self._add(Opened(path, now, title, body), stored._replace(opened_at=now))
        return stored

    def place(self, path: str, place: Place, progress: int) -> bool:
        """Somebody is at a place, `progress` percent into the article.

        Whether the article became read by that: from 98 % on it is.
        """
        path = self._names.now(path)
        reading = self.reading(path)
        now = self.now()
        with self._changing:
            if path in self._kept_unread:
                progress = 0
            furthest = max(progress, reading.progress)
            if place == reading.place and furthest == reading.progress:
                return False  # at rest nothing is written, nor over what another session read
            finished = not reading.read and reading.progress < FINISHED <= furthest
            reached = self._waiting.reached(path)
            most = max(progress, reached.progress if reached else 0)
            # Not the furthest point of before: another session may have marked it as unread since.
            self._add(
                Reached(path, place, most, now),
                reading._replace(place=place, progress=furthest),
            )
            if reading.opened_at:
                self._waiting.left(path, reading.opened_at, progress, now)
            if finished:
                self._new[path] = False
                self._add(Marked(path, True, now), self._readings[path]._replace(read=True))
        return finished

    def set_read(self, path: str, read: bool) -> None:
        """Mark as read; or as unread, which forgets the progress but not the place."""
        path = self._names.now(path)
        reading = self.reading(path)
        now = self.now()
        with self._changing:
            if read:
                self._kept_unread.discard(path)
                self._new[path] = False
                self._add(Marked(path, True, now), reading._replace(read=True))
                return
            self._kept_unread.add(path)
            self._add(Marked(path, False, now), reading._replace(read=False, progress=0))
            if reached := self._waiting.reached(path):
                self._waiting.add(reached._replace(progress=0))

    def mark_back(
        self, path: str, read: bool, *, progress: int = 0, new: bool = False, kept: bool = False
    ) -> None:
        """Take a mark back: read or unread as it was before, with at least the progress of then.

        `new` and `kept` are what `is_new` and `keeps_unread` said before the mark.
        """
        path = self._names.now(path)
        reading = self.reading(path)
        now = self.now()
        with self._changing:
            if kept:
                self._kept_unread.add(path)
            else:
                self._kept_unread.discard(path)
            if read:
                furthest = max(progress, reading.progress)
                self._add(Marked(path, True, now), reading._replace(read=True, progress=furthest))
                if furthest > reading.progress:
                    self._waiting.add(Reached(path, reading.place, furthest, now))
                return
            self._new[path] = new and not reading.opened_at
            fact = Marked(path, False, now, anew=kept, new=new)
            furthest = 0 if kept else reading.progress
            self._add(fact, reading._replace(read=False, progress=furthest))

    def keeps_unread(self, path: str) -> bool:
        """Whether an article was marked as unread while it is open, and stays so until reopened."""
        return self._names.now(path) in self._kept_unread

    def is_new(self, path: str, listed: bool) -> bool:
        """Whether an article is new, which was so as `listed`; without any I/O."""
        return self._new.get(self._names.now(path), listed)

    def write_now(self, facts: Sequence[Fact]) -> None:
        """Write facts about many articles at once, without keeping more of them in memory.

        From any thread. StateBusy or StateUnusable, and then none is written.
        """
        if self._names:
            facts = [fact._replace(path=self._names.now(fact.path)) for fact in facts]
        self._library.write(facts, _PATIENCE_WITH_MANY)
        with self._changing:
            for fact in facts:
                known = self._readings.get(fact.path)
                if known is not None:
                    self._readings[fact.path] = unwritten.after(known, fact)
                if isinstance(fact, Marked):
                    self._kept_unread.discard(fact.path)
                    if fact.path in self._new:
                        self._new[fact.path] = fact.new

    def set_starred(self, path: str, starred: bool) -> None:
        """Give or take a star."""
        path = self._names.now(path)
        reading = self.reading(path)
        with self._changing:
            self._add(Starred(path, starred, self.now()), reading._replace(starred=starred))

    def set_archived(self, path: str, archived: bool) -> None:
        """Put away, or take back."""
        path = self._names.now(path)
        reading = self.reading(path)
        with self._changing:
            self._add(Archived(path, archived, self.now()), reading._replace(archived=archived))

    def set_tag(self, path: str, tag: str, given: bool) -> None:
        """Give or take a tag of one's own."""
        path = self._names.now(path)
        reading = self.reading(path)
        tags = {*reading.tags, tag} if given else {*reading.tags} - {tag}
        with self._changing:
            fact = Tagged(path, tag, given, self.now())
            self._readings[path] = reading._replace(tags=tuple(sorted(tags)))
            self._waiting.add(fact, (Tagged, tag))

    def set_letter(self, path: str, letter: str, place: Place | None) -> None:
        """Give a place of an article a letter, or take that from it."""
        path = self._names.now(path)
        with self._changing:
            fact = Lettered(path, letter, place, self.now())
            self._waiting.add(fact, (Lettered, letter))

    def letters(self, path: str) -> dict[str, Place]:
        """The marks of an article, with what is not yet written."""
        path = self._names.now(path)
        try:
            found = self._library.letters(path)
        except StateUnusable as error:
            self._tell(str(error))
            found = {}
        return unwritten.letters(found, self._waiting_for(path))

    def set_quote(self, path: str, id: str, quote: Quote, made_at: float) -> None:  # noqa: A002
        """Highlight words, or say where those of a highlight are now."""
        self._keep(id, Anchored(path, id, quote, made_at, self.now()))

    def set_note(self, path: str, id: str, note: str) -> None:  # noqa: A002
        """Write what somebody thinks of a highlight; nothing takes the note away."""
        self._keep(id, Noted(path, id, note, self.now()))

    def set_erased(self, path: str, id: str, erased: bool) -> None:  # noqa: A002
        """Take a highlight away, or bring it back."""
        self._keep(id, Erased(path, id, erased, self.now()))

    def _keep(self, highlight: str, fact: Anchored | Noted | Erased) -> None:
        fact = fact._replace(path=self._names.now(fact.path))
        with self._changing:
            self._waiting.add(fact, (type(fact), highlight))

    def highlights(self, path: str | None = None) -> list[Highlight]:
        """The highlights of an article, or of all, with what is not yet written; from any thread.

        In the order of `LibraryState.highlights`.
        """
        path = None if path is None else self._names.now(path)
        waiting = self._waiting_for(path)  # first: what is written meanwhile is found there
        try:
            stored = self._library.highlights(path)
        except StateUnusable as error:
            self._tell(str(error))
            stored = []
        return unwritten.highlights(stored, waiting)

    def visits(self, most: int) -> list[Visit]:
        """The readings of this library, the latest first, with the one that lasts; from any thread."""
        self.save()
        try:
            return self._library.visits(most)
        except StateUnusable as error:
            self._tell(str(error))
            return []

    def titles(self) -> dict[str, str]:
        """What articles that were opened are called, by path; from any thread."""
        try:
            found = self._library.titles()
        except StateUnusable as error:
            self._tell(str(error))
            found = {}
        return unwritten.titles(found, self._waiting_for(None))

    def _waiting_for(self, path: str | None) -> list[Fact]:
        with self._changing:
            return self._waiting.of(path)

    def left(self, path: str, progress: int) -> None:
        """An article that was opened in this session is left, `progress` percent into it."""
        path = self._names.now(path)
        reading = self.reading(path)
        with self._changing:
            self._waiting.left(path, reading.opened_at, progress, self.now())

    def moved(self, pairs: Iterable[tuple[str, str]], back: Iterable[str] = ()) -> None:
        """Files have another name: from, to. What is done under the old one, as with an article
        that is open, is of the new one, until another file is called so: those in `back` are.

        To be told before the state is; `ask_anew` when it was.
        """
        with self._changing:
            for path in back:
                self._names.forget(path)
            for old, new in pairs:
                self._names.rename(old, new)
                self._waiting.rename(old, new)
                if (known := self._readings.pop(old, None)) is not None:
                    self._readings[new] = known
                if old in self._kept_unread:
                    self._kept_unread.remove(old)
                    self._kept_unread.add(new)
                if (is_new := self._new.pop(old, None)) is not None:
                    self._new[new] = is_new

    @property
    def old_names(self) -> list[str]:
        """What files were called that have another name since, as far as it matters."""
        with self._changing:
            return self._names.old()

    def ask_anew(self, paths: Iterable[str]) -> None:
        """What is known of these paths is asked anew: another one's state came to them.

        Not of one for which something still waits, as the state does not know that.
        """
        self.save()
        with self._changing:
            waiting = self._waiting.paths()
            for path in paths:
                if path not in waiting:
                    self._readings.pop(path, None)

    def reading(self, path: str) -> Reading:
        """What is known of an article, with what is not yet written."""
        path = self._names.now(path)
        known = self._readings.get(path)
        if known is None:
            try:
                known = self._library.reading(path)
            except StateUnusable as error:
                self._tell(str(error))
                known = Reading()
            with self._changing:
                known = self._readings.setdefault(path, known)
        return known

    def touched(self, path: str) -> Reading | None:
        """The same for an article that was opened or marked in this session; without any I/O.

        So a list shows at once what its query will know after the next `save`.
        """
        return self._readings.get(self._names.now(path))

    def as_of_now(self, done: Done) -> Done:
        """What the catalog's list says was done, with what is not written yet; without any I/O."""
        known = self.touched(done.path)
        if known is None:
            return done
        _, progress, read, starred, _, archived, tags = known
        new = self.is_new(done.path, done.new)
        return Done(done.path, progress, read, starred, archived, new, tags)

    @property
    def is_saved(self) -> bool:
        """Whether nothing waits to be written."""
        return not self._waiting

    @property
    def unkept(self) -> str:
        """At the end, what to say of what still waits to be written; empty where nothing does."""
        return "" if self.is_saved else self._told or "What you did last could not be written down."

    def save(self) -> None:
        """Write what waits, within 0.2 s; what can't be written now waits for the next time.

        Never raises for a busy, full or broken state: `take_notice` tells of it.
        """
        if not self._saving.acquire(timeout=_PATIENCE):
            return  # another thread is at it
        try:
            with self._changing:
                facts = self._waiting.of(None)
            if facts:
                self._library.write(facts, _PATIENCE)
            with self._changing:
                self._waiting.written(facts)
        except StateBusy:
            return  # within a second it is tried again, and nobody needs to know
        except StateUnusable as error:
            self._tell(f"What you do now is not remembered. {error}")
        finally:
            self._saving.release()

    def take_notice(self) -> str:
        """A sentence for the person that came up since the last call, or nothing."""
        notices = self._library.state.notices
        if len(notices) > self._notices_seen:
            self._notices_seen = len(notices)
            return notices[-1]
        notice, self._notice = self._notice, ""
        return notice

    def _add(self, fact: Fact, reading: Reading) -> None:
        self._readings[fact.path] = reading
        self._waiting.add(fact)

    def _tell(self, sentence: str) -> None:
        if sentence != self._told:
            self._notice = self._told = sentence
