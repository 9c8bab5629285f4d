"""The list: rows of the shelf around the selection, laid out from an anchor.

The anchor is the index of the first row shown, so a million articles cost what fifty do and rows
may differ in height.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.strip import Strip

from reader.article import ArticleId
from reader.markdown.lines import Line, Span
from reader.named import NamedTuple
from reader.session.browse import Ahead, Shelf
from reader.store.rows import Row
from reader.ui import list_rows
from reader.ui.line_pane import LinePane
from reader.ui.messages import OpenArticle, Selected
from reader.ui.row_hits import Hits, nothing
from reader.ui.strips import Painter

if TYPE_CHECKING:
    from reader.session.snippet import Excerpt
    from reader.ui.sentences import RowSentences

FOOT = 5  # rows below a narrow list: a rule, then the selected article in full


class _Placed(NamedTuple):
    """A painted row and the index of the article that owns it; None for headings."""

    line: Line
    owner: int | None


class ListPane(LinePane):
    """Articles, one of them selected."""

    def __init__(self, painter: Painter, shelf: Shelf, *, ascii_only: bool = False) -> None:
        super().__init__(painter, id="list")
        self._shelf = shelf
        self._ascii = ascii_only
        self._owners: list[int | None] = []
        self._message: tuple[str, ...] = ()
        self.active = True
        self.narrow = False
        self.foot_rows = FOOT  # below a narrow list
        self.selected = 0
        self.range_from: int | None = None  # the other end of a range that is being picked
        self.picked: Callable[[ArticleId], bool] = lambda _article: False
        # A click with Ctrl on a row, or with Shift, which means all up to it.
        self.pick: Callable[[int, bool], None] = lambda _index, _range: None
        self.sentences: RowSentences | None = None  # of the results of a search
        self.hits: Hits = nothing  # in the titles of its rows
        self._top = 0

    # What is shown

    @property
    def row(self) -> Row | None:
        """The selected row."""
        return self._shelf.row(self.selected)

    @property
    def said(self) -> str:
        """The first of the sentences in place of rows; empty where there are none."""
        return next(filter(None, self._message), "")

    def say(self, *sentences: str) -> None:
        """Sentences in place of rows, where there are no articles to show."""
        self._message = sentences
        self.compose_rows()

    def relist(self, keep: ArticleId | None, *, stays: bool, best: bool = False) -> None:
        """Another listing is on the shelf: stay on the article, else near where it was, or at the top.

        Where the `best` come first, stay on it only while these are seen too.
        """
        self._message = ()
        self.range_from = None
        on_screen = self.selected - self._top
        index = self._shelf.index_of(keep) if keep is not None else None
        if index is not None and best and not self._is_among_first(index):
            index = None
        stays = stays or (index is not None and not best)
        if index is None:
            index = min(self.selected, self._shelf.count - 1) if stays else 0
        # The selection keeps its row of the screen, so nothing jumps under the reader's eyes.
        self._top = max(0, index - on_screen) if stays else 0
        self.selected = index
        self.compose_rows()

    def _is_among_first(self, index: int) -> bool:
        """Whether a row is seen while the first one is on top."""
        height = self._list_height
        return index < height and not self._first_above(index, height, 0)

    def set_active(self, active: bool) -> None:
        """Whether keys go to the list; its mark shows it."""
        if active != self.active:
            self.active = active
            self.compose_rows()

    def select(self, index: int) -> bool:
        """Select a row; whether there was another to select."""
        index = max(0, min(index, self._shelf.count - 1))
        if index == self.selected:
            return False
        down, self.selected = index > self.selected, index
        self.compose_rows()
        ahead = self._shelf.ahead(index, down=down)
        if ahead is not None:
            self.run_worker(self._fetch(ahead), group="ahead", exclusive=True)
        return True

    async def _fetch(self, ahead: Ahead) -> None:
        """Have the rows that come next before a key has to wait for the disk."""
        rows = await asyncio.to_thread(ahead.fetch)
        if rows is not None:
            self._shelf.keep(ahead, rows)

    # Layout

    @property
    def _order(self) -> str:
        listing = self._shelf.listing
        return listing.order.key if listing else ""

    @property
    def _list_height(self) -> int:
        return max(1, self.size.height - self.foot_rows) if self.narrow else self.size.height

    def _article_lines(self, index: int) -> list[Line]:
        row = self._seen(self._shelf.row(index))
        if row is None:
            return [Line((Span("   …"),))]
        selected, columns = index == self.selected, self.size.width
        picked = self._is_picked(index, row)
        day = not self._shelf.tells_days  # else it stands above
        if self.narrow:
            plain = self._ascii
            line = list_rows.narrow(
                row,
                columns,
                selected=selected,
                picked=picked,
                ascii_only=plain,
                day=day,
                hits=self.hits,
            )
            return [line]
        return list_rows.wide(
            row,
            columns,
            selected=selected,
            picked=picked,
            ascii_only=self._ascii,
            day=day,
            sentence=self._sentence(row),
            hits=self.hits,
        )

    def _sentence(self, row: Row) -> Excerpt | None:
        """What is said of an article in results, empty while it is not known; None elsewhere."""
        return self.sentences.of(row.path) if self.sentences is not None else None

    def _is_picked(self, index: int, row: Row) -> bool:
        begun = self.range_from
        in_range = begun is not None and (
            begun <= index <= self.selected or self.selected <= index <= begun
        )
        return in_range or self.picked(row.id)

    def _seen(self, row: Row | None) -> Row | None:
        """A row with its texts as they are drawn."""
        if row is None or not self.painter.ascii_only:
            return row
        written = self.painter.written
        return row._replace(
            title=written(row.title),
            subtitle=written(list_rows.second_line(row)),
            authors=written(row.authors),
        )

    def _bring_into_view(self) -> None:
        """Move the anchor so that the whole selected row, under its heading, is on the screen.

        Where the list ends above the foot of the pane, rows above come back.
        """
        room = self._list_height - (1 if self._shelf.group_at(self.selected) else 0)
        if self.selected <= self._top:
            self._top = self.selected
        else:
            self._top = max(self._top, self._first_above(self.selected, room, self._top))
        last = self._shelf.count - 1
        if last - self._top < self._list_height:
            self._top = min(self._top, self._first_above(last, room, 0))

    @property
    def cursor_row(self) -> int:
        """The row of the screen in which the selected article begins."""
        return self._owners.index(self.selected) if self.selected in self._owners else 0

    def _first_above(self, last: int, room: int, lowest: int) -> int:
        """The first row from which all to the last one fit the room; not below the lowest."""
        needed, index = len(self._article_lines(last)), last
        while index > lowest:
            needed += len(self._article_lines(index - 1)) + self._shelf.starts_group(index)
            if needed > room:
                break
            index -= 1
        return index

    def _placed(self) -> list[_Placed]:
        columns, height = self.size.width, self._list_height
        placed: list[_Placed] = []
        index = self._top
        while len(placed) < height and index < self._shelf.count:
            group = self._shelf.group_at(index)
            if group is not None and (index == self._top or group.start == index):
                group = group._replace(key=self.painter.written(group.key))
                heading = list_rows.group_line(group, columns, self._order, ascii_only=self._ascii)
                placed.append(_Placed(heading, None))
            placed += [_Placed(line, index) for line in self._article_lines(index)]
            index += 1
        placed = placed[:height]
        if len(placed) > 1 and placed[-1].owner is None:
            placed.pop()  # a heading without a row below it says nothing
        return placed

    def compose_rows(self) -> None:
        """Lay out what is visible and paint what changed."""
        columns = self.size.width
        if not columns or not self.size.height:
            return
        if self._message or not self._shelf.count:
            self._owners = []
            said = tuple(map(self.painter.written, self._message))
            self.put_sentences(list_rows.sentences(said, columns))
            return
        self.selected = max(0, min(self.selected, self._shelf.count - 1))
        self._bring_into_view()
        placed = self._placed()
        self._owners = [row.owner for row in placed]
        rows = [self.painter.strip(row.line, columns) for row in placed]
        rows += [self.painter.blank(columns)] * (self._list_height - len(rows))
        if self.narrow and self.foot_rows:
            rows += self._foot()
        self.put(rows[: self.size.height])
        if self.sentences is not None:
            self.sentences.want(self._in_sight(), columns - list_rows.GUTTER - 1)

    def _in_sight(self) -> list[str]:
        """The paths of the articles of which a sentence is to be seen."""
        shown = [self.selected] if self.narrow else dict.fromkeys(self._owners)
        rows = (self._shelf.row(index) for index in shown if index is not None)
        return [row.path for row in rows if row is not None]

    def _foot(self) -> list[Strip]:
        columns = self.size.width
        row = self._seen(self.row)
        lines = (
            list_rows.foot(
                row,
                columns,
                FOOT,
                ascii_only=self._ascii,
                sentence=self._sentence(row),
                hits=self.hits,
            )
            if row
            else []
        )
        rows = [self.painter.strip(line, columns) for line in lines[:FOOT]]
        return rows + [self.painter.blank(columns)] * (FOOT - len(rows))

    # Moving

    @property
    def _visible(self) -> int:
        """How many articles are wholly or partly on the screen."""
        return max(1, len({index for index in self._owners if index is not None}))

    def move(self, action: str, count: int | None) -> bool:
        """Move the selection as a key says; False for actions that are no moves."""
        times = count or 1
        last = self._shelf.count - 1
        match action:
            case "down":
                self.select(self.selected + times)
            case "up":
                self.select(self.selected - times)
            case "page_down":
                self.select(self.selected + times * max(1, self._visible - 1))
            case "page_up":
                self.select(self.selected - times * max(1, self._visible - 1))
            case "half_down":
                self.select(self.selected + times * max(1, self._visible // 2))
            case "half_up":
                self.select(self.selected - times * max(1, self._visible // 2))
            case "top":
                self.select(count - 1 if count else 0)
            case "bottom":
                self.select(count - 1 if count else last)
            case "percent":
                if count is not None:  # 40% is a place, % alone is none
                    self.select(last * min(100, count) // 100)
            case _:
                return False
        return True

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the selection."""
        event.stop()
        self._select_by_mouse(self.selected + 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the selection."""
        event.stop()
        self._select_by_mouse(self.selected - 1)

    def on_click(self, event: events.Click) -> None:
        """A click selects; on the selected article it opens; with Ctrl or Shift it picks."""
        index = self._owners[event.y] if event.y < len(self._owners) else None
        if index is None:
            return
        if event.ctrl or event.shift:
            self.pick(index, event.shift)
        elif index == self.selected:
            self.post_message(OpenArticle())
        else:
            self._select_by_mouse(index)

    def _select_by_mouse(self, index: int) -> None:
        if self.select(index):
            self.post_message(Selected())
