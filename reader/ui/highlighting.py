"""The highlights of the article on the page: looked for, shown, made, erased."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.article import Highlight
from reader.markdown.lines import Line, Span
from reader.markdown.marked import Mark
from reader.session.page import Page, Position
from reader.ui.looks import Look
from reader.ui.noting import Noting

if TYPE_CHECKING:
    from reader.session.deeds import Deed
    from reader.session.highlights import Lit, Looked
    from reader.session.stretch import Spot
    from reader.ui.library_screen import LibraryScreen

LAYER = "highlights"
SIGN, NOTE_SIGN = "┃", "✎"
ASCII_SIGN, ASCII_NOTE_SIGN = ":", "&"
KEPT = 100  # things done to highlights that can be undone
NOT_ANY_MORE = "Not highlighted any more."
BACK = "The highlight is back."
NOTE_BACK = "The note is as it was before."
SOURCE = "Highlights belong to the article as it is read; R goes back to it."


class Highlighting:
    """Where the highlights are in the page that is shown.

    They are looked for in a thread, in a copy of the text: an article may have ten megabytes.
    """

    def __init__(self, screen: LibraryScreen, *, ascii_only: bool) -> None:
        self._screen = screen
        self._pane = screen.panes.page
        self._page: Page | None = None  # that the highlights were looked for in
        self._ticket = 0
        self.lit: tuple[Lit, ...] = ()  # in the order of the text
        self.lost: tuple[Highlight, ...] = ()
        self.current = ""  # the id of the one that is open
        self._wanted = ""  # the id of the one to go to when it is found
        self._by_block: dict[int, Sequence[Lit]] = {}
        self.noting = Noting(screen)
        self.gone: set[str] = set()  # the ids of those that were looked for in vain
        # How to undo what was done to highlights, with the latest deed to articles before it.
        self._undoable: deque[tuple[Deed | None, Callable[[], str]]] = deque(maxlen=KEPT)
        self._erased: set[str] = set()  # ids; one that is being looked for may be among them
        self._told: set[str] = set()  # articles of which it was said that some are lost
        sign, note = (ASCII_SIGN, ASCII_NOTE_SIGN) if ascii_only else (SIGN, NOTE_SIGN)
        self._sign, self._note_sign = Span(sign, Look.LIT_SIGN), Span(note, Look.LIT_SIGN)
        self._pane.marks[LAYER] = self._marks  # the first layer: hits and selections lie above it
        self._pane.signs[LAYER] = self._margin

    @property
    def page(self) -> Page | None:
        """The article as it is read; None where there is none, or its source is shown."""
        page = self._pane.page
        return None if page is None or page.is_source else page

    # Looking for them

    def follow(self) -> None:
        """The page shows something else: the same article read again, or another one."""
        page = self.page
        if page is self._page:
            return
        self._page = page
        self._ticket += 1
        self.lost = ()
        self._put(())
        if page is not None:
            self._screen.run_worker(self._look(page, self._ticket), group="highlights")

    async def _look(self, page: Page, ticket: int) -> None:
        looked = await asyncio.to_thread(self._looked, page, ticket)
        if looked is None or ticket != self._ticket:
            return
        self.lost = tuple(each for each in looked.lost if each.id not in self._erased)
        self.gone -= {each.highlight.id for each in looked.lit}
        self.gone |= {each.id for each in looked.lost}
        known = {each.highlight.id for each in looked.lit}
        since = [each for each in self.lit if each.highlight.id not in known]  # made meanwhile
        lit = [each for each in looked.lit if each.highlight.id not in self._erased]
        if lit:
            self._put(tuple(sorted((*lit, *since), key=lambda each: each[:2])))
            self._pane.compose_rows()
        for highlight, quote in looked.moved:
            self._screen.desk.memory.set_quote(
                highlight.path, highlight.id, quote, highlight.made_at
            )
        self.tell_lost()
        if self._wanted:
            self.go_to(self._wanted)
            self._wanted = ""

    def _looked(self, page: Page, ticket: int) -> Looked | None:
        """In the thread: where they are; nothing where the page shows another article by now."""
        if ticket != self._ticket:
            return None
        kept = self._screen.desk.memory.highlights(page.article.path)
        if not kept:
            return None
        from reader.session.highlights import look

        return look(page.text.again(), kept)

    def tell_lost(self) -> None:
        """Say once of an article that is being read that words are gone from it."""
        path = self._screen.opened.path
        if self.lost and self.lost[0].path == path and path not in self._told:
            from reader.session.highlights import told_lost

            self._told.add(path)
            said = self._screen.notice  # where it was opened, perhaps
            self._screen.notice = f"{said} {told_lost(len(self.lost))}".strip()
            self._screen.say_bars()

    # What is shown

    def _put(self, lit: tuple[Lit, ...]) -> None:
        self.lit = lit
        self._by_block.clear()

    def _marks(self, block: int) -> Sequence[Mark]:
        return [
            Mark(*within, Look.MATCH_CURRENT if each.highlight.id == self.current else Look.LIT)
            for each in self._in(block)
            if (within := each.within(block)) is not None
        ]

    def _in(self, block: int) -> Sequence[Lit]:
        """Those that have words in a block; asked for each row that is painted."""
        if not self.lit or self._page is not self._pane.page:
            return ()
        if block not in self._by_block:
            self._by_block[block] = [each for each in self.lit if each.within(block) is not None]
        return self._by_block[block]

    def _margin(self, position: Position, line: Line) -> Span | None:
        block = position.part - 1
        lit = self._in(block)
        if not lit:
            return None
        ends = [(span.at, span.at + len(span.text)) for span in line.spans if span.at >= 0]
        shown = False
        for each in lit:
            start, stop = each.within(block) or (0, 0)
            if not any(low < stop and start < high for low, high in ends):
                continue
            shown = True
            begins = each.start.block == block and any(low <= start < high for low, high in ends)
            if each.highlight.note and begins:
                return self._note_sign
        return self._sign if shown else None

    def on_screen(self) -> list[Lit]:
        """Those of which something can be seen, in the order of the text."""
        found: dict[str, Lit] = {}
        for block in dict.fromkeys(place.part - 1 for place, _ in self._pane.painted):
            low, high = self._pane.seen(block)
            for each in self._in(block):
                start, stop = each.within(block) or (0, 0)
                if low < stop and start < high:
                    found.setdefault(each.highlight.id, each)
        return list(found.values())

    def at(self, block: int, offset: int) -> Lit | None:
        """The shortest that holds a character of the text."""
        found = None
        for each in self._in(block):
            start, stop = each.within(block) or (0, 0)
            if start <= offset < stop and (found is None or each.start >= found.start):
                found = each
        return found

    def show_current(self, id: str) -> None:  # noqa: A002
        """Paint one as the one that is open; none with an empty id."""
        if id != self.current:
            self.current = id
            self._pane.compose_rows()

    # Going there

    def go_to(self, id: str) -> bool:  # noqa: A002
        """Bring a highlight of the page into view; whether it is there."""
        there = self.of(id)
        if there is not None:
            self._screen.following.mark_spot()
            self._pane.bring_into_view(*there.start)
        return there is not None

    def go_when_found(self, id: str) -> None:  # noqa: A002
        """Bring a highlight of the page into view as soon as it has been found."""
        if not self.go_to(id):
            self._wanted = id

    def of(self, id: str) -> Lit | None:  # noqa: A002
        """Where a highlight is in the page."""
        return next((each for each in self.lit if each.highlight.id == id), None)

    # What a person does

    def add(self, page: Page, start: Spot, stop: Spot) -> Highlight:
        """Highlight words of the page that is shown."""
        from reader.session.highlights import Lit, made

        one = made(page.text, page.article.path, start, stop, time.time())
        self._screen.desk.memory.set_quote(one.path, one.id, one.quote, one.made_at)
        self._put(tuple(sorted((*self.lit, Lit(start, stop, one)), key=lambda each: each[:2])))
        self._pane.compose_rows()
        self._screen.save_soon()
        self._screen.run_worker(self._anchor(page, one, start, stop), group="anchoring")
        self._can_undo(lambda: NOT_ANY_MORE if self._take_away(one) else "")
        return one

    async def _anchor(self, page: Page, one: Highlight, start: Spot, stop: Spot) -> None:
        """Keep as much around new words as they are found again by."""
        from reader.session.highlights import well_anchored

        quote = await asyncio.to_thread(lambda: well_anchored(page.text.again(), start, stop))
        if quote != one.quote:
            self._screen.desk.memory.set_quote(one.path, one.id, quote, one.made_at)
            self._know(one.id, lambda known: known._replace(quote=quote))

    def erase(self, one: Highlight) -> None:
        """Take a highlight away; it can be undone."""
        if self._take_away(one):
            self._can_undo(lambda: BACK if self.bring_back(one) else "")

    def _take_away(self, one: Highlight) -> bool:
        """Take a highlight away; whether it was there."""
        if one.id in self._erased:
            return False
        self._screen.desk.memory.set_erased(one.path, one.id, True)
        self._erased.add(one.id)
        self._put(tuple(each for each in self.lit if each.highlight.id != one.id))
        self.lost = tuple(each for each in self.lost if each.id != one.id)
        self._pane.compose_rows()
        self._screen.save_soon()
        return True

    def bring_back(self, one: Highlight) -> bool:
        """Undo `erase`; whether it was erased."""
        if one.id not in self._erased:
            return False
        memory = self._screen.desk.memory
        memory.set_erased(one.path, one.id, False)
        self._erased.discard(one.id)
        memory.set_quote(one.path, one.id, one.quote, one.made_at)
        if one.note:
            memory.set_note(one.path, one.id, one.note)
        self._screen.save_soon()
        self._page = None  # where it is has to be found again
        self.follow()
        return True

    def _can_undo(self, undo: Callable[[], str]) -> None:
        self._undoable.append((self._screen.desk.deeds.latest, undo))

    def take_back(self) -> bool:
        """Undo what was done last to a highlight, unless another deed was done since."""
        while self._undoable and self._undoable[-1][0] is self._screen.desk.deeds.latest:
            said = self._undoable.pop()[1]()
            if said:
                self._screen.notice = said
                self._screen.say_bars()
                return True
        return False

    def write_note(self, one: Highlight, note: str) -> None:
        """Keep what somebody thinks of a highlight; it can be undone."""
        self._write_note(one, note)
        self._can_undo(lambda: NOTE_BACK if self._write_note(one, one.note) else "")

    def _write_note(self, one: Highlight, note: str) -> bool:
        """Keep a note; whether its highlight is there."""
        if one.id in self._erased:
            return False
        self._screen.desk.memory.set_note(one.path, one.id, note)
        self._know(one.id, lambda known: known._replace(note=note))
        self._pane.compose_rows()
        self._screen.save_soon()
        return True

    def _know(self, id: str, change: Callable[[Highlight], Highlight]) -> None:  # noqa: A002
        """A highlight of the page is another one in some field."""
        self._put(
            tuple(
                each._replace(highlight=change(each.highlight)) if each.highlight.id == id else each
                for each in self.lit
            )
        )
