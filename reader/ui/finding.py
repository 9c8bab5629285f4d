"""Find in the page: the line, what is looked for, and the hit one is at.

Looking is done in slices between keys, the nearest hit first and then the count of all; a newer
wish overtakes an older one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.article import Place
from reader.markdown.marked import Mark
from reader.named import NamedTuple
from reader.session import phrases
from reader.session.hits_on import hits_on
from reader.session.marks import BEFORE, Spot
from reader.session.page import Page, Position
from reader.session.recall import Recall
from reader.ui.slices import Slices

if TYPE_CHECKING:
    from reader.markdown.find import Wanted
    from reader.markdown.finder import Finder, Hit
    from reader.session.landing import Landing
    from reader.session.words import Words
    from reader.ui.find_bar import FindBar, FindLine
    from reader.ui.library_screen import LibraryScreen

MOST_STEPS = 1000  # hits that one key goes on
LAYER = "find"


class _Origin(NamedTuple):
    """Where one was when the line was opened."""

    page: Page
    width: int
    top: Position
    place: Place


class Finding:
    """What is looked for in the page, and the hits that are marked there."""

    def __init__(self, screen: LibraryScreen) -> None:
        self._screen = screen
        self._pane = screen.panes.page
        self._bar: FindBar | None = None  # made when it is first asked for
        self._finder: Finder | None = None
        self._page: Page | None = None  # that the finder looks through
        self._pattern: Wanted | None = None
        self.query: Words | None = None  # the same, where it is what a query found
        self._words_before: Words | None = None  # that was looked for after anything typed here
        self._current: Hit | None = None
        self._origin: _Origin | None = None
        self._slices = Slices(screen, "find", self.say)
        self._seeks = False  # the nearest hit is not known yet
        self._asked_at = Position(0, 0)  # the first row when it was asked for
        self._history = Recall()
        self.open = False  # whether the line is there

    # The line

    async def begin(self) -> None:
        """Open the line, with what is looked for in it."""
        page = self._pane.page
        if page is None:
            return
        screen = self._screen
        if self._bar is None:
            from reader.ui.find_bar import FindBar  # Textual's Input costs 10 ms

            self._bar = FindBar(self, screen.reader_app.painter)
            await screen.mount(self._bar, after="#foot")
        top = self._pane.top
        self._origin = _Origin(page, page.width, top, page.place(top))
        self._history.begin()
        self.open = True
        self._show_bar(self._bar)
        self._bar.line.put(self._pattern.typed if self._pattern and not self.query else "")
        screen.set_focus(self._bar.line)
        self.say()

    def _show_bar(self, bar: FindBar) -> None:
        self._screen.query_one("#foot").display = not self.open
        bar.display = self.open

    @property
    def line(self) -> FindLine | None:
        """The line while it is open."""
        return self._bar.line if self.open and self._bar is not None else None

    def end(self, *, keep: bool) -> None:
        """Close the line; keep the hits, or return to where one was."""
        if not self.open or self._bar is None:
            return
        screen = self._screen
        with screen.app.batch_update():
            self.open = False
            self._show_bar(self._bar)
            screen.set_focus(None)
            if keep and self._pattern is not None:
                self._history.add(self._pattern.typed)
                self._words_before = None
                if self._current is None and not self._seeks:
                    screen.notice = phrases.found_nowhere(self._pattern.typed)
                    self.clear()
                elif (origin := self._origin) is not None and origin.page is self._pane.page:
                    path = origin.page.article.path
                    left = Spot(path, origin.place, origin.top, origin.width)
                    screen.following.marks.set(BEFORE, left)
            else:
                self._return()
                self.clear()
            self._origin = None  # it would keep a page in memory
            screen.say_bars()

    def recall(self, back: int) -> str | None:
        """What was looked for so many times before what stands in the line; None for nothing."""
        return self._history.step(back, self._bar.line.value if self._bar else "")

    def _return(self) -> None:
        origin = self._origin
        if origin is not None and self._pane.page is origin.page:
            same = origin.page.width == origin.width
            self._pane.go(origin.top if same else origin.page.find(origin.place))

    # What is looked for

    @property
    def active(self) -> bool:
        """Whether hits are marked on the page."""
        return self._pattern is not None

    @property
    def is_level(self) -> bool:
        """Whether one goes from hit to hit; a title or a name in the header is not gone through."""
        return self._pattern is not None and (self.query is None or self.query.in_text)

    @property
    def hit(self) -> Hit | None:
        """The hit one is at."""
        return self._current if self._page is self._pane.page else None

    @property
    def words(self) -> str:
        """Which hit one is at, of how many: `3 of 17`, `3 of 1,200+` while that is counted."""
        if self._pattern is None or self._finder is None:
            return ""
        ordinal = self._finder.ordinal(self._current) if self._current else None
        return phrases.hits(ordinal, self._finder.found, complete=self._finder.complete)

    @property
    def hint(self) -> str:
        """What the foot of the page says while hits are marked."""
        return f"{self.words}  n N go on  Esc clears" if self.is_level else ""

    def type(self, text: str) -> None:
        """Another text stands in the line: go to its first hit at or below where one was."""
        from reader.markdown.find import pattern

        wanted = pattern(text)
        if not self.open or (wanted is not None and wanted == self._pattern):
            return
        with self._screen.app.batch_update():
            if wanted is None:
                self.clear()
                self._return()
            else:
                self.look_for(wanted)
            self.say()

    def look_for(self, wanted: Wanted, *, jump: bool = True) -> None:
        """Mark this in the page, and go to the hit that is nearest below where one is, or was."""
        page = self._pane.page
        if page is None:
            return
        finder = self._take(page)
        self._mark(wanted, None)
        finder.look_for(wanted)
        origin = self._origin if self.open else None
        top = self._pane.top
        if origin is not None and origin.page is page:
            top = origin.top if origin.width == page.width else page.find(origin.place)
        self._start(finder.seek(*page.text_at(top)), self._arrive if jump else self._note)

    def _mark(self, wanted: Wanted, words: Words | None, hit: Hit | None = None) -> None:
        self._pattern, self.query, self._current = wanted, words, hit
        self._words_before = words or self._words_before
        self._pane.marks[LAYER] = self._marks

    def look_for_words(self, words: Words, arrive: Callable[[Hit | None], None] | None) -> None:
        """Mark what a query found, and `arrive` at the first hit of the page, if that is wanted."""
        page = self._pane.page
        if page is None:
            return
        from reader.session.landing import seek, sought_on

        finder, words = self._take(page), sought_on(page, words)
        self._mark(words, words)
        finder.look_for(words)
        self._seek_words(seek(page, finder, words), arrive)

    def _seek_words(
        self, seeking: Iterator[Hit | None], arrive: Callable[[Hit | None], None] | None
    ) -> None:
        def land(hit: Hit | None) -> None:
            self._current = hit
            if arrive is not None and self._pane.top == self._asked_at:
                arrive(hit)
            self._pane.compose_rows()

        self._start(seeking, land if arrive is not None else self._note)

    def take_up(self, page: Page, found: Landing, arrive: Callable[[Hit | None], None]) -> None:
        """Go on with what was looked for in a page that is about to be shown.

        Where the first hit stands further down than was looked, `arrive` there when it is known.
        """
        self._slices.stop()
        self._seeks = False
        self._page, self._finder = page, found.finder
        self._mark(found.words, found.words, found.hit)
        if found.on is not None:
            on = found.on
            self._screen.call_next(self._look_on, page, on, arrive)

    def _look_on(
        self, page: Page, on: Iterator[Hit | None], arrive: Callable[[Hit | None], None]
    ) -> None:
        if self._page is page and self._pane.page is page:
            self._seek_words(on, arrive)

    def count(self) -> None:
        """Count the hits that are not counted yet, in slices."""
        if self._finder is not None and not self._finder.complete:
            self._slices.begin(self._finder.count())

    def _take(self, page: Page) -> Finder:
        if self._finder is None or self._page is not page:
            from reader.markdown.finder import Finder

            self._page, self._finder = page, Finder(page.text, page.header_text, page.ending_text)
        return self._finder

    def clear(self) -> bool:
        """Mark nothing any more; whether anything was marked."""
        if self._pattern is None:
            return False
        self._slices.stop()
        self._seeks = False
        self._pattern = self.query = self._current = self._finder = self._page = None
        self._pane.marks.pop(LAYER, None)
        self._pane.compose_rows()
        return True

    def follow(self) -> None:
        """The page shows something else: the same article read again, or another one."""
        page = self._pane.page
        if self._pattern is None or page is self._page:
            return
        if page is not None and self._page and page.article.path == self._page.article.path:
            if self.query is not None:
                self.look_for_words(self.query, None)
            else:
                self.look_for(self._pattern, jump=False)
        elif not self.open:
            self.clear()
        elif page is not None:
            self._origin = _Origin(page, page.width, self._pane.top, page.place(self._pane.top))
            self.look_for(self._pattern)

    def keep_in_sight(self) -> None:
        """The hit one is at stays on the screen when that has another size."""
        if self.open and self._current is not None:
            self._pane.bring_into_view(self._current.block, self._current.start)

    # From hit to hit

    def step(self, hits: int) -> None:
        """So many hits on, or back where negative; around the end of the text."""
        page = self._pane.page
        if page is None:
            return
        self.follow()  # a key may come before the word that the page has changed
        if self._pattern is None:
            self._look_again(page)
            return
        back = hits < 0
        finder, (block, offset) = self._take(page), self._here(page)
        if self._current is not None and not back and (block, offset) == self._current[:2]:
            offset += 1
        steps = min(abs(hits), MOST_STEPS)
        around = partial(setattr, self._screen, "notice")
        seeking = hits_on(finder, (block, offset), steps, around, back=back)
        self._start(seeking, self._arrive)
        self.say()

    def _look_again(self, page: Page) -> None:
        """Look for what was looked for the last time, in another article perhaps."""
        from reader.markdown.find import pattern

        words = self._words_before
        wanted = words or pattern(self._history.latest)
        if wanted is None:
            self._screen.notice = "Nothing was looked for yet: / finds in the page."
        else:
            if words is not None:
                from reader.session.landing import sought_on

                wanted = words = sought_on(page, words)
            self.look_for(wanted)
            self.query = words
            if self._current is None and not self._seeks:
                self._screen.notice = phrases.found_nowhere(wanted.typed)
                self.clear()

    def _here(self, page: Page) -> tuple[int, int]:
        """Where to go on from: the hit one is at while it can be seen, else the first row."""
        hit = self._current
        if hit is not None and self._pane.shows(page.position_of(hit.block, hit.start)):
            return hit.block, hit.start
        return page.text_at(self._pane.top)

    # Looking, in slices

    def _start(self, seeking: Iterator[Hit | None], then: Callable[[Hit | None], None]) -> None:
        self._asked_at = self._pane.top
        self._seeks = True
        self._slices.begin(self._steps(seeking, then), lambda: not self._seeks)
        self._pane.compose_rows()

    def _steps(
        self, seeking: Iterator[Hit | None], then: Callable[[Hit | None], None]
    ) -> Iterator[None]:
        hit = None
        for hit in seeking:
            if hit is not None:
                break
            yield
        self._seeks = False
        then(hit)
        for _ in self._finder.count() if self._finder is not None else ():
            yield

    def _arrive(self, hit: Hit | None) -> None:
        """The nearest hit is known: show it, unless one has gone elsewhere meanwhile."""
        self._current = hit
        if hit is None:
            if self.open:
                self._return()
        elif self._pane.top == self._asked_at and self._pane.page is self._page:
            self._pane.bring_into_view(hit.block, hit.start)
        self._pane.compose_rows()
        self.say()

    def _note(self, hit: Hit | None) -> None:
        """The nearest hit is known, and nobody wants to go there."""
        self._current = hit
        self._pane.compose_rows()

    # What is shown

    def say(self) -> None:
        """The number of hits, where it belongs now."""
        if self.open and self._bar is not None:
            self._bar.say(self.words or self._screen.notice)
        else:
            self._screen.say_bars()

    def _marks(self, block: int) -> Sequence[Mark]:
        """The hits in a block as far as they can be seen; a block may hold thousands."""
        if self._finder is None or self._pane.page is not self._page:
            return ()
        low, high = self._pane.seen(block)
        hits = self._finder.hits(block)
        first = bisect_right(hits, low, key=lambda hit: hit.stop)
        last = bisect_left(hits, high, first, key=lambda hit: hit.start)
        return [
            Mark(hit.start, hit.stop, "match_current" if hit == self._current else "match")
            for hit in hits[first:last]
        ]
