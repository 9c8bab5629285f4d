"""A query looked for in the catalog: exact counts, the best hits first.

By relevance where a query has words and names no other order.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from weakref import WeakKeyDictionary

import apsw

from reader.named import NamedTuple
from reader.query.tree import Is, Node, Query, Sort, State, positive_texts, speaks_of
from reader.store.catalog import orders
from reader.store.catalog.conditions import Compiled, Condition
from reader.store.catalog.expressions import Expressions, Reach, Style
from reader.store.catalog.forms import Forms
from reader.store.catalog.orders import INDEXED
from reader.store.catalog.phrases import Phrases, Position
from reader.store.catalog.relevance import Relevance
from reader.store.catalog.statements import Statements
from reader.store.rows import Group, Listing, Order

SCAN = 8  # where one of so many articles is found, walking an index beats sorting

_LISTED = Style(Reach.BEGUN, scored=False)


class Suggestion(NamedTuple):
    """A query that would find something."""

    typed: str
    count: int  # type: ignore[assignment]  # a tuple has a method of that name


class Sought(NamedTuple):
    """What hits on a text of the query consist of."""

    words: tuple[Position, ...]  # as `Expressions.marks` gives them
    field: str = ""  # title, subtitle, author or text; empty: anywhere


class Found(NamedTuple):
    """What a search gives; `listing.ids` may be the beginning of more that follow."""

    listing: Listing
    notices: tuple[str, ...] = ()  # what was done beyond the query, as sentences
    suggestions: tuple[Suggestion, ...] = ()  # where nothing was found
    marks: tuple[Sought, ...] = ()  # one for each text that is wanted

    @property
    def complete(self) -> bool:
        """Whether every hit is listed."""
        return self.listing.ids is None or len(self.listing.ids) == self.listing.count


class _Memory(NamedTuple):
    """What a connection keeps from one search to the next."""

    phrases: Phrases
    forms: Forms


_memories: WeakKeyDictionary[apsw.Connection, _Memory] = WeakKeyDictionary()


def search(connection: apsw.Connection, query: Query, *, archived: bool = True) -> Listing:
    """What a query finds, in its order: by relevance where it has words and names no other."""
    *_, found = finds(connection, query, archived=archived)
    return found.listing


def finds(
    connection: apsw.Connection,
    query: Query,
    wanted: Callable[[], bool] = lambda: True,
    *,
    archived: bool = True,
    at_once: int = 0,
) -> Iterator[Found]:
    """What a query finds; with one typo where nothing else is there; else what would be found.

    Of more hits than `at_once`, so many of the best come first, with the exact count, and then all.

    `connection` is a catalog's, with the views of the state, used by one thread. `wanted` is asked
    before each statement; where it says no, SearchInterrupted. Errors of the engine come out as
    they are. Without `archived`, what was put away is found only by a query that speaks of it.
    """
    return _search(connection, query, wanted, archived=archived).finds(at_once)


def _search(
    connection: apsw.Connection, query: Query, wanted: Callable[[], bool], *, archived: bool
) -> _Search:
    statements = Statements(connection, wanted)
    memory, generation = _memory(statements)
    memory.phrases.clear()
    expressions = Expressions(statements, memory.phrases, memory.forms)
    search = _Search(statements, expressions, query, generation)
    if not archived and not speaks_of(query.tree, Is(State.ARCHIVED)):
        search.leave_out_archived()
    return search


def count(
    connection: apsw.Connection,
    query: Query,
    wanted: Callable[[], bool] = lambda: True,
    *,
    archived: bool = True,
) -> int:
    """How many articles a query finds as it is, without a typo; else as `finds`."""
    return _search(connection, query, wanted, archived=archived).count()


def choose(
    connection: apsw.Connection,
    query: Query,
    wanted: Callable[[], bool] = lambda: True,
    *,
    archived: bool = True,
) -> str:
    """What a query finds as a table of ids, for statements that count; empty for every article.

    It holds until the next search on this connection.
    """
    return _search(connection, query, wanted, archived=archived).choose()


def counts_within(statements: Statements, trees: Iterable[Node], table: str) -> list[int]:
    """How many of the articles in the table that `choose` made have each of these conditions."""
    memory, _ = _memory(statements)
    memory.phrases.clear()
    expressions = Expressions(statements, memory.phrases, memory.forms)
    counts = []
    for tree in trees:
        match, conditions = expressions.compile(tree, _LISTED)
        if match:
            conditions = (
                Condition("+article.id IN (SELECT rowid FROM words WHERE words MATCH ?)", (match,)),
                *conditions,
            )
        where = " AND ".join(f"({condition.sql})" for condition in conditions) or "1"
        if table:
            where += f" AND +article.id IN {table}"
        values = tuple(value for condition in conditions for value in condition.values)
        counts.append(statements.number(f"SELECT count(*) FROM article WHERE {where}", values))
    return counts


def prepare(connection: apsw.Connection) -> None:
    """What the first letters that are typed need, while nobody waits: some 10 ms."""
    memory, _ = _memory(Statements(connection, lambda: True))
    memory.forms.prepare(connection)


def _memory(statements: Statements) -> tuple[_Memory, int]:
    """What is known of a connection's catalog, and the generation that it is known of."""
    connection = statements.connection
    memory = _memories.get(connection)
    if memory is None:
        memory = _memories[connection] = _Memory(Phrases(connection), Forms())
        # What a tree chooses by SQL, and what it finds; in memory, seen by this connection alone.
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS allowed (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY)")
    generation = statements.number("SELECT value FROM number WHERE name = 'generation'")
    memory.forms.renew(generation)
    return memory, generation


