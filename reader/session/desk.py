"""Everything that reading one library needs, opened together and closed together."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from reader.article import Article, Metadata
from reader.errors import CatalogMissing, CatalogUnusable, ReaderError, StateBusy, StateUnusable
from reader.markdown.lines import Glyphs, Manner
from reader.session.browse import Shelf
from reader.session.counts import Counts
from reader.session.library import Library, open_library, resolve
from reader.session.manner import manner_of
from reader.session.remember import Memory
from reader.settings import Settings
from reader.store.catalog import location
from reader.store.rows import Row
from reader.store.state.state import State, open_state

if TYPE_CHECKING:
    from reader.session.deeds import Deeds
    from reader.session.facets import Known as Common
    from reader.session.indexer import Indexer
    from reader.session.information import Information, Known
    from reader.session.names import CatalogNames, FolderNames
    from reader.session.page import Page
    from reader.session.progress import Progress, Summary, Walked
    from reader.session.related import Related
    from reader.session.search import Answer, Searcher
    from reader.session.source import SourcePage
    from reader.store.state.last import Last

OnAnswer = Callable[["Answer"], None]
OnProgress = Callable[["Progress"], None]
OnWalked = Callable[["Walked"], None]
OnEnd = Callable[["Summary | None", str], None]
"""A summary, or the sentence that says why there is none."""


class Desk:
    """An open library, what the person did in it, and the threads behind both.

    Belongs to one thread; the callbacks of `begin` are called from others.
    """

    def __init__(self, library: Library, state: State, *, single: str = "") -> None:
        self.library = library
        self.single = single  # the one article that was opened, relative to the library
        self.notices: tuple[str, ...] = state.notices
        self._state = state
        self._kept = state.library(library.root)
        self.memory = Memory(self._kept)
        self.shelf = Shelf(library, self.memory)
        self.views: Mapping[str, str] = {}  # one's own, queries by their names
        self.shared_views: frozenset[str] = frozenset()  # those of everybody on this machine
        self.manner = Manner(sideways=True)  # of the pages that are opened from now on
        self.counts = Counts(library)  # of the head of the list
        self._names: CatalogNames | FolderNames | None = None
        self._searcher: Searcher | None = None
        self._indexer: Indexer | None = None
        self._all_known = False  # whether the state was told in this session what had arrived
        self.has_arrived = False  # by the last refresh the state knows articles that it did not
        self._begun = False
        self._preparing = threading.Lock()
        self._telling = threading.Lock()
        self._untold: list[Callable[[], None]] = []  # what happened before `begin`
        self._on_answer: OnAnswer = lambda _answer: None
        self._on_progress: OnProgress = lambda _progress: None
        self._on_walked: OnWalked = lambda _walked: None
        self._on_end: OnEnd = lambda _summary, _sentence: None

    @classmethod
    def open(cls, named: str | None, settings: Settings) -> Desk:
        """The library that is meant, or the folder of the one article that was named.

        LibraryUnreadable or UsageError, with a sentence, where there is none.
        """
        state = open_state()
        path = resolve(named, settings, last=state.last_library)
        single = ""
        if not os.path.isdir(path) and os.path.isfile(path):
            path, single = os.path.split(os.path.realpath(path))
        desk = cls(open_library(path, state=state.place), state, single=single)
        desk.manner = manner_of(settings, sideways=True)
        desk.views, desk.shared_views = settings.views, settings.shared
        if not single:
            desk._show_what_is_known()
        return desk

    def _show_what_is_known(self) -> None:
        """The list as the catalog has it, before anything is refreshed."""
        self.memory.begin_visit()
        self.counts.begin()
        try:
            self.shelf.show(self.shelf.catalog.listing(archived=False))
        except CatalogMissing:
            # The first reading of this folder: it goes on while the interface is being loaded.
            self.refresh()
        except CatalogUnusable as error:
            self.notices += (f"{error} It is built anew.",)

    def begin(
        self, on_answer: OnAnswer, on_progress: OnProgress, on_walked: OnWalked, on_end: OnEnd
    ) -> None:
        """Start what works behind the interface: search, and the refresh of the catalog."""
        self._on_answer, self._on_progress = on_answer, on_progress
        self._on_walked, self._on_end = on_walked, on_end
        with self._telling:
            self._begun = True
            untold, self._untold = self._untold, []
        for tell in untold:
            tell()
        if not untold:
            self.refresh()
        threading.Thread(target=self._prepare_searching, name="preparing", daemon=True).start()

    def ask(self, typed: str, ticket: int, *, typing: bool) -> None:
        """Put a question to the catalog; it overtakes the one before."""
        if self._begun:
            self._the_searcher().ask(typed, ticket, typing=typing, views=self.views)

    def _the_searcher(self) -> Searcher:
        with self._preparing:
            if self._searcher is None:
                # The query language and the matching: 20 ms to import.
                from reader.session.search import Searcher

                self._searcher = Searcher(self.library, self._on_answer)
            return self._searcher

    def _prepare_searching(self) -> None:
        """In a thread: have everything there when the first letter is typed; the copy of today."""
        from reader.store.state.copies import keep_daily

        self._the_searcher().prepare()
        keep_daily(self._state)

    def last(self) -> Last | None:
        """The article that was read last, if it is there still."""
        if self.single or not self.shelf.count:
            return None
        from reader.store.state.last import last_opened

        try:
            found = last_opened(self._kept)
        except StateUnusable:
            return None  # `begin_visit` has told
        there = found and os.path.isfile(os.path.join(self.library.root, found.path))
        return found if there else None

    @cached_property
    def common(self) -> Common:
        """What facets are made of, once for each generation of the catalog."""
        from reader.session.facets import Known

        return Known()

    @cached_property
    def deeds(self) -> Deeds:
        """What is done to articles, and taken back."""
        from reader.session.deeds import Deeds  # not before the first paint

        return Deeds(self.memory)

    # The catalog behind the list

    @property
    def begun(self) -> bool:
        """Whether there is something behind the interface yet."""
        return self._begun

    @property
    def knows_nothing(self) -> bool:
        """Whether the folder is being read from nothing, and no article of it is listed yet."""
        return self.shelf.listing is None and (self.refreshing or not self._begun)

    @property
    def refreshing(self) -> bool:
        """Whether changed files are being looked for."""
        return self._indexer is not None

    def refresh(self) -> bool:
        """Look for changed files; False where that is under way."""
        if self.refreshing:
            return False
        from reader.session.indexer import Indexer

        self._indexer = Indexer(self.library)
        threading.Thread(
            target=self._index, args=(self._indexer,), name="indexing", daemon=True
        ).start()
        return True

    def cancel(self) -> bool:
        """Stop looking; False where nothing was under way. What was committed stays."""
        if self._indexer is None:
            return False
        self._indexer.cancel()
        return True

    def _index(self, indexer: Indexer) -> None:
        summary, sentence = None, ""
        try:
            self._learn_texts()
            summary = indexer.run(
                lambda state: self._tell(lambda: self._on_progress(state)),
                lambda walked: self._tell(lambda: self._on_walked(walked)),
            )
            sentence = " ".join(summary.notices)
            # Another program may have seen first what arrived: `reader list`, another person's session.
            self._follow(arrived=bool(summary.changes) or not self._all_known)
        except ReaderError as error:
            sentence = str(error)
        except BaseException:
            sentence = "The folder could not be read, by a fault of this program; the log has more."
            raise
        finally:
            self._indexer = None
            self._tell(lambda: self._on_end(summary, sentence))

    def _tell(self, tell: Callable[[], None]) -> None:
        """Call back, or do it as soon as somebody listens."""
        with self._telling:
            if not self._begun:
                self._untold.append(tell)
                return
        tell()

    def _follow(self, *, arrived: bool) -> None:
        """Let the state follow the catalog: what was done goes along with a file that has another
        name now, and what has `arrived` is new from now on.
        """
        from reader.store.state.moves import carry

        self.memory.save()
        self.has_arrived = False
        catalog = self.library.catalog()
        try:
            moves = catalog.moves()  # first: only what is not known yet can be a file's new name
            if arrived:
                hashes, first = catalog.arrivals(), self._kept.first_indexing
                renamed = {} if first else catalog.renamed(hashes)
                self._kept.arrived(hashes, first=first, renamed=renamed)
                self._kept.end_first_indexing()
                self._all_known = True
                self.has_arrived = bool(hashes)
            back = [old for old in self.memory.old_names if catalog.id_of(old) is not None]
        finally:
            catalog.close()
        pairs = [(os.fsdecode(old), os.fsdecode(new)) for old, new in moves.paths]
        self.memory.moved(pairs, back)
        carry(self._kept, moves)
        self.memory.ask_anew(path for pair in pairs for path in pair)

    def _learn_texts(self) -> None:
        """Tell the state which text each article has that something was done with, by its name of
        before the refresh: else it would not be found under another one.
        """
        from reader.store.state.moves import carry

        with suppress(CatalogUnusable, StateUnusable, StateBusy):
            self.memory.save()
            catalog = self.library.catalog()
            try:
                unhashed = catalog.moves(unhashed=True)
            finally:
                catalog.close()
            carry(self._kept, unhashed)

    def unreadable_folders(self) -> tuple[tuple[str, str], ...]:
        """Folders that could not be entered, each with the reason."""
        try:
            return self.shelf.catalog.folder_problems()
        except CatalogUnusable:
            return ()

    # One article

    def index_of(self, path: str) -> int | None:
        """Where an article stands in the list; None where it is not in it."""
        try:
            article = self.shelf.catalog.id_of(path)
        except CatalogUnusable:
            return None
        return None if article is None else self.shelf.index_of(article)

    def open_page(self, path: str, columns: int, glyphs: Glyphs, row: Row | None) -> Page:
        """The page of an article, from any thread; ArticleGone where it can't be read any more."""
        known = None
        if row is not None:
            known = Article(path, row.title, Metadata(), row.minutes, words=0)
        return self._page(path, columns, glyphs, known)

    def _page(self, path: str, columns: int, glyphs: Glyphs, known: Article | None) -> Page:
        # 60 ms of parsers: the list is painted before anybody needs them.
        from reader.session.read import open_page

        root, names = self.library.root, self._the_names()
        manner = self.manner
        page = open_page(root, path, columns, glyphs, known=known, manner=manner, names=names)
        page.set_tags(self.memory.reading(path).tags)
        return page

    def _the_names(self) -> CatalogNames | FolderNames:
        """What articles are called, for links by name."""
        if self._names is None:
            from reader.session.names import CatalogNames, FolderNames

            root = self.library.root
            self._names = FolderNames(root) if self.single else CatalogNames(self.library)
        return self._names

    def end(self) -> None:
        """What must be done before a process ends, from any thread: save, leave no private catalog."""
        self.memory.save()
        location.remove_private()

    def changed_page(self, page: Page, glyphs: Glyphs) -> Page | None:
        """The page anew if its file changed since; from any thread; ArticleGone as `open_page`."""
        from reader.session.read import has_changed

        if not has_changed(self.library.root, page):
            return None
        if page.is_source:
            return self.open_source(page, glyphs)
        return self._page(page.article.path, page.width, glyphs, page.article)

    def open_source(self, page: Page, glyphs: Glyphs) -> SourcePage:
        """The file of a page's article as it is, from any thread; ArticleGone as `open_page`."""
        from reader.session.source import open_source

        return open_source(self.library.root, page.article, page.width, glyphs)

    def own_tags(self) -> list[tuple[str, int]]:
        """One's own tags in this library with the number of their articles; from any thread."""
        self.memory.save()
        try:
            return self._kept.tags()
        except StateUnusable:
            return []

    def known(self, page: Page) -> Known:
        """What there is to tell of an article without looking anything up."""
        from reader.session.information import Known

        mtime_ns, size = page.stamp
        reading = self.memory.reading(page.article.path)
        return Known(page.article, self.library.root, size, mtime_ns / 1e9, reading)

    def information(self, page: Page) -> Information:
        """What there is to tell of an article beside; from any thread."""
        from reader.session.information import gather

        return gather(page.article, page.text.source, self.library, self._the_names())

    def related(self, path: str) -> list[Related]:
        """Articles like one; from any thread. ArticleGone, CatalogUnusable."""
        from reader.session.related import related_to

        catalog = self.library.catalog()
        try:
            return related_to(catalog, self.library.root, path)
        finally:
            catalog.close()

    def close(self) -> None:
        """Save what waits and let everything go."""
        self.memory.save()
        if self._searcher is not None:
            self._searcher.close()
        if self._indexer is not None:
            self._indexer.cancel()
        if self._names is not None:
            self._names.close()
        self.shelf.close()
        self._state.close()
        location.remove_private()
