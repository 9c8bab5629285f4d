"""The article on the page: loaded behind the interface, shown at its place, its place kept."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from reader.article import Place
from reader.errors import ReaderError
from reader.markdown.lines import Glyphs
from reader.named import NamedTuple
from reader.session import phrases
from reader.session.desk import Desk
from reader.session.page import Page, Position
from reader.session.reach import Reach
from reader.store.rows import Row
from reader.ui.loading import Loading, Made, Wish
from reader.ui.page_pane import PagePane

if TYPE_CHECKING:
    from reader.session.again import Base, Fresh
    from reader.session.landing import Landing
    from reader.session.source import SourcePage
    from reader.session.words import Words

Result = TypeVar("Result")

PATIENCE = 0.02  # seconds the list waits for the page, so that both are painted as one frame
MOST_TRIES = 3  # to read an article anew for somebody who scrolls meanwhile
FIRST_PATIENCE = 0.5  # seconds: what works behind the interface would only slow the first page down


class _Origin(NamedTuple):
    """From where somebody went to the source, and where they came to."""

    page: Page
    place: Place
    source: Page
    top: Position


class _Kept(NamedTuple):
    """Where an article was opened because somebody was there, and the first row that came of it."""

    page: Page
    place: Place
    top: Position


class OpenedArticle:
    """What the page pane shows, and whether somebody reads it or it only rests there.

    Loading runs in one thread, so a slow disk stops no key; the answer to an older wish is dropped.
    """

    def __init__(self, desk: Desk, pane: PagePane, glyphs: Glyphs) -> None:
        self._desk = desk
        self._pane = pane
        self._glyphs = glyphs
        self._ticket = 0
        self._wanted = ""  # path of the article that is shown or on its way
        self._reading = ""  # path of the article whose place is kept
        self._reach = Reach()  # how far it was read since it was opened
        self._kept: _Kept | None = None  # where the article was opened, if not at its top
        self._tell: Callable[[str], None] | None = None  # where that is told, once it is there
        self._origin: _Origin | None = None  # while the source is shown
        self._then: Callable[[], None] | None = None  # what follows when the wanted one is there
        self._otherwise: Callable[[str], None] | None = None  # and where it can't be read
        self._resting: tuple[Page, Position] | None = None  # where a query led, and nobody read yet
        # A page is about to be shown, with what a query found in it; the same page stays.
        self.on_landing: Callable[[Page, Landing | None], None] = lambda _page, _found: None
        self.on_words: Callable[[Words | None], None] = lambda _words: None
        self.on_shown: Callable[[], None] = lambda: None  # another article is on the page
        self._loading = Loading(desk, glyphs, self.kept_place)

    @property
    def path(self) -> str:
        """The article that is being read; empty while one only looks through the list."""
        return self._reading

    @property
    def shown(self) -> str:
        """The article on the page, read or not; empty while there is none."""
        return self._pane.page.article.path if self._pane.page is not None else ""

    @property
    def article_page(self) -> Page | None:
        """The page of the article that is shown, also while its source is."""
        page = self._pane.page
        return self._origin.page if page and page.is_source and self._origin else page

    async def page_of_current(self, row: Row | None) -> Page | None:
        """The page of the article being read, else that of a row, which may have to be loaded."""
        page = self.article_page
        if self._reading or row is None or (page and page.article.path == row.path):
            return page
        columns = self._pane.fit.columns
        return await self.in_thread(
            lambda: self._desk.open_page(row.path, columns, self._glyphs, row)
        )

    def show_tags(self) -> None:
        """One's own tags in the header of the page, as they are now."""
        page = self.article_page
        if page is None:
            return
        changed = page.set_tags(self._desk.memory.reading(page.article.path).tags)
        if changed and page is self._pane.page:
            self._pane.compose_rows()

    def is_shown(self, path: str) -> bool:
        """Whether this article is on the page already."""
        return path == self._wanted and self._pane.page is not None

    def clear(self, *sentences: str) -> None:
        """Show no article."""
        self._loading.forget()
        self._ticket += 1
        self._wanted = ""
        self._origin = None
        self._pane.say(*sentences)

    async def show(
        self,
        path: str,
        row: Row | None,
        patience: float = PATIENCE,
        *,
        words: Words | None = None,
        then: Callable[[], None] | None = None,
        otherwise: Callable[[str], None] | None = None,
    ) -> None:
        """Show an article where one was in it; returns when it is shown or takes long (seconds).

        At the first hit where `words` of a query are looked for. What shall be done `then`, as soon as it is there, is forgotten if another is shown first.
        `otherwise` gets the sentence that says why it can't be read, and the page stays; without
        it the page says so.
        """
        self._then, self._otherwise = then, otherwise
        if path == self._wanted:
            self._loading.forget()
            if self.is_shown(path):
                self.on_words(words)
                self._do_then()
            return
        self._wanted = path
        self._ticket += 1
        ticket = self._ticket
        future = self._loading.load(Wish(path, self._pane.fit, words), row)
        future.add_done_callback(lambda done: self._loaded(ticket, path, done))
        await asyncio.wait({future}, timeout=patience)

    def _do_then(self) -> None:
        then, self._then, self._otherwise = self._then, None, None
        if then is not None:
            then()

    def prepare(self, path: str, row: Row | None, words: Words | None) -> None:
        """Make the page that will be wanted soon, unless another is before its turn has come."""
        if path == self._wanted:
            self._loading.forget()
        else:
            self._loading.prepare(Wish(path, self._pane.fit, words), row)

    def kept_place(self, path: str) -> Place:
        """Where to open an article: where one was, and what was read to its end at the top."""
        reading = self._desk.memory.reading(path)
        return Place() if reading.read else reading.place

    async def read_again(self, base: Callable[[], Base]) -> Fresh | None:
        """The article on the page as its file is now, at the same words.

        `base` tells what it is compared with. None where nothing has changed; ArticleGone where
        there is no such file any more.
        """
        page, ticket, tries = self._pane.page, self._ticket, 0
        while page is not None:
            top, tries = self._pane.top, tries + 1
            fresh = await self.in_thread(partial(self._fresh, page, base()))
            if fresh is None or ticket != self._ticket or self._pane.page is not page:
                return None
            if self._pane.top == top or tries == MOST_TRIES:
                return fresh
        return None

    def _fresh(self, page: Page, base: Base) -> Fresh | None:
        """In the thread: the page anew, with the rows of its first screen laid out."""
        from reader.session.again import fresh

        changed = self._desk.changed_page(page, self._glyphs)
        if changed is None:
            return None
        made = fresh(changed, base)
        changed.set_width(page.width, page.beyond)
        changed.rows(changed.find(made.place), self._pane.fit.rows)
        return made

    def _loaded(self, ticket: int, path: str, done: asyncio.Future[Made | None]) -> None:
        if ticket != self._ticket or done.cancelled():
            return
        try:
            made = done.result()
        except ReaderError as error:
            self._not_there(str(error))
            return
        if made is not None:
            page, found, top = made
            self.keep()  # of the article before, where that was being read until now
            self._origin = None
            place = self.kept_place(path)
            self.on_landing(page, found)
            self._pane.show(page, place, top)
            if top is not None:
                self.rest_at(page)
            at_place = top is None and place != Place()
            self._kept = _Kept(page, place, self._pane.top) if at_place else None
            if path == self._reading:
                self._tell_opened()
                self._say_where()
            self._do_then()
            self.on_shown()

    def _not_there(self, sentence: str) -> None:
        otherwise, self._then, self._otherwise = self._otherwise, None, None
        if otherwise is not None and self._pane.page is not None:
            self._wanted = self.shown
            otherwise(sentence)
        else:
            self._wanted = ""  # the next time it may be there again
            self._origin = None
            self._pane.say(sentence)

    async def show_source(self) -> bool:
        """Show the file of the article as it is, at the same words; whether it was to be had."""
        page, position, ticket = self._pane.page, self._pane.top, self._ticket
        if page is None or page.is_source:
            return False
        place = page.place(position)
        made = await self.in_thread(lambda: self._desk.open_source(page, self._glyphs))
        if ticket != self._ticket or self._pane.page is not page:
            return False
        from reader.session.source import to_source

        self.keep()
        self._pane.show(made, to_source(page, position, made))
        self._origin = _Origin(page, place, made, self._pane.top)
        return True

    async def source_line(self) -> int:
        """The line of the file, from 1, that says what stands on top; ArticleGone."""
        page, position = self._pane.page, self._pane.top
        if page is None:
            return 1
        from reader.session.source import line_of

        if page.is_source:
            return cast("SourcePage", page).source.number(max(0, position.part - 1))
        # The page is the loop's: of its rows nothing is asked in the thread that reads the file.
        made = await self.in_thread(lambda: self._desk.open_source(page, self._glyphs))
        return line_of(page, position, made)

    def leave_source(self) -> bool:
        """Show the article again, where it says what stood on top; whether its source was shown."""
        source, origin = self._pane.page, self._origin
        if source is None or not source.is_source or origin is None:
            return False
        from reader.session.source import from_source

        self._origin = None
        page, top = origin.page, self._pane.top
        page.set_width(source.width, source.beyond)
        page.set_manner(self._desk.manner)  # it may have been changed beside the source
        unmoved = source is origin.source and top == origin.top
        place = origin.place if unmoved else from_source(cast("SourcePage", source), top, page)
        self._pane.show(page, place)
        return True

    async def in_thread(self, work: Callable[[], Result]) -> Result:
        """What must not be done here, since a disk may take its time; after what is under way."""
        return await self._loading.in_thread(work)

    def begin_reading(self, path: str, tell: Callable[[str], None] | None = None) -> None:
        """From now on the place in this article is kept.

        Where it was opened at a place, `tell` gets the word for that, as soon as it is on the page.
        """
        if self._reading != path:
            self.stop_reading()
            self._reading = path
            self._reach = Reach()
            self._tell_opened()
            self._tell = tell
            self._say_where()

    def _tell_opened(self) -> None:
        page = self.article_page
        if page is not None and page.article.path == self._reading:
            self._desk.memory.opened(self._reading, page.article.title, page.body_hash)
        else:
            self._desk.memory.opened(self._reading)  # its page is still being made

    def _say_where(self) -> None:
        kept = self._kept
        if self._tell is None or self.shown != self._reading:
            return
        tell, self._tell = self._tell, None
        if kept and (kept.page, kept.top) == (self._pane.page, self._pane.top):
            grade = kept.page.grade(kept.place)
            if kept.top != Position(0, 0) or grade is not grade.SAME:
                tell(phrases.opened_at(grade, self._pane.progress))

    def stop_reading(self) -> bool:
        """Note the place a last time; whether there was an article being read."""
        if not self._reading:
            return False
        self.keep()
        self._desk.memory.left(self._reading, self._reach.read)
        self._reading = ""
        self._tell = None
        return True

    def rest_at(self, page: Page) -> None:
        """The page stands where a query led: no place of anybody until it is moved."""
        self._resting = (page, self._pane.top)

    def keep(self) -> None:
        """Note where one is; cheap, called every second and before every end."""
        if self._is_read():
            self._reach = self._reach.seen(self._pane.progress, time.monotonic())
            self._desk.memory.place(self._reading, self._read_place(), self._reach.read)

    def _read_place(self) -> Place:
        """The place in the article that is read; the one before while it rests where a query led."""
        if self._resting == (self._pane.page, self._pane.top):
            return self._desk.memory.reading(self._reading).place
        self._resting = None
        return self._pane.place

    def read_on(self, progress: int) -> None:
        """Somebody came by reading to where so many percent lie above the edge of the screen."""
        if self._is_read():
            self._reach = self._reach.read_on(progress, time.monotonic())

    def _is_read(self) -> bool:
        """Whether what the page shows is the article that is being read, not its source."""
        page = self._pane.page
        if page is None or page.is_source or not self._reading:
            return False
        return page.article.path == self._reading

    def close(self) -> None:
        """Wait for nobody: the thread ends with what it does."""
        self._loading.close()
