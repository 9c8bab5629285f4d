"""Hits by relevance: those on the words as typed, then on other forms of their stems, then on words
that they begin; each ranked by bm25 with a weight for each column.

What has too many hits is ranked in part: those with a hit in the title, then the latest; the others
follow by their arrival. So a word that stands in every article costs little more than a rare one.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator

from reader.named import NamedTuple
from reader.query.tree import Query, Sort
from reader.store.catalog.conditions import Compiled
from reader.store.catalog.expressions import Expressions, Reach, Style
from reader.store.catalog.statements import Statements
from reader.store.rows import Listing, Order

RANKED = 6_000  # hits ranked by all their columns, some 8 ms
RANKED_FORMS = 2_000  # the same where words have other forms, which takes four times as long
TITLES = 2_000  # hits in the title that are ranked beside them, some 5 ms
WEIGHTS = "10.0, 4.0, 3.0, 1.0"  # title, about, author, text


class _Stretch(NamedTuple):
    """Hits that stand together in the order; all have lower scores than those of the stretch before."""

    expression: str
    latest: int  # of so many; -1 for all
    above: float  # the lowest score
    share: float  # what a perfect hit has more than that; 0: none is better than another


class Relevance:
    """The hits of one query by relevance, which has words.

    `only` narrows every statement to the articles that the conditions of the query leave.
    """

    def __init__(
        self,
        statements: Statements,
        expressions: Expressions,
        query: Query,
        only: str,
        generation: int,
    ) -> None:
        self._statements = statements
        self._expressions = expressions
        self._tree = query.tree
        self._words = query.words
        self._only = only
        self._generation = generation

    def listings(self, listed: Compiled, sort: Sort, at_once: int) -> Iterator[Listing]:
        """All hits; where these are more than `at_once`, so many of the best before, unless it is 0."""
        order = Order.of(sort)
        if at_once and not sort.reverse:
            count = self._count(listed.match)
            if count > at_once:
                best = self._best(listed, at_once)
                yield self._listing(count, order, list(best), list(best.values()))
        hits: dict[int, float] = {}
        for stretch in self._stretches(listed):
            for hit, score in self._statements.rows(*self._select(stretch)):
                hits.setdefault(hit, score)
        ids, scores = list(hits), list(hits.values())
        if sort.reverse:
            ids, scores = ids[::-1], scores[::-1]
        yield self._listing(len(ids), order, ids, scores)

    def _listing(self, count: int, order: Order, ids: list[int], scores: list[float]) -> Listing:
        return Listing(count, order, (), array("q", ids), array("d", scores), self._generation)

    def _best(self, listed: Compiled, count: int) -> dict[int, float]:
        """So many of the best hits, each with its score.

        Each stretch comes as one row: between two rows a thread that draws has the interpreter, and
        keeps it for half a millisecond.
        """
        best: dict[int, float] = {}
        for stretch in self._stretches(listed):
            select, values = self._select(stretch, count + len(best))
            row = self._statements.rows(
                f"SELECT json_group_array(json_array(id, score)) FROM ({select})", values
            )
            for hit, score in sorted(json.loads(row[0][0]), key=lambda it: (-it[1], -it[0])):
                best.setdefault(hit, score)
            if len(best) >= count:
                break
        return dict(list(best.items())[:count])

    def _stretches(self, listed: Compiled) -> Iterator[_Stretch]:
        """Where the order has which hits; a hit may be in several, and stands where the first is."""
        before = ""
        for reach in Reach:
            match = self._expressions.compile(self._tree, Style(reach, scored=True)).match
            if match == before:
                continue  # nothing more is reached
            only = f"({match} NOT {before})" if before else match
            before = match
            above = float(Reach.BEGUN - reach)
            style = Style(reach, scored=False)
            unscored = self._expressions.compile(self._tree, style).match
            # bm25 counts the hits of every word, which is slow for one of many forms. So where forms
            # have too many hits, only those in titles come forward; what is reached by other forms
            # comes behind thousands, and needs no order.
            if unscored != only and self._are_more_than(RANKED_FORMS, unscored):
                yield _Stretch(self._in_titles(unscored, style), TITLES, above + 0.5, 0.0)
                break
            if self._are_more_than(RANKED, only):
                # Of very many, those with a hit in the title stand above the rest.
                titles = self._in_titles(only, Style(Reach.TYPED, scored=True))
                yield _Stretch(titles, TITLES, above + 0.5, 0.5)
                yield _Stretch(only, RANKED, above, 0.5)
                break
            yield _Stretch(only, RANKED, above, 1.0)
        else:
            return
        yield _Stretch(listed.match, -1, 0.0, 0.0)

    def _select(self, stretch: _Stretch, limit: int = -1) -> tuple[str, tuple[object, ...]]:
        """The statement for the `id` and the `score` of its hits, the best first, and its values."""
        expression, latest, above, share = stretch
        if not expression:
            return "SELECT 0 AS id, 0.0 AS score WHERE 0", ()
        where = f"FROM words WHERE words MATCH ?{self._only} ORDER BY rowid DESC LIMIT ?"
        if not share:
            at_most = min(latest, limit) if min(latest, limit) >= 0 else max(latest, limit)
            return f"SELECT rowid AS id, ? AS score {where}", (above, expression, at_most)
        # bm25 is below 0, lower for better; made a number between 0 and 1, higher for better.
        select = (
            "SELECT id, ? + ? * better / (1.0 + better) AS score FROM"
            f" (SELECT rowid AS id, max(0.0, -bm25(words, {WEIGHTS})) AS better {where})"
            " ORDER BY score DESC, id DESC LIMIT ?"
        )
        return select, (above, share, expression, latest, limit)

    def _in_titles(self, expression: str, style: Style) -> str:
        """The expression for hits that have one of the words in the title; empty for none."""
        titles = dict.fromkeys(
            phrase
            for text in self._words
            if text.field in ("", "title") and (phrase := self._expressions.phrase(text, style))
        )
        if expression in titles:
            return f"title : {expression}"  # the only word
        return f"{expression} AND title : ({' OR '.join(titles)})" if titles else ""

    def _are_more_than(self, number: int, expression: str) -> bool:
        return number < self._statements.number(
            "SELECT count(*) FROM"
            f" (SELECT 1 FROM words WHERE words MATCH ?{self._only} LIMIT {number + 1})",
            (expression,),
        )

    def _count(self, expression: str) -> int:
        return self._statements.number(
            f"SELECT count(*) FROM words WHERE words MATCH ?{self._only}", (expression,)
        )
