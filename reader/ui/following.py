"""Links followed, and the way back: within the article, to another one, or out of the terminal."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import TYPE_CHECKING

from reader.article import Place
from reader.characters import one_line, width
from reader.markdown.lines import Line, Role, Span
from reader.session.marks import BEFORE, History, Marks, Spot, found, spot
from reader.session.page import Position

if TYPE_CHECKING:
    from reader.markdown.blocks import Block
    from reader.session.hints import Found
    from reader.session.page import Page
    from reader.session.targets import ToNote
    from reader.terminal.links import Web
    from reader.ui.library_screen import LibraryScreen

BETWEEN = " · "
MARK_GONE = "What was marked is not in the text any more; this was nearest to it."
SOURCE = "Marks belong to the article as it is read; R goes back to it."
Act = Callable[[], Awaitable[None] | None]


class Following:
    """Where links lead, and the spots that were left by them."""

    def __init__(self, screen: LibraryScreen) -> None:
        self._screen = screen
        self._pane = screen.panes.page
        self.history = History()
        self.marks = Marks()

    # Following

    async def act_on(self, hint: Found) -> None:
        """Do what a hint stands for."""
        from reader.markdown.blocks import Code, Table, text_of

        if hint.id:
            from reader.ui.actions import highlights

            highlights.show_one(self._screen, hint.id)
        elif isinstance(hint.block, Table):
            from reader.ui.table_sheet import open_alone

            open_alone(self._screen, hint.block)
        elif isinstance(hint.block, Code):
            await self._copy(text_of(hint.block))
        else:
            await self.follow(hint.link)

    async def follow(self, link: str) -> None:
        """Follow a link of the page; one that leads out of the library is shown first."""
        from reader.session import targets
        from reader.terminal import links

        page = self._page
        if page is None or page.resolver is None:
            return
        target = page.resolver(link)
        match target:
            case links.Web():
                self._offer_web(target)
            case targets.ToHeading():
                self._to_heading(page, target.fragment)
            case targets.ToArticle():
                here, fragment = spot(page, self._pane.top), target.fragment

                def arrive() -> None:
                    self._leave(here)
                    self._arrived(fragment)

                await self._show(target.path, arrive)
            case targets.ToNote():
                self._to_note(page, target)
            case targets.Broken():
                self._screen.notice = target.reason
            case targets.Elsewhere():
                self._offer(target.reason, {"y": lambda: self._copy(link)}, "y copies it")

    async def go_to_article(self, path: str) -> None:
        """Another article, to come back from by Backspace."""
        here = spot(self._page, self._pane.top) if self._page is not None else None

        def arrive() -> None:
            if here is not None:
                self._leave(here)
            self._arrived("")

        await self._show(path, arrive)

    def leave_spot(self) -> None:
        """Somebody jumps: note where from."""
        if self._page is not None:
            self._leave(spot(self._page, self._pane.top))

    def _leave(self, here: Spot) -> None:
        self.history.push(here)
        self.marks.set(BEFORE, here)

    def mark_spot(self) -> None:
        """Somebody jumps but follows no link: `''` comes back, Backspace does not."""
        if self._page is not None:
            self.marks.set(BEFORE, spot(self._page, self._pane.top))

    @property
    def _page(self) -> Page | None:
        """The article as it is read; None where there is none, or its source is shown."""
        page = self._pane.page
        return None if page is None or page.is_source else page

    def _to_heading(self, page: Page, fragment: str) -> None:
        from reader.markdown.outline import block_of

        block = block_of(page.text, fragment) if fragment else None
        if fragment and block is None:
            self._screen.notice = f"There is no heading “{one_line(fragment)}” in this article."
            return
        self.leave_spot()
        self._go_to_block(page, block)

    def _go_to_block(self, page: Page, block: int | None) -> None:
        from reader.markdown.outline import headings_at
        from reader.ui.page_pane import TOP

        at = [] if block is None else headings_at(page.text, block)
        section = next(iter(at), None)
        if block is None:
            self._pane.go(TOP)
        elif section is not None:
            self._pane.go_to_section(section)
        else:
            self._pane.go_to_text(block, 0)
        name = section.text if section else page.article.title if block is None else ""
        self._screen.notice = BETWEEN.join(filter(None, (name, "Backspace goes back")))

    def _arrived(self, fragment: str) -> None:
        """Another article is on the page."""
        page = self._pane.page
        if page is None:
            return
        if fragment:
            from reader.markdown.outline import block_of

            block = block_of(page.text, fragment)
            if block is not None:
                self._go_to_block(page, block)
                return
        self._screen.notice = f"{page.article.title}{BETWEEN}Backspace goes back"

    async def _show(self, path: str, then: Callable[[], None]) -> None:
        """Another article of the library on the page, in the list or not.

        Where it can't be read one stays where one is, and is told so.
        """
        screen = self._screen
        screen.opened.keep()
        index = screen.desk.index_of(path)
        row = screen.desk.shelf.row(index) if index is not None else None

        def arrive() -> None:
            index = screen.desk.index_of(path)  # a slow disk may have taken its time
            if index is not None:
                screen.panes.list.select(index)
            screen.panes.focus_page()
            screen.opened.begin_reading(path)
            then()
            screen.say_bars()

        def stay(sentence: str) -> None:
            screen.notice = sentence
            screen.say_bars()

        await screen.opened.show(path, row, then=arrive, otherwise=stay)

    # Back

    async def back(self) -> None:
        """To the row that was left last."""
        there = self.history.pop()
        if there is None:
            self._screen.notice = "There is nothing to go back to."
            return

        def arrive() -> None:
            if self._page is not None and self._page.article.path == there.path:
                self._pane.go(found(self._page, there))

        self._screen.opened.leave_source()
        if self._page is not None and self._page.article.path == there.path:
            arrive()
        else:
            await self._show(there.path, arrive)

    def set_mark(self, letter: str) -> None:
        """The first row of the screen gets a letter."""
        if self._page is None:
            self._screen.notice = SOURCE
        else:
            here = spot(self._page, self._pane.top)
            self.marks.set(letter, here)
            self._screen.desk.memory.set_letter(here.path, letter, here.place)
            self._screen.notice = f"Marked as {letter}; ' and {letter} come back here."

    async def go_to_mark(self, letter: str) -> None:
        """To the row with a letter; ' stands for the one before the latest jump."""
        page = self._page
        if page is None:
            self._screen.notice = SOURCE
            return
        path = page.article.path
        one, kept = self.marks.get(path, letter), await self._kept(path, letter)
        if one is None and letter not in kept:
            has = sorted({*self.marks.letters(path), *kept})
            rest = f" It has {' '.join(has)}." if has else " m and a letter set one."
            self._screen.notice = (
                "There was no jump in this article yet."
                if letter == BEFORE
                else f"This article has no mark {letter}.{rest}"
            )
            return
        if one is not None and kept.get(letter, one.place)[:3] == one.place[:3]:
            there = found(page, one)
        else:
            there = await self._now(page, kept[letter])
        if self._page is page:
            here = spot(page, self._pane.top)
            self.marks.set(BEFORE, here)
            self.history.push(here)
            self._pane.go(there)

    async def _kept(self, path: str, letter: str) -> dict[str, Place]:
        """The marks of an article that outlive the session."""
        if letter == BEFORE:
            return {}
        return await asyncio.to_thread(self._screen.desk.memory.letters, path)

    async def _now(self, page: Page, place: Place) -> Position:
        """Where a place of another session is; looked for in a thread, in a copy of the text."""
        if place == Place():
            return Position(0, 0)
        from reader.session import places

        there = await asyncio.to_thread(lambda: places.found(page.text.again(), place))
        if there is None:
            return page.last()
        if there.grade is places.Grade.GONE:
            self._screen.notice = MARK_GONE
        page.text.has(there.spot.block)
        return Position(there.spot.block + 1, page.flow.row_of(*there.spot))

    # Notes

    def _to_note(self, page: Page, note: ToNote) -> None:
        from reader.markdown import notes

        if note.back:
            place = notes.first_reference(page.text, note.label)
            if place is None:
                self._screen.notice = "Nothing in the text refers to this note."
                return
            self.leave_spot()
            self._pane.go_to_text(*place)
            self._screen.notice = "Backspace goes back"
            return
        block = notes.note_block(page.text, note.label)
        if block is None:
            self._screen.notice = "There is no such note in this article."
            return
        lines = list(page.flow.lines(block))
        while lines and not any(span.at >= 0 for span in lines[0].spans):
            del lines[0]  # blank, or the rule above the first note

        def go() -> None:
            self.leave_spot()
            self._pane.go_to_text(block, 0)
            self._screen.notice = "Backspace goes back"

        self._offer("", {"enter": go}, "Enter goes to the note", card=tuple(lines))

    # Out of the terminal: shown, then asked

    def _offer_web(self, target: Web) -> None:
        from reader.terminal import browser

        address = target.address

        def copy() -> Awaitable[None]:
            return self._copy(address)

        def show_qr() -> None:
            from reader.ui import qr_sheet  # only when somebody asks

            self._screen.notice = qr_sheet.show(self._screen, address)

        if browser.command(os.environ) is None:
            keys: dict[str, Act] = {"y": copy, "enter": copy, "q": show_qr}
            self._offer(address, keys, "y copies it", "q QR code")
        else:
            keys = {"y": copy, "enter": lambda: self._open(address), "q": show_qr}
            self._offer(address, keys, "Enter opens it", "y copies it", "q QR code")

    def _offer(
        self, text: str, keys: dict[str, Act], *says: str, card: tuple[Line, ...] = ()
    ) -> None:
        """Show a text, and take the next key: one of these, or any other to leave it."""
        screen = self._screen
        foot = BETWEEN.join((*says, "Esc leaves"))
        if text and width(text) + width(foot) + len(BETWEEN) + 2 <= screen.size.width:
            foot = BETWEEN.join((text, foot))
        elif text:
            from reader.markdown.plain import wrap_plain

            columns = self._pane.columns
            card = tuple(Line((Span(part, Role.LINK),)) for part in wrap_plain(text, columns))
        self._pane.lay_card(card)

        async def take(key: str) -> None:
            self._pane.lay_card(())
            done = keys[key]() if key in keys else None
            if isawaitable(done):
                await done

        screen.notice = foot
        screen.taking = take

    async def _copy(self, text: str) -> None:
        # In tmux it goes through a program, which may take its time.
        self._screen.notice = await asyncio.to_thread(self._screen.reader_app.copy, text)

    async def _open(self, address: str) -> None:
        from reader.terminal import browser

        try:
            self._screen.notice = await asyncio.to_thread(browser.open_address, address, os.environ)
        except browser.NotOpened as error:
            self._screen.notice = str(error)


def block_of_part(page: Page, part: int) -> Block | None:
    """The block of a part of a page; None for header and ending."""
    return page.text.block(part - 1) if part and page.text.has(part - 1) else None
