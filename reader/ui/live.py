"""The article on the page follows its file: edited, removed, back again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.timer import Timer

from reader.errors import ArticleGone
from reader.markdown.lines import Line, Span
from reader.session.page import Position
from reader.session.presence import Presence, Then, looked
from reader.store.filesystem import is_remote
from reader.ui.catching_up import CatchingUp
from reader.ui.once import Once
from reader.ui.watching import Watching

if TYPE_CHECKING:
    from reader.library.watch import Change
    from reader.session.again import Base, Fresh
    from reader.session.progress import Walked
    from reader.ui.library_screen import LibraryScreen

RESTS = 0.25  # seconds an article is on the page before its file is followed: keys are held
SOON = 0.08  # seconds from a word of the kernel to a look: editors write in several steps
AGAIN = 0.4  # seconds from one look to the next: some write all the time, some rename twice
POLL = 1.0  # seconds between two looks where the kernel tells nothing

SIGN, ASCII_SIGN = "▌", "|"
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
        self._watching = Watching(self._told)
        self.list = CatchingUp(screen)
        self._names: frozenset[str] = frozenset()  # of the file that is followed
        self._followed = ""  # the article whose file is
        self._ticket = 0  # of the article on the page
        self._presence = Presence.THERE  # of its file
        self._says = ""  # what there is to say of it where it is gone
        self._base: Base | None = None  # what the last change was compared with, until a key
        self._compared: Base | None = None  # and what one that is being looked for is
        self._top = Position(0, 0)  # of the page as it was shown after the last change
        self._rested = Once(screen, self._follow)
        self._soon = Once(screen, self._look)
        self._polling: Timer | None = None
        self._looking = False
        self._once_more = False
        self._opened.on_shown = self._article_shown
        if self._opened.shown:
            self._article_shown()

    @property
    def standing(self) -> str:
        """What is true of the article on the page for as long as it is there."""
        return self._says if self._presence is Presence.GONE and self._opened.shown else ""

    @property
    def is_following(self) -> bool:
        """Whether word of a change in the article on the page comes by itself."""
        return self._followed == self._opened.shown != ""

    def key_pressed(self) -> None:
        """What changed has been seen."""
        if self._base is not None:
            self._forget()
            self._pane.compose_rows()

    def close(self) -> None:
        """Follow nothing any more."""
        for once in (self._rested, self._soon):
            once.stop()
        self._poll(False)
        self.list.close()
        self._watching.close()

    # Which file

    def _article_shown(self) -> None:
        self._forget()
        self._ticket += 1
        self._presence, self._followed = Presence.THERE, ""
        self._soon.stop()
        self._rested.start(RESTS)

    def _forget(self) -> None:
        self._base = None
        self._pane.signs.pop("changed", None)

    def _follow(self) -> None:
        self._screen.run_worker(self._follow_shown(), group="live")

    async def _follow_shown(self) -> None:
        path, ticket = self._opened.shown, self._ticket
        if not path:
            return
        root = self._screen.desk.library.root
        names, folders = await self._opened.in_thread(lambda: followed(root, path))
        if ticket != self._ticket:
            return
        self._names = names
        self._watching.follow_article(folders)
        self._poll(not self._watching.tells_article)
        self._followed = path
        self._look()  # for what happened between reading it and now

    async def follow_library(self, walked: Walked) -> None:
        """The folders of the library are known: from now on the list follows what is in them."""
        if await self._watching.follow_library(self._screen.desk.library.root, walked):
            self.list.soon()

    def _poll(self, wanted: bool) -> None:
        """Look once a second, or only when the kernel tells."""
        if wanted and self._polling is None:
            self._polling = self._screen.set_interval(POLL, self._look)
        elif not wanted and self._polling is not None:
            self._polling.stop()
            self._polling = None

    # When to look

    def _told(self, changes: set[Change]) -> None:
        """The kernel has something to tell."""
        for change in changes:
            if self._watching.is_of_article(change) and change.name in ("", *self._names):
                self.look_soon()
                break
        self.list.changed(changes)
        if self._followed and not self._watching.tells_article:
            self._poll(True)  # one of its folders is gone

    def look_soon(self) -> None:
        """Look at the file in a moment; several wishes are one."""
        if self._looking or self._soon.waits:
            self._once_more = True
        else:
            self._soon.start(SOON)

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
                self._soon.start(AGAIN)

    # What came of it

    async def look(self) -> None:
        """Show the article anew if its file has changed; say so if it is gone or back."""
        ticket, fresh, error = self._ticket, None, None
        if not self._opened.shown:
            return
        try:
            fresh = await self._opened.read_again(self._base_now)
        except ArticleGone as gone:
            error = gone
        if ticket == self._ticket:  # else it is word of another article's file
            self._presence, then = looked(self._presence, found=error is None)
            self._act(then, error)
            if fresh is not None:
                self._show(fresh)
        self._compared = None  # it would keep a page in memory

    def _act(self, then: Then, error: ArticleGone | None) -> None:
        match then:
            case Then.LOOK_AGAIN:
                self._soon.start(AGAIN)
            case Then.SAY_GONE if error is not None:
                missing = isinstance(error.__cause__, FileNotFoundError)
                self._says = GONE if missing else UNREADABLE.format(error)
                self._screen.notice = ""
                self._screen.say_bars()
            case Then.SAY_BACK:
                self._screen.notice = BACK
                self._follow()  # its folder may be another one
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


def followed(root: str, path: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names of a file, and the folders of which the kernel can tell: its own and the library's.

    No folder where it lies on another machine, whose changes the kernel does not see.
    """
    file = os.path.join(root, path)
    real = os.path.realpath(file)
    beside = os.path.realpath(os.path.dirname(file))  # one folder has one name here
    names = frozenset((os.path.basename(file), os.path.basename(real)))
    if is_remote(real):
        return names, frozenset()
    return names, frozenset((os.path.realpath(root), beside, os.path.dirname(real)))
