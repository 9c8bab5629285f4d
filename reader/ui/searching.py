"""Search and order: the bar, the question in force, and the answer on the shelf."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reader.article import ArticleId
from reader.characters import one_line
from reader.patterns import pattern
from reader.session import phrases, queries
from reader.session.recall import Recall
from reader.store.rows import Order
from reader.ui.row_hits import RowHits, nothing

if TYPE_CHECKING:
    from textual.events import Key
    from textual.timer import Timer

    from reader.query.tree import Sort
    from reader.session.search import Answer
    from reader.session.words import Words
    from reader.store.rows import Listing
    from reader.ui.library_screen import LibraryScreen
    from reader.ui.search_bar import SearchBar

TOGETHER = 0.015  # seconds that a letter waits for its results, to be one frame with them
AWAITED = 0.5  # seconds that keys behind Enter wait at most for the results that they are meant for
_SORTS = pattern(r"(?:^|\s)sort:\S*")


class Searching:
    """What is asked of the catalog now, and what shall become of its answers."""

    def __init__(self, screen: LibraryScreen) -> None:
        self._screen = screen
        self._desk = screen.desk
        self._order = ""  # chosen in the menu for the whole list; empty for the usual one
        self._order_here = ""  # chosen while a query was in force, and for as long as one is
        self._ticket = 0  # of the latest question: an answer with another one is late
        self._begun: Listing | None = None  # what is listed, where the rest of it is still to come
        self._sort: tuple[Sort, ...] = ()  # the keys of the query in force
        self.typed = ""
        self.words: Words | None = None  # what the answer in force found, to be marked on pages
        self.moved = False  # in the results since the last key was typed
        self._elsewhere = False  # another list than before: it is seen from its beginning
        self._begun_at: ArticleId | None = None  # what was selected when the bar was opened
        self.open = False  # whether the bar is there
        self._bar: SearchBar | None = None
        self._typing = False  # the last word of the query in force also stands for what it begins
        self._by_key = False  # it was asked by a key in the bar
        self._answered = 0  # the ticket of the latest answer
        self._keys: list[Key] | None = None  # for results that are on their way; None: no such
        self._awaiting: Timer | None = None  # lets go of them in any case
        self._held: tuple[ExitStack, Timer] | None = None  # while nothing is painted
        self._recall = Recall()
        self._recalled = False  # whether it knows of other sessions

    async def begin(self) -> None:
        """Show the bar, with the query in force in it."""
        from reader.ui.search_bar import SearchBar  # Textual's Input costs 10 ms

        screen = self._screen
        self.open = True
        self.moved = False
        row = screen.panes.list.row
        self._begun_at = row.id if row is not None else None
        self._recall.begin()
        self._bar = bar = SearchBar(self.typed, screen.offering, self._recall)
        screen.add_class("searching")
        await screen.mount(bar, screen.offering.open(bar), before="#head")
        bar.focus()
        if not self._recalled:
            screen.run_worker(self._remember(), group="queries")

    async def _remember(self) -> None:
        """What was asked in other sessions, to go back to."""
        self._recalled = True
        before = await asyncio.to_thread(queries.read, self._kept_queries)
        self._recall.go_on(before)

    @property
    def _kept_queries(self) -> str:
        return queries.file_beside(self._desk.library.state)

    async def end(self) -> None:
        """Take the bar away; the query stays in force."""
        screen = self._screen
        screen.set_focus(None)
        self._bar = None
        await screen.query("#search, #offers").remove()
        screen.remove_class("searching")
        self.open = False
        if self._by_key and self._answered != self._ticket:
            self._keys = []
            self._awaiting = screen.set_timer(AWAITED, self._go_on)
        asked = self.typed.strip()
        if self._desk.shelf.count and self._recall.add(asked):  # else it is of no use to anybody
            screen.run_worker(asyncio.to_thread(queries.add, self._kept_queries, asked))

    @property
    def line(self) -> SearchBar | None:
        """What is typed in while the bar is open."""
        return self._bar if self.open else None

    def keeps(self, key: Key) -> bool:
        """Whether a key has to wait for the results that it is meant for: they are on their way."""
        if self._keys is None:
            return False
        self._keys.append(key)
        return True

    async def _go_on(self) -> None:
        """Press what has waited."""
        keys, self._keys = self._keys, None
        if self._awaiting is not None:
            self._awaiting.stop()
            self._awaiting = None
        for key in keys or ():
            await self._screen.go_on(key)

    def type(self, text: str) -> None:
        """A key was typed in the bar."""
        if text != self.typed:
            self.moved = False
            self._hold()
            self.ask(text, typing=True)

    def _hold(self) -> None:
        """Paint nothing for a moment: on a slow line a frame of its own would cost a round trip."""
        if self._held is None:
            batch = ExitStack()
            batch.enter_context(self._screen.app.batch_update())
            self._held = batch, self._screen.set_timer(TOGETHER, self._let_go)

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held[0].close()
            held[1].stop()

    @property
    def settled(self) -> str:
        """The query that is in force, as it says so for good: its last word may stand for more."""
        if not self._typing:
            return self.typed
        from reader.query.settled import settled  # not before the first paint

        return settled(self.typed, date.today(), self._desk.views)

    @property
    def in_force(self) -> str:
        """The same, with the order that was chosen for it."""
        return self._ordered(self.settled)

    def show(self, query: str) -> None:
        """List what another query finds, in its own order, from the beginning."""
        self._order = self._order_here = ""
        self._elsewhere = True
        self.ask(query)

    def narrow(self, query: str) -> None:
        """List what a narrower or wider query finds, in the order that was chosen."""
        self._elsewhere = True
        self.ask(query)

    def clear(self) -> bool:
        """Ask for everything again; whether anything else was asked."""
        if not self.typed:
            return False
        self.ask("")
        return True

    def ask(self, typed: str, *, typing: bool = False, by_key: bool = True) -> None:
        """Put a question; its answer comes as a message with this ticket.

        While `typing`, its last word also stands for what it begins; it does so as long as the
        query is in force, since nobody types Enter to be shown something else.
        """
        self.typed, self._typing, self._by_key = typed, typing, typing and by_key
        if not typed:
            self._order_here = ""
        self._begun = None
        self._ticket += 1
        self._desk.ask(self._ordered(typed), self._ticket, typing=typing)

    def _ordered(self, typed: str) -> str:
        order = self._order_here or self._order
        if order and not _SORTS.search(typed):
            # In front: behind, the last word would be one that nobody goes on typing.
            return f"sort:{order} {typed}" if typed else f"sort:{order}"
        return typed

    def ask_again(self) -> None:
        """The same question to a catalog that has changed."""
        self._screen.count_anew()
        self.ask(self.typed, typing=self._typing, by_key=self.open)

    async def answered(self, answer: Answer) -> None:
        """Show an answer, unless a newer question is out."""
        if answer.ticket != self._ticket:
            return
        self._let_go()  # whoever handed the answer on has a batch of its own
        screen = self._screen
        self._answered = answer.ticket
        if self._is_rest(answer.listing):
            return
        if answer.notices or self.open:
            screen.notice = phrases.notices(answer)
        if answer.listing is not None:
            before = screen.panes.list.row
            # The article that is selected stays so while it is there. While one types, among the best
            # hits only where these are seen with it: else they are what is wanted. A library that
            # is read for the first time fills up under a list that nobody moved in, nor opened
            # anything from.
            touched = screen.panes.list.selected > 0 or screen.panes.on_page
            untouched = screen.news.first_reading and not touched
            stays = (not self._by_key and not untouched and not self._elsewhere) or self.moved
            keep: ArticleId | None = before.id if before and (stays or self._by_key) else None
            ids, count = answer.listing.ids, answer.listing.count
            begins = ids is not None and len(ids) < count
            if begins and ids is not None and stays and keep is not None and keep not in ids:
                return  # it may be among the others
            self._begun = answer.listing if begins else None
            self._elsewhere = False
            self._sort = answer.query.sort
            self._take_words(answer)
            best = not stays and answer.listing.order.key == "relevance"
            self._desk.shelf.show(answer.listing)
            if self._by_key and not self.moved and not best:
                # Half a condition is a word, which may have led away from it.
                begun_at = self._begun_at
                there = begun_at is not None and self._desk.shelf.index_of(begun_at) is not None
                keep = begun_at if there else keep
            screen.panes.set_empty(not answer.listing.count)
            if answer.listing.count:
                screen.panes.list.relist(keep, stays=stays, best=best)
                row = screen.panes.list.row
                reading = screen.opened.path if screen.panes.on_page else ""
                was_listed = before is not None and before.path == reading
                if reading and was_listed and (row is None or row.path != reading):
                    screen.notice = "The article you read is not in the list any more."
            elif self.typed:
                asked = replace(answer, typed=one_line(self.typed))
                screen.panes.list.say(*phrases.nothing_found(asked, typing=self.open))
                screen.offering.answered(answer)
            elif archived := (await asyncio.to_thread(self._desk.counts.count)).archived:
                screen.panes.list.say(*phrases.all_archived(archived))
                screen.opened.clear()
            else:
                screen.news.say_empty()
            if self._by_key:  # the results of each letter are painted before what is made of files
                screen.call_after_refresh(self._show_beside, answer.ticket)
            else:
                await screen.preview_now()
        screen.say_bars()
        await self._go_on()

    def _is_rest(self, listing: Listing | None) -> bool:
        """Take the whole of a listing whose beginning is shown; what is seen of it stays."""
        begun, self._begun = self._begun, None
        if begun is None or listing is None or listing.generation != begun.generation:
            return False
        self._desk.shelf.complete(listing)
        shown = self._screen.panes.list
        if len(begun.ids or ()) < shown.selected + shown.size.height:
            shown.compose_rows()
        return True

    async def _show_beside(self, ticket: int) -> None:
        """The sentences of the results, and the page of the selected one."""
        screen = self._screen
        if ticket != self._ticket:
            return
        if self.words is not None:
            screen.sentences.release()
        await screen.preview_now()

    def _take_words(self, answer: Answer) -> None:
        """What the hits of an answer consist of is to be marked on pages and in rows."""
        self.words, self._screen.panes.list.hits = None, nothing
        if answer.marks:
            from reader.session.words import Words  # the parsers of a page

            self.words = Words(answer.typed, answer.marks)
            self._screen.panes.list.hits = RowHits(self.words)
            self._screen.on_the_page  # noqa: B018  # it wants to hear of the next page
        if self.words is not None or self._screen.has("sentences"):
            generation = answer.listing.generation if answer.listing else 0
            self._screen.sentences.look_for(self.words, generation, held=self._by_key)

    # Order

    def choose_order(self) -> None:
        """The menu of orders."""
        from reader.ui.ordering import panel

        self._screen.app.push_screen(panel(self._sort, self._listed_by), self._chosen)

    @property
    def _listed_by(self) -> Order:
        listing = self._desk.shelf.listing
        return listing.order if listing else Order()

    def _chosen(self, key: str | None) -> None:
        if key is not None:
            from reader.ui.ordering import chosen

            unsorted = " ".join(_SORTS.sub(" ", self.typed).split())  # the latest word counts
            if unsorted:
                self._order_here = chosen(key, self._listed_by)
            else:
                self._order = chosen(key, self._listed_by)
            self.ask(unsorted, typing=self._typing, by_key=False)
