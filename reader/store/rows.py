"""What the catalog hands out: rows of a list, their groups, and a listing as plain data.

Nothing here holds a connection, so a listing made in one thread is read in another.
"""

from __future__ import annotations

from array import array
from datetime import date

from reader.article import ArticleId
from reader.named import NamedTuple

TYPE_CHECKING = False  # `typing` takes 4 ms to load
if TYPE_CHECKING:
    from reader.query.tree import Sort


class Row(NamedTuple):
    """One article as a list shows it."""

    id: ArticleId
    path: str  # as in FileStamp: not cleaned, it names a file
    title: str
    subtitle: str
    authors: str  # names joined by ", "
    published: date | None  # the day it stands under: published, else created
    minutes: int
    progress: int  # percent
    read: bool
    starred: bool
    new: bool
    broken: bool  # has a problem
    shares_title: bool  # another article of the catalog is called the same, letter case aside
    archived: bool = False
    tags: tuple[str, ...] = ()  # one's own


class Done(NamedTuple):
    """What was done with one article, as far as deeds from the list go."""

    path: str  # as in FileStamp
    progress: int = 0  # percent
    read: bool = False
    starred: bool = False
    archived: bool = False
    new: bool = False
    tags: tuple[str, ...] = ()  # one's own


class Group(NamedTuple):
    """Neighbours in a listing that stand under one heading."""

    key: str  # an ISO day or month, an author or a letter; empty for those that have none
    start: int  # index of its first row
    count: int  # type: ignore[assignment]  # hides that of a tuple


_DESCENDING = frozenset({"date", "created", "progress", "added", "lastread", "relevance"})


class Order(NamedTuple):
    """How a listing is sorted; what lacks the key comes last in either direction."""

    key: str = "date"  # a name of query.fields.SORTS
    descending: bool = True

    @property
    def reverse(self) -> bool:
        """Whether it runs against the key's own direction (dates newest first, titles A to Z)."""
        return self.descending != (self.key in _DESCENDING)

    @classmethod
    def of(cls, sort: Sort) -> Order:
        """The order that one key of a query asks for."""
        return cls(sort.key, sort.reverse != (sort.key in _DESCENDING))


class Listing(NamedTuple):
    """What a query and an order give: enough to fetch any window of it.

    Without `ids` it is the whole catalog in an order that an index serves; with `ids` exactly
    these, in this order. `groups` is empty where the order has none.
    """

    count: int  # type: ignore[assignment]  # hides that of a tuple
    order: Order  # by its first key
    groups: tuple[Group, ...] = ()
    ids: array[int] | None = None  # 'q'
    scores: array[float] | None = None  # 'd', beside ids; higher is better
    generation: int = 0  # of the catalog when it was made; another one may list other rows


class Summary(NamedTuple):
    """The numbers in the head of the list."""

    articles: int
    begun: int  # opened and not read to the end
    new: int
    problems: int  # articles that have one
    archived: int = 0  # not among the other numbers but articles and problems
