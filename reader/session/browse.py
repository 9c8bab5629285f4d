"""The list of an open library as a pane reads it: rows by index, fetched in windows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from reader.article import ArticleId
from reader.errors import CatalogUnusable
from reader.named import NamedTuple
from reader.session.library import Library
from reader.session.remember import Memory
from reader.store.catalog.browse import Catalog
from reader.store.catalog.orders import MONTH, ROWS_A_GROUP
from reader.store.rows import Done, Group, Listing, Row

WINDOW = 64  # rows fetched at once: more than the tallest terminal shows of the list
WINDOWS_KEPT = 16
NEAR = 40  # rows from the edge of a window at which the next one is fetched: more than a screen


class Ahead(NamedTuple):
    """A window that will be needed soon; `fetch` is for any thread."""

    library: Library
    listing: Listing
    number: int
    ticket: int

    def fetch(self) -> list[Row] | None:
        """Its rows, by a connection of its own; None where the catalog can't tell now."""
        start = self.number * WINDOW
        try:
            catalog = self.library.catalog()
            try:
                return catalog.rows(self.listing, start, start + WINDOW)
            finally:
                catalog.close()
        except CatalogUnusable:
            return None


class Shelf:
    """What one listing of one catalog holds, behind a small cache of windows.

    Belongs to the thread that made it, as its connection does.
    """

    def __init__(self, library: Library, memory: Memory) -> None:
        self._library = library
        self._memory = memory
        self._catalog: Catalog | None = None
        self._windows: dict[int, list[Row]] = {}
        self._starts: list[int] = []
        self._ticket = 0  # of the rows that are kept: others are asked for by now
        self.listing: Listing | None = None

    @property
    def count(self) -> int:
        """How many articles the listing has."""
        return self.listing.count if self.listing else 0

    @property
    def catalog(self) -> Catalog:
        """This thread's connection, opened when first needed; CatalogUnusable where it can't be."""
        if self._catalog is not None and self._catalog.path != self._library.location.path:
            self.close()  # the library's catalog lies elsewhere by now
            self._windows.clear()
        if self._catalog is None:
            self._catalog = self._library.catalog()
        return self._catalog

    @property
    def opened(self) -> Catalog | None:
        """The connection, if there is one: ids of articles hold while it is the same."""
        return self._catalog

    def close(self) -> None:
        """Give the connection back."""
        if self._catalog is not None:
            self._catalog.close()
            self._catalog = None

    def show(self, listing: Listing | None) -> None:
        """Another listing from here on."""
        self.listing = listing
        self._starts = [group.start for group in listing.groups] if listing else []
        self.forget()

    def complete(self, listing: Listing) -> None:
        """The whole of a listing that is shown, of which only the beginning of the ids was known."""
        known = len(self.listing.ids) if self.listing and self.listing.ids is not None else 0
        self.listing = listing
        for number in [number for number in self._windows if (number + 1) * WINDOW > known]:
            del self._windows[number]
        self._ticket += 1

    def row(self, index: int) -> Row | None:
        """The row at an index of the listing; None outside of it or where it vanished.

        What was done in this session shows at once, before it is written.
        """
        if self.listing is None or not 0 <= index < self.listing.count:
            return None
        number, within = divmod(index, WINDOW)
        window = self._windows.get(number)
        if window is None:
            window = self._fetch(self.listing, number)
        if within >= len(window):
            return None
        row = window[within]
        done = self._memory.touched(row.path)
        if done is None:
            return row
        return row._replace(
            progress=done.progress,
            read=done.read,
            starred=done.starred,
            new=self._memory.is_new(row.path, row.new),
            archived=done.archived,
            tags=done.tags,
        )

    def done(self, ids: Sequence[int]) -> list[Done]:
        """What was done with a few articles, as of now; empty where the catalog can't be read."""
        try:
            found = self.catalog.done(ids)
        except CatalogUnusable:
            self.close()
            return []
        return [self._memory.as_of_now(done) for done in found]

    def forget(self) -> None:
        """Rows are fetched anew: something else than this session's memory knows more of them."""
        self._windows.clear()
        self._ticket += 1

    def ahead(self, index: int, *, down: bool) -> Ahead | None:
        """The window that whoever goes on from an index in a direction needs next, if it is not there."""
        number = (index + NEAR if down else index - NEAR) // WINDOW
        if self.listing is None or number in self._windows:
            return None
        if not 0 <= number * WINDOW < self.listing.count:
            return None
        return Ahead(self._library, self.listing, number, self._ticket)

    def keep(self, ahead: Ahead, rows: list[Row]) -> None:
        """The rows of a window that was fetched ahead, unless others are wanted by now."""
        if ahead.ticket == self._ticket and ahead.number not in self._windows:
            self._make_room()
            self._windows[ahead.number] = rows

    def _make_room(self) -> None:
        if len(self._windows) >= WINDOWS_KEPT:
            self._windows.pop(next(iter(self._windows)))

    def _fetch(self, listing: Listing, number: int) -> list[Row]:
        self._make_room()
        start = number * WINDOW
        try:
            window = self.catalog.rows(listing, start, start + WINDOW)
        except CatalogUnusable:
            # Deleted or rebuilt under us: nothing to show until the next listing, which is on its
            # way as soon as the indexer has put a catalog there again.
            self.close()
            window = []
        self._windows[number] = window
        return window

    def index_of(self, article: ArticleId) -> int | None:
        """Where an article stands in the listing."""
        try:
            return self.catalog.index_of(self.listing, article) if self.listing else None
        except CatalogUnusable:
            self.close()
            return None

    @property
    def is_grouped(self) -> bool:
        """Whether headings save more than they take: of hardly more than one row each, they don't."""
        return bool(self._starts) and len(self._starts) * ROWS_A_GROUP <= self.count

    @property
    def tells_days(self) -> bool:
        """Whether the headings tell of each row the day that it stands under."""
        listing = self.listing
        if listing is None or not self.is_grouped or listing.order.key != "date":
            return False
        return len(listing.groups[0].key) != MONTH

    def group_at(self, index: int) -> Group | None:
        """The group that an index belongs to; None where rows are not grouped."""
        if self.listing is None or not self.is_grouped:
            return None
        return self.listing.groups[bisect_right(self._starts, index) - 1]

    def starts_group(self, index: int) -> bool:
        """Whether a row is the first of its group."""
        group = self.group_at(index)
        return group is not None and group.start == index
