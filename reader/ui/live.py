"""The article on the page follows its file: edited, removed, back again."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.timer import Timer

from reader.errors import ArticleGone
from reader.markdown.lines import Line, Span
from reader.session.page import Position
from reader.store.filesystem import is_remote

if TYPE_CHECKING:
    from reader.library.watch import Folders
    from reader.session.again import Base, Fresh
    from reader.ui.library_screen import LibraryScreen

RESTS = 0.25  # seconds an article is on the page before its file is followed: keys are held
SOON = 0.08  # seconds from a word of the kernel to a look: editors write in several steps
AGAIN = 0.4  # seconds from one look to the next: some write all the time, some rename twice
POLL = 1.0  # seconds between two looks where the kernel tells nothing
LIST_AFTER = 2.0  # seconds without another change before the list is brought up to date

SIGN, ASCII_SIGN = "▌", "|"
LIST_LATER = 10  # times as long as a refresh took, until the next one that nobody asked for
GONE = "The file was removed; this is what it said."
UNREADABLE = "{} This is what it said."
BACK = "The file is there again."
CHANGED = "The article has changed"


class Live:
    """Looks at the file of the article on the page when something happened to it.

    On Linux the kernel tells, and nothing wakes up while nothing happens. Where it does not (other
    systems, network file systems, a user whose watches have run out) there is a look once a second.
    """

    def __init__(self, screen: LibraryScreen, *, ascii_only: bool) -> None:
        self._screen = screen
        self._opened = screen.opened
        self._pane = screen.panes.page
        self._sign = Span(ASCII_SIGN if ascii_only else SIGN, "changed")
        self._folders: Folders | None = None
        self._wanted: frozenset[str] = frozenset()  # the folders it should watch
        self._names: frozenset[str] = frozenset()  # of the file that is followed
        self._followed = ""  # the article whose file is
        self._gone = ""  # the article whose file is gone
        self._says = ""  # and what there is to say of it
        self._missed = ""  # the one whose file was not there a moment ago
        self._base: Base | None = None  # what the last change was compared with, until a key
        self._compared: Base | None = None
        self._top = Position(0, 0)  # of the page as it was shown after the last change
        self._timer: Timer | None = None
        self._polling: Timer | None = None
        self._refreshing: Timer | None = None
        self._looking = False
        self._once_more = False
        self.looks = 0  # at the file, so far
        self._list_due = 0.0  # not before, by the monotonic clock
        self._opened.on_shown = self._article_shown

    @property
    def standing(self) -> str:
        """What is true of the article on the page for as long as it is there."""
        return self._says if self._gone and self._gone == self._opened.shown else ""

    @property
    def is_following(self) -> bool:
        """Whether word of the article on the page would come now."""
        return self._followed == self._opened.shown != ""

    def key_pressed(self) -> None:
        """What changed has been seen."""
        if self._base is not None:
            self._forget()
            self._pane.compose_rows()

    def close(self) -> None:
        """Follow nothing any more."""
        for timer in (self._timer, self._polling, self._refreshing):
            if timer is not None:
                timer.stop()
        if self._folders is not None:
            asyncio.get_running_loop().remove_reader(self._folders.fileno())
            self._folders.close()
            self._folders = None

    # Which file

    def _article_shown(self) -> None:
        self._forget()
        self._gone = self._missed = self._followed = ""
        self._after(RESTS, self._follow)

    def _forget(self) -> None:
        self._base = None
        self._pane.signs.pop("changed", None)

    def _follow(self) -> None:
        self._screen.run_worker(self._follow_shown(), group="live")

    async def _follow_shown(self) -> None:
        path = self._opened.shown
        if not path:
            return
        root = self._screen.desk.library.root
        self._names, folders = await self._opened.in_thread(lambda: followed(root, path))
        self._watch(folders)
        self._followed = path
        self._look()  # for what happened between reading it and now

    def _watch(self, folders: frozenset[str]) -> None:
        """Have the kernel tell of these folders; where it can't, look once a second."""
        from reader.library.watch import Folders  # ctypes, with the first article

        told, self._wanted = bool(folders), folders
        if told:
            try:
                if self._folders is None:
                    self._folders = Folders()
                    asyncio.get_running_loop().add_reader(self._folders.fileno(), self._told)
                self._folders.follow(folders)
            except OSError:
                told = False  # none left, or the folder has just gone
        if not told:
            self._poll()
        elif self._polling is not None:
            self._polling.stop()
            self._polling = None

    def _poll(self) -> None:
        if self._polling is None:
            self._polling = self._screen.set_interval(POLL, self._look)

    # When to look

    def _told(self) -> None:
        """The kernel has something to tell."""
        from reader.library.names import is_article  # not before the first paint

        if self._folders is None:
            return
        names = self._folders.changed()
        if "" in names or names & self._names:
            self.look_soon()
        if any(not name or is_article(name) for name in names):
            self._list_changed()
        if self._wanted - self._folders.folders:
            self._poll()  # one of them is gone

    def look_soon(self) -> None:
        """Look at the file in a moment; several wishes are one."""
        if self._looking or self._timer is not None:
            self._once_more = True
        else:
            self._after(SOON, self._look)

    def _after(self, seconds: float, call: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.stop()

        def due() -> None:
            self._timer = None
            call()

        self._timer = self._screen.set_timer(seconds, due)

    def _look(self) -> None:
        if not self._looking:
            self._looking = True
            self._screen.run_worker(self._looked(), group="live")

    async def _looked(self) -> None:
        try:
            await self.look()
        finally:
            self._looking = False
            if self._once_more:
                self._once_more = False
                self._after(AGAIN, self._look)

    # What came of it

    async def look(self) -> None:
        """Show the article anew if its file has changed; say so if it is gone or back."""
        path = self._opened.shown
        self.looks += 1
        try:
            fresh = await self._opened.read_again(self._base_now)
        except ArticleGone as error:
            if path and path == self._opened.shown:
                self._not_there(path, error)
            return
        back, self._gone, self._missed = self._gone == path != "", "", ""
        if back:
            self._screen.notice = BACK
            self._follow()
        if fresh is not None:
            self._show(fresh)
        elif back:
            self._screen.say_bars()

    def _not_there(self, path: str, error: ArticleGone) -> None:
        if self._missed != path:
            self._missed = path  # an editor may be about to put the new file in its place
            self._after(AGAIN, self._look)
        elif self._gone != path:
            self._gone = path
            missing = isinstance(error.__cause__, FileNotFoundError)
            self._says = GONE if missing else UNREADABLE.format(error)
            self._screen.notice = ""
            self._screen.say_bars()

    def _base_now(self) -> Base:
        """What the page is compared with when it is read anew.

        Changes are told against the page as it was at the last key. Somebody who has not moved
        since is where they were then: a file that is written in two steps loses nothing.
        """
        from reader.session.again import Base
        from reader.session.places import left

        page, before = self._pane.page, self._base
        assert page is not None  # it has an article
        if before is not None and self._pane.top == self._top:
            base = before
        else:
            seen = page if before is None else before.seen
            base = Base(seen, page, left(page.text, self._pane.place))
        self._compared = base
        return base

    def _show(self, fresh: Fresh) -> None:
        screen, changed = self._screen, fresh.changed
        sign = self._sign

        def margin(position: Position, line: Line) -> Span | None:
            return sign if changed.shows(position, line) else None

        self._pane.signs["changed"] = margin
        self._pane.show(fresh.page, fresh.place)
        self._base, self._top = self._compared, self._pane.top
        if changed:
            where = changed.where(self._pane.shown_rows)
            screen.notice = f"{CHANGED}, {where}." if where else f"{CHANGED}."
        screen.say_bars()

    # The list

    def _list_changed(self) -> None:
        """Files of the folder changed: some time later, bring the list up to date."""
        if self._refreshing is None and not self._screen.single:
            wait = max(LIST_AFTER, self._list_due - time.monotonic())
            self._refreshing = self._screen.set_timer(wait, self._refresh_list)

    def _refresh_list(self) -> None:
        self._refreshing = None
        if self._screen.desk.begun and not self._screen.desk.refresh():
            self._list_changed()  # what runs may have passed the file already

    def listed(self, seconds: float) -> None:
        """The list is up to date, which took so long."""
        self._list_due = time.monotonic() + LIST_LATER * seconds


def followed(root: str, path: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names of a file, and the folders of which the kernel can tell: its own and the library's.

    No folder where it lies on another machine, whose changes the kernel does not see.
    """
    file = os.path.join(root, path)
    real = os.path.realpath(file)
    names = frozenset((os.path.basename(file), os.path.basename(real)))
    if is_remote(real):
        return names, frozenset()
    return names, frozenset((root, os.path.dirname(file), os.path.dirname(real)))
