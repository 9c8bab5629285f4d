"""Deeds done from the keys: to an article, to all that are picked, to a listing; and taken back.

What concerns few articles is done at once and written with the next save; what concerns many is
written batch by batch in a thread of its own, and the foot tells how far it is. All of a million
take 14 s, to take that back 8 s; the loop of the interface is late by 12 ms once, and 999 times in
1,000 by 6 at most (two cores, of which others had their share).
"""

from __future__ import annotations

import asyncio
import sys
import time
from array import array
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from reader.errors import CatalogUnusable, StateBusy, StateUnusable
from reader.session import deeds
from reader.session.deeds import BATCH, MANY, Change, Deed, Kind
from reader.session.picked import Picked
from reader.store.rows import Done

if TYPE_CHECKING:
    from reader.session.desk import Desk
    from reader.store.catalog.browse import Catalog
    from reader.store.rows import Listing
    from reader.ui.library_screen import LibraryScreen

Result = TypeVar("Result")

TELL_EVERY = 0.5  # seconds, how far it is with many
FEW_ROWS = 10_000  # of a range that are fetched at once: 5 ms
SWITCH = 0.0002  # seconds, while many are marked: else each row that is painted waits for 5 ms
BUSY = "Many articles are being marked; Ctrl+C stops that."


class Doing:
    """What the keys of deeds mean now: to whom, whether it holds already, what to say of it."""

    def __init__(self, screen: LibraryScreen) -> None:
        self._screen = screen
        self._desk = screen.desk
        self._picked = Picked()
        self._of: Catalog | None = None  # whose ids are picked
        self._left_with: tuple[array[int], Deed | None] | None = None  # what was picked, archived
        self.stale = False  # the list has to be asked for anew once it is looked at
        self._thread: ThreadPoolExecutor | None = None
        self._running = False
        self._stopped = False
        screen.panes.list.picked = lambda article: article in self.picked
        screen.panes.list.pick = self.pick_clicked

    # To whom

    @property
    def picked(self) -> Picked:
        """What is picked; nothing any more where the catalog was built anew."""
        if self._picked and self._of is not self._desk.shelf.opened:
            self._picked.clear()
        return self._picked

    def pick(self, times: int) -> None:
        """Pick the selected article, or let it go, and step on; so many times."""
        pane, shelf = self._screen.panes.list, self._desk.shelf
        for _ in range(min(times, shelf.count - pane.selected)):
            if (row := pane.row) is not None:
                self._of = shelf.opened
                self.picked.toggle(row.id)
            if not pane.select(pane.selected + 1):
                break
        self._repaint()
        self._screen.call_after_refresh(self._screen.preview_now)

    def pick_clicked(self, index: int, all_to_it: bool) -> None:
        """Pick the article that was clicked, or let it go; or pick all from the selected one to it."""
        pane = self._screen.panes.list
        begun = pane.selected
        if self._screen.panes.on_page:
            return
        pane.select(index)
        if all_to_it:
            if pane.range_from is None:
                pane.range_from = begun
            self._screen.run_worker(self._end_range(), group="picking")
        elif (row := pane.row) is not None:
            self._of = self._desk.shelf.opened
            self.picked.toggle(row.id)
        self._repaint()
        self._screen.call_after_refresh(self._screen.preview_now)

    async def pick_range(self) -> None:
        """Begin a range at the selected article; with one begun, pick all from there to here."""
        pane = self._screen.panes.list
        if pane.row is None:
            return
        if pane.range_from is None:
            pane.range_from = pane.selected
            self._screen.notice = "V again ends the range."
        else:
            await self._end_range()
        self._repaint()
        self._screen.call_after_refresh(self._screen.preview_now)

    async def _end_range(self) -> None:
        pane, shelf = self._screen.panes.list, self._desk.shelf
        listing, begun = shelf.listing, pane.range_from
        pane.range_from = None
        if begun is None or listing is None:
            return
        first, last = sorted((begun, pane.selected))
        try:
            if last - first < FEW_ROWS:
                ids = shelf.catalog.ids(listing, last + 1, start=first)
            else:
                ids = await self._in_thread(lambda: self._ids(listing, first, last + 1))
        except CatalogUnusable as error:
            self._screen.notice = str(error)
            return
        self._of = shelf.opened
        self.picked.add(ids)
        self._repaint()

    def _ids(self, listing: Listing, start: int, stop: int) -> array[int]:
        catalog = self._desk.library.catalog()
        try:
            return catalog.ids(listing, stop, start=start)
        finally:
            catalog.close()

    def let_go(self) -> bool:
        """Pick nothing any more; whether anything was."""
        pane = self._screen.panes.list
        begun, pane.range_from = pane.range_from, None
        had = self.picked.clear() or begun is not None
        if had:
            self._repaint()
        return had

    def let_go_of_archived(self) -> None:
        """Pick nothing any more: it leaves the list. With the undoing of that deed it comes back."""
        self._left_with = self.picked.ids, None if self._running else self._desk.deeds.latest
        self.let_go()

    def _pick_again(self, undone: Deed) -> None:
        """Pick what was picked when a deed took it from the list."""
        if self._left_with is not None and self._left_with[1] is undone:
            if self._of is self._desk.shelf.opened:
                self.picked.add(self._left_with[0])
            self._left_with = None

    def _repaint(self) -> None:
        self._screen.panes.list.compose_rows()
        self._screen.say_bars()

    async def of_many(self) -> bool:
        """Whether a deed concerns what is picked; a range that is begun ends here."""
        if self._screen.panes.on_page:
            return False
        await self._end_range()
        return bool(self.picked)

    def current(self) -> Done | None:
        """The article on the page while that has the focus, else the one selected."""
        row = self._screen.panes.list.row
        path = self._screen.opened.path if self._screen.panes.on_page else row.path if row else ""
        if not path:
            return None
        listed = row is not None and row.path == path and row.new
        reading = self._desk.memory.reading(path)
        return Done(
            path,
            reading.progress,
            reading.read,
            reading.starred,
            reading.archived,
            self._desk.memory.is_new(path, listed),
            reading.tags,
        )

    # Deeds

    async def toggle(self, kind: Kind) -> bool:
        """Do it where it is not done yet, else undo it everywhere; whether anything was or will be."""
        if not await self.of_many():
            done = self.current()
            return done is not None and self._do_few(deeds.toggled(kind, [done]), [done])
        ids = self.picked.ids
        if len(ids) > MANY:
            return self._start(ids, lambda some: deeds.toggled(kind, some))
        found = self._desk.shelf.done(ids)
        return self._do_few(deeds.toggled(kind, found), found)

    async def tags(self) -> tuple[str, ...] | None:
        """One's own tags that all have to whom a deed would be done; None where nobody is."""
        if not await self.of_many():
            done = self.current()
            return done.tags if done else None
        found = self._desk.shelf.done(self.picked.ids[:MANY])
        first = found[0].tags if found else ()
        return tuple(tag for tag in first if all(tag in done.tags for done in found))

    async def change(self, changes: Sequence[Change]) -> bool:
        """Make it so, for the current article or all that are picked; whether it was or will be."""
        if not await self.of_many():
            done = self.current()
            return done is not None and self._do_few(changes, [done])
        ids = self.picked.ids
        if len(ids) > MANY:
            return self._start(ids, lambda _: changes)
        return self._do_few(changes, self._desk.shelf.done(ids))

    async def mark_listing_read(self) -> None:
        """Mark all that is listed as read."""
        listing = self._desk.shelf.listing
        if listing is None:
            return
        if listing.ids is not None and len(listing.ids) < listing.count:
            self._screen.notice = "The search is still under way; then again."
            return
        read = (Change(Kind.READ, True),)
        if listing.count > MANY:
            self._start(None, lambda _: read)
        else:
            ids = self._desk.shelf.catalog.ids(listing)
            self._do_few(read, self._desk.shelf.done(ids))

    def take_back(self) -> None:
        """Undo the latest deed that is not undone yet."""
        latest = self._desk.deeds.latest
        if self._running:
            self._screen.notice = BUSY
        elif latest is None:
            self._screen.notice = "There is nothing to undo."
        elif sum(step.count for step in latest.steps) > MANY:
            self._running, self._stopped = True, False
            self._screen.run_worker(_giving_way(self._take_back_many(latest)), group="deeds")
        else:
            self._desk.deeds.take_back()
            self._pick_again(latest)
            self._show(deeds.undone(latest), latest)

    def stop(self) -> bool:
        """Stop what is done to many; False where nothing is. What is done so far can be undone."""
        if self._running:
            self._stopped = True
        return self._running

    def _do_few(self, changes: Sequence[Change], found: Sequence[Done]) -> bool:
        deed = self._desk.deeds.do(changes, found)
        if deed.articles:
            self._show(deeds.sentence(deed), deed)
        return bool(deed.articles)

    def _show(self, notice: str, deed: Deed) -> None:
        screen = self._screen
        screen.panes.list.compose_rows()
        screen.opened.show_tags()
        screen.notice = notice
        if any(step.change.kind is Kind.ARCHIVED for step in deed.steps):
            self.stale = True
            self.list_anew()
        screen.save_soon()
        screen.say_bars()

    def list_anew(self) -> None:
        """Ask for the list anew where something came to it or left it; on the page, later."""
        if self.stale and not self._screen.panes.on_page:
            self.stale = False
            self._screen.run_worker(self._list_anew(), group="listing")

    async def _list_anew(self) -> None:
        await asyncio.to_thread(self._desk.memory.save)
        self._screen.searching.ask_again()

    # Many

    def _start(
        self, ids: array[int] | None, changes: Callable[[Sequence[Done]], Sequence[Change]]
    ) -> bool:
        """Do it to many; False, with a sentence, while another such deed is under way."""
        if self._running:
            self._screen.notice = BUSY
            return False
        self._running, self._stopped = True, False
        self._screen.run_worker(_giving_way(self._do_many(ids, changes)), group="deeds")
        return True

    async def _do_many(
        self, ids: array[int] | None, changes: Callable[[Sequence[Done]], Sequence[Change]]
    ) -> None:
        """In batches, with a connection of its own; without `ids` it is what is listed."""
        listing, desk = self._desk.shelf.listing, self._desk
        parts: list[Deed] = []
        error = ""
        catalog: Catalog | None = None
        try:
            await self._in_thread(desk.memory.save)
            catalog = await self._in_thread(desk.library.catalog)
            if ids is None and listing is not None:
                ids = await self._in_thread(lambda: catalog.ids(listing))
            # What is written lies together then, and the whole takes a quarter of the time.
            every = ids or array("q")
            ids = await self._in_thread(lambda: catalog.ordered(every))
            wanted = await self._in_thread(
                lambda: deeds.wanted(catalog, ids or array("q"), changes)
            )
            told = time.monotonic()
            for start in range(0, len(ids or ()), BATCH):
                if self._stopped:
                    break
                some = (ids or array("q"))[start : start + BATCH]
                do = partial(_do_batch, desk, catalog, wanted, some)
                parts.append(await self._in_thread(do))
                told = self._tell(told, start + len(some), len(ids or ()))
        except (CatalogUnusable, StateUnusable, StateBusy) as trouble:
            error = f"Not all of it is done. {trouble}"
        finally:
            self._running = False
            if catalog is not None:
                self._thread_of_many().submit(catalog.close)
        deed = deeds.joined(parts) if parts else Deed(())
        desk.deeds.add(deed)
        if self._left_with is not None and self._left_with[1] is None:
            self._left_with = self._left_with[0], deed
        self._done(
            error or (deeds.sentence(deed) if deed.articles else "That was so already."), deed
        )

    async def _take_back_many(self, deed: Deed) -> None:
        error, count = "", 0
        told = time.monotonic()
        batches = self._desk.deeds.take_back_batches()
        try:
            await self._in_thread(self._desk.memory.save)
            whole = sum(step.count for step in deed.steps)
            while not self._stopped:
                done = await self._in_thread(lambda: next(batches, None))
                if done is None:
                    break
                count = done
                told = self._tell(told, count, whole)
        except (StateUnusable, StateBusy) as trouble:
            error = f"Not all of it is undone. {trouble}"
        finally:
            self._running = False
            batches.close()
        self._pick_again(deed)
        self._done(error or deeds.undone(deed), deed)

    def _tell(self, told: float, count: int, of: int) -> float:
        """How far it is, from time to time; when it was told last."""
        now = time.monotonic()
        if now - told < TELL_EVERY:
            return told
        self._screen.notice = f"{count:,} of {of:,}. Ctrl+C stops."
        self._screen.say_bars()
        return now

    def _done(self, notice: str, deed: Deed) -> None:
        self._desk.shelf.forget()
        self._screen.count_anew()
        self._show(notice, deed)

    def _thread_of_many(self) -> ThreadPoolExecutor:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="deeds")
        return self._thread

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread_of_many(), work)

    def close(self) -> None:
        """Stop after the batch that is being written."""
        self._stopped = True
        if self._thread is not None:
            self._thread.shutdown(wait=False, cancel_futures=True)


async def _giving_way(work: Awaitable[None]) -> None:
    """Do something whose thread gives way to the interface as soon as that wants to go on."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        await work
    finally:
        sys.setswitchinterval(before)


def _do_batch(desk: Desk, catalog: Catalog, changes: Sequence[Change], ids: array[int]) -> Deed:
    return desk.deeds.do_batch(changes, catalog.done(ids))