class _Search:
    """One search on one connection."""

    def __init__(
        self, statements: Statements, expressions: Expressions, query: Query, generation: int
    ) -> None:
        self._statements = statements
        self._expressions = expressions
        self._query = query
        self._generation = generation
        self._without = ""  # what is left out beside what the query leaves out
        self._only = ""
        self._allowed = False  # whether the conditions of the query are noted as a table

    def leave_out_archived(self) -> None:
        """Find nothing that was put away, wherever there is any."""
        from reader.store.catalog.done import PUT_AWAY  # only the interface leaves it out

        run = self._statements.run
        run("CREATE TEMP TABLE IF NOT EXISTS away (id INTEGER PRIMARY KEY)")
        run("DELETE FROM temp.away")
        run(f"INSERT INTO temp.away {PUT_AWAY}")
        if self._statements.number("SELECT count(*) FROM temp.away"):
            self._without = "{} NOT IN temp.away"

    def finds(self, at_once: int) -> Iterator[Found]:
        """The listings, and what is to be said about them."""
        tree = self._query.tree
        for listing in self._listings(tree, at_once):
            if listing.count or tree is None:
                yield Found(listing, marks=self._marks(tree))
        if listing.count or tree is None:
            return
        from reader.store.catalog import mending  # 2 ms, where nothing is found alone

        near, notice = mending.with_typos(tree, self._expressions, self._count)
        if near is not None:
            for found in self._listings(near, at_once):
                if found.count:
                    yield Found(found, (notice,), marks=self._marks(near))
            if found.count:
                return
        yield Found(listing, (), mending.suggestions(tree, self._count))

    def _listings(self, tree: Node | None, at_once: int) -> Iterator[Listing]:
        """The hits; where they are very many, the best of them before."""
        first = self._query.sort[0] if self._query.sort else None
        by = tuple(key for key in self._query.sort if key.key != "relevance")
        listed = self._expressions.compile(tree, _LISTED)
        self._allow(listed)
        by_relevance = first is None or first.key == "relevance"
        # A name is met or not: who is looked for by it alone, the latest come first.
        fields = {text.field for text in positive_texts(tree)}
        if by_relevance and listed.match and (fields - {"author"} or (fields and first)):
            relevance = Relevance(
                self._statements,
                self._expressions,
                self._query._replace(tree=tree),
                self._only,
                self._generation,
            )
            yield from relevance.listings(listed, first or Sort("relevance"), at_once)
        else:
            yield self._sorted(listed, by or (Sort("date"),))

    def _marks(self, tree: Node | None) -> tuple[Sought, ...]:
        # A description is shown nowhere.
        texts = (text for text in positive_texts(tree) if text.field != "description")
        sought = (Sought(self._expressions.marks(text), text.field) for text in texts)
        return tuple(dict.fromkeys(each for each in sought if each.words))

    # By other keys

    def _allow(self, compiled: Compiled) -> None:
        """Note what the conditions of a tree leave; once, since several statements ask for it.

        The plus keeps the engine from asking the full-text table once for each article.
        """
        condition = compiled.condition
        if condition is None:
            self._allowed = False
            self._only = f" AND {self._without.format('+rowid')}" if self._without else ""
            return
        without = f" AND {self._without.format('article.id')}" if self._without else ""
        self._statements.run("DELETE FROM temp.allowed")
        self._statements.run(
            "INSERT INTO temp.allowed SELECT article.id FROM article"
            f" WHERE ({condition.sql}){without} ORDER BY 1",
            condition.values,
        )
        self._allowed = True
        self._only = " AND +rowid IN temp.allowed"

    def _sorted(self, compiled: Compiled, by: tuple[Sort, ...]) -> Listing:
        """All that a compiled tree finds, in the order of keys, with the groups of the first."""
        order = Order.of(by[0])
        heading = orders.heading_of(order.key)
        column = f", {heading}" if heading else ""
        # An order that an index has is read from there; the other direction is turned round below.
        served = INDEXED.get(order.key) if len(by) == 1 else None
        where = self._chosen(compiled)
        rows = self._statements.rows(
            f"SELECT article.id{column} FROM article{orders.joins(by)}{where}"
            f" ORDER BY {served.by if served else orders.by(by)}"
        )
        ids = array("q", [row[0] for row in rows])
        groups: tuple[Group, ...] = ()
        if heading:
            values = (row[1] for row in rows)
            groups = orders.grouped(self._statements.connection, order.key, values)
        if served and order.reverse:
            main = len(ids) - orders.tail_of(groups)
            ids = ids[:main][::-1] + ids[main:][::-1]
            groups = orders.reversed_groups(groups)
        groups = orders.coarse(order.key, groups)
        return Listing(len(ids), order, groups, ids, generation=self._generation)

    def _chosen(self, compiled: Compiled) -> str:
        """The WHERE of what was found, as a table of ids."""
        table = "allowed" if self._allowed else ""
        if compiled.match:
            table = "chosen"
            self._fill(compiled)
        if not table:
            return f" WHERE {self._without.format('+article.id')}" if self._without else ""
        few = self._statements.number(
            f"SELECT (SELECT count(*) FROM temp.{table}) * {SCAN}"
            " < (SELECT value FROM number WHERE name = 'articles')"
        )
        return f" WHERE {'' if few else '+'}article.id IN temp.{table}"

    def count(self) -> int:
        """How many articles the query finds."""
        return self._count(self._query.tree)

    def choose(self) -> str:
        """The table that holds what the query finds; empty for every article."""
        tree = self._query.tree
        compiled = self._expressions.compile(tree, _LISTED)
        self._allow(compiled)
        if compiled.match:
            self._fill(compiled)
            return "temp.chosen"
        if self._allowed or not self._without:
            return "temp.allowed" if self._allowed else ""
        self._statements.run("DELETE FROM temp.chosen")
        self._statements.run(
            "INSERT INTO temp.chosen SELECT id FROM article"
            f" WHERE {self._without.format('+article.id')} ORDER BY 1"
        )
        return "temp.chosen"

    def _fill(self, compiled: Compiled) -> None:
        """Note what matches, as a table of ids."""
        self._statements.run("DELETE FROM temp.chosen")
        self._statements.run(
            f"INSERT INTO temp.chosen SELECT rowid FROM words WHERE words MATCH ?{self._only}",
            (compiled.match,),
        )

    def _count(self, tree: Node | None) -> int:
        """How many articles a tree finds."""
        compiled = self._expressions.compile(tree, _LISTED)
        self._allow(compiled)
        if compiled.match:
            return self._statements.number(
                f"SELECT count(*) FROM words WHERE words MATCH ?{self._only}", (compiled.match,)
            )
        if self._allowed:
            return self._statements.number("SELECT count(*) FROM temp.allowed")
        where = f" WHERE {self._without.format('+id')}" if self._without else ""
        return self._statements.number(f"SELECT count(*) FROM article{where}")
