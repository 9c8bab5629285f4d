"""The one screen: list beside page, or one of them at a time, and the keys that act on both."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual._context import NoActiveAppError
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from reader.characters import one_line
from reader.markdown.lines import Span
from reader.session import phrases
from reader.session.progress import Progress, Summary
from reader.settings import NARROWEST, WIDEST
from reader.ui import copying, marking
from reader.ui.bars import Bar, counts, titled
from reader.ui.keys import DISPATCH, Where
from reader.ui.list_pane import ListPane
from reader.ui.looks import Look
from reader.ui.messages import (
    Found,
    Indexed,
    Indexing,
    MoveInResults,
    OpenArticle,
    SearchLeft,
    Selected,
    Typed,
)
from reader.ui.opened import OpenedArticle
from reader.ui.page_pane import PagePane
from reader.ui.searching import Searching

if TYPE_CHECKING:
    from reader.session.search import Answer
    from reader.ui.app import ReaderApp
    from reader.ui.sheet_texts import Setter

TWO_PANES = 104  # columns from which list and page stand side by side
LIST_NARROWEST, LIST_WIDEST = 32, 56
BESIDE_THE_TEXT = 12  # columns of margin and thumb that the page keeps before the list grows
AIRY = 30  # rows from which the panes keep a blank row above and below
SAVE_EVERY = 1.0  # seconds
STEP = 4  # columns by which + and - change the measure

Action = Callable[[], Awaitable[None] | None]


class LibraryScreen(Screen[None]):
    """Reads a library, or a single article. `do_x` is the action `x` of the key table."""

    def __init__(self, app: ReaderApp) -> None:
        super().__init__()
        self.desk = app.desk
        single = self._single = app.desk.single
        self._head = Bar(app.painter, id="head")
        self._foot = Bar(app.painter, id="foot")
        self.list_pane = ListPane(app.painter, self.desk.shelf, ascii_only=app.ascii_only)
        self.page_pane = PagePane(app.painter, app.settings.measure, ascii_only=app.ascii_only)
        self.opened = OpenedArticle(self.desk, self.page_pane, app.glyphs)
        self.searching = Searching(self)
        self._on_page = bool(single)
        self._alone = bool(single)
        self._count = ""  # digits typed before a key
        self._times = 1  # the number before the key that is being done
        self._asks_copy = False
        self._asked_on = False  # Space was pressed once at the end of the article
        self._progress = ""
        self.first_reading = False  # the library is being indexed from nothing
        self.notice = " ".join(app.desk.notices)  # said in the foot until the next key

    @property
    def single(self) -> bool:
        """Whether one article was opened in place of a library."""
        return bool(self._single)

    @property
    def where(self) -> Where:
        """The pane that the keys go to."""
        return Where.PAGE if self._on_page else Where.LIST

    @property
    def reader_app(self) -> ReaderApp:
        """The app, with what is its own."""
        return cast("ReaderApp", self.app)

    # Composition

    def compose(self) -> ComposeResult:
        """Head, two panes, foot; the search bar comes when it is called."""
        yield self._head
        with Horizontal(id="panes"):
            yield self.list_pane
            yield self.page_pane
        yield self._foot

    def on_mount(self) -> None:
        """Paint the list first; everything else comes behind it."""
        self._arrange()
        self.say_bars()
        self.set_interval(SAVE_EVERY, self._keep)
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        if self.single:
            await self.opened.show(self._single, None)
            self.opened.begin_reading(self._single)
            return
        if self.desk.shelf.count:
            await self.preview_now()
        else:
            self.say_empty()
        self.desk.begin(self._tell_found, self._tell_progress, self._tell_indexed)

    # From other threads

    def _tell(self, message: Message) -> None:
        """`post_message` is what crosses over; after the end nobody listens."""
        with contextlib.suppress(NoActiveAppError):
            self.post_message(message)

    def _tell_found(self, answer: Answer) -> None:
        self._tell(Found(answer))

    def _tell_progress(self, progress: Progress) -> None:
        self._tell(Indexing(progress))

    def _tell_indexed(self, summary: Summary | None, sentence: str) -> None:
        self._tell(Indexed(summary, sentence))

    def on_resize(self, event: events.Resize) -> None:
        """Two panes where there is room for both."""
        self._arrange(event.size.width, event.size.height)

    def _arrange(self, columns: int = 0, rows: int = 0) -> None:
        columns, rows = columns or self.size.width, rows or self.size.height
        two = columns >= TWO_PANES and not self._alone
        self.list_pane.display = not self.single and (two or not self._on_page)
        self.page_pane.display = two or self._on_page
        self.list_pane.narrow = columns < TWO_PANES
        self.page_pane.set_class(two, "beside")
        room = columns - self.page_pane.measure - BESIDE_THE_TEXT
        self.list_pane.styles.width = max(LIST_NARROWEST, min(LIST_WIDEST, room)) if two else "1fr"
        self.set_class(rows >= AIRY, "airy")
        self.list_pane.set_active(not self._on_page)
        if self.page_pane.display and not self._on_page:
            self.preview()

    # Keys

    async def on_key(self, event: events.Key) -> None:
        """One table says what a key does in the pane that has the focus."""
        if self.searching.open:
            return
        event.stop()
        event.prevent_default()
        key = event.key
        self.notice = ""
        if key.startswith("alt+") and len(key) == len("alt+x"):
            # Esc and a letter, typed quickly or held back by tmux, arrive as Alt and the letter.
            await self.act("back")
            key = key[4:]
        if self._asks_copy:
            self._asks_copy = False
            self.notice = copying.copy(self.reader_app, self.page_pane, key)
        elif key.isdecimal() and (self._count or key != "0"):
            self._count = (self._count + key)[-6:]
        else:
            binding = DISPATCH.get((self.where, key))
            count = int(self._count) if self._count else None
            self._count = ""
            if binding is not None and not (self.single and binding.library):
                await self.act(binding.action, count)
        self._say_foot()

    async def act(self, action: str, count: int | None = None) -> None:
        """Do what the key table calls by this name, and paint what came of it as one frame."""
        pane = self.page_pane if self._on_page else self.list_pane
        resting = not self.message_queue_size  # no further keys wait behind this one
        if action != "read_on":
            self._asked_on = False
        with self.app.batch_update():
            if not pane.move(action, count):
                self._times = count or 1
                method: Action = getattr(self, f"do_{action}")
                result = method()
                if isawaitable(result):
                    await result
            elif pane is self.list_pane and resting:
                await self.preview_now()
            self._say_foot()

    def repaint(self) -> None:
        """Make every row anew, with other colours."""
        self.list_pane.compose_rows()
        self.page_pane.compose_rows()
        self.say_bars()

    # Reading

    async def do_open(self) -> None:
        """From the list into the article."""
        row = self.list_pane.row
        if row is not None:
            self._on_page = True
            self._arrange()
            await self.opened.show(row.path, row)
            self.opened.begin_reading(row.path)
            self.say_bars()

    async def do_read_on(self) -> None:
        """A screen further; at the end, asked twice, the next article."""
        if not self._on_page:
            await self.do_open()
        elif not self.page_pane.at_end:
            self.page_pane.move("page_down", self._times)
        elif self.single:
            self.notice = "The end."
        elif self._asked_on:
            self._asked_on = False
            await self.do_next_article()
        else:
            self._asked_on = True
            self.notice = "The end. Space again reads the next article."

    async def do_next_article(self) -> None:
        """The article below in the list."""
        if not self.list_pane.select(self.list_pane.selected + self._times):
            self.notice = "This is the last article."
        elif self._on_page:
            await self.do_open()

    async def do_previous_article(self) -> None:
        """The article above in the list."""
        if not self.list_pane.select(self.list_pane.selected - self._times):
            self.notice = "This is the first article."
        elif self._on_page:
            await self.do_open()

    async def do_next_fresh(self) -> None:
        """The next article that is new or unread."""
        self.notice = await marking.select_fresh(self, 1)

    async def do_previous_fresh(self) -> None:
        """The previous article that is new or unread."""
        self.notice = await marking.select_fresh(self, -1)

    def do_toggle_read(self) -> None:
        """Read, or unread again."""
        self.notice = marking.toggle_read(self)

    def do_toggle_star(self) -> None:
        """A star, or none."""
        self.notice = marking.toggle_star(self)

    def do_copy(self) -> None:
        """Ask what to copy."""
        self._asks_copy = True
        self.notice = copying.QUESTION

    # Levels

    def do_leave(self) -> None:
        """One level back; at the top, the end."""
        if not self._step_back():
            self.reader_app.leave()

    def do_back(self) -> None:
        """One level back; at the top, nothing."""
        self._step_back()

    def _step_back(self) -> bool:
        if self.single:
            return False
        if self._on_page:
            self._to_list()
            return True
        if self._alone:
            self.do_zoom()
            return True
        return self.searching.clear()

    def _to_list(self) -> None:
        if self._on_page:
            self._on_page = False
            self._alone = False
            if self.opened.stop_reading():
                self.save_soon()
            self._arrange()
            self.list_pane.compose_rows()
            self.say_bars()

    async def do_other_pane(self) -> None:
        """List to page and back."""
        if self._on_page:
            self._to_list()
        else:
            await self.do_open()

    def do_zoom(self) -> None:
        """The focused pane alone; the text keeps its lines."""
        self._alone = not self._alone
        self._arrange()
        self.say_bars()

    def do_quit(self) -> None:
        """The end."""
        self.reader_app.leave()

    def do_cancel(self) -> None:
        """Stop the indexer; what is listed stays."""
        if self.desk.cancel():
            self.notice = "Stopped reading the folder. Ctrl+R goes on."

    # Looks

    def do_wider(self) -> None:
        """Wider lines."""
        self._set_measure(self.page_pane.measure + STEP)

    def do_narrower(self) -> None:
        """Narrower lines."""
        self._set_measure(self.page_pane.measure - STEP)

    def do_usual_width(self) -> None:
        """The width of the settings."""
        self._set_measure(self.reader_app.settings.measure)

    def _set_measure(self, columns: int) -> None:
        self.page_pane.set_measure(max(NARROWEST, min(WIDEST, columns)))
        self._arrange()
        self.notice = f"Lines of up to {self.page_pane.measure} columns."

    def do_refresh(self) -> None:
        """Look for changed files, and at this article again."""
        self.notice = "Looking for changed files." if self.desk.refresh() else "Already looking."

    def do_redraw(self) -> None:
        """Everything anew, after something wrote over the screen."""
        self.refresh(layout=True)

    def do_suspend(self) -> None:
        """To the shell; the driver saves, gives the terminal back and takes it again after fg."""
        os.kill(os.getpid(), signal.SIGTSTP)

    def do_palette(self) -> None:
        """Every action by name."""
        self.app.action_command_palette()

    def do_help(self) -> None:
        """What the keys do here."""
        from reader.ui.sheet_texts import help_text

        self._show_sheet(help_text(self.where, single=self.single))

    def do_information(self) -> None:
        """What the file says of itself."""
        if self.page_pane.page is not None:
            from reader.ui.sheet_texts import information_text

            article = self.page_pane.page.article
            self._show_sheet(information_text(article, self.desk.library.root))

    def _show_sheet(self, text: Setter) -> None:
        from reader.ui.sheet import Sheet  # only when somebody asks

        self.app.push_screen(Sheet(self.reader_app.painter, text))

    def do_sort(self) -> None:
        """Choose the order of the list."""
        self.searching.choose_order()

    # Search

    async def do_search(self) -> None:
        """Open the search bar with the query in force."""
        self._to_list()
        self._alone = False
        self._arrange()
        self._head.display = False
        await self.searching.begin()
        self.say_bars()

    @on(Typed)
    def _on_typed(self, message: Typed) -> None:
        self.searching.type(message.text)

    @on(MoveInResults)
    async def _on_move_in_results(self, message: MoveInResults) -> None:
        self.searching.moved = True
        with self.app.batch_update():
            if self.list_pane.select(self.list_pane.selected + message.rows):
                await self.preview_now()

    @on(SearchLeft)
    async def _on_search_left(self) -> None:
        await self.searching.end()
        self._head.display = True
        self.say_bars()

    @on(Found)
    async def _on_found(self, message: Found) -> None:
        with self.app.batch_update():
            await self.searching.answered(message.answer)

    # The page beside the list

    @on(Selected)
    async def _on_selected(self) -> None:
        with self.app.batch_update():
            await self.preview_now()

    def preview(self) -> None:
        """Show the selected article beside the list as soon as the keys at hand are done."""
        self.call_later(self.preview_now)

    async def preview_now(self) -> None:
        """Show the selected article beside the list; returns when it is there or takes long."""
        row = self.list_pane.row
        if row is None:
            self.opened.clear()
        elif self.page_pane.display and not self._on_page:
            await self.opened.show(row.path, row)

    @on(OpenArticle)
    async def _on_open_article(self) -> None:
        await self.do_open()

    @on(PagePane.Moved)
    def _on_page_moved(self) -> None:
        self.say_bars()

    def _keep(self) -> None:
        self.opened.keep()
        self.save_soon()
        notice = self.desk.memory.take_notice()
        if notice:
            self.notice = notice
            self._say_foot()

    def save_soon(self) -> None:
        """Write what waits, in a thread: a disk may take its time."""
        if not self.desk.memory.is_saved:
            self.run_worker(self.desk.memory.save, thread=True, group="saving")

    def keep_everything(self) -> None:
        """Save where one is, now: before the program ends or is suspended; from any thread."""
        self.opened.keep()
        self.desk.memory.save()

    # Indexing

    @on(Indexing)
    def _on_indexing(self, message: Indexing) -> None:
        self._progress = phrases.progress(message.progress)
        self.first_reading = message.progress.first
        if message.progress.committed:
            self.searching.ask_again()
        elif not self.desk.shelf.count:
            self.say_empty()
        self.say_bars()

    @on(Indexed)
    def _on_indexed(self, message: Indexed) -> None:
        self._progress = ""
        self.notice = message.sentence or self.notice
        if (message.summary and message.summary.changes) or not self.desk.shelf.count:
            self.searching.ask_again()
        self.say_bars()

    # Words

    def say_empty(self) -> None:
        """What stands where there is no article."""
        sentences = phrases.empty(self.desk.library, self._progress, self.desk.unreadable_folders())
        self.list_pane.say(*sentences)
        self.opened.clear()

    def say_bars(self) -> None:
        """Head and foot, as things are now."""
        self._say_head()
        self._say_foot()

    def _say_head(self) -> None:
        if self.single:
            self._head.set((Span(one_line(self._single), Look.BAR),))
            return
        if self._on_page and not self.list_pane.display and self.page_pane.page is not None:
            self._head.set((Span(self.page_pane.page.article.title, Look.BAR),))
            return
        listing, summary = self.desk.shelf.listing, self.desk.counts()
        if self.searching.typed:
            found = f"{self.desk.shelf.count:,} of {summary.articles:,}"
            text = f"{self.searching.typed}   {found}"
        else:
            text = counts(summary.articles, summary.begun, summary.new)
        if self._progress:
            text = f"{text} · {self._progress}"
        order = phrases.order(listing.order) if listing else ""
        self._head.set(titled(self.desk.library.name, text), order)

    def _say_foot(self) -> None:
        said = self.notice or self._count
        if self.searching.open:
            hints = phrases.search_hints(self.desk.shelf.count)
            left = f"{hints}  {said}" if said else hints
        else:
            left = said or phrases.hints(on_page=self._on_page, single=self.single)
        right = ""
        if self.page_pane.page is not None and self.page_pane.display:
            minutes = self.page_pane.page.article.minutes
            right = phrases.remaining(minutes, self.page_pane.progress)
        self._foot.set((Span(left, Look.NOTICE if said else Look.BAR),), right)
