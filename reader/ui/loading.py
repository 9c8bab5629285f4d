"""Pages are made behind the interface, one after the other: a slow disk stops no key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from reader.article import Place
from reader.markdown.lines import Glyphs
from reader.named import NamedTuple
from reader.session.desk import Desk
from reader.session.page import Page, Position
from reader.store.rows import Row

if TYPE_CHECKING:
    from reader.session.landing import Landing
    from reader.session.words import Words
    from reader.ui.fit import Fit

Result = TypeVar("Result")


class Wish(NamedTuple):
    """Which article, for which pane, and what a query looks for in it."""

    path: str
    fit: Fit
    words: Words | None


class Made(NamedTuple):
    """What the thread made: a page, and what a query looks for in it."""

    page: Page
    found: Landing | None
    top: Position | None  # where it is shown from, where that is not its place


class _Begun(NamedTuple):
    ticket: int
    wish: Wish
    future: asyncio.Future[Made | None]


class Loading:
    """The thread that makes them. A page may be made before it is wanted; then it is there at once."""

    def __init__(self, desk: Desk, glyphs: Glyphs, kept_place: Callable[[str], Place]) -> None:
        self._desk = desk
        self._glyphs = glyphs
        self._kept_place = kept_place
        self._ticket = 0
        self._wanted = 0  # the ticket of the page that is to be shown
        self._ahead: _Begun | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="page")

    def load(self, wish: Wish, row: Row | None) -> asyncio.Future[Made | None]:
        """A page to be shown; what was asked for before is not made any more, its result None."""
        ahead, self._ahead = self._ahead, None
        begun = ahead if ahead is not None and ahead.wish == wish else self._begin(wish, row)
        self._wanted = begun.ticket
        return begun.future

    def prepare(self, wish: Wish, row: Row | None) -> None:
        """A page that may be wanted next; it takes the place of the one before."""
        if self._ahead is None or self._ahead.wish != wish:
            self._ahead = self._begin(wish, row)
            self._ahead.future.add_done_callback(_heed_nothing)

    def forget(self) -> None:
        """Nothing is made before it is wanted: what was might be another text by then."""
        self._ahead = None

    def _begin(self, wish: Wish, row: Row | None) -> _Begun:
        self._ticket += 1
        ticket = self._ticket
        future = asyncio.get_running_loop().run_in_executor(
            self._thread, self._make, ticket, wish, row
        )
        return _Begun(ticket, wish, future)

    def _is_wanted(self, ticket: int) -> bool:
        ahead = self._ahead
        return (
            ticket == self._wanted
            or ticket == self._ticket
            or (ahead is not None and ticket == ahead.ticket)
        )

    def _make(self, ticket: int, wish: Wish, row: Row | None) -> Made | None:
        """In the thread: the page, with the rows of its first screen laid out."""
        if not self._is_wanted(ticket):
            return None
        path, fit, words = wish
        page = self._desk.open_page(path, fit.columns, self._glyphs, row)
        page.set_width(fit.columns, fit.beyond)
        found, top = None, None
        if words is not None:
            from reader.session.landing import landing, top_for

            found = landing(page, words)
            top = top_for(page, found.hit, fit.rows) if found.hit else None
        page.rows(page.find(self._kept_place(path)) if top is None else top, fit.rows)
        page.body_hash  # noqa: B018  # 10 ms for 10 MB, better spent here
        return Made(page, found, top)

    async def in_thread(self, work: Callable[[], Result]) -> Result:
        """What must not be done on the loop, since a disk may take its time; in its turn."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """Wait for nobody: the thread ends with what it does."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def _heed_nothing(done: asyncio.Future[Made | None]) -> None:
    """Why a page could not be made is told to whoever wants to see it."""
    if not done.cancelled():
        done.exception()
