"""The words of the query in force, on the page: marked, and gone to when an article is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.article import Place
from reader.session.landing import Landing, top_for
from reader.session.marks import BEFORE, Spot
from reader.session.page import Page, Position

if TYPE_CHECKING:
    from reader.markdown.finder import Hit
    from reader.session.words import Words
    from reader.ui.library_screen import LibraryScreen

LANDED = "The first hit · '' goes to where you were"


class OnThePage:
    """Marks what a query found, on the article that is shown from its results."""

    def __init__(self, screen: LibraryScreen) -> None:
        self._screen = screen
        self._finding = screen.finding
        screen.opened.on_landing = self.land
        screen.opened.on_words = self.renew
        self._landed: tuple[str, Words] | None = (
            None  # the article that was landed in, and for what
        )

    def land(self, page: Page, found: Landing | None) -> None:
        """Another page is about to be shown; in it was found what its query looks for."""
        if found is None:
            self._landed = None
            return
        self._landed = (page.article.path, found.words)
        self._finding.take_up(page, found, self._found_late)

    def renew(self, words: Words | None) -> None:
        """The page stays, and the query may be another one: its marks, and its first hit."""
        page, finding = self._screen.panes.page.page, self._finding
        if page is None or page.is_source or finding.open:
            return
        landed = self._landed
        if words is None:
            if self._screen.panes.on_page:
                return  # a link led to where one is
            if landed is not None and finding.query is not None:
                finding.clear()
                self._go(self._home(page))
            self._landed = None
        elif finding.query is None or finding.query.marks != words.marks:
            again = landed and (landed[0], landed[1].marks) == (page.article.path, words.marks)
            self._landed = (page.article.path, words)
            finding.look_for_words(words, None if again else self._arrive)

    def _found_late(self, hit: Hit | None) -> None:
        """The first hit of a long text, found when the page was shown already."""
        page = self._screen.panes.page.page
        if hit is None or page is None:
            return
        before = self._screen.opened.kept_place(page.article.path)
        self._arrive(hit)
        if self._screen.panes.on_page:
            self._note_where(page, before)

    def _arrive(self, hit: Hit | None) -> None:
        pane = self._screen.panes.page
        page = pane.page
        if page is None:
            return
        top = top_for(page, hit, pane.size.height) if hit is not None else None
        self._go(self._home(page) if top is None else top)

    def _go(self, position: Position) -> None:
        pane = self._screen.panes.page
        pane.go(position)
        if pane.page is not None and position != Position(0, 0):
            self._screen.opened.rest_at(pane.page)

    def _home(self, page: Page) -> Position:
        return page.find(self._screen.opened.kept_place(page.article.path))

    def opened(self, before: Place) -> None:
        """The article is read from here on; somebody may have been elsewhere in it `before`."""
        page = self._screen.panes.page.page
        if page is None or self._finding.query is None or self._finding.hit is None:
            return
        self._finding.count()
        self._note_where(page, before)

    def _note_where(self, page: Page, before: Place) -> None:
        """A mark leads back to where somebody was who was led elsewhere."""
        pane, home = self._screen.panes.page, page.find(before)
        if before != Place() and home != pane.top:
            left = Spot(page.article.path, before, home, page.width)
            self._screen.following.marks.set(BEFORE, left)
            self._screen.notice = LANDED
