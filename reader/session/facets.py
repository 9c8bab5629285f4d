"""Facets: what the articles that a query finds have in common, each with their number.

Counted in a thread, one facet after the other, those that take least first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from reader.characters import fold, is_clean
from reader.named import NamedTuple
from reader.query import narrow
from reader.query.parse import parse
from reader.session import named_facets
from reader.session.background import Background, Wanted
from reader.session.library import Library
from reader.session.topics import Topic, telling
from reader.store.catalog import facets
from reader.store.catalog.browse import Catalog
from reader.store.catalog.match import choose, count
from reader.store.catalog.statements import Statements
from reader.store.catalog.vocabulary import stem

NAMES = {
    "topic": "Topics",
    "author": "Authors",
    "tag": "Tags",
    "folder": "Folders",
    "year": "Years",
    "read": "Reading time",
}
"""In the order in which they are shown."""

BUCKETS = 5  # of reading time
ENDS = (1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300)  # minutes that read well


class Value(NamedTuple):
    """What some articles have in common."""

    shown: str
    condition: str  # as typed in a query
    count: int  # type: ignore[assignment]  # a tuple has a method of that name


class Facet(NamedTuple):
    """A kind of what articles have in common, the most frequent first (buckets and years in order)."""

    field: str
    values: tuple[Value, ...]


class Asked(NamedTuple):
    """The query under which all is counted, with the ticket of the question."""

    ticket: int
    typed: str
    own: Mapping[str, str]  # views that `in:` may name


class Told(NamedTuple):
    """A facet that was counted, or the number of all articles, or why nothing can be counted."""

    ticket: int
    facet: Facet | None = None
    total: int | None = None
    trouble: str = ""


class Known:
    """What one generation of a catalog gives without a query: bounds and topics, found once."""

    def __init__(self) -> None:
        self._of: tuple[str, int] = ("", -1)
        self.bounds: list[tuple[int | None, int | None]] = []
        self.topics: list[Topic] | None = None

    def renew(self, path: str, generation: int) -> None:
        """Forget it where the catalog is another one."""
        if (path, generation) != self._of:
            self._of = (path, generation)
            self.bounds, self.topics = [], None


class FacetCounts:
    """Counts facets; `tell` is called in the thread for each as it is known.

    The next question, and `close`, interrupt what is being counted.
    """

    def __init__(self, library: Library, known: Known, tell: Callable[[Told], None]) -> None:
        self._known = known
        self._tell = tell
        self._behind = Background(library, self._count, self._failed, name="counting facets")

    def ask(self, asked: Asked) -> None:
        """Count under another query."""
        self._behind.ask(asked)

    def close(self) -> None:
        """Nobody waits any more."""
        self._behind.close()

    def _count(self, catalog: Catalog, asked: Asked, wanted: Wanted) -> None:
        for told in counted(catalog, asked.typed, asked.own, self._known, wanted, archived=False):
            if not wanted():
                return
            self._tell(told._replace(ticket=asked.ticket))

    def _failed(self, asked: Asked, sentence: str) -> None:
        self._tell(Told(asked.ticket, trouble=sentence))


def counted(
    catalog: Catalog,
    typed: str,
    own: Mapping[str, str],
    known: Known,
    wanted: Wanted = lambda: True,
    *,
    archived: bool = True,
    fields: Sequence[str] = tuple(NAMES),
) -> Iterator[Told]:
    """The number of articles, then each facet, as soon as it is counted.

    Raises what a catalog raises, SearchInterrupted where it is not wanted any more.
    """
    query = parse(typed, today=date.today(), views=own)
    known.renew(catalog.path, catalog.generation())
    quick = {
        "read": _reading,
        "year": _years,
        "author": _authors,
        "tag": _tags,
        "folder": _folders,
    }
    with catalog.reading() as connection:
        statements = Statements(connection, wanted)
        table = choose(connection, query, wanted, archived=archived)
        total = facets.total(statements, table)
    yield Told(0, total=total)
    for field, values in quick.items():
        if field in fields:
            with catalog.reading():
                facet = Facet(field, tuple(values(statements, table, known)))
            yield Told(0, facet)
    if "topic" not in fields:
        return
    with catalog.reading() as connection:
        if known.topics is None:
            titles, each = facets.titles(statements)
            known.topics = telling(
                titles, stem, lambda words: facets.frequencies(statements, words), each
            )
        found = []
        for topic in known.topics:
            condition = narrow.condition("title", topic.value)
            more = parse(narrow.add(typed, condition), today=date.today(), views=own)
            found.append(
                Value(topic.shown, condition, count(connection, more, wanted, archived=archived))
            )
    found.sort(key=lambda value: -value.count)
    yield Told(0, Facet("topic", tuple(value for value in found if value.count)))


def _authors(statements: Statements, table: str, _: Known) -> Iterator[Value]:
    return (Value(*each) for each in named_facets.authors(statements, table))


def _tags(statements: Statements, table: str, _: Known) -> Iterator[Value]:
    return (Value(*each) for each in named_facets.tags(statements, table))


def _folders(statements: Statements, table: str, _: Known) -> Iterator[Value]:
    """Folders; of one that holds nothing but another one, the inner one alone."""
    found: dict[str, int] = {}
    written: dict[str, str] = {}
    for name, number in facets.folders(statements, table).items():
        folded = fold(name)  # for `path:`, letters are one in either case
        first = written.setdefault(folded, name)
        found[first] = found.get(first, 0) + number
    parents = Counter[tuple[str, int]]()
    for name, number in found.items():
        parents[name[: name.rstrip("/").rfind("/") + 1], number] += 1
    for name, number in sorted(found.items(), key=lambda each: (-each[1], each[0])):
        if not parents[name, number] and is_clean(name) and name.isprintable():
            condition = narrow.condition("path", f"/{name}")
            if name in condition:  # a quotation mark in it can't be typed
                yield Value(name, condition, number)


def _years(statements: Statements, table: str, _: Known) -> Iterator[Value]:
    years: Counter[int] = Counter()
    for day, number in facets.days(statements, table):
        years[date.fromordinal(day).year] += number
    for year, number in sorted(years.items(), reverse=True):
        yield Value(f"{year:04}", f"date:{year:04}", number)


def _reading(statements: Statements, table: str, known: Known) -> Iterator[Value]:
    if not known.bounds:
        known.bounds = buckets(facets.minutes(statements, ""))
    found = facets.minutes(statements, table)
    for low, high in known.bounds:
        number = sum(n for m, n in found if (low or 0) <= m and (high is None or m <= high))
        if number:
            yield Value(_told(low, high), f"read:{_typed(low, high)}", number)


def _typed(low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    return f"{'' if low is None else low}..{'' if high is None else high}"


def _told(low: int | None, high: int | None) -> str:
    if low is None:
        return f"up to {high} min"
    if high is None:
        return f"{low} min and more"
    return f"{low} min" if low == high else f"{low} to {high} min"


def buckets(minutes: Sequence[tuple[int, int]]) -> list[tuple[int | None, int | None]]:
    """Bounds of reading time, both included, that part articles evenly at ends that read well."""
    total = sum(number for _, number in minutes)
    if not total:
        return []
    ends: list[int] = []
    seen, longest = 0, minutes[-1][0]
    for value, number in minutes:
        before, seen = seen, seen + number
        # Whether one of the quantiles lies in here
        if before * BUCKETS // total != min(seen, total - 1) * BUCKETS // total:
            end = min(ENDS, key=lambda each: (abs(each - value), each))
            if (not ends or end > ends[-1]) and end < longest:
                ends.append(end)
    if not ends and minutes[0][0] < longest:  # hardly any is shorter, but some are
        ends = [max((end for end in ENDS if end < longest), default=minutes[0][0])]
    if not ends:
        return []
    between = [(low + 1, high) for low, high in pairwise(ends)]
    return [(None, ends[0]), *between, (ends[-1] + 1, None)]
