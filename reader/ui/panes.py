"""List and page, side by side where there is room, else one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from reader.settings import NARROWEST, WIDEST
from reader.ui.list_pane import ListPane
from reader.ui.page_pane import PagePane
from reader.ui.where import Where

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp
    from reader.ui.contents_pane import ContentsPane
    from reader.ui.strips import Painter

TWO_PANES = 104  # columns from which list and page stand side by side
LIST_NARROWEST, LIST_WIDEST = 32, 56
BESIDE_THE_TEXT = 12  # columns of margin and thumb that the page keeps before the list grows


class Panes(Horizontal):
    """Which of the two is there, which has the focus, and how wide they are."""

    class PageAppeared(Message):
        """The page is visible again beside the list."""

    def __init__(
        self, list_pane: ListPane, page_pane: PagePane, *, single: bool, linear: bool = False
    ) -> None:
        super().__init__(id="panes")
        self.list = list_pane
        self.page = page_pane
        self.contents: ContentsPane | None = None  # made when they are first asked for
        self._single = single
        self._linear = linear  # one pane at a time, however wide the screen is
        self._alone = single
        self._empty = False  # nothing to show in the page
        self.where = Where.PAGE if single else Where.LIST

    def compose(self) -> ComposeResult:
        """The list at the left."""
        yield self.list
        yield self.page

    def on_mount(self) -> None:
        """Be arranged at the first layout, or the list would be painted twice."""
        self._arrange(self.app.size.width)

    def on_resize(self, event: events.Resize) -> None:
        """Two panes where there is room for both."""
        self._arrange(event.size.width)

    @property
    def on_page(self) -> bool:
        """Whether keys go to the page."""
        return self.where is Where.PAGE

    @property
    def focused(self) -> ListPane | PagePane | ContentsPane:
        """The pane that moves when a key says so."""
        if self.on_contents and self.contents is not None:
            return self.contents
        return self.page if self.on_page else self.list

    @property
    def alone(self) -> bool:
        """Whether the focused pane has the whole width, by the person's wish."""
        return self._alone and not self._single and self._is_wide(self.size.width)

    @property
    def page_beside(self) -> bool:
        """Whether the page follows the list, side by side with it."""
        return self.page.display and not self.on_page

    def focus_list(self) -> None:
        """Keys go to the list, and it is visible."""
        if self.contents is not None:
            self.contents.close()
        self.where = Where.LIST
        self._alone = False
        self._arrange(self.size.width)

    def focus_page(self) -> None:
        """Keys go to the page, and it is visible."""
        self.where = Where.PAGE
        self._arrange(self.size.width)

    # The contents take the place of the list, so that the text beside them stays as it is set.

    @property
    def contents_open(self) -> bool:
        """Whether the contents of the article are there."""
        return self.contents is not None and self.contents.is_open

    @property
    def contents_cover(self) -> bool:
        """Whether the contents stand in place of the page, where there is no room for both."""
        return self.contents_open and not self._is_wide(self.size.width)

    @property
    def on_contents(self) -> bool:
        """Whether keys go to the contents first."""
        return self.contents_open and self.contents is not None and self.contents.active

    async def open_contents(self, painter: Painter, *, ascii_only: bool = False) -> bool:
        """Show the contents of the article on the page; False where it has none."""
        if self.contents is None:
            from reader.ui.contents_pane import ContentsPane  # it needs the parser

            pane = ContentsPane(painter, self.page, ascii_only=ascii_only)
            pane.display = False
            await self.mount(pane, before=self.page)
            self.contents = pane
        opened = self.contents.open()
        self._arrange(self.size.width)
        return opened

    def close_contents(self) -> None:
        """Page and list as they were."""
        if self.contents is not None:
            self.contents.close()
            self._arrange(self.size.width)

    def toggle_alone(self) -> bool:
        """The focused pane over the whole width, or both again; whether there is room for both."""
        if not self._is_wide(self.size.width):
            return False
        self._alone = not self._alone
        self._arrange(self.size.width)
        return True

    def set_empty(self, empty: bool) -> None:
        """Whether there is no article, and so no page beside what the list says of it."""
        if empty != self._empty:
            self._empty = empty
            self._arrange(self.size.width)

    def set_measure(self, columns: int) -> int:
        """Lines of up to so many columns; the number that came of it."""
        self.page.set_measure(max(NARROWEST, min(WIDEST, columns)))
        self._arrange(self.size.width)
        return self.page.measure

    def _is_wide(self, columns: int) -> bool:
        return columns >= TWO_PANES and not self._linear

    def _arrange(self, columns: int) -> None:
        if not columns:
            return
        wide = self._is_wide(columns)
        two = wide and not self._alone and not self._empty
        contents = self.contents_open
        appears = not self.page.display
        self.list.display = not self._single and not contents and (two or not self.on_page)
        self.page.display = (two or self.on_page) and (wide or not contents)
        self.list.narrow = not wide
        self.page.set_class(two or (contents and wide), "beside")
        room = columns - self.page.measure - BESIDE_THE_TEXT
        beside = max(LIST_NARROWEST, min(LIST_WIDEST, room))
        self.list.styles.width = beside if two else "1fr"
        self.list.set_active(not self.on_page)
        if self.contents is not None:
            self.contents.display = contents
            self.contents.active = self.contents.active or (contents and not wide)
            self.contents.styles.width = beside if wide else "1fr"
        if appears and self.page_beside:
            self.post_message(self.PageAppeared())


def panes_of(app: ReaderApp, *, single: bool) -> Panes:
    """The panes of an app, those of the linear mode where that is wanted."""
    # Signs of the list are words to a voice only where they are ASCII.
    plain = app.ascii_only or app.linear
    listed = ListPane(app.painter, app.desk.shelf, ascii_only=plain)
    kind = PagePane
    if app.linear:
        from reader.ui.linear import LinearPage  # few sessions need it

        kind, listed.foot_rows = LinearPage, 0
    page = kind(app.painter, app.settings.measure, ascii_only=app.ascii_only)
    return Panes(listed, page, single=single, linear=app.linear)
