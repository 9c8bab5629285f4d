"""The one screen: head, list and page, foot; it hands keys on and shows what comes of them."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable
from functools import cached_property
from inspect import isawaitable
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen

from reader.allowed import NO_PROGRAMS
from reader.session.reach import reads
from reader.ui import parts, resuming
from reader.ui.bars import Bar
from reader.ui.head_and_foot import count_articles, say_foot, say_head
from reader.ui.indexing import CatalogNews
from reader.ui.keyboard import Keyboard, Take
from reader.ui.messages import (
    FoldersWalked,
    Found,
    Indexed,
    Indexing,
    JumpTo,
    MoveInResults,
    OpenArticle,
    SearchLeft,
    Selected,
    Typed,
)
from reader.ui.notices import Notices
from reader.ui.opened import FIRST_PATIENCE, OpenedArticle
from reader.ui.page_pane import PagePane
from reader.ui.panes import Panes, panes_of
from reader.ui.preview import Preview
from reader.ui.searching import Searching
from reader.ui.selecting import LinkClicked, TextClicked, TextSelected
from reader.ui.where import Where

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

JUMPS = frozenset(["top", "bottom", "percent"])
"""Moves that go far: one comes back from them."""

AIRY = 30  # rows from which the panes keep a blank row above and below
SAVE_EVERY = 1.0  # seconds
SWITCH = 0.0005  # seconds after which a thread gives way to whoever paints; Python's own is 5 ms


class LibraryScreen(Screen[None]):
    """Reads a library, or a single article."""

    def __init__(self, app: ReaderApp) -> None:
        super().__init__()
        self.desk = app.desk
        self._head = Bar(app.painter, id="head")
        self._foot = Bar(app.painter, id="foot")
        self.panes = panes_of(app, single=self.single)
        self.opened = OpenedArticle(self.desk, self.panes.page, app.glyphs)
        self.searching = Searching(self)
        self.news = CatalogNews(self)
        self.beside: Callable[[], None] | None = None  # counts again what a panel shows
        self._preview = Preview(self)
        self.said = Notices()
        self.notice = " ".join(app.desk.notices)  # said in the foot until the next key
        self.taking: Take | None = None  # what gets the next key, in place of the table
        self.asked_on = False  # Space was pressed once at the end of the article
        self._keyboard = Keyboard(self)
        self._resumed = resuming.select_last(self)  # the article that is opened at once

    live = cached_property(parts.live)
    highlighting = cached_property(parts.highlighting)
    following = cached_property(parts.following)
    finding = cached_property(parts.finding)
    on_the_page = cached_property(parts.on_the_page)
    sentences = cached_property(parts.sentences)
    offering = cached_property(parts.offering)
    doing = cached_property(parts.doing)

    def has(self, part: str) -> bool:
        """Whether one of these is there yet: one that is not has nothing to say."""
        return part in self.__dict__

    @property
    def notice(self) -> str:
        """What the foot says until the next key."""
        return self._notice

    @notice.setter
    def notice(self, text: str) -> None:
        self._notice = text
        if text:
            self.said.add(text)

    def tell(self, sentence: str) -> None:
        """Say something in the foot until the next key."""
        self.notice = sentence
        self.say_foot()

    @property
    def single(self) -> bool:
        """Whether one article was opened in place of a library."""
        return bool(self.desk.single)

    @property
    def where(self) -> Where:
        """The pane that the keys go to."""
        return Where.CONTENTS if self.panes.on_contents else self.panes.where

    @property
    def reader_app(self) -> ReaderApp:
        """The app, with what is its own."""
        return cast("ReaderApp", self.app)

    def compose(self) -> ComposeResult:
        """Head, two panes, foot; the search bar comes when it is called."""
        yield self._head
        yield self.panes
        yield self._foot

    def on_mount(self) -> None:
        """Paint the list first; everything else comes behind it."""
        self._set_airy(self.app.size.height)
        self.say_bars()
        self.set_interval(SAVE_EVERY, self._keep)
        self.call_after_refresh(self._begin)

    def _set_airy(self, rows: int) -> None:
        self.set_class(rows >= AIRY and not self.reader_app.linear, "airy")

    def on_unmount(self) -> None:
        """Nothing is followed any more."""
        for part in ("live", "doing", "sentences", "offering", "opened"):
            if self.has(part):
                getattr(self, part).close()

    def on_resize(self, event: events.Resize) -> None:
        """Air above and below the panes where there is room."""
        self._set_airy(event.size.height)
        if self.has("finding"):
            self.call_after_refresh(self.finding.keep_in_sight)

    async def _begin(self) -> None:
        if self.single:
            await self.opened.show(self.desk.single, None)
            self.opened.begin_reading(self.desk.single, self.tell)
            gc.enable()
            self.run_worker(parts.make_all(self), group="parts")
            return
        row = self.panes.list.row
        if self._resumed:
            await resuming.open_again(self, self._resumed)
        elif row is None:
            self.news.say_empty()
        elif self.panes.page_beside:
            await self.opened.show(row.path, row, FIRST_PATIENCE)
        self.call_after_refresh(self._begin_behind)

    def _begin_behind(self) -> None:
        """What works behind the interface, once there is something to see."""
        gc.freeze()  # what was made so far stays, and need not be looked through again
        gc.enable()
        sys.setswitchinterval(SWITCH)
        self.run_worker(parts.make_all(self), group="parts")
        self.news.begin()

    # Keys

    async def on_key(self, event: events.Key) -> None:
        """One table says what a key does in the pane that has the focus."""
        await self._keyboard.come(event)

    def on_paste(self, event: events.Paste) -> None:
        """One that came so soon behind the key which opened a line that it was not there yet."""
        self._keyboard.paste(event)

    async def go_on(self, event: events.Key) -> None:
        """A key of a burst, of which one before may have opened what this one is for."""
        await self._keyboard.go_on(event)

    async def press(self, key: str) -> None:
        """Do what a key asks for."""
        self.notice = ""
        self.live.key_pressed()
        await self._keyboard.press(key)
        self.say_foot()

    async def act(self, action: str, count: int | None = None) -> None:
        """Do what the key table calls by this name, and paint what came of it as one frame."""
        from reader.ui.actions import ACTIONS, contents
        from reader.ui.keys import NEED_PROGRAMS

        if action in NEED_PROGRAMS and not self.reader_app.allowed.programs:
            self.tell(NO_PROGRAMS)
            return
        pane = self.panes.focused
        resting = not self.message_queue_size  # no further keys wait behind this one
        if action != "read_on":
            self.asked_on = False
        if action in JUMPS and pane is self.panes.page:
            self.following.mark_spot()
        page = self.panes.page.page if pane is self.panes.page else None
        with self.app.batch_update():
            if not pane.move(action, count):
                if self.panes.contents_cover and action not in contents.STAY:
                    self.panes.close_contents()
                result = ACTIONS[action](self, count or 1)
                if isawaitable(result):
                    await result
            elif pane is self.panes.list and resting:
                await self._preview.follow()
            shows = self.panes.page
            if page is not None and page is shows.page and reads(action, count, shows.size.height):
                self.opened.read_on(shows.progress)
            self.say_foot()

    # Search

    @on(Typed)
    def _on_typed(self, message: Typed) -> None:
        self.searching.type(message.text)

    @on(MoveInResults)
    async def _on_move_in_results(self, message: MoveInResults) -> None:
        self.searching.moved = True
        with self.app.batch_update():
            if self.panes.list.select(self.panes.list.selected + message.rows):
                await self.preview_now()

    @on(SearchLeft)
    async def _on_search_left(self, message: SearchLeft) -> None:
        if self.searching.open:
            await self.searching.end()
            self.say_bars()
        if message.key:
            await self.go_on(events.Key(message.key, None))

    @on(Found)
    async def _on_found(self, message: Found) -> None:
        with self.app.batch_update():
            await self.searching.answered(message.answer)

    # The page beside the list

    @on(Selected)
    async def _on_selected(self) -> None:
        with self.app.batch_update():
            await self._preview.follow()

    @on(Panes.PageAppeared)
    async def preview_now(self) -> None:
        """Show the selected article beside the list; returns when it is there or takes long."""
        row = self.panes.list.row
        if row is None:
            self.opened.clear()
        elif self.panes.page_beside:
            await self.opened.show(row.path, row, words=self.searching.words)
        elif self.panes.list.sentences is not None:
            await self.sentences.come()

    @on(OpenArticle)
    async def _on_open_article(self) -> None:
        await self.act("open")

    @on(JumpTo)
    async def _on_jump_to(self) -> None:
        await self.act("jump")

    @on(TextSelected)
    async def _on_text_selected(self, message: TextSelected) -> None:
        from reader.ui.actions import reading

        await reading.copy_selected(self, message.text)

    @on(LinkClicked)
    async def _on_link_clicked(self, message: LinkClicked) -> None:
        from reader.ui.actions import reading

        await reading.follow_clicked(self, message.link)

    @on(TextClicked)
    async def _on_text_clicked(self, message: TextClicked) -> None:
        from reader.ui.actions import highlights

        await highlights.show_clicked(self, message.block, message.offset)

    @on(PagePane.Moved)
    def _on_page_moved(self) -> None:
        if self.panes.contents is not None:
            self.panes.contents.follow()
        for part in ("finding", "highlighting"):
            if self.has(part):
                getattr(self, part).follow()
        self.say_bars()

    @on(PagePane.ReadOn)
    def _on_read_on(self, message: PagePane.ReadOn) -> None:
        self.opened.read_on(message.progress)

    # What is kept

    def _keep(self) -> None:
        self.opened.keep()
        self.save_soon()
        notice = self.desk.memory.take_notice()
        if notice:
            self.notice = notice
            self.say_foot()

    def save_soon(self) -> None:
        """Write what waits, in a thread: a disk may take its time."""
        if not self.desk.memory.is_saved:
            self.run_worker(self._save(), group="saving")

    async def _save(self) -> None:
        await asyncio.to_thread(self.desk.memory.save)
        self.count_anew()
        self.count_beside()

    def count_anew(self) -> None:
        """The numbers in the head may be others now; they are counted in a thread."""
        self.desk.counts.change()
        self.run_worker(count_articles(self), group="counting")

    def count_beside(self) -> None:
        """What a panel over the list shows may be others now too."""
        if self.beside is not None:
            self.beside()

    def keep_everything(self) -> None:
        """Save where one is, now: before the program is suspended; from any thread."""
        self.opened.keep()
        self.desk.memory.save()

    def end(self) -> None:
        """The last act before the process ends, however it ends; from any thread."""
        self.opened.keep()
        if self.has("highlighting"):
            self.highlighting.noting.keep_typed()
        self.desk.end()

    # The indexer, from its threads

    @on(Indexing)
    def _on_indexing(self, message: Indexing) -> None:
        self.news.goes_on(message)

    @on(FoldersWalked)
    def _on_folders_walked(self, message: FoldersWalked) -> None:
        self.run_worker(self.live.follow_library(message.walked), group="watching")

    @on(Indexed)
    def _on_indexed(self, message: Indexed) -> None:
        self.news.ended(message)

    # Words

    def repaint(self) -> None:
        """Make every row anew, with other colours."""
        self.panes.list.compose_rows()
        self.panes.page.compose_rows()
        self.say_bars()

    def say_bars(self) -> None:
        """Head and foot, as things are now."""
        self._say_head()
        self.say_foot()

    def _say_head(self) -> None:
        say_head(self, self._head, self.news.progress)

    def say_foot(self) -> None:
        """The foot alone."""
        say_foot(self, self._foot, self._keyboard.count)
